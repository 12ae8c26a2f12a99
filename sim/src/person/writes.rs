//! What people write: new records of every kind, and changes of those they see.

use domain::account::ACCOUNT;
use domain::client::{self, CLIENT};
use domain::event::EVENT;
use domain::follow_up::FOLLOW_UP;
use domain::interaction::INTERACTION;
use domain::opportunity::OPPORTUNITY;
use domain::photo::PHOTO;
use domain::saved_view::SAVED_VIEW;
use domain::stage::STANDARD;
use domain::tag::TAG;
use domain::{Kind, Record, Shape, Value};
use sync::conflict::{of_record, settled};
use uuid::Uuid;

use crate::world::World;

/// What people add beside clients; the stages are there.
pub(super) static OTHERS: [&Kind; 10] =
    [&OPPORTUNITY, &OPPORTUNITY, &OPPORTUNITY, &FOLLOW_UP, &ACCOUNT, &INTERACTION, &EVENT, &PHOTO, &SAVED_VIEW, &TAG];

impl World {
    /// A text that occurs nowhere else.
    pub(super) fn token(&mut self) -> String {
        self.typed += 1;
        format!("q{}q", self.typed)
    }

    pub(super) fn some_client(&mut self, user: Uuid) -> Record {
        let mut record = Record::new(&CLIENT, self.chance.uuid());
        for field in [client::FIRST_NAME, client::LAST_NAME] {
            record.set(field, Some(self.token().as_str().into()));
        }
        record.set(client::EMAIL, Some(format!("{}@exemple.fr", self.token()).as_str().into()));
        record.set(client::STATUS, Some("prospect".into()));
        let notes: Vec<String> = (0..self.chance.below(5)).map(|_| self.token()).collect();
        record.set(client::NOTES, Some(Value::Text(notes.join("\n"))).filter(|_| !notes.is_empty()));
        if self.chance.permille(600) {
            record.set(client::ASSIGNEE, Some(user.to_string().as_str().into()));
        }
        record
    }

    /// A new record of a kind that hangs on what is before one's eyes; nothing where what it must hang on is not.
    pub(super) fn some_record(&mut self, kind: &'static Kind, seen: &[(Record, u64)], user: Uuid) -> Option<Record> {
        let mut record = Record::new(kind, self.chance.uuid());
        for (position, field) in kind.fields.iter().enumerate() {
            let linked = kind.linked(position).map(|to| to.name);
            let near = seen.iter().find(|(other, _)| linked == Some(other.kind.name)).map(|(other, _)| other.id);
            let value = match field.shape {
                Shape::Link("stage") => self.some_value(field.shape),
                Shape::Link(_) => near.map(|id| Value::Text(id.to_string())),
                shape if field.required => self.some_value(shape),
                _ => None,
            };
            record.set(position, value);
        }
        if self.chance.permille(600) {
            record.set(kind.assignee, Some(Value::Text(user.to_string())));
        }
        record.missing().is_none().then_some(record)
    }

    /// A value somebody might give such a field; nothing for a shape that other deeds see to.
    pub(super) fn some_value(&mut self, shape: Shape) -> Option<Value> {
        let number = self.chance.below(100);
        match shape {
            Shape::Line(_) => Some(Value::Text(self.token())),
            Shape::Choice(choices) => choices.get(number % choices.len().max(1)).map(|choice| choice.key.into()),
            Shape::Money | Shape::Count | Shape::Percent => i64::try_from(number).ok().map(Value::Number),
            Shape::Date => Some(Value::Text(format!("2027-01-{:02}", 1 + number % 28))),
            Shape::Time => Some(Value::Text(format!("{:02}:30", number % 24))),
            Shape::Link("stage") => {
                STANDARD.get(number % STANDARD.len()).map(|stage| Value::Text(stage.id.to_string()))
            }
            _ => None,
        }
    }

    pub(super) fn edit(&mut self, record: &mut Record) {
        if record.kind.name != CLIENT.name {
            let position = self.chance.below(record.kind.fields.len());
            if let Some(value) = self.some_value(record.kind.fields[position].shape) {
                record.set(position, Some(value));
            }
            return;
        }
        for _ in 0..=self.chance.below(2) {
            let token = self.token();
            match self.chance.below(6) {
                0 => record.set(client::FIRST_NAME, Some(token.as_str().into())),
                1 => record.set(client::COMPANY, Some(token.as_str().into())),
                2 => record.set(client::EMAIL, Some(format!("{token}@exemple.fr").as_str().into())),
                3 => record.set(client::JOB_TITLE, None),
                4 => record.set(client::JOB_TITLE, Some(token.as_str().into())),
                _ => {
                    let status = self.chance.pick(&["client", "vip", "inactive"]).copied().unwrap_or("client");
                    record.set(client::STATUS, Some(status.into()));
                }
            }
        }
    }

    pub(super) fn move_house(&mut self, record: &mut Record) {
        for field in ["address", "city", "country"] {
            let Some(field) = record.kind.position(field) else { return };
            if self.chance.permille(500) {
                let token = self.token();
                record.set(field, Some(token.as_str().into()));
            }
        }
    }

    pub(super) fn tag(&mut self, record: &mut Record) {
        let Some(field) = record.kind.position("tags") else { return };
        let mut tags: Vec<String> = record.text(field).lines().map(str::to_owned).collect();
        if self.chance.permille(400) && !tags.is_empty() {
            tags.remove(self.chance.below(tags.len()));
        } else if self.chance.permille(500) {
            tags.push(["salon", "fidèle"][self.chance.below(2)].to_owned());
        } else {
            tags.push(self.token());
        }
        tags.sort_unstable();
        tags.dedup();
        record.set(field, Some(Value::Text(tags.join("\n"))).filter(|_| !tags.is_empty()));
    }

    pub(super) fn note(&mut self, record: &mut Record) {
        let Some(field) = record.kind.position("notes") else { return };
        let mut lines: Vec<String> = record.text(field).lines().map(str::to_owned).collect();
        let place = self.chance.below(lines.len() + 1);
        match self.chance.below(4) {
            0 if place < lines.len() => drop(lines.remove(place)),
            1 if place < lines.len() => lines[place] = self.token(),
            _ => lines.insert(place, self.token()),
        }
        record.set(field, Some(Value::Text(lines.join("\n"))).filter(|_| !lines.is_empty()));
    }

    pub(super) fn hand_over(&mut self, record: &mut Record) {
        let people: Vec<Uuid> = self.server.people.keys().copied().collect();
        let assignee = record.kind.assignee;
        let person = self.chance.pick(&people).filter(|_| !record.text(assignee).is_empty());
        record.set(assignee, person.map(|person| person.to_string().as_str().into()));
    }

    pub(super) fn settle(&mut self, record: &mut Record) {
        let conflict = of_record(record).first().map(|conflict| conflict.id);
        let restore = self.chance.permille(500);
        if let Some(after) = conflict.and_then(|id| settled(record, id, restore)) {
            *record = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_records_of_every_kind() {
        for kind in domain::KINDS.iter().filter(|kind| !kind.is_setting()) {
            assert!(kind.name == CLIENT.name || OTHERS.iter().any(|other| other.name == kind.name), "{}", kind.name);
        }
    }
}
