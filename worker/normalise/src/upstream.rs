//! What is asked of a vendor's page, and what came back.

use crate::bounds::MAX_BODY_BYTES;
use statuslamp_model::WebUrl;

/// A document of a vendor's page. Not every provider has each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Document {
    /// The present state: read at every poll.
    Summary,
    /// The component list, where the summary does not carry it.
    Components,
    /// Recent incidents, finished ones included.
    Incidents,
    /// Recent maintenances, finished ones included.
    Maintenances,
    /// The history feed.
    History,
    /// The page of one event.
    Event,
}

impl Document {
    /// Its name in logs and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Components => "components",
            Self::Incidents => "incidents",
            Self::Maintenances => "maintenances",
            Self::History => "history",
            Self::Event => "event",
        }
    }
}

/// A read the provider needs. The worker does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamRequest {
    /// Which document.
    pub document: Document,
    /// Its full address.
    pub url: String,
    /// The media types to ask for.
    pub accept: &'static str,
    /// Most bytes to read after decompression.
    pub max_bytes: usize,
}

impl UpstreamRequest {
    pub(crate) fn json(document: Document, page_url: &WebUrl, path: &str) -> Self {
        Self::get(document, page_url, path, "application/json")
    }

    pub(crate) fn feed(document: Document, page_url: &WebUrl, path: &str) -> Self {
        let accept = "application/atom+xml, application/xml;q=0.9, text/xml;q=0.9";
        Self::get(document, page_url, path, accept)
    }

    pub(crate) fn page(document: Document, page_url: &WebUrl, path: &str) -> Self {
        Self::get(document, page_url, path, "text/html")
    }

    fn get(document: Document, page_url: &WebUrl, path: &str, accept: &'static str) -> Self {
        let base = page_url.as_str();
        let base = base.find(['?', '#']).map_or(base, |end| &base[..end]);
        Self {
            document,
            url: format!("{}{path}", base.trim_end_matches('/')),
            accept,
            max_bytes: MAX_BODY_BYTES,
        }
    }
}

/// The bytes a read gave.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The document that was asked for.
    pub document: Document,
    /// The decompressed body.
    pub body: &'a [u8],
}
