//! SIREN (nine figures) and SIRET (fourteen: a SIREN and the number of a place), which INSEE gives to organisations.
//! Both carry a Luhn check; the places of La Poste (356 000 000) are numbered otherwise: their figures add up to a
//! multiple of five.

use crate::problem::Fault;

const LA_POSTE: &str = "356000000";

/// Nine figures, spaces left out.
///
/// # Errors
/// [`Fault::Siren`].
pub fn parse_siren(text: &str) -> Result<String, Fault> {
    figures(text, 9).filter(|figures| luhn(figures)).ok_or(Fault::Siren)
}

/// Fourteen figures, spaces left out.
///
/// # Errors
/// [`Fault::Siret`].
pub fn parse_siret(text: &str) -> Result<String, Fault> {
    let right = |figures: &String| {
        let of_la_poste = figures.starts_with(LA_POSTE);
        luhn(figures) || (of_la_poste && figures.bytes().map(|figure| u32::from(figure - b'0')).sum::<u32>() % 5 == 0)
    };
    figures(text, 14).filter(right).ok_or(Fault::Siret)
}

/// `732 829 320`, `732 829 320 00074`, with no-break spaces.
pub fn show(figures: &str) -> String {
    let mut shown = String::with_capacity(figures.len() + 6);
    for (place, figure) in figures.chars().enumerate() {
        if matches!(place, 3 | 6 | 9) {
            shown.push('\u{a0}');
        }
        shown.push(figure);
    }
    shown
}

fn figures(text: &str, count: usize) -> Option<String> {
    let figures: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '.').collect();
    (figures.len() == count && figures.bytes().all(|byte| byte.is_ascii_digit())).then_some(figures)
}

fn luhn(figures: &str) -> bool {
    let sum: u32 = figures
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, figure)| {
            let figure = u32::from(figure - b'0') * if place % 2 == 1 { 2 } else { 1 };
            figure / 10 + figure % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_and_without_spaces_and_shown_in_groups() {
        assert_eq!(parse_siren("732 829 320").as_deref(), Ok("732829320"));
        assert_eq!(parse_siret("732\u{a0}829\u{a0}320 00074").as_deref(), Ok("73282932000074"));
        assert_eq!(show("73282932000074"), "732\u{a0}829\u{a0}320\u{a0}00074");
    }

    #[test]
    fn a_wrong_figure_is_caught() {
        for text in ["732829321", "73282932", "7328293200", "73282932O", ""] {
            assert_eq!(parse_siren(text), Err(Fault::Siren), "{text}");
        }
        assert_eq!(parse_siret("73282932000075"), Err(Fault::Siret));
    }

    #[test]
    fn the_places_of_la_poste_follow_their_own_rule() {
        assert_eq!(parse_siret("356 000 000 00048").as_deref(), Ok("35600000000048"));
        assert_eq!(parse_siret("356 000 000 49837").as_deref(), Ok("35600000049837"));
        assert_eq!(parse_siret("356 000 000 49838"), Err(Fault::Siret));
    }
}
