//! Addresses that are safe to put behind a link.

use serde::{Deserialize, Deserializer, Serialize};
use std::{borrow::Cow, fmt, str::FromStr};

const MAX_URL_BYTES: usize = 2048;

/// The text is not an address of an accepted scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableUrl(String);

impl fmt::Display for UnusableUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "\"{}\" is not an address of an accepted scheme",
            self.0
        )
    }
}

impl std::error::Error for UnusableUrl {}

/// The address in a text, by its scheme. White space, control characters and backslashes never occur
/// in an address; browsers drop or rewrite them, so they could hide another scheme.
fn accept<'a>(text: &'a str, schemes: &[&str]) -> Option<&'a str> {
    let text = text.trim();
    let has_scheme = |scheme: &&str| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text.len() > scheme.len()
    };
    let is_clean = !text
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    let is_one = text.len() <= MAX_URL_BYTES && is_clean && schemes.iter().any(has_scheme);
    is_one.then_some(text)
}

/// Whether the host of an address, with or without a port, is a name everybody can look up: no
/// number in any of the spellings that fetchers read as one (`0x7f.1`, `127.0.0.%31`, digits of
/// other scripts), and no name of a private network. International names are written in ASCII.
pub fn is_public_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_label = |label: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !label.is_empty() && label.bytes().all(is_plain)
    };
    let Some((rest, last)) = name.rsplit_once('.') else {
        return false;
    };
    let is_private = ["localhost", "local", "internal", "arpa"]
        .iter()
        .any(|private| last.eq_ignore_ascii_case(private));
    port.bytes().all(|byte| byte.is_ascii_digit())
        && rest.split('.').all(is_label)
        && is_label(last)
        // Whatever ends in a number is an address, and a number may be written `0x1`.
        && last.starts_with(|first: char| first.is_ascii_alphabetic())
        && !is_private
}

macro_rules! address {
    ($(#[$meta:meta])* $name:ident, $schemes:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The address in a text; `None` where that is not one of an accepted scheme.
            pub fn new(text: &str) -> Option<Self> {
                accept(text, $schemes).map(|text| Self(text.to_owned()))
            }

            /// The address.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = UnusableUrl;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let unusable = || UnusableUrl(text.trim().chars().take(80).collect());
                Self::new(text).ok_or_else(unusable)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

address! {
    /// The address of a page on the web: `https`, or `http` as some vendors still write it.
    WebUrl, &["https://", "http://"]
}

address! {
    /// The address behind a link in a vendor's text: `https` or `mailto`, nothing else.
    LinkUrl, &["https://", "mailto:"]
}

#[cfg(feature = "schema")]
crate::schema::text!(WebUrl, "WebUrl", {"pattern": "^[Hh][Tt][Tt][Pp][Ss]?://\\S+$"});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_host_is_a_name_and_never_a_number_in_disguise() {
        for host in [
            "status.example.com",
            "a.example:8443",
            "xn--bcher-kva.example",
            "a_b.c0",
        ] {
            assert!(is_public_host(host), "{host}");
        }
        for host in [
            "",
            "intranet",
            "localhost",
            "db.localhost",
            "db.LOCALHOST",
            "printer.local",
            "metadata.google.internal",
            "router.home.arpa",
            "127.0.0.1",
            "10.0.0.8:8080",
            "127.0.0.1.",
            "localhost.",
            "a..example",
            ".example",
            "[::1]",
            "[::ffff:7f00:1]:443",
            "127.0.0.0x1",
            "0x7f.1",
            "127.0.0.%31",
            "%6c%6fcalhost.x%2e",
            "127.0.0.\u{ff11}",
            "127.0.0\u{3002}1",
            "127.0.0.1\\.example",
            "127.0.0.\t1",
            "user@b.example",
            "b.example:80:80",
            "b.example:http",
        ] {
            assert!(!is_public_host(host), "{host}");
        }
    }

    #[test]
    fn a_link_is_https_or_mailto() {
        for text in [
            "https://example.com/a?b#c",
            "HTTPS://example.com",
            "mailto:help@example.com",
        ] {
            assert_eq!(text.parse::<LinkUrl>().unwrap().as_str(), text);
        }
        for text in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "http://example.com",
            "//example.com",
            "https://",
            "data:text/html,x",
            "https://exa mple.com",
            "https:\\\\example.com",
        ] {
            assert!(text.parse::<LinkUrl>().is_err(), "{text}");
        }
    }
}
