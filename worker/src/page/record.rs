//! The past of a page as documents: lists of its events, and its uptime by the day.
//!
//! What is over does not age, so it is answered in any case; how old the last reading is stands
//! beside it, for what is still open.

use super::{
    OnDisk, PageObject, content,
    history::{self, Day, Stretch, days_of, days_of_all},
    store::{self, Listed},
};
use crate::{
    call::{EventWindow, Listing, UptimeWindow},
    cursor::Cursor,
    filter::Filter,
    platform::{Platform, StoreFailed},
    published::Published,
    stories::{Stories, Window},
};
use serde::Serialize;
use statuslamp_model::{
    Component, ComponentKind, ComponentUptime, Event, EventList, ListedEvent, PageEntry, PageInfo,
    Uptime, UptimeDay, UptimeList,
};

impl<P: Platform> PageObject<P> {
    /// A part of a list of events, newest first, with the operator's marks. The operator's own
    /// notices are no part of the past.
    pub(super) fn events(
        &self,
        entry: &PageEntry,
        window: &EventWindow,
    ) -> Result<Published, StoreFailed> {
        let on_disk = self.truthful(entry).or_else(|_| self.on_disk())?;
        let Listed {
            events,
            counts,
            next,
        } = store::listed(&self.platform, window)?;
        let current = store::current(&self.platform)?;
        let reading = on_disk.ledger.reading();
        let events = marked(entry, &on_disk, &current.components, events);
        let listed = events.into_iter().map(|event| {
            let count = counts.get(&event.id).copied();
            ListedEvent::new(event, count.unwrap_or(0))
        });
        let list = EventList {
            page: page_info(entry, &on_disk, current.time_zone),
            revision: on_disk.ledger.revision,
            checked_at: reading.checked_at,
            fresh_until: reading.fresh_until,
            unknown_after: reading.unknown_after,
            poll_seconds: on_disk.ledger.poll_seconds,
            data: listed.collect(),
            next_cursor: next.map(|cursor| cursor.to_string()),
        };
        publish(&on_disk, &list, list.next_cursor.clone())
    }

    /// Events with everything that was said, with the operator's marks.
    pub(super) fn stories(
        &self,
        entry: &PageEntry,
        window: &Window,
    ) -> Result<Published, StoreFailed> {
        let on_disk = self.truthful(entry).or_else(|_| self.on_disk())?;
        let mut next = None;
        let events = match window {
            Window::Newest(count) => store::newest_events(&self.platform, *count)?,
            Window::Incidents(count) => self.begun_last(Listing::Incidents, *count)?,
            Window::Maintenances(count) => self.begun_last(Listing::Maintenances, *count)?,
            Window::Reports { limit, after } => {
                let reports = self.begun_before(Listing::Incidents, *limit, after.clone())?;
                next = reports.1;
                reports.0
            }
            Window::One(id) => store::event(&self.platform, id)?.into_iter().collect(),
        };
        let current = store::current(&self.platform)?;
        let stories = Stories {
            page: page_info(entry, &on_disk, current.time_zone),
            revision: on_disk.ledger.revision,
            data: marked(entry, &on_disk, &current.components, events),
        };
        publish(&on_disk, &stories, next)
    }

    fn begun_last(&self, listing: Listing, limit: usize) -> Result<Vec<Event>, StoreFailed> {
        Ok(self.begun_before(listing, limit, None)?.0)
    }

    /// A part of a list in full, and where the next one begins.
    fn begun_before(
        &self,
        listing: Listing,
        limit: usize,
        after: Option<Cursor>,
    ) -> Result<(Vec<Event>, Option<String>), StoreFailed> {
        let window = EventWindow {
            listing,
            limit,
            after,
            filter: Filter::default(),
        };
        let Listed { events, next, .. } = store::listed(&self.platform, &window)?;
        let ids: Vec<_> = events.iter().map(|event| event.id.as_str()).collect();
        let events = store::events_in_order(&self.platform, &ids)?;
        Ok((events, next.map(|cursor| cursor.to_string())))
    }

    /// The uptime of the page and of a part of its components, in the vendor's order.
    pub(super) fn uptime(
        &self,
        entry: &PageEntry,
        window: &UptimeWindow,
    ) -> Result<Published, StoreFailed> {
        let on_disk = self.truthful(entry).or_else(|_| self.on_disk())?;
        let current = store::current(&self.platform)?;
        let is_counted = |component: &&Component| match component.kind {
            ComponentKind::Component | ComponentKind::Unknown => true,
            ComponentKind::Group => false,
        };
        let components: Vec<_> = current.components.iter().filter(is_counted).collect();
        let after = window.after.as_ref();
        let start = after.map_or(0, |cursor| cursor.after(&components, |it| &it.id));
        let part = components.iter().enumerate().skip(start).take(window.limit);
        let end = part.clone().next_back();
        let end = end.map(|(at, component)| Cursor::at(at, &component.id));
        let next = end.filter(|_| start + window.limit < components.len());

        let now = self.platform.now();
        let stretch = Stretch::up_to_reading(&on_disk.ledger, window.days, now);
        let ids: Vec<_> = components.iter().map(|it| it.id.as_str()).collect();
        let overall = days_of_all(&self.platform, &ids, &stretch)?;
        let mut data = Vec::new();
        for (_, component) in part {
            let days = days_of(&self.platform, &component.id, &stretch)?;
            data.push(ComponentUptime {
                id: component.id.clone(),
                group_id: component.group_id.clone(),
                name: component.name.clone(),
                uptime: uptime(&days),
            });
        }
        let reading = on_disk.ledger.reading();
        let list = UptimeList {
            page: page_info(entry, &on_disk, current.time_zone.clone()),
            revision: on_disk.ledger.revision,
            checked_at: reading.checked_at,
            fresh_until: reading.fresh_until,
            unknown_after: reading.unknown_after,
            poll_seconds: on_disk.ledger.poll_seconds,
            overall: uptime(&overall),
            data,
            next_cursor: next.map(|cursor| cursor.to_string()),
        };
        publish(&on_disk, &list, list.next_cursor.clone())
    }
}

fn uptime(days: &[Day]) -> Uptime {
    let days = days.iter();
    Uptime::new(
        days.map(|day| UptimeDay::new(history::midnight(day.number), day.seconds))
            .collect(),
    )
}

/// The events with the operator's marks, in their order.
fn marked(
    entry: &PageEntry,
    on_disk: &OnDisk,
    components: &[Component],
    events: Vec<Event>,
) -> Vec<Event> {
    if on_disk.overrides.is_empty() {
        return events;
    }
    let mut around = content::unread(entry, &on_disk.ledger);
    around.components = components.to_vec();
    around.events = events;
    around.under(on_disk.overrides.iter(), entry.muted);
    around.events.retain(|event| !event.operator);
    around.events
}

fn page_info(entry: &PageEntry, on_disk: &OnDisk, time_zone: Option<String>) -> PageInfo {
    PageInfo {
        id: entry.id.clone(),
        name: entry.name.clone(),
        url: entry.url.clone(),
        provider: on_disk.ledger.provider.or(entry.provider),
        time_zone,
    }
}

fn publish(
    on_disk: &OnDisk,
    list: &impl Serialize,
    next_cursor: Option<String>,
) -> Result<Published, StoreFailed> {
    let ledger = &on_disk.ledger;
    let body = serde_json::to_vec(list).map_err(|error| StoreFailed(error.to_string()))?;
    let published = Published::new(ledger.revision, ledger.changes(), ledger.poll_seconds, body);
    Ok(Published {
        next_cursor,
        ..published
    })
}
