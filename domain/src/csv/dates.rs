//! In which order a file writes day, month and year: found from its cells, told, and never guessed silently.

use crate::lang::{Words, words};

/// How a file writes days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateForm {
    /// `31/12/2026`, and `2026-12-31`, which cannot be taken for anything else.
    DayFirst,
    /// `12/31/2026`, as American programs write, and `2026-12-31`.
    MonthFirst,
}

impl DateForm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];

    /// What people read.
    pub const fn label(self) -> Words {
        match self {
            Self::DayFirst => words("JJ/MM/AAAA", "DD/MM/YYYY"),
            Self::MonthFirst => words("MM/JJ/AAAA", "MM/DD/YYYY"),
        }
    }

    /// The cell with the day first.
    pub(super) fn day_first(self, cell: &str) -> Option<String> {
        let (first, second, year, mark) = parts(cell).filter(|_| self == Self::MonthFirst)?;
        Some([second, mark, first, mark, year].concat())
    }
}

/// What the cells that are dates say of their form: the form, and whether any cell proves it.
pub fn date_form<'a>(cells: impl Iterator<Item = &'a str>) -> (DateForm, bool) {
    let (mut day_first, mut month_first) = (0, 0);
    for (first, second, ..) in cells.filter_map(parts) {
        let above = |part: &str| part.parse::<u32>().is_ok_and(|part| part > 12);
        day_first += usize::from(above(first) && !above(second));
        month_first += usize::from(above(second) && !above(first));
    }
    let form = if month_first > day_first { DateForm::MonthFirst } else { DateForm::DayFirst };
    (form, day_first != month_first)
}

/// `a/b/year`, with the mark between them; nothing for anything else, nor for a date that begins with its year.
fn parts(cell: &str) -> Option<(&str, &str, &str, &'static str)> {
    let cell = cell.trim();
    let mark = ["/", ".", "-"].into_iter().find(|mark| cell.contains(mark))?;
    let mut parts = cell.split(mark).map(str::trim);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = parts.next().is_none() && first.len() < 3 && [first, second, year].into_iter().all(figures);
    whole.then_some((first, second, year, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_found_where_a_cell_proves_it() {
        for (cells, form) in [
            (&["03/04/2027", "31/12/2026"][..], (DateForm::DayFirst, true)),
            (&["03/04/2027", "12/31/2026"], (DateForm::MonthFirst, true)),
            (&["03/04/2027", "2026-12-31"], (DateForm::DayFirst, false)),
            (&["", "demain"], (DateForm::DayFirst, false)),
        ] {
            assert_eq!(date_form(cells.iter().copied()), form, "{cells:?}");
        }
    }

    #[test]
    fn only_a_date_with_its_month_first_is_turned() {
        assert_eq!(DateForm::MonthFirst.day_first(" 12/31/2026 ").as_deref(), Some("31/12/2026"));
        assert_eq!(DateForm::MonthFirst.day_first("2026-12-31"), None);
        assert_eq!(DateForm::DayFirst.day_first("12/31/2026"), None);
    }
}
