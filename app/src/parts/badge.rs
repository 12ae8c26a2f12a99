//! Small signs of who and what: the badge of a status (G7: never by colour alone) and a person's initials.

use domain::Choice;
use leptos::prelude::*;

use crate::texts::language;

/// The badge of a status: its colour, its sign (both in the style sheet: a list draws very many) and its word.
#[component]
pub(crate) fn Badge(
    /// The choices of the field.
    choices: &'static [Choice],
    /// The key of one of them; nothing is shown for any other.
    #[prop(into)]
    key: Signal<String>,
) -> impl IntoView {
    let language = language();
    let word = move || {
        let choice = key.with(|key| choices.iter().find(|choice| choice.key == key));
        choice.map_or("", |choice| choice.label.get(language.get()))
    };
    view! { <span class="badge" data-status=move || key.get()>{word}</span> }
}

/// The icon that tells statuses apart where colours cannot, on what one chooses them with.
pub(crate) fn sign(status: &str) -> &'static str {
    match status {
        "client" => "check",
        "vip" => "star",
        "inactive" => "pause",
        _ => "dot",
    }
}

/// The initials of a name on a quiet tint, always the same for the same name.
#[component]
pub(crate) fn Avatar(
    /// "Prénom Nom".
    #[prop(into)]
    name: Signal<String>,
    /// `small`, `large`, or nothing for the size of a card.
    #[prop(optional)]
    size: &'static str,
) -> impl IntoView {
    view! {
        <span class=format!("avatar {size}") data-tint=move || name.with(|name| tint(name)).to_string() aria-hidden="true">
            {move || name.with(|name| initials(name))}
        </span>
    }
}

/// The first letters of the first and the last word: "Jean-Pierre de La Tour" gives "JT". The style shows them as capitals.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).collect()
}

/// One of five tints.
fn tint(name: &str) -> u32 {
    name.chars().fold(7_u32, |sum, letter| sum.wrapping_mul(31).wrapping_add(u32::from(letter))) % 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_last_word() {
        assert_eq!(initials("Jean-Pierre de La Tour"), "JT");
        assert_eq!(initials("élise"), "é");
        assert_eq!(initials("  "), "");
    }

    #[test]
    fn every_status_has_a_sign_of_its_own() {
        let mut signs: Vec<_> = domain::client::STATUSES.iter().map(|status| sign(status.key)).collect();
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), domain::client::STATUSES.len());
    }
}
