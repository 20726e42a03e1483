//! One event, as the list shows it and as the banner speaks of it.

use super::{DetailView, Known, Selection, Sentence, Tone, tone::severity_of};
use crate::words::{Counted, Phrase, Words};
use statuslamp_model::{
    Affected, ComponentStatus, Event, EventKind, Freshness, Phase, RichText, Update,
};

/// Names in a headline before "and 3 more".
const MOST_NAMES: usize = 2;

/// An event under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventView {
    /// Its id.
    pub id: String,
    /// The vendor's name, where several are shown together; else empty.
    pub vendor: String,
    /// How it looks; neutral once it may not be stated as present any more.
    pub tone: Tone,
    /// "Web App: degraded performance"; empty where the event names no component.
    pub headline: Sentence,
    /// In the place of a headline with a clock in it, when it is read aloud; else empty.
    pub said: &'static str,
    /// The vendor's title.
    pub title: String,
    /// Where it stands.
    pub phase: String,
    /// The vendor's latest words.
    pub update: RichText,
    /// "Updated 2 minutes ago"; empty where no time is known.
    pub updated: Sentence,
    /// "Affects A, B, C and D", where the headline could not name them all.
    pub affects: Sentence,
    /// What the operator has to do with it: "Muted by the operator".
    pub operator: Sentence,
    /// The event on the vendor's page, or that page.
    pub url: String,
    /// The words of the link to it.
    pub link: &'static str,
    /// The whole story; empty where there is no event.
    pub detail: DetailView,
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
    /// The effect of `event` on what of `affected` concerns `selection`.
    pub(super) fn of(
        event: &Event,
        affected: &[&'a Affected],
        selection: &Selection,
        known: Known<'a>,
    ) -> Self {
        let mut effect = Self {
            status: ComponentStatus::Operational,
            ..Self::default()
        };
        for affected in affected {
            let id = affected.component_id.as_deref();
            if !selection.includes_affected(id, &affected.name, known.summary) {
                continue;
            }
            let listed = id.and_then(|id| known.component(id));
            let name = listed.map_or(affected.name.as_str(), |component| &component.name);
            // What the operator says tells nothing of the vendor's states.
            let listed = listed.filter(|_| !event.operator);
            effect.add(name, listed.map(|component| component.status));
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

impl EventView {
    /// An event as it concerns `selection`, of which `affected` is told.
    pub(super) fn of(
        event: &Event,
        affected: &[&Affected],
        selection: &Selection,
        known: Known<'_>,
    ) -> Self {
        let effect = Effect::of(event, affected, selection, known);
        let detail = DetailView::of(event, affected, known);
        let update = event.latest_update();
        let at = update
            .and_then(|update| update.at)
            .or(event.updated_at)
            .or(event.started_at);
        if event.operator {
            return Self::of_operator(event, &effect, detail, known);
        }
        let words = known.words;
        let mut view = Self {
            id: event.id.clone(),
            vendor: String::new(),
            tone: if known.is_fresh() {
                Tone::of_event(event, effect.status)
            } else {
                Tone::Neutral
            },
            headline: effect.headline(event.kind, known),
            said: "",
            title: event.title.clone(),
            phase: phase(event.phase, event.phase_raw.as_deref(), words),
            update: update
                .filter(|update| is_current(update, event))
                .map(|update| update.body.clone())
                .unwrap_or_default(),
            updated: at.map_or_else(Sentence::default, |at| known.since(Phrase::Updated, at)),
            affects: effect.affects(known.words),
            operator: operator(event, known),
            url: address(event, known),
            link: words.get(Phrase::StatusPage),
            detail,
        };
        view.place_in_time(event, &effect, known);
        view
    }

    /// What is still to come says when, and what is over how long ago, in the place of a state.
    fn place_in_time(&mut self, event: &Event, effect: &Effect<'_>, known: Known<'_>) {
        let words = known.words;
        let begins = event.scheduled_for.or(event.started_at);
        let said = if let (Phase::Scheduled, Some(at)) = (event.phase, begins) {
            let zone = known.summary.page.time_zone.as_deref();
            let time = Sentence::of_time(&words.moment(at, known.now, zone), at);
            self.headline = words.say(Phrase::PlannedFor, &[("time", &time)]);
            Phrase::Scheduled
        } else if let Some(at) = event.ended_at() {
            // The explanation came when it had been over already.
            let phase = Phrase::phase(event.phase).filter(|phase| *phase != Phrase::Postmortem);
            let phase = phase.unwrap_or(Phrase::Resolved);
            let ago = words.ago(known.now.seconds_since(at));
            let slots = [
                ("state", &Sentence::of_words(words.get(phase))),
                ("ago", &Sentence::of_time(&ago, at)),
            ];
            self.headline = words.say(Phrase::StateAgo, &slots);
            self.tone = Tone::Notice;
            self.updated = Sentence::default();
            if !self.detail.postmortem_url.is_empty() {
                self.url.clone_from(&self.detail.postmortem_url);
                self.link = words.get(Phrase::Postmortem);
            }
            phase
        } else {
            return;
        };
        self.said = words.get(said);
        self.phase.clear();
        self.affects = effect.every_name(words);
    }

    /// A notice of the operator's own. It says nothing of the vendor's states, so it is as good as
    /// it was however old those are.
    fn of_operator(
        event: &Event,
        effect: &Effect<'_>,
        detail: DetailView,
        known: Known<'_>,
    ) -> Self {
        let update = event.latest_update();
        Self {
            id: event.id.clone(),
            tone: Tone::of_event(event, ComponentStatus::Operational),
            title: event.title.clone(),
            phase: known.words.get(Phrase::Notice).to_owned(),
            update: update.map(|update| update.body.clone()).unwrap_or_default(),
            updated: event
                .updated_at
                .map_or_else(Sentence::default, |at| known.since(Phrase::Updated, at)),
            affects: effect.every_name(known.words),
            operator: operator(event, known),
            url: address(event, known),
            link: known.words.get(if event.url.is_some() {
                Phrase::ReadMore
            } else {
                Phrase::StatusPage
            }),
            detail,
            ..Self::default()
        }
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
fn operator(event: &Event, known: Known<'_>) -> Sentence {
    let mut sentence = Sentence::default();
    if event.operator {
        sentence = known.of_name(Phrase::ByOperator);
    }
    if event.muted {
        if event.operator {
            sentence.words(known.words.comma());
        }
        sentence.words(known.words.get(Phrase::Muted));
    }
    sentence
}

/// Where an event stands; the vendor's own word where it is none of ours.
pub(super) fn phase(phase: Phase, raw: Option<&str>, words: Words) -> String {
    let words = Phrase::phase(phase).map(|phrase| words.get(phrase));
    words.or(raw).unwrap_or_default().to_owned()
}

/// The event on a page of its own, or the vendor's page.
fn address(event: &Event, known: Known<'_>) -> String {
    let url = event.url.as_ref();
    url.unwrap_or(&known.summary.page.url).to_string()
}

impl Effect<'_> {
    /// "Web App: degraded performance, and 1 more"; the names alone while no state is known.
    pub(super) fn headline(&self, kind: EventKind, known: Known<'_>) -> Sentence {
        let words = known.words;
        let is_known = known.freshness() != Freshness::Unknown;
        // A maintenance is never said to be an outage, whatever else its components suffer from.
        let is_other =
            kind == EventKind::Maintenance && self.status != ComponentStatus::UnderMaintenance;
        if !is_known || is_other || self.status == ComponentStatus::Operational {
            return words.names(&self.names(), MOST_NAMES);
        }
        // Where nobody's state is known, all are in the same one.
        let (named, counted) = if self.worst.is_empty() {
            (&self.others, 0)
        } else {
            (&self.worst, self.others.len())
        };
        let told = words.names(named, MOST_NAMES);
        let state = Sentence::of_words(words.get(Phrase::status(self.status)));
        let mut headline = words.say(Phrase::StateOf, &[("names", &told), ("state", &state)]);
        if counted > 0 {
            headline.words(words.comma());
            headline.words(&words.counted(Counted::AndMore, counted));
        }
        headline
    }

    /// "Affects A, B, C and D"; empty where the headline names them all.
    pub(super) fn affects(&self, words: Words) -> Sentence {
        let is_in_parts = !self.worst.is_empty() && !self.others.is_empty();
        if is_in_parts || self.worst.len() + self.others.len() > MOST_NAMES + 1 {
            self.every_name(words)
        } else {
            Sentence::default()
        }
    }

    /// "Affects A, B, C and D"; empty where there are none.
    fn every_name(&self, words: Words) -> Sentence {
        let names = self.names();
        if names.is_empty() {
            return Sentence::default();
        }
        let names = words.names(&names, names.len());
        words.say(Phrase::Affects, &[("names", &names)])
    }

    fn names(&self) -> Vec<&str> {
        let mut names = self.worst.clone();
        names.extend(&self.others);
        names
    }
}
