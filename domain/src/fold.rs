//! Folding: what makes "francois" find François. Used by search, sorting, choices and CSV headings.

mod letters;

/// The text in lower case without accents, ligatures undone, and every run of anything that is neither letter nor
/// figure (apostrophes, hyphens, punctuation, spaces) as one space; none at the ends. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// Adds the folded text at the end of another one.
pub fn fold_onto(text: &str, out: &mut String) {
    let start = out.len();
    let mut folded = Folding { out, start, gap: false };
    for letter in text.chars() {
        if letter.is_ascii() {
            folded.push_ascii(letter);
        } else {
            letters::base(letters::lower(letter), |part| folded.push_decomposed(part));
        }
    }
}

/// The text in lower case, letter by letter: for what is compared without regard to case, but with its accents.
pub fn lower_case(text: &str) -> String {
    text.chars().map(letters::lower).collect()
}

/// Accents, dots and cedillas that stand alone after decomposition; soft hyphen and joiners that nobody sees.
fn is_silent(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{feff}')
}

struct Folding<'a> {
    out: &'a mut String,
    /// Where in it the folded text starts.
    start: usize,
    gap: bool,
}

impl Folding<'_> {
    fn push(&mut self, letter: char) {
        self.put(letter, letter.is_alphanumeric());
    }

    /// Most letters: no table of Unicode is asked about them.
    fn push_ascii(&mut self, letter: char) {
        self.put(letter.to_ascii_lowercase(), letter.is_ascii_alphanumeric());
    }

    fn put(&mut self, letter: char, is_kept: bool) {
        if is_kept {
            if self.gap && self.out.len() > self.start {
                self.out.push(' ');
            }
            self.gap = false;
            self.out.push(letter);
        } else {
            self.gap = true;
        }
    }

    fn push_text(&mut self, letters: &str) {
        letters.chars().for_each(|letter| self.push(letter));
    }

    /// A letter that is already in lower case and decomposed.
    fn push_decomposed(&mut self, letter: char) {
        match letter {
            _ if is_silent(letter) => {}
            'œ' => self.push_text("oe"),
            'æ' => self.push_text("ae"),
            'ß' => self.push_text("ss"),
            'þ' => self.push_text("th"),
            'ø' => self.push('o'),
            'ł' => self.push('l'),
            'đ' | 'ð' => self.push('d'),
            'ħ' => self.push('h'),
            'ı' => self.push('i'),
            'ŧ' => self.push('t'),
            _ => self.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn accents_case_ligatures_and_punctuation_are_folded_away() {
        for (written, folded) in [
            ("François", "francois"),
            ("  Jean-Pierre  ", "jean pierre"),
            ("L’Œuvre d'Élise", "l oeuvre d elise"),
            ("Straße ÆGIR", "strasse aegir"),
            ("Łódź, Søren", "lodz soren"),
            ("Franc\u{327}ois", "francois"),
            ("S.A.R.L. « Dupont & Fils »", "s a r l dupont fils"),
            ("a\u{a0}b\u{202f}c", "a b c"),
            ("…", ""),
            ("Nguyễn İstanbul", "nguyen istanbul"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
