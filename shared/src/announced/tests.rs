//! What is muted is still true, and what is not muted is still announced.

use super::*;
use crate::{
    Affected, ComponentStatus, EventKind, Impact, Notice, Overall, PageInfo, Phase, Reading,
    Timestamp, Verdict,
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);

fn component(id: &str, group: Option<&str>, status: ComponentStatus) -> Component {
    Component {
        id: id.to_owned(),
        kind: ComponentKind::Component,
        group_id: group.map(str::to_owned),
        name: format!("The {id}"),
        status,
        ..Component::default()
    }
}

fn event(id: &str, affected: &[&str]) -> Event {
    let affected = affected.iter().map(|id| Affected {
        component_id: Some((*id).to_owned()),
        name: format!("The {id}"),
        ..Affected::default()
    });
    Event {
        id: id.to_owned(),
        kind: EventKind::Incident,
        phase: Phase::Investigating,
        impact: Impact::Major,
        started_at: Some(NOON),
        affected: affected.collect(),
        ..Event::default()
    }
}

/// `web` is down, `texts` and `mails` of the group `messages` are slow; `i1` touches web and texts,
/// `i2` mails.
fn summary() -> Summary {
    let reading = Reading::taken(NOON, 60);
    let group = Component {
        kind: ComponentKind::Group,
        ..component("messages", None, ComponentStatus::DegradedPerformance)
    };
    Summary {
        page: PageInfo {
            id: "noterro".parse().unwrap(),
            name: "Noterro".to_owned(),
            url: "https://status.example.com".parse().unwrap(),
            provider: None,
            time_zone: None,
        },
        revision: 1,
        checked_at: reading.checked_at,
        fresh_until: reading.fresh_until,
        unknown_after: reading.unknown_after,
        poll_seconds: 60,
        overall: Overall {
            status: ComponentStatus::MajorOutage,
            ..Overall::default()
        },
        components: vec![
            component("web", None, ComponentStatus::MajorOutage),
            group,
            component(
                "texts",
                Some("messages"),
                ComponentStatus::DegradedPerformance,
            ),
            component(
                "mails",
                Some("messages"),
                ComponentStatus::DegradedPerformance,
            ),
        ],
        events: vec![event("i1", &["web", "texts"]), event("i2", &["mails"])],
        silenced: false,
    }
}

fn said(id: &str, word: OperatorWord) -> Override {
    Override {
        id: id.parse().unwrap(),
        word,
        expires_at: NOON.plus_seconds(3600),
        reason: None,
        created_at: NOON.plus_seconds(1),
        updated_at: NOON.plus_seconds(1),
    }
}

fn mute_event(id: &str) -> OperatorWord {
    OperatorWord::MuteEvent {
        event: id.to_owned(),
    }
}

fn mute_component(id: &str) -> OperatorWord {
    OperatorWord::MuteComponent {
        component: id.to_owned(),
    }
}

fn notice(components: &[&str]) -> OperatorWord {
    OperatorWord::Notice(Notice {
        title: "T".to_owned(),
        body: "B".to_owned(),
        impact: Impact::Minor,
        components: components.iter().map(|id| (*id).to_owned()).collect(),
        url: None,
    })
}

/// What a verdict announces: its events, each with what it touches, and its components.
fn announced(summary: &Summary) -> String {
    let verdict = Verdict::of(summary, false, NOON);
    assert_eq!(verdict.overall, ComponentStatus::MajorOutage, "the truth");
    let names = |components: &[crate::VerdictComponent]| {
        let ids = components
            .iter()
            .filter_map(|component| component.id.clone());
        ids.collect::<Vec<_>>().join(",")
    };
    let events = verdict.events.iter();
    let events = events.map(|event| format!("{}({})", event.id, names(&event.components)));
    let events = events.collect::<Vec<_>>().join(" ");
    format!("{events} | {}", names(&verdict.components))
}

#[test]
fn what_is_muted_is_left_out_of_what_is_announced() {
    let everything = "i1(web,texts) i2(mails) | web,texts,mails";
    let cases: Vec<(Vec<OperatorWord>, &str)> = vec![
        (vec![], everything),
        // Its components with it: nothing else tells of them.
        (vec![mute_event("i1")], "i2(mails) | mails"),
        (vec![mute_event("no such event")], everything),
        (
            vec![mute_component("web")],
            "i1(texts) i2(mails) | texts,mails",
        ),
        // An event that touches nothing else with it.
        (vec![mute_component("mails")], "i1(web,texts) | web,texts"),
        (vec![mute_component("messages")], "i1(web) | web"),
        (
            vec![mute_component("web"), mute_event("i2")],
            "i1(texts) | texts",
        ),
        (vec![OperatorWord::Silence], " | "),
        (vec![OperatorWord::Silence, notice(&[])], " | "),
        (
            vec![notice(&["web"])],
            "operator:0(web) i1(web,texts) i2(mails) | web,texts,mails",
        ),
        // What the operator has to say of what is muted is meant to be heard.
        (
            vec![
                notice(&["web"]),
                mute_component("web"),
                mute_component("messages"),
            ],
            "operator:0(web) | ",
        ),
    ];
    for (words, expected) in cases {
        let shown = format!("{words:?}");
        let said: Vec<_> = (0..)
            .zip(words)
            .map(|(n, word)| said(&n.to_string(), word))
            .collect();
        let mut summary = summary();

        summary.under(said.iter(), false);

        assert_eq!(announced(&summary), expected, "{shown}");
    }
}

#[test]
fn a_page_muted_in_the_pages_file_is_silent() {
    let mut summary = summary();

    summary.under(std::iter::empty(), true);

    assert!(summary.silenced);
    assert_eq!(announced(&summary), " | ");
}

#[test]
fn no_word_of_the_operators_changes_what_is_true() {
    let truth = summary();
    let words = [
        mute_event("i1"),
        mute_component("web"),
        notice(&["web", "no such component"]),
        OperatorWord::Silence,
    ];
    let said: Vec<_> = (0..)
        .zip(words)
        .map(|(n, word)| said(&n.to_string(), word))
        .collect();
    let mut summary = truth.clone();

    summary.under(said.iter(), true);

    let marks: Vec<_> = summary.events.iter().map(|event| event.muted).collect();
    assert_eq!(marks, [false, true, false], "the notice, i1, i2");
    assert!(summary.events[0].operator && summary.events[0].kind == EventKind::Notice);
    summary.silenced = false;
    summary.events.remove(0);
    summary.events[0].muted = false;
    summary.components[0].muted = false;
    assert_eq!(summary, truth);
}

#[test]
fn trouble_that_something_else_tells_of_too_is_still_announced() {
    let mut summary = summary();
    summary.events.push(event("i3", &["texts"]));
    let words = [said("a", mute_event("i1"))];

    summary.under(words.iter(), false);

    assert_eq!(announced(&summary), "i2(mails) i3(texts) | texts,mails");
}

#[test]
fn an_event_over_or_planned_does_not_tell_why_something_is_wrong_now() {
    for phase in [Phase::Resolved, Phase::Scheduled] {
        let mut summary = summary();
        summary.events[0].phase = phase;
        summary.events[0].resolved_at = Some(NOON);
        let words = [said("a", mute_event("i1"))];

        summary.under(words.iter(), false);

        assert_eq!(
            announced(&summary),
            "i2(mails) | web,texts,mails",
            "{phase}"
        );
    }
}

#[test]
fn a_name_without_an_id_is_muted_where_all_of_that_name_are() {
    let mut summary = summary();
    summary.events[1].affected[0].component_id = None;
    let words = [said("a", mute_component("mails"))];

    summary.under(words.iter(), false);
    assert!(summary.events[1].muted);

    summary.components.push(Component {
        id: "mails too".to_owned(),
        ..summary.components[3].clone()
    });
    summary.under(words.iter(), false);
    assert!(!summary.events[1].muted);
}
