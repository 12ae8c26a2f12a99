//! The charts with their tables, from the figures: what is drawn, what is read, what a file holds.

use charts::{Drawing, Ink, Part, Series};
use domain::client::{SOURCES, STATUSES};
use domain::dashboard::{Figures, Period, Whose};
use domain::shapes;
use domain::sorting;
use domain::{Lang, Words};
use uuid::Uuid;

use super::address::{Choice, list};
use crate::texts::dashboard as words;
use crate::texts::record;

/// A chart with its table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Panel {
    /// The name of its files: `statuts`.
    pub(super) file: &'static str,
    /// What it shows.
    pub(super) title: Words,
    /// What to know about it.
    pub(super) hint: Option<Words>,
    /// The drawing.
    pub(super) drawing: Drawing,
    /// The headings of the table; all but the first are figures.
    pub(super) headings: Vec<Words>,
    /// The rows of the table, each with the list it opens.
    pub(super) rows: Vec<(Option<String>, Vec<String>)>,
}

/// All panels, in order.
pub(super) fn panels(
    lang: Lang,
    figures: &Figures,
    choice: Choice,
    name: &dyn Fn(Uuid) -> Option<String>,
) -> Vec<Panel> {
    let mut panels = vec![by_status(lang, figures, choice), by_source(lang, figures, choice), growth(lang, figures)];
    if figures.late > 0 {
        panels.push(late_by_age(lang, figures));
    }
    // With one person there is nothing to compare.
    if figures.people.len() > 1 {
        panels.push(by_person(lang, figures, name));
    }
    panels
}

fn by_status(lang: Lang, figures: &Figures, choice: Choice) -> Panel {
    let share = |count| words::percent(lang, count, figures.total);
    let ink = |key: &str| match key {
        "prospect" => Ink::Warn,
        "client" => Ink::Good,
        "vip" => Ink::Bad,
        _ => Ink::Grey,
    };
    let each = || STATUSES.iter().zip(figures.by_status);
    let part = |(status, value): (&domain::Choice, u32)| Part {
        label: status.label.get(lang).to_owned(),
        figure: share(value),
        value,
        ink: ink(status.key),
    };
    let row = |(status, count): (&domain::Choice, u32)| {
        let cells = vec![status.label.get(lang).to_owned(), words::count(lang, count), share(count)];
        (Some(list(&format!("status={}", status.key), choice.whose)), cells)
    };
    Panel {
        file: "statuts",
        title: words::BY_STATUS,
        hint: None,
        drawing: Drawing::Pie { parts: each().map(part).collect() },
        headings: vec![words::STATUS, words::CLIENTS, words::SHARE],
        rows: each().map(row).collect(),
    }
}

fn by_source(lang: Lang, figures: &Figures, choice: Choice) -> Panel {
    let mut sources: Vec<_> = figures.sources.iter().filter(|source| source.met > 0).collect();
    sorting::sort_by_key(&mut sources, |source| std::cmp::Reverse(source.met));
    let label = |key: &str| {
        let label = if key.is_empty() { words::NO_SOURCE.get(lang) } else { shapes::choice::show(key, SOURCES, lang) };
        label.to_owned()
    };
    let part = |source: &&domain::dashboard::Yield| Part {
        label: label(&source.source),
        figure: format!("{} · {}", words::count(lang, source.met), words::percent(lang, source.converted, source.met)),
        value: source.met,
        ink: if source.source.is_empty() { Ink::Grey } else { Ink::Accent },
    };
    let row = |source: &&domain::dashboard::Yield| {
        let figures = [words::count(lang, source.met), words::count(lang, source.converted)];
        let [met, converted] = figures;
        // No list shows only those of a period, nor only those without a source.
        let opens = choice.period == Period::Always && !source.source.is_empty();
        let href = opens.then(|| list(&format!("source={}", source.source), choice.whose));
        (href, vec![label(&source.source), met, converted, words::percent(lang, source.converted, source.met)])
    };
    Panel {
        file: "sources",
        title: words::BY_SOURCE,
        hint: Some(words::BY_SOURCE_HINT),
        drawing: Drawing::Bars { parts: sources.iter().map(part).collect() },
        headings: vec![words::SOURCE, words::NEW_ONES, words::CONVERTED, words::RATE],
        rows: sources.iter().map(row).collect(),
    }
}

fn growth(lang: Lang, figures: &Figures) -> Panel {
    let months = &figures.growth;
    let series = Series {
        label: words::CLIENTS.get(lang).to_owned(),
        values: months.iter().map(|month| month.total).collect(),
        ink: Ink::Accent,
    };
    let thousands = match lang {
        Lang::Fr => "\u{202f}",
        Lang::En => ",",
    };
    let points = months.iter().map(|month| words::month(lang, &month.month)).collect();
    let row = |month: &domain::dashboard::Month| {
        let cells =
            vec![words::month(lang, &month.month), words::count(lang, month.new), words::count(lang, month.total)];
        (None, cells)
    };
    Panel {
        file: "evolution",
        title: words::GROWTH,
        hint: None,
        drawing: Drawing::Lines { points, series: vec![series], thousands: thousands.to_owned() },
        headings: vec![words::MONTH, words::NEW_ONES, words::IN_ALL],
        rows: months.iter().rev().map(row).collect(),
    }
}

fn late_by_age(lang: Lang, figures: &Figures) -> Panel {
    let each = || words::LATE_BY.iter().zip(figures.late_by_age);
    let part = |(label, value): (&Words, u32)| Part {
        label: label.get(lang).to_owned(),
        figure: words::count(lang, value),
        value,
        ink: Ink::Bad,
    };
    let row = |(label, count): (&Words, u32)| {
        let share = words::percent(lang, count, figures.late);
        // No list shows only those of an age.
        (None, vec![label.get(lang).to_owned(), words::count(lang, count), share])
    };
    Panel {
        file: "retards",
        title: words::LATE_BY_AGE,
        hint: Some(words::LATE_BY_AGE_HINT),
        drawing: Drawing::Bars { parts: each().map(part).collect() },
        headings: vec![words::LATENESS, words::CLIENTS, words::SHARE],
        rows: each().map(row).collect(),
    }
}

/// How many people are drawn; the table has all of them.
const DRAWN: usize = 10;

fn by_person(lang: Lang, figures: &Figures, name: &dyn Fn(Uuid) -> Option<String>) -> Panel {
    let called = |person: Option<Uuid>| match person {
        Some(id) => name(id).unwrap_or_else(|| record::SOMEBODY.get(lang).to_owned()),
        None => words::NOBODY.get(lang).to_owned(),
    };
    let people = &figures.people;
    let part = |share: &domain::dashboard::Share| Part {
        label: called(share.person),
        figure: words::count(lang, share.clients),
        value: share.clients,
        ink: if share.person.is_some() { Ink::Accent } else { Ink::Grey },
    };
    let row = |share: &domain::dashboard::Share| {
        let figures = [share.clients, share.new, share.converted, share.late];
        let mut cells = vec![called(share.person)];
        cells.extend(figures.map(|figure| words::count(lang, figure)));
        (Some(list("", share.person.map_or(Whose::Nobody, Whose::Person))), cells)
    };
    Panel {
        file: "personnes",
        title: words::BY_PERSON,
        hint: Some(words::BY_PERSON_HINT),
        drawing: Drawing::Bars { parts: people.iter().take(DRAWN).map(part).collect() },
        headings: vec![words::PERSON, words::CLIENTS, words::NEW_ONES, words::CONVERTED, words::LATE_ONES],
        rows: people.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::dashboard::{Month, Share, Yield};

    fn figures() -> Figures {
        let of = |source: &str, met, converted| Yield { source: source.into(), met, converted };
        Figures {
            total: 1_200,
            by_status: [600, 300, 300, 0],
            sources: vec![of("website", 10, 5), of("event", 0, 0), of("", 90, 9)],
            growth: vec![Month { month: "2026-11".into(), new: 3, total: 1_200 }],
            people: vec![
                Share { person: Some(Uuid::from_u128(1)), clients: 700, new: 2, converted: 1, late: 4 },
                Share { person: None, clients: 500, ..Share::default() },
            ],
            ..Figures::default()
        }
    }

    #[test]
    fn the_table_beside_a_chart_says_the_same_in_words() {
        let panels = panels(Lang::Fr, &figures(), Choice::default(), &|_| Some("Léa Roy".into()));
        assert_eq!(panels[0].rows[0].1, ["Prospect", "600", "50\u{202f}%"]);
        assert_eq!(panels[1].rows[0].1, ["Non renseignée", "90", "9", "10\u{202f}%"]);
        assert_eq!(panels[1].rows.len(), 2, "a source that brought nobody is left out");
        assert_eq!(panels[2].rows[0].1, ["nov.\u{a0}26", "3", "1\u{202f}200"]);
        assert_eq!(panels[3].rows[0].1, ["Léa Roy", "700", "2", "1", "4"]);
        assert_eq!(panels[3].rows[1].0.as_deref(), Some("/clients?who=nobody"));
    }

    #[test]
    fn late_ones_are_told_by_age_where_there_are_any() {
        let figures = Figures { late: 4, late_by_age: [3, 0, 1], ..figures() };
        let panels = panels(Lang::Fr, &figures, Choice::default(), &|_| None);
        assert_eq!((panels.len(), panels[3].file), (5, "retards"));
        let cells: Vec<_> = panels[3].rows.iter().map(|(_, cells)| cells[1..].join(" ")).collect();
        assert_eq!(cells, ["3 75\u{202f}%", "0 0\u{202f}%", "1 25\u{202f}%"]);
    }

    #[test]
    fn one_person_alone_is_not_compared() {
        let mut figures = figures();
        figures.people.truncate(1);
        assert_eq!(panels(Lang::En, &figures, Choice::default(), &|_| None).len(), 3);
    }
}
