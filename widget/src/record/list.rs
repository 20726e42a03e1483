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
            old.position(|event| event.id == last.id)
        });
        let is_whole = part.next_cursor.is_none();
        match joins {
            Some(at) if !is_whole => {
                let rest = self.events.split_off(at + 1);
                self.events = part.data;
                // One that moved to the top meanwhile stands there alone.
                for event in rest {
                    self.push(event);
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
            for event in part.data {
                self.push(event);
            }
        }
    }

    /// When the oldest that is shown began; `None` where there are no older ones, too.
    pub(super) fn oldest(&self) -> Option<Timestamp> {
        let oldest = self.events.last()?.started_at;
        oldest.filter(|_| self.cursor.is_some())
    }

    fn push(&mut self, event: ListedEvent) {
        if self.events.iter().all(|known| known.id != event.id) {
            self.events.push(event);
        }
    }
}
