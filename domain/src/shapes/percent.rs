//! Whole percents from 0 to 100.

use crate::problem::Fault;

/// `25`, `25 %`.
///
/// # Errors
/// [`Fault::Percent`].
pub fn parse(text: &str) -> Result<i64, Fault> {
    let figures = text.trim_end_matches('%').trim_end();
    let number = figures.parse::<u8>().ok().filter(|number| *number <= 100).map(i64::from);
    number.filter(|_| figures.bytes().all(|byte| byte.is_ascii_digit())).ok_or(Fault::Percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_is_read_with_and_without_its_sign() {
        assert_eq!((parse("25"), parse("25 %"), parse("100\u{a0}%"), parse("0")), (Ok(25), Ok(25), Ok(100), Ok(0)));
    }

    #[test]
    fn what_is_no_part_of_a_whole_is_refused() {
        for text in ["", "%", "101", "-1", "+5", "2,5", "abc"] {
            assert_eq!(parse(text), Err(Fault::Percent), "{text}");
        }
    }
}
