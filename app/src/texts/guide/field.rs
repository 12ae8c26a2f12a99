//! What one does away from the desk: capture, work without a network, settle conflicts, keep a device.

use domain::lang::words;

use super::Line::{Go, Step, Text};
use super::{Chapter, Part};

pub(super) const PART: Part = Part { id: "field", title: words("Sur le terrain", "In the field"), chapters: CHAPTERS };

const CHAPTERS: &[Chapter] = &[
    Chapter {
        id: "capture",
        title: words("Sur un stand", "On a stand"),
        lines: &[
            Text(words(
                "«\u{a0}Capture rapide\u{a0}», sur la page Prospects, note un visiteur en quelques secondes, même sans réseau. Un nom, une entreprise ou un numéro suffit\u{a0}; le reste se complète au retour.",
                "“Quick capture”, on the page Prospects, writes a visitor down in seconds, even without a network. A name, a company or a number is enough; the rest can follow.",
            )),
            Step(words(
                "Choisissez le salon une fois\u{a0}: il reste pour les suivants. Il se crée sur la page Salons.",
                "Choose the trade show once: it stays for the next ones. It is created on the page Trade shows.",
            )),
            Step(words(
                "«\u{a0}Chaud\u{a0}», «\u{a0}Tiède\u{a0}» ou «\u{a0}Froid\u{a0}» dit l’intérêt. «\u{a0}Devis\u{a0}» et «\u{a0}Rappeler J+2\u{a0}» planifient ce que vous avez promis.",
                "“Hot”, “Warm” or “Cold” tells their interest. “Quote” and “Call back in 2 days” plan what you promised.",
            )),
            Step(words(
                "«\u{a0}Lire le QR d’un badge\u{a0}» remplit les champs. «\u{a0}Photographier une carte\u{a0}» garde l’image avec la fiche, à recopier au calme.",
                "“Read the QR code of a badge” fills the fields in. “Photograph a card” keeps the picture with the record, to be copied out later.",
            )),
            Step(words(
                "«\u{a0}Garder et suivant\u{a0}» enregistre et vide le formulaire. Ceux que vous venez de noter restent dessous, chacun avec «\u{a0}Annuler\u{a0}».",
                "“Keep and next” saves and empties the form. Those you have just written down stay below, each with “Undo”.",
            )),
            Step(words(
                "Au retour, le filtre «\u{a0}À compléter\u{a0}» retrouve ces fiches, et la page du salon dit ce que chacun a rapporté.",
                "Back at the office, the filter “To be completed” finds these records, and the trade show’s page says what each person brought back.",
            )),
            Go(words("Ouvrir la capture rapide", "Open quick capture"), "/capture"),
        ],
    },
    Chapter {
        id: "offline",
        title: words("Sans réseau", "Without a network"),
        lines: &[
            Text(words(
                "Votre carnet est sur cet appareil. Cherchez, ouvrez, créez, modifiez, planifiez\u{a0}: tout marche sans réseau. «\u{a0}Enregistré sur cet appareil\u{a0}» veut dire que rien ne peut plus se perdre.",
                "Your book is on this device. Search, open, create, change, plan: everything works without a network. “Saved on this device” means that nothing can be lost any more.",
            )),
            Step(words(
                "Le bandeau dit la vérité\u{a0}: «\u{a0}À jour\u{a0}», «\u{a0}Hors ligne\u{a0}», «\u{a0}3 modifications sur cet appareil\u{a0}».",
                "The strip tells the truth: “Up to date”, “Offline”, “3 changes on this device”.",
            )),
            Step(words(
                "Touchez-le pour voir ce qui attend. «\u{a0}Annuler ce changement\u{a0}» le retire, «\u{a0}Réessayer\u{a0}» le renvoie, «\u{a0}Exporter dans un fichier\u{a0}» en garde une copie.",
                "Tap it to see what waits. “Undo this change” takes it back, “Try again” sends it once more, “Export to a file” keeps a copy.",
            )),
            Step(words(
                "Installez Carnet sur l’écran d’accueil\u{a0}: il s’ouvrira même en mode avion.",
                "Install Carnet on the home screen: it opens even in flight mode.",
            )),
            Text(words(
                "Seul ce qui vit sur le serveur demande le réseau\u{a0}: l’historique complet, les accès, les sauvegardes, les réglages d’alertes.",
                "Only what lives on the server needs the network: the whole history, who may come in, backups, the settings of alerts.",
            )),
            Go(words("Voir la synchronisation", "See the sync"), "/queue"),
        ],
    },
    Chapter {
        id: "conflicts",
        title: words("Quand deux personnes changent la même chose", "When two people change the same thing"),
        lines: &[
            Text(words(
                "Carnet garde les deux valeurs. Le bandeau compte le conflit, et la fiche montre les deux versions côte à côte, avec leurs auteurs et leurs heures.",
                "Carnet keeps both values. The strip counts the conflict, and the record shows the two versions side by side, with who wrote them and when.",
            )),
            Step(words(
                "«\u{a0}C’est bien ainsi\u{a0}» confirme la valeur en place, «\u{a0}Garder l’autre valeur\u{a0}» prend la seconde. Celle qu’on écarte reste dans l’historique.",
                "“It is fine as it is” confirms the value that stands, “Keep the other value” takes the second. The one put aside stays in the history.",
            )),
            Step(words(
                "Supprimée par l’un et modifiée par l’autre, une fiche reste\u{a0}: «\u{a0}Garder la fiche\u{a0}» ou «\u{a0}Supprimer quand même\u{a0}».",
                "Deleted by one and changed by the other, a record stays: “Keep the record” or “Delete it after all”.",
            )),
            Text(words(
                "Un téléphone chez l’un, un statut chez l’autre\u{a0}: rien ne se heurte, et les deux changements entrent.",
                "A phone number here, a status there: nothing collides, and both changes come in.",
            )),
        ],
    },
    Chapter {
        id: "device",
        title: words("Votre appareil", "Your device"),
        lines: &[
            Text(words(
                "Langue, apparence claire ou sombre, nom de l’appareil dans l’historique\u{a0}: c’est dans les réglages.",
                "Language, light or dark, the name of the device in the history: it is in the settings.",
            )),
            Step(words(
                "Si le navigateur risque d’effacer vos données faute de place, «\u{a0}Demander au navigateur de les garder\u{a0}».",
                "If the browser might erase your data for want of space, “Ask the browser to keep them”.",
            )),
            Step(words(
                "«\u{a0}Changer mon mot de passe\u{a0}»\u{a0}: vos autres appareils demanderont le nouveau.",
                "“Change my password”: your other devices will ask for the new one.",
            )),
            Step(words(
                "«\u{a0}Se déconnecter\u{a0}» retire le carnet de l’appareil, pas du serveur. Si du travail n’est pas encore parti, Carnet vous arrête et propose «\u{a0}Envoyer d’abord\u{a0}».",
                "“Sign out” takes the book off the device, not off the server. If work has not left yet, Carnet stops you and offers “Send first”.",
            )),
            Go(words("Ouvrir les réglages", "Open the settings"), "/settings"),
        ],
    },
];
