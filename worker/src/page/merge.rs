//! What was known, joined with what was just read: pure.
//!
//! A read is partial. What it does not speak of stays as it was; what it contradicts, it replaces;
//! an open event is over by its absence only where the documents list every open one.

use super::store::{Current, Word};
use statuslamp_model::{Affected, ComponentStatus, Event, EventKind, Phase, Timestamp, Update};
use statuslamp_normalise::{OpenEvents, Snapshot, join_event};
use std::collections::{HashMap, HashSet};

/// An event that began longer ago than this was imported, not detected.
const NEWS_SECONDS: i64 = 86_400;
/// Most updates of an event that are gathered from partial timelines; the newest stay.
const MAX_UPDATES: usize = 500;

/// What is known after a read.
#[derive(Debug)]
pub(super) struct Merged {
    pub(super) current: Current,
    /// The events that are new or differ from what was stored.
    pub(super) changed: Vec<Event>,
}

/// Joins a read with what was known. `stored` holds every open event and every one the read
/// names; before the first import is done, nothing counts as news.
pub(super) fn merge(
    current: &Current,
    stored: &HashMap<String, Event>,
    snapshot: Snapshot,
    is_imported: bool,
    now: Timestamp,
) -> Merged {
    let mut changed = Vec::new();
    let mut named = HashSet::new();
    for event in snapshot.events {
        named.insert(event.id.clone());
        let merged = match stored.get(&event.id) {
            Some(known) => join(known, event, now),
            None => first_seen(event, is_imported, now),
        };
        if stored.get(&merged.id) != Some(&merged) {
            changed.push(merged);
        }
    }
    if snapshot.open_events == OpenEvents::Complete {
        let absent = stored
            .values()
            .filter(|event| !event.is_over() && !named.contains(&event.id));
        changed.extend(absent.map(|event| over_by_absence(event, now)));
    }
    changed.sort_by(|one, other| one.id.cmp(&other.id));
    let vendor = snapshot.vendor.map(|word| Word {
        status: word.status,
        raw: word.raw,
        text: word.text,
    });
    let current = Current {
        time_zone: snapshot
            .page
            .time_zone
            .or_else(|| current.time_zone.clone()),
        vendor: join_word(current.vendor.as_ref(), vendor),
        components: snapshot
            .components
            .unwrap_or_else(|| current.components.clone()),
    };
    Merged { current, changed }
}

/// The vendor's word. One without the vendor's own is a floor: what could not be taken in is no
/// better than that, and the word itself was not read again.
fn join_word(known: Option<&Word>, read: Option<Word>) -> Option<Word> {
    match (known, read) {
        (Some(known), Some(floor)) if floor.raw.is_none() && floor.text.is_none() => Some(Word {
            status: known.status.worse(floor.status),
            ..known.clone()
        }),
        (_, Some(read)) => Some(read),
        (known, None) => known.cloned(),
    }
}

fn first_seen(mut event: Event, is_imported: bool, now: Timestamp) -> Event {
    let announced = event.updates.iter().filter_map(|update| update.at).min();
    let began = announced.into_iter().chain(event.started_at).min();
    let is_news = began.is_some_and(|at| now.seconds_since(at) < NEWS_SECONDS);
    event.detected_at = (is_imported && is_news).then(|| now.to_second());
    event
}

/// An open event that a complete list does not name any more. When it ended is not known, only
/// that it was between the last read and this one; its own words stay as they were, so that the
/// vendor's account of the end replaces ours when it comes.
fn over_by_absence(event: &Event, now: Timestamp) -> Event {
    let has_begun = event.scheduled_for.is_none_or(|planned| planned <= now);
    let phase = match (event.kind, event.phase) {
        (EventKind::Maintenance, Phase::Scheduled) if !has_begun => Phase::Cancelled,
        (EventKind::Maintenance, _) => Phase::Completed,
        (EventKind::Incident | EventKind::Notice | EventKind::Unknown, _) => Phase::Resolved,
    };
    let mut over = Event {
        phase,
        phase_raw: None,
        resolved_at: Some(now.to_second()),
        ..event.clone()
    };
    end_times(&mut over);
    over
}

/// The event as it is known after `read` said something of it.
fn join(known: &Event, read: Event, now: Timestamp) -> Event {
    let is_reopened = known.is_over() && !read.is_over();
    let is_whole_story = read.updates_complete;
    let partial = (!is_whole_story && !known.updates_complete).then(|| read.updates.clone());
    let mut older = known.clone();
    // A vendor's clock that ran ahead and was put right must not keep us in the past.
    older.updated_at = known.updated_at.filter(|at| *at <= now);
    let mut joined = join_event(read, older);
    if is_reopened && !joined.is_over() && !is_whole_story {
        // No timeline tells of it, but we saw it end and begin again.
        joined.reopened = joined.reopened.max(known.reopened + 1);
    }
    if let Some(read) = partial {
        joined.updates = join_updates(&known.updates, read);
    }
    keep_times(&mut joined, known);
    end_times(&mut joined);
    joined
}

/// What was learnt beside the documents of when a component was how stays until it is learnt anew.
fn keep_times(joined: &mut Event, known: &Event) {
    for affected in &mut joined.affected {
        let same = |other: &&Affected| match &affected.component_id {
            Some(id) => other.is_of(id),
            None => other.name == affected.name,
        };
        let Some(known) = known.affected.iter().find(same) else {
            continue;
        };
        if affected.spans.is_empty() {
            affected.spans.clone_from(&known.spans);
            affected.spans_observed = known.spans_observed;
        }
        let is_line = |raw: &String| raw.contains(' ');
        let was_told = known.status_raw.as_ref().is_some_and(is_line)
            || (!known.spans.is_empty() && !known.spans_observed);
        if was_told && affected.status_raw.is_none() && affected.status == ComponentStatus::Unknown
        {
            affected.status = known.status;
            affected.status_raw.clone_from(&known.status_raw);
        }
    }
}

/// The end of an event ends what lasted in it.
pub(super) fn end_times(event: &mut Event) {
    let Some(end) = event.ended_at() else {
        return;
    };
    let affected = event.affected.iter_mut();
    for span in affected.flat_map(|affected| &mut affected.spans) {
        span.to = span.to.or(Some(end.max(span.from)));
    }
}

/// A partial timeline added to the known one; an edited update takes the place of its older self.
fn join_updates(known: &[Update], read: Vec<Update>) -> Vec<Update> {
    let mut joined = known.to_vec();
    // Which of the known ones are still to be met. Each is once at most: two messages of one
    // minute may differ in nothing but their text.
    let mut is_left = vec![true; joined.len()];
    for update in read {
        let is_same = |(other, is_left): &(&mut Update, &mut bool)| {
            let is_same = match (&other.id, &update.id) {
                (Some(one), Some(another)) => one == another,
                _ => other.at == update.at && other.phase == update.phase,
            };
            is_same && **is_left
        };
        match joined.iter_mut().zip(&mut is_left).find(is_same) {
            Some((older, is_left)) => {
                *older = update;
                *is_left = false;
            }
            None => joined.push(update),
        }
    }
    joined.sort_by_key(|update| update.at);
    let excess = joined.len().saturating_sub(MAX_UPDATES);
    joined.drain(..excess);
    joined
}

#[cfg(test)]
mod tests;
