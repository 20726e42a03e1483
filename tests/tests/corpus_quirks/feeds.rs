//! History feeds.

use super::{at, event, read};
use statuslamp_model::{EventKind, Impact, Phase};
use statuslamp_normalise::Normalised;
use statuslamp_tests::corpus;

#[test]
fn an_atom_feed_with_offsets_and_zone_names_gives_utc() {
    let Some(read) = read("statuspage/metastatuspage-history.atom.xml") else {
        return;
    };

    let event = event(&read, "lcvzzk0mgfw3");
    assert_eq!(event.updates[0].at, Some(at("2019-11-21T01:00:00Z")));
    assert_eq!(event.resolved_at, Some(at("2019-11-21T02:35:00Z")));
    assert_eq!(event.updated_at, Some(at("2019-11-21T02:35:29Z")));
}

#[test]
fn times_without_a_year_lie_near_their_entry_in_every_feed() {
    for file in corpus::files() {
        if !file.is_feed() {
            continue;
        }
        for event in read(&file.name).unwrap().snapshot.events {
            let times: Vec<_> = event
                .updates
                .iter()
                .filter_map(|update| update.at)
                .collect();
            assert!(!times.is_empty(), "{} {}", file.name, event.id);
            let reference = event.updated_at.unwrap();
            for shown in times {
                let days = shown.seconds_since(reference).abs() / 86_400;
                assert!(
                    days < 183,
                    "{} {}: {shown} beside {reference}",
                    file.name,
                    event.id
                );
            }
        }
    }
}

#[test]
fn the_same_moment_in_atom_and_rss_tells_the_same_events() {
    let atom = read("statuspage/digitalocean-history-2020-01-23.atom.xml");
    let rss = read("statuspage/digitalocean-history-2020-01-23.rss.xml");
    let (Some(atom), Some(rss)) = (atom, rss) else {
        return;
    };

    let told = |read: &Normalised| {
        let mut told: Vec<_> = read
            .snapshot
            .events
            .iter()
            .map(|event| {
                (
                    event.id.clone(),
                    event.title.clone(),
                    event.phase,
                    event.updates.clone(),
                )
            })
            .collect();
        told.sort_by(|one, other| one.0.cmp(&other.0));
        told
    };
    assert_eq!(told(&atom), told(&rss));
}

#[test]
fn a_planned_start_after_the_last_change_is_not_when_it_was_posted() {
    let Some(read) = read("instatus/kagi-history-maintenance-EXCERPT.atom.xml") else {
        return;
    };

    let event = &read.snapshot.events[0];
    assert_eq!(event.kind, EventKind::Maintenance);
    assert_eq!(event.scheduled_for, Some(at("2026-07-19T06:00:00Z")));
    assert_eq!(event.updates[0].at, Some(at("2026-07-08T07:24:48Z")));
    let phases: Vec<_> = event.updates.iter().map(|update| update.phase).collect();
    assert_eq!(
        phases,
        [
            Some(Phase::Scheduled),
            Some(Phase::InProgress),
            Some(Phase::Completed)
        ]
    );
}

#[test]
fn a_maintenance_under_an_incidents_address_is_a_maintenance_by_its_type() {
    let Some(read) = read("instatus/perplexity-kagi-history-EXCERPT.atom.xml") else {
        return;
    };

    let maintenance = event(&read, "cmaintenance123");
    assert_eq!(maintenance.kind, EventKind::Maintenance);
    assert_eq!(maintenance.phase, Phase::Completed);
    let incident = event(&read, "cmq08wkuw02waqmn6yt1kdgej");
    assert_eq!(
        (incident.kind, incident.impact),
        (EventKind::Incident, Impact::Unknown)
    );
    let (start, end) = (incident.started_at.unwrap(), incident.resolved_at.unwrap());
    assert_eq!(end.seconds_since(start), 4 * 3600 + 30 * 60 + 38);
    // The doubled full stop is the vendor's and stays.
    assert!(incident.updates[2].body.to_plain().ends_with(".."));
}
