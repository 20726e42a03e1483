//! Tests of what partial and late documents do to what is known.

use super::*;
use statuslamp_model::{Affected, RichText};
use statuslamp_normalise::VendorWord;

const NOON: Timestamp = Timestamp::from_millis(1_700_000_000_000);

fn incident(phase: Phase, updates: &[(Phase, i64)]) -> Event {
    let update = |(phase, minutes): &(Phase, i64)| Update {
        phase: Some(*phase),
        at: Some(NOON.plus_seconds(60 * minutes)),
        body: RichText::from_plain("Text"),
        ..Update::default()
    };
    Event {
        id: "i1".to_owned(),
        kind: EventKind::Incident,
        title: "Title".to_owned(),
        phase,
        phase_raw: Some(phase.as_str().to_owned()),
        started_at: Some(NOON),
        updates: updates.iter().map(update).collect(),
        ..Event::default()
    }
}

fn stored(event: Event) -> HashMap<String, Event> {
    HashMap::from([(event.id.clone(), event)])
}

fn snapshot(events: Vec<Event>, open_events: OpenEvents) -> Snapshot {
    Snapshot {
        events,
        open_events,
        ..Snapshot::default()
    }
}

fn merged(known: Event, snapshot: Snapshot) -> Vec<Event> {
    let now = NOON.plus_seconds(3600);
    merge(&Current::default(), &stored(known), snapshot, true, now).changed
}

#[test]
fn what_says_nothing_new_changes_nothing() {
    let known = incident(Phase::Monitoring, &[(Phase::Investigating, 0)]);

    let same = snapshot(vec![known.clone()], OpenEvents::Complete);

    assert_eq!(merged(known, same), []);
}

#[test]
fn absence_ends_an_open_event_only_where_every_open_one_is_listed() {
    let known = incident(Phase::Monitoring, &[]);

    let partial = merged(known.clone(), snapshot(vec![], OpenEvents::Partial));
    let complete = merged(known, snapshot(vec![], OpenEvents::Complete));

    assert_eq!(partial, []);
    assert_eq!(complete[0].phase, Phase::Resolved);
    assert_eq!(complete[0].phase_raw, None);
    assert_eq!(complete[0].resolved_at, Some(NOON.plus_seconds(3600)));
}

#[test]
fn absence_cancels_what_has_not_begun_and_completes_what_has() {
    for (planned, expected) in [(7200, Phase::Cancelled), (1800, Phase::Completed)] {
        let known = Event {
            kind: EventKind::Maintenance,
            scheduled_for: Some(NOON.plus_seconds(planned)),
            ..incident(Phase::Scheduled, &[])
        };

        let changed = merged(known, snapshot(vec![], OpenEvents::Complete));

        assert_eq!(changed[0].phase, expected);
    }
}

#[test]
fn a_finished_event_that_is_not_listed_any_more_stays_as_it_was() {
    let known = incident(Phase::Resolved, &[(Phase::Resolved, 5)]);

    assert_eq!(merged(known, snapshot(vec![], OpenEvents::Complete)), []);
}

#[test]
fn a_partial_timeline_is_added_to_the_known_one() {
    let known = incident(
        Phase::Identified,
        &[(Phase::Investigating, 0), (Phase::Identified, 5)],
    );
    let newest = incident(Phase::Monitoring, &[(Phase::Monitoring, 9)]);

    let changed = merged(known, snapshot(vec![newest], OpenEvents::Partial));

    let phases: Vec<_> = changed[0]
        .updates
        .iter()
        .map(|update| update.phase)
        .collect();
    let expected = [Phase::Investigating, Phase::Identified, Phase::Monitoring];
    assert_eq!(phases, expected.map(Some));
}

#[test]
fn a_poorer_document_takes_nothing_away() {
    let known = Event {
        impact_raw: Some("MAJOROUTAGE".to_owned()),
        affected: vec![Affected::default()],
        detected_at: Some(NOON),
        updates_complete: true,
        ..incident(Phase::Investigating, &[(Phase::Investigating, 0)])
    };
    let poorer = incident(Phase::Monitoring, &[]);

    let changed = merged(known.clone(), snapshot(vec![poorer], OpenEvents::Partial));

    let expected = Event {
        phase: Phase::Monitoring,
        phase_raw: Some("monitoring".to_owned()),
        ..known
    };
    assert_eq!(changed, [expected]);
}

#[test]
fn an_event_that_begins_again_is_one_event_reopened() {
    let known = Event {
        resolved_at: Some(NOON),
        ..incident(Phase::Resolved, &[])
    };
    let again = incident(Phase::Investigating, &[]);

    let changed = merged(known, snapshot(vec![again], OpenEvents::Partial));

    assert_eq!((changed[0].reopened, changed[0].resolved_at), (1, None));
}

#[test]
fn a_document_from_before_does_not_undo_what_is_known() {
    let known = Event {
        updated_at: Some(NOON.plus_seconds(60)),
        ..incident(Phase::Resolved, &[])
    };
    let late = Event {
        updated_at: Some(NOON),
        ..incident(Phase::Investigating, &[])
    };

    let changed = merged(known, snapshot(vec![late], OpenEvents::Partial));

    assert!(changed.iter().all(|event| event.phase == Phase::Resolved));
}

#[test]
fn a_vendors_clock_that_ran_ahead_does_not_keep_its_incident_open_once_it_is_right() {
    let known = Event {
        updated_at: Some(NOON.plus_seconds(86_400)),
        ..incident(Phase::Monitoring, &[])
    };
    let read = Event {
        updated_at: Some(NOON.plus_seconds(600)),
        ..incident(Phase::Resolved, &[])
    };

    let changed = merged(known, snapshot(vec![read], OpenEvents::Complete));

    assert_eq!(changed[0].phase, Phase::Resolved);
}

#[test]
fn a_floor_lowers_the_vendors_word_and_keeps_it() {
    let known = Current {
        vendor: Some(Word {
            status: statuslamp_model::ComponentStatus::Operational,
            raw: Some("none".to_owned()),
            text: None,
        }),
        ..Current::default()
    };
    let floor = Snapshot {
        vendor: Some(VendorWord::default()),
        ..Snapshot::default()
    };

    let word = merge(&known, &HashMap::new(), floor, true, NOON)
        .current
        .vendor;

    let word = word.unwrap();
    assert_eq!(word.status, statuslamp_model::ComponentStatus::Unknown);
    assert_eq!(word.raw.as_deref(), Some("none"));
}

#[test]
fn two_messages_that_differ_in_their_text_alone_stay_two_and_keep_their_order() {
    let text = |number: usize| RichText::from_plain(&format!("Message {number}"));
    let mut known = incident(Phase::Monitoring, &[(Phase::Monitoring, 5); 2]);
    for (number, update) in known.updates.iter_mut().enumerate() {
        update.body = text(number);
    }
    let mut edited = known.clone();
    edited.updates[1].body = text(7);

    assert_eq!(
        merged(
            known.clone(),
            snapshot(vec![known.clone()], OpenEvents::Partial)
        ),
        []
    );
    let changed = merged(known, snapshot(vec![edited], OpenEvents::Partial));

    let bodies: Vec<_> = changed[0]
        .updates
        .iter()
        .map(|update| update.body.clone())
        .collect();
    assert_eq!(bodies, [text(0), text(7)]);
}

#[test]
fn a_timeline_that_is_gathered_bit_by_bit_has_a_bound() {
    let mut known = incident(Phase::Monitoring, &[]);
    for minute in 0..600 {
        let newest = incident(Phase::Monitoring, &[(Phase::Monitoring, minute)]);
        let mut changed = merged(known, snapshot(vec![newest], OpenEvents::Partial));
        known = changed.remove(0);
    }

    assert_eq!(known.updates.len(), MAX_UPDATES);
    assert_eq!(known.updates[0].at, Some(NOON.plus_seconds(60 * 100)));
}
