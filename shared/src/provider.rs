//! The formats we understand: the closed registry of names.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, str::FromStr};

/// The format a page speaks. Every match over it is exhaustive, so a new format does not compile
/// until each of them knows what to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provider {
    /// Atlassian Statuspage, public API v2.
    Statuspage,
    /// Instatus.
    Instatus,
}

/// The word names no format we understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownProvider(String);

impl fmt::Display for UnknownProvider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<_> = Provider::ALL
            .iter()
            .map(|provider| provider.as_str())
            .collect();
        write!(
            formatter,
            "unknown provider \"{}\"; known are {}",
            self.0,
            known.join(", ")
        )
    }
}

impl std::error::Error for UnknownProvider {}

impl Provider {
    /// Every provider.
    pub const ALL: &'static [Self] = &[Self::Statuspage, Self::Instatus];

    /// The one of this name, if we understand it.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|provider| provider.as_str() == name)
    }

    /// Its name in the pages file and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Statuspage => "statuspage",
            Self::Instatus => "instatus",
        }
    }
}

impl FromStr for Provider {
    type Err = UnknownProvider;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::named(word).ok_or_else(|| UnknownProvider(word.chars().take(40).collect()))
    }
}

impl Serialize for Provider {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "typescript")]
crate::typescript::declared!(
    Provider,
    "Provider",
    &[" The format a page speaks."],
    crate::typescript::open(Self::ALL.iter().map(|provider| provider.as_str()))
);

#[cfg(feature = "schema")]
crate::schema::vocabulary!(
    Provider,
    &[" The format a page speaks."],
    &[
        (Self::Statuspage.as_str(), " Atlassian Statuspage."),
        (Self::Instatus.as_str(), " Instatus."),
    ]
);

impl<'de> Deserialize<'de> for Provider {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = <Cow<'de, str>>::deserialize(deserializer)?;
        word.parse().map_err(serde::de::Error::custom)
    }
}
