//! The overlay that lists the keys.

use domain::Words;
use domain::lang::words;

pub(crate) const SEARCH: Words = words("Rechercher", "Search");
pub(crate) const NEW: Words = words("Nouveau client", "New client");
pub(crate) const MOVE: Words = words("Descendre, monter dans la liste", "Move down, up the list");
pub(crate) const OPEN: Words = words("Ouvrir", "Open");
pub(crate) const EDIT: Words = words("Modifier la fiche", "Edit the record");
pub(crate) const SAVE: Words = words("Enregistrer le formulaire", "Save the form");
pub(crate) const BACK: Words = words("Revenir", "Go back");
pub(crate) const HELP: Words = words("Cette aide", "This help");
pub(crate) const ENTER_KEY: Words = words("Entrée", "Enter");
pub(crate) const ESCAPE_KEY: Words = words("Échap", "Esc");
