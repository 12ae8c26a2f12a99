//! How a number is shown, which says what it is: a day, an amount, or the figures of a postal code or a telephone number
//! that a spreadsheet took for a number.

use crate::days;

/// The form of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// As many figures as it has.
    Plain,
    /// With this many decimals.
    Decimals(usize),
    /// So many hundredths.
    Percent,
    /// Each figure at its place, with what stands between them.
    Figures(Vec<Place>),
    /// A day.
    Day,
    /// A day with a time.
    Moment,
    /// A time.
    Time,
}

/// A place in such a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A figure; 0 where there is none.
    Zero,
    /// A figure, if there is one.
    Figure,
    /// A letter as it stands.
    Letter(char),
}

impl Form {
    /// Those a workbook knows without saying them (ECMA-376, 18.8.30).
    pub(super) fn known(id: usize) -> Self {
        match id {
            2 | 4 => Self::Decimals(2),
            9 | 10 => Self::Percent,
            14..=17 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => Self::Day,
            18..=21 | 32 | 33 | 45..=47 | 55 | 56 => Self::Time,
            22 => Self::Moment,
            _ => Self::Plain,
        }
    }

    /// The one with this code, as a workbook writes it: `dd/mm/yyyy`, `#,##0.00\ "€"`, `0#" "##" "##" "##" "##`.
    pub(super) fn of(code: &str) -> Self {
        let seen = Seen::of(code);
        match seen {
            Seen { is_other: true, .. } => Self::Plain,
            Seen { is_day: true, is_time: true, .. } => Self::Moment,
            Seen { is_day: true, .. } => Self::Day,
            Seen { is_time: true, .. } => Self::Time,
            Seen { has_months: true, .. } => Self::Day,
            Seen { is_percent: true, .. } => Self::Percent,
            Seen { decimals: Some(decimals), .. } => Self::Decimals(decimals),
            Seen { is_grouped: true, .. } => Self::Plain,
            _ => figures(&seen.places),
        }
    }

    /// The number as a text, from the one that stands in the workbook.
    pub(super) fn show(&self, written: &str, from_1904: bool) -> String {
        let Some(number) = written.parse::<f64>().ok().filter(|number| number.is_finite()) else {
            return written.to_owned();
        };
        let shown = match self {
            Self::Plain => None,
            Self::Decimals(decimals) => Some(rounded(number, *decimals)),
            Self::Percent => Some(format!("{}%", plain(number * 100.0))),
            Self::Figures(places) => placed(places, &plain(number)),
            Self::Day | Self::Moment | Self::Time => at(number, self, from_1904),
        };
        shown.unwrap_or_else(|| plain(number))
    }
}

/// What stands in a code; of several parts (for negative numbers, for zero) the first counts.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark that was met or not")]
struct Seen {
    places: Vec<Place>,
    decimals: Option<usize>,
    is_grouped: bool,
    is_percent: bool,
    is_day: bool,
    /// An `m`: months, or the minutes of a time.
    has_months: bool,
    is_time: bool,
    /// It depends on the number, or is none of these.
    is_other: bool,
}

impl Seen {
    fn of(code: &str) -> Self {
        let mut seen = Self::default();
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter {
                ';' => break,
                '"' => seen.places.extend(letters.by_ref().take_while(|&letter| letter != '"').map(Place::Letter)),
                '\\' => seen.places.extend(letters.next().map(Place::Letter)),
                // A space as wide as the next letter; the next letter as often as there is room.
                '_' | '*' => drop(letters.next()),
                '[' => seen.bracket(&letters.by_ref().take_while(|&letter| letter != ']').collect::<String>()),
                '0' | '#' | '?' => match &mut seen.decimals {
                    Some(decimals) => *decimals += 1,
                    None => seen.places.push(if letter == '0' { Place::Zero } else { Place::Figure }),
                },
                '.' => seen.decimals = Some(seen.decimals.unwrap_or_default()),
                ',' => seen.is_grouped = true,
                '%' => seen.is_percent = true,
                'd' | 'D' | 'y' | 'Y' => seen.is_day = true,
                'm' | 'M' => seen.has_months = true,
                'h' | 'H' | 's' | 'S' => seen.is_time = true,
                'g' | 'G' | 'e' | 'E' | '@' => seen.is_other = true,
                letter => seen.places.push(Place::Letter(letter)),
            }
            if seen.is_other {
                break;
            }
        }
        // The letters of a day's code stand in no figure.
        seen.is_other &= !seen.is_day;
        seen
    }

    /// `[h]` counts hours beyond a day; `[<100]` asks for a number; `[Red]` and `[$-40C]` say how it looks.
    fn bracket(&mut self, inside: &str) {
        let is_count =
            !inside.is_empty() && inside.chars().all(|letter| matches!(letter.to_ascii_lowercase(), 'h' | 'm' | 's'));
        self.is_time |= is_count;
        self.is_other |= inside.starts_with(['<', '>', '=']);
    }
}

/// A form whose figures have places of their own; without any, the number is shown plainly.
fn figures(places: &[Place]) -> Form {
    let is_figure = |place: &Place| !matches!(place, Place::Letter(_));
    let (Some(first), Some(last)) = (places.iter().position(is_figure), places.iter().rposition(is_figure)) else {
        return Form::Plain;
    };
    // What stands before the figures counts where it is dialled: `"+33 "0`.
    let is_dialled = matches!(places.first(), Some(Place::Letter('+' | '0')));
    Form::Figures(places[if is_dialled { 0 } else { first }..=last].to_vec())
}

/// The figures of a whole number at their places; nothing for other numbers.
fn placed(places: &[Place], number: &str) -> Option<String> {
    if !number.bytes().all(|figure| figure.is_ascii_digit()) {
        return None;
    }
    let mut figures = number.chars().rev();
    let first = places.iter().position(|place| !matches!(place, Place::Letter(_)))?;
    let mut shown: Vec<char> = Vec::new();
    for (at, place) in places.iter().enumerate().rev() {
        match place {
            Place::Zero => shown.push(figures.next().unwrap_or('0')),
            Place::Figure => shown.extend(figures.next()),
            Place::Letter(letter) => shown.push(*letter),
        }
        if at == first {
            shown.extend(figures.by_ref());
        }
    }
    let shown: String = shown.into_iter().rev().collect();
    Some(shown.trim().to_owned())
}

/// The number with its fifteen figures, as spreadsheets count, and without an exponent.
fn plain(number: f64) -> String {
    // OK because a number that was written so is read so; adding 0 takes the sign from a zero.
    let kept = format!("{number:.14e}").parse().unwrap_or(number) + 0.0;
    format!("{kept}")
}

/// The number as it is shown; but never without its cents, which a form may hide.
fn rounded(number: f64, decimals: usize) -> String {
    let decimals = decimals.max(2);
    let whole = plain(number);
    let count = whole.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if count > decimals { format!("{number:.decimals$}") } else { whole }
}

/// The day, the instant or the time with this number; nothing where spreadsheets know none.
fn at(number: f64, form: &Form, from_1904: bool) -> Option<String> {
    let seconds = (number * 86_400.0).round();
    if !(0.0..1e12).contains(&seconds) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "OK because it is whole and below a million million")]
    let seconds = seconds as i64;
    let (day, seconds) = (seconds / 86_400, seconds % 86_400);
    let time = format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    let time = if seconds % 60 == 0 { time } else { format!("{time}:{:02}", seconds % 60) };
    match form {
        Form::Time if day == 0 => Some(time),
        Form::Day => days::day(day, from_1904),
        _ if seconds == 0 => days::day(day, from_1904),
        _ => Some(format!("{} {time}", days::day(day, from_1904)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: &str) -> String {
        Form::of(code).show(number, false)
    }

    #[test]
    fn days_are_written_as_the_import_reads_them() {
        for code in ["dd/mm/yyyy", "m/d/yy", "[$-40C]d\\ mmmm\\ yyyy;@", "yyyy\\-mm\\-dd", "mmm\\-yy", "dddd"] {
            assert_eq!(shown(code, "46348"), "2026-11-22", "{code}");
            assert_eq!(shown(code, "46348.4"), "2026-11-22", "{code}");
        }
        assert_eq!(shown("dd/mm/yyyy\\ hh:mm", "46348.4375"), "2026-11-22 10:30");
        assert_eq!(shown("dd/mm/yyyy\\ hh:mm", "46348"), "2026-11-22");
        assert_eq!(
            (shown("h:mm", "0.4375"), shown("[h]:mm:ss", "0.4375116")),
            ("10:30".to_owned(), "10:30:01".to_owned())
        );
        assert_eq!((shown("dd/mm/yyyy", "-3"), shown("dd/mm/yyyy", "1e300").len()), ("-3".to_owned(), 301));
        assert_eq!(Form::known(14).show("46348", false), "2026-11-22");
    }

    #[test]
    fn numbers_are_decimal_whatever_their_size() {
        for (code, number, text) in [
            ("General", "612345678", "612345678"),
            ("General", "3.3612345678E+10", "33612345678"),
            ("General", "1234.5600000000001", "1234.56"),
            ("General", "0.1", "0.1"),
            ("General", "-0", "0"),
            ("0.00E+00", "6.12345678E8", "612345678"),
            ("#,##0.00\\ \"€\"", "1234.5678", "1234.57"),
            ("#,##0.00\\ \"€\"", "9999999999999.99", "9999999999999.99"),
            ("#,##0\\ \"€\"", "1234.56", "1234.56"),
            ("#,##0.0", "1234.56", "1234.56"),
            ("0%", "0.15", "15%"),
            ("[<=9999]0;0.0", "12.5", "12.5"),
            ("General", "inf", "inf"),
        ] {
            assert_eq!(shown(code, number), text, "{code} {number}");
        }
    }

    #[test]
    fn a_postal_code_and_a_telephone_number_keep_the_zeros_one_sees() {
        for (code, number, text) in [
            ("00000", "1000", "01000"),
            ("0#\" \"##\" \"##\" \"##\" \"##", "612345678", "06 12 34 56 78"),
            ("00\\ 00\\ 00\\ 00\\ 00", "612345678", "06 12 34 56 78"),
            ("0000000000", "612345678", "0612345678"),
            ("\"+33 \"0\" \"00\" \"00\" \"00\" \"00", "612345678", "+33 6 12 34 56 78"),
            ("\"+\"0", "33612345678", "+33612345678"),
            ("0\" pers.\"", "12", "12"),
            ("0", "1234.56", "1234.56"),
            ("@", "12", "12"),
        ] {
            assert_eq!(shown(code, number), text, "{code} {number}");
        }
    }
}
