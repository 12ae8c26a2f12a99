//! How a file is encoded and separated, found from its bytes and told to the person before anything is read.

use encoding_rs::{Encoding as Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::lang::{Words, words};

/// What was understood of a file before reading its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    /// How characters are written.
    pub encoding: Encoding,
    /// What stands between two cells.
    pub separator: Separator,
}

/// How characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a byte-order mark, as Excel writes "CSV UTF-8".
    Utf8Marked,
    /// UTF-8.
    Utf8,
    /// Mostly UTF-8, with some bytes that are not: their cells are told as faults.
    Utf8Damaged,
    /// Windows-1252, as Excel writes plain "CSV" in France.
    Windows1252,
    /// UTF-16, as Excel writes "Unicode text"; little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
}

impl Encoding {
    /// Those a person chooses among when the one found is wrong.
    pub const CHOICES: [Self; 4] = [Self::Utf8, Self::Windows1252, Self::Utf16Le, Self::Utf16Be];

    /// What people read.
    pub const fn label(self) -> Words {
        match self {
            Self::Utf8Marked | Self::Utf8 => words("UTF-8", "UTF-8"),
            Self::Utf8Damaged => words("UTF-8 abîmé", "damaged UTF-8"),
            Self::Windows1252 => words("Windows-1252", "Windows-1252"),
            Self::Utf16Le => words("UTF-16", "UTF-16"),
            Self::Utf16Be => words("UTF-16 (gros-boutiste)", "UTF-16 (big end first)"),
        }
    }

    /// The decoder of this encoding.
    pub(super) const fn decoder(self) -> &'static Decoder {
        match self {
            Self::Utf8Marked | Self::Utf8 | Self::Utf8Damaged => UTF_8,
            Self::Windows1252 => WINDOWS_1252,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
    }
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `;`
    Semicolon,
    /// `,`
    Comma,
    /// A tab.
    Tab,
}

impl Separator {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Semicolon, Self::Comma, Self::Tab];

    /// What people read.
    pub const fn label(self) -> Words {
        match self {
            Self::Semicolon => words("point-virgule", "semicolon"),
            Self::Comma => words("virgule", "comma"),
            Self::Tab => words("tabulation", "tab"),
        }
    }

    /// The byte itself.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
        }
    }
}

/// Looks at the bytes of a file.
pub fn sniff(bytes: &[u8]) -> Sniffed {
    let mut sniffer = Sniffer::default();
    sniffer.push(bytes);
    sniffer.end()
}

/// Looks at a file that comes in pieces.
#[derive(Debug, Default)]
pub struct Sniffer {
    /// The beginning of the file, where headings and marks stand.
    start: Vec<u8>,
    /// What the last piece broke off: the beginning of one letter.
    rest: Vec<u8>,
    whole: usize,
    broken: usize,
}

/// So much of a file is looked at for its mark and its headings.
const START: usize = 64 * 1024;

impl Sniffer {
    /// Takes the next piece.
    pub fn push(&mut self, bytes: &[u8]) {
        let room = START.saturating_sub(self.start.len()).min(bytes.len());
        self.start.extend_from_slice(bytes.get(..room).unwrap_or_default());
        let mut piece = std::mem::take(&mut self.rest);
        piece.extend_from_slice(bytes);
        let end = piece.len();
        let mut seen = 0;
        for chunk in piece.utf8_chunks() {
            self.whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
            seen += chunk.valid().len() + chunk.invalid().len();
            let broken = chunk.invalid();
            let unfinished = seen == end && std::str::from_utf8(broken).is_err_and(|error| error.error_len().is_none());
            if unfinished {
                self.rest = broken.to_vec();
            } else {
                self.broken += usize::from(!broken.is_empty());
            }
        }
    }

    /// What was understood.
    pub fn end(self) -> Sniffed {
        let encoding = self.encoding();
        let (text, _) = encoding.decoder().decode_with_bom_removal(&self.start);
        let separator = told_separator(&text).map_or_else(|| separator(&text), |(separator, _)| separator);
        Sniffed { encoding, separator }
    }

    fn encoding(&self) -> Encoding {
        match self.start.as_slice() {
            [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8Marked,
            [0xff, 0xfe, ..] => return Encoding::Utf16Le,
            [0xfe, 0xff, ..] => return Encoding::Utf16Be,
            _ => {}
        }
        // French text in Windows-1252 hardly ever makes a whole UTF-8 letter by chance; damaged UTF-8 has many.
        match (self.whole, self.broken + usize::from(!self.rest.is_empty())) {
            (_, 0) => Encoding::Utf8,
            (whole, broken) if whole > broken => Encoding::Utf8Damaged,
            _ => Encoding::Windows1252,
        }
    }
}

/// The separator that Excel names in a first line `sep=;`, and the text without that line.
pub(super) fn told_separator(text: &str) -> Option<(Separator, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let separator = match first.trim_end_matches('\r').to_ascii_lowercase().as_str() {
        "sep=;" => Separator::Semicolon,
        "sep=," => Separator::Comma,
        "sep=\t" => Separator::Tab,
        _ => return None,
    };
    Some((separator, rest))
}

/// The separator that stands most often in the headings, outside quotes.
fn separator(text: &str) -> Separator {
    let mut counts = [(Separator::Semicolon, 0), (Separator::Comma, 0), (Separator::Tab, 0)];
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (separator, count) in &mut counts {
                    *count += usize::from(separator.byte() == byte);
                }
            }
        }
    }
    // The first of equals: a file of one column is read with the French separator.
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map_or(Separator::Semicolon, |(separator, _)| separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        for (bytes, encoding, text) in [
            (&b"\xef\xbb\xbfPr\xc3\xa9nom;Nom"[..], Encoding::Utf8Marked, "Prénom;Nom"),
            (b"Pr\xc3\xa9nom;Nom", Encoding::Utf8, "Prénom;Nom"),
            (b"Prenom;Nom", Encoding::Utf8, "Prenom;Nom"),
            (b"Pr\xe9nom;Nom;\x80", Encoding::Windows1252, "Prénom;Nom;€"),
            (b"Pr\xc3\xa9nom \xc3\xa9 ;No\xe9m", Encoding::Utf8Damaged, "Prénom é ;No\u{fffd}m"),
            (b"\xff\xfeP\0r\0\xe9\0", Encoding::Utf16Le, "Pré"),
            (b"\xfe\xff\0P\0r\0\xe9", Encoding::Utf16Be, "Pré"),
        ] {
            let sniffed = sniff(bytes);
            let (opened, _) = sniffed.encoding.decoder().decode_with_bom_removal(bytes);
            assert_eq!((sniffed.encoding, &*opened), (encoding, text));
        }
    }

    #[test]
    fn a_file_in_pieces_is_understood_as_in_one() {
        for bytes in [
            "\u{feff}Prénom;Nœud €".as_bytes(),
            "Prénom à €".as_bytes(),
            b"Pr\xe9nom;No\xe9",
            b"Pr\xc3\xa9nom \xc3\xa9 ;No\xe9m",
        ] {
            for size in 1..4 {
                let mut sniffer = Sniffer::default();
                bytes.chunks(size).for_each(|piece| sniffer.push(piece));
                assert_eq!(sniffer.end(), sniff(bytes), "{bytes:?} by {size}");
            }
        }
    }

    #[test]
    fn the_separator_is_the_one_of_the_headings() {
        for (text, separator) in [
            ("a;b;c\n1,2,3,4,5", Separator::Semicolon),
            ("a,b,c\r\n1;2;3;4;5", Separator::Comma),
            ("a\tb\n", Separator::Tab),
            ("\"a,b,c\";d\n", Separator::Semicolon),
            ("\n\na,b", Separator::Comma),
            ("Email", Separator::Semicolon),
            ("", Separator::Semicolon),
        ] {
            assert_eq!(sniff(text.as_bytes()).separator, separator, "{text}");
        }
    }

    #[test]
    fn what_excel_says_of_its_separator_is_believed() {
        assert_eq!(sniff(b"sep=,\r\na;b,c\r\n").separator, Separator::Comma);
    }
}
