//! What of the past is shown, and in which words.

use super::*;
use crate::{
    model::sample::{NOW, summary},
    words::Words,
};
use statuslamp_model::{Affected, Impact, Summary};

fn resolved(id: &str, started: &str, minutes: i64) -> ListedEvent {
    let started_at: Timestamp = started.parse().unwrap();
    ListedEvent {
        event: Event {
            id: id.to_owned(),
            kind: EventKind::Incident,
            title: "Pages load slowly".to_owned(),
            phase: Phase::Resolved,
            impact: Impact::Major,
            started_at: Some(started_at),
            resolved_at: Some(started_at.plus_seconds(minutes * 60)),
            updates_complete: true,
            ..Event::default()
        },
        update_count: 4,
        has_postmortem: true,
        ..ListedEvent::default()
    }
}

fn past<'a>(summary: &'a Summary, incidents: &'a [ListedEvent]) -> Past<'a> {
    Past {
        known: Known {
            summary,
            reading: summary.reading(),
            now: NOW,
            words: Words::ENGLISH,
        },
        is_reachable: true,
        incidents,
        has_more: false,
        more: Wish::None,
        planned: &[],
        uptime: None,
        components: &[],
        reading_components: Wish::None,
        stories: &[],
    }
}

fn facts(view: &PastView<'_>) -> Vec<String> {
    view.facts.iter().map(Sentence::text).collect()
}

#[test]
fn what_happened_stands_under_its_month_with_what_one_asks_first() {
    let summary = summary();
    let incidents = [
        resolved("i3", "2026-11-03T10:20:00Z", 126),
        resolved("i2", "2026-11-01T00:00:00Z", 5),
        resolved("i1", "2025-10-31T23:59:00Z", 60),
    ];

    let view = record_view(past(&summary, &incidents));

    let months: Vec<_> = view
        .months
        .iter()
        .map(|month| month.name.as_str())
        .collect();
    assert_eq!(months, ["November 2026", "October 2025"]);
    assert_eq!(view.months[0].events.len(), 2);
    assert_eq!(
        facts(&view.months[0].events[0]),
        [
            "Major impact",
            "Nov 3, 10:20 UTC",
            "2 hours, 6 minutes",
            "Updates: 4",
            "Post-mortem",
        ]
    );
    assert_eq!(view.months[0].events[0].tone, Tone::Major);
    assert_eq!(view.label, "Noterro: Past incidents");
}

#[test]
fn what_is_not_over_says_where_it_stands_and_what_is_not_known_is_not_said() {
    let summary = summary();
    let mut open = resolved("i1", "2026-11-21T05:00:00Z", 60);
    open.event.phase = Phase::Monitoring;
    open.event.resolved_at = None;
    open.has_postmortem = false;
    open.event.updates_complete = false;
    let mut odd = resolved("i2", "2026-11-20T05:00:00Z", -60);
    odd.event.impact = Impact::Unknown;
    odd.event.impact_raw = Some("apocalyptic".to_owned());
    odd.update_count = 0;
    let incidents = [open, odd];

    let view = record_view(past(&summary, &incidents));

    let events = &view.months[0].events;
    assert_eq!(facts(&events[0]), ["Monitoring", "05:00 UTC"]);
    assert_eq!(
        facts(&events[1]),
        ["apocalyptic", "Nov 20, 05:00 UTC", "Post-mortem"]
    );
    assert_eq!(events[1].tone, Tone::Neutral);
}

#[test]
fn planned_work_comes_soonest_first_with_an_entry_for_the_calendar() {
    let summary = summary();
    let planned = |id: &str, phase, at: &str| Event {
        id: id.to_owned(),
        kind: EventKind::Maintenance,
        phase,
        started_at: at.parse().ok(),
        scheduled_for: at.parse().ok(),
        scheduled_until: at.parse().ok().map(|at: Timestamp| at.plus_seconds(5400)),
        affected: vec![Affected {
            name: "Web App".to_owned(),
            ..Affected::default()
        }],
        ..Event::default()
    };
    let upcoming = [
        planned("m3", Phase::Scheduled, "2026-12-28T22:00:00Z"),
        planned("m2", Phase::Scheduled, "2026-11-28T22:00:00Z"),
        planned("m1", Phase::InProgress, "2026-11-21T05:00:00Z"),
        planned("m0", Phase::Completed, "2026-11-20T05:00:00Z"),
    ];
    let upcoming = upcoming.map(|event| ListedEvent::new(event, 1));
    let past = Past {
        planned: &upcoming,
        ..past(&summary, &[])
    };

    let view = record_view(past);

    let ids: Vec<_> = view.upcoming.iter().map(|event| event.id).collect();
    assert_eq!(ids, ["m1", "m2", "m3"]);
    assert_eq!(view.upcoming[0].phase, "In progress");
    let next = &view.upcoming[1];
    assert_eq!(next.phase, "");
    assert_eq!(
        next.when.text(),
        "Planned for Nov 28, 22:00 UTC until 23:30 UTC"
    );
    assert_eq!(next.affects.text(), "Affects Web App");
    assert!(next.calendar.starts_with("data:text/calendar"));
    assert_eq!(next.file, "noterro.ics");
}

#[test]
fn planned_work_that_is_over_stands_among_the_incidents_as_far_back_as_those_were_read() {
    let summary = summary();
    let work = |id: &str, at: &str, phase| {
        let event = Event {
            kind: EventKind::Maintenance,
            impact: Impact::Maintenance,
            phase,
            ..resolved(id, at, 30).event
        };
        ListedEvent::new(event, 4)
    };
    let incidents = [
        resolved("i2", "2026-11-03T10:20:00Z", 126),
        resolved("i1", "2026-10-01T00:00:00Z", 5),
    ];
    let planned = [
        work("m4", "2026-12-01T00:00:00Z", Phase::Scheduled),
        work("m3", "2026-11-10T00:00:00Z", Phase::Completed),
        work("m2", "2026-10-20T00:00:00Z", Phase::Cancelled),
        work("m1", "2026-09-01T00:00:00Z", Phase::Completed),
    ];
    let told = |has_more| {
        record_view(Past {
            planned: &planned,
            has_more,
            ..past(&summary, &incidents)
        })
    };
    let ids = |view: &RecordView<'_>| {
        let events = view.months.iter().flat_map(|month| &month.events);
        events.map(|event| event.id.to_owned()).collect::<Vec<_>>()
    };

    let whole = told(false);
    assert_eq!(ids(&whole), ["m3", "i2", "m2", "i1", "m1"]);
    // Incidents of that time may be missing yet.
    assert_eq!(ids(&told(true)), ["m3", "i2", "m2", "i1"]);
    let completed = &whole.months[0].events[0];
    assert_eq!(completed.tone, Tone::Maintenance);
    assert_eq!(facts(completed)[0], "Maintenance");
    assert_eq!(facts(&whole.months[1].events[0])[0], "Cancelled");
}

#[test]
fn one_event_by_itself_says_whose_it_is() {
    let summary = summary();
    let known = [("i1".to_owned(), Story::Known(Box::default()))];
    for stories in [&known[..], &[]] {
        let past = Past {
            stories,
            ..past(&summary, &[])
        };
        assert_eq!(story_view("i1", past).vendor, "Noterro");
    }
}

#[test]
fn how_old_it_is_is_said_while_nothing_newer_can_be_read() {
    let summary = summary();
    let fresh = past(&summary, &[]);
    assert_eq!(record_view(fresh).age, Sentence::default());

    let later = |seconds, is_reachable| {
        let known = Known {
            now: NOW.plus_seconds(seconds),
            ..fresh.known
        };
        let past = Past {
            known,
            is_reachable,
            ..fresh
        };
        record_view(past).age.text()
    };
    assert_eq!(later(600, true), "Last heard from Noterro 10 minutes ago");
    assert_eq!(later(600, false), "Shown as it was 10 minutes ago");
}

#[test]
fn a_story_is_shown_as_far_as_it_came() {
    let summary = summary();
    let incidents = [resolved("i1", "2026-11-03T10:20:00Z", 126)];
    let told = |story: Story| {
        let past = Past {
            stories: vec![("i1".to_owned(), story)].leak(),
            ..past(&summary, &incidents)
        };
        record_view(past).months[0].events[0].story.clone()
    };

    assert_eq!(told(Story::Reading), Some(StoryView::Reading));
    assert_eq!(told(Story::Failed), Some(StoryView::Failed));
    assert_eq!(told(Story::Missing), Some(StoryView::Missing));
    let whole = Story::Known(Box::default());
    let Some(StoryView::Known(_, url)) = told(whole) else {
        panic!("the story is known");
    };
    assert_eq!(url, "https://status.example.com");
    assert_eq!(
        record_view(past(&summary, &incidents)).months[0].events[0].story,
        None
    );
}
