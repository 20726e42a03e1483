//! Instatus' words in ours.

mod components;
mod events;
mod history;
mod words;

use super::schema;
use crate::notes::Notes;
use crate::{OpenEvents, PageFacts, Snapshot, VendorWord};
use statuslamp_model::ComponentStatus;

pub(crate) use history::history;
pub(super) use words::component_status;

/// What a document says.
pub(super) fn snapshot(upstream: schema::Document<'_>, notes: &Notes) -> Snapshot {
    let vendor = upstream.page.as_ref().map(|page| vendor(page, notes));
    let components = upstream
        .components
        .map(|listed| components::map(listed, notes));
    let says_up = vendor
        .as_ref()
        .is_some_and(|vendor| vendor.status == ComponentStatus::Operational);
    let mut whole = true;
    let mut listed_at_all = [false, false];
    let mut events = Vec::new();
    for (index, list) in [upstream.active_incidents, upstream.active_maintenances]
        .into_iter()
        .enumerate()
    {
        let Some(list) = list else { continue };
        listed_at_all[index] = true;
        whole &= list.whole;
        for event in list.items {
            match events::map(&event, index == 1, notes) {
                Some(event) => events.push(event),
                None => whole = false,
            }
        }
    }
    // A healthy page leaves both lists out: their absence counts only beside the word "up".
    let complete = listed_at_all == [true, true] || (says_up && events.is_empty());
    Snapshot {
        page: upstream
            .page
            .map_or_else(PageFacts::default, |page| PageFacts {
                name: page.name,
                url: page.url,
                time_zone: None,
            }),
        vendor,
        components,
        events,
        open_events: if complete && whole {
            OpenEvents::Complete
        } else {
            OpenEvents::Partial
        },
    }
}

/// The page's word. Page data has two, of which the finer may be the worse. A word that cannot be
/// read is unknown: every page has one.
fn vendor(page: &schema::Page, notes: &Notes) -> VendorWord {
    let known = |word: &crate::item::Word| {
        notes.known(&word.path, &word.text, words::page_status(&word.text))
    };
    let status = page
        .status
        .as_ref()
        .map_or_else(ComponentStatus::default, known);
    VendorWord {
        status: page
            .main_status
            .as_ref()
            .map_or(status, |finer| status.worse(known(finer))),
        raw: page.status.as_ref().map(|word| word.text.clone()),
        text: None,
    }
}
