//! What is said about what is to be done outside of the pages, in both languages: pure, so that a test reads it.

use domain::calendar;
use domain::shapes::date;
use domain::{Lang, Words, lang::words};
use serde_json::json;
use store::alerts::Task;
use uuid::Uuid;

/// How many tasks a notification names.
const NAMED: usize = 3;

/// One piece of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub title: String,
    /// One line for each task.
    pub lines: Vec<String>,
    /// News of the same kind replaces what is still shown.
    pub tone: Tone,
}

/// What kind of news it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tone {
    /// The morning's.
    Morning,
    /// Of one task, by the id of its follow-up.
    Due(String),
}

impl Letter {
    /// What is late and due today.
    pub fn morning(tasks: &[Task], today: &str, lang: Lang) -> Self {
        let (late, due): (Vec<_>, Vec<_>) = tasks.iter().partition(|task| task.what.day.as_str() < today);
        let counted = |count: usize, one: Words, many: Words| {
            (count > 0).then(|| format!("{count}\u{a0}{}", if count == 1 { one } else { many }.get(lang)))
        };
        let parts = [
            counted(
                late.len(),
                words("suivi en retard", "follow-up late"),
                words("suivis en retard", "follow-ups late"),
            ),
            counted(due.len(), words("pour aujourd’hui", "due today"), words("pour aujourd’hui", "due today")),
        ];
        let title = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let lines = late.into_iter().chain(due).map(|task| line(task, today, lang)).collect();
        Self { title, lines, tone: Tone::Morning }
    }

    /// The time of a follow-up (`id`) has come.
    pub fn due(id: Uuid, task: &Task, lang: Lang) -> Self {
        let title = format!("{} · {}", task.what.time, about(task, lang));
        let lines = task.what.note.lines().take(1).map(str::to_owned).collect();
        Self { title, lines, tone: Tone::Due(id.to_string()) }
    }

    /// As the service worker reads it.
    pub fn message(&self) -> String {
        let mut body: Vec<String> =
            self.lines.iter().take(NAMED).map(|line| line.chars().take(200).collect()).collect();
        if self.lines.len() > NAMED {
            body.push(format!("+ {}", self.lines.len() - NAMED));
        }
        let tag = match &self.tone {
            Tone::Morning => "morning",
            Tone::Due(id) => id,
        };
        let title: String = self.title.chars().take(200).collect();
        json!({ "title": title, "body": body.join("\n"), "tag": tag, "path": "/today" }).to_string()
    }
}

/// "Appeler · Léa Martin".
pub fn about(task: &Task, lang: Lang) -> String {
    calendar::summary(&task.what.deed, &task.client, lang)
}

/// "Appeler · Léa Martin (29/05/2026)", or with its time when it is for today.
fn line(task: &Task, today: &str, lang: Lang) -> String {
    let (day, clock) = (task.what.day.as_str(), task.what.time.as_str());
    let about = about(task, lang);
    if day < today {
        format!("{about} ({})", date::show(day))
    } else if clock.is_empty() {
        about
    } else {
        format!("{clock} {about}")
    }
}

#[cfg(test)]
mod tests {
    use domain::agenda;

    use super::*;

    fn task(due: &str, time: &str, client: &str) -> Task {
        let (time, note) = (time.to_owned(), "Devis\nen attente".to_owned());
        let what = agenda::Task { time, note, ..agenda::Task::of_client(Uuid::from_u128(1), due, None) };
        Task { what, client: client.to_owned() }
    }

    #[test]
    fn the_morning_counts_what_is_late_and_names_the_first() {
        let tasks =
            [task("2026-05-29", "", "Léa Martin"), task("2026-06-01", "14:30", "Max Roy"), task("2026-06-01", "", "")];
        let letter = Letter::morning(&tasks, "2026-06-01", Lang::Fr);
        assert_eq!(letter.title, "1\u{a0}suivi en retard, 2\u{a0}pour aujourd’hui");
        assert_eq!(letter.lines, ["Appeler · Léa Martin (29/05/2026)", "14:30 Appeler · Max Roy", "Appeler"]);
        let many = Letter::morning(&vec![task("2026-06-01", "", "Max Roy"); 5], "2026-06-01", Lang::En);
        assert_eq!(many.title, "5\u{a0}due today");
        assert!(many.message().contains(r"Call · Max Roy\n+ 2"), "{}", many.message());
    }

    #[test]
    fn a_time_that_comes_says_what_and_with_whom() {
        let letter = Letter::due(Uuid::from_u128(2), &task("2026-06-01", "14:30", "Max Roy"), Lang::Fr);
        assert_eq!((letter.title.as_str(), letter.lines), ("14:30 · Appeler · Max Roy", vec!["Devis".to_owned()]));
    }
}
