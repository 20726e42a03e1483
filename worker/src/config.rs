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

    /// For how many days what is over is remembered; `None` for good.
    pub const fn history_days(&self) -> Option<u32> {
        self.history_days
    }
}
