//! A report as columns of figures, the same on the page and in a file.

use super::{Figures, Report, Subject};
use crate::csv::Cell;
use crate::lang::{Lang, Words, words};
use crate::shapes::count;
use crate::sums::Sums;

/// One column of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Prospects in hand, or accounts.
    Count,
    /// Became clients.
    Converted,
    /// Not won or lost yet.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// Share that became clients.
    Conversion,
    /// Share of the closed ones that was won.
    WonRate,
    /// Average age of the open ones.
    Age,
    /// How long the open ones have been in their stage, on average.
    InStage,
    /// Worth of the open ones.
    Amount,
    /// The same, as far as it is likely.
    Weighted,
    /// What was won.
    WonAmount,
    /// What was lost.
    LostAmount,
    /// Annual revenue.
    Revenue,
}

impl Subject {
    /// What the report tells of each line, in order.
    pub const fn columns(self) -> &'static [Column] {
        use Column::{
            Age, Amount, Conversion, Converted, Count, InStage, Lost, LostAmount, Open, Revenue, Weighted, Won,
            WonAmount, WonRate,
        };
        match self {
            Self::Prospects => &[Count, Converted, Lost, Conversion, Age],
            Self::Opportunities => &[Open, Amount, Weighted, Won, WonAmount, Lost, LostAmount, WonRate, Age, InStage],
            Self::Accounts => &[Count, Revenue, Open, Amount, Weighted, WonAmount],
        }
    }
}

impl Column {
    /// Its heading in a report.
    pub const fn label(self, subject: Subject) -> Words {
        match self {
            Self::Count if matches!(subject, Subject::Accounts) => words("Comptes", "Accounts"),
            Self::Count => words("Prospects", "Prospects"),
            Self::Converted => words("Convertis", "Converted"),
            Self::Open => words("En cours", "Open"),
            Self::Won => words("Gagnées", "Won"),
            Self::Lost if matches!(subject, Subject::Prospects) => words("Perdus", "Lost"),
            Self::Lost => words("Perdues", "Lost"),
            Self::Conversion => words("Conversion", "Conversion"),
            Self::WonRate => words("Taux de gain", "Win rate"),
            Self::Age => words("Âge moyen (j)", "Average age (d)"),
            Self::InStage => words("Dans l’étape (j)", "In stage (d)"),
            Self::Amount => words("Montant en cours", "Open amount"),
            Self::Weighted => words("Pondéré", "Weighted"),
            Self::WonAmount => words("Montant gagné", "Amount won"),
            Self::LostAmount => words("Montant perdu", "Amount lost"),
            Self::Revenue => words("Chiffre d’affaires", "Revenue"),
        }
    }

    /// The figure as people read it; empty where it says nothing.
    pub fn show(self, figures: &Figures, lang: Lang) -> String {
        match self.figure(figures) {
            Figure::Count(number) => i64::try_from(number).map(|number| count::show(number, lang)).unwrap_or_default(),
            Figure::Percent(Some(share)) => match lang {
                Lang::Fr => format!("{share}\u{a0}%"),
                Lang::En => format!("{share}%"),
            },
            Figure::Days(Some(days)) => count::show(days, lang),
            Figure::Percent(None) | Figure::Days(None) => String::new(),
            Figure::Sums(sums) => sums.show(lang),
        }
    }

    fn figure(self, figures: &Figures) -> Figure<'_> {
        match self {
            Self::Count => Figure::Count(figures.count),
            Self::Converted => Figure::Count(figures.converted),
            Self::Open => Figure::Count(figures.open),
            Self::Won => Figure::Count(figures.won),
            Self::Lost => Figure::Count(figures.lost),
            Self::Conversion => Figure::Percent(figures.conversion()),
            Self::WonRate => Figure::Percent(figures.won_rate()),
            Self::Age => Figure::Days(figures.age()),
            Self::InStage => Figure::Days(figures.in_stage()),
            Self::Amount => Figure::Sums(&figures.amount),
            Self::Weighted => Figure::Sums(&figures.weighted),
            Self::WonAmount => Figure::Sums(&figures.won_amount),
            Self::LostAmount => Figure::Sums(&figures.lost_amount),
            Self::Revenue => Figure::Sums(&figures.revenue),
        }
    }

    fn is_money(self) -> bool {
        matches!(self, Self::Amount | Self::Weighted | Self::WonAmount | Self::LostAmount | Self::Revenue)
    }

    /// The figure for a spreadsheet: amounts in one currency as bare numbers.
    fn cell(self, figures: &Figures, currency: &str) -> Cell {
        let whole = |number: u64| i64::try_from(number).map_or(Cell::Empty, Cell::Whole);
        match self.figure(figures) {
            Figure::Count(number) => whole(number),
            Figure::Percent(share) => share.map_or(Cell::Empty, whole),
            Figure::Days(days) => days.map_or(Cell::Empty, Cell::Whole),
            Figure::Sums(sums) => {
                Cell::Money(sums.parts().find(|(known, _)| *known == currency).map_or(0, |(_, cents)| cents))
            }
        }
    }
}

enum Figure<'a> {
    Count(u64),
    Percent(Option<u64>),
    Days(Option<i64>),
    Sums(&'a Sums),
}

/// The report for a file: the headings, a line each, then the total. An amount has one column for each currency in use.
/// `by` is the heading of the lines, `name` what a key is called.
pub fn table(
    subject: Subject,
    report: &Report,
    by: &str,
    name: &dyn Fn(&str) -> String,
    lang: Lang,
) -> (Vec<String>, Vec<Vec<Cell>>) {
    let columns: Vec<(Column, &'static str)> = subject
        .columns()
        .iter()
        .flat_map(|column| {
            let currencies = if column.is_money() { currencies(*column, report) } else { vec![""] };
            currencies.into_iter().map(|currency| (*column, currency))
        })
        .collect();
    let headings = columns.iter().map(|(column, currency)| {
        let label = column.label(subject).get(lang);
        if currency.is_empty() { label.to_owned() } else { format!("{label} ({currency})") }
    });
    let total = words("Total", "Total").get(lang).to_owned();
    let lines = report.lines.iter().map(|line| (name(&line.key), &line.all));
    let rows = lines.chain([(total, &report.total.all)]).map(|(name, figures)| {
        let cells = columns.iter().map(|(column, currency)| column.cell(figures, currency));
        std::iter::once(Cell::Text(name)).chain(cells).collect()
    });
    (std::iter::once(by.to_owned()).chain(headings).collect(), rows.collect())
}

/// The currencies of a column; the euro where there is none.
fn currencies(column: Column, report: &Report) -> Vec<&'static str> {
    let Figure::Sums(sums) = column.figure(&report.total.all) else { return vec![""] };
    let used: Vec<_> = sums.parts().map(|(currency, _)| currency).collect();
    if used.is_empty() { vec!["EUR"] } else { used }
}
