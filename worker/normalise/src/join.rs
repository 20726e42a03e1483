//! Several documents of one page as one snapshot.

use crate::notes::Notes;
use crate::{Normalised, OpenEvents, PageFacts, Snapshot, VendorWord, Warning, affected, order};
use statuslamp_model::{Affected, Event, Impact, Phase};

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
        let components = self.snapshot.components.as_deref().unwrap_or_default();
        for event in &mut self.snapshot.events {
            affected::identify(&mut event.affected, components);
        }
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
        affected: join_affected(first.affected, second.affected),
        updates,
        updates_complete,
        postmortem: first.postmortem.or(second.postmortem),
        backfilled: first.backfilled || second.backfilled,
        reopened,
        id: first.id,
        kind: first.kind,
        title: first.title,
        // The operator's word is put over what the vendor says, and is none of it.
        muted: false,
        operator: false,
    }
}

fn join_affected(mut first: Vec<Affected>, second: Vec<Affected>) -> Vec<Affected> {
    if first.is_empty() {
        return second;
    }
    affected::identify_as_in(&mut first, &second);
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use statuslamp_model::{EventKind, Timestamp, Update};

    fn event(updated_seconds: Option<i64>, phase: Phase) -> Event {
        Event {
            id: "e".to_owned(),
            kind: EventKind::Incident,
            phase,
            phase_raw: Some(phase.as_str().to_owned()),
            updated_at: updated_seconds.map(|seconds| Timestamp::from_millis(seconds * 1000)),
            ..Event::default()
        }
    }

    #[test]
    fn the_event_that_changed_last_is_believed() {
        let old = event(Some(10), Phase::Investigating);
        let new = event(Some(20), Phase::Resolved);

        assert_eq!(join_event(new.clone(), old.clone()).phase, Phase::Resolved);
        assert_eq!(join_event(old, new).phase, Phase::Resolved);
    }

    #[test]
    fn where_that_cannot_be_told_the_newer_is_believed() {
        for updated in [None, Some(10)] {
            let newer = event(updated, Phase::Investigating);
            let older = event(Some(10), Phase::Resolved);

            assert_eq!(join_event(newer, older).phase, Phase::Investigating);
        }
    }

    #[test]
    fn a_reopened_event_has_no_end() {
        let mut older = event(Some(10), Phase::Resolved);
        older.resolved_at = Some(Timestamp::from_millis(9000));

        let joined = join_event(event(Some(20), Phase::Identified), older);

        assert_eq!(
            (joined.phase, joined.resolved_at),
            (Phase::Identified, None)
        );
    }

    #[test]
    fn what_only_one_knows_is_kept() {
        let mut summary = event(Some(20), Phase::Identified);
        summary.impact = Impact::Major;
        summary.impact_raw = Some("PARTIALOUTAGE".to_owned());
        let mut feed = event(Some(30), Phase::Monitoring);
        feed.updates = vec![Update::default()];
        feed.updates_complete = true;
        feed.reopened = 2;

        let joined = join_event(summary, feed);

        assert_eq!(
            (joined.phase, joined.impact),
            (Phase::Monitoring, Impact::Major)
        );
        assert_eq!(joined.impact_raw.as_deref(), Some("PARTIALOUTAGE"));
        assert_eq!((joined.updates.len(), joined.reopened), (1, 2));
        assert!(joined.updates_complete);
    }

    #[test]
    fn an_id_that_was_once_found_for_a_name_is_kept() {
        let named = |id: Option<&str>| {
            let affected = Affected {
                component_id: id.map(str::to_owned),
                name: "Web".to_owned(),
                ..Affected::default()
            };
            Event {
                affected: vec![affected],
                ..event(Some(10), Phase::Identified)
            }
        };

        assert_eq!(join_event(named(None), named(Some("c"))), named(Some("c")));
    }

    #[test]
    fn a_whole_timeline_beats_a_part_of_one() {
        let mut whole = event(Some(10), Phase::Identified);
        whole.updates = vec![Update::default(); 3];
        whole.updates_complete = true;
        let mut part = event(Some(20), Phase::Monitoring);
        part.updates = vec![Update::default()];

        let joined = join_event(part, whole);

        assert_eq!((joined.phase, joined.updates.len()), (Phase::Monitoring, 3));
    }
}
