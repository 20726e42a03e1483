//! Instatus' component tree as our list.

use super::words;
use crate::WarningKind::{DuplicateId, Skipped};
use crate::instatus::schema::{self, Group};
use crate::item::Listed;
use crate::notes::Notes;
use crate::order::{grouped, worsen};
use statuslamp_model::{Component, ComponentKind, ComponentStatus};
use std::collections::HashSet;

/// Maps the tree; every id once, groups before their members. Archived parts are no longer shown
/// by the vendor either.
pub(super) fn map(listed: Listed<schema::Component<'_>>, notes: &Notes) -> Vec<Component> {
    let mut gathered = Gathered {
        components: Vec::new(),
        seen: HashSet::new(),
        named_groups: Vec::new(),
        notes,
    };
    gathered.add(listed, None);
    gathered.add_named_groups();
    grouped(gathered.components, notes)
}

struct Gathered<'a> {
    components: Vec<(i64, Component)>,
    seen: HashSet<String>,
    /// Groups that components name and that may not be listed themselves.
    named_groups: Vec<(i64, String, String)>,
    notes: &'a Notes,
}

impl Gathered<'_> {
    fn add(&mut self, listed: Listed<schema::Component<'_>>, parent: Option<&str>) {
        if !listed.whole {
            // What is missing may be broken.
            self.notes.no_better_than(ComponentStatus::Unknown);
        }
        for upstream in listed.items {
            if !upstream.archived {
                self.add_one(upstream, parent);
            }
        }
    }

    fn add_one(&mut self, upstream: schema::Component<'_>, parent: Option<&str>) {
        let is_group = upstream.is_parent || !upstream.children.items.is_empty();
        let status = upstream.status.as_ref().map(|word| {
            self.notes
                .known(&word.path, &word.text, words::component_status(&word.text))
        });
        let Some(id) = upstream.id else {
            self.notes
                .warn(Skipped, &upstream.path, "a component without id");
            self.notes.no_better_than(status.unwrap_or_default());
            return self.add(upstream.children, parent);
        };
        if !self.seen.insert(id.clone()) {
            self.notes.warn(DuplicateId, &upstream.path, &id);
            let status = status.unwrap_or_default();
            self.notes.no_better_than(status);
            let raw = upstream.status.map(|word| word.text);
            worsen(&mut self.components, &id, status, raw);
            return;
        }
        let position = upstream.order.unwrap_or(i64::MAX);
        let group_id = match (parent, upstream.group) {
            (Some(parent), _) => Some(parent.to_owned()),
            (None, Some(Group { id, name })) => {
                if let Some(name) = name {
                    self.named_groups.push((position, id.clone(), name));
                }
                Some(id)
            }
            (None, None) => None,
        };
        self.components.push((
            position,
            Component {
                // A nameless part still has to be shown: it may be the one that is broken.
                name: upstream.name.unwrap_or_else(|| id.clone()),
                kind: if is_group {
                    ComponentKind::Group
                } else {
                    ComponentKind::Component
                },
                group_id,
                description: upstream.description.map(|text| text.trim().to_owned()),
                status: status.unwrap_or_default(),
                status_raw: upstream.status.map(|word| word.text),
                hidden_when_operational: false,
                updated_at: upstream.updated_at,
                id: id.clone(),
                muted: false,
                only_for: None,
            },
        ));
        self.add(upstream.children, Some(&id));
    }

    fn add_named_groups(&mut self) {
        for (position, id, name) in std::mem::take(&mut self.named_groups) {
            if self.seen.insert(id.clone()) {
                let group = Component {
                    id,
                    kind: ComponentKind::Group,
                    name,
                    ..Component::default()
                };
                self.components.push((position, group));
            }
        }
    }
}
