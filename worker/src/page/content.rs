//! What a page says now, without the times of reading: what a revision names.

use super::fit::fit_events;
use super::{
    operator::InForce,
    store::{Current, Ledger, Word},
};
use crate::{platform::StoreFailed, published::fingerprint};
use serde::Serialize;
use statuslamp_model::{
    Component, ComponentStatus, Event, Overall, PageEntry, PageInfo, Reading, Summary, Timestamp,
    Verdict,
};

/// An event over since less than this is still told.
pub(super) const OVER_WITHIN_SECONDS: i64 = 3600;
/// Most events in a summary; the newest stay.
const MAX_EVENTS: usize = 100;

/// How the reading of a page goes; part of the page's own document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "ReadingStatus"))]
pub(crate) struct Status {
    /// When it was last tried.
    attempted_at: Option<Timestamp>,
    /// How often in a row it failed.
    failures: u32,
    /// What was wrong with the last attempt.
    trouble: Option<String>,
    /// How many things had to be repaired or guessed.
    warnings: u32,
    /// What in the pages file names no component, 20 at most.
    unmatched: Vec<String>,
    /// Where the present state was found, redirects followed, without its query.
    final_url: Option<String>,
}

impl Status {
    pub(super) fn of(ledger: &Ledger) -> Self {
        Self {
            attempted_at: ledger.attempted_at,
            failures: ledger.failures,
            trouble: ledger.trouble.clone(),
            warnings: ledger.warnings,
            unmatched: ledger.unmatched.clone(),
            final_url: ledger.final_url.clone(),
        }
    }
}

/// The content: a summary of what the vendor says, whose revision and times of reading are not
/// set.
pub(super) fn content(
    entry: &PageEntry,
    ledger: &Ledger,
    current: &Current,
    mut events: Vec<Event>,
    now: Timestamp,
) -> Summary {
    let over_since = now.plus_seconds(-OVER_WITHIN_SECONDS);
    events.retain(|event| !event.is_over() || event.ended_at().is_some_and(|at| at > over_since));
    events.sort_by(|one, other| {
        let newest = other.started_at.cmp(&one.started_at);
        newest.then_with(|| one.id.cmp(&other.id))
    });
    // What is happening outlives the bound; what is planned or over is dropped first.
    let mut room = MAX_EVENTS.saturating_sub(events.iter().filter(|e| e.is_active()).count());
    events.retain(|event| {
        let stays = event.is_active() || room > 0;
        if !event.is_active() {
            room = room.saturating_sub(1);
        }
        stays
    });
    events.truncate(MAX_EVENTS);
    fit_events(&mut events);
    let vendor = current.vendor.clone();
    let overall = Overall::join(
        vendor.as_ref().map(|word| word.status),
        vendor.as_ref().and_then(|word| word.raw.clone()),
        vendor.and_then(|word| word.text),
        &current.components,
        &events,
    );
    Summary {
        page: PageInfo {
            id: entry.id.clone(),
            name: entry.name.clone(),
            url: entry.url.clone(),
            provider: ledger.provider.or(entry.provider),
            time_zone: current.time_zone.clone(),
        },
        revision: 0,
        checked_at: None,
        fresh_until: None,
        unknown_after: None,
        poll_seconds: entry.poll_seconds,
        overall,
        components: current.components.clone(),
        events,
        silenced: false,
    }
}

/// The summary of a page that was never read.
pub(super) fn unread(entry: &PageEntry, ledger: &Ledger) -> Summary {
    let now = Timestamp::default();
    let mut content = content(entry, ledger, &Current::default(), Vec::new(), now);
    content.under(std::iter::empty(), entry.muted);
    content
}

/// Names the content and what the operator says of it: equal content has an equal name, whenever
/// it was read.
pub(super) fn name(
    content: &Summary,
    said: &[InForce<'_>],
    now: Timestamp,
) -> Result<String, StoreFailed> {
    // The verdict is part of it because a planned event enters it as time passes.
    let verdict = Verdict::of(content, false, now);
    let bytes = serde_json::to_vec(&(content, verdict, said));
    let bytes = bytes.map_err(|error| StoreFailed(error.to_string()))?;
    Ok(fingerprint(&bytes, 32))
}

/// The content under its revision, with the times of its reading.
pub(super) fn signed(mut content: Summary, revision: u64, reading: Reading) -> Summary {
    content.revision = revision;
    content.checked_at = reading.checked_at;
    content.fresh_until = reading.fresh_until;
    content.unknown_after = reading.unknown_after;
    content
}

/// Takes back every good word that is too old to be said; known trouble stays as it was last
/// known.
pub(super) fn taken_back(current: &Current) -> Current {
    let mut current = current.clone();
    forget_operational(&mut current.components);
    forget_good_word(&mut current);
    current
}

/// Takes back the vendor's word for the page if it was good. A bad one stands until another comes.
pub(super) fn forget_good_word(current: &mut Current) {
    let is_good = |word: &Word| word.status == ComponentStatus::Operational;
    if current.vendor.as_ref().is_some_and(is_good) {
        current.vendor = Some(Word::default());
    }
}

/// Turns every operational component into one whose state is not known.
pub(super) fn forget_operational(components: &mut [Component]) {
    for component in components {
        if component.status == ComponentStatus::Operational {
            component.status = ComponentStatus::Unknown;
            component.status_raw = None;
        }
    }
}
