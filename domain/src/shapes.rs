//! The shapes a value can have: how each is read, checked and shown. One file per shape; here, the choice among them.

pub mod choice;
pub mod conflicts;
pub mod count;
pub mod date;
pub mod email;
pub mod instant;
pub mod line;
pub mod money;
pub mod notes;
pub mod percent;
pub mod person;
pub mod phone;
pub mod postal_code;
pub mod siren;
pub mod tags;
pub mod time_of_day;
pub mod url;

use crate::kind::{Field, Shape};
use crate::lang::Lang;
use crate::problem::Fault;
use crate::time;
use crate::value::Value;

impl Field {
    /// Reads what a person typed, in either language. An empty text (or one of spaces) is no value.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(&self, text: &str) -> Result<Option<Value>, Fault> {
        let line = line::trim(text);
        if line.is_empty() {
            return Ok(None);
        }
        let value = match self.shape {
            Shape::Line(limit) => Value::Text(line::parse(line, limit)?),
            Shape::Email => Value::Text(email::parse(line)?),
            Shape::Phone => Value::Text(phone::parse(line)?),
            Shape::PostalCode => Value::Text(postal_code::parse(line)?),
            Shape::Money => Value::Number(money::parse(line)?),
            Shape::Count => Value::Number(count::parse(line)?),
            Shape::Date => Value::Text(date::parse(line)?),
            Shape::Instant => Value::Number(instant::parse(line)?),
            Shape::Url => Value::Text(url::parse(line)?),
            Shape::Choice(choices) => Value::Text(choice::parse(line, choices)?),
            Shape::Person => Value::Text(person::parse(line)?),
            Shape::Link(_) => Value::Text(person::parse(line).map_err(|_| Fault::Link)?),
            Shape::Time => Value::Text(time_of_day::parse(line)?),
            Shape::Percent => Value::Number(percent::parse(line)?),
            Shape::Siren => Value::Text(siren::parse_siren(line)?),
            Shape::Siret => Value::Text(siren::parse_siret(line)?),
            Shape::Tags => Value::Text(tags::parse(line)?),
            Shape::Notes => Value::Text(notes::parse(text)?),
            Shape::Conflicts => Value::Text(conflicts::parse(line)?),
        };
        // A text of separators only ("|") holds no tag.
        Ok(Some(value).filter(|value| value.as_text() != Some("")))
    }

    /// The value as people read it. A person or a linked record is shown by id: the caller knows the names.
    pub fn show(&self, value: &Value, lang: Lang) -> String {
        match (self.shape, value) {
            (Shape::Money, Value::Number(cents)) => money::show(*cents, lang),
            (Shape::Instant, Value::Number(at)) => time::show(*at, lang),
            (_, Value::Number(number)) => count::show(*number, lang),
            (Shape::Phone, Value::Text(number)) => phone::show(number),
            (Shape::Date, Value::Text(day)) => date::show(day),
            (Shape::Siren | Shape::Siret, Value::Text(figures)) => siren::show(figures),
            (Shape::Choice(choices), Value::Text(key)) => choice::show(key, choices, lang).to_owned(),
            (Shape::Tags, Value::Text(stored)) => tags::show(stored, ", "),
            (Shape::Conflicts, Value::Text(stored)) => conflicts::show(stored, lang),
            (_, Value::Text(text)) => text.clone(),
        }
    }

    /// The value as a form offers it for editing: an amount without its currency, a choice by its key (a `select` holds
    /// keys), everything else as shown. [`Field::parse`] gives the same value back.
    pub fn input(&self, value: &Value, lang: Lang) -> String {
        match (self.shape, value) {
            (Shape::Money, Value::Number(cents)) => money::input(*cents, lang),
            (Shape::Choice(_), Value::Text(key)) => key.clone(),
            (Shape::Instant, Value::Number(at)) => at.to_string(),
            (Shape::Conflicts, Value::Text(stored)) => stored.clone(),
            _ => self.show(value, lang),
        }
    }

    /// Whether this field may hold this value, in exactly this form. The server asks it of every edit that a device
    /// sends; an edit that empties a field has no value to ask about, see [`Field::allows`].
    pub fn accepts(&self, value: &Value) -> bool {
        match (self.shape, value) {
            (Shape::Money, Value::Number(cents)) => (0..=money::LIMIT).contains(cents),
            (Shape::Count, Value::Number(number)) => (0..=count::LIMIT).contains(number),
            (Shape::Instant, Value::Number(at)) => instant::is_instant(*at),
            (Shape::Percent, Value::Number(number)) => (0..=100).contains(number),
            (_, Value::Number(_)) => false,
            (shape, Value::Text(_)) if shape.is_number() => false,
            // Merged notes keep the spaces both people wrote, so they are not asked to be in the form a form gives.
            (Shape::Notes, Value::Text(text)) => !line::trim(text).is_empty() && notes::check(text).is_ok(),
            (_, Value::Text(text)) => {
                matches!(self.parse(text), Ok(Some(Value::Text(checked))) if checked == *text)
            }
        }
    }

    /// Whether this field may be left so: a value that it accepts, or nothing where it is not required.
    pub fn allows(&self, value: Option<&Value>) -> bool {
        value.map_or(!self.required, |value| self.accepts(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{self, CLIENT};

    fn accepts(field: usize, value: impl Into<Value>) -> bool {
        CLIENT.fields[field].accepts(&value.into())
    }

    #[test]
    fn a_field_accepts_only_the_one_form_of_its_values() {
        assert!(accepts(client::PHONE, "+33612345678") && !accepts(client::PHONE, "06 12 34 56 78"));
        assert!(accepts(client::EMAIL, "a@b.fr") && !accepts(client::EMAIL, "a@B.fr") && !accepts(client::EMAIL, "a"));
        assert!(accepts(client::STATUS, "vip") && !accepts(client::STATUS, "VIP") && !accepts(client::STATUS, "root"));
        assert!(
            accepts(client::TAGS, "BTP\nexport")
                && !accepts(client::TAGS, "export\nBTP")
                && !accepts(client::TAGS, "a|b")
        );
        assert!(accepts(client::NEXT_CONTACT, "2026-12-03") && !accepts(client::NEXT_CONTACT, "03/12/2026"));
        assert!(accepts(client::WEBSITE, "https://a.fr") && !accepts(client::WEBSITE, "javascript:alert(1)"));
        assert!(accepts(client::ASSIGNEE, "01890a5d-ac96-774b-bcce-b302099a8057"));
        assert!(!accepts(client::ASSIGNEE, "01890A5DAC96774BBCCEB302099A8057") && !accepts(client::ASSIGNEE, "moi"));
        assert!(
            accepts(client::FIRST_NAME, "<script>")
                && !accepts(client::FIRST_NAME, " Léa")
                && !accepts(client::FIRST_NAME, "")
        );
        assert!(!accepts(client::FIRST_NAME, "a\nb") && !accepts(client::FIRST_NAME, "a".repeat(101).as_str()));
        assert!(
            accepts(client::NOTES, "a \n\tb\n")
                && !accepts(client::NOTES, "  ")
                && !accepts(client::NOTES, "a".repeat(65_537).as_str())
        );
    }

    #[test]
    fn a_required_field_is_not_emptied() {
        assert!(!CLIENT.fields[client::EMAIL].allows(None) && CLIENT.fields[client::PHONE].allows(None));
        assert!(!CLIENT.fields[client::PHONE].allows(Some(&"06".into())));
    }

    #[test]
    fn a_number_where_text_belongs_is_refused_and_text_where_a_number_belongs() {
        assert!(
            accepts(client::ANNUAL_REVENUE, 120_000)
                && !accepts(client::ANNUAL_REVENUE, -1)
                && !accepts(client::ANNUAL_REVENUE, i64::MAX)
        );
        assert!(
            !accepts(client::ANNUAL_REVENUE, "120000")
                && !accepts(client::CITY, 3)
                && !accepts(client::EMPLOYEES, i64::MIN)
        );
        assert!(
            accepts(client::DELETED_AT, 1_790_000_000_000)
                && !accepts(client::DELETED_AT, i64::MAX)
                && !accepts(client::DELETED_AT, "1")
        );
        assert!(accepts(client::CONFLICTS, r#"[{"id":"01890a5d-ac96-774b-bcce-b302099a8057","about":"values"}]"#));
        assert!(
            !accepts(client::CONFLICTS, "[]")
                && !accepts(client::CONFLICTS, "{}")
                && !accepts(client::CONFLICTS, "[{}]")
        );
    }
}
