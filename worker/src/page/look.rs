//! A closer look: the page of an event that is new or has moved, where the provider tells there when
//! which component was how. One of them at most follows each poll, after what the poll brought was
//! told; what is still to be looked at is kept on disk, so that nothing is asked twice, and a look
//! that fails costs nothing but itself.

use super::{
    PageObject, content,
    merge::end_times,
    store::{self, Ledger},
    upstream::{Came, Failure, Fetched, fetch},
};
use crate::{
    config::Config,
    log::{self, Traffic},
    platform::{Platform, StoreFailed},
};
use serde::{Deserialize, Serialize};
use statuslamp_model::{Affected, Event, PageEntry, Provider, Timestamp};
use statuslamp_normalise::{Document, Unreadable, UpstreamRequest, event_request, touched};
use std::collections::HashMap;

/// The whole time a look may take.
const LOOK_MILLISECONDS: u32 = 4000;
/// Most events that wait for a look; of more, those over for longest go without.
const MAX_WAITING: usize = 50;
/// A look that failed is tried again after so long, twice that the next time.
const AGAIN_SECONDS: i64 = 600;
/// After so many failures nobody looks again until the event moves.
const MAX_TRIES: u32 = 3;

/// An event that waits to be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    event: String,
    is_open: bool,
    began: Option<Timestamp>,
    due: Timestamp,
    tries: u32,
}

/// Lets the events that are new or have moved be looked at. `known` holds them as they were.
pub(super) fn note(
    ledger: &mut Ledger,
    entry: &PageEntry,
    changed: &[Event],
    known: &HashMap<String, Event>,
    now: Timestamp,
) {
    let Some(provider) = ledger.provider else {
        return;
    };
    for event in changed {
        let has_moved = known.get(&event.id).is_none_or(|known| {
            known.phase != event.phase
                || known.resolved_at != event.resolved_at
                || known.updates.len() != event.updates.len()
        });
        if !has_moved || event_request(provider, &entry.url, event).is_none() {
            continue;
        }
        ledger.looks.retain(|look| look.event != event.id);
        let look = Look {
            event: event.id.clone(),
            is_open: !event.is_over(),
            began: event.started_at,
            due: now,
            tries: 0,
        };
        let urgency = |look: &Look| (look.is_open, look.began);
        let mut waiting = ledger.looks.iter();
        let at = waiting.position(|other| urgency(other) < urgency(&look));
        ledger.looks.insert(at.unwrap_or(ledger.looks.len()), look);
    }
    ledger.looks.truncate(MAX_WAITING);
}

impl<P: Platform> PageObject<P> {
    /// Looks at the event that waits for it most, if any does. True where that was news.
    pub(super) async fn look_closer(
        &self,
        config: &Config,
        entry: &PageEntry,
        traffic: &mut Traffic,
    ) -> Result<bool, StoreFailed> {
        let now = self.platform.now();
        let Some((event, request, provider)) = self.next_look(entry, now)? else {
            return Ok(false);
        };
        let came = fetch(
            &self.platform,
            config,
            &request,
            None,
            LOOK_MILLISECONDS,
            traffic,
        );
        match came.await.and_then(|came| told(provider, came, &event)) {
            Ok(affected) => self.learn(entry, &event, affected),
            Err(failure) => self.miss(&event, &failure).map(|()| false),
        }
    }

    /// What is to be looked at now, while the vendor answers and asks for no pause.
    fn next_look(
        &self,
        entry: &PageEntry,
        now: Timestamp,
    ) -> Result<Option<(Event, UpstreamRequest, Provider)>, StoreFailed> {
        let on_disk = self.on_disk()?;
        let ledger = &on_disk.ledger;
        let is_paused = ledger.not_before.is_some_and(|until| now < until);
        let look = ledger.looks.iter().find(|look| look.due <= now);
        let (Some(look), Some(provider)) = (look, ledger.provider) else {
            return Ok(None);
        };
        if ledger.failures > 0 || is_paused {
            return Ok(None);
        }
        let event = store::event(&self.platform, &look.event)?;
        let wanted = event.and_then(|event| {
            let request = event_request(provider, &entry.url, &event)?;
            Some((event, request, provider))
        });
        if wanted.is_none() {
            // Forgotten meanwhile, or the page moved to another provider.
            let mut ledger = ledger.clone();
            ledger.looks.retain(|other| other != look);
            self.write(vec![store::keep_ledger(&ledger)?])?;
        }
        Ok(wanted)
    }

    /// Stores and publishes what the look brought.
    fn learn(
        &self,
        entry: &PageEntry,
        known: &Event,
        affected: Vec<Affected>,
    ) -> Result<bool, StoreFailed> {
        let now = self.platform.now();
        let on_disk = self.on_disk()?;
        let mut ledger = on_disk.ledger.clone();
        ledger.looks.retain(|look| look.event != known.id);
        let mut event = known.clone();
        event.affected = affected;
        end_times(&mut event);
        if event == *known {
            self.write(vec![store::keep_ledger(&ledger)?])?;
            return Ok(false);
        }
        let statements = store::keep_event(&event, Some(known))?;
        let mut current = store::current(&self.platform)?;
        if ledger.is_taken_back {
            current = content::taken_back(&current);
        }
        let over_since = now.plus_seconds(-content::OVER_WITHIN_SECONDS);
        let mut events = store::recent_events(&self.platform, over_since)?;
        let id = event.id.clone();
        if let Some(told) = events.iter_mut().find(|told| told.id == id) {
            *told = event;
        }
        let content = content::content(entry, &ledger, &current, events, now);
        self.publish(entry, &on_disk, ledger, content, &[&id], statements)?;
        Ok(true)
    }

    /// Notes a look that failed.
    fn miss(&self, event: &Event, failure: &Failure) -> Result<(), StoreFailed> {
        let now = self.platform.now();
        let of = format!("the page of event {}", event.id);
        let reason = failure.in_full();
        self.platform.log(&log::failure(now, &of, &reason));
        let mut ledger = self.on_disk()?.ledger.clone();
        for look in ledger
            .looks
            .iter_mut()
            .filter(|look| look.event == event.id)
        {
            look.tries += 1;
            let again = now.plus_seconds(AGAIN_SECONDS * i64::from(look.tries));
            look.due = failure.not_before().map_or(again, |until| until.max(again));
        }
        ledger.looks.retain(|look| look.tries < MAX_TRIES);
        self.write(vec![store::keep_ledger(&ledger)?])
    }
}

/// What the page of the event tells of what it touched.
fn told(provider: Provider, came: Came, event: &Event) -> Result<Vec<Affected>, Failure> {
    match came.fetched {
        Fetched::Changed { body, .. } => {
            touched(provider, &body, event).map_err(Failure::Unreadable)
        }
        Fetched::Unchanged(_) => Err(Failure::Unreadable(Unreadable {
            document: Document::Event,
            came: statuslamp_normalise::Came::Nothing,
        })),
    }
}
