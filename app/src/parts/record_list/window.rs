//! Which rows of a long list can be seen: only those are drawn.

/// A part of a list, from `first` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// The first row drawn.
    pub(crate) first: usize,
    /// The row after the last one drawn.
    pub(crate) end: usize,
}

/// Rows drawn above and below what is seen, so that a flick of the finger shows no hole.
const MARGIN: usize = 8;

impl Window {
    /// The rows seen when `scroll` pixels of the list are above a view `height` pixels high.
    pub(crate) fn of(scroll: f64, height: f64, row: f64, total: usize) -> Self {
        let above = rows(scroll.max(0.0) / row).min(total);
        let seen = rows((height.max(0.0) / row).ceil()) + 1;
        Self { first: above.saturating_sub(MARGIN), end: above.saturating_add(seen + MARGIN).min(total) }
    }
}

/// How far to scroll so that row `index` is fully seen; nothing when it is already.
pub(crate) fn reveal(index: usize, row: f64, scroll: f64, height: f64, covered: f64) -> Option<f64> {
    let top = pixels(index, row);
    if top < scroll + covered {
        Some((top - covered).max(0.0))
    } else if top + row > scroll + height {
        Some(top + row - height)
    } else {
        None
    }
}

/// Where a row begins.
#[expect(clippy::cast_precision_loss, reason = "OK because lists stay far below 2⁵² rows")]
pub(crate) fn pixels(index: usize, row: f64) -> f64 {
    index as f64 * row
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "OK because the value is clamped to 0..1e9"
)]
fn rows(count: f64) -> usize {
    count.clamp(0.0, 1e9) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_rows_draw_only_a_screenful() {
        let window = Window::of(40_000.0, 800.0, 40.0, 10_000);
        assert_eq!(window, Window { first: 992, end: 1_029 });
    }

    #[test]
    fn a_short_list_is_drawn_whole() {
        assert_eq!(Window::of(0.0, 800.0, 40.0, 3), Window { first: 0, end: 3 });
        assert_eq!(Window::of(0.0, 800.0, 40.0, 0), Window { first: 0, end: 0 });
    }

    #[test]
    fn scrolling_past_the_end_after_a_narrower_search_draws_the_end() {
        assert_eq!(Window::of(90_000.0, 800.0, 40.0, 12), Window { first: 4, end: 12 });
    }

    #[test]
    fn a_row_out_of_sight_is_scrolled_to_and_no_further() {
        assert_eq!(reveal(5, 40.0, 0.0, 400.0, 0.0), None);
        assert_eq!(reveal(10, 40.0, 0.0, 400.0, 0.0), Some(40.0));
        assert_eq!(reveal(2, 40.0, 400.0, 400.0, 32.0), Some(48.0));
    }
}
