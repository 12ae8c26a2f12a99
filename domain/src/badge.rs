//! What the code on a badge or a business card says: a vCard, a `MeCard` (the short form that NTT Docomo described), or plain
//! text such as an address. Row M2.

use std::collections::BTreeMap;

use crate::client::{ADDRESS, COMPANY, EMAIL, FIRST_NAME, JOB_TITLE, LAST_NAME, NOTES, PHONE, WEBSITE};
use crate::vcard;

/// The texts of a badge, by position of the field of a client; none are empty.
pub type Badge = BTreeMap<usize, String>;

/// Reads what a code says. What is neither card keeps its text: as an e-mail, a website, a number, or in the notes.
pub fn read(text: &str) -> Badge {
    let text = text.trim();
    if vcard::is_cards(text.as_bytes()) {
        return vcard::first(text);
    }
    let start = text.get(.."MECARD:".len()).unwrap_or_default();
    if start.eq_ignore_ascii_case("MECARD:") {
        return mecard(&text["MECARD:".len()..]);
    }
    let lower = text.to_ascii_lowercase();
    let (field, value) = if let Some(address) = lower.strip_prefix("mailto:") {
        (EMAIL, &text[text.len() - address.len()..])
    } else if let Some(number) = lower.strip_prefix("tel:") {
        (PHONE, &text[text.len() - number.len()..])
    } else if lower.starts_with("http://") || lower.starts_with("https://") {
        (WEBSITE, text)
    } else if text.contains('@') && !text.contains(char::is_whitespace) {
        (EMAIL, text)
    } else {
        (NOTES, text)
    };
    [(field, value.to_owned())].into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn mecard(text: &str) -> Badge {
    let mut badge = Badge::new();
    for property in properties(text) {
        let Some((name, value)) = property.split_once(':') else { continue };
        let whole = vcard::unescaped(value);
        let mut put = |field: usize, text: &str| {
            // The first of several counts.
            if !text.trim().is_empty() {
                badge.entry(field).or_insert_with(|| text.trim().to_owned());
            }
        };
        match name.trim().to_ascii_uppercase().as_str() {
            "N" => {
                let names = vcard::split(value, ',');
                put(LAST_NAME, names.first().map_or("", String::as_str));
                put(FIRST_NAME, names.get(1).map_or("", String::as_str));
            }
            "TEL" => put(PHONE, &whole),
            "EMAIL" => put(EMAIL, &whole),
            "ORG" => put(COMPANY, &whole),
            "TITLE" => put(JOB_TITLE, &whole),
            "URL" => put(WEBSITE, &whole),
            "ADR" => put(ADDRESS, &whole),
            "NOTE" => put(NOTES, &whole),
            _ => {}
        }
    }
    badge
}

/// What stands between semicolons that are not escaped; escapes stay.
fn properties(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (place, letter) in text.char_indices() {
        if letter == ';' && !escaped {
            parts.push(&text[start..place]);
            start = place + 1;
        }
        escaped = letter == '\\' && !escaped;
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(usize, String)> {
        read(text).into_iter().collect()
    }

    #[test]
    fn a_mecard_is_read() {
        let badge =
            read("MECARD:N:Roy,Léa;ORG:Scierie\\; fils;TEL:+33612345678;EMAIL:lea@roy.fr;URL:https\\://roy.fr;;");
        assert_eq!(badge[&LAST_NAME], "Roy");
        assert_eq!(badge[&FIRST_NAME], "Léa");
        assert_eq!(badge[&COMPANY], "Scierie; fils");
        assert_eq!(badge[&PHONE], "+33612345678");
        assert_eq!(badge[&EMAIL], "lea@roy.fr");
        assert_eq!(badge[&WEBSITE], "https://roy.fr");
    }

    #[test]
    fn a_vcard_is_read_as_the_import_reads_it() {
        let badge = read(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Roy;Léa;;;\r\nORG:Scierie Roy\r\nTEL;TYPE=CELL:0612345678\r\nEND:VCARD",
        );
        assert_eq!(badge[&LAST_NAME], "Roy");
        assert_eq!(badge[&COMPANY], "Scierie Roy");
        assert_eq!(badge[&crate::client::MOBILE], "0612345678");
    }

    #[test]
    fn other_codes_keep_their_text() {
        assert_eq!(said("mailto:lea@roy.fr"), [(EMAIL, "lea@roy.fr".to_owned())]);
        assert_eq!(said("TEL:0612345678"), [(PHONE, "0612345678".to_owned())]);
        assert_eq!(said("https://roy.fr/lea"), [(WEBSITE, "https://roy.fr/lea".to_owned())]);
        assert_eq!(said("salon 2026 #4711"), [(NOTES, "salon 2026 #4711".to_owned())]);
        assert_eq!(said("  "), []);
        assert_eq!(said("MECARD:"), []);
        assert_eq!(said("mécard:"), [(NOTES, "mécard:".to_owned())]);
    }
}
