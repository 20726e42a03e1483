//! Several documents of one page as one snapshot.

use crate::notes::Notes;
use crate::{Normalised, OpenEvents, PageFacts, Snapshot, VendorWord, Warning, order};
use statuslamp_model::{Event, Impact, Phase};

/// The documents read so far.
#[derive(Default)]
pub(crate) struct Joined {
    snapshot: Snapshot,
    warnings: Vec<Warning>,
}

impl Joined {
    /// Adds a document. What an earlier one said of the page and its components stands.
    pub(crate) fn add(&mut self, document: Snapshot, notes: Notes) {
        let events = order::newest_first(document.events, &notes);
        let vendor = with_floor(document.vendor, &notes);
        self.warnings.extend(notes.into_warnings());
        let known = &mut self.snapshot;
        known.page = PageFacts {
            name: known.page.name.take().or(document.page.name),
            url: known.page.url.take().or(document.page.url),
            time_zone: known.page.time_zone.take().or(document.page.time_zone),
        };
        known.vendor = match (known.vendor.take(), vendor) {
            (Some(one), Some(other)) => Some(VendorWord {
                status: one.status.worse(other.status),
                raw: one.raw.or(other.raw),
                text: one.text.or(other.text),
            }),
            (one, other) => one.or(other),
        };
        known.components = known.components.take().or(document.components);
        if document.open_events == OpenEvents::Complete {
            known.open_events = OpenEvents::Complete;
        }
        for event in events {
            match known.events.iter_mut().find(|known| known.id == event.id) {
                Some(slot) => *slot = join_event(std::mem::take(slot), event),
                None => known.events.push(event),
            }
        }
    }

    /// The whole.
    pub(crate) fn finish(mut self) -> Normalised {
        order::sort(&mut self.snapshot.events);
        Normalised {
            snapshot: self.snapshot,
            warnings: self.warnings,
        }
    }
}

/// The vendor's word, no better than what could not be taken into the snapshot.
fn with_floor(vendor: Option<VendorWord>, notes: &Notes) -> Option<VendorWord> {
    let Some(floor) = notes.floor() else {
        return vendor;
    };
    let vendor = vendor.unwrap_or_else(|| VendorWord {
        status: floor,
        ..VendorWord::default()
    });
    Some(VendorWord {
        status: vendor.status.worse(floor),
        ..vendor
    })
}

/// One event that two documents speak of, or two reads. The one that was changed last is believed
/// where both say something (`newer` when that cannot be told); what only the other knows is kept:
/// an impact from a summary, a timeline from a feed.
#[must_use]
pub fn join_event(newer: Event, older: Event) -> Event {
    let (first, second) = if older.updated_at > newer.updated_at && newer.updated_at.is_some() {
        (older, newer)
    } else {
        (newer, older)
    };
    let first_has_timeline =
        !first.updates.is_empty() && (first.updates_complete || !second.updates_complete);
    let (updates, updates_complete, reopened) = if first_has_timeline || second.updates.is_empty() {
        (first.updates, first.updates_complete, first.reopened)
    } else {
        (second.updates, second.updates_complete, second.reopened)
    };
    let (phase, phase_raw) = if first.phase == Phase::Unknown && first.phase_raw.is_none() {
        (second.phase, second.phase_raw)
    } else {
        (first.phase, first.phase_raw)
    };
    let (impact, impact_raw) = if first.impact == Impact::Unknown && first.impact_raw.is_none() {
        (second.impact, second.impact_raw)
    } else {
        (first.impact, first.impact_raw)
    };
    Event {
        phase,
        phase_raw,
        impact,
        impact_raw,
        started_at: first.started_at.or(second.started_at),
        detected_at: first.detected_at.or(second.detected_at),
        identified_at: first.identified_at.or(second.identified_at),
        monitoring_at: first.monitoring_at.or(second.monitoring_at),
        resolved_at: if phase.is_over() {
            first.resolved_at.or(second.resolved_at)
        } else {
            None
        },
        updated_at: first.updated_at.or(second.updated_at),
        scheduled_for: first.scheduled_for.or(second.scheduled_for),
        scheduled_until: first.scheduled_until.or(second.scheduled_until),
        url: first.url.or(second.url),
        affected: if first.affected.is_empty() {
            second.affected
        } else {
            first.affected
        },
        updates,
        updates_complete,
        postmortem: first.postmortem.or(second.postmortem),
        backfilled: first.backfilled || second.backfilled,
        reopened,
        id: first.id,
        kind: first.kind,
        title: first.title,
    }
}
