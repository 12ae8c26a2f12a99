//! Sorting, as `std` does it and with the same names, for whatever nobody waits for at each key: the code that sorts is long,
//! and `std` brings it along once for each kind of item. Here all share one copy that sorts places.

use std::cmp::Ordering;

/// Sorts; equal items stay as they stand.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, Ord::cmp);
}

/// Sorts as `compare` says; equal items stay as they stand.
///
/// # Panics
/// May panic, as in `std`, when `compare` tells no total order.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order(items.len(), &mut |one, other| compare(&items[one], &items[other]));
    arrange(items, order);
}

/// Sorts by a key that is made once of each item; items with equal keys stay as they stand.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let order = order(items.len(), &mut |one, other| keys[one].cmp(&keys[other]));
    arrange(items, order);
}

/// The places of so many items in their order.
fn order(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Puts into each place the item that stood at `order[place]`.
fn arrange<T>(items: &mut [T], mut order: Vec<usize>) {
    for start in 0..items.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place);
            if from == start {
                break;
            }
            items.swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn items_are_sorted_as_std_sorts_them(items in proptest::collection::vec(("[ab]{0,2}", 0_u8..4), 0..40)) {
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            sort(&mut ours);
            theirs.sort();
            prop_assert_eq!(&ours, &theirs);
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            let compare = |one: &(String, u8), other: &(String, u8)| (other.1, one.0.len()).cmp(&(one.1, other.0.len()));
            sort_by(&mut ours, compare);
            theirs.sort_by(compare);
            prop_assert_eq!(&ours, &theirs);
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by_key(&mut ours, |item| Reverse(item.0.len()));
            theirs.sort_by_key(|item| Reverse(item.0.len()));
            prop_assert_eq!(ours, theirs);
        }
    }
}
