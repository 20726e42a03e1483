//! What the loader tells: the times and the revision of each verdict, and what came with it.

use statuslamp_model::{Reading, Timestamp};

/// The part of a verdict the bundle needs; the rest stands in the summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// The revision of the page's content.
    pub revision: u64,
    /// When the vendor's page was last read well.
    pub checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    pub fresh_until: Option<Timestamp>,
    /// After this instant the state is unknown.
    pub unknown_after: Option<Timestamp>,
}

impl Heard {
    /// The three times.
    pub const fn reading(self) -> Reading {
        Reading {
            checked_at: self.checked_at,
            fresh_until: self.fresh_until,
            unknown_after: self.unknown_after,
        }
    }
}

/// What the loader hands over of one page after each reading of its verdict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// The page's id.
    pub page: String,
    /// The last verdict; null where none was ever read.
    pub verdict: Option<Heard>,
    /// The server's present, in epoch milliseconds.
    pub now: f64,
    /// Whether the last reading failed.
    pub unreachable: bool,
    /// Events, and states of components, that the person dismissed.
    pub dismissed: Vec<String>,
    /// Events whose trouble the person was shown.
    pub shown: Vec<String>,
}
