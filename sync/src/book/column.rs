//! Orders other than by name, and the merging of pending lines into sorted ones.

use std::cmp::Ordering;
use std::sync::Arc;

use domain::list::ListRow;
use domain::query::{Asker, Column, Order, Standing};
use domain::sorting;

use super::Place;
use super::leaf::{Facets, Leaf};
use super::sorted::Sorted;
use super::tree::Tree;
use super::values::Shared;

/// What the lines of a book are sorted by in the order of a query. The first `base` leaves are those of the snapshot, the
/// others those that lie over it.
pub(super) struct Ranks {
    order: Order,
    base: usize,
    by: By,
}

/// What a column goes by.
enum By {
    Name,
    /// What leaves keep of the few columns whose values lines do not share.
    Text,
    Day,
    /// Ranks of shared values, by their number in either tree.
    Value {
        of: fn(Facets) -> u32,
        base: Vec<Option<u32>>,
        over: Vec<Option<u32>>,
    },
}

impl Ranks {
    pub(super) fn of(base: &Tree, over: &Tree, order: Order, asker: &Asker) -> Self {
        let shared = |of: fn(Facets) -> u32, rows: fn(&Shared) -> Vec<ListRow>| {
            let keys = |tree: &Tree| -> Vec<String> {
                rows(tree.shared()).iter().map(|row| row.key(order.by, asker)).collect()
            };
            let (base, over) = (keys(base), keys(over));
            let mut sorted: Vec<&String> = base.iter().chain(&over).filter(|key| !key.is_empty()).collect();
            sorting::sort(&mut sorted);
            sorted.dedup();
            // OK because a book has fewer than 2³² values.
            let rank = |key: &String| sorted.binary_search(&key).ok().and_then(|rank| u32::try_from(rank).ok());
            By::Value { of, base: base.iter().map(rank).collect(), over: over.iter().map(rank).collect() }
        };
        let by = match order.by {
            Column::Name => By::Name,
            Column::Company | Column::Phone | Column::Email => By::Text,
            Column::NextContact => By::Day,
            Column::City | Column::Country => shared(|facets| facets.place, places),
            Column::Tags => shared(|facets| facets.tags, tags),
            Column::Status | Column::Assignee | Column::Source => shared(|facets| facets.standing, standings),
        };
        Self { order, base: base.leaves().len(), by }
    }

    pub(super) fn order(&self) -> Order {
        self.order
    }

    /// Sorts places, which come in the order of names and stay in it for the name.
    pub(super) fn sort(&self, leaves: &[Arc<Leaf>], places: &[Place]) -> Sorted {
        match self.by {
            By::Text => Sorted::by_text(places, &|place| self.text(leaves, place)),
            _ => Sorted::by_rank(places, &|place| self.rank(leaves, place)),
        }
    }

    /// What a line is sorted by in a column of texts.
    fn text<'a>(&self, leaves: &'a [Arc<Leaf>], place: Place) -> &'a str {
        leaves[place.leaf()].text_of(self.order.by, place.line())
    }

    /// Puts `extra` in its places among `places`; both are sorted, and `leaves` are those of both trees.
    pub(super) fn merge(&self, leaves: &[Arc<Leaf>], places: Vec<Place>, extra: &[Place]) -> Vec<Place> {
        if extra.is_empty() {
            return places;
        }
        let mut merged = Vec::with_capacity(places.len() + extra.len());
        let mut rest = places.as_slice();
        for place in extra {
            let before = rest.partition_point(|other| self.compare(leaves, *other, *place) == Ordering::Less);
            merged.extend_from_slice(&rest[..before]);
            merged.push(*place);
            rest = &rest[before..];
        }
        merged.extend_from_slice(rest);
        merged
    }

    fn rank(&self, leaves: &[Arc<Leaf>], place: Place) -> Option<u32> {
        let facets = leaves[place.leaf()].facets[place.line()];
        match &self.by {
            By::Value { of, base, over } => {
                let ranks = if place.leaf() < self.base { base } else { over };
                *ranks.get(of(facets) as usize)?
            }
            By::Day => Some(facets.contact).filter(|day| *day > 0),
            By::Name | By::Text => None,
        }
    }

    /// The same as [`domain::list::ListEntry::compare`], on what the leaves keep ready.
    fn compare(&self, leaves: &[Arc<Leaf>], one: Place, other: Place) -> Ordering {
        let by_column = match self.by {
            By::Text => {
                let text = |place: Place| Some(self.text(leaves, place)).filter(|text| !text.is_empty());
                self.compare_values(text(one), text(other))
            }
            _ => self.compare_values(self.rank(leaves, one), self.rank(leaves, other)),
        };
        let name = |place: Place| leaves[place.leaf()].sort_of(place.line());
        by_column.then_with(|| name(one).cmp(&name(other)))
    }

    fn compare_values<T: Ord>(&self, one: Option<T>, other: Option<T>) -> Ordering {
        match (one, other) {
            (Some(one), Some(other)) if self.order.descending => other.cmp(&one),
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) => one.is_none().cmp(&other.is_none()),
        }
    }
}

fn places(shared: &Shared) -> Vec<ListRow> {
    let row = |(city, country): &(String, String)| ListRow {
        city: city.clone(),
        country: country.clone(),
        ..ListRow::default()
    };
    shared.places.list().iter().map(row).collect()
}

fn tags(shared: &Shared) -> Vec<ListRow> {
    shared.tags.list().iter().map(|tags| ListRow { tags: tags.clone(), ..ListRow::default() }).collect()
}

fn standings(shared: &Shared) -> Vec<ListRow> {
    let row = |standing: &Standing| ListRow { standing: standing.clone(), ..ListRow::default() };
    shared.standings.list().iter().map(row).collect()
}
