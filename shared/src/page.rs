//! Pages: the upstream status pages a lamp watches.

use crate::{Provider, WebUrl};
use serde::{Deserialize, Deserializer, Serialize};
use std::{borrow::Cow, fmt, str::FromStr};

const MAX_PAGE_ID_BYTES: usize = 40;

/// The name of a page in addresses: lower-case letters, digits and inner hyphens, 40 at most.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct PageId(String);

/// The text cannot name a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusablePageId(String);

#[cfg(feature = "schema")]
crate::schema::text!(PageId, "PageId", {
    "pattern": "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
});

impl fmt::Display for UnusablePageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "\"{}\" is no page id: 1 to {MAX_PAGE_ID_BYTES} lower-case letters, digits and inner hyphens",
            self.0
        )
    }
}

impl std::error::Error for UnusablePageId {}

impl PageId {
    /// The id that a text is; `None` where it is none.
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_usable = (1..=MAX_PAGE_ID_BYTES).contains(&text.len())
            && text.bytes().all(allowed)
            && !text.starts_with('-')
            && !text.ends_with('-');
        is_usable.then(|| Self(text.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for PageId {
    type Err = UnusablePageId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text).ok_or_else(|| UnusablePageId(text.chars().take(60).collect()))
    }
}

impl<'de> Deserialize<'de> for PageId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A page as it introduces itself in answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PageInfo {
    /// Its id here.
    pub id: PageId,
    /// Its name, from the pages file.
    pub name: String,
    /// The vendor's official status page.
    pub url: WebUrl,
    /// The format it speaks; null until it was read once, or newer than this reader.
    #[serde(default, deserialize_with = "known_provider")]
    pub provider: Option<Provider>,
    /// The zone the vendor shows its times in, as the vendor writes it.
    #[serde(default)]
    pub time_zone: Option<String>,
}

fn known_provider<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Provider>, D::Error> {
    let word = <Option<Cow<'de, str>>>::deserialize(deserializer)?;
    Ok(word.and_then(|word| word.parse().ok()))
}
