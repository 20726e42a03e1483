//! A small page for the tests of this crate.

use statuslamp_model::{
    Affected, Component, ComponentKind, ComponentStatus, Event, EventKind, Impact, Overall,
    PageInfo, Phase, Reading, RichText, Summary, Timestamp, Update,
};

pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_241_643_000);

pub(crate) fn component(id: &str, name: &str, group: Option<&str>) -> Component {
    Component {
        id: id.to_owned(),
        kind: ComponentKind::Component,
        group_id: group.map(str::to_owned),
        name: name.to_owned(),
        status: ComponentStatus::Operational,
        ..Component::default()
    }
}

/// Web App, API, and a group Messages with Texts and Mails; all operational, read just now.
pub(crate) fn summary() -> Summary {
    let reading = Reading::taken(NOW, 60);
    let group = Component {
        kind: ComponentKind::Group,
        ..component("messages", "Messages", None)
    };
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
        overall: Overall {
            status: ComponentStatus::Operational,
            ..Overall::default()
        },
        components: vec![
            component("web", "Web App", None),
            component("api", "API", None),
            group,
            component("texts", "Texts", Some("messages")),
            component("mails", "Mails", Some("messages")),
        ],
        events: Vec::new(),
        silenced: false,
    }
}

/// An open event on the components with these ids.
pub(crate) fn event(id: &str, kind: EventKind, impact: Impact, affected: &[&str]) -> Event {
    Event {
        id: id.to_owned(),
        kind,
        title: "Pages load slowly".to_owned(),
        phase: match kind {
            EventKind::Maintenance => Phase::InProgress,
            EventKind::Incident | EventKind::Notice | EventKind::Unknown => Phase::Investigating,
        },
        impact,
        affected: affected
            .iter()
            .map(|id| Affected {
                component_id: Some((*id).to_owned()),
                name: (*id).to_owned(),
                ..Affected::default()
            })
            .collect(),
        updates: vec![Update {
            phase: Some(Phase::Investigating),
            at: Some(NOW.plus_seconds(-130)),
            body: RichText::from_plain("We are looking into it."),
            ..Update::default()
        }],
        ..Event::default()
    }
}

/// `summary()` with a component in another state.
pub(crate) fn with(id: &str, status: ComponentStatus) -> Summary {
    let mut summary = summary();
    for component in &mut summary.components {
        if component.id == id {
            component.status = status;
        }
    }
    summary
}
