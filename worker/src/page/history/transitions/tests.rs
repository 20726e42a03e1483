//! Tests of what is noted of components.

use super::*;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);

fn component(id: &str, kind: ComponentKind, status: ComponentStatus) -> Component {
    Component {
        id: id.to_owned(),
        kind,
        status,
        ..Component::default()
    }
}

fn ledger() -> Ledger {
    Ledger {
        checked_at: Some(NOON),
        poll_seconds: 60,
        closed_through: Some(0),
        ..Ledger::default()
    }
}

fn words(told: &[Transition]) -> Vec<(&str, Option<ComponentStatus>)> {
    let words = told
        .iter()
        .map(|one| (one.component_id.as_str(), one.status));
    words.collect()
}

#[test]
fn a_group_has_no_history_of_its_own() {
    use ComponentKind::{Component, Group};
    use ComponentStatus::{MajorOutage, Operational};
    let before = [
        component("web", Component, Operational),
        component("all", Group, Operational),
    ];
    let read = [
        component("web", Group, MajorOutage),
        component("all", Component, MajorOutage),
    ];

    let [_, said] = after_read(&ledger(), &before, &read, NOON);

    assert_eq!(words(&said), [("all", Some(MajorOutage)), ("web", None)]);
}

#[test]
fn what_was_known_before_anything_was_noted_is_first_sight() {
    let web = [component(
        "web",
        ComponentKind::Component,
        ComponentStatus::Operational,
    )];
    let fresh = Ledger {
        closed_through: None,
        ..ledger()
    };
    let late = NOON.plus_seconds(100_000);

    assert_eq!(after_read(&ledger(), &web, &web, NOON), [vec![], vec![]]);
    let [ran_out, said] = after_read(&fresh, &web, &web, late);
    assert_eq!((ran_out.len(), said.len(), said[0].at), (0, 1, late));
}

#[test]
fn what_is_unknown_already_does_not_run_out() {
    use ComponentStatus::{MajorOutage, Unknown};
    let kind = ComponentKind::Component;
    let before = [
        component("web", kind, Unknown),
        component("api", kind, MajorOutage),
    ];

    let told = after_silence(&ledger(), &before, NOON.plus_seconds(901));

    assert_eq!(words(&told), [("api", Some(Unknown))]);
    assert_eq!(told[0].at, NOON.plus_seconds(900));
    assert_eq!(
        after_silence(&ledger(), &before, NOON.plus_seconds(900)),
        []
    );
}
