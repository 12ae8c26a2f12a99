//! What a reader may rely on in each source file: an opening sentence, a length that can be read, nothing left open.

use std::path::Path;

use crate::error::{Error, Outcome};
use crate::places;

/// No file may be longer, however good its reasons.
const LONGEST: usize = 400;
/// Endings of what people write here.
const SOURCES: &[&str] = &["rs", "ts", "mjs", "js", "css", "sql"];
/// Folders that hold no source of ours.
const SKIPPED: &[&str] = &["target", "node_modules", "test-results", "playwright-report"];

/// Reads every source file; tells every fault at once.
pub(crate) fn check() -> Outcome {
    let root = places::root();
    let mut faults = Vec::new();
    walk(&root, &root, &mut faults)?;
    if faults.is_empty() { Ok(()) } else { Err(Error::Faults(faults)) }
}

fn walk(root: &Path, folder: &Path, faults: &mut Vec<String>) -> Outcome {
    for entry in std::fs::read_dir(folder).map_err(Error::file(folder))?.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !SKIPPED.contains(&name.as_str()) && !name.starts_with(".git") {
                walk(root, &path, faults)?;
            }
            continue;
        }
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if SOURCES.contains(&extension) {
            let text = std::fs::read_to_string(&path).map_err(Error::file(&path))?;
            let shown = path.strip_prefix(root).unwrap_or(&path).display();
            faults.extend(faults_of(&text, extension == "rs").into_iter().map(|fault| format!("{shown}: {fault}")));
        }
    }
    Ok(())
}

/// What is wrong with one file's text.
fn faults_of(text: &str, is_rust: bool) -> Vec<String> {
    let mut faults = Vec::new();
    if is_rust && !text.starts_with("//! ") {
        faults.push("does not open with `//!` and what the room is for".to_owned());
    }
    let lines = text.lines().count();
    if lines > LONGEST {
        faults.push(format!("{lines} lines, more than {LONGEST}"));
    }
    for (index, line) in text.lines().enumerate() {
        if let Some(mark) = left_open().iter().find(|mark| line.contains(mark.as_str())) {
            faults.push(format!("line {}: {mark}", index + 1));
        }
    }
    faults
}

/// Marks of unfinished work, put together here so that this file does not accuse itself.
fn left_open() -> [String; 4] {
    [["TO", "DO"], ["FIX", "ME"], ["XX", "X:"], ["unimplemented", "!("]].map(|halves| halves.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_an_opening_sentence_is_named() {
        assert_eq!(faults_of("fn main() {}\n", true).len(), 1);
        assert_eq!(faults_of("//! Opens the house.\nfn main() {}\n", true), Vec::<String>::new());
        assert_eq!(faults_of("export {}\n", false), Vec::<String>::new());
    }

    #[test]
    fn a_file_that_cannot_be_read_at_a_sitting_is_named() {
        let long = format!("//! Long.\n{}", "\n".repeat(LONGEST));
        assert_eq!(faults_of(&long, true), ["401 lines, more than 400"]);
    }

    #[test]
    fn work_left_open_is_named_with_its_line() {
        let text = format!("//! Open.\n// {}: later\n", left_open()[0]);
        assert_eq!(faults_of(&text, true).len(), 1);
    }
}
