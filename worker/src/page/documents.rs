//! The documents of a page, made once per good read and then only copied.

use super::{content::Status, operator::InForce};
use crate::{platform::StoreFailed, published::Published};
use serde::Serialize;
use statuslamp_model::{
    Account, ComponentStatus, Event, PageId, PageInfo, Summary, Timestamp, Verdict,
};

/// A published document of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// The smallest answer.
    Verdict,
    /// What is true now.
    Summary,
    /// The page itself, and how its reading goes.
    Page,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Verdict, Self::Summary, Self::Page];

    /// Its name in the store and between objects.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Summary => "summary",
            Self::Page => "page",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut kinds = Self::ALL.iter().copied();
        kinds.find(|kind| kind.as_str() == name)
    }
}

/// All documents of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents(Vec<(DocumentKind, Published)>);

/// `GET /v1/pages/{page}`.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(crate) struct PageDocument<'a> {
    /// The page.
    page: &'a PageInfo,
    /// Grows whenever the content changes; 0 where nothing was ever published.
    revision: u64,
    /// When the vendor's page was last read well; null if never.
    checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    fresh_until: Option<Timestamp>,
    /// After this instant the present state is unknown.
    unknown_after: Option<Timestamp>,
    /// Seconds between two reads of the vendor's page.
    poll_seconds: u32,
    /// The state of the whole page.
    overall: ComponentStatus,
    /// How the reading goes.
    reading: &'a Status,
    /// What the operator says of it at present.
    overrides: &'a [InForce<'a>],
}

/// `GET /v1/pages/{page}/incidents/{id}`.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(crate) struct EventDocument<'a> {
    /// The page's id.
    pub(super) page: &'a PageId,
    /// The revision of the content it belongs to.
    pub(super) revision: u64,
    /// When the vendor's page was last read well; null if never.
    pub(super) checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    pub(super) fresh_until: Option<Timestamp>,
    /// After this instant the present state of what is open is unknown.
    pub(super) unknown_after: Option<Timestamp>,
    /// Seconds between two reads of the vendor's page.
    pub(super) poll_seconds: u32,
    /// The event, whatever its kind.
    pub(super) incident: &'a Event,
    /// The event in short.
    pub(super) account: Account,
}

impl Documents {
    /// The documents of a summary that already bears its revision and times.
    pub(super) fn make(
        summary: &Summary,
        status: &Status,
        said: &[InForce<'_>],
        changes: &[Timestamp],
        now: Timestamp,
    ) -> Result<Self, StoreFailed> {
        let page = PageDocument {
            page: &summary.page,
            revision: summary.revision,
            checked_at: summary.checked_at,
            fresh_until: summary.fresh_until,
            unknown_after: summary.unknown_after,
            poll_seconds: summary.poll_seconds,
            overall: summary.overall.status,
            reading: status,
            overrides: said,
        };
        let verdict = Verdict::of(summary, false, now);
        let bytes = [
            (DocumentKind::Verdict, serde_json::to_vec(&verdict)),
            (DocumentKind::Summary, serde_json::to_vec(summary)),
            (DocumentKind::Page, serde_json::to_vec(&page)),
        ];
        let mut documents = Self::default();
        for (kind, body) in bytes {
            let body = body.map_err(|error| StoreFailed(error.to_string()))?;
            let (revision, poll) = (summary.revision, summary.poll_seconds);
            documents.put(kind, Published::new(revision, changes.to_vec(), poll, body));
        }
        Ok(documents)
    }

    pub(super) fn put(&mut self, kind: DocumentKind, published: Published) {
        self.0.push((kind, published));
    }

    pub(super) fn get(&self, kind: DocumentKind) -> Option<&Published> {
        let mut documents = self.0.iter();
        documents
            .find(|(of, _)| *of == kind)
            .map(|(_, published)| published)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(DocumentKind, Published)> {
        self.0.iter()
    }
}
