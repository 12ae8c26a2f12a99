//! The JSON of server functions, read as text. `serde_json` reads texts and bytes by two readers that share no code, and the
//! rest of the app, like the answers that come with a page, is read as text: so a browser downloads one reader.

use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};

/// Arguments and answers in the body of a `POST`.
pub(super) type Json = Post<JsonText>;

/// `application/json`.
#[derive(Debug)]
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_str(std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_an_error() {
        let read = |bytes: &'static [u8]| <JsonText as Decodes<Vec<String>>>::decode(Bytes::from_static(bytes));
        assert_eq!(read("[\"Zoé\"]".as_bytes()).unwrap(), ["Zoé"]);
        assert!(read(b"[\"Zo\xe9\"]").is_err());
    }
}
