//! A list of events that is read part by part, and read anew from its beginning when the page
//! changed, without losing what was read before.

use statuslamp_model::{EventList, ListedEvent, Timestamp};

/// The events that were read, newest first.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub(super) events: Vec<ListedEvent>,
    /// Where the rest begins; `None` at the end, and before anything was read.
    pub(super) cursor: Option<String>,
}

impl List {
    /// Takes over the newest events. What was read beyond them stays where it joins on.
    pub(super) fn begin(&mut self, part: EventList) {
        let joins = part.data.last().and_then(|last| {
            let mut old = self.events.iter();
            old.position(|known| known.event.id == last.event.id)
        });
        let is_whole = part.next_cursor.is_none();
        match joins {
            Some(at) if !is_whole => {
                let rest = self.events.split_off(at + 1);
                self.events = part.data;
                // One that moved to the top meanwhile stands there alone.
                for listed in rest {
                    self.push(listed);
                }
            }
            Some(_) | None => {
                self.events = part.data;
                self.cursor = part.next_cursor;
            }
        }
    }

    /// Takes over the part after `cursor`, unless the list begins anew meanwhile.
    pub(super) fn go_on(&mut self, cursor: &str, part: EventList) {
        if self.cursor.as_deref() == Some(cursor) {
            self.cursor = part.next_cursor;
            for listed in part.data {
                self.push(listed);
            }
        }
    }

    /// When the oldest that is shown began; `None` where there are no older ones, too.
    pub(super) fn oldest(&self) -> Option<Timestamp> {
        let oldest = self.events.last()?.event.started_at;
        oldest.filter(|_| self.cursor.is_some())
    }

    fn push(&mut self, listed: ListedEvent) {
        let mut known = self.events.iter();
        if known.all(|known| known.event.id != listed.event.id) {
            self.events.push(listed);
        }
    }
}
