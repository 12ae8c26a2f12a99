//! Days, kept as `AAAA-MM-JJ`, read and shown as JJ/MM/AAAA in both languages: one form, so that none is mistaken.

use chrono::{Datelike, NaiveDate};

use crate::problem::Fault;

/// The day as `AAAA-MM-JJ`. Read are JJ/MM/AAAA (also with dots or dashes, and days of one figure) and AAAA-MM-JJ.
///
/// # Errors
/// [`Fault::NoSuchDay`] for a day no calendar has, [`Fault::ShortYear`] for a year of two figures, else [`Fault::Date`].
pub fn parse(text: &str) -> Result<String, Fault> {
    let mark = ['/', '.', '-'].into_iter().find(|&mark| text.contains(mark)).ok_or(Fault::Date)?;
    let parts: Vec<&str> = text.split(mark).map(str::trim).collect();
    let &[first, month, last] = parts.as_slice() else { return Err(Fault::Date) };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if [year, month, day].iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Fault::Date);
    }
    match (year.len(), month.len(), day.len()) {
        (4, 1..=2, 1..=2) => {}
        (2, 1..=2, 1..=2) => return Err(Fault::ShortYear),
        _ => return Err(Fault::Date),
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| Fault::Date);
    let whole_year = year.parse::<i32>().map_err(|_| Fault::Date)?;
    let date = NaiveDate::from_ymd_opt(whole_year, number(month)?, number(day)?).ok_or(Fault::NoSuchDay)?;
    if (1900..2200).contains(&date.year()) { Ok(iso(date)) } else { Err(Fault::NoSuchDay) }
}

/// A stored day as people read it: `03/12/2026`. Anything else is shown as it is.
pub fn show(day: &str) -> String {
    match day.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => day.to_owned(),
    }
}

/// A stored day for counting with; nothing if it is not one.
pub fn read(day: &str) -> Option<NaiveDate> {
    let mut parts = day.splitn(3, '-');
    let mut next = || parts.next();
    let (year, month, day) = (next()?, next()?, next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A day as it is stored.
pub fn iso(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn french_and_iso_dates_are_read() {
        for written in ["03/12/2026", "3/12/2026", "03.12.2026", "03-12-2026", "2026-12-03", "03 / 12 / 2026"] {
            assert_eq!(parse(written).as_deref(), Ok("2026-12-03"), "{written}");
        }
        assert_eq!(parse("29/02/2028").as_deref(), Ok("2028-02-29"));
    }

    #[test]
    fn days_no_calendar_has_are_refused() {
        for written in ["31/02/2027", "29/02/2027", "12/31/2026", "00/01/2026", "2026-13-01", "01/01/0026"] {
            assert_eq!(parse(written), Err(Fault::NoSuchDay), "{written}");
        }
        assert_eq!(parse("03/12/26"), Err(Fault::ShortYear));
        for written in ["demain", "03/12", "2026", "03/12/2026 10:00", "2026-12-03T00:00:00", "+3/12/2026", "46000"] {
            assert_eq!(parse(written), Err(Fault::Date), "{written}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(days in 0..100_000i64) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Duration::days(days);
            let stored = iso(date);
            prop_assert_eq!(parse(&show(&stored)), Ok(stored.clone()));
            prop_assert_eq!(parse(&stored), Ok(stored.clone()));
            prop_assert_eq!(read(&stored), Some(date));
        }

        #[test]
        fn reading_never_panics(text in ".*") {
            let _ = parse(&text);
        }
    }
}
