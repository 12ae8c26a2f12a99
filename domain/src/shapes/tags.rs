//! Tags: a set of free words, kept sorted, one a line. No tag holds a separator, so a set is never read in two ways.

use std::collections::BTreeSet;

use crate::fold::lower_case;
use crate::problem::Fault;
use crate::shapes::line;

/// How many characters a tag may have.
pub const LENGTH: usize = 60;
/// How many tags a record may have.
pub const LIMIT: usize = 100;

/// The set, one tag a line. Read are lines, `a|b`, and — where no other separator stands — `a, b` or `a; b`.
///
/// # Errors
/// [`Fault::TagSeparators`] when two separators stand in one text; a tag that is too long; too many tags.
pub fn parse(text: &str) -> Result<String, Fault> {
    let has = |mark: char| text.contains(mark);
    let marks: &[char] = match (has('\n') || has('|'), has(','), has(';')) {
        (_, false, false) => &['\n', '\r', '|'],
        (false, true, false) => &[','],
        (false, false, true) => &[';'],
        _ => return Err(Fault::TagSeparators),
    };
    let mut tags = BTreeSet::new();
    for tag in text.split(marks) {
        let tag = line::parse(line::trim(tag), LENGTH)?;
        if !tag.is_empty() {
            tags.insert(tag);
        }
    }
    if tags.len() > LIMIT {
        return Err(Fault::TooManyTags(LIMIT));
    }
    Ok(join(tags.iter().map(String::as_str), "\n"))
}

/// The tags of a stored set.
pub fn each(stored: &str) -> impl Iterator<Item = &str> {
    stored.split('\n').filter(|tag| !tag.is_empty())
}

/// A stored set with another separator: `, ` for people, `|` for files.
pub fn show(stored: &str, separator: &str) -> String {
    join(each(stored), separator)
}

/// Whether two tags are one, whatever their case.
pub fn are_same(one: &str, other: &str) -> bool {
    lower_case(one) == lower_case(other)
}

fn join<'a>(tags: impl Iterator<Item = &'a str>, separator: &str) -> String {
    tags.collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_does_not_tell_tags_apart_and_accents_do() {
        assert!(are_same("Élu", "élu") && are_same("ΛΌΓΟΣ", "λόγοσ") && !are_same("Élu", "elu"));
    }

    #[test]
    fn sets_are_sorted_and_their_doubles_fall() {
        for written in [
            "export|BTP|à rappeler",
            " à rappeler,BTP , export,BTP",
            "export;BTP;à rappeler;",
            "BTP\nexport\r\nà rappeler",
        ] {
            assert_eq!(parse(written).as_deref(), Ok("BTP\nexport\nà rappeler"), "{written}");
        }
        assert_eq!(parse("|,".trim_end_matches(',')).as_deref(), Ok(""));
    }

    #[test]
    fn two_separators_in_one_text_are_a_fault() {
        for written in ["a|b,c", "a,b;c", "a;b|c", "a\nb,c"] {
            assert_eq!(parse(written), Err(Fault::TagSeparators), "{written}");
        }
    }

    #[test]
    fn long_tags_and_long_lists_are_faults() {
        assert_eq!(parse(&"a".repeat(61)), Err(Fault::TooLong(LENGTH)));
        let many: Vec<String> = (0..101).map(|n| n.to_string()).collect();
        assert_eq!(parse(&many.join("|")), Err(Fault::TooManyTags(LIMIT)));
        assert_eq!(parse("a\u{7}"), Err(Fault::Control(7)));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(tags in proptest::collection::btree_set("[a-zé0-9-]([ a-zé]{0,8}[a-z])?", 1..12)) {
            let stored = tags.into_iter().collect::<Vec<_>>().join("\n");
            prop_assert_eq!(parse(&show(&stored, ", ")), Ok(stored.clone()));
            prop_assert_eq!(parse(&show(&stored, "|")), Ok(stored.clone()));
            prop_assert_eq!(parse(&stored), Ok(stored.clone()));
        }
    }
}
