//! Whether a banner is due, and for what: one at a time, the worst first.

use super::{
    EventView, Known, Selection, Sentence, Told, Tone, event::Effect, spoken, tone::severity_of,
};
use crate::words::{Counted, Phrase, Words};
use statuslamp_model::{
    AnnouncedEvent, Component, ComponentKind, ComponentStatus, Event, EventKind, Freshness,
};

/// So long after its end an event whose trouble a person saw is told to be over.
const OVER_FOR_SECONDS: i64 = 30 * 60;

/// A banner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BannerView {
    /// The words it is told in.
    pub words: Words,
    /// The page's id.
    pub page: String,
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
    /// What is counted there.
    pub rest: Vec<EventView>,
    /// What dismissing it dismisses: the event, or the states of components without one.
    pub dismisses: Vec<String>,
}

/// Something a banner could be about.
struct Candidate<'a> {
    known: Known<'a>,
    rank: (u8, u8),
    about: About<'a>,
}

enum About<'a> {
    Event(AnnouncedEvent<'a>),
    /// Components in trouble that no event explains.
    Components(Vec<&'a Component>),
}

/// The banner that is due: for the worst of what is happening on these pages, concerns the
/// selection and was not dismissed. `None` when nothing is.
pub fn banner(pages: &[Told<'_>], selection: &Selection) -> Option<BannerView> {
    let mut candidates = Vec::new();
    for page in pages {
        let Some(known) = page.known else { continue };
        let announced = known.summary.announced();
        let troubled = components(known, selection, page.dismissed, &announced);
        events(page, known, selection, announced, &mut candidates);
        candidates.extend(troubled);
    }
    // Of two as bad as each other the first one.
    let ranks = candidates.iter().map(|candidate| candidate.rank);
    let worst = ranks.max()?;
    let first = candidates
        .iter()
        .position(|candidate| candidate.rank == worst)?;
    let first = candidates.remove(first);
    let is_one_of_several = pages.len() > 1;
    let view = |candidate: &Candidate<'_>| {
        let mut event = candidate.view(selection);
        if is_one_of_several {
            candidate.known.name().clone_into(&mut event.vendor);
        }
        event
    };
    let known = first.known;
    Some(BannerView {
        words: known.words,
        page: known.summary.page.id.to_string(),
        name: known.name().to_owned(),
        event: view(&first),
        fresh: first.is_present(),
        last_heard: known.last_heard(),
        more: if candidates.is_empty() {
            String::new()
        } else {
            known.words.counted(Counted::AndMore, candidates.len())
        },
        rest: candidates.iter().map(view).collect(),
        dismisses: match first.about {
            About::Event(told) => vec![told.event.id.clone()],
            About::Components(components) => components.into_iter().map(dismissal).collect(),
        },
    })
}

impl Candidate<'_> {
    fn view(&self, selection: &Selection) -> EventView {
        match &self.about {
            About::Event(told) => EventView::of(told.event, &told.affected, selection, self.known),
            About::Components(components) => of_components(components, self.known),
        }
    }

    /// What the operator says does not age with what is known of the vendor, and what is over
    /// stays over.
    fn is_present(&self) -> bool {
        let is_settled = match &self.about {
            About::Event(told) => told.event.operator || told.event.is_over(),
            About::Components(_) => false,
        };
        is_settled || self.known.is_fresh()
    }
}

fn events<'a>(
    page: &Told<'_>,
    known: Known<'a>,
    selection: &Selection,
    announced: Vec<AnnouncedEvent<'a>>,
    candidates: &mut Vec<Candidate<'a>>,
) {
    for told in announced {
        let event = told.event;
        let is_dismissed = page.dismissed.contains(&event.id);
        if is_dismissed || !selection.concerns(&told.affected, known.summary) {
            continue;
        }
        let severity = Effect::of(event, &told.affected, selection, known).severity(event);
        let is_enough = selection.least_impact.admits(severity);
        let kind = if known.is_under_way(event) && is_enough {
            match event.kind {
                EventKind::Incident | EventKind::Unknown => 5,
                // Whoever runs the lamp pinned it because it matters.
                EventKind::Notice if event.operator && severity > Some(1) => 5,
                EventKind::Maintenance => 3,
                EventKind::Notice => 2,
            }
        } else if is_coming(event, selection, known) && is_enough {
            1
        } else if is_just_over(event, page, known) {
            0
        } else {
            continue;
        };
        candidates.push(Candidate {
            known,
            rank: (kind, severity.unwrap_or(2)),
            about: About::Event(told),
        });
    }
}

/// Whether a maintenance is planned to begin so soon that the host wants it told.
fn is_coming(event: &Event, selection: &Selection, known: Known<'_>) -> bool {
    let is_soon = |lead: u32| {
        let begins = event.scheduled_for.or(event.started_at);
        begins.is_some_and(|at| at.seconds_since(known.now) <= i64::from(lead) * 3600)
    };
    known.is_planned(event) && selection.maintenance_lead.is_some_and(is_soon)
}

/// Whether an event of which the person saw the trouble is over since a short while.
fn is_just_over(event: &Event, page: &Told<'_>, known: Known<'_>) -> bool {
    let ended = event.ended_at();
    let is_recent = ended.is_some_and(|at| known.now.seconds_since(at) < OVER_FOR_SECONDS);
    is_recent && page.shown.contains(&event.id)
}

fn components<'a>(
    known: Known<'a>,
    selection: &Selection,
    dismissed: &[String],
    announced: &[AnnouncedEvent<'_>],
) -> Option<Candidate<'a>> {
    let is_explained = |component: &Component| {
        announced.iter().any(|told| {
            // An event for the whole page explains everything, until it is dismissed.
            let is_wide = told.affected.is_empty() && !dismissed.contains(&told.event.id);
            told.event.explains() && (is_wide || told.touches(&component.id))
        })
    };
    let is_known = known.freshness() != Freshness::Unknown;
    let is_due = |component: &&Component| {
        component.kind != ComponentKind::Group
            && known.summary.announces(component)
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
        known,
        rank: match worst.severity() {
            Some(severity) if severity > 1 => (4, severity),
            _ => (2, 0),
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
        headline: effect.headline(EventKind::Incident, known),
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
        let headline = match self.event.said {
            "" => self.event.headline.text(),
            said => said.to_owned(),
        };
        let title = self.event.title.clone();
        let mut parts = vec![self.name.clone()];
        // What is not known to be so any more is said once, not again when it is older still.
        if self.fresh || title.is_empty() {
            parts.push(headline);
        }
        parts.extend([title, self.event.phase.clone(), self.event.operator.text()]);
        parts.push(self.more.clone());
        parts.push(if self.fresh {
            spoken::start_of(&self.event.update)
        } else {
            self.words.get(Phrase::NotCurrent).to_owned()
        });
        parts.retain(|part| !part.is_empty());
        parts.join(self.words.stop())
    }
}

#[cfg(test)]
#[path = "banner_tests.rs"]
mod tests;
#[cfg(test)]
#[path = "banner_told_tests.rs"]
mod told_tests;
