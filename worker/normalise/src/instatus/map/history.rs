//! Instatus' history feed: incidents and maintenances with all their updates, but without impact.

use super::words;
use crate::WarningKind::Skipped;
use crate::feed::{Entry, Feed, Timeline};
use crate::item::one_line;
use crate::notes::Notes;
use crate::rich_text::from_html;
use crate::{PageFacts, Snapshot, identity};
use statuslamp_model::{Affected, Event, EventKind, Phase, Timestamp, WebUrl};

/// A whole feed. What is missing in it may only be too old for it.
pub(crate) fn history(feed: &Feed, now: Timestamp, notes: &Notes) -> Snapshot {
    let name = feed
        .title
        .strip_suffix(" Status - Incident history")
        .map(|name| one_line(name).0);
    feed.note_unread(notes);
    let events = feed
        .entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| map(entry, &format!("entries[{index}]"), now, notes))
        .collect();
    Snapshot {
        page: PageFacts {
            name,
            ..PageFacts::default()
        },
        events,
        ..Snapshot::default()
    }
}

fn map(entry: &Entry, path: &str, now: Timestamp, notes: &Notes) -> Option<Event> {
    let url: Option<WebUrl> = entry.link.parse().ok();
    let id = entry.tag_id().or_else(|| identity::from_url(url.as_ref()?));
    let Some(id) = id else {
        notes.warn(Skipped, path, "an entry without id and link");
        return None;
    };
    let kind = kind(entry);
    let planned_start = entry.published_at(path, &Notes::default());
    let timeline = Timeline::read(entry, path, now, notes, |word, at| {
        if words::is_plain_update(word) {
            return None;
        }
        let phase = notes.known(&format!("{path}.content"), word, words::phase(word));
        // Maintenances borrow an incident's word, for the announcement and for the beginning.
        let is_borrowed = kind == EventKind::Maintenance
            && matches!(phase, Phase::Identified | Phase::Investigating);
        match (is_borrowed, at, planned_start) {
            (false, _, _) => Some(phase),
            (true, Some(at), Some(start)) if at >= start => Some(Phase::InProgress),
            (true, _, _) => Some(Phase::Scheduled),
        }
    });
    let affected = affected(timeline.preamble);
    let mut event = timeline.into_event(id, kind, url, entry);
    event.affected = affected;
    Some(event)
}

/// `Type:` decides; the address and the id of a maintenance may say "incident".
fn kind(entry: &Entry) -> EventKind {
    match labelled(&entry.content, "Type:").as_deref() {
        Some("Maintenance") => EventKind::Maintenance,
        Some("Incident") => EventKind::Incident,
        _ if entry.id.contains(":Maintenance/") => EventKind::Maintenance,
        _ => EventKind::Incident,
    }
}

/// The components named: names only, and without a state.
fn affected(preamble: &str) -> Vec<Affected> {
    labelled(preamble, "Affected Components:")
        .unwrap_or_default()
        .split(", ")
        .filter(|name| !name.is_empty())
        .map(|name| Affected {
            name: name.to_owned(),
            ..Affected::default()
        })
        .collect()
}

/// The text behind `<p><strong>Label</strong>`.
fn labelled(html: &str, label: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("<p><strong>{label}</strong>"))?;
    let text = from_html(rest.split("</p>").next()?).to_plain();
    Some(one_line(&text).0)
}
