//! The overlay that lists the keys.

use domain::Words;
use domain::lang::words;

pub(crate) const SEARCH: Words = words("Rechercher", "Search");
pub(crate) const FIRST_FOUND: Words = words("De la recherche à la première ligne", "From the search to the first row");
pub(crate) const NEW: Words =
    words("Nouveau client (ou opportunité, compte…)", "New client (or opportunity, account…)");
pub(crate) const MOVE: Words = words("Descendre, monter dans la liste", "Move down, up the list");
pub(crate) const OPEN: Words = words("Ouvrir la ligne", "Open the row");
pub(crate) const TICK: Words = words("Cocher la ligne", "Tick the row");
pub(crate) const MENU: Words = words("Menu de la ligne", "Menu of the row");
pub(crate) const SHIFT_CARD: Words = words("Déplacer la carte, sur un tableau", "Move the card, on a board");
pub(crate) const EDIT: Words = words("Modifier la fiche", "Edit the record");
pub(crate) const ADD_TAG: Words = words("Ajouter le tag que l’on tape", "Add the tag being typed");
pub(crate) const CHOOSE: Words = words("Choisir dans ce qui est proposé", "Choose among what is offered");
pub(crate) const SAVE: Words = words("Enregistrer le formulaire", "Save the form");
pub(crate) const BACK: Words =
    words("Vider la sélection ou la recherche, revenir", "Clear the selection or the search, go back");
pub(crate) const THESE: Words = words("Ces raccourcis", "These shortcuts");
pub(crate) const ENTER_KEY: Words = words("Entrée", "Enter");
pub(crate) const SPACE_KEY: Words = words("Espace", "Space");
pub(crate) const SHIFT_KEY: Words = words("Maj", "Shift");
pub(crate) const ESCAPE_KEY: Words = words("Échap", "Esc");
