//! Readers of events in the scripted world: what came over each stream, relayed as the platform
//! relays it.

use super::{Reader, World};
use statuslamp_worker::{http::Reply, live::Step, router};
use std::{cell::RefCell, fmt};

/// A reader's end of a stream.
pub struct Stream {
    world: World,
    reader: Reader,
    relay: RefCell<statuslamp_worker::live::Relay>,
}

impl fmt::Debug for Stream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Stream over {:?}", self.reader)
    }
}

impl Stream {
    /// What came since the last time this was asked, and whether the stream goes on.
    pub fn texts(&self) -> (Vec<String>, bool) {
        let mut relay = self.relay.borrow_mut();
        for message in self.reader.texts() {
            relay.hear(&message);
        }
        if self.reader.closing().is_some() {
            relay.close();
        }
        let mut texts = Vec::new();
        loop {
            match relay.next(self.world.now()) {
                Step::Send(text) => texts.push(text),
                Step::Wait(_) => return (texts, true),
                Step::End => {
                    self.reader.leave();
                    return (texts, false);
                }
            }
        }
    }
}

impl World {
    /// Comes for events, as the platform does.
    ///
    /// # Panics
    /// Where the address has none.
    pub fn stream(&self, page: &str, last_event_id: Option<&str>) -> Result<Stream, Reply> {
        let path = format!("/v1/pages/{page}/events");
        let outside = super::Here::outside(self);
        let found = router::stream(&outside, &path, "", last_event_id);
        let (object, call, relay) = found.expect("the page has events");
        Ok(Stream {
            world: self.clone(),
            reader: self.admit(object, &call)?,
            relay: RefCell::new(relay),
        })
    }

    /// Whether an address has events.
    pub fn has_events(&self, path: &str, query: &str) -> bool {
        router::stream(&super::Here::outside(self), path, query, None).is_some()
    }
}
