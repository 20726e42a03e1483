//! Ninety days as bars. A bar is as high as the day is known, and a day of which nothing is known
//! is a gap: never green by not knowing.

use crate::{
    model::{Known, Sentence, Tone},
    words::{Counted, Phrase, Unit},
};
use statuslamp_model::{ComponentStatus, Uptime, UptimeDay};

/// The parts a bar's height is told in.
const PARTS: u64 = 4;

/// The days of a page or of one component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UptimeView<'a> {
    /// Whose days they are; empty for the whole page.
    pub name: &'a str,
    /// "99.98% uptime", or "No data".
    pub title: String,
    /// The days, oldest first.
    pub bars: Vec<BarView>,
    /// "Last 90 days": what opens the list of what was not well.
    pub label: String,
    /// "89 days ago": the age of the first day.
    pub from: String,
    /// "today".
    pub to: String,
    /// What was not well, newest first; neighbours that are alike are one.
    pub runs: Vec<DayRun>,
}

/// A day as a bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BarView {
    /// Its colour.
    pub tone: Tone,
    /// How much of the day is known, in quarters, rounded up; 0 is a gap.
    pub known: u8,
    /// "Nov 3: Partial outage, 96.91% uptime".
    pub text: String,
}

/// Days in a row that were alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayRun {
    /// Their colour.
    pub tone: Tone,
    /// "Nov 3", or "Aug 24 – Nov 20".
    pub days: String,
    /// "Partial outage, 96.91% uptime".
    pub text: String,
}

impl<'a> UptimeView<'a> {
    /// The days of whatever has this name, as far as they are known.
    pub fn of(name: &'a str, uptime: &Uptime, known: &Known<'_>) -> Self {
        let count = uptime.days.len();
        let formats = known.words.formats();
        let first = i64::try_from(count.saturating_sub(1)).unwrap_or_default();
        let mut view = Self {
            name,
            title: share(uptime.uptime, known),
            bars: Vec::new(),
            label: known.words.counted(Counted::LastDays, count),
            from: formats.relative(-first, Unit::Day),
            to: formats.relative(0, Unit::Day),
            runs: Vec::new(),
        };
        // The last day of the run that the day before may join; empty where there is none.
        let mut last = String::new();
        for day in uptime.days.iter().rev() {
            let (tone, quarters) = (tone(day), quarters(day));
            let is_well = day.worst == Some(ComponentStatus::Operational);
            let (date, text) = (formats.day(&day.date), state(day, known));
            let mut told = Sentence::default();
            let (day, state) = (Sentence::of_words(&date), Sentence::of_words(&text));
            known.words.state_of(&mut told, &day, &state);
            view.bars.push(BarView {
                tone,
                known: quarters,
                text: told.text(),
            });
            if is_well && u64::from(quarters) == PARTS {
                last.clear();
                continue;
            }
            match view.runs.last_mut() {
                Some(run) if !last.is_empty() && run.tone == tone && run.text == text => {
                    run.days = date;
                    run.days.push_str(" – ");
                    run.days.push_str(&last);
                }
                _ => {
                    last.clone_from(&date);
                    let days = date;
                    view.runs.push(DayRun { tone, days, text });
                }
            }
        }
        view.bars.reverse();
        view
    }
}

/// "99.98% uptime", or "No data".
fn share(uptime: Option<f64>, known: &Known<'_>) -> String {
    let words = known.words;
    match uptime {
        None => words.get(Phrase::NoData).to_owned(),
        Some(share) => {
            let percent = Sentence::of_words(&words.formats().percent(share));
            words.say(Phrase::Uptime, &[("percent", &percent)]).text()
        }
    }
}

/// How much of a day is known, in quarters. Less than one counts as one, so that no trouble is
/// hidden; less than all never as all.
fn quarters(day: &UptimeDay) -> u8 {
    let (known, total) = (day.seconds.known(), day.seconds.total());
    let quarters = if known < total {
        (known * PARTS)
            .div_ceil(total)
            .min(PARTS - u64::from(known * 20 < total * 19))
    } else if total > 0 {
        PARTS
    } else {
        0
    };
    u8::try_from(quarters).unwrap_or_default()
}

fn tone(day: &UptimeDay) -> Tone {
    day.worst.map_or(Tone::Neutral, Tone::of_status)
}

/// "Partial outage, 96.91% uptime", "No data", "Operational, No data (50%)".
#[expect(
    clippy::cast_precision_loss,
    reason = "seconds of a day, far below 2^53"
)]
fn state(day: &UptimeDay, known: &Known<'_>) -> String {
    let words = known.words;
    let Some(worst) = day.worst else {
        return words.get(Phrase::NoData).to_owned();
    };
    let mut state = words.status(worst);
    if worst != ComponentStatus::Operational {
        state.push_str(words.comma());
        state.push_str(&share(day.uptime, known));
    }
    if quarters(day) < u8::try_from(PARTS).unwrap_or_default() {
        state.push_str(words.comma());
        state.push_str(words.get(Phrase::NoData));
        // A share, because a page's day has the seconds of all its components.
        let (unknown, total) = (day.seconds.unknown, day.seconds.total());
        let share = unknown as f64 / total.max(1) as f64;
        state.push_str(" (");
        state.push_str(&words.formats().percent(share));
        state.push(')');
    }
    state
}

#[cfg(test)]
#[path = "bars_tests.rs"]
mod tests;
