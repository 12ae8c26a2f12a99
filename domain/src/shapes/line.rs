//! One line of text: no control characters, no spaces at its ends, a limit in characters.

use crate::problem::Fault;

/// The text without spaces of any sort at its ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
}

/// Whether a line of text may not carry this character: it breaks lines, rings bells or hides what follows.
pub fn is_control(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// What a decoder puts in place of a character that it could not read: what stood there is lost.
pub(crate) const LOST: char = '\u{fffd}';

/// Checks a trimmed line against a limit in characters.
///
/// # Errors
/// A control character, a lost one, or a text that is too long.
pub fn parse(text: &str, limit: usize) -> Result<String, Fault> {
    if let Some(control) = text.chars().find(|&letter| is_control(letter)) {
        return Err(Fault::Control(u32::from(control)));
    }
    if text.contains(LOST) {
        return Err(Fault::Unreadable);
    }
    if text.len() > limit && text.chars().count() > limit {
        return Err(Fault::TooLong(limit));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_or_a_nul_is_refused() {
        assert_eq!(parse("a\nb", 10), Err(Fault::Control(10)));
        assert_eq!(parse("a\0", 10), Err(Fault::Control(0)));
        assert_eq!(parse("a\u{2028}b", 10), Err(Fault::Control(0x2028)));
        assert_eq!(parse("Fran\u{fffd}ois", 10), Err(Fault::Unreadable));
        assert_eq!(parse("<script>alert(1)</script>", 40).as_deref(), Ok("<script>alert(1)</script>"));
    }

    #[test]
    fn the_limit_counts_characters_not_bytes() {
        assert!(parse("éééé", 4).is_ok());
        assert_eq!(parse("ééééé", 4), Err(Fault::TooLong(4)));
    }

    #[test]
    fn no_break_spaces_are_trimmed_too() {
        assert_eq!(trim("\u{a0}\u{202f} Lyon\u{feff}\r\n"), "Lyon");
    }
}
