//! By what a report may be grouped, and in which order its lines and columns stand.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::due;
use super::figures::{Figures, is_converted};
use crate::account::{ANNUAL_REVENUE, INDUSTRIES, INDUSTRY};
use crate::client::{self, SOURCES, STEPS};
use crate::kind::Choice;
use crate::lang::{Words, words};
use crate::opportunity::{self, LOST_REASONS};
use crate::pipeline::Pipeline;
use crate::prospect;
use crate::record::Record;

/// By what records are put together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Where they were met first.
    #[default]
    Source,
    /// How far a prospect is; those that became clients have the key `converted`.
    Step,
    /// Who looks after them.
    Owner,
    /// The stage of an opportunity, by its id.
    Stage,
    /// The client of an opportunity, by its id.
    Client,
    /// The month an opportunity closed or should close in, `AAAA-MM`.
    Month,
    /// Why an opportunity was lost.
    LostReason,
    /// What an account lives from.
    Industry,
    /// The band of an account's revenue, see [`BANDS`].
    Revenue,
}

/// The bands of annual revenue, as INSEE counts the size of firms (décret 2008-1354): the key, its words, and the first
/// amount in cents that is above it.
pub static BANDS: &[(&str, Words, i64)] = &[
    ("micro", words("Moins de 2 M€", "Under €2m"), 200_000_000),
    ("small", words("2 à 50 M€", "€2m to €50m"), 5_000_000_000),
    ("medium", words("50 M€ à 1,5 Md€", "€50m to €1.5bn"), 150_000_000_000),
    ("large", words("Plus de 1,5 Md€", "Over €1.5bn"), i64::MAX),
];

impl Grouping {
    /// Every grouping.
    pub const ALL: [Self; 9] = [
        Self::Source,
        Self::Step,
        Self::Owner,
        Self::Stage,
        Self::Client,
        Self::Month,
        Self::LostReason,
        Self::Industry,
        Self::Revenue,
    ];

    /// Its name in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Step => "step",
            Self::Owner => "owner",
            Self::Stage => "stage",
            Self::Client => "client",
            Self::Month => "month",
            Self::LostReason => "lost_reason",
            Self::Industry => "industry",
            Self::Revenue => "revenue",
        }
    }

    /// What people call it.
    pub const fn label(self) -> Words {
        match self {
            Self::Source => words("Source", "Source"),
            Self::Step | Self::Stage => words("Étape", "Stage"),
            Self::Owner => words("Responsable", "Owner"),
            Self::Client => words("Client", "Client"),
            Self::Month => words("Mois de clôture", "Closing month"),
            Self::LostReason => words("Raison de la perte", "Lost reason"),
            Self::Industry => words("Secteur", "Industry"),
            Self::Revenue => words("Chiffre d’affaires", "Revenue"),
        }
    }

    /// Whether it may be the columns of a report: clients are too many for that.
    pub const fn is_narrow(self) -> bool {
        !matches!(self, Self::Client)
    }

    /// The choices whose keys it groups by, where it groups by a closed list.
    pub const fn choices(self) -> Option<&'static [Choice]> {
        match self {
            Self::Source => Some(SOURCES),
            Self::Step => Some(STEPS),
            Self::LostReason => Some(LOST_REASONS),
            Self::Industry => Some(INDUSTRIES),
            _ => None,
        }
    }

    /// The group of a record; empty where it has none.
    pub(super) fn key<'a>(self, record: &'a Record, pipeline: &Pipeline) -> Cow<'a, str> {
        let is_client = record.kind.name == "client";
        Cow::Borrowed(match self {
            Self::Source if is_client => record.text(client::SOURCE),
            Self::Source => record.text(opportunity::SOURCE),
            Self::Step if is_converted(record) => CONVERTED,
            Self::Step => prospect::step(record),
            Self::Owner => record.text(record.kind.assignee),
            Self::Stage => record.text(opportunity::STAGE),
            Self::Client => record.text(opportunity::CLIENT),
            Self::Month => due(record).get(..7).unwrap_or_default(),
            Self::LostReason if pipeline.stage_of(record).is_some_and(|stage| stage.lost) => {
                record.text(opportunity::LOST_REASON)
            }
            Self::LostReason => "",
            Self::Industry => record.text(INDUSTRY),
            Self::Revenue => record.number(ANNUAL_REVENUE).map_or("", band),
        })
    }

    /// Lists in their own order, months by time, people and clients with the weightiest first; what has no group last.
    pub(super) fn rank(self, key: &str, figures: &Figures, pipeline: &Pipeline) -> (bool, usize, i128, String) {
        let of_list = |place: Option<usize>| place.unwrap_or(usize::MAX);
        let weight = figures.amount.weight() + figures.won_amount.weight() + figures.revenue.weight();
        let weight = weight * 1_000_000 + i128::from(figures.all());
        let (place, weight) = match self {
            Self::Stage => {
                let stages = &pipeline.stages;
                let id = pipeline.stage(key).map(|stage| stage.id);
                (of_list(stages.iter().position(|stage| Some(stage.id) == id)), 0)
            }
            Self::Revenue => (of_list(BANDS.iter().position(|(band, ..)| *band == key)), 0),
            Self::Owner | Self::Client => (0, -weight),
            Self::Month => (0, 0),
            _ => {
                let choices = self.choices().unwrap_or_default();
                (of_list(choices.iter().position(|choice| choice.key == key)), 0)
            }
        };
        (key.is_empty(), place, weight, key.to_owned())
    }
}

/// The key of prospects that became clients, where they are grouped by step.
pub const CONVERTED: &str = "converted";

fn band(cents: i64) -> &'static str {
    BANDS.iter().find(|(.., above)| cents < *above).map_or("large", |(key, ..)| key)
}
