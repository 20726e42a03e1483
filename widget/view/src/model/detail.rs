//! One event in full: its times, what it touched and when, and its numbered timeline.

use super::{Known, Sentence, Tone, event::phase};
use crate::words::Phrase;
use statuslamp_model::{
    Affected, AnnouncedEvent, ComponentStatus, Event, EventKind, Phase, RichText, Span, Timestamp,
    Update,
};

/// One event in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailView<'a> {
    /// Labels and what stands behind them: when it started, was detected, ended, how long it took.
    pub facts: Vec<(&'static str, Sentence)>,
    /// What it touched.
    pub affected: Vec<AffectedView<'a>>,
    /// The timeline, oldest first.
    pub steps: Vec<StepView<'a>>,
    /// The vendor's explanation afterwards.
    pub postmortem: &'a RichText,
    /// Where that stands on the vendor's page; empty where it does not.
    pub postmortem_url: &'a str,
}

/// A component that an event touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AffectedView<'a> {
    /// Its name.
    pub name: &'a str,
    /// How bad it was.
    pub tone: Tone,
    /// "Partial outage from 7:30 to 11:55", one for each stretch; or the vendor's own line.
    pub spans: Vec<Sentence>,
}

/// A message of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepView<'a> {
    /// The phase it announces; empty for a plain update.
    pub phase: &'a str,
    /// When.
    pub at: Sentence,
    /// "edited 11:20"; empty where it was not.
    pub edited: Sentence,
    /// The vendor's words.
    pub body: &'a RichText,
}

impl<'a> DetailView<'a> {
    /// An event in full.
    pub fn of(told: &AnnouncedEvent<'a>, known: &Known<'_>) -> Self {
        let mut view = Self::default();
        view.tell(told, known);
        view
    }

    /// Tells an event of which nothing was told yet.
    pub(super) fn tell(&mut self, told: &AnnouncedEvent<'a>, known: &Known<'_>) {
        let event = told.event;
        // What the operator says does not age with what is known of the vendor.
        let is_present = known.is_fresh() || event.operator;
        facts(&mut self.facts, event, is_present, known);
        for affected in &told.affected {
            self.affected.push(touched(affected, is_present, known));
        }
        for update in &event.updates {
            self.steps.push(step(update, known));
        }
        self.explain(event);
    }

    /// Tells how an event was explained.
    pub(super) fn explain(&mut self, event: &'a Event) {
        if let Some(postmortem) = &event.postmortem {
            // Where the vendor posts it as a message, too, it stands in the timeline.
            if let Some(body) = &postmortem.body
                && !event.updates.iter().any(is_postmortem)
            {
                self.postmortem = body;
            }
            if let Some(url) = &postmortem.url {
                self.postmortem_url = url.as_str();
            }
        }
    }
}

fn is_postmortem(update: &Update) -> bool {
    update.phase == Some(Phase::Postmortem) && !update.body.is_empty()
}

fn facts(
    facts: &mut Vec<(&'static str, Sentence)>,
    event: &Event,
    is_present: bool,
    known: &Known<'_>,
) {
    let words = known.words;
    let mut fact = |phrase, fact: Sentence| {
        if !fact.is_empty() {
            facts.push((words.get(phrase), fact));
        }
    };
    let at = |at: Option<Timestamp>| {
        let mut time = Sentence::default();
        if let Some(at) = at {
            known.at(&mut time, at);
        }
        time
    };
    if event.kind == EventKind::Maintenance {
        let mut planned = at(event.scheduled_for);
        if let (false, Some(until)) = (planned.is_empty(), event.scheduled_until) {
            planned.words(" ");
            known.labelled(&mut planned, Phrase::Until, until, known.now);
        }
        fact(Phrase::Scheduled, planned);
    }
    let started = event.started_at.filter(|_| event.phase != Phase::Scheduled);
    let ended = event.ended_at();
    let end = match event.kind {
        EventKind::Maintenance => Phrase::Completed,
        EventKind::Incident | EventKind::Notice | EventKind::Unknown => Phrase::Resolved,
    };
    fact(Phrase::Started, at(started));
    fact(Phrase::Detected, at(event.detected_at));
    fact(end, at(ended));
    let is_lasting = is_present && event.is_active();
    let until = ended.or_else(|| is_lasting.then_some(known.now));
    if let (Some(from), Some(to)) = (started, until) {
        // What seems to have lasted less than nothing is left out.
        if to > from {
            let length = words.formats().duration(to.seconds_since(from));
            fact(Phrase::Duration, Sentence::of_words(&length));
        }
    }
}

fn touched<'a>(affected: &'a Affected, is_present: bool, known: &Known<'_>) -> AffectedView<'a> {
    let mut view = AffectedView {
        name: &affected.name,
        tone: if is_present {
            Tone::of_status(affected.status)
        } else {
            Tone::Neutral
        },
        spans: Vec::new(),
    };
    for stretch in &affected.spans {
        view.spans.push(span(stretch, is_present, known));
    }
    if affected.spans.is_empty() {
        let line = affected.status_raw.as_deref().unwrap_or_default();
        // A line of the vendor's, not one word for the state.
        if line.bytes().any(|byte| byte == b' ') {
            view.spans.push(Sentence::of_name(line));
        } else if affected.status != ComponentStatus::Unknown {
            view.spans.push(known.words.told_status(affected.status));
        }
    }
    view
}

/// "Partial outage from 7:30 to 11:55", or since, as the reader's clock says it.
fn span(span: &Span, is_present: bool, known: &Known<'_>) -> Sentence {
    let words = known.words;
    let (mut from, mut to) = (Sentence::default(), Sentence::default());
    let mut phrase = Phrase::StateSince;
    if let Some(end) = span.to {
        phrase = Phrase::StateDuring;
        let formats = words.formats();
        let mut until = formats.moment(end, span.from);
        let zone = known.summary.page.time_zone.as_deref();
        words.beside(&mut until, span.from, Some(end), zone);
        words.time(&mut from, &formats.moment(span.from, known.now), span.from);
        words.time(&mut to, &until, end);
    } else {
        known.at(&mut from, span.from);
    }
    // What is not fresh is not stated as present.
    let is_certain = is_present || span.to.is_some();
    let state = if is_certain {
        words.told_status(span.status)
    } else {
        words.told(Phrase::status(span.status))
    };
    let slots = [("state", &state), ("from", &from), ("to", &to)];
    let told = words.say(phrase, &slots);
    if is_certain {
        told
    } else {
        words.say(Phrase::LastKnown, &[("state", &told)])
    }
}

fn step<'a>(update: &'a Update, known: &Known<'_>) -> StepView<'a> {
    let mut view = StepView {
        body: &update.body,
        ..StepView::default()
    };
    if let Some(announced) = update.phase {
        view.phase = phase(announced, update.phase_raw.as_deref(), known.words);
    }
    if let Some(at) = update.at {
        known.at(&mut view.at, at);
    }
    if let Some(edited) = update.edited_at.filter(|at| Some(*at) > update.posted_at) {
        known.labelled(&mut view.edited, Phrase::Edited, edited, known.now);
    }
    view
}

#[cfg(test)]
#[path = "detail_tests.rs"]
mod tests;
