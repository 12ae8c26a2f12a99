//! Follow-ups as a calendar other programs read (RFC 5545): for the feed of the server and for one file made offline.

use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

use crate::follow_up::DEEDS;
use crate::{Lang, Millis, time};

/// How long a follow-up with a time takes, as calendars show it.
const DURATION: &str = "PT30M";
/// The longest line, in bytes without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// One follow-up in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The follow-up: the same in every feed, so that a moved one moves.
    pub id: Uuid,
    /// The day it is due, `AAAA-MM-JJ`.
    pub day: String,
    /// The time in Paris, `HH:MM`, if one was agreed; else it takes the whole day.
    pub time: Option<String>,
    /// What is to be done, with whom.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// The page that shows it.
    pub url: String,
}

/// What an entry says in one line: "Appeler · Léa Martin". `deed` is a key of [`DEEDS`]; the name may be empty.
pub fn summary(deed: &str, client: &str, lang: Lang) -> String {
    let deed = DEEDS.iter().find(|known| known.key == deed).map_or(deed, |known| known.label.get(lang));
    if client.is_empty() { deed.to_owned() } else { format!("{deed} · {client}") }
}

/// The text of a calendar. `now` is when it was written; entries whose day is none are left out.
pub fn write(name: &str, entries: &[Entry], now: Millis) -> String {
    let mut text = String::new();
    let mut line = |content: String| fold(&content, &mut text);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//Carnet//Carnet//FR".to_owned());
    line("CALSCALE:GREGORIAN".to_owned());
    line(format!("NAME:{}", escape(name)));
    // The two names that calendars knew before RFC 7986 had one.
    line(format!("X-WR-CALNAME:{}", escape(name)));
    line("REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned());
    for entry in entries {
        event(entry, now, &mut line);
    }
    line("END:VCALENDAR".to_owned());
    text
}

fn event(entry: &Entry, now: Millis, line: &mut impl FnMut(String)) {
    let Some((start, length)) = span(entry) else { return };
    line("BEGIN:VEVENT".to_owned());
    line(format!("UID:{}@carnet", entry.id));
    line(format!("DTSTAMP:{}", utc(now)));
    line(start);
    line(length);
    line(format!("SUMMARY:{}", escape(&entry.summary)));
    if !entry.description.is_empty() {
        line(format!("DESCRIPTION:{}", escape(&entry.description)));
    }
    if !entry.url.is_empty() {
        line(format!("URL:{}", entry.url.replace(char::is_control, "")));
    }
    // Something to do does not make its person busy.
    line("TRANSP:TRANSPARENT".to_owned());
    line("END:VEVENT".to_owned());
}

/// When it starts and how long it takes: an instant and half an hour, or a day and the next one.
fn span(entry: &Entry) -> Option<(String, String)> {
    if let Some(clock) = &entry.time {
        let start = time::instant(&entry.day, clock)?;
        return Some((format!("DTSTART:{}", utc(start)), format!("DURATION:{DURATION}")));
    }
    let day: NaiveDate = entry.day.parse().ok()?;
    let date = |day: NaiveDate| day.format("%Y%m%d").to_string();
    Some((format!("DTSTART;VALUE=DATE:{}", date(day)), format!("DTEND;VALUE=DATE:{}", date(day.succ_opt()?))))
}

/// An instant as `20261122T081500Z`: no zone to describe, and every calendar shows it in its own.
fn utc(at: Millis) -> String {
    DateTime::from_timestamp_millis(at).map(|at| at.format("%Y%m%dT%H%M%SZ").to_string()).unwrap_or_default()
}

/// A text as a value (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            other if other.is_control() && other != '\t' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// A line and its end, continued on lines that begin with a space when it is long. No character is cut.
fn fold(content: &str, text: &mut String) {
    let mut room = LINE;
    for character in content.chars() {
        if character.len_utf8() > room {
            text.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= character.len_utf8();
        text.push(character);
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            id: Uuid::from_u128(7),
            day: "2026-07-14".into(),
            time: Some("09:30".into()),
            summary: "Appeler : Léa; Martin, \\ directrice".into(),
            description: "Une ligne\r\nune autre".into(),
            url: "https://carnet.example/clients/7".into(),
        }
    }

    #[test]
    fn a_follow_up_with_a_time_is_an_instant() {
        let text = write("Suivis", &[entry()], 1_780_300_800_000);
        let wanted = "BEGIN:VEVENT\r\nUID:00000000-0000-0000-0000-000000000007@carnet\r\nDTSTAMP:20260601T080000Z\r\n\
            DTSTART:20260714T073000Z\r\nDURATION:PT30M\r\nSUMMARY:Appeler : Léa\\; Martin\\, \\\\ directrice\r\n\
            DESCRIPTION:Une ligne\\nune autre\r\nURL:https://carnet.example/clients/7\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
        assert!(text.contains(wanted), "{text}");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn a_follow_up_without_a_time_takes_its_day() {
        let text = write("x", &[Entry { day: "2026-12-31".into(), time: None, ..entry() }], 0);
        assert!(text.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"), "{text}");
        let none = write("x", &[Entry { day: "demain".into(), time: None, ..entry() }], 0);
        assert!(!none.contains("VEVENT"), "{none}");
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_nothing_breaks_out() {
        let summary = "é🌻".repeat(60);
        let text =
            write("x", &[Entry { summary: summary.clone(), description: "a\nEND:VCALENDAR".into(), ..entry() }], 0);
        assert!(text.lines().all(|line| line.len() <= LINE), "{text}");
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{summary}\r\n")));
        assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1);
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }
}
