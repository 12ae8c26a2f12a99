//! The dashboard: figures, charts, previews.

use domain::lang::words;
use domain::{Lang, Words};

use super::number;

pub(crate) const TITLE: Words = words("Tableau de bord", "CRM Dashboard");
pub(crate) const PERIOD: Words = words("Période", "Period");
pub(crate) const PERSON: Words = words("Personne", "Person");
pub(crate) const EVERYBODY: Words = words("Tout le monde", "Everybody");
/// Everybody whose clients a seller sees.
pub(crate) const IN_SIGHT: Words = words("Tous ceux que je vois", "All those I see");
pub(crate) const NOBODY: Words = words("Non assignés", "Unassigned");
pub(crate) const FIGURES: Words = words("Chiffres clés", "Key figures");
pub(crate) const TOTAL: Words = words("Total des clients", "All clients");
pub(crate) const ACTIVE: Words = words("Clients actifs", "Active clients");
pub(crate) const PROSPECTS: Words = words("Prospects", "Prospects");
pub(crate) const VIP: Words = words("Clients VIP", "VIP clients");
pub(crate) const LATE: Words = words("Suivis en retard", "Late follow-ups");
pub(crate) const TODAY: Words = words("À suivre aujourd’hui", "To follow up today");
pub(crate) const SOON: Words = words("Dans les 7 jours", "Within 7 days");

pub(crate) const BY_STATUS: Words = words("Répartition par statut", "By status");
pub(crate) const BY_SOURCE: Words = words("Sources d’acquisition", "Sources");
pub(crate) const BY_SOURCE_HINT: Words = words(
    "Nouveaux de la période, et part devenue cliente.",
    "New ones of the period, and the share that became clients.",
);
pub(crate) const GROWTH: Words = words("Évolution du portefeuille", "Growth of the portfolio");
pub(crate) const BY_PERSON: Words = words("Performance par personne", "Performance by person");
pub(crate) const BY_PERSON_HINT: Words = words("Clients suivis par chacun.", "Clients in each person’s care.");

pub(crate) const LATE_BY_AGE: Words = words("Suivis en retard par ancienneté", "Late follow-ups by age");
pub(crate) const LATE_BY_AGE_HINT: Words =
    words("Clients dont le prochain contact est passé.", "Clients whose next contact is past.");
/// How late, the longest first: as the figures count them.
pub(crate) const LATE_BY: [Words; 3] = [
    words("Plus de 30 jours", "More than 30 days"),
    words("8 à 30 jours", "8 to 30 days"),
    words("1 à 7 jours", "1 to 7 days"),
];

pub(crate) const STATUS: Words = words("Statut", "Status");
pub(crate) const SOURCE: Words = words("Source", "Source");
pub(crate) const MONTH: Words = words("Mois", "Month");
pub(crate) const CLIENTS: Words = words("Clients", "Clients");
pub(crate) const SHARE: Words = words("Part", "Share");
pub(crate) const NEW_ONES: Words = words("Nouveaux", "New");
pub(crate) const CONVERTED: Words = words("Convertis", "Converted");
pub(crate) const RATE: Words = words("Taux", "Rate");
pub(crate) const LATENESS: Words = words("Retard", "Late by");
pub(crate) const LATE_ONES: Words = words("En retard", "Late");
pub(crate) const IN_ALL: Words = words("Au total", "In all");
pub(crate) const NO_SOURCE: Words = words("Non renseignée", "Not given");

pub(crate) const SHOW_TABLE: Words = words("Voir les chiffres", "See the figures");
pub(crate) const SAVE_SVG: Words = words("Image", "Picture");
pub(crate) const SAVE_CSV: Words = words("CSV", "CSV");
pub(crate) const NOT_DRAWN: Words = words(
    "Le dessin n’est pas encore sur cet appareil\u{a0}: les chiffres sont ci-dessous.",
    "The drawing is not on this device yet: the figures are below.",
);

pub(crate) const RECENT: Words = words("Clients récents (7 derniers jours)", "Recent clients (last 7 days)");
pub(crate) const RECENT_NONE: Words = words("Aucun nouveau client cette semaine.", "No new client this week.");
pub(crate) const VIP_NONE: Words = words("Aucun client VIP pour l’instant.", "No VIP client yet.");
pub(crate) const TO_FOLLOW: Words = words("Suivis nécessaires", "Follow-ups needed");
pub(crate) const TO_FOLLOW_NONE: Words = words("Tout est à jour.", "All caught up.");
pub(crate) const UNASSIGNED: Words = words("Clients non assignés", "Unassigned clients");
pub(crate) const UNASSIGNED_NONE: Words =
    words("Chaque client a son responsable.", "Every client is in somebody’s care.");
pub(crate) const SEE_ALL: Words = words("Tout voir", "See all");

pub(crate) const EMPTY: Words = words("Rien à compter pour l’instant", "Nothing to count yet");
pub(crate) const EMPTY_HINT: Words = words(
    "Ajoutez ou importez des clients\u{a0}: statuts, sources et suivis se compteront ici d’eux-mêmes, même sans réseau.",
    "Add or import clients: statuses, sources and follow-ups are counted here by themselves, even without a network.",
);
pub(crate) const NOT_YET: Words = words(
    "Le carnet n’est pas encore sur cet appareil, et le serveur ne répond pas.",
    "The book is not on this device yet, and the server does not answer.",
);

/// A share of a whole: "41 %".
pub(crate) fn percent(lang: Lang, part: u32, whole: u32) -> String {
    // Rounded half up; nothing of nothing is nothing.
    let rounded = (u64::from(part) * 200 + u64::from(whole)).checked_div(u64::from(whole) * 2).unwrap_or_default();
    match lang {
        Lang::Fr => format!("{rounded}\u{202f}%"),
        Lang::En => format!("{rounded}%"),
    }
}

/// A count as people write it.
pub(crate) fn count(lang: Lang, count: u32) -> String {
    number(lang, usize::try_from(count).unwrap_or(usize::MAX))
}

/// A month of the year: `2026-11` gives "nov. 26".
pub(crate) fn month(lang: Lang, month: &str) -> String {
    const FR: [&str; 12] =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let names = match lang {
        Lang::Fr => FR,
        Lang::En => EN,
    };
    let (year, place) = month.split_once('-').unwrap_or_default();
    let name = place.parse::<usize>().ok().and_then(|place| names.get(place.checked_sub(1)?));
    format!("{}\u{a0}{}", name.unwrap_or(&place), year.get(2..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_months_are_written_as_people_do() {
        assert_eq!(percent(Lang::Fr, 1, 3), "33\u{202f}%");
        assert_eq!(percent(Lang::En, 2, 3), "67%");
        assert_eq!(percent(Lang::Fr, 0, 0), "0\u{202f}%");
        assert_eq!(month(Lang::Fr, "2026-02"), "févr.\u{a0}26");
        assert_eq!(month(Lang::En, "2025-12"), "Dec\u{a0}25");
    }
}
