//! The guard against formulas: a spreadsheet runs a cell that starts with `=`, so such a cell is written with a `'` before it.

/// Whether spreadsheets may take a cell that starts so for a formula (OWASP, "CSV injection"; the wide forms count too).
fn is_dangerous(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// The cell as it may be written.
pub(super) fn guard(cell: String) -> String {
    if is_guarded(&cell) { format!("'{cell}") } else { cell }
}

/// A text for a cell that can be no formula: a `'` that stands in front of what looks like one is doubled, so that
/// reading, which takes one away, gives back what was there.
pub fn verbatim(text: String) -> String {
    if text.starts_with('\'') { guard(text) } else { text }
}

/// The cell as it was before [`guard`].
pub(super) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_guarded(rest) => rest,
        _ => cell,
    }
}

/// A text that starts with `'=` itself gets a second `'`, so that reading gives back what was there.
fn is_guarded(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(is_dangerous)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_written_as_text_and_other_cells_as_they_are() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@raymond", "'@raymond"),
            ("-", "'-"),
            ("+33 6", "'+33 6"),
            ("'=x", "''=x"),
            ("'t Hooft", "'t Hooft"),
            ("06 12 34 56 78", "06 12 34 56 78"),
            ("", ""),
        ] {
            assert_eq!(guard(cell.to_owned()), written);
        }
    }

    proptest! {
        #[test]
        fn a_guarded_cell_is_never_a_formula_and_is_read_back(cell in "['=+@\\-\ta ]{0,4}.*") {
            let written = guard(cell.clone());
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(unguard(&written), &cell);
            let kept = verbatim(cell.clone());
            prop_assert_eq!(unguard(&kept), cell);
        }
    }
}
