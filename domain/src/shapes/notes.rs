//! Long text of several lines. Line ends are LF; at most 64 KiB, so that a record stays a small thing to send and store.

use crate::problem::Fault;
use crate::shapes::line;

/// How many bytes notes may have: about thirty pages.
pub const LIMIT: usize = 64 * 1024;

/// The text with LF line ends, without empty lines before and without spaces after.
///
/// # Errors
/// [`Fault::TooLarge`], [`Fault::Unreadable`], or a control character other than a line break or a tab.
pub fn parse(text: &str) -> Result<String, Fault> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end().trim_start_matches('\n');
    check(text)?;
    Ok(text.to_owned())
}

/// Checks notes that are already stored or merged: their spaces are left as they are.
///
/// # Errors
/// As [`parse`].
pub fn check(text: &str) -> Result<(), Fault> {
    if text.len() > LIMIT {
        return Err(Fault::TooLarge(LIMIT));
    }
    if text.contains(line::LOST) {
        return Err(Fault::Unreadable);
    }
    match text
        .chars()
        .find(|&letter| line::is_control(letter) && !matches!(letter, '\n' | '\t' | '\u{2028}' | '\u{2029}'))
    {
        Some(control) => Err(Fault::Control(u32::from(control))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_sort() {
        assert_eq!(parse("\r\nLigne 1\r\n  Ligne 2\rLigne 3 \n\n").as_deref(), Ok("Ligne 1\n  Ligne 2\nLigne 3"));
    }

    #[test]
    fn a_megabyte_of_notes_is_refused() {
        assert_eq!(parse(&"a".repeat(1024 * 1024)), Err(Fault::TooLarge(LIMIT)));
        assert!(parse(&"a".repeat(LIMIT)).is_ok());
    }

    #[test]
    fn an_escape_is_refused_and_a_script_is_only_text() {
        assert_eq!(parse("a\u{1b}[31m"), Err(Fault::Control(27)));
        assert!(parse("</textarea><script>alert(1)</script>").is_ok());
    }
}
