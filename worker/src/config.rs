//! The deployment's settings: the pages file, who we say we are, and what only the operator knows.

use crate::secret::Secret;
use statuslamp_model::{LocalUpstreams, PageEntry, PageId, PagesFile};
use std::{collections::HashMap, fmt};

/// A deployment's settings as they were written.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// The text of the pages file.
    pub pages: &'a str,
    /// Whether upstream pages may be on this machine or in a private network.
    pub local: LocalUpstreams,
    /// How a vendor can reach us; part of the user agent.
    pub contact: Option<&'a str>,
    /// What the operator proves to be the operator with.
    pub operator_secret: Option<&'a str>,
    /// What the addresses for vendors' webhooks are signed with.
    pub hook_secret: Option<&'a str>,
    /// How many objects share the sockets of one page: 1 to 64, 1 unless set.
    pub live_shards: Option<&'a str>,
    /// For how many days what is over is remembered, 30 at least; for good unless set.
    pub history_days: Option<&'a str>,
    /// The one address pages for people are to be found at: `https://status.example.com`. Unless
    /// set they name the host they were asked at, and nobody may keep them.
    pub public_origin: Option<&'a str>,
}

/// The deployment's settings.
#[derive(Clone, Debug)]
pub struct Config {
    pages: PagesFile,
    positions: HashMap<PageId, usize>,
    local: LocalUpstreams,
    user_agent: String,
    operator_secret: Option<Secret>,
    hook_secret: Option<Secret>,
    live_shards: u32,
    history_days: Option<u32>,
    public_origin: Option<String>,
}

const MAX_LIVE_SHARDS: u32 = 64;
const MIN_HISTORY_DAYS: u32 = 30;

/// The settings cannot be used; nothing but static files can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfigured(pub String);

impl fmt::Display for Unconfigured {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the pages file cannot be used: {}", self.0)
    }
}

impl std::error::Error for Unconfigured {}

impl Config {
    /// Reads the settings. Only a pages file that cannot be used is an error: a number that is none
    /// or out of bounds, or a secret too short to be one, counts as not set, so that a slip in them
    /// never takes the pages away.
    pub fn read(settings: &Settings<'_>) -> Result<Self, Unconfigured> {
        let pages = PagesFile::parse(settings.pages, settings.local)
            .map_err(|error| Unconfigured(error.to_string()))?;
        let positions = pages.pages.iter().enumerate();
        let positions = positions.map(|(at, page)| (page.id.clone(), at)).collect();
        let version = env!("CARGO_PKG_VERSION");
        let user_agent = settings.contact.map_or_else(
            || format!("Statuslamp/{version}"),
            |contact| format!("Statuslamp/{version} (+{contact})"),
        );
        let number = |text: Option<&str>| text.and_then(|text| text.trim().parse::<u32>().ok());
        let live_shards = number(settings.live_shards);
        let history_days = number(settings.history_days);
        Ok(Self {
            pages,
            positions,
            local: settings.local,
            user_agent,
            operator_secret: settings.operator_secret.and_then(Secret::read),
            hook_secret: settings.hook_secret.and_then(Secret::read),
            live_shards: live_shards
                .filter(|shards| (1..=MAX_LIVE_SHARDS).contains(shards))
                .unwrap_or(1),
            history_days: history_days.filter(|days| *days >= MIN_HISTORY_DAYS),
            public_origin: settings.public_origin.and_then(public_origin),
        })
    }

    /// The listed page with this id.
    pub fn page(&self, id: &PageId) -> Option<&PageEntry> {
        self.positions
            .get(id)
            .and_then(|position| self.pages.pages.get(*position))
    }

    /// Where a page stands in the file.
    pub fn position(&self, id: &PageId) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// Every listed page in the file's order.
    pub fn pages(&self) -> &[PageEntry] {
        &self.pages.pages
    }

    /// Whether upstream pages may be on this machine or in a private network.
    pub const fn local(&self) -> LocalUpstreams {
        self.local
    }

    /// What we call ourselves before a vendor's server.
    pub fn user_agent(&self) -> &str {
        &self.user_agent
    }

    /// What the operator proves to be the operator with; `None` where nobody can.
    pub const fn operator_secret(&self) -> Option<&Secret> {
        self.operator_secret.as_ref()
    }

    /// What the addresses for vendors' webhooks are signed with; `None` where there are none.
    pub const fn hook_secret(&self) -> Option<&Secret> {
        self.hook_secret.as_ref()
    }

    /// How many objects share the sockets of one page, at least 1.
    pub const fn live_shards(&self) -> u32 {
        self.live_shards
    }

    /// Where pages for people are to be found; `None` where they are wherever they are asked for.
    pub fn public_origin(&self) -> Option<&str> {
        self.public_origin.as_deref()
    }

    /// For how many days what is over is remembered; `None` for good.
    pub const fn history_days(&self) -> Option<u32> {
        self.history_days
    }
}

/// Scheme, host and port, if that is all there is.
fn public_origin(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_suffix('/').unwrap_or(text);
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        let host = text.strip_prefix(scheme).unwrap_or_default();
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        !host.is_empty() && host.bytes().all(is_plain)
    });
    is_web.then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::public_origin;

    #[test]
    fn an_origin_is_a_scheme_and_a_host_and_nothing_else() {
        for (text, expected) in [
            ("https://Status.example.com/", "https://status.example.com"),
            (" http://127.0.0.1:8787 ", "http://127.0.0.1:8787"),
        ] {
            assert_eq!(public_origin(text).as_deref(), Some(expected));
        }
        for text in [
            "",
            "status.example.com",
            "https://",
            "ftp://a.example",
            "https://a.example/b",
            "https://a@b.example",
            "https://a.example?\"><script>",
        ] {
            assert_eq!(public_origin(text), None, "{text}");
        }
    }
}
