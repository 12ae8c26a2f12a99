//! What an import tells of single rows: all of it is counted, so much of it is kept.

use std::collections::BTreeMap;

use domain::Lang;
use domain::csv::RowFault;

/// Lines about rows, the first ones of the file.
#[derive(Debug)]
pub(super) struct Told {
    lang: Lang,
    most: usize,
    /// By row, then in the order in which they came.
    kept: BTreeMap<(usize, usize), String>,
    count: usize,
}

impl Told {
    /// Nothing yet; at most so many lines are kept.
    pub(super) fn new(lang: Lang, most: usize) -> Self {
        Self { lang, most, kept: BTreeMap::new(), count: 0 }
    }

    /// Takes a line about a row, which is written only where it is kept.
    pub(super) fn line(&mut self, row: usize, text: impl FnOnce(Lang) -> String) {
        self.count += 1;
        if self.kept.len() >= self.most {
            if self.kept.last_key_value().is_none_or(|(&(last, _), _)| last <= row) {
                return;
            }
            self.kept.pop_last();
        }
        self.kept.insert((row, self.count), text(self.lang));
    }

    /// Takes everything that is wrong with a row.
    pub(super) fn faults(&mut self, faults: &[RowFault]) {
        for fault in faults {
            self.line(fault.row, |lang| fault.text(lang));
        }
    }

    /// Takes what was told elsewhere.
    pub(super) fn join(&mut self, other: Self) {
        let beyond = other.count - other.kept.len();
        for ((row, _), line) in other.kept {
            self.line(row, |_| line);
        }
        self.count += beyond;
    }

    /// How many lines there are, kept or not.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Those that were kept, in the order of the file.
    pub(super) fn into_lines(self) -> impl Iterator<Item = String> {
        self.kept.into_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[usize], most: usize) -> Told {
        let mut told = Told::new(Lang::Fr, most);
        for (place, row) in rows.iter().enumerate() {
            told.line(*row, |_| format!("{row}.{place}"));
        }
        told
    }

    #[test]
    fn the_first_lines_of_the_file_are_kept_and_all_are_counted() {
        let rows = [9, 2, 7, 2, 5, 3];
        assert_eq!(of(&rows, 9).into_lines().collect::<Vec<_>>(), ["2.1", "2.3", "3.5", "5.4", "7.2", "9.0"]);
        let some = of(&rows, 3);
        assert_eq!(some.count(), 6);
        assert_eq!(some.into_lines().collect::<Vec<_>>(), ["2.1", "2.3", "3.5"]);
        assert_eq!(of(&rows, 0).into_lines().count(), 0);
    }

    #[test]
    fn what_was_told_elsewhere_takes_its_place_by_row() {
        let mut told = of(&[4, 6], 3);
        told.join(of(&[8, 5, 3, 9], 3));
        assert_eq!(told.count(), 6);
        assert_eq!(told.into_lines().collect::<Vec<_>>(), ["3.2", "4.0", "5.1"]);
    }
}
