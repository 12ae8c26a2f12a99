//! Days as spreadsheets count them: 1 is the first of January 1900, and 60 a 29th of February that never was.

use chrono::{Days, NaiveDate};

/// The first day whose number is right by counting from [`BEFORE`]: the first of March 1900.
const TRUE_FROM: i64 = 61;
const BEFORE: NaiveDate = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day of the calendar");
/// Day 0 of a workbook that counts from 1904, as those of old Macintoshes do.
const MACINTOSH: NaiveDate = NaiveDate::from_ymd_opt(1904, 1, 1).expect("a day of the calendar");

/// The number of a day that is written `AAAA-MM-JJ`; nothing for another text, and for days before 1900.
pub(crate) fn number(day: &str) -> Option<i64> {
    let day = domain::shapes::date::read(day)?;
    let number = day.signed_duration_since(BEFORE).num_days();
    let number = if number < TRUE_FROM { number - 1 } else { number };
    (1..=LAST).contains(&number).then_some(number)
}

/// The last day a spreadsheet knows: the 31st of December 9999.
const LAST: i64 = 2_958_465;

/// The day with a number as `AAAA-MM-JJ`; nothing where spreadsheets know no day.
pub(crate) fn day(number: i64, from_1904: bool) -> Option<String> {
    if !(0..=LAST).contains(&number) {
        return None;
    }
    let first = if from_1904 { MACINTOSH } else { BEFORE };
    let number = match number {
        _ if from_1904 => number,
        0 => return None,
        // Told as it stands: an import says that no calendar has it.
        60 => return Some("1900-02-29".to_owned()),
        1..60 => number + 1,
        _ => number,
    };
    first.checked_add_days(Days::new(number.try_into().ok()?)).map(domain::shapes::date::iso)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_have_the_numbers_excel_gives_them() {
        for (written, counted) in
            [("1900-01-01", 1), ("1900-02-28", 59), ("1900-03-01", 61), ("2026-11-22", 46_348), ("9999-12-31", LAST)]
        {
            assert_eq!(number(written), Some(counted), "{written}");
            assert_eq!(day(counted, false).as_deref(), Some(written));
        }
        assert_eq!(day(44_886, true).as_deref(), Some("2026-11-22"));
        assert_eq!(
            (number("1899-12-31"), number("demain"), day(0, false), day(LAST + 1, false)),
            (None, None, None, None)
        );
    }

    proptest! {
        #[test]
        fn a_day_is_read_back(counted in 61..=LAST) {
            prop_assert_eq!(number(&day(counted, false).unwrap()), Some(counted));
        }
    }
}
