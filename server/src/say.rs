//! What `carnet` says to the person who runs it, on standard output. The log goes to standard error.

use std::fmt::Display;
use std::io::Write as _;

use domain::Lang;

/// One line on standard output.
pub fn line(text: impl Display) {
    // OK because nobody is left to tell when standard output is gone.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// The language of the machine's settings; French when they name neither.
pub fn language() -> Lang {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    named.into_iter().find(|tag| !tag.is_empty()).map(|tag| Lang::of_tag(&tag)).unwrap_or_default()
}
