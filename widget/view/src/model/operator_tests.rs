//! The operator's word in what people see: muted things are quiet and marked, notices say whose
//! they are.

use super::{
    BannerView, Known, LeastImpact, Selection, Told, Tone, banner, component_list, sample,
};
use crate::words::Words;
use statuslamp_model::{ComponentStatus, Event, EventKind, Impact, Phase, Summary, Timestamp};

use ComponentStatus::{DegradedPerformance, MajorOutage, Operational};

fn known(summary: &Summary, seconds: i64) -> Known<'_> {
    Known {
        summary,
        reading: summary.reading(),
        now: sample::NOW.plus_seconds(seconds),
        words: Words::ENGLISH,
    }
}

fn due<'a>(summary: &'a Summary, selection: &str, seconds: i64) -> Option<BannerView<'a>> {
    let selection = Selection::parse(|name| (name == "components").then_some(selection));
    banner(&[Told::of(known(summary, seconds))], &selection)
}

fn until(seconds: i64) -> Timestamp {
    sample::NOW.plus_seconds(seconds)
}

fn notice(impact: Impact, affected: &[&str]) -> Event {
    Event {
        phase: Phase::InProgress,
        updated_at: Some(sample::NOW.plus_seconds(-300)),
        scheduled_until: Some(until(3600)),
        operator: true,
        ..sample::event("operator:a", EventKind::Notice, impact, affected)
    }
}

/// The web app is slow because of `e1`, which touches the API too.
fn troubled() -> Summary {
    let mut summary = sample::with("web", DegradedPerformance);
    let event = sample::event("e1", EventKind::Incident, Impact::Minor, &["web", "api"]);
    summary.events = vec![event];
    summary
}

#[test]
fn a_muted_event_shows_no_banner_and_neither_do_the_components_it_explains() {
    let mut summary = troubled();
    assert!(due(&summary, "", 0).is_some());

    summary.events[0].muted = true;

    assert_eq!(due(&summary, "", 0), None);
}

#[test]
fn a_muted_component_concerns_nobody_and_is_not_named() {
    let mut summary = troubled();
    summary.components[0].muted = true;

    assert_eq!(due(&summary, "Web App", 0), None);
    let view = due(&summary, "", 0).expect("a banner on the other component");
    assert_eq!(view.event.headline.text(), "API");
}

#[test]
fn a_silenced_page_shows_no_banner_whatever_is_wrong() {
    let mut summary = troubled();
    summary.events.push(notice(Impact::Critical, &[]));
    summary.silenced = true;

    assert_eq!(due(&summary, "", 0), None);
}

#[test]
fn the_list_shows_what_is_muted_as_it_is_with_a_mark() {
    let mut summary = troubled();
    summary.silenced = true;
    summary.components[0].muted = true;
    summary.events[0].muted = true;

    let list = component_list(known(&summary, 0), &Selection::default());

    let row = &list.groups[0].rows[0];
    assert_eq!(
        (row.tone, row.status.as_str(), row.mark),
        (Tone::Minor, "Degraded performance", "Muted by the operator")
    );
    assert_eq!(list.groups[0].rows[1].mark, "");
    assert_eq!(list.events[0].operator.text(), "Muted by the operator");
    assert_eq!(
        list.events[0].headline.text(),
        "Web App: degraded performance, and 1 more"
    );
    assert_eq!(
        list.silenced.text(),
        "Messages about Noterro are muted by the operator"
    );
}

#[test]
fn a_notice_says_whose_word_it_is_and_nothing_of_the_vendors_states() {
    let mut summary = sample::with("web", MajorOutage);
    summary.events = vec![notice(Impact::Minor, &["web"])];

    let view = due(&summary, "", 0).expect("a banner");

    assert_eq!(view.event.headline.text(), "");
    assert_eq!(view.event.title, "Pages load slowly");
    assert_eq!(view.event.phase, "Notice");
    assert_eq!(view.event.tone, Tone::Minor);
    assert_eq!(view.event.affects.text(), "Affects Web App");
    assert_eq!(view.event.updated.text(), "Updated 5 minutes ago");
    assert_eq!(
        view.event.operator.text(),
        "By the operator, not from Noterro’s official page"
    );
    assert_eq!(view.dismisses, ["operator:a"]);
    assert_eq!(
        view.announcement(),
        "Noterro. Pages load slowly. Notice. By the operator, not from Noterro’s official page. and 1 more. \
         We are looking into it."
    );
}

#[test]
fn a_notice_is_as_good_as_it_was_however_old_the_reading() {
    let mut summary = sample::summary();
    summary.events = vec![notice(Impact::Major, &[])];

    for seconds in [0, 181, 901] {
        let view = due(&summary, "", seconds).expect("a banner");
        assert_eq!((view.fresh, view.event.tone), (true, Tone::Major));
    }
}

#[test]
fn a_notice_ends_by_itself() {
    let mut summary = sample::summary();
    summary.events = vec![notice(Impact::Major, &[])];

    assert!(due(&summary, "", 3600).is_some());
    assert_eq!(
        component_list(known(&summary, 3600), &Selection::default())
            .events
            .len(),
        1
    );
    assert_eq!(due(&summary, "", 3601), None);
    assert_eq!(
        component_list(known(&summary, 3601), &Selection::default())
            .events
            .len(),
        0
    );
}

#[test]
fn a_notice_without_impact_shows_where_it_was_asked_for() {
    let mut summary = sample::summary();
    summary.events = vec![notice(Impact::None, &[])];
    let asked = Selection {
        least_impact: LeastImpact::At(Impact::None),
        ..Selection::default()
    };

    assert_eq!(due(&summary, "", 0), None);
    assert!(banner(&[Told::of(known(&summary, 0))], &asked).is_some());
}

#[test]
fn a_notice_explains_no_trouble() {
    for affected in [&["web"][..], &[]] {
        let mut summary = sample::with("web", MajorOutage);
        summary.events = vec![notice(Impact::None, affected)];

        let view = due(&summary, "", 0).expect("a banner on the component");

        assert_eq!(view.event.headline.text(), "Web App: major outage");
    }
}

#[test]
fn a_pinned_notice_stands_among_incidents_by_its_impact() {
    let mut summary = troubled();
    let of = |summary: &Summary| due(summary, "", 0).expect("a banner").event.id.to_owned();

    summary.events.push(notice(Impact::Major, &[]));
    assert_eq!(of(&summary), "operator:a");

    summary.events[0].impact = Impact::Critical;
    assert_eq!(of(&summary), "e1");
}

#[test]
fn nothing_muted_is_ever_good() {
    let mut summary = troubled();
    summary.overall.status = MajorOutage;
    summary.silenced = true;
    for component in &mut summary.components {
        component.muted = true;
    }

    let list = component_list(known(&summary, 0), &Selection::default());

    assert_eq!(list.tone, Tone::Critical);
    for row in list.groups.iter().flat_map(|group| &group.rows) {
        let listed = summary.components.iter().find(|own| own.name == row.name);
        let is_good = listed.is_some_and(|own| own.status == Operational);
        assert_eq!(row.tone == Tone::Good, is_good, "{}", row.name);
    }
}
