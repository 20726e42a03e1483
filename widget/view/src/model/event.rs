//! One event, as the list shows it and as the banner speaks of it.

use super::{Known, Selection, Sentence, Tone, tone::severity_of};
use crate::phrases;
use statuslamp_model::{ComponentStatus, Event, EventKind, Freshness, RichText};

/// Names in a headline before "and 3 more".
const MOST_NAMES: usize = 2;

/// An event under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventView {
    /// Its id.
    pub id: String,
    /// How it looks; neutral once it may not be stated as present any more.
    pub tone: Tone,
    /// "Web App: degraded performance"; empty where the event names no component.
    pub headline: Sentence,
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
    /// The event on the vendor's page, or that page.
    pub url: String,
}

/// What an event does to the selected components at the moment.
pub(super) struct Effect<'a> {
    /// Their names, those in trouble first.
    pub(super) names: Vec<&'a str>,
    /// The worst state among them.
    pub(super) status: ComponentStatus,
}

impl<'a> Effect<'a> {
    /// The effect of `event` as far as it concerns `selection`.
    pub(super) fn of(event: &'a Event, selection: &Selection, known: Known<'a>) -> Self {
        let mut troubled = Vec::new();
        let mut others = Vec::new();
        let mut status = ComponentStatus::Operational;
        for affected in &event.affected {
            let id = affected.component_id.as_deref();
            if !selection.includes_affected(id, &affected.name, known.summary) {
                continue;
            }
            let listed = id.and_then(move |id| known.component(id));
            let name = listed.map_or(affected.name.as_str(), |component| &component.name);
            let now = listed.map_or(ComponentStatus::Unknown, |component| component.status);
            if now == ComponentStatus::Operational || now == ComponentStatus::Unknown {
                others.push(name);
            } else {
                troubled.push(name);
                status = status.worse(now);
            }
        }
        troubled.append(&mut others);
        Self {
            names: troubled,
            status,
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
    /// An event as it concerns `selection`.
    pub(super) fn of(event: &Event, selection: &Selection, known: Known<'_>) -> Self {
        let effect = Effect::of(event, selection, known);
        let update = event.latest_update();
        let at = update
            .and_then(|update| update.at)
            .or(event.updated_at)
            .or(event.started_at);
        Self {
            id: event.id.clone(),
            tone: if known.is_fresh() {
                Tone::of_event(event, effect.status)
            } else {
                Tone::Neutral
            },
            headline: headline(&effect.names, effect.status, known.freshness()),
            title: event.title.clone(),
            phase: phrases::phase(event.phase, event.phase_raw.as_deref()),
            update: update.map(|update| update.body.clone()).unwrap_or_default(),
            updated: at.map_or_else(Sentence::default, |at| {
                Sentence::fill(phrases::UPDATED, "", Some((at, known.now)))
            }),
            affects: affects(&effect.names),
            url: event
                .url
                .as_ref()
                .unwrap_or(&known.summary.page.url)
                .to_string(),
        }
    }
}

/// "Web App: degraded performance"; the names alone once the state is not known any more.
pub(super) fn headline(names: &[&str], status: ComponentStatus, freshness: Freshness) -> Sentence {
    let mut headline = Sentence::names(names, MOST_NAMES);
    let is_stated = status != ComponentStatus::Operational && freshness != Freshness::Unknown;
    if is_stated && !names.is_empty() {
        headline.words(": ");
        headline.words(phrases::trouble(status));
    }
    headline
}

/// "Affects A, B, C and D"; empty where the headline names them all.
fn affects(names: &[&str]) -> Sentence {
    let mut sentence = Sentence::default();
    if names.len() > MOST_NAMES + 1 {
        sentence.words(phrases::AFFECTS);
        sentence.0.extend(Sentence::names(names, usize::MAX - 1).0);
    }
    sentence
}
