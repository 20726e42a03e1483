//! The deployment's settings: the pages file and who we say we are.

use statuslamp_model::{LocalUpstreams, PageEntry, PageId, PagesFile};
use std::{collections::HashMap, fmt};

/// The deployment's settings.
#[derive(Clone, Debug)]
pub struct Config {
    pages: PagesFile,
    positions: HashMap<PageId, usize>,
    local: LocalUpstreams,
    user_agent: String,
}

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
    /// Reads the text of the pages file; `contact` goes into the user agent.
    pub fn read(
        pages: &str,
        local: LocalUpstreams,
        contact: Option<&str>,
    ) -> Result<Self, Unconfigured> {
        let pages =
            PagesFile::parse(pages, local).map_err(|error| Unconfigured(error.to_string()))?;
        let positions = pages.pages.iter().enumerate();
        let positions = positions.map(|(at, page)| (page.id.clone(), at)).collect();
        let version = env!("CARGO_PKG_VERSION");
        let user_agent = contact.map_or_else(
            || format!("Statuslamp/{version}"),
            |contact| format!("Statuslamp/{version} (+{contact})"),
        );
        Ok(Self {
            pages,
            positions,
            local,
            user_agent,
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
}
