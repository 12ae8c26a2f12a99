//! Capture rapide: what a few seconds on a stand give, as a prospect to be completed, and what was promised. Row M2.

use chrono::Duration;
use uuid::Uuid;

use crate::badge::Badge;
use crate::client::{self, CLIENT};
use crate::follow_up::{self, FOLLOW_UP};
use crate::record::Record;
use crate::shapes::{date, line};
use crate::value::Value;
use crate::{Kind, Millis, time};

/// What a person typed and tapped. Nothing of it is ever lost: what cannot be read as a number or an address is kept in the notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Captured {
    /// "Prénom Nom", or only one of them.
    pub name: String,
    /// Entreprise.
    pub company: String,
    /// A telephone number or an e-mail address.
    pub contact: String,
    /// A few words.
    pub note: String,
    /// Key of [`client::WARMTHS`], or nothing.
    pub warmth: String,
    /// A quote was promised.
    pub quote: bool,
    /// In how many days they are to be called back, if at all.
    pub call_in: Option<i64>,
    /// The event where it happened.
    pub event: Option<Uuid>,
    /// What else the code on their badge says.
    pub badge: Badge,
}

/// The ids, the person and the moment that a capture is written with.
#[derive(Debug, Clone, Copy)]
pub struct Scene {
    /// Of the new client.
    pub client: Uuid,
    /// Of a follow-up.
    pub call: Uuid,
    /// Of another follow-up.
    pub quote: Uuid,
    /// Who captured it.
    pub person: Option<Uuid>,
    /// When.
    pub now: Millis,
}

impl Captured {
    /// Whether there is anything to keep.
    pub fn is_empty(&self) -> bool {
        [&self.name, &self.company, &self.contact].into_iter().all(|text| line::trim(text).is_empty())
    }

    /// The prospect first, then what was promised: written in one act.
    pub fn records(&self, scene: &Scene) -> Vec<Record> {
        let mut records = vec![self.client(scene)];
        let today = time::day(scene.now);
        if let Some(days) = self.call_in {
            records.push(promise(scene, scene.call, "call", &day_after(&today, days)));
        }
        if self.quote {
            records.push(promise(scene, scene.quote, "quote", &day_after(&today, self.call_in.unwrap_or(2))));
        }
        records
    }

    fn client(&self, scene: &Scene) -> Record {
        let mut record = Record::new(&CLIENT, scene.client);
        let mut notes = vec![line::trim(&self.note).to_owned()];
        let (first, last) = names(&self.name);
        put(&mut record, client::FIRST_NAME, &first, &mut notes);
        put(&mut record, client::LAST_NAME, &last, &mut notes);
        put(&mut record, client::COMPANY, &self.company, &mut notes);
        let contact = if self.contact.contains('@') { client::EMAIL } else { client::PHONE };
        put(&mut record, contact, &self.contact, &mut notes);
        for (field, text) in &self.badge {
            if *field == client::NOTES {
                notes.push(text.clone());
            } else if record.get(*field).is_none() {
                put(&mut record, *field, text, &mut notes);
            }
        }
        // A French mobile stands where people look for one.
        let is_mobile = ["+336", "+337"].iter().any(|start| record.text(client::PHONE).starts_with(start));
        if is_mobile && record.get(client::MOBILE).is_none() {
            let number = record.get(client::PHONE).cloned();
            record.set(client::MOBILE, number);
            record.set(client::PHONE, None);
        }
        let source = if self.event.is_some() { "event" } else { "other" };
        record.set(client::STATUS, Some("prospect".into()));
        record.set(client::STEP, Some("new".into()));
        record.set(client::SOURCE, Some(source.into()));
        record.set(client::WARMTH, Some(self.warmth.as_str().into()).filter(|_| !self.warmth.is_empty()));
        record.set(client::EVENT, self.event.map(|id| id.to_string().into()));
        record.set(client::ASSIGNEE, scene.person.map(|id| id.to_string().into()));
        record.set(client::CAPTURED_AT, Some(Value::Number(scene.now)));
        notes.retain(|note| !note.is_empty());
        record.set(client::NOTES, Some(notes.join("\n").into()).filter(|_| !notes.is_empty()));
        record
    }
}

/// What is to be done for the client, by when.
fn promise(scene: &Scene, id: Uuid, deed: &str, due: &str) -> Record {
    let mut record = Record::new(&FOLLOW_UP, id);
    record.set(follow_up::DEED, Some(deed.into()));
    record.set(follow_up::DUE, Some(due.into()));
    record.set(follow_up::CLIENT, Some(scene.client.to_string().into()));
    record.set(follow_up::ASSIGNEE, scene.person.map(|id| id.to_string().into()));
    record
}

/// Puts a text into a field, or into the notes where the field cannot hold it.
fn put(record: &mut Record, field: usize, text: &str, notes: &mut Vec<String>) {
    let kind: &'static Kind = record.kind;
    match kind.fields[field].parse(text) {
        Ok(value) => record.set(field, value),
        Err(_) => notes.push(line::trim(text).to_owned()),
    }
}

/// Prénom and nom: the first word and the rest; a single word is a name.
fn names(text: &str) -> (String, String) {
    match line::trim(text).split_once(char::is_whitespace) {
        Some((first, last)) => (first.to_owned(), line::trim(last).to_owned()),
        None => (String::new(), line::trim(text).to_owned()),
    }
}

/// The day so many days after another; the same day where the calendar ends.
fn day_after(day: &str, days: i64) -> String {
    let later = date::read(day).and_then(|date| date.checked_add_signed(Duration::try_days(days)?));
    later.map_or_else(|| day.to_owned(), date::iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCENE: Scene = Scene {
        client: Uuid::from_u128(1),
        call: Uuid::from_u128(2),
        quote: Uuid::from_u128(3),
        person: Some(Uuid::from_u128(4)),
        now: 1_795_258_800_000,
    };

    fn captured(name: &str, contact: &str) -> Captured {
        Captured { name: name.into(), contact: contact.into(), ..Captured::default() }
    }

    #[test]
    fn three_fields_become_a_prospect_to_be_completed() {
        let client = &captured("Jeanne de La Tour ", "06 12 34 56 78").records(&SCENE)[0];
        assert_eq!((client.text(client::FIRST_NAME), client.text(client::LAST_NAME)), ("Jeanne", "de La Tour"));
        assert_eq!((client.text(client::MOBILE), client.get(client::PHONE)), ("+33612345678", None));
        assert_eq!((client.text(client::STATUS), client.number(client::CAPTURED_AT)), ("prospect", Some(SCENE.now)));
        let by_mail = &captured("Roy", "Lea@Roy.fr").records(&SCENE)[0];
        assert_eq!((by_mail.text(client::EMAIL), by_mail.text(client::LAST_NAME)), ("Lea@roy.fr", "Roy"));
    }

    #[test]
    fn what_cannot_be_read_is_kept_in_the_notes() {
        let mut odd = captured("Roy", "poste 12, demander Léa");
        odd.note = "stand 4".into();
        assert_eq!(odd.records(&SCENE)[0].text(client::NOTES), "stand 4\nposte 12, demander Léa");
        assert!(captured(" ", "").is_empty() && !captured("", "06").is_empty());
    }

    #[test]
    fn what_the_badge_says_fills_what_nobody_typed() {
        let badge = Badge::from([
            (client::COMPANY, "Scierie Roy".to_owned()),
            (client::JOB_TITLE, "gérante".to_owned()),
            (client::MOBILE, "06 12 34 56 78".to_owned()),
            (client::WEBSITE, "pas un site".to_owned()),
            (client::NOTES, "stand 4".to_owned()),
        ]);
        let captured = Captured { company: "Scierie".into(), badge, ..captured("Léa Roy", "lea@roy.fr") };
        let client = &captured.records(&SCENE)[0];
        assert_eq!((client.text(client::COMPANY), client.text(client::JOB_TITLE)), ("Scierie", "gérante"));
        assert_eq!((client.text(client::EMAIL), client.text(client::MOBILE)), ("lea@roy.fr", "+33612345678"));
        assert_eq!(client.text(client::NOTES), "pas un site\nstand 4");
    }

    #[test]
    fn what_was_promised_is_planned() {
        let promised = Captured { quote: true, call_in: Some(2), ..captured("Roy", "") };
        let records = promised.records(&SCENE);
        let told: Vec<_> =
            records[1..].iter().map(|record| (record.text(follow_up::DEED), record.text(follow_up::DUE))).collect();
        assert_eq!(told, [("call", "2026-11-23"), ("quote", "2026-11-23")]);
        for record in &records {
            for (field, value) in record.kind.fields.iter().zip(&record.values) {
                assert!(value.as_ref().is_none_or(|value| field.accepts(value)), "{} {value:?}", field.name);
            }
        }
    }
}
