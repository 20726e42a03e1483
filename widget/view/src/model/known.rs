//! What is known of a page, and how well, at one moment.

use super::Sentence;
use crate::words::{Phrase, Words};
use statuslamp_model::{Component, Event, Freshness, Phase, Reading, Summary, Timestamp, WebUrl};

/// One of the pages that an element shows.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What is known of it; `None` before its first content.
    pub known: Option<Known<'a>>,
    /// Events, and states of components, that the person dismissed.
    pub dismissed: &'a [String],
    /// Events whose trouble the person was shown.
    pub shown: &'a [String],
}

impl<'a> Told<'a> {
    /// A page of which this is known, and nothing else.
    pub const fn of(known: Known<'a>) -> Self {
        Self {
            known: Some(known),
            dismissed: &[],
            shown: &[],
        }
    }
}

/// A summary together with the moment it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The last summary that was read.
    pub summary: &'a Summary,
    /// The last reading that confirmed this very content. Newer than the summary's own when the
    /// vendor's page was read again since and nothing had changed.
    pub reading: Reading,
    /// The present, by the server's clock.
    pub now: Timestamp,
    /// The words it is told in.
    pub words: Words,
}

impl<'a> Known<'a> {
    /// How far it may be trusted.
    pub fn freshness(&self) -> Freshness {
        self.reading.freshness(self.now)
    }

    /// Whether it may be stated as present.
    pub fn is_fresh(&self) -> bool {
        self.freshness() == Freshness::Fresh
    }

    /// Whether an event is happening. What the operator has to say ends by itself, whoever still
    /// holds a copy of it.
    pub fn is_under_way(&self, event: &Event) -> bool {
        let is_gone = event.operator && event.scheduled_until.is_some_and(|end| self.now > end);
        event.is_active() && !is_gone
    }

    /// Whether an event is still to come. One that did not begin, and should have ended by now, is
    /// forgotten rather than late.
    pub(crate) fn is_planned(&self, event: &Event) -> bool {
        let begins = event.scheduled_for.map(|at| at.plus_seconds(86_400));
        let end = event.scheduled_until.or(begins);
        event.phase == Phase::Scheduled && end.is_none_or(|end| self.now <= end)
    }

    /// The vendor's name.
    pub fn name(&self) -> &'a str {
        &self.summary.page.name
    }

    /// "Last heard from Noterro 14 minutes ago".
    pub(crate) fn last_heard(&self, into: &mut Sentence) {
        if self.reading.checked_at.is_some() {
            self.since(into, Phrase::LastHeard, self.reading.checked_at);
        } else {
            self.of_name(into, Phrase::NeverHeard);
        }
    }

    /// A template with the vendor's name in it.
    pub(crate) fn of_name(&self, into: &mut Sentence, phrase: Phrase) {
        let name = Sentence::of_name(self.name());
        into.fill(self.words.get(phrase), &[("name", &name)]);
    }

    /// A template with how long ago something was in it, and perhaps the vendor's name; nothing
    /// where it is not known when that was.
    pub(crate) fn since(&self, into: &mut Sentence, phrase: Phrase, at: Option<Timestamp>) {
        if let Some(at) = at {
            self.told_ago(into, phrase, &Sentence::of_name(self.name()), at);
        }
    }

    /// The same with something else in the place of the vendor's name.
    pub(crate) fn told_ago(
        &self,
        into: &mut Sentence,
        phrase: Phrase,
        told: &Sentence,
        at: Timestamp,
    ) {
        let mut ago = Sentence::default();
        let words = self.words.ago(self.now.seconds_since(at));
        self.words.time(&mut ago, &words, at);
        let slots = [("name", told), ("state", told), ("ago", &ago)];
        into.fill(self.words.get(phrase), &slots);
    }

    /// "10:20 (16:20 CEST)": an instant as the reader reads it.
    pub fn at(&self, into: &mut Sentence, at: Timestamp) {
        self.beside(into, at, self.now);
    }

    /// The same, with its day where that is not the day of `other`.
    pub(crate) fn beside(&self, into: &mut Sentence, at: Timestamp, other: Timestamp) {
        let zone = self.summary.page.time_zone.as_deref();
        let words = self.words.moment(at, other, zone);
        self.words.time(into, &words, at);
    }

    /// A template with an instant in it.
    pub(crate) fn labelled(
        &self,
        into: &mut Sentence,
        phrase: Phrase,
        at: Timestamp,
        other: Timestamp,
    ) {
        let mut time = Sentence::default();
        self.beside(&mut time, at, other);
        into.fill(self.words.get(phrase), &[("time", &time)]);
    }

    /// The event on a page of its own, or the vendor's page.
    pub fn address(&self, url: Option<&'a WebUrl>) -> &'a str {
        url.unwrap_or(&self.summary.page.url).as_str()
    }

    /// The component with this id.
    pub(crate) fn component(&self, id: &str) -> Option<&'a Component> {
        let mut components = self.summary.components.iter();
        components.find(|component| component.id == id)
    }
}
