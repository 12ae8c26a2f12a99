//! The sheet behind a form: what stood there, what was typed, and the draft that survives the tab.

use domain::{Draft, Kind, Lang, Problem, Record, Section, Shape};
use serde::{Deserialize, Serialize};

use crate::records::ShownRecord;

/// The texts of a form beside those it began with.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// The record as the person saw it when they began to type.
    pub(crate) before: ShownRecord,
    /// By position of field, as typed.
    pub(crate) texts: Vec<String>,
    began: Vec<String>,
}

/// A draft as this browser keeps it: only what was typed, with what stood there, so that a change somebody else
/// made meanwhile is neither lost nor overwritten unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    seen: u64,
    fields: Vec<KeptField>,
}

/// One field of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KeptField {
    name: String,
    began: String,
    text: String,
}

impl Sheet {
    /// The sheet of a record.
    pub(crate) fn open(shown: &ShownRecord, lang: Lang) -> Self {
        let began = texts_of(&shown.record, lang);
        Self { before: shown.clone(), texts: began.clone(), began }
    }

    /// What kind of record it is.
    pub(crate) fn kind(&self) -> &'static Kind {
        self.before.record.kind
    }

    /// The draft to keep; nothing when nothing was typed.
    pub(crate) fn kept(&self) -> Option<Kept> {
        let changed = |(position, field): (usize, &'static domain::Field)| {
            let (began, text) = (&self.began[position], &self.texts[position]);
            (began != text).then(|| KeptField { name: field.name.into(), began: began.clone(), text: text.clone() })
        };
        let fields: Vec<_> = self.kind().visible().filter_map(changed).collect();
        (!fields.is_empty()).then_some(Kept { seen: self.before.seq, fields })
    }

    /// Goes on with a draft. Where the record changed meanwhile, the base stays what the person had seen: the server
    /// then tells a meeting of two changes from an overwriting. False when the draft holds nothing for this kind.
    pub(crate) fn restore(&mut self, kept: Kept) -> bool {
        let mut restored = false;
        for field in kept.fields {
            let Some(position) = self.kind().position(&field.name) else { continue };
            let declared = &self.kind().fields[position];
            if declared.section == Section::System {
                continue;
            }
            if self.began[position] != field.began
                && let Ok(value) = declared.parse(&field.began)
            {
                self.before.record.set(position, value);
                self.before.seq = self.before.seq.min(kept.seen);
            }
            self.began[position] = field.began;
            self.texts[position] = field.text;
            restored = true;
        }
        restored
    }

    /// Forgets everything typed.
    pub(crate) fn start_over(&mut self) {
        self.texts.clone_from(&self.began);
    }

    /// The record as the sheet says, or every problem.
    ///
    /// # Errors
    /// Every problem, in the order of the form.
    pub(crate) fn check(&self) -> Result<Record, Vec<Problem>> {
        Draft { kind: self.kind(), texts: self.texts.clone() }.check(&self.before.record)
    }
}

/// What the inputs begin with: as [`Draft::of`] says, but as stored where the input is not a line of text
/// (a date picker speaks ISO, tags stand one a line, people and choices are picked).
fn texts_of(record: &Record, lang: Lang) -> Vec<String> {
    let mut texts = Draft::of(record, lang).texts;
    for (position, field) in record.kind.visible() {
        if matches!(field.shape, Shape::Date | Shape::Tags | Shape::Person | Shape::Link(_) | Shape::Choice(_)) {
            record.text(position).clone_into(&mut texts[position]);
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Value;
    use domain::client::{CITY, CLIENT, EMAIL, FIRST_NAME, LAST_NAME, NEXT_CONTACT, STATUS, TAGS};
    use uuid::Uuid;

    fn camille(city: &str, seq: u64) -> ShownRecord {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(1));
        for (position, text) in [
            (FIRST_NAME, "Camille"),
            (LAST_NAME, "Martin"),
            (EMAIL, "camille@martin.fr"),
            (STATUS, "client"),
            (CITY, city),
            (TAGS, "BTP\nexport"),
            (NEXT_CONTACT, "2026-12-03"),
        ] {
            record.set(position, Some(Value::from(text)));
        }
        ShownRecord::of_server(record, seq)
    }

    #[test]
    fn an_untouched_sheet_keeps_no_draft_and_changes_nothing() {
        let sheet = Sheet::open(&camille("Lyon", 3), Lang::Fr);
        assert_eq!(sheet.kept(), None);
        assert_eq!(sheet.check().unwrap(), camille("Lyon", 3).record);
    }

    #[test]
    fn a_draft_survives_the_tab_and_holds_only_what_was_typed() {
        let mut sheet = Sheet::open(&camille("Lyon", 3), Lang::Fr);
        sheet.texts[CITY] = "Paris".into();
        let kept = serde_json::to_string(&sheet.kept().unwrap()).unwrap();
        let mut again = Sheet::open(&camille("Lyon", 3), Lang::Fr);
        assert!(again.restore(serde_json::from_str(&kept).unwrap()));
        assert_eq!(again.texts[CITY], "Paris");
        assert_eq!(again.before, camille("Lyon", 3));
        assert_eq!(again.kept().unwrap().fields.len(), 1);
    }

    #[test]
    fn a_draft_keeps_the_base_it_was_typed_over_when_somebody_changed_the_field_meanwhile() {
        let mut sheet = Sheet::open(&camille("Lyon", 3), Lang::Fr);
        sheet.texts[CITY] = "Paris".into();
        let mut again = Sheet::open(&camille("Nice", 8), Lang::Fr);
        again.restore(sheet.kept().unwrap());
        assert_eq!(again.before.record.text(CITY), "Lyon");
        assert_eq!(again.before.seq, 3);
        assert_eq!(again.check().unwrap().text(CITY), "Paris");
    }

    #[test]
    fn a_draft_of_one_field_leaves_what_somebody_else_wrote_in_another() {
        let mut sheet = Sheet::open(&camille("Lyon", 3), Lang::Fr);
        sheet.texts[FIRST_NAME] = "Camila".into();
        let mut again = Sheet::open(&camille("Nice", 8), Lang::Fr);
        again.restore(sheet.kept().unwrap());
        let after = again.check().unwrap();
        assert_eq!((after.text(FIRST_NAME), after.text(CITY)), ("Camila", "Nice"));
        assert_eq!(again.before.seq, 8);
    }

    #[test]
    fn a_missing_required_field_is_a_problem() {
        let mut sheet = Sheet::open(&camille("Lyon", 3), Lang::Fr);
        sheet.texts[EMAIL] = "  ".into();
        let problems = sheet.check().unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].field.name, "email");
    }
}
