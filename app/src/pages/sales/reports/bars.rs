//! A report as bars: what one looks at first of each line, the largest lines only.

use charts::{Chart, Drawing, Ink, Paint, Part};
use domain::Lang;
use domain::reports::{Column, Figures, Question, Report, Subject};
use domain::sorting;

use super::tables::Keys;

/// Lines that are drawn; the table has them all.
const BARS: usize = 12;

/// Of each line: how many prospects, what open opportunities are worth, what an account's opportunities may bring.
const fn drawn(subject: Subject) -> Column {
    match subject {
        Subject::Prospects => Column::Count,
        Subject::Opportunities | Subject::Accounts => Column::Amount,
    }
}

/// How long the bar of a line is: a count, or whole euro.
fn length(subject: Subject, figures: &Figures) -> u32 {
    let length = match subject {
        Subject::Prospects => figures.count,
        Subject::Opportunities | Subject::Accounts => u64::try_from(figures.amount.euros() / 100).unwrap_or_default(),
    };
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The bars of a report, in the order of its lines; nothing where a comparison would show nothing.
pub(super) fn bars(question: &Question, report: &Report, keys: &Keys, lang: Lang) -> Option<Chart> {
    let (subject, by) = (question.subject, question.by);
    let mut lines: Vec<_> = report.lines.iter().filter(|line| length(subject, &line.all) > 0).collect();
    if lines.len() < 2 {
        return None;
    }
    if lines.len() > BARS {
        sorting::sort_by_key(&mut lines, |line| std::cmp::Reverse(length(subject, &line.all)));
        lines.truncate(BARS);
    }
    let part = |line: &&domain::reports::Line| Part {
        label: keys.name(by, &line.key, lang),
        figure: drawn(subject).show(&line.all, lang),
        value: length(subject, &line.all),
        ink: if line.key.is_empty() { Ink::Grey } else { Ink::Accent },
    };
    Some(Chart { drawing: Drawing::Bars { parts: lines.iter().map(part).collect() }, paint: Paint::Screen })
}
