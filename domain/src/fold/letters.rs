//! What Unicode says of the letters beyond ASCII, as far as folding needs it: their lower case, and what is left of them
//! without accents. Kept as two small texts, because a phone downloads them; the tables of Rust and of normalization crates
//! hold the same in sixty kilobytes. A test holds them against each other for every letter there is.

use std::sync::LazyLock;

/// Capital letters, a run on each line: the first and the last, the step from one to the next, the first in lower case.
const CASES: &str = include_str!("cases.txt");
/// Letters that have accents: on each line what is left of them, a tabulator, and all that it is left of.
const BASES: &str = include_str!("bases.txt");

/// The syllables of Hangul, in the order of their parts: 19 initials, 21 vowels, 28 finals of which the first is none.
/// Their arithmetic: The Unicode Standard, section 3.12.
const SYLLABLES: u32 = 0xac00;
const INITIALS: (u32, u32) = (0x1100, 19);
const VOWELS: (u32, u32) = (0x1161, 21);
const FINALS: (u32, u32) = (0x11a7, 28);

static CAPITALS: LazyLock<Vec<Capitals>> = LazyLock::new(|| CASES.lines().filter_map(Capitals::read).collect());
static ACCENTED: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
    let groups = BASES.lines().filter_map(|line| line.split_once('\t'));
    let mut letters: Vec<_> = groups.flat_map(|(base, letters)| letters.chars().map(move |it| (it, base))).collect();
    letters.sort_unstable_by_key(|(letter, _)| *letter);
    letters
});

/// A run of capital letters.
struct Capitals {
    first: u32,
    last: u32,
    step: u32,
    lower: u32,
}

impl Capitals {
    fn read(line: &str) -> Option<Self> {
        let mut letters = line.chars();
        let (first, last) = (letters.next()?.into(), letters.next()?.into());
        Some(Self { first, last, step: letters.next()?.to_digit(10)?, lower: letters.next()?.into() })
    }
}

/// The letter in lower case. What stands behind the one letter that has two (İ, a dotted i) is a mark, which is left out.
pub(super) fn lower(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let code = u32::from(letter);
    let runs = &*CAPITALS;
    let run = runs.partition_point(|run| run.first <= code).checked_sub(1).and_then(|at| runs.get(at));
    let steps = run.filter(|run| code <= run.last && (code - run.first).is_multiple_of(run.step));
    steps.and_then(|run| char::from_u32(run.lower + code - run.first)).unwrap_or(letter)
}

/// Hands out what is left of a letter in lower case without its accents: itself, where it has none.
pub(super) fn base(letter: char, mut part: impl FnMut(char)) {
    if let Ok(found) = ACCENTED.binary_search_by_key(&letter, |(accented, _)| *accented) {
        ACCENTED[found].1.chars().for_each(part);
    } else if let Some(syllable) =
        u32::from(letter).checked_sub(SYLLABLES).filter(|at| *at < INITIALS.1 * VOWELS.1 * FINALS.1)
    {
        let (rest, last) = (syllable / FINALS.1, syllable % FINALS.1);
        let parts = [INITIALS.0 + rest / VOWELS.1, VOWELS.0 + rest % VOWELS.1, FINALS.0 + last];
        let parts = &parts[..if last == 0 { 2 } else { 3 }];
        parts.iter().copied().filter_map(char::from_u32).for_each(part);
    } else {
        part(letter);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use unicode_normalization::char::decompose_canonical;

    use super::*;

    fn beyond_ascii() -> impl Iterator<Item = char> {
        '\u{80}'..=char::MAX
    }

    /// The first letter of Rust's lower case.
    fn lower_of(letter: char) -> char {
        letter.to_lowercase().next().unwrap_or(letter)
    }

    /// By the crate: the parts of a letter in lower case, accents left out.
    fn base_of(letter: char) -> String {
        let mut parts = String::new();
        decompose_canonical(letter, |part| parts.extend((!super::super::is_silent(part)).then_some(part)));
        parts
    }

    /// Says where the text that Unicode would have lies, where the one here is another.
    #[track_caller]
    fn same(name: &str, wanted: &str, kept: &str) {
        if wanted != kept {
            let file = std::env::temp_dir().join(name);
            std::fs::write(&file, wanted).unwrap();
            panic!("{name} is not what Unicode says: see {}", file.display());
        }
    }

    #[test]
    fn the_capitals_are_those_of_rust() {
        let mut runs: Vec<[u32; 4]> = Vec::new();
        for letter in beyond_ascii().filter(|letter| lower_of(*letter) != *letter) {
            let (code, lower) = (u32::from(letter), u32::from(lower_of(letter)));
            if let Some([first, last, step, start]) = runs.last_mut() {
                let gap = code - *last;
                let fits = gap <= 2 && (*first == *last || gap == *step);
                if fits && lower.checked_sub(*start) == Some(code - *first) {
                    (*last, *step) = (code, gap);
                    continue;
                }
            }
            runs.push([code, code, 1, lower]);
        }
        let letter = |code| char::from_u32(code).unwrap();
        let mut wanted = String::new();
        for [first, last, step, lower] in runs {
            writeln!(wanted, "{}{}{step}{}", letter(first), letter(last), letter(lower)).unwrap();
        }
        same("cases.txt", &wanted, CASES);
    }

    #[test]
    fn the_bases_are_those_of_unicode() {
        let mut groups: Vec<(String, String)> = Vec::new();
        let mut known = BTreeMap::new();
        let syllables = SYLLABLES..SYLLABLES + INITIALS.1 * VOWELS.1 * FINALS.1;
        for letter in beyond_ascii().filter(|letter| lower_of(*letter) == *letter && !super::super::is_silent(*letter))
        {
            let base = base_of(letter);
            if syllables.contains(&letter.into()) || base.chars().eq([letter]) {
                continue;
            }
            let at = *known.entry(base.clone()).or_insert_with(|| {
                groups.push((base, String::new()));
                groups.len() - 1
            });
            groups[at].1.push(letter);
        }
        let mut wanted = String::new();
        for (base, letters) in groups {
            writeln!(wanted, "{base}\t{letters}").unwrap();
        }
        same("bases.txt", &wanted, BASES);
    }

    #[test]
    fn every_letter_is_lowered_and_bared_as_unicode_says() {
        for letter in '\0'..=char::MAX {
            assert_eq!(lower(letter), lower_of(letter), "{letter:?}");
            let small = lower(letter);
            let mut bare = String::new();
            base(small, |part| bare.extend((!super::super::is_silent(part)).then_some(part)));
            assert_eq!(bare, base_of(small), "{letter:?}");
        }
    }
}
