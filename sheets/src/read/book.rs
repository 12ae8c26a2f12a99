//! What a workbook says of its sheets: where they are, how numbers are shown in them, and the texts they share.

use std::collections::HashMap;

use super::TEXT;
use super::forms::Form;
use super::package::Package;
use super::xml::{Token, walk};
use crate::fault::Fault;
use crate::marks::unmarked;

/// A workbook, without its cells.
#[derive(Default)]
pub(super) struct Book {
    /// Where the sheets in sight are, in their order.
    pub(super) sheets: Vec<String>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
    /// The forms of numbers, by the places that cells name.
    pub(super) forms: Vec<Form>,
    /// The texts, by the places that cells name.
    pub(super) texts: Texts,
}

impl Book {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Fault> {
        let top = relations(package, "")?;
        let main = top.of_kind("officeDocument").ok_or(Fault::NotABook)?.to_owned();
        let relations = relations(package, &main)?;
        let mut book = Self::default();
        let part = package.part(&main)?.ok_or(Fault::Damaged)?;
        walk(part, |token| {
            let Token::Open(opened) = token else { return Ok(()) };
            match opened.name() {
                "workbookPr" => book.from_1904 = is_on(opened.get("date1904")?.as_deref()),
                "sheet" => {
                    let is_hidden = opened.get("state")?.is_some_and(|state| state != "visible");
                    let target = opened.get("id")?.and_then(|id| relations.by_id.get(&id).cloned());
                    book.sheets.extend(target.filter(|_| !is_hidden));
                }
                _ => {}
            }
            Ok(())
        })?;
        if let Some(styles) = relations.of_kind("styles") {
            book.forms = forms(package, styles)?;
        }
        if let Some(texts) = relations.of_kind("sharedStrings") {
            book.texts = Texts::read(package, texts)?;
        }
        Ok(book)
    }
}

/// Where the parts are that one part names.
struct Relations {
    by_id: HashMap<String, String>,
    by_kind: HashMap<String, String>,
}

impl Relations {
    fn of_kind(&self, kind: &str) -> Option<&str> {
        self.by_kind.get(kind).map(String::as_str)
    }
}

/// What the part at `path` names; the archive itself is the one without a path.
fn relations(package: &mut Package<'_>, path: &str) -> Result<Relations, Fault> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let mut relations = Relations { by_id: HashMap::new(), by_kind: HashMap::new() };
    let beside = format!("{folder}/_rels/{file}.rels");
    let Some(part) = package.part(&beside)? else { return Ok(relations) };
    walk(part, |token| {
        let Token::Open(opened) = token else { return Ok(()) };
        if let (Some(id), Some(kind), Some(target)) = (opened.get("Id")?, opened.get("Type")?, opened.get("Target")?) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = resolved(folder, &target);
            relations.by_kind.entry(kind).or_insert_with(|| target.clone());
            relations.by_id.insert(id, target);
        }
        Ok(())
    })?;
    Ok(relations)
}

/// A path as it is meant in a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}

/// The forms of numbers, in the order of `cellXfs`.
fn forms(package: &mut Package<'_>, path: &str) -> Result<Vec<Form>, Fault> {
    let Some(part) = package.part(path)? else { return Ok(Vec::new()) };
    let mut codes: HashMap<usize, String> = HashMap::new();
    let mut forms = Vec::new();
    let mut is_of_cells = false;
    walk(part, |token| {
        match token {
            Token::Open(opened) => match opened.name() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (opened.number("numFmtId")?, opened.get("formatCode")?) {
                        codes.insert(id, code);
                    }
                }
                "cellXfs" => is_of_cells = true,
                "xf" if is_of_cells => {
                    let id = opened.number("numFmtId")?.unwrap_or_default();
                    forms.push(codes.get(&id).map_or_else(|| Form::known(id), |code| Form::of(code)));
                }
                _ => {}
            },
            Token::Close("cellXfs") => is_of_cells = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(forms)
}

/// Texts that cells share, one behind the other.
#[derive(Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn get(&self, place: usize) -> Option<&str> {
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(place)?)
    }

    fn read(package: &mut Package<'_>, path: &str) -> Result<Self, Fault> {
        let mut texts = Self::default();
        let Some(part) = package.part(path)? else { return Ok(texts) };
        let mut rich = Rich::default();
        walk(part, |token| {
            match token {
                Token::Open(opened) => rich.open(opened.name()),
                Token::Text(text) => rich.take(text),
                Token::Close("si") => {
                    texts.text.push_str(&unmarked(&rich.end()));
                    texts.ends.push(texts.text.len());
                    if texts.text.len() > TEXT {
                        return Err(Fault::TooLarge);
                    }
                }
                Token::Close(name) => rich.close(name),
            }
            Ok(())
        })?;
        Ok(texts)
    }
}

/// A text in pieces, each with a look of its own; how it is pronounced stands among them and is left out.
#[derive(Default)]
pub(super) struct Rich {
    text: String,
    is_text: bool,
    is_pronounced: bool,
}

impl Rich {
    pub(super) fn open(&mut self, name: &str) {
        match name {
            "t" => self.is_text = true,
            "rPh" => self.is_pronounced = true,
            _ => {}
        }
    }

    pub(super) fn take(&mut self, text: &str) {
        if self.is_text && !self.is_pronounced {
            self.text.push_str(text);
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "rPh" => self.is_pronounced = false,
            _ => {}
        }
    }

    /// The whole text; the next one begins.
    pub(super) fn end(&mut self) -> String {
        std::mem::take(self).text
    }
}
