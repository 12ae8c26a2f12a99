//! Backups, for administrators.

use domain::lang::words;
use domain::{Lang, Millis, Words};

use super::{counted, number};

pub(crate) const TITLE: Words = words("Sauvegardes", "Backups");
pub(crate) const HINT: Words = words(
    "Une sauvegarde contient tout le carnet\u{a0}: fiches, historique et personnes. Gardez-en une ailleurs que sur ce serveur.",
    "A backup holds the whole book: records, history and people. Keep one somewhere else than on this server.",
);
pub(crate) const ONLY_ADMINISTRATORS: Words =
    words("Seuls les administrateurs s’occupent des sauvegardes.", "Only administrators look after backups.");
pub(crate) const NEEDS_NETWORK: Words = words(
    "Les sauvegardes sont sur le serveur\u{a0}: cette page a besoin du réseau.",
    "Backups are on the server: this page needs the network.",
);
pub(crate) const NOW: Words = words("Sauvegarder maintenant", "Back up now");
pub(crate) const WORKING: Words = words("Sauvegarde en cours…", "Backing up…");
pub(crate) const DONE: Words = words("Sauvegarde faite", "Backup done");
pub(crate) const SCHEDULE: Words = words("Sauvegarde automatique", "Automatic backup");
pub(crate) const SCHEDULE_OFF: Words = words(
    "Arrêtée. Relancez Carnet avec --backup-every 24h pour la remettre en marche.",
    "Switched off. Start Carnet with --backup-every 24h to switch it on again.",
);
pub(crate) const KEPT: Words = words("Sur le serveur", "On the server");
pub(crate) const NONE: Words = words("Aucune sauvegarde pour l’instant.", "No backup so far.");
pub(crate) const DOWNLOAD: Words = words("Télécharger", "Download");
pub(crate) const BY_ITSELF: Words = words("automatique", "automatic");
pub(crate) const BY_HAND: Words = words("à la demande", "on demand");
pub(crate) const UNREADABLE: Words = words("Illisible\u{a0}: n’y comptez pas.", "Unreadable: do not count on it.");
pub(crate) const RESTORING: Words = words("Restaurer une sauvegarde", "Restore a backup");
pub(crate) const RESTORE_STEPS: [Words; 4] = [
    words(
        "Arrêtez Carnet sur le serveur, puis vérifiez la sauvegarde\u{a0}:",
        "Stop Carnet on the server, then check the backup:",
    ),
    words(
        "Restaurez-la (--replace efface le carnet en place\u{a0}; sans lui, rien n’est écrasé)\u{a0}:",
        "Restore it (--replace erases the book that is there; without it nothing is overwritten):",
    ),
    words("Relancez Carnet. Chacun se reconnecte.", "Start Carnet again. Everybody signs in again."),
    words(
        "Chaque appareil renvoie de lui-même ce qu’il a fait depuis la sauvegarde, sur sept jours.",
        "Each device sends again by itself what it did since the backup, for seven days back.",
    ),
];

/// "Toutes les 24 h ; les 14 dernières sont gardées. Prochaine : 22/11/2026 à 22:04."
pub(crate) fn schedule(lang: Lang, every: Millis, keep: usize, next: Millis) -> String {
    let (minutes, next) = (every / 60_000, domain::time::show(next, lang));
    let time = match (minutes % 1440, minutes % 60) {
        (0, _) if minutes > 1440 => match lang {
            Lang::Fr => format!("{}\u{a0}jours", minutes / 1440),
            Lang::En => format!("{} days", minutes / 1440),
        },
        (_, 0) => format!("{}\u{a0}h", minutes / 60),
        _ => format!("{minutes}\u{a0}min"),
    };
    match lang {
        Lang::Fr => format!("Toutes les {time}, les {keep} dernières sont gardées. Prochaine le {next}."),
        Lang::En => format!("Every {time}, the last {keep} are kept. The next one on {next}."),
    }
}

/// "384 clients · 212 ko · automatique".
pub(crate) fn about(lang: Lang, clients: u64, bytes: u64, scheduled: bool) -> String {
    let clients = counted(
        lang,
        usize::try_from(clients).unwrap_or(usize::MAX),
        words("client", "client"),
        words("clients", "clients"),
    );
    let how = if scheduled { BY_ITSELF } else { BY_HAND };
    format!("{clients} · {} · {}", size(lang, bytes), how.get(lang))
}

/// "Télécharger la sauvegarde du 22/11/2026 à 22:04".
pub(crate) fn download_of(lang: Lang, when: &str) -> String {
    match lang {
        Lang::Fr => format!("Télécharger la sauvegarde du {when}"),
        Lang::En => format!("Download the backup of {when}"),
    }
}

/// A size as people say it: "212 ko", "1,4 Mo".
pub(crate) fn size(lang: Lang, bytes: u64) -> String {
    let kilo = usize::try_from(bytes.div_ceil(1000)).unwrap_or(usize::MAX);
    let (comma, byte) = match lang {
        Lang::Fr => (",", "o"),
        Lang::En => (".", "B"),
    };
    if kilo < 1000 {
        return format!("{kilo}\u{a0}k{byte}");
    }
    format!("{}{comma}{}\u{a0}M{byte}", number(lang, kilo / 1000), kilo % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_schedules_read_well() {
        assert_eq!(about(Lang::Fr, 384, 211_001, true), "384\u{a0}clients · 212\u{a0}ko · automatique");
        assert_eq!(size(Lang::Fr, 1_449_000), "1,4\u{a0}Mo");
        assert_eq!(size(Lang::En, 1_449_000), "1.4\u{a0}MB");
        let text = schedule(Lang::Fr, 86_400_000, 14, 0);
        assert_eq!(text, "Toutes les 24\u{a0}h, les 14 dernières sont gardées. Prochaine le 01/01/1970 à 01:00.");
        assert!(schedule(Lang::Fr, 7 * 86_400_000, 3, 0).starts_with("Toutes les 7\u{a0}jours"));
    }
}
