//! The page's database: what is read from it, and the statements that write it, a file per table.
//! Whoever polls puts the statements of one poll into one write.

mod days;
mod events;
mod ledger;
mod listed;
mod overrides;
mod published;
mod schema;
mod transitions;
mod upstream;

use super::migrations::migrate;
use crate::platform::{Platform, Row, StoreFailed};
use serde::{Serialize, de::DeserializeOwned};
use statuslamp_model::Timestamp;

pub(super) use days::{days, keep_day, prune_days, summed_days};
pub(super) use events::{
    event, events_in_order, events_named, keep_event, newest_events, prune_events, recent_events,
};
pub(super) use ledger::{
    Current, Ledger, Word, current, keep_current, keep_ledger, keep_watchers, ledger, targets_name,
    watchers,
};
pub(super) use listed::{Listed, listed};
pub(super) use overrides::{Action, forget_override, keep_override, overrides, record};
pub(super) use published::{keep_published, published};
pub(super) use schema::forget_everything;
pub(super) use transitions::{component_ids, keep_transitions, prune_transitions, transitions};
pub(super) use upstream::{Kept, documents, keep_document};

pub(super) fn prepare<P: Platform>(platform: &P, now: Timestamp) -> Result<(), StoreFailed> {
    migrate(platform, schema::MIGRATIONS, now)
}

fn from_json<T: DeserializeOwned>(row: &Row, column: usize) -> Result<T, StoreFailed> {
    serde_json::from_str(row.required_text(column)?).map_err(|error| StoreFailed(error.to_string()))
}

fn to_json(value: &impl Serialize) -> Result<String, StoreFailed> {
    serde_json::to_string(value).map_err(|error| StoreFailed(error.to_string()))
}
