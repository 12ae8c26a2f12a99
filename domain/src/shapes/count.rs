//! Whole numbers, zero or more, and the groups of three in which people write figures.

use crate::lang::Lang;
use crate::problem::Fault;

/// The largest count.
pub const LIMIT: i64 = 999_999_999_999;

/// `4362`, `4 362` with spaces of any sort, `4'362`. A dot or a comma is a fault: it could mean thousands or decimals.
///
/// # Errors
/// [`Fault::Count`], [`Fault::Negative`] or [`Fault::TooBig`].
pub fn parse(text: &str) -> Result<i64, Fault> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        return parse(rest).and(Err(Fault::Negative));
    }
    let figures = grouped_figures(text, is_group_mark, usize::MAX).ok_or(Fault::Count)?;
    if figures.len() > 18 {
        return Err(Fault::TooBig);
    }
    let number: i64 = figures.parse().map_err(|_| Fault::Count)?;
    if number > LIMIT { Err(Fault::TooBig) } else { Ok(number) }
}

/// `4 362` with narrow no-break spaces in French; without marks in English, where a comma would not be read back.
pub fn show(number: i64, lang: Lang) -> String {
    match lang {
        Lang::Fr => grouped(number, lang),
        Lang::En => number.to_string(),
    }
}

/// The number in groups of three: `30 818 000`, `30,818,000`.
pub fn grouped(number: i64, lang: Lang) -> String {
    let mark = match lang {
        Lang::Fr => '\u{202f}',
        Lang::En => ',',
    };
    let figures = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(figures.len() * 2);
    if number < 0 {
        out.push('-');
    }
    for (place, figure) in figures.chars().enumerate() {
        if place > 0 && (figures.len() - place).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(figure);
    }
    out
}

/// What people write between groups of three figures without meaning decimals.
pub(crate) fn is_group_mark(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\'' | '’')
}

/// The figures of a number whose groups after the first have three each; the first has at most `first`.
/// Some files write `1630 000`: a first group of four says one thing only, so it is read.
pub(crate) fn grouped_figures(text: &str, is_mark: impl Fn(char) -> bool, first: usize) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for (place, group) in text.split(is_mark).enumerate() {
        let right = if place == 0 { !group.is_empty() && group.len() <= first } else { group.len() == 3 };
        if !right || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        out.push_str(group);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_are_read_with_or_without_groups() {
        for (written, number) in
            [("0", 0), ("4362", 4362), ("4 362", 4362), ("4\u{202f}362", 4362), ("12'000", 12_000), ("007", 7)]
        {
            assert_eq!(parse(written), Ok(number), "{written}");
        }
    }

    #[test]
    fn what_is_no_count_is_a_fault() {
        for written in ["4.362", "4,362", "4,0", "dix", "1 2", "1e3", "", "+4"] {
            assert_eq!(parse(written), Err(Fault::Count), "{written}");
        }
        assert_eq!(parse("-4"), Err(Fault::Negative));
        assert_eq!(parse("1 000 000 000 000"), Err(Fault::TooBig));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(number in 0..=LIMIT) {
            prop_assert_eq!(parse(&show(number, Lang::Fr)), Ok(number));
            prop_assert_eq!(parse(&show(number, Lang::En)), Ok(number));
        }
    }
}
