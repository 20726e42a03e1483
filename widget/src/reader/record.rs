//! The past.

use super::{
    Head, event, head,
    values::{Read, Values, fill, read},
};
use crate::record::{Answer, Want};
use statuslamp_model::{
    ComponentStatus, ComponentUptime, Event, EventList, ListedEvent, Uptime, UptimeDay, UptimeList,
};

/// What was asked for, and the revision it belongs to; `None` where the document is none of it.
pub fn answer(want: &Want, document: &str) -> Option<(Answer, u64)> {
    let mut values = Values::of(document);
    if let Want::Story(_) = want {
        let revision = values.whole()?;
        let mut event = Event::default();
        event.read(&mut values);
        let is_one = !event.id.is_empty();
        return is_one.then(|| (Answer::Story(Box::new(event)), revision));
    }
    let head = head(&mut values)?;
    let revision = head.revision;
    let answer = match want {
        Want::Incidents(_) | Want::Maintenances(_) => {
            Answer::Events(event_list(head, &mut values)?)
        }
        Want::Uptime | Want::Components => Answer::Uptime(uptime_list(head, &mut values)?),
        Want::About | Want::Story(_) => Answer::About(head.page),
    };
    Some((answer, revision))
}

fn event_list(head: Head, values: &mut Values<'_>) -> Option<EventList> {
    let mut list = EventList {
        page: head.page,
        revision: head.revision,
        checked_at: head.reading.checked_at,
        fresh_until: head.reading.fresh_until,
        unknown_after: head.reading.unknown_after,
        poll_seconds: head.poll_seconds,
        data: Vec::new(),
        next_cursor: None,
    };
    list.next_cursor.read(values);
    fill(&mut list.data, values)?;
    Some(list)
}

impl Read for ListedEvent {
    fn read(&mut self, values: &mut Values<'_>) {
        event::outline(&mut self.event, values);
        read!(self, values: more update_count has_postmortem);
    }
}

fn uptime_list(head: Head, values: &mut Values<'_>) -> Option<UptimeList> {
    let mut list = UptimeList {
        page: head.page,
        revision: head.revision,
        checked_at: head.reading.checked_at,
        fresh_until: head.reading.fresh_until,
        unknown_after: head.reading.unknown_after,
        poll_seconds: head.poll_seconds,
        overall: Uptime::default(),
        data: Vec::new(),
        next_cursor: None,
    };
    read!(list, values: next_cursor overall);
    fill(&mut list.data, values)?;
    Some(list)
}

impl Read for ComponentUptime {
    fn read(&mut self, values: &mut Values<'_>) {
        read!(self, values: id group_id name uptime);
    }
}

impl Read for Uptime {
    #[inline(never)]
    fn read(&mut self, values: &mut Values<'_>) {
        read!(self, values: uptime days);
    }
}

impl Read for UptimeDay {
    fn read(&mut self, values: &mut Values<'_>) {
        read!(self, values: date uptime worst);
        for &status in ComponentStatus::ALL {
            self.seconds.of_mut(status).read(values);
        }
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
