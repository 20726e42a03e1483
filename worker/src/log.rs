//! The lines of the deployment's log: JSON, one per poll and one per change.

use serde::Serialize;
use statuslamp_model::{ComponentStatus, OverrideId, PageId, Timestamp};
use std::fmt::Display;

/// One poll of a page.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename = "poll")]
pub(crate) struct Poll<'a> {
    pub(crate) at: Timestamp,
    pub(crate) page: &'a PageId,
    pub(crate) outcome: &'static str,
    pub(crate) milliseconds: i64,
    pub(crate) revision: u64,
    pub(crate) warnings: u32,
    pub(crate) trouble: Option<String>,
    /// Documents asked for, and the bytes that came.
    #[serde(flatten)]
    pub(crate) traffic: Traffic,
    /// Milliseconds until the next read, and why then; not known where the alarm failed.
    pub(crate) next_in: Option<i64>,
    pub(crate) next_why: Option<&'static str>,
}

/// What a poll asked of the vendor's servers.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Traffic {
    /// Documents that were asked for.
    pub(crate) documents: u32,
    /// Bytes of them that came, decompressed.
    pub(crate) bytes: usize,
}

/// One change of what a page says.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename = "change")]
pub(crate) struct Change<'a> {
    pub(crate) at: Timestamp,
    pub(crate) page: &'a PageId,
    pub(crate) revision: u64,
    pub(crate) overall: ComponentStatus,
    pub(crate) events: Vec<&'a str>,
}

/// What became of an override: who runs the lamp said it, took it back, or its time was over.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename = "override")]
pub(crate) struct Override<'a> {
    pub(crate) at: Timestamp,
    pub(crate) page: &'a PageId,
    pub(crate) action: &'static str,
    pub(crate) id: &'a OverrideId,
    pub(crate) kind: &'static str,
    pub(crate) expires_at: Timestamp,
}

/// What in the pages file does not mean what its writer will have meant.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename = "warning")]
pub(crate) struct Warning<'a> {
    pub(crate) at: Timestamp,
    pub(crate) page: &'a PageId,
    /// Regions and audiences with the selectors that name no component.
    pub(crate) unmatched: &'a [String],
}

#[derive(Serialize)]
#[serde(tag = "event", rename = "failure")]
struct Failure<'a> {
    at: Timestamp,
    of: &'a str,
    reason: String,
}

/// A line of the log.
pub(crate) fn line(entry: &impl Serialize) -> String {
    serde_json::to_string(entry).unwrap_or_default()
}

/// The line for something of ours that failed.
pub(crate) fn failure(at: Timestamp, of: &str, reason: &impl Display) -> String {
    let reason = reason.to_string();
    line(&Failure { at, of, reason })
}
