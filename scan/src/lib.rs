//! Reads the QR code in a picture, on the device. Browsers load it as a WASM file of its own, when a person first takes
//! the picture of a badge; it knows nothing of what the code says.

#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(target_arch = "wasm32")]
mod picture;
#[cfg(target_arch = "wasm32")]
pub use picture::read_picture;

/// What the first code says that can be read in a picture of so many columns and rows; `grey` has one byte for each
/// point, row by row, 0 for black.
pub fn read(columns: usize, rows: usize, grey: &[u8]) -> Option<String> {
    if columns.checked_mul(rows)? != grey.len() {
        return None;
    }
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(columns, rows, |column, row| grey[row * columns + column]);
    picture.detect_grids().iter().find_map(|grid| {
        let mut said = Vec::new();
        grid.decode_to(&mut said).ok()?;
        // Old badges are not always written in UTF-8: then each byte is a letter of Latin-1.
        Some(String::from_utf8(said).unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect()))
    })
}

#[cfg(test)]
mod tests {
    use qrcode::{Color, QrCode};

    use super::*;

    /// A picture of a code, each of its points so many wide, on a grey wall.
    fn picture(text: &str, wide: usize) -> (usize, Vec<u8>) {
        let code = QrCode::new(text).unwrap();
        let (side, points) = (code.width(), code.to_colors());
        let quiet = 6;
        let columns = (side + 2 * quiet) * wide;
        let grey = (0..columns * columns).map(|place| {
            let at = |place: usize| (place / wide).checked_sub(quiet).filter(|place| *place < side);
            match (at(place % columns), at(place / columns)) {
                (Some(column), Some(row)) if points[row * side + column] == Color::Dark => 40,
                _ => 215,
            }
        });
        (columns, grey.collect())
    }

    #[test]
    fn a_code_is_read_in_small_and_in_large() {
        let text = "MECARD:N:Roy,Léa;ORG:Scierie Roy;TEL:+33612345678;EMAIL:lea@roy.example;;";
        for wide in [3, 9] {
            let (columns, grey) = picture(text, wide);
            assert_eq!(read(columns, columns, &grey).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_picture_without_a_code_says_nothing() {
        assert_eq!(read(64, 64, &[200; 64 * 64]), None);
        assert_eq!(read(0, 0, &[]), None);
        assert_eq!(read(2, 2, &[0; 3]), None);
        assert_eq!(read(usize::MAX, 2, &[0; 3]), None);
    }
}
