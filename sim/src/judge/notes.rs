//! The model's own idea of merging notes: lines that all three texts share are fixed points, and between two fixed
//! points only one of the two people may have changed anything.

/// What can be said of two changes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notes {
    /// They lie apart: this must come out.
    Clean(String),
    /// They touch: a conflict, or a text with all that either added and nothing that either took away.
    Touching,
}

pub(super) fn three_ways(base: &str, mine: &str, theirs: &str) -> Notes {
    let [base, mine, theirs] = [base, mine, theirs].map(|text| text.lines().collect::<Vec<_>>());
    let in_mine = common(&base, &mine);
    let in_theirs = common(&base, &theirs);
    let mut merged = Vec::new();
    let mut from = (0, 0, 0);
    let mut shared: Vec<(usize, usize, usize)> =
        (0..base.len()).filter_map(|line| Some((line, in_mine[line]?, in_theirs[line]?))).collect();
    shared.push((base.len(), mine.len(), theirs.len()));
    for (one, two, three) in shared {
        let (old, my, their) = (&base[from.0..one], &mine[from.1..two], &theirs[from.2..three]);
        if my == old || my == their {
            merged.extend_from_slice(their);
        } else if their == old {
            merged.extend_from_slice(my);
        } else {
            return Notes::Touching;
        }
        if one < base.len() {
            merged.push(base[one]);
        }
        from = (one + 1, two + 1, three + 1);
    }
    Notes::Clean(merged.join("\n"))
}

/// Whether a text is a fair mix: each line of either is there unless the other took it away, and nothing else.
pub(super) fn is_fair(base: &str, mine: &str, theirs: &str, merged: &str) -> bool {
    let count =
        |text: &str, line: &str| i64::try_from(text.lines().filter(|other| *other == line).count()).unwrap_or(0);
    let lines = base.lines().chain(mine.lines()).chain(theirs.lines()).chain(merged.lines());
    lines.into_iter().all(|line| {
        let (old, my, their) = (count(base, line), count(mine, line), count(theirs, line));
        let sum = my + their - old;
        let got = count(merged, line);
        // Both may have made the very same change, which is then made once.
        got == sum || got == my && my == their
    })
}

/// For each line of `base` its partner in `other`: a longest common subsequence.
fn common(base: &[&str], other: &[&str]) -> Vec<Option<usize>> {
    let mut longest = vec![vec![0usize; other.len() + 1]; base.len() + 1];
    for one in (0..base.len()).rev() {
        for two in (0..other.len()).rev() {
            longest[one][two] = if base[one] == other[two] {
                longest[one + 1][two + 1] + 1
            } else {
                longest[one + 1][two].max(longest[one][two + 1])
            };
        }
    }
    let mut partners = vec![None; base.len()];
    let (mut one, mut two) = (0, 0);
    while one < base.len() && two < other.len() {
        if base[one] == other[two] {
            partners[one] = Some(two);
            (one, two) = (one + 1, two + 1);
        } else if longest[one + 1][two] >= longest[one][two + 1] {
            one += 1;
        } else {
            two += 1;
        }
    }
    partners
}
