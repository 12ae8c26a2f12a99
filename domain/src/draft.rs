//! A form being filled: one text per field, checked as a whole when the person saves.

use crate::kind::{Field, Kind, Section};
use crate::lang::Lang;
use crate::problem::{Fault, Problem};
use crate::record::Record;
use crate::value::Value;

/// The texts of a form, by position of field. Those of the section `System` stay empty.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it is a draft of.
    pub kind: &'static Kind,
    /// By position of field, as the person typed them.
    pub texts: Vec<String>,
}

impl Draft {
    /// An empty form.
    pub fn new(kind: &'static Kind) -> Self {
        Self { kind, texts: vec![String::new(); kind.fields.len()] }
    }

    /// The form that shows a record. A person is shown by id: the form offers names beside ids.
    pub fn of(record: &Record, lang: Lang) -> Self {
        let mut draft = Self::new(record.kind);
        for (position, field) in record.kind.visible() {
            if let (Some(text), Some(value)) = (draft.texts.get_mut(position), record.get(position)) {
                *text = field.input(value, lang);
            }
        }
        draft
    }

    /// Checks every text. One that shows the value of `base` keeps it. The fields of the section `System` keep the values of `base`.
    ///
    /// # Errors
    /// Every problem, in the order of the form.
    pub fn check(&self, base: &Record) -> Result<Record, Vec<Problem>> {
        let mut record = base.clone();
        let mut problems = Vec::new();
        for (position, field) in self.kind.fields.iter().enumerate() {
            if field.section == Section::System {
                continue;
            }
            let text = self.texts.get(position).map_or("", String::as_str);
            if base.get(position).is_some_and(|value| shows(field, value, text)) {
                continue;
            }
            match field.parse(text) {
                Ok(None) if field.required => problems.push(Problem { field, fault: Fault::Missing }),
                Ok(value) => record.set(position, value),
                Err(fault) => problems.push(Problem { field, fault }),
            }
        }
        if problems.is_empty() { Ok(record) } else { Err(problems) }
    }
}

/// Whether a text is what the form showed for a value: then nobody touched it, and the value stays as it is, be it
/// merged notes whose spaces a form would trim.
fn shows(field: &Field, value: &Value, text: &str) -> bool {
    [Lang::Fr, Lang::En].into_iter().any(|lang| field.input(value, lang) == text)
}

impl PartialEq for Draft {
    fn eq(&self, other: &Self) -> bool {
        self.kind.name == other.kind.name && self.texts == other.texts
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::client::{self, CLIENT};

    fn filled() -> Draft {
        let mut draft = Draft::new(&CLIENT);
        for (field, text) in [
            (client::FIRST_NAME, " Léa "),
            (client::LAST_NAME, "Roy"),
            (client::EMAIL, "lea@Roy.fr"),
            (client::STATUS, "Prospect"),
            (client::MOBILE, "06.12.34.56.78"),
            (client::ANNUAL_REVENUE, "1 234,5 €"),
        ] {
            draft.texts[field] = text.to_owned();
        }
        draft
    }

    fn empty() -> Record {
        Record::new(&CLIENT, Uuid::from_u128(1))
    }

    #[test]
    fn a_good_form_becomes_a_record() {
        let record = filled().check(&empty()).unwrap();
        assert_eq!((record.text(client::FIRST_NAME), record.text(client::EMAIL)), ("Léa", "lea@roy.fr"));
        assert_eq!(
            (record.text(client::MOBILE), record.number(client::ANNUAL_REVENUE)),
            ("+33612345678", Some(123_450))
        );
        assert_eq!(record.text(client::STATUS), "prospect");
    }

    #[test]
    fn every_problem_is_told_at_once_in_the_order_of_the_form() {
        let mut draft = filled();
        for (field, text) in [(client::FIRST_NAME, "  "), (client::EMAIL, "lea"), (client::NEXT_CONTACT, "31/02/2027")]
        {
            draft.texts[field] = text.to_owned();
        }
        let problems = draft.check(&empty()).unwrap_err();
        let told: Vec<(&str, &Fault)> = problems.iter().map(|problem| (problem.field.name, &problem.fault)).collect();
        assert_eq!(
            told,
            [("first_name", &Fault::Missing), ("email", &Fault::Email), ("next_contact", &Fault::NoSuchDay)]
        );
    }

    #[test]
    fn a_field_that_was_emptied_is_emptied_and_system_fields_stay() {
        let mut base = filled().check(&empty()).unwrap();
        base.set(client::ARCHIVED_AT, Some(Value::Number(5)));
        let mut draft = Draft::of(&base, Lang::En);
        draft.texts[client::MOBILE].clear();
        let record = draft.check(&base).unwrap();
        assert_eq!((record.get(client::MOBILE), record.number(client::ARCHIVED_AT)), (None, Some(5)));
    }

    #[test]
    fn merged_notes_that_nobody_touched_stay_as_they_are() {
        let mut base = filled().check(&empty()).unwrap();
        base.set(client::NOTES, Some(Value::from("a\n\n")));
        assert_eq!(Draft::of(&base, Lang::Fr).check(&base), Ok(base));
    }
}
