//! When a banner is due, for what, and in which words.

//! When a banner shows, and what it says.

use super::*;
use crate::model::{DetailView, LeastImpact, sample};
use statuslamp_model::{Impact, Phase, Reading, Summary, Timestamp};

use ComponentStatus::{DegradedPerformance, MajorOutage, UnderMaintenance};
use EventKind::{Incident, Maintenance, Notice};

pub(super) fn known(summary: &Summary, now: Timestamp) -> Known<'_> {
    Known {
        summary,
        reading: summary.reading(),
        now,
        words: Words::ENGLISH,
    }
}

fn due<'a>(summary: &'a Summary, selection: &str) -> Option<BannerView<'a>> {
    let selection = Selection::parse(|name| (name == "components").then_some(selection));
    banner(&[Told::of(known(summary, sample::NOW))], &selection)
}

pub(super) fn with_event(mut summary: Summary, events: Vec<Event>) -> Summary {
    summary.events = events;
    summary
}

#[test]
fn a_healthy_page_has_no_banner() {
    assert_eq!(due(&sample::summary(), ""), None);
}

#[test]
fn an_incident_is_told_in_one_line_with_phase_age_and_link() {
    let summary = with_event(
        sample::with("web", DegradedPerformance),
        vec![sample::event("e1", Incident, Impact::Minor, &["web"])],
    );

    let view = due(&summary, "").expect("a banner");

    assert_eq!(view.event.headline.text(), "Web App: degraded performance");
    assert_eq!(view.event.title, "Pages load slowly");
    assert_eq!(view.event.phase, "Investigating");
    assert_eq!(view.event.updated.text(), "Updated 2 minutes ago");
    assert_eq!(view.event.url, "https://status.example.com");
    assert_eq!(view.event.tone, Tone::Minor);
    assert_eq!(view.dismisses, ["e1"]);
    assert_eq!(view.more, "");
    assert_eq!(
        view.announcement(),
        "Noterro. Web App: degraded performance. Pages load slowly. Investigating. We are looking into it."
    );
}

#[test]
fn an_incident_wins_over_a_maintenance_and_the_rest_is_counted() {
    let summary = with_event(
        sample::summary(),
        vec![
            sample::event("work", Maintenance, Impact::Maintenance, &["api"]),
            sample::event("small", Incident, Impact::Minor, &["web"]),
            sample::event("large", Incident, Impact::Critical, &["texts"]),
        ],
    );

    let view = due(&summary, "").expect("a banner");

    assert_eq!((view.event.id, view.more.as_str()), ("large", "and 2 more"));
    let only_api = due(&summary, "API").expect("a banner");
    assert_eq!((only_api.event.id, only_api.more.as_str()), ("work", ""));
    assert_eq!(only_api.event.tone, Tone::Maintenance);
}

#[test]
fn what_was_dismissed_makes_room_for_the_next() {
    let summary = with_event(
        sample::summary(),
        vec![
            sample::event("a", Incident, Impact::Major, &["web"]),
            sample::event("b", Incident, Impact::Minor, &["api"]),
        ],
    );
    let next = |dismissed: &[&str]| {
        let dismissed: Vec<String> = dismissed.iter().map(|id| (*id).to_owned()).collect();
        banner(
            &[Told {
                dismissed: &dismissed,
                ..Told::of(known(&summary, sample::NOW))
            }],
            &Selection::default(),
        )
        .map(|view| view.event.id.to_owned())
    };

    assert_eq!(next(&[]).as_deref(), Some("a"));
    assert_eq!(next(&["a"]).as_deref(), Some("b"));
    assert_eq!(next(&["a", "b"]), None);
}

#[test]
fn an_event_on_other_components_does_not_concern_me_but_one_on_the_whole_page_does() {
    let elsewhere = with_event(
        sample::summary(),
        vec![sample::event("e", Incident, Impact::Major, &["api"])],
    );
    let everywhere = with_event(
        sample::summary(),
        vec![sample::event("e", Incident, Impact::Major, &[])],
    );

    assert_eq!(due(&elsewhere, "Web App"), None);
    assert!(due(&elsewhere, "no such component").is_some());
    let view = due(&everywhere, "Web App").expect("a banner");
    assert!(view.event.headline.0.is_empty());
}

#[test]
fn an_impact_of_none_shows_only_when_components_suffer_or_when_asked() {
    let nothing = vec![sample::event("e", Incident, Impact::None, &["web"])];
    let calm = with_event(sample::summary(), nothing.clone());
    let suffering = with_event(sample::with("web", MajorOutage), nothing);
    let asked = Selection {
        least_impact: LeastImpact::At(Impact::None),
        ..Selection::default()
    };

    assert_eq!(due(&calm, ""), None);
    assert!(banner(&[Told::of(known(&calm, sample::NOW))], &asked).is_some());
    assert_eq!(
        due(&suffering, "").map(|view| view.event.tone),
        Some(Tone::Critical)
    );
}

#[test]
fn in_brief_the_line_is_the_same_and_the_story_is_not_told() {
    let summary = with_event(
        sample::with("web", DegradedPerformance),
        vec![sample::event("e", Incident, Impact::Minor, &["web"])],
    );
    let told = [Told::of(known(&summary, sample::NOW))];
    let selection = Selection {
        is_brief: true,
        ..Selection::default()
    };

    let brief = banner(&told, &selection).expect("a banner");
    let mut whole = banner(&told, &Selection::default()).expect("a banner");

    assert_eq!(brief.event.detail, DetailView::default());
    assert_ne!(whole.event.detail, DetailView::default());
    whole.event.detail = DetailView::default();
    assert_eq!(brief, whole);
}

#[test]
fn an_unknown_impact_is_worth_showing_whatever_is_asked() {
    let summary = with_event(
        sample::summary(),
        vec![sample::event("e", Incident, Impact::Unknown, &["web"])],
    );
    let strict = Selection {
        least_impact: LeastImpact::At(Impact::Critical),
        ..Selection::default()
    };

    let view = banner(&[Told::of(known(&summary, sample::NOW))], &strict).expect("a banner");

    assert_ne!(view.event.tone, Tone::Good);
}

#[test]
fn a_component_in_trouble_needs_no_event() {
    let summary = sample::with("web", DegradedPerformance);

    let view = due(&summary, "").expect("a banner");

    assert_eq!(view.event.headline.text(), "Web App: degraded performance");
    assert_eq!(view.dismisses, ["component:web:degraded_performance"]);
    assert_eq!(due(&summary, "API"), None);
    let worse = sample::with("web", MajorOutage);
    let again = banner(
        &[Told {
            dismissed: &view.dismisses,
            ..Told::of(known(&worse, sample::NOW))
        }],
        &Selection::default(),
    );
    assert!(again.is_some(), "another state is something new");
}

#[test]
fn a_component_that_an_event_names_is_not_told_twice() {
    let summary = with_event(
        sample::with("web", MajorOutage),
        vec![sample::event("e", Incident, Impact::Critical, &["web"])],
    );

    let dismissed = ["e".to_owned()];

    assert_eq!(due(&summary, "").map(|view| view.more), Some(String::new()));
    assert_eq!(
        banner(
            &[Told {
                dismissed: &dismissed,
                ..Told::of(known(&summary, sample::NOW))
            }],
            &Selection::default()
        ),
        None
    );
}

#[test]
fn an_outage_without_event_wins_over_a_maintenance_and_planned_work_does_not() {
    let work = vec![sample::event(
        "work",
        Maintenance,
        Impact::Maintenance,
        &["api"],
    )];
    let outage = with_event(sample::with("web", MajorOutage), work.clone());
    let planned = with_event(sample::with("web", UnderMaintenance), work);

    assert_eq!(
        due(&outage, "").map(|view| view.event.tone),
        Some(Tone::Critical)
    );
    assert_eq!(due(&planned, "").map(|view| view.event.id), Some("work"));
}

#[test]
fn neither_what_is_planned_nor_what_is_over_shows_a_banner() {
    for phase in [
        Phase::Scheduled,
        Phase::Resolved,
        Phase::Postmortem,
        Phase::Cancelled,
    ] {
        let mut event = sample::event("e", Incident, Impact::Critical, &["web"]);
        event.phase = phase;
        assert_eq!(
            due(&with_event(sample::summary(), vec![event]), ""),
            None,
            "{phase}"
        );
    }
    let mut event = sample::event("e", Incident, Impact::Critical, &["web"]);
    event.phase = Phase::Unknown;
    assert!(due(&with_event(sample::summary(), vec![event]), "").is_some());
}

#[test]
fn a_notice_yields_to_everything_else() {
    let summary = with_event(
        sample::summary(),
        vec![
            sample::event("notice", Notice, Impact::Minor, &[]),
            sample::event("work", Maintenance, Impact::None, &["api"]),
        ],
    );

    assert_eq!(due(&summary, "").map(|view| view.event.id), Some("work"));
}

#[test]
fn once_stale_it_loses_its_colour_and_says_when_it_was_last_heard_from() {
    let summary = with_event(
        sample::with("web", DegradedPerformance),
        vec![sample::event("e", Incident, Impact::Minor, &["web"])],
    );
    let view = |seconds| {
        let now = sample::NOW.plus_seconds(seconds);
        banner(&[Told::of(known(&summary, now))], &Selection::default()).expect("a banner")
    };

    let stale = view(14 * 60);
    let unknown = view(3600);

    assert!(view(0).fresh && !stale.fresh);
    assert_eq!(stale.event.tone, Tone::Neutral);
    assert_eq!(
        stale.last_heard.text(),
        "Last heard from Noterro 14 minutes ago"
    );
    assert!(stale.announcement().ends_with("This may not be current"));
    assert_eq!(unknown.event.headline.text(), "Web App");
}

#[test]
fn a_content_that_was_never_confirmed_is_not_fresh() {
    let summary = with_event(
        sample::summary(),
        vec![sample::event("e", Incident, Impact::Minor, &["web"])],
    );
    let known = Known {
        summary: &summary,
        reading: Reading::default(),
        now: sample::NOW,
        words: Words::ENGLISH,
    };

    let view = banner(&[Told::of(known)], &Selection::default()).expect("a banner");

    assert_eq!(known.freshness(), Freshness::Unknown);
    assert_eq!(view.last_heard.text(), "Not heard from Noterro yet");
}

#[test]
fn a_component_whose_state_is_not_known_is_told_only_while_we_hear_from_the_vendor() {
    let summary = sample::with("web", ComponentStatus::Unknown);
    let view = |seconds| {
        let now = sample::NOW.plus_seconds(seconds);
        banner(&[Told::of(known(&summary, now))], &Selection::default())
    };

    let told = view(0).expect("a banner");

    assert_eq!(told.event.headline.text(), "Web App: status not known");
    assert_eq!(told.event.tone, Tone::Neutral);
    assert_eq!(view(901), None);
}

#[test]
fn of_several_components_only_those_in_the_worst_state_are_said_to_be_in_it() {
    let mut summary = sample::with("texts", MajorOutage);
    summary.components[0].status = DegradedPerformance;
    let headline = |summary: &Summary| {
        let view = due(summary, "").expect("a banner");
        (view.event.headline.text(), view.event.affects.text())
    };

    let without_event = headline(&summary);
    let affected = &["web", "texts", "api"];
    summary.events = vec![sample::event("e", Incident, Impact::Major, affected)];
    let with_event = headline(&summary);

    assert_eq!(
        without_event,
        (
            "Texts: major outage, and 1 more".to_owned(),
            "Affects Texts and Web App".to_owned()
        )
    );
    assert_eq!(
        with_event,
        (
            "Texts: major outage, and 2 more".to_owned(),
            "Affects Texts, Web App and API".to_owned()
        )
    );
}
