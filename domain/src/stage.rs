//! The stages of the sales pipeline. They are records, so that an administrator may rename them and history follows;
//! a stage in use is retired, never deleted.

use uuid::Uuid;

use crate::kind::{Choice, Field, Section, Shape, kind};
use crate::lang::{Words, words};
use crate::record::Record;
use crate::value::Value;

/// What reaching a stage means for an opportunity.
pub static OUTCOMES: &[Choice] = &[
    Choice { key: "open", label: words("En cours", "Open") },
    Choice { key: "won", label: words("Gagnée", "Won") },
    Choice { key: "lost", label: words("Perdue", "Lost") },
];

kind! {
    /// The kind `stage`.
    STAGE {
        name: "stage",
        title: words("Étape", "Stage"),
        plural: words("Étapes", "Stages"),
        named_by: [NAME], sorted_by: [POSITION, NAME], found_by: [NAME],
        /// Nom.
        NAME: Field::new("name", words("Nom", "Name"), Shape::Line(60)).required().section(Section::Main),
        /// Probabilité, in percent.
        PROBABILITY: Field::new("probability", words("Probabilité (%)", "Probability (%)"), Shape::Percent).required()
            .section(Section::Main),
        /// Rang: the columns of the board from left to right.
        POSITION: Field::new("position", words("Rang", "Position"), Shape::Count).required().section(Section::Main),
        /// En cours, gagnée or perdue.
        OUTCOME: Field::new("outcome", words("Issue", "Outcome"), Shape::Choice(OUTCOMES)).required()
            .section(Section::Main),
        /// Nobody: every person sees every stage.
        ASSIGNEE: Field::new("assignee", words("Assigné à", "Assigned to"), Shape::Person).section(Section::System),
        /// When it was retired: kept for the opportunities that went through it, offered to no other.
        ARCHIVED_AT: Field::new("archived_at", words("Retirée le", "Retired on"), Shape::Instant).section(Section::System),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimée le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}

/// A stage every firm begins with.
#[derive(Debug)]
pub struct Standard {
    /// The record's id: the same in every firm, so that a device without a network knows the stages too.
    pub id: Uuid,
    /// What it is called at first.
    pub name: Words,
    /// In percent.
    pub probability: i64,
    /// Key of [`OUTCOMES`].
    pub outcome: &'static str,
}

const fn standard(id: u128, name: Words, probability: i64, outcome: &'static str) -> Standard {
    // A UUIDv7 of the first milliseconds of 1970: sorts before every other and collides with none.
    Standard { id: Uuid::from_u128(0x7000_8000_0000_0000_0000 | id), name, probability, outcome }
}

/// The stages of a new firm, from the left of the board to the right.
pub static STANDARD: &[Standard] = &[
    standard(1, words("Qualification", "Qualification"), 10, "open"),
    standard(2, words("Analyse", "Analysis"), 25, "open"),
    standard(3, words("Proposition", "Proposal"), 50, "open"),
    standard(4, words("Négociation", "Negotiation"), 75, "open"),
    standard(5, words("Gagnée", "Won"), 100, "won"),
    standard(6, words("Perdue", "Lost"), 0, "lost"),
];

impl Standard {
    /// The record, as the first administrator's firm holds it.
    pub fn record(&self, position: i64) -> Record {
        let mut record = Record::new(&STAGE, self.id);
        record.set(NAME, Some(Value::from(self.name.fr)));
        record.set(PROBABILITY, Some(Value::Number(self.probability)));
        record.set(POSITION, Some(Value::Number(position)));
        record.set(OUTCOME, Some(Value::from(self.outcome)));
        record
    }
}
