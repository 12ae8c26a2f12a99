//! The guide: the whole of Carnet in short chapters, under four headings; and the first steps.

mod care;
mod daily;
mod field;
mod sales;

use domain::lang::words;
use domain::{Lang, Words};

/// Several chapters under one heading.
pub(crate) struct Part {
    /// Names it on the page.
    pub(crate) id: &'static str,
    /// What they have in common.
    pub(crate) title: Words,
    /// The chapters.
    pub(crate) chapters: &'static [Chapter],
}

/// One chapter of the guide.
pub(crate) struct Chapter {
    /// Names it in the address.
    pub(crate) id: &'static str,
    /// What it is about.
    pub(crate) title: Words,
    /// What it says.
    pub(crate) lines: &'static [Line],
}

/// One line of a chapter.
pub(crate) enum Line {
    /// A paragraph.
    Text(Words),
    /// One thing among several.
    Step(Words),
    /// The way to the place.
    Go(Words, &'static str),
}

/// The guide, in the order one needs it.
pub(crate) const PARTS: [Part; 4] = [daily::PART, field::PART, sales::PART, care::PART];

/// The one name of the guide, wherever it is offered.
pub(crate) const TITLE: Words = words("Mode d’emploi", "Guide");
pub(crate) const INTRODUCTION: Words = words(
    "Carnet tient vos clients à jour, au bureau comme sur un salon, avec ou sans réseau. Tout ce qui suit se lit aussi hors ligne.",
    "Carnet keeps your clients up to date, in the office and at a trade show, with or without a network. All of this can be read offline too.",
);
pub(crate) const CONTENTS: Words = words("Sommaire", "Contents");
pub(crate) const OPEN: Words = words("Lire le mode d’emploi", "Read the guide");
pub(crate) const OPEN_HINT: Words = words(
    "Tout Carnet en chapitres courts, lisibles aussi sans réseau.",
    "All of Carnet in short chapters, readable without a network too.",
);

pub(crate) const TOUR: Words = words("Vos premiers pas", "Your first steps");
pub(crate) const NEXT: Words = words("Suivant", "Next");
pub(crate) const END: Words = words("J’ai compris", "Got it");
pub(crate) const SKIP: Words = words("Passer", "Skip");
pub(crate) const STEP_ADD: Words = words("Ajoutez un client", "Add a client");
pub(crate) const STEP_ADD_TEXT: Words = words(
    "Prénom, nom, e-mail et statut suffisent. Le reste viendra au fil des échanges.",
    "First name, last name, email and status are enough. The rest comes with time.",
);
pub(crate) const STEP_ADD_GO: Words = words("Créer une fiche", "Create a record");
pub(crate) const STEP_PLAN: Words = words("Planifiez le prochain contact", "Plan the next contact");
pub(crate) const STEP_PLAN_TEXT: Words = words(
    "Sur une fiche, touchez «\u{a0}Suivi\u{a0}» puis un jour. Carnet vous le rappelle ici.",
    "On a record, tap “Plan” and a day. Carnet reminds you here.",
);
pub(crate) const STEP_PLAN_GO: Words = words("Choisir un client", "Choose a client");
pub(crate) const STEP_OFFLINE: Words = words("Travaillez sans réseau", "Work without a network");
pub(crate) const STEP_OFFLINE_TEXT: Words = words(
    "Tout est gardé sur cet appareil et part dès que le réseau revient. Le bandeau dit toujours où vous en êtes.",
    "Everything is kept on this device and leaves once the network is back. The strip always says where you stand.",
);
pub(crate) const STEP_OFFLINE_GO: Words = words("Comment ça marche", "How it works");

/// "Étape 2 sur 3".
pub(crate) fn step(lang: Lang, place: usize, count: usize) -> String {
    match lang {
        Lang::Fr => format!("Étape {place} sur {count}"),
        Lang::En => format!("Step {place} of {count}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::frame::places::PLACES;

    fn chapters() -> impl Iterator<Item = &'static Chapter> {
        PARTS.into_iter().flat_map(|part| part.chapters)
    }

    #[test]
    fn every_part_and_chapter_of_the_guide_has_an_address_of_its_own() {
        let mut ids: Vec<_> = PARTS.iter().map(|part| part.id).chain(chapters().map(|chapter| chapter.id)).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        // The first steps lead there.
        assert!(ids.contains(&"offline"));
    }

    #[test]
    fn a_chapter_of_the_guide_is_short() {
        for Chapter { id, lines, .. } in chapters() {
            assert!((3..=7).contains(&lines.len()), "{id} has {} lines", lines.len());
        }
    }

    #[test]
    fn the_guide_leads_only_to_places_that_are_there() {
        const BESIDE: [&str; 2] = ["/clients/new", "/capture"];
        let ways = chapters().flat_map(|chapter| chapter.lines).filter_map(|line| match line {
            Line::Go(_, path) => Some(*path),
            Line::Text(_) | Line::Step(_) => None,
        });
        for path in ways {
            assert!(BESIDE.contains(&path) || PLACES.iter().any(|place| place.path == path), "{path}");
        }
    }

    #[test]
    fn french_signs_stand_after_a_space_that_does_not_break() {
        let said = chapters().flat_map(|chapter| {
            let lines = chapter.lines.iter().map(|line| match line {
                Line::Text(words) | Line::Step(words) | Line::Go(words, _) => *words,
            });
            lines.chain([chapter.title])
        });
        for Words { fr, en } in said {
            for (place, sign) in fr.char_indices().filter(|(_, sign)| ":;?!»".contains(*sign)) {
                assert!(fr[..place].ends_with('\u{a0}'), "{sign} in: {fr}");
            }
            assert!(fr.match_indices('«').all(|(place, sign)| fr[place + sign.len()..].starts_with('\u{a0}')), "{fr}");
            assert!(!fr.contains('\'') && !en.contains(['\'', '«']), "{fr} / {en}");
        }
    }
}
