//! The live component list: overall state, what is going on, groups and their members.

use super::{EventView, Known, Selection, Sentence, Tone, status::of_page};
use crate::words::{Phrase, Words};
use statuslamp_model::{Component, ComponentKind, ComponentStatus, EventKind, Freshness};

/// The component list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListView {
    /// The words it is told in.
    pub words: Words,
    /// The vendor's name: the label of the region.
    pub name: String,
    /// How the overall line looks.
    pub tone: Tone,
    /// The overall line.
    pub overall: Sentence,
    /// "Noterro says: All Systems Operational", where that is not what we see; else empty.
    pub says: Sentence,
    /// "Messages about Noterro are muted by the operator"; empty where they are not.
    pub silenced: Sentence,
    /// Whether the vendor is named in the overall line: several are shown together.
    pub is_labelled: bool,
    /// What is going on.
    pub events: Vec<EventView>,
    /// Maintenance that is planned, the next one first.
    pub upcoming: Vec<EventView>,
    /// The components, in the vendor's order.
    pub groups: Vec<GroupView>,
    /// "Checked 20 seconds ago from Noterro's official page", or when it was last heard from.
    pub source: Sentence,
    /// The vendor's page.
    pub url: String,
}

/// A group of components; without a name where they stand in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupView {
    /// The group's name.
    pub name: Option<String>,
    /// Its members.
    pub rows: Vec<RowView>,
}

/// A component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowView {
    /// Its name.
    pub name: String,
    /// The shape and colour of its icon.
    pub tone: Tone,
    /// Its state in words.
    pub status: String,
    /// "Muted by the operator"; empty where it is not.
    pub mark: &'static str,
}

/// The component list as of now, as far as it concerns the selection.
pub fn component_list(known: Known<'_>, selection: &Selection) -> ListView {
    let summary = known.summary;
    let overall = of_page(known, selection);
    let mut events = Vec::new();
    let mut planned = Vec::new();
    let mut upcoming = Vec::new();
    for event in &summary.events {
        let affected: Vec<_> = event.affected.iter().collect();
        let list = if known.is_planned(event) {
            &mut upcoming
        } else if !known.is_under_way(event) {
            continue;
        } else if event.kind == EventKind::Maintenance {
            &mut planned
        } else {
            &mut events
        };
        if selection.concerns(&affected, summary) {
            list.push(EventView::of(event, &affected, selection, known));
        }
    }
    // An incident wins over a maintenance.
    events.append(&mut planned);
    upcoming.reverse();
    ListView {
        words: known.words,
        name: known.name().to_owned(),
        tone: overall.tone,
        overall: overall.says,
        says: says(known, selection),
        silenced: if summary.silenced {
            known.of_name(Phrase::Silenced)
        } else {
            Sentence::default()
        },
        is_labelled: false,
        events,
        upcoming,
        groups: groups(known, selection),
        source: source(known),
        url: summary.page.url.to_string(),
    }
}

/// The state of what concerns the selection: the page's own, unless that is only a part of it.
pub(super) fn state(known: Known<'_>, selection: &Selection) -> ComponentStatus {
    let summary = known.summary;
    if !selection.is_choosy(summary) {
        return summary.overall.status;
    }
    let mut state: Option<ComponentStatus> = None;
    let mut implied = |status: Option<ComponentStatus>| {
        state = match (state, status) {
            (Some(one), Some(other)) => Some(one.worse(other)),
            (one, other) => one.or(other),
        };
    };
    for component in &summary.components {
        if selection.includes(component, summary) {
            implied(component.implied());
        }
    }
    for event in &summary.events {
        let affected: Vec<_> = event.affected.iter().collect();
        if selection.concerns(&affected, summary) {
            implied(event.implied());
        }
    }
    state.unwrap_or_default()
}

/// The vendor's own word beside ours, where both are of the present and contradict each other.
fn says(known: Known<'_>, selection: &Selection) -> Sentence {
    let overall = &known.summary.overall;
    let is_ours = known.is_fresh() && !selection.is_choosy(known.summary);
    let (true, Some(word)) = (is_ours, overall.contradiction()) else {
        return Sentence::default();
    };
    let text = match &overall.text {
        Some(text) => Sentence::of_name(text),
        None => Sentence::of_words(&known.words.overall(word)),
    };
    let name = Sentence::of_name(known.name());
    let slots = [("name", &name), ("text", &text)];
    known.words.say(Phrase::Says, &slots)
}

fn source(known: Known<'_>) -> Sentence {
    match (known.freshness(), known.reading.checked_at) {
        (Freshness::Fresh, Some(at)) => known.since(Phrase::Checked, at),
        // The overall line says when it was last heard from.
        (Freshness::Stale, _) => known.of_name(Phrase::Source),
        _ => known.last_heard(),
    }
}

/// Members stand under their group wherever the vendor lists them; the rest stays in order,
/// neighbours without a group together.
fn groups(known: Known<'_>, selection: &Selection) -> Vec<GroupView> {
    let components = &known.summary.components;
    let mut groups: Vec<GroupView> = Vec::new();
    for component in components {
        let is_group = component.kind == ComponentKind::Group;
        let stands_in_a_group = || {
            components.iter().any(|group| {
                group.kind == ComponentKind::Group && component.group_id.as_ref() == Some(&group.id)
            })
        };
        if is_group {
            let members = components
                .iter()
                .filter(|member| member.group_id.as_ref() == Some(&component.id));
            groups.push(GroupView {
                name: Some(component.name.clone()),
                rows: members
                    .filter_map(|member| row(member, known, selection))
                    .collect(),
            });
        } else if !stands_in_a_group() {
            let row = row(component, known, selection);
            match groups.last_mut() {
                Some(group) if group.name.is_none() => group.rows.extend(row),
                _ => groups.push(GroupView {
                    name: None,
                    rows: row.into_iter().collect(),
                }),
            }
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

fn row(component: &Component, known: Known<'_>, selection: &Selection) -> Option<RowView> {
    let is_quiet =
        component.hidden_when_operational && component.status == ComponentStatus::Operational;
    if is_quiet || !selection.includes(component, known.summary) {
        return None;
    }
    let (tone, status) = match known.freshness() {
        Freshness::Fresh => (
            Tone::of_status(component.status),
            known.words.status(component.status),
        ),
        Freshness::Stale => (Tone::Neutral, was(component.status, known.words)),
        Freshness::Unknown => (Tone::Neutral, known.words.status(ComponentStatus::Unknown)),
    };
    Some(RowView {
        name: component.name.clone(),
        tone,
        status,
        mark: if component.muted {
            known.words.get(Phrase::Muted)
        } else {
            ""
        },
    })
}

/// A component's state when it was last heard of.
fn was(status: ComponentStatus, words: Words) -> String {
    if status == ComponentStatus::Unknown {
        return words.status(status);
    }
    let state = Sentence::of_words(words.get(Phrase::status(status)));
    words.say(Phrase::LastKnown, &[("state", &state)]).text()
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
