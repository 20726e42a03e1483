//! The pages file: which status pages a lamp watches.
//!
//! Every refusal names the line, so that an operator finds it at once.

#[cfg(feature = "schema")]
mod schema;

use crate::{
    PageId, Provider, Targets, WebUrl, is_public_host,
    lines::{Fault, Source},
};
#[cfg(feature = "schema")]
pub use schema::pages_file_schema;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Upstream pages on this machine or in a private network: only for tests and self-hosted set-ups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalUpstreams {
    /// Public `https` addresses only.
    Refused,
    /// `http`, IP addresses and short intervals are accepted too.
    Allowed,
}

/// The list of pages a lamp watches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagesFile {
    /// The pages in the file's order.
    pub pages: Vec<PageEntry>,
}

/// One page of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageEntry {
    /// Its id in our addresses.
    pub id: PageId,
    /// Its name, as people are told it.
    pub name: String,
    /// The vendor's official page, without a trailing slash.
    pub url: WebUrl,
    /// The format it speaks; probed where it is not given.
    pub provider: Option<Provider>,
    /// Seconds between two reads.
    pub poll_seconds: u32,
    /// Read and served, but never announced.
    pub muted: bool,
    /// Whom its components are for.
    pub targets: Targets,
}

const DEFAULT_POLL_SECONDS: u32 = 60;
const MAX_NAME_CHARACTERS: usize = 80;
const MAX_PAGES: usize = 500;
/// Regions of a page, and audiences.
const MAX_TARGETS: usize = 50;
const MAX_TARGET_CHARACTERS: usize = 40;
/// Selectors of one region or audience.
const MAX_SELECTORS: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile<'a> {
    /// For editors; nothing is read from it.
    #[serde(default, rename = "$schema")]
    _schema: Option<IgnoredAny>,
    #[serde(borrow)]
    pages: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    name: &'a RawValue,
    #[serde(borrow)]
    url: &'a RawValue,
    #[serde(borrow)]
    provider: Option<&'a RawValue>,
    #[serde(borrow)]
    poll_seconds: Option<&'a RawValue>,
    #[serde(default)]
    muted: bool,
    #[serde(borrow)]
    regions: Option<&'a RawValue>,
    #[serde(borrow)]
    audiences: Option<&'a RawValue>,
}

impl PagesFile {
    /// Reads the text of a pages file.
    pub fn parse(text: &str, local: LocalUpstreams) -> Result<Self, Fault> {
        let source = Source(text);
        let raw: RawFile<'_> = source.read(text)?;
        if raw.pages.len() > MAX_PAGES {
            let reason = format!("{} pages; {MAX_PAGES} at most", raw.pages.len());
            return Err(Fault { line: 1, reason });
        }
        let mut lines: BTreeMap<PageId, usize> = BTreeMap::new();
        let mut pages = Vec::with_capacity(raw.pages.len());
        for value in raw.pages {
            let entry: RawEntry<'_> = source.read(value.get())?;
            let line = source.line_of(entry.id.get());
            let page = source.entry(&entry, local)?;
            if let Some(first) = lines.insert(page.id.clone(), line) {
                let reason = format!("duplicate id \"{}\", first used on line {first}", page.id);
                return Err(Fault { line, reason });
            }
            pages.push(page);
        }
        Ok(Self { pages })
    }

    /// The page with this id.
    pub fn find(&self, id: &PageId) -> Option<&PageEntry> {
        self.pages.iter().find(|page| page.id == *id)
    }
}

impl<'a> Source<'a> {
    fn entry(&self, raw: &RawEntry<'a>, local: LocalUpstreams) -> Result<PageEntry, Fault> {
        let name: String = self.value(raw.name)?;
        if name.trim().is_empty() || name.chars().count() > MAX_NAME_CHARACTERS {
            let reason = format!("the name must have 1 to {MAX_NAME_CHARACTERS} characters");
            return Err(self.error(raw.name.get(), reason));
        }
        Ok(PageEntry {
            id: self.value(raw.id)?,
            name,
            url: self.url(raw.url, local)?,
            provider: raw.provider.map(|word| self.value(word)).transpose()?,
            poll_seconds: self.poll_seconds(raw.poll_seconds, local)?,
            muted: raw.muted,
            targets: Targets {
                regions: self.names(raw.regions)?,
                audiences: self.names(raw.audiences)?,
            },
        })
    }

    /// Regions or audiences. A host writes their names into an attribute, separated by commas.
    fn names(&self, raw: Option<&'a RawValue>) -> Result<BTreeMap<String, Vec<String>>, Fault> {
        let Some(raw) = raw else {
            return Ok(BTreeMap::new());
        };
        let names: BTreeMap<String, Vec<String>> = self.value(raw)?;
        let fault = |reason: String| Err(self.error(raw.get(), reason));
        if names.len() > MAX_TARGETS {
            return fault(format!("{} names; {MAX_TARGETS} at most", names.len()));
        }
        for (name, selectors) in &names {
            let is_usable = name.trim() == name && !name.is_empty() && !name.contains(',');
            if !is_usable || name.chars().count() > MAX_TARGET_CHARACTERS {
                return fault(format!(
                    "the name must have 1 to {MAX_TARGET_CHARACTERS} characters, no comma and no space around it: \"{}\"",
                    name.chars().take(60).collect::<String>()
                ));
            }
            if selectors.len() > MAX_SELECTORS {
                return fault(format!(
                    "\"{name}\" has {} selectors; {MAX_SELECTORS} at most",
                    selectors.len()
                ));
            }
        }
        Ok(names)
    }

    fn url(&self, raw: &'a RawValue, local: LocalUpstreams) -> Result<WebUrl, Fault> {
        let text: String = self.value(raw)?;
        let text = text.trim_end_matches('/');
        let fault = |reason: &str| self.error(raw.get(), format!("{reason}: \"{text}\""));
        let host = match (text.split_once("://"), local) {
            (Some(("https", rest)), _) | (Some(("http", rest)), LocalUpstreams::Allowed) => {
                rest.split('/').next().unwrap_or_default()
            }
            (Some(("http", _)), LocalUpstreams::Refused) => {
                return Err(fault("the url must begin with https://"));
            }
            _ => return Err(fault("not an https url")),
        };
        if host.is_empty() || text.contains(['@', '?', '#']) {
            return Err(fault(
                "the url must be a host and a path, without user, query or fragment",
            ));
        }
        if local == LocalUpstreams::Refused && !is_public_host(host) {
            return Err(fault("the url must name a public host, not an address"));
        }
        text.parse().map_err(|error| self.error(raw.get(), error))
    }

    fn poll_seconds(&self, raw: Option<&'a RawValue>, local: LocalUpstreams) -> Result<u32, Fault> {
        let Some(raw) = raw else {
            return Ok(DEFAULT_POLL_SECONDS);
        };
        let seconds: u32 = self.value(raw)?;
        let shortest = match local {
            LocalUpstreams::Refused => 15,
            LocalUpstreams::Allowed => 1,
        };
        if (shortest..=3600).contains(&seconds) {
            Ok(seconds)
        } else {
            Err(self.error(
                raw.get(),
                format!("poll_seconds must be {shortest} to 3600, not {seconds}"),
            ))
        }
    }
}

#[cfg(test)]
mod tests;
