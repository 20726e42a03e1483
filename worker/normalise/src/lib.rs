//! Upstream bytes to the Statuslamp model, one folder per provider.
//!
//! In scope: which documents a provider needs, what their bytes mean, what is wrong with them.
//! Out of scope: fetching (the worker does it), history across reads (the worker's store keeps
//! it), any clock: `now` is an argument.

mod affected;
mod bounds;
mod feed;
mod identity;
mod instatus;
mod item;
mod join;
mod notes;
mod order;
mod postmortem;
mod provider;
mod rich_text;
mod snapshot;
mod sniff;
mod statuspage;
#[cfg(test)]
mod testing;
mod time;
mod trouble;
mod upstream;

pub use join::join_event;
pub use provider::{detect, event_request, normalise, requests, touched};
pub use snapshot::{OpenEvents, PageFacts, Snapshot, VendorWord};
pub use trouble::{Came, Normalised, Unreadable, Warning, WarningKind};
pub use upstream::{Answer, Document, UpstreamRequest};
