//! Whether a banner is due, and for what: one at a time, the worst first.

use super::{
    EventView, Known, Selection, Sentence, Tone, event::Effect, spoken, tone::severity_of,
};
use crate::words::{Counted, Phrase, Words};
use statuslamp_model::{Component, ComponentKind, ComponentStatus, Event, EventKind, Freshness};

/// A banner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BannerView {
    /// The words it is told in.
    pub words: Words,
    /// The vendor's name: the label of the region.
    pub name: String,
    /// What it says.
    pub event: EventView,
    /// Whether it states the present. If not, `last_heard` stands in the place of "updated …".
    pub fresh: bool,
    /// "Last heard from Noterro 14 minutes ago".
    pub last_heard: Sentence,
    /// "and 2 more"; empty when this is all.
    pub more: String,
    /// What dismissing it dismisses: the event, or the states of components without one.
    pub dismisses: Vec<String>,
}

/// Something a banner could be about.
struct Candidate<'a> {
    rank: (u8, u8),
    about: About<'a>,
}

enum About<'a> {
    Event(&'a Event),
    /// Components in trouble that no event explains.
    Components(Vec<&'a Component>),
}

/// The banner that is due: for the worst of what is happening, concerns the selection and was not
/// dismissed. `None` when nothing is.
pub fn banner(known: Known<'_>, selection: &Selection, dismissed: &[String]) -> Option<BannerView> {
    let announced = known.summary.announced();
    let known = Known {
        summary: &announced,
        ..known
    };
    let mut candidates = events(known, selection, dismissed);
    candidates.extend(components(known, selection, dismissed));
    let others = candidates.len().saturating_sub(1);
    let first = candidates
        .into_iter()
        .reduce(|best, next| if next.rank > best.rank { next } else { best })?;
    // What the operator says does not age with what is known of the vendor.
    let (event, ids, fresh) = match first.about {
        About::Event(event) => (
            EventView::of(event, selection, known),
            vec![event.id.clone()],
            event.operator || known.is_fresh(),
        ),
        About::Components(components) => (
            of_components(&components, known),
            components.into_iter().map(dismissal).collect(),
            known.is_fresh(),
        ),
    };
    Some(BannerView {
        words: known.words,
        name: known.name().to_owned(),
        event,
        fresh,
        last_heard: known.last_heard(),
        more: if others > 0 {
            known.words.counted(Counted::AndMore, others)
        } else {
            String::new()
        },
        dismisses: ids,
    })
}

fn events<'a>(known: Known<'a>, selection: &Selection, dismissed: &[String]) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    for event in &known.summary.events {
        let is_due = known.is_under_way(event)
            && !dismissed.contains(&event.id)
            && selection.concerns(event, known.summary);
        let severity = Effect::of(event, selection, known).severity(event);
        if is_due && selection.least_impact.admits(severity) {
            let kind = match event.kind {
                EventKind::Incident | EventKind::Unknown => 4,
                // Whoever runs the lamp pinned it because it matters.
                EventKind::Notice if event.operator && severity > Some(1) => 4,
                EventKind::Maintenance => 2,
                EventKind::Notice => 1,
            };
            candidates.push(Candidate {
                rank: (kind, severity.unwrap_or(2)),
                about: About::Event(event),
            });
        }
    }
    candidates
}

fn components<'a>(
    known: Known<'a>,
    selection: &Selection,
    dismissed: &[String],
) -> Option<Candidate<'a>> {
    let is_explained = |component: &Component| {
        let mut active = known
            .summary
            .events
            .iter()
            .filter(|event| event.is_active());
        active.any(|event| {
            // An event for the whole page explains everything, until it is dismissed.
            let is_wide = event.affected.is_empty() && event.kind != EventKind::Notice;
            event.explains(&component.id) || (is_wide && !dismissed.contains(&event.id))
        })
    };
    let is_known = known.freshness() != Freshness::Unknown;
    let is_due = |component: &&Component| {
        component.kind != ComponentKind::Group
            && !component.muted
            && component.status != ComponentStatus::Operational
            // That we have not heard from the vendor is no trouble of the vendor's.
            && (component.status != ComponentStatus::Unknown || is_known)
            && selection.least_impact.admits(severity_of(component.status))
            && selection.includes(component, known.summary)
            && !dismissed.contains(&dismissal(component))
            && !is_explained(component)
    };
    let troubled: Vec<&Component> = known.summary.components.iter().filter(is_due).collect();
    let worst = troubled
        .iter()
        .map(|component| component.status)
        .reduce(ComponentStatus::worse)?;
    Some(Candidate {
        rank: match worst.severity() {
            Some(severity) if severity > 1 => (3, severity),
            _ => (0, 0),
        },
        about: About::Components(troubled),
    })
}

/// What stands for a component's state in the list of what was dismissed: another state of the
/// same component is something new.
fn dismissal(component: &Component) -> String {
    let mut id = String::from("component:");
    id.push_str(&component.id);
    id.push(':');
    id.push_str(component.status.as_str());
    id
}

fn of_components(components: &[&Component], known: Known<'_>) -> EventView {
    let mut effect = Effect::default();
    let mut changed = None;
    for component in components {
        effect.add(&component.name, Some(component.status));
        changed = changed.max(component.updated_at);
    }
    EventView {
        tone: if known.is_fresh() {
            Tone::of_status(effect.status)
        } else {
            Tone::Neutral
        },
        headline: effect.headline(known),
        updated: changed.map_or_else(Sentence::default, |at| known.since(Phrase::Changed, at)),
        affects: effect.affects(known.words),
        url: known.summary.page.url.to_string(),
        link: known.words.get(Phrase::StatusPage),
        ..EventView::default()
    }
}

impl BannerView {
    /// What a screen reader says when it appears or changes. No clock is in it.
    pub fn announcement(&self) -> String {
        let mut parts = vec![self.name.clone(), self.event.headline.text()];
        parts.push(self.event.title.clone());
        parts.push(self.event.phase.clone());
        parts.push(self.event.operator.text());
        if self.fresh {
            parts.push(spoken::start_of(&self.event.update));
        } else {
            parts.push(self.words.get(Phrase::NotCurrent).to_owned());
        }
        parts.retain(|part| !part.is_empty());
        parts.join(". ")
    }
}

#[cfg(test)]
#[path = "banner_tests.rs"]
mod tests;
