//! Statuspage's words in ours.

mod components;
mod history;
mod incidents;
mod words;

use super::schema;
use crate::notes::Notes;
use crate::{OpenEvents, PageFacts, Snapshot, VendorWord};

pub(crate) use history::history;

/// What a document says.
pub(super) fn snapshot(upstream: schema::Document<'_>, notes: &Notes) -> Snapshot {
    let page = upstream
        .page
        .map_or_else(PageFacts::default, |page| PageFacts {
            name: page.name,
            url: page.url,
            time_zone: page.time_zone,
        });
    let vendor = upstream.status.map(|status| VendorWord {
        status: status
            .indicator
            .as_ref()
            .map_or_else(Default::default, |word| {
                notes.known(&word.path, &word.text, words::indicator(&word.text))
            }),
        raw: status.indicator.map(|word| word.text),
        text: status.description,
    });
    let components = upstream
        .components
        .map(|listed| components::map(listed, notes));
    let open_events = match (&upstream.incidents, &upstream.scheduled_maintenances) {
        // Only the summary carries both lists, and it lists whatever is open.
        (Some(incidents), Some(maintenances)) if incidents.whole && maintenances.whole => {
            OpenEvents::Complete
        }
        _ => OpenEvents::Partial,
    };
    let known = components.as_deref().unwrap_or_default();
    let mut events = Vec::new();
    let mut skipped = false;
    for (listed, in_maintenance_list) in [
        (upstream.incidents, false),
        (upstream.scheduled_maintenances, true),
    ] {
        for incident in listed.into_iter().flat_map(|listed| listed.items) {
            let context = incidents::Context {
                page_url: page.url.as_ref(),
                components: known,
                in_maintenance_list,
                notes,
            };
            match incidents::map(&incident, &context) {
                Some(event) => events.push(event),
                None => skipped = true,
            }
        }
    }
    Snapshot {
        page,
        vendor,
        components,
        events,
        open_events: if skipped {
            OpenEvents::Partial
        } else {
            open_events
        },
    }
}
