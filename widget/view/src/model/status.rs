//! The pill: the state of one or several pages in a few words.

use super::{Known, Selection, Sentence, Told, Tone, list::state};
use crate::words::{Phrase, Words};
use statuslamp_model::{ComponentStatus, Freshness};
use std::mem::take;

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
    let mut worst: Option<(u8, &Told<'_>)> = None;
    for page in pages {
        let known = page.known.as_ref();
        let rank = known.map_or(1, |known| rank(known, selection));
        if worst.is_none_or(|(worst, _)| rank > worst) {
            worst = Some((rank, page));
        }
    }
    let Some((
        rank,
        Told {
            known: Some(known), ..
        },
    )) = worst
    else {
        return StatusView {
            tone: Tone::Neutral,
            says: words.told(waiting),
        };
    };
    let mut view = of_page(known, selection);
    // "Last heard from …" names the vendor by itself.
    if pages.len() > 1 && rank > 0 && known.freshness() != Freshness::Stale {
        let state = take(&mut view.says);
        words.state_of(&mut view.says, &Sentence::of_name(known.name()), &state);
    }
    view
}

/// How much a page has to say: what is well nothing, what is not known little.
fn rank(known: &Known<'_>, selection: &Selection) -> u8 {
    match state(known, selection).severity() {
        Some(severity) if known.is_fresh() => severity * 2,
        Some(_) | None => 1,
    }
}

/// The tone and the words for a whole page.
pub(super) fn of_page(known: &Known<'_>, selection: &Selection) -> StatusView {
    let status = match known.freshness() {
        Freshness::Fresh => state(known, selection),
        Freshness::Stale | Freshness::Unknown => ComponentStatus::Unknown,
    };
    let mut view = StatusView {
        tone: Tone::of_status(status),
        says: Sentence::default(),
    };
    if known.freshness() == Freshness::Stale {
        known.last_heard(&mut view.says);
    } else {
        view.says.words(&known.words.overall(status));
    }
    view
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
