//! Import: a file is understood, checked, tried, then brought in.

use domain::lang::words;
use domain::{Lang, Words};

use super::counted;

pub(crate) const CHOOSE: Words = words("Choisir un fichier", "Choose a file");
pub(crate) const DROP: Words = words(
    "Déposez ici un fichier Excel (.xlsx), CSV ou vCard, ou choisissez-le.",
    "Drop an Excel (.xlsx), CSV or vCard file here, or choose it.",
);
pub(crate) const DROP_HINT: Words = words(
    "Export d’Excel, de Google Contacts, d’Outlook ou d’un autre carnet. Rien n’est écrit avant votre accord.",
    "Exported from Excel, Google Contacts, Outlook or another book. Nothing is written before you agree.",
);
pub(crate) const OTHER_FILE: Words = words("Un autre fichier", "Another file");
pub(crate) const UNREADABLE: Words = words(
    "Ce fichier n’a pas pu être lu. Choisissez un fichier CSV dont la première ligne porte les titres des colonnes.",
    "This file could not be read. Choose a CSV file whose first row holds the column headings.",
);
pub(crate) const NO_MODULE: Words = words(
    "Ce qui lit les classeurs n’est pas encore sur cet appareil\u{a0}: réessayez avec un réseau, ou enregistrez le fichier en CSV.",
    "What reads workbooks is not on this device yet: try again with a network, or save the file as CSV.",
);
pub(crate) const UNDERSTOOD: Words = words("Ce que le fichier contient", "What the file holds");
pub(crate) const ENCODING: Words = words("Encodage", "Encoding");
pub(crate) const SEPARATOR: Words = words("Séparateur", "Separator");
pub(crate) const DATES: Words = words("Dates", "Dates");
pub(crate) const DATES_SUPPOSED: Words = words(
    "Aucune date du fichier ne dit si le jour ou le mois vient d’abord\u{a0}: vérifiez.",
    "No date in the file says whether the day or the month comes first: check.",
);
pub(crate) const COLUMNS: Words = words("Colonnes", "Columns");
pub(crate) const COLUMNS_HINT: Words = words(
    "Chaque colonne et la rubrique où elle entre. Changez ce qui n’a pas été compris.",
    "Each column and the field it goes into. Change what was not understood.",
);
pub(crate) const LEFT_OUT: Words = words("— ne pas importer —", "— do not import —");
pub(crate) const FOR_NEW: Words = words("Pour chaque nouvelle fiche", "For each new record");
pub(crate) const ROWS: Words = words("Lignes", "Rows");
pub(crate) const ROWS_GOOD: Words = words("Toutes les lignes sont bonnes.", "Every row is good.");
pub(crate) const FAULTS_HINT: Words = words(
    "Corrigez-les ici, ou laissez-les\u{a0}: une ligne en faute n’entre pas, les autres oui.",
    "Correct them here, or leave them: a row with a fault does not come in, the others do.",
);
pub(crate) const PREVIEW: Words = words("Aperçu des premières lignes", "The first rows");
pub(crate) const MATCHES: Words = words("Fiches déjà connues", "Records already known");
pub(crate) const KEY: Words = words("Reconnaître une fiche par", "Recognise a record by");
pub(crate) const ON_MATCH: Words = words("Quand elle existe déjà", "When it exists already");
pub(crate) const TRY: Words = words("Voir ce qui va changer", "See what will change");
pub(crate) const TRIAL: Words = words("Ce qui va changer", "What will change");
pub(crate) const NOTHING: Words =
    words("Rien à faire\u{a0}: le carnet dit déjà tout cela.", "Nothing to do: the book says all this already.");
pub(crate) const NEW: Words = words("Nouvelle fiche", "New record");
pub(crate) const STOP: Words = words("Arrêter", "Stop");
pub(crate) const STOPPED: Words =
    words("Import arrêté\u{a0}: rien n’a été gardé.", "Import stopped: nothing was kept.");
pub(crate) const UNDO: Words = words("Annuler l’import", "Undo the import");
pub(crate) const UNDONE: Words = words("Import annulé", "Import undone");
pub(crate) const SEE: Words = words("Voir les clients", "See the clients");
pub(crate) const STILL_ARRIVING: Words = words(
    "Le carnet arrive encore sur cet appareil\u{a0}; la comparaison s’ouvre dès qu’il est là.",
    "The book is still arriving on this device; the comparison opens as soon as it is here.",
);
pub(crate) const NO_BOOK: Words = words(
    "Le carnet n’est pas encore entier sur cet appareil. Réessayez dans un instant.",
    "The book is not whole on this device yet. Try again in a moment.",
);
pub(crate) const READING: Words = words("Lecture du fichier…", "Reading the file…");
pub(crate) const CHECKING: Words = words("Vérification des lignes…", "Checking the rows…");
pub(crate) const COMPARING: Words = words("Comparaison avec le carnet…", "Comparing with the book…");
pub(crate) const WRITING: Words = words("Import…", "Importing…");
pub(crate) const MINE: Words = words("Les nouvelles fiches vous sont confiées.", "New records are assigned to you.");
pub(crate) const LARGE_HINT: Words = words(
    "C’est un grand fichier. Le serveur le lit plus vite que cet appareil, sans rien écrire d’abord\u{a0}: les colonnes dont il connaît le titre entrent, les fiches qu’il connaît sont mises à jour. Cet import-là ne s’annule pas d’un geste.",
    "This is a large file. The server reads it faster than this device, without writing anything at first: columns whose heading it knows come in, records it knows are updated. Such an import cannot be undone in one go.",
);
pub(crate) const BY_SERVER: Words = words("Laisser faire le serveur", "Let the server do it");
pub(crate) const BY_DEVICE: Words = words("Importer depuis cet appareil", "Import from this device");
pub(crate) const SERVER_READS: Words = words("Le serveur lit le fichier…", "The server reads the file…");
pub(crate) const SERVER_WRITES: Words = words("Le serveur importe le fichier…", "The server imports the file…");
pub(crate) const SERVER_DONE: Words = words(
    "C’est importé. Les fiches arrivent maintenant sur les appareils de chacun.",
    "Imported. The records are now on their way to everybody’s devices.",
);

const ROW: Words = words("ligne", "row");
const ROWS_OF: Words = words("lignes", "rows");
const RECORD: Words = words("fiche", "record");
const RECORDS: Words = words("fiches", "records");

/// "500 lignes".
pub(crate) fn rows(lang: Lang, count: usize) -> String {
    counted(lang, count, ROW, ROWS_OF)
}

/// "12 fiches".
pub(crate) fn records(lang: Lang, count: usize) -> String {
    counted(lang, count, RECORD, RECORDS)
}

/// "3 lignes en faute".
pub(crate) fn faulty(lang: Lang, count: usize) -> String {
    counted(lang, count, words("ligne en faute", "row with a fault"), words("lignes en faute", "rows with faults"))
}

/// "et 12 autres".
pub(crate) fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Fr => format!("et {} de plus", counted(lang, count, ROW, ROWS_OF)),
        Lang::En => format!("and {} more", counted(lang, count, ROW, ROWS_OF)),
    }
}

/// "Ligne 12".
pub(crate) fn row(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Fr => format!("Ligne {number}"),
        Lang::En => format!("Row {number}"),
    }
}

/// "Il manque une colonne pour « E-mail »: indiquez-la."
pub(crate) fn missing(lang: Lang, fields: &str) -> String {
    match lang {
        Lang::Fr => format!("Indiquez ci-dessus où se trouve\u{a0}: {fields}."),
        Lang::En => format!("Say above where this stands: {fields}."),
    }
}

/// What a trial counted: "12 à créer · 3 à mettre à jour · 4 inchangées".
pub(crate) fn counts(lang: Lang, [created, updated, unchanged, skipped]: [usize; 4]) -> String {
    let parts = match lang {
        Lang::Fr => [
            (created, counted(lang, created, words("nouvelle fiche", ""), words("nouvelles fiches", ""))),
            (updated, counted(lang, updated, words("fiche mise à jour", ""), words("fiches mises à jour", ""))),
            (unchanged, counted(lang, unchanged, words("inchangée", ""), words("inchangées", ""))),
            (skipped, counted(lang, skipped, words("laissée telle quelle", ""), words("laissées telles quelles", ""))),
        ],
        Lang::En => [
            (created, counted(lang, created, words("", "new record"), words("", "new records"))),
            (updated, counted(lang, updated, words("", "record updated"), words("", "records updated"))),
            (unchanged, counted(lang, unchanged, words("", "unchanged"), words("", "unchanged"))),
            (skipped, counted(lang, skipped, words("", "left as it is"), words("", "left as they are"))),
        ],
    };
    parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect::<Vec<_>>().join(" · ")
}

/// "Importer 12 fiches".
pub(crate) fn import(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Fr => format!("Importer {}", records(lang, count)),
        Lang::En => format!("Import {}", records(lang, count)),
    }
}

/// "12 fiches importées".
pub(crate) fn imported(lang: Lang, count: usize) -> String {
    counted(
        lang,
        count,
        words("fiche importée sur cet appareil", "record imported on this device"),
        words("fiches importées sur cet appareil", "records imported on this device"),
    )
}
