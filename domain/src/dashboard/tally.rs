//! Counting: one look at each client, or at groups of them as a database gives them.

use std::cmp::Reverse;

use uuid::Uuid;

use super::period::Bounds;
use super::{
    Asked, Figures, Glance, Month, PREVIEW, Previews, Share, Spans, Whose, Yield, is_won, source_place, status_place,
};
use crate::Millis;
use crate::client::SOURCES;
use crate::sorting;
use crate::time;

/// Counts clients.
#[derive(Debug)]
pub struct Tally {
    whose: Whose,
    bounds: Bounds,
    figures: Figures,
    /// How many were made before the first month of the growth.
    before: u32,
    recent: First<Reverse<Uuid>>,
    vip: First<Reverse<Uuid>>,
    unassigned: First<Reverse<Uuid>>,
    follow_up: First<(String, Uuid)>,
    /// The person met last: clients of one person often come together.
    last: usize,
}

/// Clients that a database counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group<'a> {
    /// What they have in common. Only status, source and assignee are looked at.
    pub glance: Glance<'a>,
    /// How many there are.
    pub count: u32,
    /// How many of them were made within the period.
    pub new: u32,
    /// How many were made within the last seven days.
    pub recent: u32,
    /// When they are to be contacted next.
    pub due: Spans,
}

/// The place of today in [`Spans`]; those before are late.
const TODAY: usize = 3;
/// The place of the seven days after today.
const SOON: usize = 4;

impl Tally {
    /// Nothing counted yet.
    pub fn new(asked: &Asked) -> Self {
        let bounds = Bounds::of(asked.period, asked.now);
        let empty = |(month, _): &(String, Millis)| Month { month: month.clone(), new: 0, total: 0 };
        let keys = SOURCES.iter().map(|source| source.key).chain([""]);
        let figures = Figures {
            growth: bounds.months.iter().map(empty).collect(),
            sources: keys.map(|key| Yield { source: key.to_owned(), ..Yield::default() }).collect(),
            ..Figures::default()
        };
        Self {
            whose: asked.whose,
            bounds,
            figures,
            before: 0,
            recent: First::default(),
            vip: First::default(),
            unassigned: First::default(),
            follow_up: First::default(),
            last: 0,
        }
    }

    /// Counts a client.
    pub fn see(&mut self, glance: &Glance) {
        let asked = match self.whose {
            Whose::Everybody => true,
            Whose::Nobody => glance.assignee.is_none(),
            Whose::Person(person) => glance.assignee == Some(person),
        };
        if !asked {
            return;
        }
        let made = time::made_at(glance.id);
        let next = glance.next_contact;
        let is_recent = glance.id >= self.bounds.recent;
        let span = if next.is_empty() { None } else { self.bounds.spans.iter().position(|last| next <= last) };
        let mut due = Spans::default();
        if let Some(span) = span {
            due[span] = 1;
        }
        self.see_group(&Group {
            glance: *glance,
            count: 1,
            new: u32::from(made >= self.bounds.period),
            recent: u32::from(is_recent),
            due,
        });
        self.grow(made, 1);
        let latest = Reverse(glance.id);
        if is_recent {
            self.recent.offer(latest);
        }
        if glance.status == "vip" {
            self.vip.offer(latest);
        }
        if glance.assignee.is_none() {
            self.unassigned.offer(latest);
        }
        let precedes = |last: &(String, Uuid)| (next, glance.id) < (last.0.as_str(), last.1);
        if span.is_some_and(|span| span <= TODAY) && self.follow_up.has_room_for(precedes) {
            self.follow_up.offer((next.to_owned(), glance.id));
        }
    }

    /// Counts clients that a database counted together: all but the growth and the previews.
    pub fn see_group(&mut self, group: &Group) {
        let Glance { status, source, assignee, .. } = group.glance;
        let figures = &mut self.figures;
        figures.total += group.count;
        if let Some(place) = status_place(status) {
            figures.by_status[place] += group.count;
        }
        let late = group.due[..TODAY].iter().sum::<u32>();
        figures.late += late;
        figures.late_by_age.iter_mut().zip(group.due).for_each(|(sum, count)| *sum += count);
        figures.today += group.due[TODAY];
        figures.soon += group.due[SOON];
        figures.recent += group.recent;
        figures.new += group.new;
        let converted = if is_won(status) { group.new } else { 0 };
        let of_source = &mut figures.sources[source_place(source)];
        of_source.met += group.new;
        of_source.converted += converted;
        if assignee.is_none() {
            figures.unassigned += group.count;
        }
        let place = self.place_of(assignee);
        let share = &mut self.figures.people[place];
        share.clients += group.count;
        share.new += group.new;
        share.converted += converted;
        share.late += late;
    }

    /// Counts so many clients made at this instant into the growth.
    pub fn grow(&mut self, made: Millis, count: u32) {
        match self.bounds.months.partition_point(|(_, start)| *start <= made).checked_sub(1) {
            Some(place) => self.figures.growth[place].new += count,
            None => self.before += count,
        }
    }

    /// The least id of the period, of the last seven days, and of each month of the growth, for a database to count by.
    pub fn first_ids(&self) -> (Uuid, Uuid, Vec<Uuid>) {
        let months = self.bounds.months.iter().map(|(_, start)| time::first_id(*start));
        (time::first_id(self.bounds.period), self.bounds.recent, months.collect())
    }

    /// The last day of each of the [`Spans`], as `AAAA-MM-JJ`.
    pub fn spans(&self) -> &[String; 5] {
        &self.bounds.spans
    }

    /// Today, as `AAAA-MM-JJ`.
    pub fn today(&self) -> &str {
        &self.bounds.spans[TODAY]
    }

    /// What was counted, and whom the previews show.
    pub fn finish(mut self) -> (Figures, Previews<Uuid>) {
        let mut total = self.before;
        for month in &mut self.figures.growth {
            total += month.new;
            month.total = total;
        }
        sorting::sort_by_key(&mut self.figures.people, |share| {
            (share.person.is_none(), u32::MAX - share.clients, share.person)
        });
        let previews = Previews {
            recent: self.recent.ids(|latest| latest.0),
            vip: self.vip.ids(|latest| latest.0),
            follow_up: self.follow_up.ids(|(_, id)| id),
            unassigned: self.unassigned.ids(|latest| latest.0),
        };
        (self.figures, previews)
    }

    fn place_of(&mut self, person: Option<Uuid>) -> usize {
        let people = &mut self.figures.people;
        if people.get(self.last).is_none_or(|share| share.person != person) {
            self.last = people.iter().position(|share| share.person == person).unwrap_or_else(|| {
                people.push(Share { person, ..Share::default() });
                people.len() - 1
            });
        }
        self.last
    }
}

/// The few first of many.
#[derive(Debug, Default)]
struct First<K>(Vec<K>);

impl<K: Ord> First<K> {
    /// Whether one more would be among them; `precedes` says whether it comes before the last one.
    fn has_room_for(&self, precedes: impl Fn(&K) -> bool) -> bool {
        self.0.len() < PREVIEW || self.0.last().is_some_and(precedes)
    }

    fn offer(&mut self, key: K) {
        if self.has_room_for(|last| key < *last) {
            self.0.truncate(PREVIEW - 1);
            let place = self.0.partition_point(|first| *first < key);
            self.0.insert(place, key);
        }
    }

    fn ids(self, id: impl Fn(K) -> Uuid) -> Vec<Uuid> {
        self.0.into_iter().map(id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dashboard::Period;
    use crate::shapes::date;

    /// 2026-11-21 at noon in Paris.
    fn noon() -> Millis {
        time::midnight(date::read("2026-11-21").unwrap()) + 12 * 3_600_000
    }

    fn id(days_ago: i64, number: u128) -> Uuid {
        Uuid::from_u128(time::first_id(noon() - days_ago * 86_400_000).as_u128() + number)
    }

    fn glance(id: Uuid, status: &'static str) -> Glance<'static> {
        Glance { id, status, source: "website", assignee: None, next_contact: "" }
    }

    fn tally(whose: Whose, period: Period) -> Tally {
        Tally::new(&Asked { whose, period, now: noon() })
    }

    #[test]
    fn the_four_figures_are_of_now_and_new_ones_of_the_period() {
        let mut tally = tally(Whose::Everybody, Period::Month);
        for (days, status) in [(1, "prospect"), (8, "client"), (40, "vip"), (400, "inactive"), (400, "client")] {
            tally.see(&glance(id(days, 0), status));
        }
        let (figures, previews) = tally.finish();
        assert_eq!((figures.total, figures.by_status), (5, [1, 2, 1, 1]));
        assert_eq!((figures.new, figures.recent, figures.unassigned), (2, 1, 5));
        assert_eq!(figures.sources[0], Yield { source: "website".into(), met: 2, converted: 1 });
        assert_eq!(previews.recent, [id(1, 0)]);
        assert_eq!(previews.vip, [id(40, 0)]);
    }

    #[test]
    fn growth_adds_up_to_the_whole_book() {
        let mut tally = tally(Whose::Everybody, Period::Always);
        for days in [0, 1, 30, 60, 364, 365, 3_000] {
            tally.see(&glance(id(days, 0), "client"));
        }
        let (figures, _) = tally.finish();
        assert_eq!(figures.growth.len(), 12);
        assert_eq!(
            figures.growth.last().map(|month| (month.month.as_str(), month.new, month.total)),
            Some(("2026-11", 2, 7))
        );
        assert_eq!(
            figures.growth[0].total, 3,
            "those from before the first month are in its total: {:?}",
            figures.growth[0]
        );
    }

    #[test]
    fn follow_ups_are_late_due_today_or_soon_and_the_earliest_come_first() {
        let mut tally = tally(Whose::Everybody, Period::Always);
        let days = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-28", "2026-11-29", "", "2025-01-01"];
        for (number, next_contact) in (0_u128..).zip(days) {
            tally.see(&Glance { next_contact, ..glance(id(50, number), "client") });
        }
        let (figures, previews) = tally.finish();
        assert_eq!((figures.late, figures.today, figures.soon), (2, 1, 2));
        assert_eq!(previews.follow_up, [id(50, 6), id(50, 0), id(50, 1)]);
    }

    #[test]
    fn late_ones_are_told_apart_by_a_week_and_by_thirty_days() {
        let mut tally = tally(Whose::Everybody, Period::Always);
        let days = ["2026-11-20", "2026-11-14", "2026-11-13", "2026-10-22", "2026-10-21", "2025-01-01", "2026-11-21"];
        for (number, next_contact) in (0_u128..).zip(days) {
            tally.see(&Glance { next_contact, ..glance(id(50, number), "client") });
        }
        let (figures, _) = tally.finish();
        assert_eq!((figures.late, figures.late_by_age, figures.people[0].late), (6, [2, 2, 2], 6));
    }

    #[test]
    fn one_persons_figures_count_only_their_clients_and_nobodys_come_last() {
        let (anne, marc) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let seen = |whose: Whose| {
            let mut tally = tally(whose, Period::Always);
            for (number, assignee) in (0_u128..).zip([Some(anne), None, Some(marc), Some(marc), None, None]) {
                tally.see(&Glance { assignee, ..glance(id(3, number), "prospect") });
            }
            tally.finish().0
        };
        let people: Vec<_> =
            seen(Whose::Everybody).people.into_iter().map(|share| (share.person, share.clients)).collect();
        assert_eq!(people, [(Some(marc), 2), (Some(anne), 1), (None, 3)]);
        assert_eq!(seen(Whose::Person(marc)).total, 2);
        assert_eq!(seen(Whose::Nobody).unassigned, 3);
    }

    #[test]
    fn a_preview_keeps_the_few_first_of_many() {
        let mut tally = tally(Whose::Everybody, Period::Always);
        for number in 0_u32..1_000 {
            tally.see(&glance(id(i64::from(number % 7), u128::from(number)), "vip"));
        }
        let (_, previews) = tally.finish();
        assert_eq!(previews.vip, [994, 987, 980, 973, 966].map(|number| id(0, number)));
    }
}
