//! The photo of a card or a badge, kept with a client. Part of row M2 of the module. Its record travels as any other, so
//! that everybody knows that it is there; its [`Picture`] travels apart, once, and never changes.

use uuid::Uuid;

use crate::client;
use crate::kind::{Field, Section, Shape, kind};
use crate::lang::words;
use crate::record::Record;

kind! {
    /// The kind `photo`. When it was taken, its id tells.
    PHOTO {
        name: "photo",
        title: words("Photo", "Photo"),
        plural: words("Photos", "Photos"),
        named_by: [], sorted_by: [], found_by: [],
        /// Client.
        CLIENT: Field::new("client", words("Client", "Client"), Shape::Link("client")).required().section(Section::Main),
        /// Whoever looks after the client.
        ASSIGNEE: Field::new("assignee", words("Assigné à", "Assigned to"), Shape::Person).section(Section::System),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimée le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}

/// The record of a photo of this client, seen by whoever sees them.
pub fn of_client(id: Uuid, client: &Record) -> Record {
    let mut record = Record::new(&PHOTO, id);
    record.set(CLIENT, Some(client.id.to_string().into()));
    record.set(ASSIGNEE, client.get(client::ASSIGNEE).cloned());
    record
}

/// The largest picture, in bytes. What a device makes of a photo is a quarter of it.
pub const LIMIT: usize = 2 * 1024 * 1024;

/// What the files of each form begin with, and its media type (MIME Sniffing Standard, 6.1). Every browser shows these.
const FORMS: [(&[u8], usize, &str); 3] = [
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    // After `RIFF` and four bytes of length.
    (b"WEBPVP", 8, "image/webp"),
];

/// The bytes of a picture, of a form and a size that are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    mime: &'static str,
    bytes: Vec<u8>,
}

impl Picture {
    /// These bytes; nothing when they are no picture, or too many.
    pub fn of(bytes: Vec<u8>) -> Option<Self> {
        let begins =
            |(mark, at, _): &&(&[u8], usize, &str)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark));
        let (_, _, mime) = FORMS.iter().find(begins)?;
        (bytes.len() <= LIMIT).then_some(Self { mime, bytes })
    }

    /// Its media type.
    pub fn mime(&self) -> &'static str {
        self.mime
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, given away.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_told_by_how_it_begins_whatever_its_sender_says() {
        let told = |bytes: &[u8]| Picture::of(bytes.to_vec()).map(|picture| picture.mime());
        assert_eq!(told(b"\xff\xd8\xff\xe0\0\x10JFIF"), Some("image/jpeg"));
        assert_eq!(told(b"\x89PNG\r\n\x1a\n\0\0"), Some("image/png"));
        assert_eq!(told(b"RIFF\x10\0\0\0WEBPVP8 "), Some("image/webp"));
        for other in
            [&b""[..], b"\xff\xd8", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"RIFF\x10\0\0\0WAVE"]
        {
            assert_eq!(told(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_picture_beyond_the_limit_is_none() {
        let mut bytes = vec![0; LIMIT];
        bytes[..3].copy_from_slice(b"\xff\xd8\xff");
        assert!(Picture::of(bytes.clone()).is_some());
        bytes.push(0);
        assert!(Picture::of(bytes).is_none());
    }

    #[test]
    fn a_photo_is_in_the_care_of_whoever_looks_after_the_client() {
        let mut who = Record::new(&client::CLIENT, Uuid::from_u128(1));
        who.set(client::ASSIGNEE, Some(Uuid::from_u128(7).to_string().into()));
        let photo = of_client(Uuid::from_u128(2), &who);
        assert_eq!(
            (photo.link(CLIENT), photo.link(ASSIGNEE), photo.missing().is_none()),
            (Some(who.id), Some(Uuid::from_u128(7)), true)
        );
    }
}
