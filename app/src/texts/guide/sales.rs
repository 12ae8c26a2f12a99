//! Selling and measuring: the path of a prospect, deals, accounts, figures, and what works well.

use domain::lang::words;

use super::Line::{Go, Step, Text};
use super::{Chapter, Part};

pub(super) const PART: Part =
    Part { id: "sales", title: words("Vendre et mesurer", "Sell and measure"), chapters: CHAPTERS };

const CHAPTERS: &[Chapter] = &[
    Chapter {
        id: "path",
        title: words("Du prospect au VIP", "From prospect to VIP"),
        lines: &[
            Step(words(
                "Créez le prospect\u{a0}: d’où vient-il, qui s’en occupe, quel premier suivi\u{a0}?",
                "Create the prospect: where from, in whose care, which first follow-up?",
            )),
            Step(words(
                "Après chaque contact, notez l’échange, planifiez le suivant et faites avancer son étape.",
                "After each contact, note it, plan the next one and move the prospect to the next step.",
            )),
            Step(words(
                "À l’accord, convertissez-le en client, complétez sa fiche et gardez un suivi régulier.",
                "Once agreed, convert them to a client, complete the record and keep following up.",
            )),
            Step(words(
                "Les plus importants passent en VIP\u{a0}: le tableau de bord les réunit, suivez-les de près.",
                "The most important become VIP: the dashboard gathers them, follow them closely.",
            )),
            Step(words(
                "Quand la relation s’arrête, passez-les en Inactif. La fiche et son histoire restent, et rien n’empêche de revenir.",
                "When the relation ends, make them Inactive. The record and its history stay, and they may always come back.",
            )),
        ],
    },
    Chapter {
        id: "prospects",
        title: words("Prospects\u{a0}: étape par étape", "Prospects: step by step"),
        lines: &[
            Text(words(
                "La page Prospects range chacun par étape\u{a0}: Nouveau, Contacté, Qualifié, Proposition, Perdu. «\u{a0}Liste\u{a0}» en fait un tableau à trier et à filtrer.",
                "The page Prospects puts each under a step: New, Contacted, Qualified, Proposal, Lost. “List” makes a table of them, to sort and filter.",
            )),
            Step(words(
                "Glissez une carte vers son étape\u{a0}; au doigt, appuyez d’abord longuement\u{a0}; au clavier, m. «\u{a0}Perdu\u{a0}» demande pourquoi.",
                "Drag a card to its step; with a finger, hold it first; on a keyboard, m. “Lost” asks why.",
            )),
            Step(words(
                "«\u{a0}Convertir en client\u{a0}», sur la fiche, dit ce qui manque, puis relie ou crée le compte et, si vous voulez, «\u{a0}Créer une opportunité\u{a0}».",
                "“Convert to client”, on the record, says what is missing, then links or creates the account and, if you wish, “Create an opportunity”.",
            )),
            Step(words(
                "Trop tôt\u{a0}? Un seul «\u{a0}Annuler\u{a0}» défait le tout.",
                "Too early? A single “Undo” takes all of it back.",
            )),
            Go(words("Voir les prospects", "See the prospects"), "/prospects"),
        ],
    },
    Chapter {
        id: "opportunities",
        title: words("Opportunités", "Opportunities"),
        lines: &[
            Text(words(
                "Une opportunité est une vente possible\u{a0}: un nom, un montant, une étape, une date de clôture, un client ou un compte.",
                "An opportunity is a sale that may come: a name, an amount, a stage, a closing date, a client or an account.",
            )),
            Step(words(
                "«\u{a0}Tableau\u{a0}» montre une colonne par étape, avec sa somme et ce qu’elle pèse selon sa probabilité. Les cartes s’y déplacent comme celles des prospects\u{a0}; une perte demande sa raison.",
                "“Board” shows a column for each stage, with its sum and what that weighs by its probability. Cards move as those of prospects do; a loss asks its reason.",
            )),
            Step(words(
                "«\u{a0}Liste\u{a0}» se trie et se filtre. «\u{a0}Prévisions\u{a0}» additionne les montants mois par mois.",
                "“List” can be sorted and filtered. “Forecast” adds the amounts up month by month.",
            )),
            Step(words(
                "Sur la fiche, «\u{a0}Noter un échange\u{a0}» garde un appel ou un rendez-vous en deux touchers.",
                "On the record, “Log an exchange” keeps a call or a meeting in two taps.",
            )),
            Step(words(
                "Un administrateur nomme et range les étapes\u{a0}: «\u{a0}Modifier les étapes\u{a0}». Une étape retirée reste visible tant qu’elle sert.",
                "An administrator names and orders the stages: “Edit the stages”. A retired stage stays visible while it is in use.",
            )),
            Go(words("Voir les opportunités", "See the opportunities"), "/opportunities"),
        ],
    },
    Chapter {
        id: "accounts",
        title: words("Comptes et interactions", "Accounts and interactions"),
        lines: &[
            Text(words(
                "Un compte est une entreprise. Sa page réunit ses contacts, ses opportunités et vos échanges, avec son secteur, son chiffre d’affaires et son responsable commercial.",
                "An account is a company. Its page brings its contacts, its opportunities and your exchanges together, with its industry, its revenue and its sales owner.",
            )),
            Step(words(
                "Si l’entreprise d’un client a déjà un compte, sa fiche propose «\u{a0}Relier\u{a0}».",
                "When a client’s company has an account already, their record offers “Link”.",
            )),
            Step(words(
                "«\u{a0}Ajouter\u{a0}» crée une opportunité ou une interaction déjà rattachée à la fiche ouverte.",
                "“Add” creates an opportunity or an interaction that belongs to the open record.",
            )),
            Step(words(
                "La page Interactions réunit appels, e-mails, rendez-vous et visites, à filtrer par type, résultat ou personne.",
                "The page Interactions gathers calls, emails, meetings and visits, to filter by type, outcome or person.",
            )),
            Go(words("Voir les comptes", "See the accounts"), "/accounts"),
        ],
    },
    Chapter {
        id: "dashboard",
        title: words("Le tableau de bord", "The dashboard"),
        lines: &[
            Text(words(
                "En haut, les chiffres\u{a0}: total, clients actifs, prospects, VIP, puis retards, suivis à venir et non assignés. Chacun ouvre la liste qu’il compte.",
                "At the top, the figures: all clients, active ones, prospects, VIP, then what is late, what comes and the unassigned. Each opens the list it counts.",
            )),
            Step(words(
                "La personne choisie change toute la page. La période règle les nouveaux, leur conversion et l’évolution.",
                "The person you choose changes the whole page. The period sets the new ones, their conversion and the growth.",
            )),
            Step(words(
                "Les graphiques montrent les statuts, les sources, l’évolution du portefeuille, l’âge des retards et la part de chacun dans l’équipe.",
                "The charts show the statuses, the sources, the growth of the portfolio, how old the delays are and each person’s share in the team.",
            )),
            Step(words(
                "«\u{a0}Voir les chiffres\u{a0}» ouvre le tableau derrière le dessin. «\u{a0}Image\u{a0}» l’enregistre en SVG, «\u{a0}CSV\u{a0}» pour un tableur.",
                "“See the figures” opens the table behind the drawing. “Picture” saves it as SVG, “CSV” for a spreadsheet.",
            )),
            Step(words(
                "Plus bas, quelques noms\u{a0}: suivis nécessaires, clients récents, VIP, non assignés. «\u{a0}Tout voir\u{a0}» ouvre la liste.",
                "Further down, a few names: follow-ups needed, recent clients, VIP, unassigned. “See all” opens the list.",
            )),
            Text(words(
                "Tout se compte sur l’appareil, sans réseau aussi. Un commercial n’y compte que les clients qu’il voit.",
                "All of it is counted on the device, without a network too. A salesperson counts only the clients they see.",
            )),
            Go(words("Ouvrir le tableau de bord", "Open the dashboard"), "/dashboard"),
        ],
    },
    Chapter {
        id: "reports",
        title: words("Les rapports", "The reports"),
        lines: &[
            Text(words(
                "Trois questions, trois rapports\u{a0}: les prospects, les opportunités, les comptes. Ils marchent aussi sans réseau.",
                "Three questions, three reports: prospects, opportunities, accounts. They work without a network too.",
            )),
            Step(words(
                "«\u{a0}Par\u{a0}» choisit le classement\u{a0}: source, étape, responsable, client, mois, secteur… «\u{a0}Croisé avec\u{a0}» en ajoute un second.",
                "“By” chooses the grouping: source, stage, owner, client, month, industry… “Across” adds a second one.",
            )),
            Step(words(
                "«\u{a0}Du\u{a0}», «\u{a0}Au\u{a0}» et «\u{a0}Personne\u{a0}» disent de quand et de qui l’on parle.",
                "“From”, “To” and “Person” say when and whose.",
            )),
            Step(words(
                "Celui des opportunités donne aussi le taux de gain, les montants pondérés et les raisons des pertes.",
                "That of opportunities also gives the win rate, weighted amounts and the lost reasons.",
            )),
            Step(words(
                "Emportez-le\u{a0}: «\u{a0}Télécharger (Excel)\u{a0}», «\u{a0}Télécharger (CSV)\u{a0}» ou «\u{a0}Imprimer\u{a0}».",
                "Take it along: “Download (Excel)”, “Download (CSV)” or “Print”.",
            )),
            Go(words("Voir les rapports", "See the reports"), "/reports"),
        ],
    },
    Chapter {
        id: "habits",
        title: words("Ce qui marche bien", "What works well"),
        lines: &[
            Step(words(
                "Écrivez ce que vous savez dès que vous le savez\u{a0}: un poste, une ville, une source serviront au prochain appel.",
                "Write down what you know as soon as you know it: a job, a city, a source will help in the next call.",
            )),
            Step(words(
                "Planifiez des dates que vous tiendrez, et tenez-les. Le filtre «\u{a0}Sans prochain contact\u{a0}» trouve ceux qu’on allait oublier.",
                "Plan dates you can keep, and keep them. The filter “No next contact” finds those about to be forgotten.",
            )),
            Step(words(
                "Notez l’échange en sortant\u{a0}: deux phrases suffisent à qui rappellera.",
                "Note the contact on your way out: two sentences are enough for whoever calls back.",
            )),
            Step(words(
                "Répartissez les clients\u{a0}: un client assigné est un client suivi. «\u{a0}Non assignés\u{a0}» devrait rester vide.",
                "Share the clients out: an assigned client is a client looked after. “Unassigned” should stay empty.",
            )),
            Step(words(
                "Peu de tags, et les mêmes pour tous\u{a0}: vos campagnes viseront juste.",
                "Few tags, and the same for everybody: your campaigns will hit the mark.",
            )),
            Step(words(
                "Regardez les sources chaque mois, et mettez votre temps là où les prospects deviennent clients.",
                "Look at the sources each month, and put your time where prospects become clients.",
            )),
        ],
    },
];
