//! Statuspage's history feeds, Atom and RSS: 25 incidents and maintenances with all their updates,
//! but without impact and components.

use crate::WarningKind::Skipped;
use crate::feed::{Entry, Feed, Timeline};
use crate::notes::Notes;
use crate::{PageFacts, Snapshot, identity};
use statuslamp_model::{Event, EventKind, Phase, Timestamp, WebUrl};

/// Stands in the first paragraph of a maintenance.
const SCHEDULED_MARK: &str = "THIS IS A SCHEDULED EVENT";

/// A whole feed. What is missing in it may only be too old for it.
pub(crate) fn history(feed: &Feed, now: Timestamp, notes: &Notes) -> Snapshot {
    let name = feed
        .title
        .strip_suffix(" Status - Incident History")
        .map(|name| crate::item::one_line(name).0);
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
    let id = url
        .as_ref()
        .and_then(identity::from_url)
        .or_else(|| entry.tag_id());
    let Some(id) = id else {
        notes.warn(Skipped, path, "an entry without link and id");
        return None;
    };
    let timeline = Timeline::read(entry, path, now, notes, |word, _| match word {
        "Update" => None,
        word => Some(notes.known(&format!("{path}.content"), word, phase(word))),
    });
    let is_maintenance = timeline.preamble.contains(SCHEDULED_MARK)
        || timeline.has_phase(Phase::Scheduled)
        || timeline.has_phase(Phase::InProgress)
        || timeline.has_phase(Phase::Completed);
    let kind = if is_maintenance {
        EventKind::Maintenance
    } else {
        EventKind::Incident
    };
    Some(timeline.into_event(id, kind, url, entry))
}

/// The words of the feeds: those of the JSON with a capital.
fn phase(word: &str) -> Option<Phase> {
    super::words::phase(&word.to_ascii_lowercase().replace(' ', "_"))
}
