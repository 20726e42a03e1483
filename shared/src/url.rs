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

/// Accepts an address by its scheme. White space, control characters and backslashes never occur
/// in an address; browsers drop or rewrite them, so they could hide another scheme.
fn accept(text: &str, schemes: &[&str]) -> Result<String, UnusableUrl> {
    let text = text.trim();
    let has_scheme = |scheme: &&str| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text.len() > scheme.len()
    };
    let is_clean = !text
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    if text.len() <= MAX_URL_BYTES && is_clean && schemes.iter().any(has_scheme) {
        Ok(text.to_owned())
    } else {
        Err(UnusableUrl(text.chars().take(80).collect()))
    }
}

macro_rules! address {
    ($(#[$meta:meta])* $name:ident, $schemes:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The address.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = UnusableUrl;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                accept(text, $schemes).map(Self)
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

#[cfg(test)]
mod tests {
    use super::*;

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
