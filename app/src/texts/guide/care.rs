//! Keeping the book: acting on many, files in and out, duplicates, archive, history, access, backups.

use domain::lang::words;

use super::Line::{Go, Step, Text};
use super::{Chapter, Part};

pub(super) const PART: Part =
    Part { id: "care", title: words("Tenir le carnet", "Keep the book in order"), chapters: CHAPTERS };

const CHAPTERS: &[Chapter] = &[
    Chapter {
        id: "many",
        title: words("Agir sur plusieurs clients", "Act on many clients"),
        lines: &[
            Text(words(
                "Au bureau, cochez la case d’une ligne, ou tapez x\u{a0}; Maj + clic prend tout l’intervalle, la case du haut les lignes visibles. Sur un téléphone, appuyez longuement sur un client, puis touchez les autres.",
                "At a desk, tick the box of a row, or press x; Shift + click takes the whole range, the box at the top the rows in sight. On a phone, hold a client, then tap the others.",
            )),
            Step(words(
                "«\u{a0}Sélectionner les 300 clients\u{a0}» prend tout ce que la recherche et les filtres ont trouvé.",
                "“Select all 300 clients” takes all that the search and the filters found.",
            )),
            Step(words(
                "Puis «\u{a0}Assigner\u{a0}», «\u{a0}Changer le statut\u{a0}», «\u{a0}Ajouter un tag\u{a0}», «\u{a0}Retirer un tag\u{a0}», «\u{a0}Archiver\u{a0}», «\u{a0}Exporter\u{a0}» ou «\u{a0}Supprimer\u{a0}».",
                "Then “Assign”, “Change the status”, “Add a tag”, “Remove a tag”, “Archive”, “Export” or “Delete”.",
            )),
            Step(words(
                "Assigner emporte les suivis prévus, les opportunités en cours et les interactions de l’ancien responsable, et toutes les photos.",
                "Assigning takes along the planned follow-ups, open opportunities and interactions of whoever had them, and all photos.",
            )),
            Step(words(
                "Un seul «\u{a0}Annuler\u{a0}» défait le tout. «\u{a0}Arrêter\u{a0}» interrompt un long travail sans rien changer.",
                "A single “Undo” takes all of it back. “Stop” breaks a long act off and changes nothing.",
            )),
            Text(words(
                "Trop tard pour «\u{a0}Annuler\u{a0}»\u{a0}? La page Synchronisation garde les derniers envois de cet appareil, et «\u{a0}Annuler ce changement\u{a0}» les défait de même.",
                "Too late for “Undo”? The page Sync keeps what this device sent last, and “Undo this change” takes it back just the same.",
            )),
            Go(words("Ouvrir la liste", "Open the list"), "/clients"),
        ],
    },
    Chapter {
        id: "export",
        title: words("Exporter", "Take clients along in a file"),
        lines: &[
            Text(words(
                "«\u{a0}Exporter\u{a0}», au-dessus de la liste, emporte tous ceux que montrent la recherche et les filtres\u{a0}; depuis une sélection, eux seuls. Le nom du fichier porte la date.",
                "“Export”, above the list, takes all those the search and the filters show; from a selection, only them. The name of the file carries the date.",
            )),
            Step(words(
                "«\u{a0}Classeur Excel (XLSX)\u{a0}»\u{a0}: tous les champs, avec de vraies dates et de vrais montants.",
                "“Excel workbook (XLSX)”: every field, with real dates and real amounts.",
            )),
            Step(words(
                "«\u{a0}CSV pour Excel\u{a0}» ou «\u{a0}CSV standard\u{a0}»\u{a0}: tous les champs, en texte que tout logiciel sait lire.",
                "“CSV for Excel (France)” or “Standard CSV”: every field, as text that any program can read.",
            )),
            Step(words(
                "«\u{a0}Cartes de visite (vCard)\u{a0}»\u{a0}: pour le répertoire d’un téléphone ou d’Outlook.",
                "“Contact cards (vCard)”: for the contacts of a phone or of Outlook.",
            )),
            Step(words(
                "«\u{a0}Copier les e-mails\u{a0}»\u{a0}: les adresses seules, prêtes à coller dans un message.",
                "“Copy the emails”: the addresses alone, ready to paste into a message.",
            )),
            Text(words(
                "Le fichier se fait sur l’appareil, sans réseau aussi. Un commercial n’emporte que les clients qu’il voit.",
                "The file is made on the device, without a network too. A salesperson takes only the clients they see.",
            )),
        ],
    },
    Chapter {
        id: "import",
        title: words("Importer un fichier", "Bring a file in"),
        lines: &[
            Step(words(
                "«\u{a0}Choisir un fichier\u{a0}»\u{a0}: Excel, CSV ou vCard. Carnet en comprend l’encodage, le séparateur et les dates\u{a0}; corrigez-le s’il se trompe.",
                "“Choose a file”: Excel, CSV or vCard. Carnet understands its encoding, separator and dates; correct it where it is wrong.",
            )),
            Step(words(
                "«\u{a0}Colonnes\u{a0}» dit dans quel champ entre chacune. «\u{a0}Pour chaque nouvelle fiche\u{a0}» donne un statut et une source.",
                "“Columns” says which field each goes into. “For each new record” gives a status and a source.",
            )),
            Step(words(
                "«\u{a0}Lignes\u{a0}» montre chaque faute à sa place et la laisse corriger là. Une ligne en faute n’entre pas, les autres oui. Un compte ou un salon se reconnaît à son nom\u{a0}: si aucun ne le porte, la ligne entre sans lui.",
                "“Rows” shows each fault where it stands, to be corrected there. A row with a fault stays out, the others come in. An account or a show is recognised by its name: if none has it, the row comes in without.",
            )),
            Step(words(
                "«\u{a0}Voir ce qui va changer\u{a0}» essaie sans rien écrire. Une fiche connue est mise à jour, laissée telle quelle ou doublée\u{a0}: c’est vous qui le dites.",
                "“See what will change” tries without writing anything. A record already known is updated, left as it is or created again: that is for you to say.",
            )),
            Step(words(
                "«\u{a0}Annuler l’import\u{a0}» le reprend en entier. Le même fichier importé deux fois ne change plus rien.",
                "“Undo the import” takes all of it back. The same file brought in twice changes nothing more.",
            )),
            Text(words(
                "Un très grand fichier peut être lu par le serveur, plus vite\u{a0}; cet import-là ne s’annule pas d’un geste. Chez un commercial, les nouvelles fiches lui sont confiées.",
                "A very large file can be read by the server, which is faster; such an import cannot be undone in one go. What a salesperson brings in is assigned to them.",
            )),
            Go(words("Choisir un fichier à importer", "Choose a file to import"), "/import"),
        ],
    },
    Chapter {
        id: "duplicates",
        title: words("Doublons et fusion", "Duplicates and merging"),
        lines: &[
            Text(words(
                "La page Doublons compare e-mails, téléphones et noms de tout le carnet, sans réseau aussi. Rien n’est fusionné sans vous.",
                "The page Duplicates compares emails, phones and names of the whole book, without a network too. Nothing is merged without you.",
            )),
            Step(words(
                "«\u{a0}Comparer et fusionner\u{a0}» met les fiches côte à côte\u{a0}: choisissez la bonne valeur là où elles diffèrent. Les tags se réunissent, les notes se suivent.",
                "“Compare and merge” puts the records side by side: choose the right value where they differ. Tags are united, notes follow each other.",
            )),
            Step(words(
                "«\u{a0}Fusionner en une fiche\u{a0}» y rassemble opportunités, interactions et suivis. «\u{a0}Annuler\u{a0}» rend chacune comme avant.",
                "“Merge into one record” brings opportunities, interactions and follow-ups together there. “Undo” gives each back as it was.",
            )),
            Step(words(
                "«\u{a0}Ce ne sont pas des doublons\u{a0}»\u{a0}: cet appareil ne les proposera plus ensemble.",
                "“These are not duplicates”: this device will not offer them together again.",
            )),
            Go(words("Chercher les doublons", "Look for duplicates"), "/duplicates"),
        ],
    },
    Chapter {
        id: "upkeep",
        title: words("Fiches dormantes et portefeuilles", "Sleeping records and portfolios"),
        lines: &[
            Text(words(
                "De temps en temps, un responsable ouvre la page Entretien. Il décoche ce qu’il veut garder tel quel, et chaque action s’annule.",
                "Now and then a manager opens the page Maintenance. They untick what should stay as it is, and each act can be undone.",
            )),
            Step(words(
                "«\u{a0}Fiches sans nouvelles\u{a0}»\u{a0}: ni contact, ni modification, ni rien de prévu depuis six mois, un, deux ou trois ans. «\u{a0}Archiver\u{a0}» ou «\u{a0}Passer en Inactif\u{a0}».",
                "“Quiet records”: no contact, no change and nothing planned for six months, one, two or three years. “Archive” or “Make inactive”.",
            )),
            Step(words(
                "«\u{a0}Statuts à mettre à jour\u{a0}»\u{a0}: un prospect qui a acheté ou que l’on a perdu, un inactif avec qui l’on reparle. «\u{a0}Mettre à jour\u{a0}» les corrige.",
                "“Statuses to bring up to date”: a prospect who bought or was lost, an inactive client you speak to again. “Bring up to date” corrects them.",
            )),
            Step(words(
                "«\u{a0}Portefeuilles\u{a0}» dit qui suit combien de fiches. «\u{a0}Confier le portefeuille\u{a0}» passe tout à quelqu’un d’autre quand une personne s’en va.",
                "“Portfolios” says who looks after how many records. “Hand the portfolio over” gives everything to somebody else when a person leaves.",
            )),
            Go(words("Ouvrir l’entretien", "Open maintenance"), "/maintenance"),
        ],
    },
    Chapter {
        id: "archive",
        title: words("Archiver, supprimer, retrouver", "Archive, delete, bring back"),
        lines: &[
            Text(words(
                "Une fiche archivée quitte les listes, Aujourd’hui et le tableau de bord\u{a0}; rien n’en est effacé. C’est plus qu’Inactif, qui reste dans la liste.",
                "An archived record leaves the lists, Today and the dashboard; nothing of it is erased. That is more than Inactive, which stays in the list.",
            )),
            Step(words(
                "«\u{a0}Archiver\u{a0}» est sur la fiche, dans le menu d’une ligne et pour toute une sélection.",
                "“Archive” is on the record, in the menu of a row and for a whole selection.",
            )),
            Step(words(
                "Pour la revoir\u{a0}: «\u{a0}Filtres\u{a0}», puis «\u{a0}État\u{a0}» sur «\u{a0}Archivés\u{a0}». «\u{a0}Désarchiver\u{a0}» la ramène.",
                "To see it again: “Filters”, then “State” on “Archived”. “Unarchive” brings it back.",
            )),
            Step(words(
                "«\u{a0}Supprimer\u{a0}» se rattrape aussitôt par «\u{a0}Annuler\u{a0}», plus tard par «\u{a0}Remettre comme avant\u{a0}» dans l’historique.",
                "“Delete” is taken back at once by “Undo”, later by “Put back as before” in the history.",
            )),
        ],
    },
    Chapter {
        id: "history",
        title: words("L’historique de tout", "The history of everything"),
        lines: &[
            Text(words(
                "La page Historique dit qui a fait quoi, quand et sur quel appareil\u{a0}; les connexions, les accès et les exports y sont aussi. Rien n’en disparaît.",
                "The page History says who did what, when and on which device; sign-ins, access and exports are there too. Nothing ever goes from it.",
            )),
            Step(words(
                "Filtrez par personne, par action, par champ, par dates. Un commercial y lit ce qui touche ses clients et lui-même.",
                "Filter by person, act, field and dates. A salesperson reads what concerns their clients and themselves.",
            )),
            Step(words(
                "«\u{a0}Remettre comme avant\u{a0}» rend à la fiche l’ancienne valeur\u{a0}; «\u{a0}Annuler\u{a0}» revient là-dessus.",
                "“Put back as before” gives the record its earlier value; “Undo” takes that back.",
            )),
            Step(words(
                "«\u{a0}Exporter en CSV\u{a0}» emporte ce que les filtres laissent voir.",
                "“Export as CSV” takes along what the filters show.",
            )),
            Text(words(
                "Sans réseau, la page dit ce que cet appareil a fait ces derniers jours.",
                "Without a network, the page tells what this device did in the last days.",
            )),
            Go(words("Lire l’historique", "Read the history"), "/history"),
        ],
    },
    Chapter {
        id: "people",
        title: words("Qui voit quoi", "Who sees what"),
        lines: &[
            Text(words(
                "On n’entre que sur invitation d’un administrateur.",
                "One only comes in when an administrator invites.",
            )),
            Step(words(
                "Commercial\u{a0}: ses clients et ceux que personne ne suit. Il les crée, modifie, confie, importe et exporte.",
                "Salesperson: their own clients and those nobody looks after. They create, change, hand over, import and export them.",
            )),
            Step(words(
                "Responsable\u{a0}: tous les clients, la journée de toute l’équipe, l’entretien et les portefeuilles.",
                "Manager: all clients, the whole team’s day, maintenance and portfolios.",
            )),
            Step(words(
                "Administrateur\u{a0}: tout, et aussi les accès, les étapes de vente et les sauvegardes.",
                "Administrator: everything, and also who may come in, the sales stages and backups.",
            )),
            Step(words(
                "Page Personnes\u{a0}: «\u{a0}Créer le lien d’invitation\u{a0}» fait un lien bon une fois, sept jours. «\u{a0}Nouveau lien de connexion\u{a0}» dépanne un mot de passe oublié.",
                "Page People: “Make the invitation link” makes a link good for one use within seven days. “New sign-in link” helps with a forgotten password.",
            )),
            Step(words(
                "«\u{a0}Fermer l’accès\u{a0}» ferme aussi les sessions\u{a0}; ce que la personne a fait reste. «\u{a0}Rouvrir l’accès\u{a0}» la laisse revenir.",
                "“Close access” ends the sessions too; what the person did stays. “Reopen access” lets them come back.",
            )),
            Go(words("Gérer les personnes", "Manage people"), "/people"),
        ],
    },
    Chapter {
        id: "backups",
        title: words("Mettre le carnet à l’abri", "Keep the book safe"),
        lines: &[
            Text(words(
                "La page Sauvegardes, pour les administrateurs, montre celles que le serveur prend de lui-même, leur rythme et combien il en garde.",
                "The page Backups, for administrators, shows those the server takes by itself, how often, and how many it keeps.",
            )),
            Step(words(
                "«\u{a0}Sauvegarder maintenant\u{a0}» en fait une de plus, avant un grand import par exemple.",
                "“Back up now” makes one more, before a large import for instance.",
            )),
            Step(words(
                "«\u{a0}Télécharger\u{a0}» l’emporte\u{a0}: gardez-en toujours une ailleurs que sur le serveur.",
                "“Download” takes it along: always keep one somewhere else than on the server.",
            )),
            Step(words(
                "Pour restaurer, la page donne les commandes. Ensuite, chaque appareil renvoie de lui-même ses sept derniers jours.",
                "To restore, the page gives the commands. Each device then sends its last seven days again by itself.",
            )),
            Text(words(
                "Chacun peut garder aussi un export régulier de ses clients, en Excel ou en CSV.",
                "Anybody can also keep a regular export of their clients, as Excel or CSV.",
            )),
            Go(words("Voir les sauvegardes", "See the backups"), "/backups"),
        ],
    },
];
