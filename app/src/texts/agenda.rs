//! What is to be done: the page Aujourd'hui, planning, doing, putting off.

use domain::lang::words;
use domain::shapes::date;
use domain::{Lang, Words};

use super::counted;

pub(crate) const TODAY: Words = words("Aujourd’hui", "Today");
pub(crate) const LATE: Words = words("En retard", "Late");
pub(crate) const DUE_TODAY: Words = words("À faire aujourd’hui", "To do today");
pub(crate) const COMING: Words = words("Dans les sept jours", "In the next seven days");
pub(crate) const LATER: Words = words("Plus tard", "Later");
pub(crate) const UNASSIGNED: Words = words("Clients non assignés", "Unassigned clients");
pub(crate) const WHOSE: Words = words("Suivis de qui", "Whose follow-ups");
pub(crate) const MINE: Words = words("Les miens", "Mine");
pub(crate) const EVERYBODYS: Words = words("Toute l’équipe", "The whole team");
pub(crate) const MORE: Words = words("Voir la suite", "See more");
pub(crate) const SEE_ALL: Words = words("Les voir dans la liste", "See them in the list");
pub(crate) const TAKE: Words = words("Prendre en charge", "Take charge");
pub(crate) const TAKEN: Words = words("Client pris en charge", "You look after this client now");

pub(crate) const FREE: Words = words("Rien à faire pour l’instant", "Nothing to do for now");
pub(crate) const FREE_HINT: Words = words(
    "Planifiez un suivi sur la fiche d’un client\u{a0}: il apparaîtra ici le jour venu, même sans réseau.",
    "Plan a follow-up on a client’s record: it will show up here on its day, even without a network.",
);
pub(crate) const NOTHING_TODAY: Words = words(
    "Rien de prévu aujourd’hui\u{a0}: un bon moment pour rappeler un VIP.",
    "Nothing planned today: a good time to call a VIP.",
);
pub(crate) const NOTHING_COMING: Words =
    words("Rien dans les sept jours qui viennent.", "Nothing in the coming seven days.");
pub(crate) const ALL_ASSIGNED: Words =
    words("Chaque client a quelqu’un qui s’en occupe.", "Every client has somebody who looks after them.");
pub(crate) const NOT_READY: Words = words("Ouverture de votre carnet…", "Opening your book…");

pub(crate) const DONE: Words = words("Fait", "Done");
pub(crate) const PUT_OFF: Words = words("Reporter", "Put off");
pub(crate) const TO_CALENDAR: Words = words("Dans mon agenda (.ics)", "Into my calendar (.ics)");
pub(crate) const DELETE: Words = words("Supprimer ce suivi", "Delete this follow-up");
pub(crate) const OUTCOME: Words = words("Qu’en est-il sorti\u{a0}?", "What came of it?");
pub(crate) const NO_OUTCOME: Words = words("Fait, sans plus", "Just done");
pub(crate) const WHEN: Words = words("Pour quand\u{a0}?", "By when?");
pub(crate) const OTHER_DAY: Words = words("Date et heure…", "Date and time…");
pub(crate) const DAY: Words = words("Date", "Date");
pub(crate) const TIME: Words = words("Heure (facultative)", "Time (optional)");
pub(crate) const CHOOSE_DAY: Words = words("Retenir cette date", "Take this date");
pub(crate) const NO_DAY: Words = words("Choisissez d’abord une date.", "Choose a date first.");

pub(crate) const PLAN: Words = words("Suivi", "Plan");
pub(crate) const PLAN_TITLE: Words = words("Planifier un suivi", "Plan a follow-up");
pub(crate) const WHAT: Words = words("Que faire\u{a0}?", "What is to be done?");
pub(crate) const NOTE: Words = words("Note (facultative)", "Note (optional)");
pub(crate) const PLANNED: Words = words("Suivi planifié", "Follow-up planned");
pub(crate) const OPEN: Words = words("Suivis prévus", "Planned follow-ups");
pub(crate) const CHANGED: Words = words("Suivi modifié", "Follow-up changed");
pub(crate) const MOVED: Words = words("Suivi reporté", "Follow-up put off");
pub(crate) const DELETED: Words = words("Suivi supprimé", "Follow-up deleted");
pub(crate) const IS_DONE: Words = words("Suivi fait", "Follow-up done");
pub(crate) const TAKEN_BACK: Words = words("C’est annulé", "Taken back");

pub(crate) const SEE_TODAY: Words = words("Voir", "See");

/// "À l’instant : Appeler Zoé L’Hôte".
pub(crate) fn has_come(lang: Lang, what: &str) -> String {
    match lang {
        Lang::Fr => format!("C’est l’heure\u{a0}: {what}"),
        Lang::En => format!("It is time: {what}"),
    }
}

/// "3 suivis en retard", for the badge of the navigation.
pub(crate) fn late(lang: Lang, count: usize) -> String {
    counted(lang, count, words("suivi en retard", "late follow-up"), words("suivis en retard", "late follow-ups"))
}

const WEEKDAYS: [Words; 7] = [
    words("lundi", "Monday"),
    words("mardi", "Tuesday"),
    words("mercredi", "Wednesday"),
    words("jeudi", "Thursday"),
    words("vendredi", "Friday"),
    words("samedi", "Saturday"),
    words("dimanche", "Sunday"),
];

/// When something is due, as one says it on `today`: "il y a 3 jours", "aujourd’hui à 14:30", "demain", "jeudi 26/11/2026".
pub(crate) fn when(lang: Lang, day: &str, time: &str, today: &str) -> String {
    let at = match (time, lang) {
        ("", _) => String::new(),
        (time, Lang::Fr) => format!(" à {time}"),
        (time, Lang::En) => format!(" at {time}"),
    };
    let (Some(due), Some(now)) = (date::read(day), date::read(today)) else { return date::show(day) + &at };
    let said = match (due - now).num_days() {
        0 => words("aujourd’hui", "today").get(lang).to_owned(),
        1 => words("demain", "tomorrow").get(lang).to_owned(),
        -1 => words("hier", "yesterday").get(lang).to_owned(),
        days if days < 0 => {
            let days = usize::try_from(-days).unwrap_or(usize::MAX);
            let count = counted(lang, days, words("jour", "day"), words("jours", "days"));
            return match lang {
                Lang::Fr => format!("il y a {count} ({}{at})", date::show(day)),
                Lang::En => format!("{count} ago ({}{at})", date::show(day)),
            };
        }
        _ => {
            let weekday = chrono::Datelike::weekday(&due).num_days_from_monday();
            let name = WEEKDAYS.get(weekday as usize).map_or("", |words| words.get(lang));
            format!("{name} {}", date::show(day))
        }
    };
    said + &at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_as_one_says_it() {
        let fr = |day: &str, time: &str| when(Lang::Fr, day, time, "2026-11-21");
        assert_eq!(fr("2026-11-21", "14:30"), "aujourd’hui à 14:30");
        assert_eq!((fr("2026-11-22", ""), fr("2026-11-20", "")), ("demain".into(), "hier".into()));
        assert_eq!(fr("2026-11-18", ""), "il y a 3\u{a0}jours (18/11/2026)");
        assert_eq!(fr("2026-11-26", "09:00"), "jeudi 26/11/2026 à 09:00");
        assert_eq!(when(Lang::En, "2026-11-01", "", "2026-11-21"), "20\u{a0}days ago (01/11/2026)");
    }
}
