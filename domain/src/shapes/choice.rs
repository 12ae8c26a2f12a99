//! One of a closed list: read by its key or by its label in either language, kept by its key.

use crate::fold::fold;
use crate::kind::Choice;
use crate::lang::Lang;
use crate::problem::Fault;

/// The key that a text names, folded.
///
/// # Errors
/// [`Fault::Choice`].
pub fn parse(text: &str, choices: &[Choice]) -> Result<String, Fault> {
    let names = |choice: &Choice| [choice.key, choice.label.fr, choice.label.en];
    // As a program writes it: nothing to fold.
    let exact = choices.iter().find(|choice| names(choice).contains(&text));
    let folded = || {
        let folded = fold(text);
        choices.iter().find(|choice| names(choice).iter().any(|name| fold(name) == folded))
    };
    exact.or_else(folded).map(|choice| choice.key.to_owned()).ok_or(Fault::Choice)
}

/// The label of a key; the key itself if the list no longer has it.
pub fn show<'a>(key: &'a str, choices: &[Choice], lang: Lang) -> &'a str {
    choices.iter().find(|choice| choice.key == key).map_or(key, |choice| choice.label.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{SOURCES, STATUSES};

    #[test]
    fn every_entry_is_read_by_key_and_by_label_in_both_languages() {
        for choices in [STATUSES, SOURCES] {
            for choice in choices {
                for written in [choice.key, choice.label.fr, choice.label.en, show(choice.key, choices, Lang::En)] {
                    assert_eq!(parse(written, choices).as_deref(), Ok(choice.key));
                    assert_eq!(parse(&written.to_uppercase(), choices).as_deref(), Ok(choice.key));
                }
            }
        }
        assert_eq!(parse("salon / evenement", SOURCES).as_deref(), Ok("event"));
    }

    #[test]
    fn what_is_not_in_the_list_is_refused() {
        assert_eq!(parse("Super client", STATUSES), Err(Fault::Choice));
        assert_eq!(parse("!", STATUSES), Err(Fault::Choice));
    }
}
