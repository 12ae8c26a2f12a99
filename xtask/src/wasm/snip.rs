//! Empties functions that nothing calls although their address is taken, so that nobody downloads them, nor what only they
//! call. A call all the same would end the program (`unreachable`).
//!
//! The module keeps its relocations, but for those of the emptied functions: by them `wasm-split` sees who needs whom.
//! Their form: <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md#relocation-sections>.

use std::ops::Range;

use wasm_encoder::{CustomSection, Encode, Section};
use wasmparser::{KnownCustom, Name, Parser, Payload, RelocSectionReader, TypeRef};

use crate::error::{Error, Outcome};

/// The bytes before the first section.
const HEADER: usize = 8;

/// A body in the form of the module: no locals, `unreachable`, as many `nop` as it takes, `end`.
const NO_LOCALS: u8 = 0x00;
const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// The module without the bodies of the functions that are `dead` by their name, and how many bytes those had.
pub(super) fn snip(module: &[u8], dead: impl Fn(&str) -> bool) -> Outcome<(Vec<u8>, usize)> {
    let told = |cause: wasmparser::BinaryReaderError| Error::Unexpected(format!("snip: {cause}"));
    let layout = Layout::read(module).map_err(told)?;
    let bodies = layout.bodies(&dead);
    let mut snipped = module.to_vec();
    for body in &bodies {
        snipped[body.clone()].fill(NOP);
        snipped[body.start] = NO_LOCALS;
        snipped[body.start + 1] = UNREACHABLE;
        snipped[body.end - 1] = END;
    }
    if let Some(relocations) = &layout.relocations {
        let mut section = Vec::new();
        relocations.without(&bodies, layout.code).map_err(told)?.append_to(&mut section);
        snipped.splice(relocations.place.clone(), section);
    }
    Ok((snipped, bodies.iter().map(ExactSizeIterator::len).sum()))
}

/// What matters here of a module; places are counted in bytes from its beginning.
#[derive(Default)]
struct Layout<'a> {
    /// The bodies of its functions, in order.
    functions: Vec<Range<usize>>,
    /// The functions' names, by their place in `functions`.
    names: Vec<(usize, &'a str)>,
    /// Where the contents of the code section begin.
    code: usize,
    /// What tells the linker where in the code an address stands.
    relocations: Option<Relocations<'a>>,
}

/// The section `reloc.CODE`.
struct Relocations<'a> {
    /// Where it stands, its header included.
    place: Range<usize>,
    name: &'a str,
    reader: RelocSectionReader<'a>,
    module: &'a [u8],
}

impl<'a> Layout<'a> {
    fn read(module: &'a [u8]) -> wasmparser::Result<Self> {
        let mut layout = Self::default();
        let (mut imported, mut end) = (0, HEADER);
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(imports) => {
                    for import in imports.clone().into_imports() {
                        imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => layout.code = place(range).start,
                Payload::CodeSectionEntry(body) => layout.functions.push(place(&body.range())),
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Reloc(reader) if custom.name() == "reloc.CODE" => {
                        let place = end..place(&custom.range()).end;
                        layout.relocations = Some(Relocations { place, name: custom.name(), reader, module });
                    }
                    KnownCustom::Name(sections) => {
                        for section in sections {
                            let Name::Function(names) = section? else { continue };
                            for name in names {
                                let name = name?;
                                // OK because imported functions come first, and have no body.
                                let at = (name.index as usize).checked_sub(imported);
                                layout.names.extend(at.map(|at| (at, name.name)));
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
            if let Some((_, range)) = payload.as_section() {
                end = place(&range).end;
            }
        }
        Ok(layout)
    }

    /// The bodies to be emptied; those with less in them than what would take its place stay.
    fn bodies(&self, dead: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
        let dead = self.names.iter().filter(|(_, name)| dead(name)).filter_map(|(at, _)| self.functions.get(*at));
        let mut bodies: Vec<_> = dead.filter(|body| body.len() > 2).cloned().collect();
        bodies.sort_unstable_by_key(|body| body.start);
        bodies
    }
}

impl<'a> Relocations<'a> {
    /// The section without what points into `bodies`, which are sorted; `code` is where the code section's contents begin.
    fn without(&self, bodies: &[Range<usize>], code: usize) -> wasmparser::Result<CustomSection<'a>> {
        let entries = self.reader.entries();
        let mut places = Vec::new();
        for entry in entries.clone().into_iter_with_offsets() {
            let (start, entry) = entry?;
            places.push((start, code + entry.offset as usize));
        }
        let ends = places.iter().skip(1).map(|(start, _)| *start).chain([entries.range().end]);
        let (mut count, mut kept) = (0_u32, Vec::<u8>::new());
        for ((start, address), end) in places.iter().zip(ends) {
            let next = bodies.partition_point(|body| body.end <= *address);
            if bodies.get(next).is_none_or(|body| *address < body.start) {
                count += 1;
                kept.extend(&self.module[place(&(*start..end))]);
            }
        }
        let mut data = Vec::new();
        self.reader.section_index().encode(&mut data);
        count.encode(&mut data);
        data.extend(kept);
        Ok(CustomSection { name: self.name.into(), data: data.into() })
    }
}

/// Bytes of a module.
#[expect(clippy::cast_possible_truncation, reason = "the module is in memory")]
fn place(range: &Range<u64>) -> Range<usize> {
    range.start as usize..range.end as usize
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, Function, FunctionSection, Module, NameMap, NameSection, TypeSection};

    use super::*;

    /// `call` with room for any index, as linkers leave it.
    const CALL: [u8; 6] = [0x10, 0x80, 0x80, 0x80, 0x80, 0x00];
    /// Where the two calls of the module have their index, within the code section.
    const INDICES: [u8; 2] = [4, 13];

    /// Two functions, `alive` and `dead`, that call each other, and the relocations of both calls.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let (mut functions, mut code, mut names) = (FunctionSection::new(), CodeSection::new(), NameMap::new());
        for (index, name) in [(0, "alive"), (1, "dead")] {
            let mut function = Function::new([]);
            function.raw(CALL).raw([END]);
            functions.function(0);
            code.function(&function);
            names.append(index, name);
        }
        let mut name_section = NameSection::new();
        name_section.functions(&names);
        let relocations = [2, 2, 0, INDICES[0], 1, 0, INDICES[1], 0];
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        module
            .section(&CustomSection { name: "reloc.CODE".into(), data: (&relocations[..]).into() })
            .section(&name_section);
        module.finish()
    }

    #[test]
    fn a_dead_function_is_empty_and_needs_nobody() {
        let (snipped, emptied) = snip(&module(), |name| name == "dead").unwrap();
        assert_eq!(emptied, 8);
        let layout = Layout::read(&snipped).unwrap();
        let [alive, dead] = &layout.functions[..] else { panic!("both are there") };
        assert_eq!(snipped[alive.clone()], [&[NO_LOCALS], &CALL[..], &[END]].concat());
        assert_eq!(snipped[dead.clone()], [NO_LOCALS, UNREACHABLE, NOP, NOP, NOP, NOP, NOP, END]);
        assert_eq!(layout.names, [(0, "alive"), (1, "dead")]);
        let left: Vec<_> =
            layout.relocations.unwrap().reader.entries().into_iter().map(|entry| entry.unwrap()).collect();
        assert_eq!(left.iter().map(|entry| (entry.offset, entry.index)).collect::<Vec<_>>(), [(INDICES[0].into(), 1)]);
    }

    #[test]
    fn a_module_where_all_is_called_stays_as_it_is() {
        assert_eq!(snip(&module(), |_| false).unwrap(), (module(), 0));
    }

    #[test]
    fn what_is_no_module_is_told() {
        assert!(snip(b"<!doctype html>", |_| true).is_err());
    }
}
