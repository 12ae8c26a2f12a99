//! Letters that XML cannot hold: a workbook writes them `_x000D_`, and a `_` that would be taken for the beginning of such
//! a mark `_x005F_` (ECMA-376, `ST_Xstring`).

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text as it stands in the XML of a workbook.
pub(crate) fn marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (place, letter) in text.char_indices() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Whatever follows the figures: a letter that is itself marked begins with the `_` that would end this one.
            '_' if figures(&text[place..]).is_some() => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                // OK to pass over the result: writing to a text does not fail.
                let _ = write!(out, "_x{:04X}_", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}

/// The text that was meant.
pub(crate) fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        let (before, from) = rest.split_at(place);
        out.push_str(before);
        let (letter, length) = mark(from).map_or(('_', 1), |letter| (letter, MARK));
        out.push(letter);
        rest = &from[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How long a mark is: `_x000D_`.
const MARK: usize = 7;

/// The letter of the mark that a text begins with.
fn mark(text: &str) -> Option<char> {
    let figures = figures(text).filter(|_| text.as_bytes().get(MARK - 1) == Some(&b'_'))?;
    char::from_u32(u32::from_str_radix(figures, 16).ok()?)
}

/// The four figures of what a text begins with, if it begins like a mark.
fn figures(text: &str) -> Option<&str> {
    let figures = text.get(..MARK - 1)?.strip_prefix("_x")?;
    figures.bytes().all(|figure| figure.is_ascii_hexdigit()).then_some(figures)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_marked() {
        assert_eq!(marked("a\r\n<b> _x000D_ _x"), "a_x000D_\n&lt;b&gt; _x005F_x000D_ _x");
        assert_eq!(unmarked("a_x000D_\n_x005F_x000D_ _x00é_"), "a\r\n_x000D_ _x00é_");
        assert_eq!(marked("_x5a5a\r"), "_x005F_x5a5a_x000D_", "the next mark would end this one");
    }

    proptest! {
        #[test]
        fn a_marked_text_is_read_back(text in "[_x0Dd5Fé\r\u{1}a]{0,20}") {
            let in_xml = marked(&text);
            let is_clean = !in_xml.contains(['\r', '\u{1}']);
            prop_assert!(is_clean);
            prop_assert_eq!(unmarked(&in_xml), text);
        }
    }
}
