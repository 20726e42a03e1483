//! The pill: the state of one or several pages in a few words.

use super::{Known, Selection, Sentence, Told, Tone, list::state};
use crate::words::{Phrase, Words};
use statuslamp_model::{ComponentStatus, Freshness};

/// The pill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusView {
    /// How it looks.
    pub tone: Tone,
    /// What it says.
    pub says: Sentence,
}

/// The pill as of now, of what concerns the selection: trouble before what is not known, and that
/// before what is well. `waiting` is said of pages of which nothing was heard yet.
pub fn status(
    pages: &[Told<'_>],
    selection: &Selection,
    words: Words,
    waiting: Phrase,
) -> StatusView {
    let mut worst = None;
    let unheard = || StatusView {
        tone: Tone::Neutral,
        says: Sentence::of_words(words.get(waiting)),
    };
    let mut view = unheard();
    for page in pages {
        let rank = page.known.map_or(1, |known| rank(known, selection));
        if worst.is_some_and(|worst| worst >= rank) {
            continue;
        }
        worst = Some(rank);
        view = page
            .known
            .map_or_else(unheard, |known| of_page(known, selection));
        let Some(known) = page.known.filter(|_| pages.len() > 1 && rank > 0) else {
            continue;
        };
        // "Last heard from …" names the vendor by itself.
        if known.freshness() != Freshness::Stale {
            let name = Sentence::of_name(known.name());
            let slots = [("names", &name), ("state", &view.says)];
            view.says = words.say(Phrase::StateOf, &slots);
        }
    }
    view
}

/// How much a page has to say: what is well nothing, what is not known little.
fn rank(known: Known<'_>, selection: &Selection) -> u8 {
    match state(known, selection).severity() {
        Some(severity) if known.is_fresh() => severity * 2,
        Some(_) | None => 1,
    }
}

/// The tone and the words for a whole page.
pub(super) fn of_page(known: Known<'_>, selection: &Selection) -> StatusView {
    let status = state(known, selection);
    let overall = |status| Sentence::of_words(&known.words.overall(status));
    match known.freshness() {
        Freshness::Fresh => StatusView {
            tone: Tone::of_status(status),
            says: overall(status),
        },
        Freshness::Stale => StatusView {
            tone: Tone::Neutral,
            says: known.last_heard(),
        },
        Freshness::Unknown => StatusView {
            tone: Tone::Neutral,
            says: overall(ComponentStatus::Unknown),
        },
    }
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
