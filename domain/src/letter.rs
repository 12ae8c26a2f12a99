//! Letters with names to fill in, and the address that opens the person's own mail program with one: no server in
//! between, so that it works without a network (the mail program sends it later). Row G10 of the guide.

use serde::{Deserialize, Serialize};

use crate::client::{COMPANY, FIRST_NAME, LAST_NAME};
use crate::lang::{Lang, Words, words};
use crate::record::Record;

/// A letter to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// What its author calls it.
    pub name: String,
    /// The subject, with [`BLANKS`].
    pub subject: String,
    /// The text, with [`BLANKS`].
    pub body: String,
}

/// What is filled in, as authors write it in either language: the client's names and company, and who writes.
pub const BLANKS: [Words; 4] = [
    words("{prénom}", "{first name}"),
    words("{nom}", "{last name}"),
    words("{entreprise}", "{company}"),
    words("{moi}", "{me}"),
];

/// The letters one begins with.
pub fn first_templates(lang: Lang) -> Vec<Template> {
    let letters = [
        (
            words("Prise de contact", "First contact"),
            words("Suite à notre rencontre", "Following our meeting"),
            words(
                "Bonjour {prénom},\n\nMerci pour notre échange. Quand pourrions-nous en reparler\u{a0}?\n\nBien à vous,\n{moi}",
                "Hello {first name},\n\nThank you for our conversation. When could we talk again?\n\nBest regards,\n{me}",
            ),
        ),
        (
            words("Relance", "Reminder"),
            words("Avez-vous pu y réfléchir\u{a0}?", "Have you had time to think about it?"),
            words(
                "Bonjour {prénom},\n\nJe reviens vers vous au sujet de notre proposition pour {entreprise}. Puis-je vous aider à décider\u{a0}?\n\nBien à vous,\n{moi}",
                "Hello {first name},\n\nI am coming back to you about our proposal for {company}. Can I help you decide?\n\nBest regards,\n{me}",
            ),
        ),
        (
            words("Remerciement", "Thank you"),
            words("Merci de votre confiance", "Thank you for your trust"),
            words(
                "Bonjour {prénom},\n\nMerci de votre confiance. Je reste à votre disposition.\n\nBien à vous,\n{moi}",
                "Hello {first name},\n\nThank you for your trust. I am at your disposal.\n\nBest regards,\n{me}",
            ),
        ),
    ];
    let said = |words: Words| words.get(lang).to_owned();
    let template = |(name, subject, body)| Template { name: said(name), subject: said(subject), body: said(body) };
    letters.map(template).into()
}

/// The text with its blanks filled in for a client. What the client lacks leaves no hole: "Bonjour {prénom}," becomes
/// "Bonjour,".
pub fn fill(text: &str, client: &Record, me: &str) -> String {
    let values = [client.text(FIRST_NAME), client.text(LAST_NAME), client.text(COMPANY), me];
    let mut filled = text.to_owned();
    for (blank, value) in BLANKS.iter().zip(values) {
        for name in [blank.fr, blank.en] {
            if value.is_empty() {
                filled = filled.replace(&format!(" {name}"), "");
            }
            filled = filled.replace(name, value);
        }
    }
    filled
}

/// The address that opens a letter to `address` in the person's mail program (RFC 6068).
pub fn mailto(address: &str, subject: &str, body: &str) -> String {
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    let parts: Vec<_> = [("subject", subject), ("body", &body)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name}={}", escape(text)))
        .collect();
    let question = if parts.is_empty() { "" } else { "?" };
    format!("mailto:{}{question}{}", escape(address), parts.join("&"))
}

/// Percent-encoded, but for what stands in no one's way. `@` may stand (RFC 6068, section 2).
fn escape(text: &str) -> String {
    const FIGURES: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(FIGURES[usize::from(byte >> 4)]));
            out.push(char::from(FIGURES[usize::from(byte & 15)]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::client::CLIENT;
    use crate::value::Value;

    fn zoe() -> Record {
        let mut record = Record::new(&CLIENT, Uuid::nil());
        record.set(FIRST_NAME, Some(Value::from("Zoé")));
        record.set(LAST_NAME, Some(Value::from("L’Hôte")));
        record
    }

    #[test]
    fn names_are_filled_in_whatever_language_they_are_asked_in() {
        assert_eq!(fill("Bonjour {prénom} {nom}, {moi}", &zoe(), "Karim"), "Bonjour Zoé L’Hôte, Karim");
        assert_eq!(fill("Hello {first name} {last name}, {me}", &zoe(), "Karim"), "Hello Zoé L’Hôte, Karim");
    }

    #[test]
    fn what_is_missing_leaves_no_hole() {
        let nobody = Record::new(&CLIENT, Uuid::nil());
        assert_eq!(fill("Bonjour {prénom},\n{moi}", &nobody, "Karim"), "Bonjour,\nKarim");
        for template in first_templates(Lang::Fr).iter().chain(&first_templates(Lang::En)) {
            let letter = fill(&template.body, &nobody, "Karim") + &fill(&template.subject, &nobody, "Karim");
            assert!(!letter.contains(['{', '}']) && !letter.contains("  "), "{letter}");
        }
    }

    #[test]
    fn a_letter_is_one_address_and_nothing_in_it_becomes_another_header() {
        let address = mailto("zoe@a.fr", "Devis & toit", "Bonjour Zoé,\nà 50 % ?");
        assert_eq!(
            address,
            "mailto:zoe@a.fr?subject=Devis%20%26%20toit&body=Bonjour%20Zo%C3%A9%2C%0D%0A%C3%A0%2050%20%25%20%3F"
        );
        assert_eq!(mailto("a?cc=b@c.fr", "", ""), "mailto:a%3Fcc%3Db@c.fr");
    }
}
