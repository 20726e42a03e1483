//! What is true now: the answer the widget draws.

use crate::{Component, Event, Overall, PageInfo, Reading, Timestamp};
use serde::{Deserialize, Serialize};

/// `GET /v1/pages/{page}/summary`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Summary {
    /// The page.
    pub page: PageInfo,
    /// Grows whenever the content changes; never names two contents.
    pub revision: u64,
    /// When the vendor's page was last read well; null if never.
    pub checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    pub fresh_until: Option<Timestamp>,
    /// After this instant the state is unknown.
    pub unknown_after: Option<Timestamp>,
    /// Seconds between two reads of the vendor's page.
    pub poll_seconds: u32,
    /// The state of the whole page.
    pub overall: Overall,
    /// Components and groups in the vendor's order; a group stands before its members.
    pub components: Vec<Component>,
    /// Open, planned, and over since less than an hour; newest first.
    pub events: Vec<Event>,
    /// The operator's word: nothing of this page is announced.
    #[serde(default)]
    pub silenced: bool,
}

impl Summary {
    /// The three times of the reading.
    pub const fn reading(&self) -> Reading {
        Reading {
            checked_at: self.checked_at,
            fresh_until: self.fresh_until,
            unknown_after: self.unknown_after,
        }
    }
}
