//! Instants shown as a clock in Paris shows them, the same on the server and in the browser, without a time-zone database.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use uuid::Uuid;

use crate::Millis;
use crate::lang::Lang;
use crate::shapes::date;

/// Day and time in Europe/Paris: `21/11/2026 à 22:04`. Empty for an instant outside every calendar.
pub fn show(at: Millis, lang: Lang) -> String {
    let Some(local) = paris(at) else { return String::new() };
    let between = match lang {
        Lang::Fr => "à",
        Lang::En => "at",
    };
    format!("{} {between} {:02}:{:02}", date::show(&date::iso(local.date())), local.hour(), local.minute())
}

/// The day in Europe/Paris as `AAAA-MM-JJ`; given the present instant, today.
pub fn day(at: Millis) -> String {
    paris(at).map(|local| date::iso(local.date())).unwrap_or_default()
}

/// The time in Europe/Paris: `22:04`.
pub fn clock(at: Millis) -> String {
    paris(at).map(|local| format!("{:02}:{:02}", local.hour(), local.minute())).unwrap_or_default()
}

/// The instant at which a day begins in Europe/Paris. Clocks never change at midnight there.
pub fn midnight(day: NaiveDate) -> Millis {
    let utc = day.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    let begins = |hours: Millis| utc - hours * 3_600_000;
    let summer = begins(2);
    if paris(summer).is_some_and(|local| local.date() == day) { summer } else { begins(1) }
}

/// When a record was made: its id is a `UUIDv7`, which begins with the instant on its maker's clock.
pub fn made_at(id: Uuid) -> Millis {
    // OK because 48 bits always fit.
    Millis::try_from(id.as_u128() >> 80).unwrap_or_default()
}

/// The least id that a record made at this instant or later can have.
pub fn first_id(at: Millis) -> Uuid {
    Uuid::from_u128(u128::try_from(at).unwrap_or_default() << 80)
}

/// An instant for the name of a file, in UTC so that names sort as time goes: `2026-11-21_210403`.
pub fn stamp(at: Millis) -> String {
    DateTime::from_timestamp_millis(at).map(|utc| utc.format("%Y-%m-%d_%H%M%S").to_string()).unwrap_or_default()
}

/// The beginning of a day `AAAA-MM-JJ`, to within the hours of a time zone; nothing for any other text.
pub fn of_day(day: &str) -> Option<Millis> {
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    Some(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis())
}

/// The instant at which a clock in Paris shows this day (`AAAA-MM-JJ`) and time (`HH:MM`); the first of two in October,
/// and an hour later for a time that a night in March leaves out.
pub fn instant(day: &str, clock: &str) -> Option<Millis> {
    let local = NaiveDateTime::parse_from_str(&format!("{day} {clock}"), "%Y-%m-%d %H:%M").ok()?;
    let summer = local.checked_sub_signed(Duration::hours(2))?;
    let utc = if is_summer(summer)? { summer } else { local.checked_sub_signed(Duration::hours(1))? };
    Some(utc.and_utc().timestamp_millis())
}

/// What a clock in Paris shows: UTC+1, and UTC+2 in summer time.
pub fn paris(at: Millis) -> Option<NaiveDateTime> {
    let utc = DateTime::from_timestamp_millis(at)?.naive_utc();
    let hours = if is_summer(utc)? { 2 } else { 1 };
    utc.checked_add_signed(Duration::hours(hours))
}

/// Summer time runs from the last Sunday of March to the last Sunday of October, both at 01:00 UTC
/// (directive 2000/84/EC). Carnet shows no instant from before that rule.
fn is_summer(utc: NaiveDateTime) -> Option<bool> {
    let start = last_sunday(utc.year(), 3)?.and_hms_opt(1, 0, 0)?;
    let end = last_sunday(utc.year(), 10)?.and_hms_opt(1, 0, 0)?;
    Some(start <= utc && utc < end)
}

/// March and October both have 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    last.checked_sub_signed(Duration::days(i64::from(last.weekday().num_days_from_sunday())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Millis {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
    }

    #[test]
    fn the_clock_changes_on_the_last_sundays_of_march_and_october() {
        for (utc, shown) in [
            ("2026-03-29T00:59:59Z", "29/03/2026 à 01:59"),
            ("2026-03-29T01:00:00Z", "29/03/2026 à 03:00"),
            ("2026-10-25T00:59:59Z", "25/10/2026 à 02:59"),
            ("2026-10-25T01:00:00Z", "25/10/2026 à 02:00"),
            ("2024-03-31T01:00:00Z", "31/03/2024 à 03:00"),
            ("2026-12-31T23:30:00Z", "01/01/2027 à 00:30"),
            ("2026-07-14T22:00:00Z", "15/07/2026 à 00:00"),
        ] {
            assert_eq!(show(at(utc), Lang::Fr), shown);
        }
    }

    #[test]
    fn day_and_clock_are_those_of_paris() {
        let late = at("2026-11-20T23:04:00Z");
        assert_eq!((day(late), clock(late)), ("2026-11-21".to_owned(), "00:04".to_owned()));
        assert_eq!(show(late, Lang::En), "21/11/2026 at 00:04");
    }

    #[test]
    fn a_day_begins_at_midnight_in_paris_in_winter_and_summer() {
        for (day, utc) in [
            ("2026-11-21", "2026-11-20T23:00:00Z"),
            ("2026-07-15", "2026-07-14T22:00:00Z"),
            ("2026-03-29", "2026-03-28T23:00:00Z"),
            ("2026-03-30", "2026-03-29T22:00:00Z"),
            ("2026-10-25", "2026-10-24T22:00:00Z"),
            ("2026-10-26", "2026-10-25T23:00:00Z"),
        ] {
            assert_eq!(midnight(date::read(day).unwrap()), at(utc), "{day}");
        }
    }

    #[test]
    fn an_id_tells_when_its_record_was_made() {
        let id = Uuid::parse_str("019ab01d-2c00-7abc-8def-0123456789ab").unwrap();
        let made = made_at(id);
        assert_eq!(made, 0x019a_b01d_2c00);
        assert!(first_id(made) <= id && id < first_id(made + 1));
        assert_eq!(first_id(-1), Uuid::nil());
    }

    #[test]
    fn a_time_in_paris_is_an_instant_and_back() {
        for (day, time, utc) in [
            ("2026-01-15", "09:30", "2026-01-15T08:30:00Z"),
            ("2026-07-14", "00:15", "2026-07-13T22:15:00Z"),
            ("2026-03-29", "02:30", "2026-03-29T01:30:00Z"),
            ("2026-10-25", "02:30", "2026-10-25T00:30:00Z"),
            ("2026-10-25", "03:00", "2026-10-25T02:00:00Z"),
        ] {
            assert_eq!(instant(day, time), Some(at(utc)), "{day} {time}");
        }
        assert_eq!(instant("2026-02-30", "09:30"), None);
        assert_eq!(instant("2026-01-15", "24:30"), None);
    }

    #[test]
    fn an_instant_outside_every_calendar_is_shown_as_nothing() {
        assert_eq!(show(Millis::MAX, Lang::Fr), "");
        assert_eq!(day(Millis::MIN), "");
    }
}
