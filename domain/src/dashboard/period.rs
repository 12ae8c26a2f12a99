//! The time over which new clients are counted, and where its days begin in Paris.

use chrono::{Datelike, Days, Duration, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::lang::{Words, words};
use crate::shapes::date;
use crate::{Millis, query, time};

/// A period that ends now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// From the beginning of the book.
    #[default]
    Always,
    /// The last thirty days.
    Month,
    /// The last ninety days.
    Quarter,
    /// Since the first of January.
    Year,
    /// The last twelve months.
    TwelveMonths,
}

impl Period {
    /// Every period, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Always, Self::Month, Self::Quarter, Self::Year, Self::TwelveMonths];

    /// What an address carries.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Month => "30d",
            Self::Quarter => "90d",
            Self::Year => "year",
            Self::TwelveMonths => "12m",
        }
    }

    /// The period that a key names.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.key() == key)
    }

    /// What people read.
    pub const fn label(self) -> Words {
        match self {
            Self::Always => words("Depuis le début", "From the beginning"),
            Self::Month => words("30 derniers jours", "Last 30 days"),
            Self::Quarter => words("90 derniers jours", "Last 90 days"),
            Self::Year => words("Cette année", "This year"),
            Self::TwelveMonths => words("12 derniers mois", "Last 12 months"),
        }
    }

    /// The instant at which it begins.
    fn start(self, today: NaiveDate) -> Millis {
        let first = match self {
            Self::Always => return Millis::MIN,
            Self::Month => today.checked_sub_days(Days::new(29)),
            Self::Quarter => today.checked_sub_days(Days::new(89)),
            Self::Year => today.with_day(1).and_then(|day| day.with_month(1)),
            Self::TwelveMonths => today.checked_sub_months(Months::new(12)),
        };
        time::midnight(first.unwrap_or(today))
    }

    /// How many months its growth shows, this one included.
    fn months(self, today: NaiveDate) -> u32 {
        match self {
            Self::Always | Self::TwelveMonths => 12,
            Self::Month => 2,
            Self::Quarter => 4,
            Self::Year => today.month().max(2),
        }
    }
}

/// Where the days, weeks and months that counting knows begin and end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) period: Millis,
    /// The least id of the last seven days.
    pub(super) recent: Uuid,
    /// The last day of each of the [`super::Spans`].
    pub(super) spans: [String; 5],
    /// Each month of the growth with its beginning, the earliest first.
    pub(super) months: Vec<(String, Millis)>,
}

impl Bounds {
    pub(super) fn of(period: Period, now: Millis) -> Self {
        let today = time::paris(now).map(|local| local.date()).unwrap_or_default();
        let this_month = today.with_day(1).unwrap_or(today);
        let month = |back| this_month.checked_sub_months(Months::new(back)).unwrap_or(this_month);
        let months = (0..period.months(today)).rev().map(month);
        let away = |days| date::iso(today.checked_add_signed(Duration::days(days)).unwrap_or(today));
        Self {
            period: period.start(today),
            recent: query::first_recent(&date::iso(today)),
            spans: [-31, -8, -1, 0, 7].map(away),
            months: months.map(|day| (format!("{:04}-{:02}", day.year(), day.month()), time::midnight(day))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        date::read(text).unwrap()
    }

    #[test]
    fn a_period_begins_at_midnight_of_its_first_day() {
        let today = day("2026-03-10");
        assert_eq!(Period::Month.start(today), time::midnight(day("2026-02-09")));
        assert_eq!(Period::Year.start(today), time::midnight(day("2026-01-01")));
        assert_eq!(Period::TwelveMonths.start(day("2028-02-29")), time::midnight(day("2027-02-28")));
        assert_eq!(Period::Always.start(today), Millis::MIN);
    }

    #[test]
    fn months_run_up_to_this_one_over_the_turn_of_the_year() {
        let now = time::midnight(day("2026-01-31"));
        let months: Vec<String> = Bounds::of(Period::Quarter, now).months.into_iter().map(|(name, _)| name).collect();
        assert_eq!(months, ["2025-10", "2025-11", "2025-12", "2026-01"]);
    }

    #[test]
    fn a_period_is_found_again_by_its_key() {
        for period in Period::ALL {
            assert_eq!(Period::of_key(period.key()), Some(period));
        }
    }
}
