//! The live component list: overall state, what is going on, groups and their members.

use super::{EventView, Known, Selection, Sentence, Tone};
use crate::phrases;
use statuslamp_model::{Component, ComponentKind, ComponentStatus, Freshness};

/// The component list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListView {
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
    pub status: &'static str,
    /// "Muted by the operator"; empty where it is not.
    pub mark: &'static str,
}

/// The component list as of now.
pub fn component_list(known: Known<'_>) -> ListView {
    let summary = known.summary;
    let status = summary.overall.status;
    let (tone, overall) = match known.freshness() {
        Freshness::Fresh => (Tone::of_status(status), words(phrases::overall(status))),
        Freshness::Stale => (Tone::Neutral, known.last_heard()),
        Freshness::Unknown => (
            Tone::Neutral,
            words(phrases::overall(ComponentStatus::Unknown)),
        ),
    };
    let everything = Selection::default();
    ListView {
        name: known.name().to_owned(),
        tone,
        overall,
        says: says(known),
        silenced: if summary.silenced {
            Sentence::fill(phrases::SILENCED, known.name(), None)
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

fn words(words: &str) -> Sentence {
    let mut sentence = Sentence::default();
    sentence.words(words);
    sentence
}

/// The vendor's own word beside ours, where both are of the present and contradict each other.
fn says(known: Known<'_>) -> Sentence {
    let overall = &known.summary.overall;
    let mut sentence = Sentence::default();
    if let (true, Some(word)) = (known.is_fresh(), overall.contradiction()) {
        sentence = Sentence::fill(phrases::SAYS, known.name(), None);
        let text = overall.text.as_deref();
        sentence.name(text.unwrap_or_else(|| phrases::overall(word)));
    }
    sentence
}

fn source(known: Known<'_>) -> Sentence {
    match (known.freshness(), known.reading.checked_at) {
        (Freshness::Fresh, Some(at)) => {
            Sentence::fill(phrases::CHECKED, known.name(), Some((at, known.now)))
        }
        // The overall line says when it was last heard from.
        (Freshness::Stale, _) => Sentence::fill(phrases::SOURCE, known.name(), None),
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
            phrases::status(component.status),
        ),
        Freshness::Stale => (Tone::Neutral, phrases::was(component.status)),
        Freshness::Unknown => (Tone::Neutral, phrases::status(ComponentStatus::Unknown)),
    };
    Some(RowView {
        name: component.name.clone(),
        tone,
        status,
        mark: if component.muted { phrases::MUTED } else { "" },
    })
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
