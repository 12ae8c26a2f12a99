//! Postal codes: text of any country (`01000`, `L-1234`, `EC1A 1BB`), never a number.

use crate::problem::Fault;

/// How many characters the longest one has, with room to spare.
const LIMIT: usize = 12;

/// The code in capitals with single spaces.
///
/// # Errors
/// [`Fault::PostalCode`].
pub fn parse(text: &str) -> Result<String, Fault> {
    let code = text.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_uppercase();
    let right = code.len() <= LIMIT
        && code.bytes().any(|byte| byte.is_ascii_digit())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ' || byte == b'-');
    if right { Ok(code) } else { Err(Fault::PostalCode) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_their_zeros_and_gain_capitals() {
        assert_eq!(parse("01000").as_deref(), Ok("01000"));
        assert_eq!(parse("l-1234").as_deref(), Ok("L-1234"));
        assert_eq!(parse("ec1a\u{a0} 1bb").as_deref(), Ok("EC1A 1BB"));
    }

    #[test]
    fn a_town_is_no_code() {
        for text in ["Lyon", "69 003 LYON CEDEX 03", "6900,0", "é1"] {
            assert_eq!(parse(text), Err(Fault::PostalCode), "{text}");
        }
    }
}
