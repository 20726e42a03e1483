//! What is told before it begins, after it ended, and of several vendors.

use super::{
    tests::{known, with_event},
    *,
};
use crate::model::sample;
use statuslamp_model::{Impact, Phase, Reading};

use EventKind::{Incident, Maintenance};

#[test]
fn a_maintenance_is_told_so_many_hours_before_as_the_host_wants() {
    let work = Event {
        phase: Phase::Scheduled,
        scheduled_for: Some(sample::NOW.plus_seconds(47 * 3600)),
        scheduled_until: Some(sample::NOW.plus_seconds(48 * 3600)),
        ..sample::event("work", Maintenance, Impact::Maintenance, &["api"])
    };
    let summary = with_event(sample::summary(), vec![work]);
    let told = |lead: Option<&str>, components: &str, seconds: i64| {
        let selection = Selection::parse(|name| match name {
            "maintenance-lead" => lead,
            "components" => Some(components),
            _ => None,
        });
        let now = sample::NOW.plus_seconds(seconds);
        let known = Known {
            reading: Reading::taken(now, 60),
            ..known(&summary, now)
        };
        banner(&[Told::of(known)], &selection)
    };

    assert_eq!(told(None, "", 0), None);
    assert_eq!(told(Some("46"), "", 0), None);
    assert_eq!(told(Some("48"), "Web App", 0), None);
    assert_eq!(told(Some("48"), "", 49 * 3600), None, "it should be over");
    let view = told(Some("48"), "", 0).expect("a banner");
    assert_eq!(view.event.headline.text(), "Planned for Nov 23, 05:14 UTC");
    assert_eq!(view.event.affects.text(), "Affects API");
    assert_eq!(view.event.tone, Tone::Maintenance);
    assert_eq!(
        view.announcement(),
        "Noterro. Scheduled. Pages load slowly. We are looking into it."
    );
}

#[test]
fn what_was_shown_is_told_to_be_over_for_half_an_hour() {
    let over = Event {
        phase: Phase::Resolved,
        resolved_at: Some(sample::NOW.plus_seconds(-600)),
        ..sample::event("e1", Incident, Impact::Minor, &["web"])
    };
    let summary = with_event(sample::summary(), vec![over]);
    let told = |shown: &[&str], dismissed: &[&str], seconds: i64| {
        let owned = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let page = Told {
            shown: owned(shown).leak(),
            dismissed: owned(dismissed).leak(),
            ..Told::of(known(&summary, sample::NOW.plus_seconds(seconds)))
        };
        banner(&[page], &Selection::default())
    };

    assert_eq!(told(&[], &[], 0), None, "nobody saw it");
    assert_eq!(told(&["e1"], &["e1"], 0), None);
    assert_eq!(told(&["e1"], &[], 1200), None);
    let view = told(&["e1"], &[], 0).expect("a banner");
    assert_eq!(view.event.headline.text(), "Resolved 10 minutes ago");
    assert_eq!(view.event.tone, Tone::Notice);
    assert_eq!(
        view.announcement(),
        "Noterro. Resolved. Pages load slowly",
        "words from before the end are not words about it"
    );
    let later = told(&["e1"], &[], 60).expect("a banner");
    assert_eq!(
        later.announcement(),
        view.announcement(),
        "no clock is read out"
    );
}

#[test]
fn of_several_pages_the_worst_is_told_and_each_says_whose_it_is() {
    let first = with_event(
        sample::summary(),
        vec![sample::event("small", Incident, Impact::Minor, &["web"])],
    );
    let mut second = with_event(
        sample::summary(),
        vec![sample::event("large", Incident, Impact::Critical, &["api"])],
    );
    second.page.name = "GitHub".to_owned();
    second.page.id = "github".parse().expect("a page id");
    let pages = [&first, &second].map(|summary| Told::of(known(summary, sample::NOW)));

    let view = banner(&pages, &Selection::default()).expect("a banner");

    assert_eq!((view.page, view.event.vendor), ("github", "GitHub"));
    assert_eq!(view.more, "and 1 more");
    assert_eq!(view.rest[0].vendor, "Noterro");
    let alone = banner(&pages[..1], &Selection::default()).expect("a banner");
    assert_eq!(alone.event.vendor, "");
}

#[test]
fn a_maintenance_on_what_is_down_is_not_said_to_be_an_outage() {
    let summary = with_event(
        sample::with("api", ComponentStatus::MajorOutage),
        vec![sample::event(
            "work",
            Maintenance,
            Impact::Maintenance,
            &["api"],
        )],
    );

    let view = banner(
        &[Told::of(known(&summary, sample::NOW))],
        &Selection::default(),
    )
    .expect("a banner");

    assert_eq!(view.event.headline.text(), "API");
    assert_eq!(view.event.tone, Tone::Maintenance);
}
