//! Telephone numbers, kept as E.164 (`+33612345678`) and shown as people write them (`06 12 34 56 78`).

use crate::problem::Fault;

/// Reads a French national number (ten figures from 0) or an international one (from + or 00). Spaces of any sort, dots,
/// dashes, slashes and parentheses are separators; `(0)` after a country code is not dialled.
///
/// # Errors
/// [`Fault::PhoneCountry`] for figures without a country that are not a French number, else [`Fault::Phone`].
pub fn parse(text: &str) -> Result<String, Fault> {
    let (figures, international) = figures(text).ok_or(Fault::Phone)?;
    if !international {
        return match figures.strip_prefix('0') {
            Some(rest) if rest.len() == 9 && !rest.starts_with('0') => Ok(format!("+33{rest}")),
            _ if (6..=15).contains(&figures.len()) => Err(Fault::PhoneCountry),
            _ => Err(Fault::Phone),
        };
    }
    let code = country_code(&figures).ok_or(Fault::Phone)?;
    let mut national = figures.get(code.len()..).unwrap_or_default();
    // "+33 06 …" is how many people write it; no French number has a 0 there.
    if code == "33" {
        national = national.strip_prefix('0').unwrap_or(national);
    }
    let length = national.len();
    let right = match code {
        "33" | "41" => length == 9 && !national.starts_with('0'),
        "32" => matches!(length, 8 | 9) && !national.starts_with('0'),
        "1" => length == 10 && !national.starts_with(['0', '1']),
        _ => length >= 4 && code.len() + length <= 15,
    };
    if right { Ok(format!("+{code}{national}")) } else { Err(Fault::Phone) }
}

/// The number as people read it: `06 12 34 56 78` for a French one, `+32 475 12 34 56` for another.
pub fn show(number: &str) -> String {
    match national_french(number) {
        Some(national) => grouped(&national, &[2, 2, 2, 2, 2]),
        None => international(number),
    }
}

/// The number with its country code, in groups: `+33 6 12 34 56 78`.
pub fn international(number: &str) -> String {
    let figures = number.trim_start_matches('+');
    let Some(code) = country_code(figures) else { return number.to_owned() };
    let national = figures.get(code.len()..).unwrap_or_default();
    let groups: &[usize] = match (code, national.len()) {
        ("33", 9) => &[1, 2, 2, 2, 2],
        ("32", 8) if national.starts_with(['2', '3', '4', '9']) => &[1, 3, 2, 2],
        ("41", 9) => &[2, 3, 2, 2],
        ("1", 10) => &[3, 3, 4],
        ("352", 9) => &[3, 3, 3],
        (_, length) if length % 2 == 1 => &[3, 2, 2, 2, 2, 2, 2],
        _ => &[2, 2, 2, 2, 2, 2, 2],
    };
    format!("+{code} {}", grouped(national, groups))
}

/// The figures by which a number is found, without spaces: `0612345678`; for a foreign number with its country code and,
/// after a space, as it is dialled there (`32475123456 0475123456`).
pub fn search_figures(number: &str) -> String {
    if let Some(national) = national_french(number) {
        return national;
    }
    let figures = number.trim_start_matches('+');
    let national = country_code(figures).and_then(|code| figures.get(code.len()..)).unwrap_or_default();
    format!("{figures} 0{national}")
}

/// A piece of a number as typed in a search, in the form of [`search_figures`]: `+33 (0)6 12` and `06.12` give `0612`.
pub fn fragment(text: &str) -> String {
    let Some((figures, international)) = figures(text) else { return String::new() };
    match figures.strip_prefix("33") {
        Some(national) if international => format!("0{}", national.strip_prefix('0').unwrap_or(national)),
        _ => figures,
    }
}

/// The figures, without what stands for "from abroad" (+ or 00), and whether that stood there.
fn figures(text: &str) -> Option<(String, bool)> {
    let mut figures = String::with_capacity(text.len());
    let mut plus = false;
    for letter in text.replace("(0)", "\u{1}").chars() {
        match letter {
            '0'..='9' => figures.push(letter),
            // Kept as a mark until we know whether a country code stands before it.
            '\u{1}' => figures.push('z'),
            '+' if figures.is_empty() && !plus => plus = true,
            // Separators; and the marks of direction, which nobody sees, that address books wrap numbers in.
            '.'
            | '-'
            | '/'
            | '('
            | ')'
            | '\u{2010}'..='\u{2015}'
            | '\u{2212}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {}
            space if space.is_whitespace() => {}
            _ => return None,
        }
    }
    if let (false, Some(rest)) = (plus, figures.strip_prefix("00")) {
        figures = rest.to_owned();
        plus = true;
    }
    let figures = figures.replace('z', if plus { "" } else { "0" });
    Some((figures, plus))
}

fn national_french(number: &str) -> Option<String> {
    number.strip_prefix("+33").filter(|national| national.len() == 9).map(|national| format!("0{national}"))
}

/// The country code at the start of an international number (ITU-T E.164.D): 1 and 7 are alone, these have two figures,
/// every other has three.
fn country_code(figures: &str) -> Option<&str> {
    const TWO: &[&str] = &[
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
        "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
        "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    let length = match figures.as_bytes() {
        [b'1' | b'7', ..] => 1,
        [b'0', ..] => return None,
        _ if figures.get(..2).is_some_and(|two| TWO.contains(&two)) => 2,
        _ => 3,
    };
    figures.get(..length)
}

fn grouped(figures: &str, groups: &[usize]) -> String {
    let mut out = String::with_capacity(figures.len() + groups.len());
    let mut rest = figures;
    for &group in groups {
        let (head, tail) = rest.split_at_checked(group).unwrap_or((rest, ""));
        if !out.is_empty() && !head.is_empty() {
            out.push(' ');
        }
        out.push_str(head);
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn french_numbers_are_read_in_every_form_people_write() {
        for written in [
            "0612345678",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "06-12-34-56-78",
            "06\u{a0}12\u{202f}34 56 78",
            "+33612345678",
            "+33 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "+33 06 12 34 56 78",
            "0033612345678",
            "0033 (0)6 12 34 56 78",
            "(+33) 6 12 34 56 78",
            "\u{202a}+33 6 12 34 56 78\u{202c}",
            "(0)6 12 34 56 78",
            "06/12/34/56/78",
        ] {
            assert_eq!(parse(written).as_deref(), Ok("+33612345678"), "{written}");
        }
    }

    #[test]
    fn foreign_numbers_are_read_from_plus_or_00() {
        for (written, kept, shown) in [
            ("+32 475 12 34 56", "+32475123456", "+32 475 12 34 56"),
            ("0032 (0)2 123 45 67", "+3221234567", "+32 2 123 45 67"),
            ("+41 (0)44 668 18 00", "+41446681800", "+41 44 668 18 00"),
            ("00352 621 123 456", "+352621123456", "+352 621 123 456"),
            ("+352 26 27 28", "+352262728", "+352 26 27 28"),
            ("+1 (212) 555-0100", "+12125550100", "+1 212 555 0100"),
            ("+44 20 7946 0958", "+442079460958", "+44 20 79 46 09 58"),
        ] {
            assert_eq!(parse(written).as_deref(), Ok(kept), "{written}");
            assert_eq!(show(kept), shown);
        }
    }

    #[test]
    fn what_is_no_number_or_of_no_known_country_is_refused() {
        for written in ["612345678", "33612345678", "0475 12 34", "0612345678901"] {
            assert_eq!(parse(written), Err(Fault::PhoneCountry), "{written}");
        }
        for written in [
            "bonjour",
            "06 12 34 56 78 (bureau)",
            "6,12E+08",
            "+33 6 12",
            "+33 6 12 34 56 78 90",
            "+",
            "00",
            "3615",
            "+0612345678",
            "06+12345678",
            "+1 212 555",
            "1".repeat(400).as_str(),
        ] {
            assert_eq!(parse(written), Err(Fault::Phone), "{written}");
        }
    }

    #[test]
    fn fragments_become_national_figures() {
        for (typed, wanted) in [
            ("06 12", "0612"),
            ("+33612", "0612"),
            ("+33 (0)6 12", "0612"),
            ("0033 6", "06"),
            ("+32 475", "32475"),
            ("+33", "0"),
        ] {
            assert_eq!(fragment(typed), wanted, "{typed}");
        }
        assert_eq!(search_figures("+33612345678"), "0612345678");
        assert_eq!(search_figures("+32475123456"), "32475123456 0475123456");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(number in "\\+(33[1-9][0-9]{8}|32[1-9][0-9]{7,8}|41[1-9][0-9]{8}|1[2-9][0-9]{9}|352[0-9]{4,11}|49[0-9]{5,12})") {
            prop_assert_eq!(parse(&show(&number)), Ok(number.clone()));
            prop_assert_eq!(parse(&international(&number)), Ok(number.clone()));
        }

        #[test]
        fn reading_never_panics_and_settles(text in ".*") {
            if let Ok(number) = parse(&text) {
                prop_assert_eq!(parse(&number), Ok(number.clone()));
            }
        }
    }
}
