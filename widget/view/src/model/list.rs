//! The live component list: overall state, what is going on, groups and their members.

use super::{EventView, Known, Selection, Sentence, Tone};
use crate::words::{Phrase, Words};
use statuslamp_model::{Component, ComponentKind, ComponentStatus, Freshness};

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
    /// What is going on.
    pub events: Vec<EventView>,
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

/// The component list as of now.
pub fn component_list(known: Known<'_>) -> ListView {
    let (summary, words) = (known.summary, known.words);
    let status = summary.overall.status;
    let overall = |status| Sentence::of_words(words.overall(status));
    let (tone, overall) = match known.freshness() {
        Freshness::Fresh => (Tone::of_status(status), overall(status)),
        Freshness::Stale => (Tone::Neutral, known.last_heard()),
        Freshness::Unknown => (Tone::Neutral, overall(ComponentStatus::Unknown)),
    };
    let everything = Selection::default();
    ListView {
        words,
        name: known.name().to_owned(),
        tone,
        overall,
        says: says(known),
        silenced: if summary.silenced {
            known.of_name(Phrase::Silenced)
        } else {
            Sentence::default()
        },
        events: summary
            .events
            .iter()
            .filter(|event| known.is_under_way(event))
            .map(|event| EventView::of(event, &everything, known))
            .collect(),
        groups: groups(known),
        source: source(known),
        url: summary.page.url.to_string(),
    }
}

/// The vendor's own word beside ours, where both are of the present and contradict each other.
fn says(known: Known<'_>) -> Sentence {
    let overall = &known.summary.overall;
    let (true, Some(word)) = (known.is_fresh(), overall.contradiction()) else {
        return Sentence::default();
    };
    let text = match &overall.text {
        Some(text) => Sentence::of_name(text),
        None => Sentence::of_words(known.words.overall(word)),
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
fn groups(known: Known<'_>) -> Vec<GroupView> {
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
                rows: members.filter_map(|member| row(member, known)).collect(),
            });
        } else if !stands_in_a_group() {
            let row = row(component, known);
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

fn row(component: &Component, known: Known<'_>) -> Option<RowView> {
    if component.hidden_when_operational && component.status == ComponentStatus::Operational {
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
