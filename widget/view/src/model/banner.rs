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
pub struct BannerView<'a> {
    /// The words it is told in.
    pub words: Words,
    /// The page's id.
    pub page: &'a str,
    /// The vendor's name: the label of the region.
    pub name: &'a str,
    /// What it says.
    pub event: EventView<'a>,
    /// Whether it states the present. If not, `last_heard` stands in the place of "updated …".
    pub fresh: bool,
    /// "Last heard from Noterro 14 minutes ago".
    pub last_heard: Sentence,
    /// "and 2 more"; empty when this is all.
    pub more: String,
    /// What is counted there.
    pub rest: Vec<EventView<'a>>,
    /// What dismissing it dismisses: the event, or the states of components without one.
    pub dismisses: Vec<String>,
}

/// Something a banner could be about.
struct Candidate<'p, 'a> {
    known: &'p Known<'a>,
    /// What it is, times eight, and how bad.
    rank: u8,
    about: About<'a>,
}

enum About<'a> {
    Event(AnnouncedEvent<'a>),
    /// Components in trouble that no event explains.
    Components(Vec<&'a Component>),
}

/// The banner that is due: for the worst of what is happening on these pages, concerns the
/// selection and was not dismissed. `None` when nothing is.
pub fn banner<'a>(pages: &[Told<'a>], selection: &Selection) -> Option<BannerView<'a>> {
    let mut candidates = Vec::new();
    for page in pages {
        if let Some(known) = &page.known {
            let announced = known.summary.announced();
            let troubled = components(known, selection, page.dismissed, &announced);
            events(page, known, selection, announced, &mut candidates);
            if !troubled.is_empty() {
                candidates.push(Candidate {
                    known,
                    rank: rank_of(&troubled),
                    about: About::Components(troubled),
                });
            }
        }
    }
    let mut first = candidates.first()?;
    for candidate in &candidates {
        // Of two as bad as each other the first one.
        if candidate.rank > first.rank {
            first = candidate;
        }
    }
    let known = first.known;
    let mut view = BannerView {
        words: known.words,
        page: known.summary.page.id.as_str(),
        name: known.name(),
        event: first.view(selection, pages),
        fresh: first.is_present(),
        last_heard: Sentence::default(),
        more: String::new(),
        rest: Vec::new(),
        dismisses: Vec::new(),
    };
    known.last_heard(&mut view.last_heard);
    match &first.about {
        About::Event(told) => view.dismisses.push(told.event.id.clone()),
        About::Components(components) => {
            for component in components {
                view.dismisses.push(dismissal(component));
            }
        }
    }
    for candidate in &candidates {
        if !std::ptr::eq(candidate, first) {
            view.rest.push(candidate.view(selection, pages));
        }
    }
    if !view.rest.is_empty() {
        view.more = known.words.counted(Counted::AndMore, view.rest.len());
    }
    Some(view)
}

impl<'a> Candidate<'_, 'a> {
    fn view(&self, selection: &Selection, pages: &[Told<'_>]) -> EventView<'a> {
        let mut view = match &self.about {
            About::Event(told) => EventView::of(told, selection, self.known),
            About::Components(components) => of_components(components, self.known),
        };
        if pages.len() > 1 {
            view.vendor = self.known.name();
        }
        view
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

fn events<'p, 'a>(
    page: &Told<'_>,
    known: &'p Known<'a>,
    selection: &Selection,
    announced: Vec<AnnouncedEvent<'a>>,
    candidates: &mut Vec<Candidate<'p, 'a>>,
) {
    for told in announced {
        let event = told.event;
        let is_dismissed = page.dismissed.contains(&event.id);
        if is_dismissed || !selection.concerns(&told, known.summary) {
            continue;
        }
        let severity = Effect::of(&told, selection, known).severity(event);
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
            rank: kind * 8 + severity.unwrap_or(2),
            about: About::Event(told),
        });
    }
}

/// Whether a maintenance is planned to begin so soon that the host wants it told.
fn is_coming(event: &Event, selection: &Selection, known: &Known<'_>) -> bool {
    let is_soon = |lead: u32| {
        let begins = event.scheduled_for.or(event.started_at);
        begins.is_some_and(|at| at.seconds_since(known.now) <= i64::from(lead) * 3600)
    };
    known.is_planned(event) && selection.maintenance_lead.is_some_and(is_soon)
}

/// Whether an event of which the person saw the trouble is over since a short while.
fn is_just_over(event: &Event, page: &Told<'_>, known: &Known<'_>) -> bool {
    let ended = event.ended_at();
    let is_recent = ended.is_some_and(|at| known.now.seconds_since(at) < OVER_FOR_SECONDS);
    is_recent && page.shown.contains(&event.id)
}

fn components<'a>(
    known: &Known<'a>,
    selection: &Selection,
    dismissed: &[String],
    announced: &[AnnouncedEvent<'_>],
) -> Vec<&'a Component> {
    let is_explained = |component: &Component| {
        announced.iter().any(|told| {
            // An event for the whole page explains everything, until it is dismissed.
            let is_wide = told.affected.is_empty() && !dismissed.contains(&told.event.id);
            told.event.explains() && (is_wide || told.touches(&component.id))
        })
    };
    let is_known = known.freshness() != Freshness::Unknown;
    let mut troubled = Vec::new();
    for component in &known.summary.components {
        let status = component.status;
        if component.kind != ComponentKind::Group
            && status != ComponentStatus::Operational
            // That we have not heard from the vendor is no trouble of the vendor's.
            && (status != ComponentStatus::Unknown || is_known)
            && known.summary.announces(component)
            && selection.least_impact.admits(severity_of(status))
            && selection.includes(component, known.summary)
            && !dismissed.contains(&dismissal(component))
            && !is_explained(component)
        {
            troubled.push(component);
        }
    }
    troubled
}

fn rank_of(troubled: &[&Component]) -> u8 {
    let mut worst = ComponentStatus::Operational;
    for component in troubled {
        worst = worst.worse(component.status);
    }
    match worst.severity() {
        Some(severity) if severity > 1 => 4 * 8 + severity,
        Some(_) | None => 2 * 8,
    }
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

fn of_components<'a>(components: &[&Component], known: &Known<'a>) -> EventView<'a> {
    let mut effect = Effect::default();
    let mut changed = None;
    for component in components {
        effect.add(&component.name, Some(component.status));
        changed = changed.max(component.updated_at);
    }
    let mut view = EventView::about(known);
    effect.headline(&mut view.headline, EventKind::Incident, known);
    effect.affects(&mut view.affects, known.words);
    known.since(&mut view.updated, Phrase::Changed, changed);
    if known.is_fresh() {
        view.tone = Tone::of_status(effect.status);
    }
    view
}

impl BannerView<'_> {
    /// What a screen reader says when it appears or changes. No clock is in it.
    pub fn announcement(&self) -> String {
        let event = &self.event;
        let mut told = String::new();
        let mut say = |part: &str| {
            if !told.is_empty() && !part.is_empty() {
                told.push_str(self.words.stop());
            }
            told.push_str(part);
        };
        say(self.name);
        // What is not known to be so any more is said once, not again when it is older still.
        if self.fresh || event.title.is_empty() {
            say(event.said);
            if event.said.is_empty() {
                say(&event.headline.text());
            }
        }
        say(event.title);
        say(event.phase);
        say(&event.operator.text());
        say(&self.more);
        if self.fresh {
            say(&spoken::start_of(event.update));
        } else {
            say(self.words.get(Phrase::NotCurrent));
        }
        told
    }
}

#[cfg(test)]
#[path = "banner_tests.rs"]
mod tests;
#[cfg(test)]
#[path = "banner_told_tests.rs"]
mod told_tests;
