//! Events in full, as a page's object hands them to whoever prints them in some form.

use crate::cursor::Cursor;
use serde::{Deserialize, Serialize};
use statuslamp_model::{Event, PageInfo, Timestamp};

/// Which events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// So many of those that moved last, of every kind.
    Newest(usize),
    /// So many of those that began last and are no planned work.
    Incidents(usize),
    /// So much planned work, what begins last first.
    Maintenances(usize),
    /// A part of all that are no planned work, newest first.
    Reports {
        /// Most events.
        limit: usize,
        /// The event after which it begins; the beginning where `None`.
        after: Option<Cursor>,
    },
    /// The one of this id, if there is one.
    One(String),
}

/// Events with everything that was said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stories {
    /// The page.
    pub(crate) page: PageInfo,
    /// The revision of the content they belong to.
    pub(crate) revision: u64,
    /// The events.
    pub(crate) data: Vec<Event>,
}

impl Stories {
    /// When the content changed last: revisions are made of instants.
    pub(crate) fn changed_at(&self) -> Timestamp {
        Timestamp::from_millis(i64::try_from(self.revision).unwrap_or_default())
    }
}
