//! One event, as the list shows it and as the banner speaks of it.

use super::{DetailView, Known, Selection, Sentence, Tone, tone::severity_of};
use crate::words::{Counted, Phrase, Words};
use statuslamp_model::{
    AnnouncedEvent, ComponentStatus, Event, EventKind, Freshness, Phase, RichText, Update,
};

/// Names in a headline before "and 3 more".
const MOST_NAMES: usize = 2;

/// An event under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventView<'a> {
    /// Its id.
    pub id: &'a str,
    /// The vendor's name, where several are shown together; else empty.
    pub vendor: &'a str,
    /// How it looks; neutral once it may not be stated as present any more.
    pub tone: Tone,
    /// "Web App: degraded performance"; empty where the event names no component.
    pub headline: Sentence,
    /// In the place of a headline with a clock in it, when it is read aloud; else empty.
    pub said: &'static str,
    /// The vendor's title.
    pub title: &'a str,
    /// Where it stands.
    pub phase: &'a str,
    /// The vendor's latest words.
    pub update: &'a RichText,
    /// "Updated 2 minutes ago"; empty where no time is known.
    pub updated: Sentence,
    /// "Affects A, B, C and D", where the headline could not name them all.
    pub affects: Sentence,
    /// What the operator has to do with it: "Muted by the operator".
    pub operator: Sentence,
    /// The event on the vendor's page, or that page.
    pub url: &'a str,
    /// The words of the link to it.
    pub link: &'static str,
    /// The whole story; empty where there is no event.
    pub detail: DetailView<'a>,
}

/// What an event does to the selected components at the moment.
#[derive(Default)]
pub(super) struct Effect<'a> {
    /// Names of those in the worst state.
    pub(super) worst: Vec<&'a str>,
    /// Names of the others.
    pub(super) others: Vec<&'a str>,
    /// The worst state; operational while nothing is known to be wrong.
    pub(super) status: ComponentStatus,
}

impl<'a> Effect<'a> {
    /// The effect of an event as far as it concerns `selection`.
    pub(super) fn of(told: &AnnouncedEvent<'a>, selection: &Selection, known: &Known<'a>) -> Self {
        let mut effect = Self {
            status: ComponentStatus::Operational,
            ..Self::default()
        };
        for affected in &told.affected {
            if !selection.includes_affected(affected, known.summary) {
                continue;
            }
            let mut name = affected.name.as_str();
            let mut status = None;
            let id = affected.component_id.as_deref();
            if let Some(component) = id.and_then(|id| known.component(id)) {
                name = &component.name;
                // What the operator says tells nothing of the vendor's states.
                status = Some(component.status).filter(|_| !told.event.operator);
            }
            effect.add(name, status);
        }
        effect
    }

    /// Adds a component. One whose state is not known counts as one of the others.
    pub(super) fn add(&mut self, name: &'a str, status: Option<ComponentStatus>) {
        let status = status.unwrap_or_default();
        if severity_of(status) > severity_of(self.status) {
            self.others.append(&mut self.worst);
            self.status = status;
            self.worst.push(name);
        } else if severity_of(status).is_some() && status == self.status {
            self.worst.push(name);
        } else {
            self.others.push(name);
        }
    }

    /// How bad the event is for the selected components; `None` where the vendor's word for it is
    /// not known, however good its components claim to be.
    pub(super) fn severity(&self, event: &Event) -> Option<u8> {
        let of_components = severity_of(self.status);
        match event.kind {
            // Worth telling whatever impact the vendor claims.
            EventKind::Maintenance => Some(
                of_components
                    .max(event.impact.severity())
                    .unwrap_or(0)
                    .max(1),
            ),
            EventKind::Incident | EventKind::Notice | EventKind::Unknown => event
                .impact
                .severity()
                .map(|claimed| claimed.max(of_components.unwrap_or(0))),
        }
    }
}

impl<'a> EventView<'a> {
    /// Nothing yet but the way to the vendor's page.
    #[inline(never)]
    pub(super) fn about(known: &Known<'a>) -> Self {
        Self {
            url: known.address(None),
            link: known.words.get(Phrase::StatusPage),
            ..Self::default()
        }
    }

    /// An event as it concerns `selection`.
    pub(super) fn of(told: &AnnouncedEvent<'a>, selection: &Selection, known: &Known<'a>) -> Self {
        let (event, words) = (told.event, known.words);
        let effect = Effect::of(told, selection, known);
        let mut view = Self::about(known);
        view.id = &event.id;
        view.title = &event.title;
        view.url = known.address(event.url.as_ref());
        if selection.is_brief {
            view.detail.explain(event);
        } else {
            view.detail.tell(told, known);
        }
        operator(&mut view.operator, event, known);
        let update = event.latest_update();
        if let Some(update) = update.filter(|update| event.operator || is_current(update, event)) {
            view.update = &update.body;
        }
        let mut at = event.updated_at;
        if event.operator {
            // It says nothing of the vendor's states, so it is as good as it was however old those
            // are.
            view.tone = Tone::of_event(event.kind, event.impact, ComponentStatus::Operational);
            view.phase = words.get(Phrase::Notice);
            effect.every_name(&mut view.affects, words);
            if event.url.is_some() {
                view.link = words.get(Phrase::ReadMore);
            }
        } else {
            if known.is_fresh() {
                view.tone = Tone::of_event(event.kind, event.impact, effect.status);
            }
            effect.headline(&mut view.headline, event.kind, known);
            view.phase = phase(event.phase, event.phase_raw.as_deref(), words);
            effect.affects(&mut view.affects, words);
            let posted = update.and_then(|update| update.at);
            at = posted.or(at).or(event.started_at);
        }
        known.since(&mut view.updated, Phrase::Updated, at);
        if !event.operator {
            view.place_in_time(event, &effect, known);
        }
        view
    }

    /// What is still to come says when, and what is over how long ago, in the place of a state.
    fn place_in_time(&mut self, event: &Event, effect: &Effect<'_>, known: &Known<'_>) {
        let words = known.words;
        let begins = event.scheduled_for.or(event.started_at);
        let mut headline = Sentence::default();
        let said = if let (Phase::Scheduled, Some(at)) = (event.phase, begins) {
            known.labelled(&mut headline, Phrase::PlannedFor, at, known.now);
            Phrase::Scheduled
        } else if let Some(at) = event.ended_at() {
            // The explanation came when it had been over already.
            let phase = Phrase::phase(event.phase).filter(|phase| *phase != Phrase::Postmortem);
            let phase = phase.unwrap_or(Phrase::Resolved);
            let state = words.told(phase);
            known.told_ago(&mut headline, Phrase::StateAgo, &state, at);
            self.tone = Tone::Notice;
            self.updated = Sentence::default();
            if !self.detail.postmortem_url.is_empty() {
                self.url = self.detail.postmortem_url;
                self.link = words.get(Phrase::Postmortem);
            }
            phase
        } else {
            return;
        };
        self.headline = headline;
        self.said = words.get(said);
        self.phase = "";
        self.affects = Sentence::default();
        effect.every_name(&mut self.affects, words);
    }
}

/// Whether an update speaks of where the event stands: words from before its end would be taken for
/// words about it.
fn is_current(update: &Update, event: &Event) -> bool {
    !event.is_over()
        || update.phase.is_some_and(Phase::is_over)
        || (update.phase.is_none() && update.at >= event.ended_at())
}

/// What the operator has to do with an event.
fn operator(into: &mut Sentence, event: &Event, known: &Known<'_>) {
    if event.operator {
        known.of_name(into, Phrase::ByOperator);
    }
    if event.operator && event.muted {
        into.words(known.words.comma());
    }
    if event.muted {
        into.words(known.words.get(Phrase::Muted));
    }
}

/// Where an event stands; the vendor's own word where it is none of ours.
pub fn phase(phase: Phase, raw: Option<&str>, words: Words) -> &str {
    let words = Phrase::phase(phase).map(|phrase| words.get(phrase));
    words.or(raw).unwrap_or_default()
}

impl Effect<'_> {
    /// "Web App: degraded performance, and 1 more"; the names alone while no state is known.
    pub(super) fn headline(&self, into: &mut Sentence, kind: EventKind, known: &Known<'_>) {
        let words = known.words;
        let is_known = known.freshness() != Freshness::Unknown;
        // A maintenance is never said to be an outage, whatever else its components suffer from.
        let is_other =
            kind == EventKind::Maintenance && self.status != ComponentStatus::UnderMaintenance;
        if !is_known || is_other || self.status == ComponentStatus::Operational {
            words.names(into, &self.names(), MOST_NAMES);
            return;
        }
        // Where nobody's state is known, all are in the same one.
        let (named, counted) = if self.worst.is_empty() {
            (&self.others, 0)
        } else {
            (&self.worst, self.others.len())
        };
        let mut told = Sentence::default();
        words.names(&mut told, named, MOST_NAMES);
        let state = words.told(Phrase::status(self.status));
        words.state_of(into, &told, &state);
        if counted > 0 {
            into.words(words.comma());
            into.words(&words.counted(Counted::AndMore, counted));
        }
    }

    /// "Affects A, B, C and D"; nothing where the headline names them all.
    pub(super) fn affects(&self, into: &mut Sentence, words: Words) {
        let is_in_parts = !self.worst.is_empty() && !self.others.is_empty();
        if is_in_parts || self.worst.len() + self.others.len() > MOST_NAMES + 1 {
            self.every_name(into, words);
        }
    }

    /// "Affects A, B, C and D"; nothing where there are none.
    fn every_name(&self, into: &mut Sentence, words: Words) {
        words.affects(into, &self.names(), usize::MAX);
    }

    fn names(&self) -> Vec<&str> {
        let mut names = self.worst.clone();
        names.extend_from_slice(&self.others);
        names
    }
}
