//! Amounts in cents of euro: read in the ways French, Swiss and English spreadsheets write them, never guessed.

use crate::lang::Lang;
use crate::problem::Fault;
use crate::shapes::count;

/// The largest amount: 9 999 999 999 999,99 €, which JavaScript and SQL hold exactly.
pub const LIMIT: i64 = 999_999_999_999_999;

/// Cents. `983 000,50`, `1630 000,50`, `1 234,56 €`, `1'234.50`, `1.234,56`, `€1,234.56` and `1.234.567` say one thing each.
///
/// # Errors
/// [`Fault::MoneyAmbiguous`] for `1.234` and `1,234`, which say two; else [`Fault::Money`], [`Fault::Negative`], [`Fault::TooBig`].
pub fn parse(text: &str) -> Result<i64, Fault> {
    let text = without_currency(text);
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        return parse(rest).and(Err(Fault::Negative));
    }
    let (whole, cents) = split(text)?;
    let figures: String = whole + &cents;
    if figures.len() > 18 {
        return Err(Fault::TooBig);
    }
    let amount: i64 = figures.parse().map_err(|_| Fault::Money)?;
    if amount > LIMIT { Err(Fault::TooBig) } else { Ok(amount) }
}

/// The amount with its currency: `1 234,56 €`, `€1,234.56`.
pub fn show(cents: i64, lang: Lang) -> String {
    let number = input(cents, lang);
    match lang {
        Lang::Fr => format!("{number}\u{a0}€"),
        Lang::En => format!("€{number}"),
    }
}

/// The amount in one of [`crate::opportunity::CURRENCIES`], by its key: `1 234,56 CHF`, `$1,234.56`.
pub fn show_in(cents: i64, currency: &str, lang: Lang) -> String {
    let number = input(cents, lang);
    let sign = match currency {
        "" | "EUR" => return show(cents, lang),
        "GBP" => "£",
        "USD" => "$",
        other => return format!("{number}\u{a0}{other}"),
    };
    match lang {
        Lang::Fr => format!("{number}\u{a0}{sign}"),
        Lang::En => format!("{sign}{number}"),
    }
}

/// The amount without its currency: `1 234,56`, `1,234.56`. Always two decimals, so that a comma says one thing.
pub fn input(cents: i64, lang: Lang) -> String {
    let point = match lang {
        Lang::Fr => ',',
        Lang::En => '.',
    };
    format!("{}{point}{:02}", count::grouped(cents / 100, lang), cents % 100)
}

/// The amount for another program: no groups, two decimals.
pub fn plain(cents: i64, point: char) -> String {
    format!("{}{point}{:02}", cents / 100, cents % 100)
}

fn without_currency(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix('€').unwrap_or(text);
    for word in ["€", "EUR", "euros", "euro"] {
        let split = text.len().saturating_sub(word.len());
        if let Some((number, last)) = text.split_at_checked(split)
            && last.eq_ignore_ascii_case(word)
        {
            return number.trim();
        }
    }
    text.trim()
}

/// The whole figures and exactly two decimals.
fn split(text: &str) -> Result<(String, String), Fault> {
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let (decimal, thousands) = match (text.rfind('.'), text.rfind(',')) {
        (None, None) => (None, None),
        (Some(point), Some(comma)) if point > comma => (Some('.'), Some(',')),
        (Some(_), Some(_)) => (Some(','), Some('.')),
        (Some(_), None) if points > 1 => (None, Some('.')),
        (None, Some(_)) if commas > 1 => (None, Some(',')),
        (Some(_), None) => (Some('.'), None),
        (None, Some(_)) => (Some(','), None),
    };
    let (whole, fraction) = match decimal {
        Some(decimal) => text.split_once(decimal).ok_or(Fault::Money)?,
        None => (text, "00"),
    };
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Money);
    }
    let figures = match thousands {
        Some(mark) => count::grouped_figures(whole, |letter| letter == mark, 3),
        None => count::grouped_figures(whole, count::is_group_mark, usize::MAX),
    }
    .ok_or(Fault::Money)?;
    match fraction.len() {
        1 => Ok((figures, format!("{fraction}0"))),
        2 => Ok((figures, fraction.to_owned())),
        // One group of three after up to three figures: thousands or thousandths?
        3 if thousands.is_none() && whole.len() <= 3 && !whole.starts_with('0') => Err(Fault::MoneyAmbiguous),
        _ => Err(Fault::Money),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_in_the_forms_spreadsheets_write() {
        for (written, cents) in [
            ("983 000,50", 98_300_050),
            ("30818000", 3_081_800_000),
            ("1630 000,50", 163_000_050),
            ("1 234,56 €", 123_456),
            ("1\u{202f}234,56\u{a0}€", 123_456),
            ("1\u{2009}234", 123_400),
            ("12,5", 1_250),
            ("12.50", 1_250),
            ("1.234,56", 123_456),
            ("1,234.56", 123_456),
            ("€1,234.56", 123_456),
            ("1.234.567", 123_456_700),
            ("1'234.50", 123_450),
            ("1234 EUR", 123_400),
            ("2 euros", 200),
            ("0", 0),
            ("0,05", 5),
        ] {
            assert_eq!(parse(written), Ok(cents), "{written}");
        }
    }

    #[test]
    fn what_says_two_things_is_a_fault() {
        for written in ["1.234", "1,234", "12.345 €", "999,999"] {
            assert_eq!(parse(written), Err(Fault::MoneyAmbiguous), "{written}");
        }
    }

    #[test]
    fn what_is_no_amount_is_a_fault() {
        for written in [
            "beaucoup",
            "12k",
            "1 23",
            "1 2345",
            "12,",
            ",50",
            "1.23.456",
            "0,125",
            "1234,567",
            "1,2,3",
            "12€50",
            "€",
            "1e5",
            "1..2",
            "1.234,567.8",
            "1,234,56.7",
            "1 234.567,00",
        ] {
            assert_eq!(parse(written), Err(Fault::Money), "{written}");
        }
        assert_eq!(parse("-5"), Err(Fault::Negative));
        assert_eq!(parse("10 000 000 000 000"), Err(Fault::TooBig));
        assert_eq!(parse(&"9".repeat(4000)), Err(Fault::TooBig));
    }

    #[test]
    fn amounts_are_shown_as_each_language_writes_them() {
        assert_eq!(show(123_456, Lang::Fr), "1\u{202f}234,56\u{a0}€");
        assert_eq!(show(123_456_700, Lang::En), "€1,234,567.00");
        assert_eq!(plain(98_300_050, ','), "983000,50");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(cents in 0..=LIMIT, lang in prop_oneof![Just(Lang::Fr), Just(Lang::En)]) {
            prop_assert_eq!(parse(&show(cents, lang)), Ok(cents));
            prop_assert_eq!(parse(&input(cents, lang)), Ok(cents));
            prop_assert_eq!(parse(&plain(cents, '.')), Ok(cents));
        }

        #[test]
        fn reading_never_panics(text in ".*") {
            let _ = parse(&text);
        }
    }
}
