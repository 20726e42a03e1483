//! The live component list: overall state, what is going on, groups and their members.

use super::{EventView, Known, Selection, Sentence, Tone, status::of_page};
use crate::words::{Phrase, Words};
use statuslamp_model::{
    AnnouncedEvent, Component, ComponentKind, ComponentStatus, Event, EventKind, Freshness,
};

/// The component list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListView<'a> {
    /// The words it is told in.
    pub words: Words,
    /// The vendor's name: the label of the region.
    pub name: &'a str,
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
    pub events: Vec<EventView<'a>>,
    /// Maintenance that is planned, the next one first.
    pub upcoming: Vec<EventView<'a>>,
    /// The components, in the vendor's order.
    pub groups: Vec<GroupView<'a>>,
    /// "Checked 20 seconds ago from Noterro's official page", or when it was last heard from.
    pub source: Sentence,
    /// The vendor's page.
    pub url: &'a str,
}

/// A group of components; without a name where they stand in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupView<'a> {
    /// The group's name.
    pub name: Option<&'a str>,
    /// Its members.
    pub rows: Vec<RowView<'a>>,
}

/// A component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowView<'a> {
    /// Its name.
    pub name: &'a str,
    /// The shape and colour of its icon.
    pub tone: Tone,
    /// Its state in words.
    pub status: String,
    /// "Muted by the operator"; empty where it is not.
    pub mark: &'static str,
}

/// The component list as of now, as far as it concerns the selection.
pub fn component_list<'a>(known: Known<'a>, selection: &Selection) -> ListView<'a> {
    let summary = known.summary;
    let overall = of_page(&known, selection);
    let mut view = ListView {
        words: known.words,
        name: known.name(),
        tone: overall.tone,
        overall: overall.says,
        says: Sentence::default(),
        silenced: Sentence::default(),
        is_labelled: false,
        events: Vec::new(),
        upcoming: Vec::new(),
        groups: groups(&known, selection),
        source: Sentence::default(),
        url: summary.page.url.as_str(),
    };
    says(&mut view.says, &known, selection);
    source(&mut view.source, &known);
    if summary.silenced {
        known.of_name(&mut view.silenced, Phrase::Silenced);
    }
    let tell = |list: &mut Vec<EventView<'a>>, event: &'a Event| {
        let told = AnnouncedEvent::whole(event);
        if selection.concerns(&told, summary) {
            list.push(EventView::of(&told, selection, &known));
        }
    };
    // An incident wins over a maintenance.
    for is_planned in [false, true] {
        for event in &summary.events {
            let is_maintenance = event.kind == EventKind::Maintenance;
            if is_maintenance == is_planned && known.is_under_way(event) {
                tell(&mut view.events, event);
            }
        }
    }
    for event in summary.events.iter().rev() {
        if known.is_planned(event) {
            tell(&mut view.upcoming, event);
        }
    }
    view
}

/// The state of what concerns the selection: the page's own, unless that is only a part of it.
pub(super) fn state(known: &Known<'_>, selection: &Selection) -> ComponentStatus {
    let summary = known.summary;
    if !selection.is_choosy(summary) {
        return summary.overall.status;
    }
    let mut state = None;
    for component in &summary.components {
        if selection.includes(component, summary) {
            state = ComponentStatus::worse_of(state, component.implied());
        }
    }
    for event in &summary.events {
        if selection.concerns(&AnnouncedEvent::whole(event), summary) {
            state = ComponentStatus::worse_of(state, event.implied());
        }
    }
    state.unwrap_or_default()
}

/// The vendor's own word beside ours, where both are of the present and contradict each other.
fn says(into: &mut Sentence, known: &Known<'_>, selection: &Selection) {
    let overall = &known.summary.overall;
    let is_ours = known.is_fresh() && !selection.is_choosy(known.summary);
    if let (true, Some(word)) = (is_ours, overall.contradiction()) {
        let text = match &overall.text {
            Some(text) => Sentence::of_name(text),
            None => Sentence::of_words(&known.words.overall(word)),
        };
        let name = Sentence::of_name(known.name());
        let slots = [("name", &name), ("text", &text)];
        into.fill(known.words.get(Phrase::Says), &slots);
    }
}

fn source(into: &mut Sentence, known: &Known<'_>) {
    match (known.freshness(), known.reading.checked_at) {
        (Freshness::Fresh, Some(_)) => {
            known.since(into, Phrase::Checked, known.reading.checked_at);
        }
        // The overall line says when it was last heard from.
        (Freshness::Stale, _) => known.of_name(into, Phrase::Source),
        _ => known.last_heard(into),
    }
}

/// Members stand under their group wherever the vendor lists them; the rest stays in order,
/// neighbours without a group together.
fn groups<'a>(known: &Known<'a>, selection: &Selection) -> Vec<GroupView<'a>> {
    let components = &known.summary.components;
    let mut groups: Vec<GroupView<'_>> = Vec::new();
    let mut is_neighbour = false;
    for component in components {
        if component.kind == ComponentKind::Group {
            is_neighbour = false;
            let mut group = GroupView {
                name: Some(&component.name),
                rows: Vec::new(),
            };
            for member in components {
                let is_member = member.group_id.as_ref() == Some(&component.id);
                if is_member && is_shown(member, known, selection) {
                    group.rows.push(row(member, known));
                }
            }
            if !group.rows.is_empty() {
                groups.push(group);
            }
        } else if component.group_in(components).is_none() && is_shown(component, known, selection)
        {
            if !is_neighbour {
                groups.push(GroupView::default());
            }
            if let Some(group) = groups.last_mut() {
                group.rows.push(row(component, known));
            }
            is_neighbour = true;
        }
    }
    groups
}

fn is_shown(component: &Component, known: &Known<'_>, selection: &Selection) -> bool {
    let is_well = component.status == ComponentStatus::Operational;
    !(component.hidden_when_operational && is_well) && selection.includes(component, known.summary)
}

fn row<'a>(component: &'a Component, known: &Known<'_>) -> RowView<'a> {
    let words = known.words;
    let mut row = RowView {
        name: &component.name,
        status: words.status(component.status),
        ..RowView::default()
    };
    match known.freshness() {
        Freshness::Fresh => row.tone = Tone::of_status(component.status),
        Freshness::Stale if component.status == ComponentStatus::Unknown => {}
        // Its state when it was last heard of.
        Freshness::Stale => {
            let state = words.told(Phrase::status(component.status));
            row.status = words.say(Phrase::LastKnown, &[("state", &state)]).text();
        }
        Freshness::Unknown => row.status = words.status(ComponentStatus::Unknown),
    }
    if component.muted {
        row.mark = words.get(Phrase::Muted);
    }
    row
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
