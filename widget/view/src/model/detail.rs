//! One event in full: its times, what it touched and when, and its numbered timeline.

use super::{Known, Sentence, Tone, event::phase};
use crate::words::{Phrase, Words};
use statuslamp_model::{
    Affected, ComponentStatus, Event, EventKind, Phase, RichText, Span, Timestamp, Update,
};

/// One event in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailView {
    /// Labels and what stands behind them: when it started, was detected, ended, how long it took.
    pub facts: Vec<(&'static str, Sentence)>,
    /// What it touched.
    pub affected: Vec<AffectedView>,
    /// The timeline, oldest first.
    pub steps: Vec<StepView>,
    /// The vendor's explanation afterwards.
    pub postmortem: RichText,
    /// Where that stands on the vendor's page; empty where it does not.
    pub postmortem_url: String,
}

/// A component that an event touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AffectedView {
    /// Its name.
    pub name: String,
    /// How bad it was.
    pub tone: Tone,
    /// "Partial outage from 7:30 to 11:55", one for each stretch; or the vendor's own line.
    pub spans: Vec<Sentence>,
}

/// A message of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepView {
    /// The phase it announces; empty for a plain update.
    pub phase: String,
    /// When.
    pub at: Sentence,
    /// "edited 11:20"; empty where it was not.
    pub edited: Sentence,
    /// The vendor's words.
    pub body: RichText,
}

/// Writes times as the reader reads them.
struct Times<'a> {
    words: Words,
    now: Timestamp,
    zone: Option<&'a str>,
}

impl Times<'_> {
    fn at(&self, at: Timestamp) -> Sentence {
        let words = self.words.moment(at, self.now, self.zone);
        Sentence::of_time(&words, at)
    }

    fn labelled(&self, phrase: Phrase, at: Timestamp) -> Sentence {
        self.words.say(phrase, &[("time", &self.at(at))])
    }

    /// "Partial outage from 7:30 to 11:55", or since, as the reader's clock says it.
    fn span(&self, span: &Span, is_present: bool) -> Sentence {
        let state = self.words.get(Phrase::status(span.status));
        let Some(to) = span.to else {
            let since = |state: &str| {
                self.words.say(
                    Phrase::StateSince,
                    &[
                        ("state", &Sentence::of_words(state)),
                        ("from", &self.at(span.from)),
                    ],
                )
            };
            return if is_present {
                since(&self.words.status(span.status))
            } else {
                // What is not fresh is not stated as present.
                let state = since(state);
                self.words.say(Phrase::LastKnown, &[("state", &state)])
            };
        };
        let formats = self.words.formats();
        let mut until = formats.moment(to, span.from);
        self.words
            .beside(&mut until, span.from, Some(to), self.zone);
        let from = Sentence::of_time(&formats.moment(span.from, self.now), span.from);
        let until = Sentence::of_time(&until, to);
        let state = Sentence::of_words(&self.words.status(span.status));
        self.words.say(
            Phrase::StateDuring,
            &[("state", &state), ("from", &from), ("to", &until)],
        )
    }
}

impl DetailView {
    /// An event in full, of which `affected` is told.
    pub fn of(event: &Event, affected: &[&Affected], known: Known<'_>) -> Self {
        let times = Times {
            words: known.words,
            now: known.now,
            zone: known.summary.page.time_zone.as_deref(),
        };
        let postmortem = event.postmortem.clone().unwrap_or_default();
        // What the operator says does not age with what is known of the vendor.
        let is_present = known.is_fresh() || event.operator;
        Self {
            facts: facts(event, is_present, &times),
            affected: affected
                .iter()
                .map(|affected| touched(affected, is_present, &times))
                .collect(),
            steps: event
                .updates
                .iter()
                .map(|update| step(update, &times))
                .collect(),
            // Where the vendor posts it as a message, too, it stands in the timeline.
            postmortem: postmortem
                .body
                .filter(|_| event.updates.iter().all(|update| !is_postmortem(update)))
                .unwrap_or_default(),
            postmortem_url: postmortem
                .url
                .map_or_else(String::new, |url| url.to_string()),
        }
    }
}

fn is_postmortem(update: &Update) -> bool {
    update.phase == Some(Phase::Postmortem) && !update.body.0.is_empty()
}

fn facts(event: &Event, is_present: bool, times: &Times<'_>) -> Vec<(&'static str, Sentence)> {
    let mut facts = Vec::new();
    let mut fact = |phrase, sentence| facts.push((times.words.get(phrase), sentence));
    if let (EventKind::Maintenance, Some(from)) = (event.kind, event.scheduled_for) {
        let mut planned = times.at(from);
        if let Some(until) = event.scheduled_until {
            planned.words(" ");
            planned.append(&times.labelled(Phrase::Until, until));
        }
        fact(Phrase::Scheduled, planned);
    }
    let started = event.started_at.filter(|_| event.phase != Phase::Scheduled);
    if let Some(at) = started {
        fact(Phrase::Started, times.at(at));
    }
    if let Some(at) = event.detected_at {
        fact(Phrase::Detected, times.at(at));
    }
    let ended = event.ended_at();
    if let Some(at) = ended {
        let label = match event.kind {
            EventKind::Maintenance => Phrase::Completed,
            EventKind::Incident | EventKind::Notice | EventKind::Unknown => Phrase::Resolved,
        };
        fact(label, times.at(at));
    }
    let until = ended.or_else(|| {
        is_present
            .then_some(times.now)
            .filter(|_| event.is_active())
    });
    if let (Some(from), Some(to)) = (started, until) {
        // What seems to have lasted less than nothing is left out.
        if to > from {
            let length = times.words.formats().duration(to.seconds_since(from));
            fact(Phrase::Duration, Sentence::of_words(&length));
        }
    }
    facts
}

fn touched(affected: &Affected, is_present: bool, times: &Times<'_>) -> AffectedView {
    let mut spans: Vec<Sentence> = affected
        .spans
        .iter()
        .map(|span| times.span(span, is_present))
        .collect();
    if spans.is_empty() {
        let line = affected.status_raw.as_deref().unwrap_or_default();
        // A line of the vendor's, not one word for the state.
        if line.contains(' ') {
            spans.push(Sentence::of_name(line));
        } else if affected.status != ComponentStatus::Unknown {
            spans.push(Sentence::of_words(&times.words.status(affected.status)));
        }
    }
    AffectedView {
        name: affected.name.clone(),
        tone: if is_present {
            Tone::of_status(affected.status)
        } else {
            Tone::Neutral
        },
        spans,
    }
}

fn step(update: &Update, times: &Times<'_>) -> StepView {
    StepView {
        phase: update.phase.map_or_else(String::new, |announced| {
            phase(announced, update.phase_raw.as_deref(), times.words)
        }),
        at: update.at.map_or_else(Sentence::default, |at| times.at(at)),
        edited: match (update.edited_at, update.posted_at) {
            (Some(edited), posted) if posted.is_none_or(|posted| edited > posted) => {
                times.labelled(Phrase::Edited, edited)
            }
            (Some(_) | None, _) => Sentence::default(),
        },
        body: update.body.clone(),
    }
}

#[cfg(test)]
#[path = "detail_tests.rs"]
mod tests;
