//! Values of the model as no vendor would write them, but as they could arrive.

use proptest::{collection::vec, option, prelude::*, sample::select};
use statuslamp_model::{
    Affected, Component, ComponentKind, ComponentStatus, Event, EventKind, Impact, Overall,
    PageInfo, Phase, Reading, Summary, Timestamp,
};

/// Around this instant everything happens.
pub(crate) const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);

/// An instant within some days of noon, to the millisecond.
pub(crate) fn instant() -> impl Strategy<Value = Timestamp> {
    (-900_000_000_i64..900_000_000)
        .prop_map(|distance| Timestamp::from_millis(NOON.as_millis() + distance))
}

pub(crate) fn status() -> impl Strategy<Value = ComponentStatus> {
    select(ComponentStatus::ALL)
}

/// Often operational, so that greenness is not ruled out by sheer number.
fn mostly_good() -> impl Strategy<Value = ComponentStatus> {
    prop_oneof![4 => Just(ComponentStatus::Operational), 1 => status()]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[A-Za-z]{1,12}", 1 => "\\PC{0,40}", 1 => "[a-z\"\\\\é😀]{80,160}"]
}

/// Components `c0`, `c1`, …, some of them groups.
pub(crate) fn components(most: usize) -> impl Strategy<Value = Vec<Component>> {
    let one = (name(), mostly_good(), prop::bool::weighted(0.15));
    vec(one, 0..=most).prop_map(|parts| {
        let parts = parts.into_iter().enumerate();
        parts
            .map(|(number, (name, status, is_group))| Component {
                id: format!("c{number}"),
                kind: if is_group {
                    ComponentKind::Group
                } else {
                    ComponentKind::Component
                },
                name,
                status,
                ..Component::default()
            })
            .collect()
    })
}

fn affected() -> impl Strategy<Value = Affected> {
    (option::of(0..30_u8), name(), status()).prop_map(|(number, name, status)| Affected {
        component_id: number.map(|number| format!("c{number}")),
        name,
        status,
        ..Affected::default()
    })
}

fn event() -> impl Strategy<Value = Event> {
    (
        prop_oneof![4 => "[a-z0-9]{1,12}", 1 => "\\PC{1,80}"],
        select(EventKind::ALL),
        select(Phase::ALL),
        select(Impact::ALL),
        (
            option::of(instant()),
            option::of(instant()),
            option::of(instant()),
        ),
        prop_oneof![4 => vec(affected(), 0..4), 1 => vec(affected(), 0..30)],
    )
        .prop_map(|(id, kind, phase, impact, times, affected)| Event {
            id,
            kind,
            phase,
            impact,
            started_at: times.0,
            resolved_at: times.1,
            scheduled_for: times.2,
            affected,
            ..Event::default()
        })
}

pub(crate) fn events(most: usize) -> impl Strategy<Value = Vec<Event>> {
    vec(event(), 0..=most)
}

/// What a page says, joined as the worker joins it.
pub(crate) fn summary() -> impl Strategy<Value = Summary> {
    let parts = prop_oneof![
        4 => (components(6), events(3)),
        1 => (components(60), events(24)),
    ];
    (option::of(mostly_good()), parts, instant()).prop_map(|(vendor, (components, events), at)| {
        let reading = Reading::taken(at, 60);
        Summary {
            page: PageInfo {
                id: "noterro".parse().expect("a page id"),
                name: "Noterro".to_owned(),
                url: "https://status.example.com".parse().expect("an address"),
                provider: None,
                time_zone: None,
            },
            revision: 1,
            checked_at: reading.checked_at,
            fresh_until: reading.fresh_until,
            unknown_after: reading.unknown_after,
            poll_seconds: 60,
            overall: Overall::join(vendor, None, None, &components, &events),
            components,
            events,
            silenced: false,
        }
    })
}
