//! What one does every day: clients, their search, follow-ups, and being told in time.

use domain::lang::words;

use super::Line::{Go, Step, Text};
use super::{Chapter, Part};

pub(super) const PART: Part = Part { id: "daily", title: words("Chaque jour", "Every day"), chapters: CHAPTERS };

const CHAPTERS: &[Chapter] = &[
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
            Step(words(
                "«\u{a0}Ressemble à\u{a0}» vous prévient si la personne a déjà une fiche\u{a0}: ouvrez celle-là plutôt.",
                "“Looks like” warns you when the person has a record already: open that one instead.",
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
            Step(words("Client (vert)\u{a0}: vous travaillez ensemble.", "Client (green): you work together.")),
            Step(words(
                "VIP (rouge)\u{a0}: l’un de ceux qui comptent le plus.",
                "VIP (red): one of those who matter most.",
            )),
            Step(words(
                "Inactif (gris)\u{a0}: vous ne travaillez plus ensemble.",
                "Inactive (grey): you no longer work together.",
            )),
            Text(words(
                "Pour changer de statut, touchez son badge en haut de la fiche. «\u{a0}Convertir en client\u{a0}» fait d’un prospect complet un client.",
                "To change a status, tap its badge at the top of the record. “Convert to client” turns a complete prospect into a client.",
            )),
        ],
    },
    Chapter {
        id: "sources",
        title: words("D’où vient un client", "Where a client comes from"),
        lines: &[
            Text(words(
                "La source dit comment la personne est arrivée chez vous. Choisissez-la dès la première fois\u{a0}: plus tard, elle montre ce qui vous amène vraiment des clients.",
                "The source says how the person came to you. Choose it the first time: later it shows what really brings you clients.",
            )),
            Step(words(
                "Site web\u{a0}: elle vous a trouvé en ligne. Réseaux sociaux\u{a0}: tout a commencé sur LinkedIn ou ailleurs.",
                "Website: they found you online. Social media: it began on LinkedIn or elsewhere.",
            )),
            Step(words(
                "Recommandation\u{a0}: quelqu’un lui a parlé de vous. Salon/Événement\u{a0}: vous vous êtes vus sur place\u{a0}; la capture rapide l’inscrit d’elle-même dès qu’un salon est choisi.",
                "Referral: somebody told them about you. Trade show/Event: you met there; quick capture fills it in by itself once a trade show is chosen.",
            )),
            Step(words(
                "Publicité\u{a0}: une annonce l’a amenée. Email marketing\u{a0}: elle a répondu à l’un de vos envois.",
                "Advertising: an advert brought them. Email marketing: they answered one of your mailings.",
            )),
            Step(words(
                "Téléphone\u{a0}: le premier contact fut un appel. Autre\u{a0}: rien de tout cela\u{a0}; précisez en notes.",
                "Phone: the first contact was a call. Other: none of these; say more in the notes.",
            )),
            Text(words(
                "Le tableau de bord compte les nouveaux de chaque source et la part devenue cliente.",
                "The dashboard counts the new ones of each source and the share that became clients.",
            )),
        ],
    },
    Chapter {
        id: "search",
        title: words("Retrouver quelqu’un", "Find somebody"),
        lines: &[
            Text(words(
                "Tapez / puis quelques lettres d’un nom, d’un e-mail, d’une entreprise, d’une ville ou les premiers chiffres d’un numéro. Accents, majuscules et traits d’union ne comptent pas\u{a0}: «\u{a0}jean pierre\u{a0}» trouve Jean-Pierre.",
                "Press / and type a few letters of a name, an email, a company or a city, or the first figures of a number. Accents, capitals and hyphens do not count: “jean pierre” finds Jean-Pierre.",
            )),
            Step(words(
                "Sous la recherche, un toucher garde un statut, «\u{a0}À moi\u{a0}» ou «\u{a0}Non assignés\u{a0}».",
                "Below the search box, one tap keeps a status, “Mine” or “Unassigned”.",
            )),
            Step(words(
                "«\u{a0}Filtres\u{a0}» ajoute la source, la personne, l’état, le prochain contact, les tags, la ville et le pays. Chaque filtre posé s’enlève d’un toucher.",
                "“Filters” adds source, person, state, next contact, tags, city and country. Each filter that is on goes away at a tap.",
            )),
            Step(words(
                "Sur un grand écran, le titre d’une colonne trie la liste\u{a0}; «\u{a0}Colonnes\u{a0}» choisit celles qu’elle montre.",
                "On a large screen the heading of a column sorts the list; “Columns” chooses those it shows.",
            )),
            Go(words("Chercher dans les clients", "Search the clients"), "/clients"),
        ],
    },
    Chapter {
        id: "tags",
        title: words("Tags, vues et campagnes", "Tags, views and campaigns"),
        lines: &[
            Text(words(
                "Les tags rangent à votre façon\u{a0}: salon, export, partenaire… Ils se posent sur une fiche, ou sur plusieurs depuis la liste.",
                "Tags sort clients your way: show, export, partner… Put them on one record, or on several from the list.",
            )),
            Step(words(
                "La page Tags dit combien de clients porte chacun et les montre d’un toucher. «\u{a0}Modifier\u{a0}» change son nom partout et sa couleur\u{a0}; un nom déjà pris réunit les deux.",
                "The page Tags says how many clients carry each and shows them at a tap. “Edit” changes its name everywhere, and its colour; a name already taken joins the two.",
            )),
            Step(words(
                "Une recherche qui revient souvent\u{a0}? «\u{a0}Enregistrer la vue\u{a0}» la garde au-dessus de la liste, pour vous ou «\u{a0}Partagée avec toute l’équipe\u{a0}».",
                "A search you need often? “Save the view” keeps it above the list, for you or “Shared with the whole team”.",
            )),
            Step(words(
                "Pour une campagne\u{a0}: filtrez, puis «\u{a0}Exporter\u{a0}» et «\u{a0}Copier les e-mails\u{a0}».",
                "For a campaign: filter, then “Export” and “Copy the emails”.",
            )),
            Go(words("Ouvrir les tags", "Open the tags"), "/tags"),
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
                "«\u{a0}Reporter\u{a0}» donne un autre jour, sans rien perdre. On y trouve aussi «\u{a0}Dans mon agenda (.ics)\u{a0}» et «\u{a0}Supprimer ce suivi\u{a0}».",
                "“Put off” gives another day and loses nothing. “Into my calendar (.ics)” and “Delete this follow-up” are there too.",
            )),
            Text(words(
                "La page Aujourd’hui réunit les suivis en retard, ceux du jour, ceux des sept jours qui viennent et les clients que personne ne suit\u{a0}: «\u{a0}Prendre en charge\u{a0}» vous les confie.",
                "The page Today gathers late follow-ups, today’s, those of the next seven days, and clients nobody looks after: “Take charge” puts them in your care.",
            )),
            Text(words(
                "Un responsable y passe des siens à ceux de «\u{a0}Toute l’équipe\u{a0}».",
                "A manager can switch there from their own to those of “The whole team”.",
            )),
            Go(words("Voir ma journée", "See my day"), "/today"),
        ],
    },
    Chapter {
        id: "deeds",
        title: words("Agir depuis la fiche", "Act from the record"),
        lines: &[
            Step(words(
                "«\u{a0}Appeler\u{a0}»\u{a0}: à votre retour, un geste note le résultat de l’appel.",
                "“Call”: when you come back, one tap notes how it went.",
            )),
            Step(words(
                "«\u{a0}Écrire\u{a0}»\u{a0}: un modèle s’ouvre dans votre messagerie, noms remplis. «\u{a0}Changer les modèles\u{a0}» les met à votre goût, sur cet appareil.",
                "“Email”: a letter opens in your mail program, names filled in. “Change the letters” makes them your own, on this device.",
            )),
            Step(words(
                "«\u{a0}SMS\u{a0}» ouvre vos messages\u{a0}; au retour, «\u{a0}Oui, le noter\u{a0}» en garde la trace.",
                "“Text” opens your messages; when you come back, “Yes, note it” keeps a trace.",
            )),
            Step(words(
                "«\u{a0}Noter un échange\u{a0}», «\u{a0}Confié à…\u{a0}», le statut, «\u{a0}Archiver\u{a0}», «\u{a0}Supprimer\u{a0}»\u{a0}: chacun propose aussitôt «\u{a0}Annuler\u{a0}».",
                "“Note a contact”, “In the care of…”, the status, “Archive”, “Delete”: each offers “Undo” at once.",
            )),
            Step(words(
                "«\u{a0}Ajouter une photo\u{a0}» joint une carte de visite ou un chantier à la fiche.",
                "“Add a photo” keeps a business card or a building site with the record.",
            )),
            Step(words(
                "L’historique mêle échanges et modifications\u{a0}: qui, quand, sur quel appareil. «\u{a0}Contacts\u{a0}» ou «\u{a0}Modifications\u{a0}» n’en garde qu’une part.",
                "The history brings contacts and changes together: who, when, on which device. “Contacts” or “Changes” keeps only one part.",
            )),
            Step(words(
                "Depuis la liste, un clic droit ou un appui long puis «\u{a0}Actions\u{a0}»\u{a0}: les mêmes gestes, sans ouvrir la fiche.",
                "From the list, a right click, or a long press and “Actions”: the same without opening the record.",
            )),
        ],
    },
    Chapter {
        id: "alerts",
        title: words("Être prévenu à temps", "Be told in time"),
        lines: &[
            Text(words(
                "Sans rien régler\u{a0}: une pastille rouge compte vos suivis en retard, à côté d’Aujourd’hui et, si l’appareil le permet, sur l’icône de Carnet. Quand sonne l’heure d’un suivi, un bandeau le dit.",
                "With nothing to set up: a red mark counts your late follow-ups, beside Today and, where the device allows it, on Carnet’s icon. When the time of a follow-up comes, a strip says so.",
            )),
            Step(words(
                "«\u{a0}Me prévenir sur cet appareil\u{a0}»\u{a0}: une notification le matin, puis à l’heure des suivis qui en ont une, même Carnet fermé. Sur iPhone, installez d’abord Carnet sur l’écran d’accueil.",
                "“Notify me on this device”: a notification in the morning, then at the time of follow-ups that have one, even with Carnet closed. On an iPhone, add Carnet to the home screen first.",
            )),
            Step(words(
                "«\u{a0}M’écrire chaque matin\u{a0}»\u{a0}: un e-mail avec le retard et la journée, les jours où il y en a. Ce réglage n’apparaît que si votre serveur sait envoyer des e-mails.",
                "“Write to me each morning”: an email with what is late and what is due, on days when there is any. It is offered only where your server can send email.",
            )),
            Step(words(
                "«\u{a0}Agenda\u{a0}»\u{a0}: «\u{a0}Créer l’adresse\u{a0}» donne un lien secret à ajouter à l’agenda de votre téléphone, et vos suivis s’y affichent. «\u{a0}Changer l’adresse\u{a0}» rend l’ancienne muette.",
                "“Calendar”: “Create the address” gives a secret link to add to your phone’s calendar, and your follow-ups show up there. “Change the address” silences the old one.",
            )),
            Go(words("Régler les alertes", "Set up the alerts"), "/settings"),
        ],
    },
];
