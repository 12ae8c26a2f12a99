//! E-mail addresses: the part of RFC 5321 that people really have. No quoted local parts, no address literals.

use crate::fold::lower_case;
use crate::problem::Fault;

/// The address with its domain in lower case. What stands before the @ is kept as written: the RFC says that case
/// matters there.
///
/// # Errors
/// [`Fault::Email`].
pub fn parse(text: &str) -> Result<String, Fault> {
    let (local, domain) = text.rsplit_once('@').ok_or(Fault::Email)?;
    let domain = lower_case(domain);
    if is_local(local) && is_domain(&domain) && local.len() + domain.len() < 254 {
        Ok(format!("{local}@{domain}"))
    } else {
        Err(Fault::Email)
    }
}

/// Dot-atom of RFC 5322, at most 64 bytes.
fn is_local(local: &str) -> bool {
    local.len() <= 64
        && local.split('.').all(|atom| {
            !atom.is_empty()
                && atom.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
        })
}

/// At least two labels of letters, figures and inner hyphens; the last has a letter. Accented domains exist.
fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let top = labels.last().copied().unwrap_or_default();
    labels.len() >= 2
        && top.chars().count() >= 2
        && top.chars().any(char::is_alphabetic)
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_are_read_and_their_domain_lowered() {
        for (written, kept) in [
            ("Jean.Dupont@Exemple.FR", "Jean.Dupont@exemple.fr"),
            ("o'brien+salon@sub.domain.example", "o'brien+salon@sub.domain.example"),
            ("a@b.co", "a@b.co"),
            ("marie@société.fr", "marie@société.fr"),
            ("x@xn--socit-esab.fr", "x@xn--socit-esab.fr"),
        ] {
            assert_eq!(parse(written).as_deref(), Ok(kept));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@exemple.fr", "a".repeat(65));
        for written in [
            "pas-un-email",
            "@exemple.fr",
            "jean@",
            "jean@exemple",
            "jean@@exemple.fr",
            "je an@exemple.fr",
            ".jean@exemple.fr",
            "jean.@exemple.fr",
            "je..an@exemple.fr",
            "jean@-exemple.fr",
            "jean@exemple..fr",
            "jean@exemple.f",
            "jean@127.0.0.1",
            "Jean <jean@exemple.fr>",
            "jean@exemple.fr, marc@exemple.fr",
            "\"jean\"@exemple.fr",
            "jean@exem ple.fr",
            &long,
        ] {
            assert_eq!(parse(written), Err(Fault::Email), "{written}");
        }
    }
}
