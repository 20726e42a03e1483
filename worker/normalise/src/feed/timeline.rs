//! The timeline of an entry, and what can be told of an event from it alone.

use super::{Entry, Frames};
use crate::WarningKind::{InferredTime, Truncated, WrongType};
use crate::bounds::{MAX_TEXT_BYTES, MAX_UPDATES, beginning};
use crate::item::one_line;
use crate::notes::Notes;
use crate::rich_text::from_html;
use crate::time;
use crate::{order, postmortem};
use statuslamp_model::{Event, EventKind, Impact, Phase, Timestamp, Update, WebUrl};

/// An entry's updates, oldest first.
pub(crate) struct Timeline<'a> {
    /// The HTML before the first update.
    pub(crate) preamble: &'a str,
    pub(crate) updates: Vec<Update>,
    complete: bool,
}

impl Entry {
    pub(crate) fn published_at(&self, path: &str, notes: &Notes) -> Option<Timestamp> {
        instant(&self.published, &format!("{path}.published"), notes)
    }

    pub(crate) fn updated_at(&self, path: &str, notes: &Notes) -> Option<Timestamp> {
        instant(&self.updated, &format!("{path}.updated"), notes)
    }

    /// The last part of an id like `tag:status.example.com,2005:Incident/405`.
    pub(crate) fn tag_id(&self) -> Option<String> {
        let id = one_line(self.id.rsplit('/').next()?).0;
        (!id.is_empty() && id.len() <= crate::bounds::MAX_WORD_CHARS).then_some(id)
    }
}

fn instant(text: &str, path: &str, notes: &Notes) -> Option<Timestamp> {
    if text.is_empty() {
        return None;
    }
    let read = time::instant(text);
    if read.is_none() {
        notes.warn(WrongType, path, text);
    }
    read.map(|(at, _)| at)
}

impl<'a> Timeline<'a> {
    /// Reads the updates; `phase` gives the phase a word announces at an instant.
    pub(crate) fn read(
        entry: &'a Entry,
        path: &str,
        now: Timestamp,
        notes: &Notes,
        phase: impl Fn(&str, Option<Timestamp>) -> Option<Phase>,
    ) -> Self {
        let mut references: Vec<_> = [
            entry.published_at(path, notes),
            entry.updated_at(path, notes),
        ]
        .into_iter()
        .flatten()
        .collect();
        if references.is_empty() {
            references.push(now);
        }
        let Frames { preamble, frames } = Frames::find(&entry.content);
        let complete = frames.len() <= MAX_UPDATES;
        if !complete {
            notes.warn(Truncated, path, &format!("{} updates", frames.len()));
        }
        let unknown_zone = frames
            .iter()
            .take(MAX_UPDATES)
            .any(|frame| !frame.zone_known);
        if unknown_zone {
            notes.warn(
                InferredTime,
                &format!("{path}.content"),
                "an unknown zone, read as UTC",
            );
        }
        let updates = frames.iter().take(MAX_UPDATES).map(|frame| {
            let at = frame.at.nearest_to(&references);
            if frame.body.len() > MAX_TEXT_BYTES {
                notes.warn(Truncated, &format!("{path}.content"), frame.body);
            }
            Update {
                phase: phase(&frame.word, at),
                phase_raw: Some(one_line(&frame.word).0),
                at,
                body: from_html(beginning(frame.body, MAX_TEXT_BYTES)),
                ..Update::default()
            }
        });
        Self {
            preamble,
            updates: order::timeline(updates.collect()),
            complete,
        }
    }

    pub(crate) fn has_phase(&self, phase: Phase) -> bool {
        self.updates
            .iter()
            .any(|update| update.phase == Some(phase))
    }

    /// The event these updates tell of. The feeds give no impact: that of an
    /// incident is unknown.
    pub(crate) fn into_event(
        self,
        id: String,
        kind: EventKind,
        url: Option<WebUrl>,
        entry: &Entry,
    ) -> Event {
        let quiet = Notes::default();
        let published_at = entry.published_at("", &quiet);
        let newest = self
            .updates
            .iter()
            .rev()
            .find(|update| update.phase.is_some());
        let phase = newest.and_then(|update| update.phase).unwrap_or_default();
        let first_in = |phase| {
            let update = self
                .updates
                .iter()
                .find(|update| update.phase == Some(phase));
            update.and_then(|update| update.at)
        };
        let resolved_at = phase.is_over().then(|| {
            let end = self.updates.iter().rev().find(|update| {
                update
                    .phase
                    .is_some_and(|phase| phase.is_over() && phase != Phase::Postmortem)
            });
            end.and_then(|update| update.at)
        });
        let scheduled_for = (kind == EventKind::Maintenance)
            .then_some(published_at)
            .flatten();
        let started_at = match kind {
            EventKind::Maintenance => first_in(Phase::InProgress).or(scheduled_for),
            // `published` is the start in one vendor's feeds, the newest update in the other's.
            EventKind::Incident | EventKind::Notice | EventKind::Unknown => {
                let first = self.updates.iter().find_map(|update| update.at);
                first.into_iter().chain(published_at).min()
            }
        };
        let title = one_line(&entry.title).0;
        Event {
            title: if title.is_empty() { id.clone() } else { title },
            id,
            kind,
            phase,
            phase_raw: newest.and_then(|update| update.phase_raw.clone()),
            impact: if kind == EventKind::Maintenance {
                Impact::Maintenance
            } else {
                Impact::Unknown
            },
            started_at,
            identified_at: first_in(Phase::Identified),
            monitoring_at: first_in(Phase::Monitoring),
            resolved_at: resolved_at.flatten(),
            updated_at: entry.updated_at("", &quiet).or(published_at),
            scheduled_for,
            postmortem: postmortem::of_timeline(&self.updates, url.as_ref()),
            url,
            reopened: order::reopened(&self.updates),
            updates: self.updates,
            updates_complete: self.complete,
            ..Event::default()
        }
    }
}
