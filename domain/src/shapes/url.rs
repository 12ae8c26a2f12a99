//! Web addresses: http and https only, so that a link never runs anything.

use crate::fold::lower_case;
use crate::problem::Fault;

/// How many bytes an address may have.
const LIMIT: usize = 2048;

/// The address with scheme and host in lower case. Without a scheme (`exemple.fr/contact`) it is https.
///
/// The host is judged as browsers judge it (WHATWG URL): what they open is not for us to refuse.
///
/// # Errors
/// [`Fault::Url`], also for every other scheme: `javascript:`, `data:`, `file:`…
pub fn parse(text: &str) -> Result<String, Fault> {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), text),
    };
    if !matches!(scheme.as_str(), "http" | "https") {
        return Err(Fault::Url);
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let port_right = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number.to_string() == port));
    let path_right =
        !path.chars().any(|letter| letter.is_control() || letter.is_whitespace() || "<>\"\\`".contains(letter));
    let host = lower_case(host);
    if text.len() > LIMIT || !is_host(&host) || !port_right || !path_right {
        return Err(Fault::Url);
    }
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    Ok(format!("{scheme}://{host}{port}{path}"))
}

/// At least one dot, a name after the last one, and only what a host name may have. No `user@`: it hides the host.
fn is_host(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(_, top)| !top.is_empty())
        && host.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_kept_with_their_host_lowered() {
        for (written, kept) in [
            ("https://Exemple.FR/Contact?x=1#y", "https://exemple.fr/Contact?x=1#y"),
            ("HTTP://exemple.fr:8080", "http://exemple.fr:8080"),
            ("www.exemple.fr", "https://www.exemple.fr"),
            ("exemple.fr:8080/a", "https://exemple.fr:8080/a"),
            ("https://www.linkedin.com/in/éric-briand", "https://www.linkedin.com/in/éric-briand"),
            ("https://.fr", "https://.fr"),
        ] {
            assert_eq!(parse(written).as_deref(), Ok(kept));
        }
    }

    #[test]
    fn other_schemes_and_hidden_hosts_are_refused() {
        for written in [
            "javascript:alert(1)",
            "JavaScript://exemple.fr/%0aalert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://exemple.fr",
            "mailto:a@exemple.fr",
            "https://",
            "https://exemple",
            "https://exemple.",
            "exemple",
            "https://a@exemple.fr",
            "https://exemple.fr:99999",
            "https://exemple.fr:080",
            "https://exem ple.fr",
            "https://exemple.fr/a b",
            "https://exemple.fr/\"onclick=",
            "https:exemple.fr",
            "//exemple.fr",
            "https://exemple.fr/\u{7}",
            "java\nscript:alert(1)",
        ] {
            assert_eq!(parse(written), Err(Fault::Url), "{written}");
        }
        assert_eq!(parse(&format!("https://exemple.fr/{}", "a".repeat(LIMIT))), Err(Fault::Url));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_http_and_settles(text in "\\PC{0,40}|(https?://)?[a-zA-Zé.]{1,20}(:[0-9]{1,5})?(/[!-~]{0,9})?") {
            if let Ok(url) = parse(&text) {
                prop_assert!(url.starts_with("http://") || url.starts_with("https://"));
                prop_assert_eq!(parse(&url), Ok(url.clone()));
            }
        }
    }
}
