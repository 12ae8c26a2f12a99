//! Amounts of money added up: each currency on its own, exact to the cent, for no rate of exchange is anybody's promise.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::opportunity::{AMOUNT, CURRENCIES, CURRENCY};
use crate::record::Record;
use crate::shapes::money;

/// Sums by currency, in hundredths of a cent so that a share in percent is exact too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums(Vec<i128>);

impl Sums {
    /// Adds `percent` of an amount in cents of the currency with this key; an unknown one counts as the euro.
    pub fn add(&mut self, currency: &str, cents: impl Into<i128>, percent: i64) {
        let place = CURRENCIES.iter().position(|known| known.key == currency).unwrap_or_default();
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        self.0[place] += cents.into() * i128::from(percent);
    }

    /// Adds other sums, currency by currency.
    pub fn add_sums(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (sum, more) in self.0.iter_mut().zip(&other.0) {
            *sum += more;
        }
    }

    /// Adds the amount of an opportunity, as far as it is likely in percent.
    pub fn add_amount(&mut self, opportunity: &Record, percent: i64) {
        if let Some(cents) = opportunity.number(AMOUNT) {
            self.add(opportunity.text(CURRENCY), cents, percent);
        }
    }

    /// Each currency with its sum in cents, rounded to the nearest, in the order of [`CURRENCIES`]; those without one are left out.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, i64)> + '_ {
        let cents = |sum: i128| i64::try_from((sum + 50).div_euclid(100)).unwrap_or(i64::MAX);
        CURRENCIES.iter().zip(&self.0).filter(|(_, sum)| **sum != 0).map(move |(known, sum)| (known.key, cents(*sum)))
    }

    /// The sum in euro, in cents.
    pub fn euros(&self) -> i64 {
        self.parts().find(|(currency, _)| *currency == "EUR").map_or(0, |(_, cents)| cents)
    }

    /// All sums as people read them: `12 000,00 € + 300,00 CHF`; `0,00 €` where there is none.
    pub fn show(&self, lang: Lang) -> String {
        let parts: Vec<_> = self.parts().map(|(currency, cents)| money::show_in(cents, currency, lang)).collect();
        if parts.is_empty() { money::show(0, lang) } else { parts.join(" + ") }
    }

    /// The largest of its sums whatever the currency: only for putting the weightiest first.
    pub(crate) fn weight(&self) -> i128 {
        self.0.iter().copied().max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_added_before_they_are_rounded() {
        let mut sums = Sums::default();
        for _ in 0..3 {
            sums.add("EUR", 33, 50);
        }
        assert_eq!(sums.euros(), 50);
        sums.add("CHF", 100_000, 100);
        assert_eq!(sums.parts().collect::<Vec<_>>(), [("EUR", 50), ("CHF", 100_000)]);
        assert_eq!(sums.show(Lang::Fr), "0,50\u{a0}€ + 1\u{202f}000,00\u{a0}CHF");
        assert_eq!(Sums::default().show(Lang::En), "€0.00");
    }

    #[test]
    fn the_largest_amounts_of_a_large_firm_do_not_overflow() {
        let mut sums = Sums::default();
        (0..1000).for_each(|_| sums.add("EUR", money::LIMIT, 100));
        assert_eq!(sums.euros(), money::LIMIT * 1000);
    }
}
