//! "Is Napta down right now?", answered: never by more than is known at present.

use crate::{document::Frame, said::Said};
use statuslamp_model::{ComponentStatus, Freshness, Timestamp};
use statuslamp_view::{
    Drawing, Known, Phrase, Sentence, Tone, draw_icon, draw_sentence, draw_some, draw_way,
};

/// The answer to the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// How it looks.
    pub(crate) tone: Tone,
    /// "No: all systems operational".
    pub(crate) text: Sentence,
}

impl Answer {
    /// The answer as of now.
    pub(crate) fn of(frame: &Frame<'_>, known: &Known<'_>) -> Self {
        let status = match known.freshness() {
            Freshness::Fresh => known.summary.overall.status,
            Freshness::Stale | Freshness::Unknown => ComponentStatus::Unknown,
        };
        Self::to(frame, status)
    }

    /// The answer for a state of the present.
    pub(crate) fn to(frame: &Frame<'_>, status: ComponentStatus) -> Self {
        let words = frame.tongue.words;
        let state = Sentence::of_words(&words.overall(status));
        let said = match status {
            ComponentStatus::Operational => Said::No,
            ComponentStatus::DegradedPerformance | ComponentStatus::PartialOutage => Said::Partly,
            ComponentStatus::MajorOutage => Said::Yes,
            ComponentStatus::Unknown => Said::NotKnown,
            // Whether planned work is felt, nobody says.
            ComponentStatus::UnderMaintenance => {
                return Self {
                    tone: Tone::of_status(status),
                    text: state,
                };
            }
        };
        let said = Sentence::of_words(frame.tongue.get(said));
        let text = if status == ComponentStatus::Unknown {
            said
        } else {
            words.say(Phrase::StateOf, &[("names", &said), ("state", &state)])
        };
        Self {
            tone: Tone::of_status(status),
            text,
        }
    }

    /// Draws the question and the answer, as the heading of the page, and below it how old the
    /// answer is and where it comes from.
    pub(crate) fn draw(&self, drawing: &mut Drawing, frame: &Frame<'_>, known: &Known<'_>) {
        let question = frame.tongue.of_name(Said::Question, known.name());
        drawing.element("h1|class=question|id=answer", |drawing| {
            drawing.element("span|class=asked", |drawing| {
                draw_sentence(drawing, &question);
            });
            drawing.text(" ");
            drawing.element("span|class=answer", |drawing| {
                drawing.with("data-tone", self.tone.as_str());
                draw_icon(drawing, self.tone);
                drawing.element("span", |drawing| {
                    // What is said instead once nobody can be asked any more.
                    drawing.with("data-old", frame.tongue.get(Said::NotKnown));
                    draw_sentence(drawing, &self.text);
                });
            });
        });
        drawing.element("p|class=checked|id=checked", |drawing| {
            draw_way(drawing, "a", known.summary.page.url.as_str(), |drawing| {
                draw_sentence(drawing, &source(known));
            });
        });
        draw_some(drawing, "p|class=mark", &silenced(known));
    }
}

/// Where it comes from and how old it is: "Last heard from Napta 14 minutes ago (…)".
fn source(known: &Known<'_>) -> Sentence {
    let words = known.words;
    let name = Sentence::of_name(known.name());
    let Some(at) = known.reading.checked_at else {
        return words.say(Phrase::NeverHeard, &[("name", &name)]);
    };
    let time = time(known, at);
    if known.is_fresh() {
        return words.say(Phrase::Checked, &[("name", &name), ("ago", &time)]);
    }
    let ago = words.ago(known.now.seconds_since(at));
    let ago = Sentence::of_words(&ago);
    let mut source = words.say(Phrase::LastHeard, &[("name", &name), ("ago", &ago)]);
    source.fill(" ({time})", &[("time", &time)]);
    source
}

/// An instant, by the clocks of the vendor.
pub(crate) fn time(known: &Known<'_>, at: Timestamp) -> Sentence {
    let mut time = Sentence::default();
    known.at(&mut time, at);
    time
}

fn silenced(known: &Known<'_>) -> Sentence {
    if known.summary.silenced {
        known.words.of_name(Phrase::Silenced, known.name())
    } else {
        Sentence::default()
    }
}
