//! Short names for what a module and its script call each other: wasm-bindgen gives every function a long one that ends in
//! a hash, twice on the wire, and nobody reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection};
use wasmparser::{Export, Import, ImportSectionReader, Parser, Payload};

use crate::error::{Error, Outcome};

/// How the names begin of what only the script may call.
const CLOSURES: &str = "wasm_bindgen__";

/// Script and module with short names; `glue` is what the module calls its script (`./carnet_bg.js`).
pub(super) fn shorten(script: &str, module: &[u8], glue: &str) -> Outcome<(String, Vec<u8>)> {
    let told = |cause: &dyn std::fmt::Display| Error::Unexpected(format!("names of {glue}: {cause}"));
    let long = long_names(module, glue).map_err(|cause| told(&cause))?;
    let taken: BTreeSet<&str> = words(script).collect();
    let short = (0..).map(|count| format!("_{count:x}")).filter(|name| !taken.contains(name.as_str()));
    let names: BTreeMap<&str, String> = long.into_iter().zip(short).collect();
    let script = words(script).map(|word| names.get(word).map_or(word, String::as_str)).collect();
    let mut renamed = wasm_encoder::Module::new();
    let mut renaming = Renaming { glue, names };
    renaming.parse_core_module(&mut renamed, Parser::new(0), module).map_err(|cause| told(&cause))?;
    Ok((script, renamed.finish()))
}

/// What the module asks of its script, and what it leaves to its script alone.
fn long_names<'a>(module: &'a [u8], glue: &str) -> wasmparser::Result<BTreeSet<&'a str>> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    names.extend((import.module == glue).then_some(import.name));
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let name = export?.name;
                    names.extend(name.starts_with(CLOSURES).then_some(name));
                }
            }
            _ => {}
        }
    }
    Ok(names)
}

/// The text cut before and after every name.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let belongs = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_name = rest.chars().next().map(belongs)?;
        let end = rest.find(|letter| belongs(letter) != is_name).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

struct Renaming<'a> {
    glue: &'a str,
    names: BTreeMap<&'a str, String>,
}

type Result = std::result::Result<(), wasm_encoder::reencode::Error<Infallible>>;

impl Reencode for Renaming<'_> {
    type Error = Infallible;

    fn parse_import_section(&mut self, imports: &mut ImportSection, section: ImportSectionReader<'_>) -> Result {
        for import in section.into_imports() {
            let import = import?;
            let short = self.names.get(import.name).filter(|_| import.module == self.glue).cloned();
            let name = short.as_deref().unwrap_or(import.name);
            utils::parse_import(self, imports, Import { name, ..import })?;
        }
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Result {
        let short = self.names.get(export.name).filter(|_| export.name.starts_with(CLOSURES)).cloned();
        let name = short.as_deref().unwrap_or(export.name);
        utils::parse_export(self, exports, Export { name, ..export })
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, Module, TypeSection};

    use super::*;

    const GLUE: &str = "./carnet_bg.js";

    fn module(names: [&str; 4]) -> Vec<u8> {
        let [asked, elsewhere, closure, public] = names;
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import(GLUE, asked, EntityType::Function(0)).import("./parts.js", elsewhere, EntityType::Function(0));
        let mut exports = ExportSection::new();
        exports.export(closure, ExportKind::Func, 0).export(public, ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn script_and_module_agree_on_the_short_names() {
        let long = module(["__wbg_log_0123", "__wbg_log_0123", "wasm_bindgen__invoke_4567", "hydrate"]);
        let script =
            "const _0 = {__wbg_log_0123: (é) => wasm.wasm_bindgen__invoke_4567(é)}; wasm.hydrate(__wbg_log_01234);";
        let (script, short) = shorten(script, &long, GLUE).unwrap();
        assert_eq!(script, "const _0 = {_1: (é) => wasm._2(é)}; wasm.hydrate(__wbg_log_01234);");
        assert_eq!(short, module(["_1", "__wbg_log_0123", "_2", "hydrate"]));
    }

    #[test]
    fn what_is_no_module_is_told() {
        assert!(shorten("", b"<!doctype html>", GLUE).is_err());
    }
}
