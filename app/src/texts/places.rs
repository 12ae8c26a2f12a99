//! The places of the house, and what is done there.

use domain::Words;
use domain::lang::words;

pub(crate) const TODAY: Words = words("Aujourd’hui", "Today");
pub(crate) const TODAY_SHORT: Words = words("Auj.", "Today");
pub(crate) const TODAY_HINT: Words =
    words("Les suivis en retard, du jour et à venir", "Follow-ups that are late, due and coming");
pub(crate) const CLIENTS: Words = words("Clients", "Clients");
pub(crate) const CLIENTS_HINT: Words =
    words("Toutes les fiches, la recherche et les filtres", "Every record, search and filters");
pub(crate) const PROSPECTS: Words = words("Prospects", "Prospects");
pub(crate) const PROSPECTS_HINT: Words =
    words("Les personnes à convaincre, étape par étape", "People to win over, step by step");
pub(crate) const SALES: Words = words("Ventes", "Sales");
pub(crate) const OPPORTUNITIES: Words = words("Opportunités", "Opportunities");
pub(crate) const OPPORTUNITIES_HINT: Words =
    words("Le pipeline des ventes et ses montants", "The sales pipeline and its amounts");
pub(crate) const ACCOUNTS: Words = words("Comptes", "Accounts");
pub(crate) const ACCOUNTS_HINT: Words =
    words("Les entreprises et tout ce qui s’y rattache", "Companies and all that belongs to them");
pub(crate) const INTERACTIONS: Words = words("Interactions", "Interactions");
pub(crate) const INTERACTIONS_HINT: Words = words("Les appels, e-mails et rendez-vous", "Calls, emails and meetings");
pub(crate) const DASHBOARD: Words = words("Tableau de bord", "CRM Dashboard");
pub(crate) const DASHBOARD_HINT: Words =
    words("Les chiffres du portefeuille en un coup d’œil", "The portfolio’s figures at a glance");
pub(crate) const REPORTS: Words = words("Rapports", "Reports");
pub(crate) const REPORTS_HINT: Words =
    words("Prospects, opportunités et comptes en détail", "Prospects, opportunities and accounts in detail");
pub(crate) const HISTORY: Words = words("Historique", "History");
pub(crate) const HISTORY_HINT: Words =
    words("Qui a fait quoi, quand et sur quel appareil", "Who did what, when and on which device");
pub(crate) const EVENTS: Words = words("Salons", "Trade shows");
pub(crate) const EVENTS_HINT: Words =
    words("Les événements et les contacts qu’ils ont apportés", "Events and the contacts they brought");
pub(crate) const TAGS: Words = words("Tags", "Tags");
pub(crate) const TAGS_HINT: Words = words("Renommer, réunir et colorer vos tags", "Rename, unite and colour your tags");
pub(crate) const IMPORT: Words = words("Importer", "Import");
pub(crate) const IMPORT_HINT: Words =
    words("Un fichier CSV, Excel ou vCard entre dans le carnet", "Bring a CSV, Excel or vCard file into the book");
pub(crate) const DUPLICATES: Words = words("Doublons", "Duplicates");
pub(crate) const DUPLICATES_HINT: Words =
    words("Trouver et fusionner les fiches en double", "Find and merge records that stand twice");
pub(crate) const MAINTENANCE: Words = words("Entretien", "Maintenance");
pub(crate) const MAINTENANCE_HINT: Words =
    words("Fiches dormantes, statuts et portefeuilles à revoir", "Sleeping records, statuses and portfolios to review");
pub(crate) const SYNC: Words = words("Synchronisation", "Sync");
pub(crate) const SYNC_HINT: Words =
    words("Ce qui attend sur cet appareil, les conflits", "What waits on this device, conflicts");
pub(crate) const PEOPLE: Words = words("Personnes", "People");
pub(crate) const PEOPLE_HINT: Words =
    words("Qui entre dans le carnet, et avec quel rôle", "Who comes in, and in which role");
pub(crate) const STAGES: Words = words("Étapes de vente", "Sales stages");
pub(crate) const STAGES_HINT: Words =
    words("Nommer et ranger les étapes du pipeline", "Name and order the stages of the pipeline");
pub(crate) const BACKUPS: Words = words("Sauvegardes", "Backups");
pub(crate) const BACKUPS_HINT: Words = words("Sauvegarder le carnet et le rétablir", "Back the book up and restore it");
pub(crate) const HELP: Words = super::guide::TITLE;
pub(crate) const HELP_HINT: Words =
    words("Tout ce que l’on fait ici, chapitre par chapitre", "All that is done here, chapter by chapter");
pub(crate) const SETTINGS: Words = words("Réglages", "Settings");
pub(crate) const SETTINGS_HINT: Words = words("Langue, thème, appareil, session", "Language, theme, device, session");
pub(crate) const MORE: Words = words("Plus", "More");
