//! Statuspage's component list as ours.

use super::words;
use crate::WarningKind::{DuplicateId, Skipped};
use crate::item::Listed;
use crate::notes::Notes;
use crate::order::{grouped, worsen};
use crate::statuspage::schema;
use statuslamp_model::{Component, ComponentKind, ComponentStatus};
use std::collections::HashSet;

/// Maps the list; every id once, groups before their members.
pub(super) fn map(listed: Listed<schema::Component<'_>>, notes: &Notes) -> Vec<Component> {
    if !listed.whole {
        // What is missing may be broken.
        notes.no_better_than(ComponentStatus::Unknown);
    }
    let mut seen = HashSet::new();
    let mut components = Vec::with_capacity(listed.items.len());
    for upstream in listed.items {
        let position = upstream.position.unwrap_or(i64::MAX);
        let path = upstream.path.clone();
        let status = status(upstream.status.as_ref(), notes);
        let Some(component) = component(upstream, status) else {
            notes.warn(Skipped, &path, "a component without id");
            notes.no_better_than(status);
            continue;
        };
        if seen.insert(component.id.clone()) {
            components.push((position, component));
        } else {
            notes.warn(DuplicateId, &path, &component.id);
            notes.no_better_than(status);
            worsen(&mut components, &component.id, status, component.status_raw);
        }
    }
    grouped(components, notes)
}

fn component(upstream: schema::Component<'_>, status: ComponentStatus) -> Option<Component> {
    let id = upstream.id?;
    Some(Component {
        // A nameless part still has to be shown: it may be the one that is broken.
        name: upstream.name.unwrap_or_else(|| id.clone()),
        id,
        kind: if upstream.group {
            ComponentKind::Group
        } else {
            ComponentKind::Component
        },
        group_id: upstream.group_id,
        description: upstream.description.map(|text| text.trim().to_owned()),
        status,
        status_raw: upstream.status.map(|word| word.text),
        hidden_when_operational: upstream.only_show_if_degraded,
        updated_at: upstream.updated_at,
        muted: false,
        only_for: None,
    })
}

fn status(word: Option<&crate::item::Word>, notes: &Notes) -> ComponentStatus {
    word.map_or_else(ComponentStatus::default, |word| {
        notes.known(&word.path, &word.text, words::component_status(&word.text))
    })
}
