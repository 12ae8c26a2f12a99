//! One search over a tree: which lines have all the needles and pass the filters.

use domain::query::{Filter, Query, Standing};
use domain::sorting;
use memchr::memmem::Finder;
use uuid::Uuid;

use super::Place;
use super::leaf::{Facets, Leaf};
use super::tree::Tree;

/// An answer in the order of names, and what was asked.
#[derive(Debug)]
pub(super) struct Scan {
    revision: u64,
    needles: Vec<String>,
    /// What was asked, without its text.
    filters: Query,
    places: Vec<Place>,
}

impl Scan {
    /// Searches the tree, or only what `within` has found in it before, among what `own` may see (everything without).
    pub(super) fn over(
        tree: &Tree,
        query: &Query,
        needles: Vec<String>,
        within: Option<&Self>,
        own: Option<Uuid>,
    ) -> Self {
        let passing = Passing::of(tree, query, own);
        let places = {
            // The rarest needle decides, the others only check.
            let mut finders: Vec<Finder> = needles.iter().map(Finder::new).collect();
            if finders.len() > 1 {
                sorting::sort_by_key(&mut finders, |finder| sampled(tree, finder));
            }
            let search = Search { finders, passing };
            match within {
                // To walk all texts costs less than to look at most lines one by one.
                Some(within) if within.places.len() < tree.len() / 2 => search.narrow(tree, &within.places),
                _ => search.walk(tree),
            }
        };
        let revision = tree.revision();
        Self { revision, needles, filters: query.filters(), places }
    }

    /// Whether this answer contains all that `query` can find now.
    pub(super) fn widens(&self, tree: &Tree, query: &Query, needles: &[String]) -> bool {
        self.revision == tree.revision()
            && self.filters == query.filters()
            && self.needles.iter().all(|old| needles.iter().any(|new| new.contains(old.as_str())))
    }

    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    pub(super) fn into_places(self) -> Vec<Place> {
        self.places
    }

    pub(super) fn needles(&self) -> &[String] {
        &self.needles
    }
}

/// Whether somebody who sees their own clients and the unassigned ones sees this one; everybody does without.
pub(super) fn is_seen(standing: &Standing, own: Option<Uuid>) -> bool {
    own.is_none() || standing.assignee.is_none() || standing.assignee == own
}

/// How often a needle occurs in a few leaves from all over the tree.
fn sampled(tree: &Tree, finder: &Finder) -> usize {
    let step = (tree.leaves().len() / 4).max(1);
    let leaves = tree.leaves().iter().step_by(step);
    leaves.map(|leaf| finder.find_iter(leaf.search().text().as_bytes()).count()).sum()
}

struct Search<'a> {
    finders: Vec<Finder<'a>>,
    passing: Passing<'a>,
}

/// Which of the values that lines share pass the filters.
struct Passing<'a> {
    filter: Filter<'a>,
    standings: Vec<bool>,
    places: Vec<bool>,
    tags: Vec<bool>,
}

impl<'a> Passing<'a> {
    fn of(tree: &Tree, query: &'a Query, own: Option<Uuid>) -> Self {
        let filter = query.filter();
        let shared = tree.shared();
        let passes = |standing: &Standing| is_seen(standing, own) && filter.standing(standing);
        let standings = shared.standings.list().iter().map(passes).collect();
        let places = shared.places.list().iter().map(|(city, country)| filter.place(city, country)).collect();
        let tags = shared.tags.list().iter().map(|tags| filter.tags(tags)).collect();
        Self { filter, standings, places, tags }
    }

    fn has(&self, facets: Facets) -> bool {
        let has = |values: &[bool], number: u32| values.get(number as usize).copied().unwrap_or_default();
        has(&self.standings, facets.standing)
            && has(&self.places, facets.place)
            && has(&self.tags, facets.tags)
            && self.filter.contact(facets.contact)
    }
}

impl Search<'_> {
    fn passes(&self, leaf: &Leaf, line: usize) -> bool {
        self.passing.has(leaf.facets[line]) && self.passing.filter.made(leaf.ids()[line])
    }

    fn walk(&self, tree: &Tree) -> Vec<Place> {
        let mut places = Vec::new();
        for (number, leaf) in tree.leaves().iter().enumerate() {
            if let Some((first, others)) = self.finders.split_first() {
                self.walk_leaf(number, leaf, first, others, &mut places);
            } else {
                let lines = (0..leaf.len()).filter(|line| self.passes(leaf, *line));
                places.extend(lines.map(|line| Place::new(number, line)));
            }
        }
        places
    }

    fn walk_leaf(&self, number: usize, leaf: &Leaf, first: &Finder, others: &[Finder], places: &mut Vec<Place>) {
        let lines = leaf.search();
        let text = lines.text().as_bytes();
        let (mut from, mut line) = (0, 0);
        while let Some(hit) = first.find(&text[from..]) {
            while lines.end(line) <= from + hit {
                line += 1;
            }
            let key = lines.get(line).as_bytes();
            if self.passes(leaf, line) && others.iter().all(|other| other.find(key).is_some()) {
                places.push(Place::new(number, line));
            }
            from = lines.end(line);
        }
    }

    fn narrow(&self, tree: &Tree, places: &[Place]) -> Vec<Place> {
        let has_all = |place: &Place| {
            let key = tree.leaves()[place.leaf()].search().get(place.line()).as_bytes();
            self.finders.iter().all(|finder| finder.find(key).is_some())
        };
        places.iter().copied().filter(has_all).collect()
    }
}
