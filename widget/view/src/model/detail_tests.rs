//! The whole story of an event, in words.

use super::*;
use crate::{model::sample, words::Words};
use statuslamp_model::{Impact, Postmortem, Reading, Timestamp};

use ComponentStatus::{MajorOutage, PartialOutage};

fn told(event: &Event, age: i64) -> DetailView<'_> {
    let summary = sample::summary();
    DetailView::of(
        &AnnouncedEvent::whole(event),
        &Known {
            summary: &summary,
            reading: Reading::taken(sample::NOW.plus_seconds(-age), 60),
            now: sample::NOW,
            words: Words::ENGLISH,
        },
    )
}

fn facts(view: &DetailView<'_>) -> Vec<(&'static str, String)> {
    let facts = view.facts.iter();
    facts.map(|(label, value)| (*label, value.text())).collect()
}

fn at(seconds: i64) -> Timestamp {
    sample::NOW.plus_seconds(seconds)
}

fn over() -> Event {
    Event {
        started_at: Some(at(-8100)),
        detected_at: Some(at(-8000)),
        resolved_at: Some(at(-600)),
        phase: Phase::Resolved,
        ..sample::event("e", EventKind::Incident, Impact::Major, &["web"])
    }
}

fn span(status: ComponentStatus, from: i64, to: Option<i64>) -> Span {
    Span {
        status,
        from: at(from),
        to: to.map(at),
    }
}

#[test]
fn what_is_over_says_when_it_began_was_seen_and_ended_and_how_long_it_took() {
    let event = over();
    let view = told(&event, 20);

    assert_eq!(
        facts(&view),
        [
            ("Started", "03:59 UTC".to_owned()),
            ("Detected", "04:00 UTC".to_owned()),
            ("Resolved", "06:04 UTC".to_owned()),
            ("Duration", "2 hours, 5 minutes".to_owned()),
        ]
    );
}

#[test]
fn how_long_it_lasts_is_told_only_while_we_hear_from_the_vendor() {
    let mut event = over();
    event.phase = Phase::Investigating;
    event.resolved_at = None;
    let labels = |age| {
        let view = told(&event, age);
        view.facts
            .iter()
            .map(|(label, _)| *label)
            .collect::<Vec<_>>()
    };

    assert_eq!(labels(20), ["Started", "Detected", "Duration"]);
    assert_eq!(labels(600), ["Started", "Detected"]);
}

#[test]
fn a_planned_maintenance_has_not_started() {
    let event = Event {
        kind: EventKind::Maintenance,
        phase: Phase::Scheduled,
        started_at: Some(at(86_400)),
        scheduled_for: Some(at(86_400)),
        scheduled_until: Some(at(90_000)),
        ..Event::default()
    };

    assert_eq!(
        facts(&told(&event, 20)),
        [(
            "Scheduled",
            "Nov 22, 06:14 UTC until Nov 22, 07:14 UTC".to_owned()
        )]
    );
}

#[test]
fn a_component_has_a_line_for_each_stretch_or_the_vendors_own_line() {
    let spans = |affected: Affected, age| -> Vec<String> {
        let event = Event {
            affected: vec![affected],
            ..Event::default()
        };
        let view = told(&event, age);
        view.affected[0].spans.iter().map(Sentence::text).collect()
    };
    let known = Affected {
        status: MajorOutage,
        spans: vec![
            span(PartialOutage, -7200, Some(-3600)),
            span(MajorOutage, -3600, None),
        ],
        ..Affected::default()
    };
    assert_eq!(
        spans(known.clone(), 20),
        [
            "Partial outage from 04:14 UTC to 05:14 UTC",
            "Major outage since 05:14 UTC"
        ]
    );
    assert_eq!(
        spans(known, 600)[1],
        "Last known: major outage since 05:14 UTC",
        "what is not fresh is not stated as present"
    );

    let line = |raw: &str, status| {
        let status_raw = Some(raw.to_owned());
        spans(
            Affected {
                status,
                status_raw,
                ..Affected::default()
            },
            20,
        )
    };
    let verbatim = "Degraded from 7:30 AM to 11:55 AM";
    assert_eq!(line(verbatim, PartialOutage), [verbatim]);
    assert_eq!(line("PARTIALOUTAGE", PartialOutage), ["Partial outage"]);
    assert_eq!(
        line("wobbly", ComponentStatus::Unknown),
        Vec::<String>::new()
    );
}

#[test]
fn a_step_is_edited_only_if_that_was_after_it_was_posted() {
    let edited = |edited_at: Option<i64>| {
        let update = Update {
            at: Some(at(-600)),
            posted_at: Some(at(-600)),
            edited_at: edited_at.map(at),
            ..Update::default()
        };
        let event = Event {
            updates: vec![update],
            ..Event::default()
        };
        told(&event, 20).steps[0].edited.text()
    };

    assert_eq!(edited(None), "");
    assert_eq!(edited(Some(-600)), "");
    assert_eq!(edited(Some(-300)), "edited 06:09 UTC");
}

#[test]
fn a_plain_update_announces_no_phase_and_a_foreign_phase_keeps_its_word() {
    let step = |phase, raw: Option<&str>| {
        let update = Update {
            phase,
            phase_raw: raw.map(str::to_owned),
            ..Update::default()
        };
        let event = Event {
            updates: vec![update],
            ..Event::default()
        };
        told(&event, 20).steps[0].phase.to_owned()
    };

    assert_eq!(step(None, None), "");
    assert_eq!(step(Some(Phase::Unknown), Some("Mulling")), "Mulling");
    assert_eq!(
        step(Some(Phase::Monitoring), Some("watching")),
        "Monitoring"
    );
}

#[test]
fn the_explanation_is_shown_where_it_is_given_and_linked_to_where_it_is_not() {
    let mut event = over();
    event.postmortem = Some(Postmortem {
        url: "https://status.example.com/p".parse().ok(),
        ..Postmortem::default()
    });

    let view = told(&event, 20);

    assert!(view.postmortem.is_empty());
    assert_eq!(view.postmortem_url, "https://status.example.com/p");
}

#[test]
fn an_explanation_that_is_also_a_message_is_told_once() {
    let explained = RichText::from_plain("A disk was full.");
    let mut event = over();
    event.postmortem = Some(Postmortem {
        body: Some(explained.clone()),
        url: "https://status.example.com/p".parse().ok(),
        ..Postmortem::default()
    });
    assert_eq!(told(&event, 20).postmortem, &explained);

    event.updates.push(Update {
        phase: Some(Phase::Postmortem),
        body: explained.clone(),
        ..Update::default()
    });
    let view = told(&event, 20);

    assert!(view.postmortem.is_empty());
    assert_eq!(view.steps.last().map(|step| step.body), Some(&explained));
}
