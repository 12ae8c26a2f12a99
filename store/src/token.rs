//! Secrets that open a door once or for a while: session cookies and invitation links. Only their hash is stored.

use std::fmt::{self, Write as _};

use sha2::{Digest, Sha256};

/// 256 random bits, made by the outermost room. Shown to its holder as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A token of these random bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads what a cookie or a link carries; nothing when it cannot be one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (position, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * position..2 * position + 2)?, 16).ok()?;
        }
        // `from_str_radix` takes "+f" as well; only our own writing is a token.
        let token = Self(bytes);
        (token.text() == text).then_some(token)
    }

    /// What the cookie or the link carries.
    pub fn text(&self) -> String {
        hexadecimal(&self.0)
    }

    /// What is stored: whoever reads the database cannot open the door with it.
    pub(crate) fn hash(&self) -> String {
        hexadecimal(&Sha256::digest(self.0))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_what_it_wrote_and_nothing_else() {
        let token = Token::new(std::array::from_fn(|position| u8::try_from(position * 7).unwrap()));
        assert_eq!(Token::parse(&token.text()), Some(token.clone()));
        assert_ne!(token.hash(), token.text());
        for wrong in ["", "0", &"g".repeat(64), &"+f".repeat(32), &"é".repeat(32), &token.text().to_uppercase()] {
            assert_eq!(Token::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_token_is_not_written_to_logs() {
        assert_eq!(format!("{:?}", Token::new([7; 32])), "Token(…)");
    }
}
