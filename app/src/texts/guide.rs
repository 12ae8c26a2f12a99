//! The guide: how one works with Carnet, in short chapters; and the first steps.

use domain::lang::words;
use domain::{Lang, Words};

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

use Line::{Go, Step, Text};

pub(crate) const TITLE: Words = words("Mode d’emploi", "Guide");
pub(crate) const INTRODUCTION: Words = words(
    "Carnet tient vos clients à jour, au bureau comme sur un salon, avec ou sans réseau. Tout ce qui suit se lit aussi hors ligne.",
    "Carnet keeps your clients up to date, in the office and at a trade show, with or without a network. All of this can be read offline too.",
);
pub(crate) const CONTENTS: Words = words("Sommaire", "Contents");
pub(crate) const OPEN: Words = words("Lire le mode d’emploi", "Read the guide");
pub(crate) const OPEN_HINT: Words =
    words("Quelques pages, lisibles sans réseau.", "A few pages, readable without a network.");

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

/// The guide, in the order one needs it.
pub(crate) const CHAPTERS: &[Chapter] = &[
    Chapter {
        id: "clients",
        title: words("Créer un client", "Create a client"),
        lines: &[
            Text(words(
                "Quatre champs sont obligatoires\u{a0}: prénom, nom, e-mail et statut. Tout le reste (téléphone, entreprise, adresse, réseaux, notes, tags) se complète quand vous l’apprenez.",
                "Four fields are required: first name, last name, email and status. All else (phone, company, address, social media, notes, tags) can be filled in as you learn it.",
            )),
            Step(words(
                "Les numéros s’écrivent comme vous voulez\u{a0}: 06 12 34 56 78, +33 6 12 34 56 78 ou 0033…",
                "Write phone numbers as you like: 06 12 34 56 78, +33 6 12 34 56 78 or 0033…",
            )),
            Step(words(
                "Ce que vous tapez est gardé\u{a0}: si la page se ferme, le formulaire vous attend tel quel.",
                "What you type is kept: if the page closes, the form waits for you as it was.",
            )),
            Step(words("Ctrl + Entrée enregistre, Échap revient.", "Ctrl + Enter saves, Esc goes back.")),
            Go(words("Créer une fiche", "Create a record"), "/clients/new"),
        ],
    },
    Chapter {
        id: "statuses",
        title: words("Les quatre statuts", "The four statuses"),
        lines: &[
            Step(words(
                "Prospect (jaune)\u{a0}: quelqu’un qui pourrait devenir client.",
                "Prospect (yellow): somebody who may become a client.",
            )),
            Step(words("Client (vert)\u{a0}: un client actif.", "Client (green): an active client.")),
            Step(words("VIP (rouge)\u{a0}: un client très important.", "VIP (red): a very important client.")),
            Step(words(
                "Inactif (gris)\u{a0}: on ne travaille plus ensemble.",
                "Inactive (grey): no longer working together.",
            )),
            Text(words(
                "Pour changer de statut, touchez son badge en haut de la fiche. «\u{a0}Convertir en client\u{a0}» fait d’un prospect complet un client.",
                "To change a status, tap its badge at the top of the record. “Convert to client” turns a complete prospect into a client.",
            )),
        ],
    },
    Chapter {
        id: "follow-ups",
        title: words("Suivre\u{a0}: ne plus oublier personne", "Follow up: forget nobody"),
        lines: &[
            Text(words(
                "Un suivi dit quoi faire, avec qui et pour quand. La date du prochain contact d’un client est celle de son premier suivi prévu\u{a0}; la changer dans la fiche déplace ce suivi.",
                "A follow-up says what to do, with whom and by when. A client’s date of next contact is that of their first planned follow-up; changing it on the record moves that follow-up.",
            )),
            Step(words(
                "«\u{a0}Suivi\u{a0}» sur la fiche, puis demain, J+2, dans une semaine ou une date\u{a0}: c’est planifié.",
                "“Plan” on the record, then tomorrow, in 2 days, in a week or a date: it is planned.",
            )),
            Step(words(
                "«\u{a0}Fait\u{a0}» demande ce qu’il en est sorti et l’ajoute à l’historique des contacts.",
                "“Done” asks what came of it and adds it to the history of contacts.",
            )),
            Step(words(
                "«\u{a0}Reporter\u{a0}» donne un autre jour, sans rien perdre.",
                "“Put off” gives another day and loses nothing.",
            )),
            Text(words(
                "La page Aujourd’hui réunit les suivis en retard, ceux du jour, ceux des sept jours qui viennent et les clients que personne ne suit. Une pastille rouge compte les retards.",
                "The page Today gathers late follow-ups, today’s, those of the next seven days, and clients nobody looks after. A red mark counts the late ones.",
            )),
            Go(words("Voir ma journée", "See my day"), "/today"),
        ],
    },
    Chapter {
        id: "deeds",
        title: words("Agir depuis la fiche", "Act from the record"),
        lines: &[
            Step(words(
                "Appeler\u{a0}: à votre retour, un geste note le résultat de l’appel.",
                "Call: when you come back, one tap notes how it went.",
            )),
            Step(words(
                "Écrire\u{a0}: vos modèles s’ouvrent dans votre messagerie, noms remplis. Changez-les sur place, ils restent sur l’appareil.",
                "Email: your letters open in your mail program, names filled in. Change them on the spot; they stay on the device.",
            )),
            Step(words(
                "SMS, «\u{a0}Noter un échange\u{a0}», «\u{a0}Confié à…\u{a0}», statut, archivage, suppression\u{a0}: tout s’annule.",
                "Text message, “Note a contact”, “In the care of…”, status, archive, delete: all of it can be undone.",
            )),
            Step(words(
                "L’historique mêle échanges et modifications\u{a0}: qui, quand, sur quel appareil. Filtrez par Contacts ou Modifications.",
                "The history brings contacts and changes together: who, when, on which device. Filter by Contacts or Changes.",
            )),
        ],
    },
    Chapter {
        id: "path",
        title: words("Du prospect au VIP", "From prospect to VIP"),
        lines: &[
            Step(words(
                "Créez le prospect\u{a0}: d’où vient-il, qui s’en occupe, quel premier suivi\u{a0}?",
                "Create the prospect: where from, in whose care, which first follow-up?",
            )),
            Step(words(
                "Après chaque contact, notez l’échange et planifiez le suivant.",
                "After each contact, note it and plan the next one.",
            )),
            Step(words(
                "À l’accord, convertissez-le en client et complétez sa fiche.",
                "Once agreed, convert them to a client and complete the record.",
            )),
            Step(words(
                "Les plus importants passent en VIP\u{a0}: suivez-les de près.",
                "The most important become VIP: follow them closely.",
            )),
            Text(words(
                "Planifiez des dates que vous tiendrez, respectez-les, et répartissez les clients\u{a0}: un client assigné est un client suivi.",
                "Plan dates you can keep, keep them, and share the clients out: an assigned client is a client looked after.",
            )),
        ],
    },
    Chapter {
        id: "search",
        title: words("Retrouver quelqu’un", "Find somebody"),
        lines: &[
            Text(words(
                "Tapez / puis quelques lettres d’un nom, d’une entreprise, d’une ville ou les premiers chiffres d’un numéro. Accents, majuscules et traits d’union ne comptent pas\u{a0}: «\u{a0}jean pierre\u{a0}» trouve Jean-Pierre.",
                "Press / and type a few letters of a name, a company or a city, or the first figures of a number. Accents, capitals and hyphens do not count: “jean pierre” finds Jean-Pierre.",
            )),
            Text(words(
                "Les filtres gardent un statut, vos clients ou ceux que personne ne suit. Les tags rangent à votre façon\u{a0}: salon, export, partenaire…",
                "Filters keep a status, your clients, or those nobody looks after. Tags sort them your way: show, export, partner…",
            )),
            Go(words("Chercher dans les clients", "Search the clients"), "/clients"),
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
                "Touchez-le pour voir ce qui attend, l’annuler ou réessayer.",
                "Tap it to see what waits, take it back or try again.",
            )),
            Step(words(
                "Installez Carnet sur l’écran d’accueil\u{a0}: il s’ouvrira même en mode avion.",
                "Install Carnet on the home screen: it opens even in flight mode.",
            )),
            Go(words("Voir la synchronisation", "See the sync"), "/queue"),
        ],
    },
    Chapter {
        id: "conflicts",
        title: words("Quand deux personnes changent la même chose", "When two people change the same thing"),
        lines: &[Text(words(
            "Carnet garde les deux valeurs, prévient les deux personnes et montre la fiche avec les deux versions côte à côte. Un geste choisit la bonne\u{a0}; l’autre reste dans l’historique.",
            "Carnet keeps both values, tells both people and shows the two versions side by side on the record. One tap chooses the right one; the other stays in the history.",
        ))],
    },
    Chapter {
        id: "people",
        title: words("Qui voit quoi", "Who sees what"),
        lines: &[
            Text(words(
                "On n’entre que sur invitation d’un administrateur, et chaque action est enregistrée.",
                "One only comes in when an administrator invites, and every action is recorded.",
            )),
            Step(words(
                "Commercial\u{a0}: ses clients et ceux que personne ne suit.",
                "Seller: their own clients and those nobody looks after.",
            )),
            Step(words("Responsable\u{a0}: tous les clients.", "Manager: all clients.")),
            Step(words("Administrateur\u{a0}: tout, et les accès.", "Administrator: everything, and who may come in.")),
        ],
    },
    Chapter {
        id: "device",
        title: words("Votre appareil", "Your device"),
        lines: &[
            Text(words(
                "Langue, apparence claire ou sombre, nom de l’appareil dans l’historique\u{a0}: c’est dans les réglages. Se déconnecter efface le carnet de l’appareil, jamais le travail qui n’est pas encore parti.",
                "Language, light or dark, the name of the device in the history: it is in the settings. Signing out erases the book from the device, never work that has not left yet.",
            )),
            Go(words("Ouvrir les réglages", "Open the settings"), "/settings"),
        ],
    },
];
