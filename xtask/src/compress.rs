//! Brotli beside each file that gains by it, and a memory of what was already compressed.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::io::Write;
use std::path::Path;

use crate::error::{Error, Outcome};
use crate::places;

/// The highest quality: the file is compressed once and downloaded many times.
const QUALITY: u32 = 11;
/// A window of 4 MB: larger than any file of the site, and every browser takes it.
const WINDOW: u32 = 22;

/// The bytes in brotli; from the memory when the same bytes were compressed before.
pub(crate) fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let memory = places::kept("brotli").join(fingerprint(&[bytes]));
    if let Ok(known) = std::fs::read(&memory) {
        return Ok(known);
    }
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 64 * 1024, QUALITY, WINDOW);
    writer.write_all(bytes).map_err(Error::file(&memory))?;
    drop(writer);
    std::fs::write(&memory, &compressed).map_err(Error::file(&memory))?;
    Ok(compressed)
}

/// Whether brotli gains anything: pictures are compressed already.
pub(crate) fn gains(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    matches!(extension, "css" | "html" | "ico" | "js" | "json" | "mjs" | "svg" | "txt" | "wasm" | "webmanifest")
}

/// A name for these bytes, for memories that may be thrown away at any time; not a seal against forgery.
pub(crate) fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_bytes_come_back_whole() {
        let bytes = "Évrard, François, Zoé ; ".repeat(500).into_bytes();
        let compressed = brotli(&bytes).unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut compressed.as_slice(), &mut back).unwrap();
        assert_eq!(back, bytes);
        assert!(compressed.len() < 100);
        assert_eq!(brotli(&bytes).unwrap(), compressed, "the memory gives the same bytes");
    }

    #[test]
    fn where_one_part_ends_matters_to_the_fingerprint() {
        assert_ne!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"a", b"bc"]));
    }

    #[test]
    fn pictures_are_left_alone() {
        assert!(gains(Path::new("pkg/carnet_bg.wasm")));
        assert!(!gains(Path::new("icons/192.png")));
    }
}
