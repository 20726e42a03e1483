//! What the pill says of one page and of several.

use super::*;
use crate::model::sample;
use statuslamp_model::{Event, EventKind, Impact, PageInfo, Reading, Summary};

use ComponentStatus::{DegradedPerformance, MajorOutage, Operational, UnderMaintenance};

fn named(name: &str, status: ComponentStatus) -> Summary {
    let mut summary = sample::with("web", status);
    summary.overall.status = status;
    summary.page = PageInfo {
        name: name.to_owned(),
        ..summary.page
    };
    summary
}

fn known(summary: &Summary, age: i64) -> Known<'_> {
    Known {
        summary,
        reading: Reading::taken(sample::NOW.plus_seconds(-age), 60),
        now: sample::NOW,
        words: Words::ENGLISH,
    }
}

fn pill(pages: &[Told<'_>], components: &str) -> (Tone, String) {
    let selection = Selection::parse(|name| (name == "components").then_some(components));
    let view = status(pages, &selection, Words::ENGLISH, Phrase::Loading);
    (view.tone, view.says.text())
}

const WAITING: Told<'_> = Told {
    known: None,
    dismissed: &[],
    shown: &[],
};

#[test]
fn it_is_good_only_while_everything_is_known_to_be() {
    let good = named("Noterro", Operational);
    let of = |age| pill(&[Told::of(known(&good, age))], "");

    assert_eq!(of(20), (Tone::Good, "All systems operational".to_owned()));
    assert_eq!(
        of(600),
        (
            Tone::Neutral,
            "Last heard from Noterro 10 minutes ago".to_owned()
        )
    );
    assert_eq!(of(3600), (Tone::Neutral, "Status not known".to_owned()));
    assert_eq!(
        pill(&[WAITING], ""),
        (Tone::Neutral, "Reading the status…".to_owned())
    );
}

#[test]
fn of_several_pages_trouble_is_told_first_then_what_is_not_known() {
    let good = named("Noterro", Operational);
    let bad = named("GitHub", MajorOutage);
    let slow = named("Napta", DegradedPerformance);
    let planned = named("Netop", UnderMaintenance);
    let page = |summary, age| Told::of(known(summary, age));

    for (pages, expected) in [
        (
            vec![page(&good, 20), page(&good, 20)],
            (Tone::Good, "All systems operational"),
        ),
        (
            vec![page(&good, 20), page(&slow, 20), page(&bad, 20)],
            (Tone::Critical, "GitHub: Major outage"),
        ),
        (
            vec![page(&planned, 20), page(&slow, 20)],
            (Tone::Minor, "Napta: Some systems are degraded"),
        ),
        (
            vec![page(&good, 20), page(&good, 3600)],
            (Tone::Neutral, "Noterro: Status not known"),
        ),
        (
            vec![page(&good, 20), page(&bad, 600)],
            (Tone::Neutral, "Last heard from GitHub 10 minutes ago"),
        ),
        (
            vec![page(&good, 20), WAITING],
            (Tone::Neutral, "Reading the status…"),
        ),
        (
            vec![WAITING, page(&bad, 20)],
            (Tone::Critical, "GitHub: Major outage"),
        ),
    ] {
        assert_eq!(pill(&pages, ""), (expected.0, expected.1.to_owned()));
    }
}

#[test]
fn what_concerns_me_decides_not_the_whole_page() {
    let mut summary = named("Noterro", MajorOutage);
    let of = |summary: &Summary, components| pill(&[Told::of(known(summary, 20))], components);

    assert_eq!(of(&summary, "").0, Tone::Critical);
    assert_eq!(of(&summary, "api").0, Tone::Good);
    assert_eq!(of(&summary, "nothing of that name").0, Tone::Critical);

    let wide = sample::event("e", EventKind::Incident, Impact::Critical, &[]);
    summary.events = vec![wide, Event::default()];
    assert_eq!(
        of(&summary, "api").0,
        Tone::Critical,
        "an event for the whole page"
    );
}
