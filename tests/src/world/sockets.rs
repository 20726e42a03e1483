//! Readers' sockets in the scripted world: what was sent over each, when its reader last pinged,
//! and how it ended.

use super::{Living, World, block_on};
use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_worker::{
    call::{Call, Object},
    http::Reply,
    platform::{Closing, Socket},
    router,
};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    fmt,
    rc::Rc,
};

/// What happens while the answer to a call of this name is on its way.
pub(super) type Interlude = (&'static str, Box<dyn FnOnce()>);
pub(super) type Lines = HashMap<Object, Vec<Rc<Line>>>;

/// One socket, seen from both ends.
pub(super) struct Line {
    accepted_at: Timestamp,
    pinged_at: Cell<Option<Timestamp>>,
    closing: Cell<Option<Closing>>,
    said: Cell<u32>,
    messages: RefCell<Vec<String>>,
}

impl Line {
    pub(super) fn is_open(&self) -> bool {
        self.closing.get().is_none()
    }

    pub(super) fn send(&self, text: &str) {
        self.messages.borrow_mut().push(text.to_owned());
    }

    pub(super) fn known(&self) -> Socket {
        Socket {
            accepted_at: self.accepted_at,
            pinged_at: self.pinged_at.get(),
        }
    }

    pub(super) fn close(&self, closing: Closing) {
        self.closing.set(Some(closing));
    }
}

/// A reader's end of a socket.
pub struct Reader {
    world: World,
    object: Object,
    line: Rc<Line>,
}

impl fmt::Debug for Reader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Reader at {:?}", self.object)
    }
}

impl Reader {
    /// What came since the last time this was asked.
    ///
    /// # Panics
    /// Where something that came is no JSON.
    pub fn messages(&self) -> Vec<Value> {
        let messages = self.texts();
        let json = |text: &String| serde_json::from_str(text).expect("a message is JSON");
        messages.iter().map(json).collect()
    }

    /// The same as text.
    pub fn texts(&self) -> Vec<String> {
        self.line.messages.take()
    }

    /// The only message that came since then.
    ///
    /// # Panics
    /// Where another number came.
    pub fn only(&self) -> Value {
        let mut messages = self.messages();
        assert_eq!(messages.len(), 1, "{messages:?}");
        messages.remove(0)
    }

    /// The only message that came since then and is more than a sign of life.
    ///
    /// # Panics
    /// Where another number came.
    pub fn only_verdict(&self) -> Value {
        let mut messages = self.messages();
        messages.retain(is_verdict);
        assert_eq!(messages.len(), 1, "{messages:?}");
        messages.remove(0)
    }

    /// Pings, as the platform answers by itself.
    pub fn ping(&self) {
        self.line.pinged_at.set(Some(self.world.now()));
    }

    /// Says something, and how that ended the socket.
    ///
    /// # Panics
    /// Where the other end is no object that holds sockets.
    pub fn say(&self, text: &str) -> Option<Closing> {
        let Living::Live(live) = self.world.living(&self.object) else {
            panic!("{:?} holds no sockets", self.object);
        };
        let before = self.line.said.replace(self.line.said.get() + 1);
        let closing = live.listen(text.len(), before);
        if let Some(closing) = closing {
            self.line.close(closing);
        }
        closing
    }

    /// Goes away.
    pub fn leave(&self) {
        let gone = Closing {
            code: 1005,
            reason: "",
        };
        self.line.close(gone);
        if let Living::Live(live) = self.world.living(&self.object) {
            live.leave();
        }
    }

    /// How the worker closed it.
    pub fn closing(&self) -> Option<Closing> {
        self.line.closing.get()
    }
}

/// Whether a message is more than a sign of life.
pub fn is_verdict(message: &Value) -> bool {
    message["events"].is_array() && message["spread_ms"].is_u64()
}

impl World {
    /// Comes with a socket, as the platform does.
    ///
    /// # Panics
    /// Where no object takes sockets for this page.
    pub fn connect(&self, page: &str) -> Result<Reader, Reply> {
        let path = format!("/v1/pages/{page}/live");
        let outside = super::Here::outside(self);
        let (object, call) = router::socket(&outside, &path, "").expect("the page has sockets");
        self.admit(object, &call)
    }

    /// Brings a socket to the object that was chosen for it.
    pub(super) fn admit(&self, object: Object, call: &Call) -> Result<Reader, Reply> {
        let Living::Live(shard) = self.living(&object) else {
            panic!("{object:?} takes no sockets");
        };
        let greeting = block_on(shard.welcome(call))?;
        let line = Rc::new(Line {
            accepted_at: self.now(),
            pinged_at: Cell::default(),
            closing: Cell::default(),
            said: Cell::default(),
            messages: RefCell::new(vec![greeting]),
        });
        let mut lines = self.0.lines.borrow_mut();
        lines
            .entry(object.clone())
            .or_default()
            .push(Rc::clone(&line));
        Ok(Reader {
            world: self.clone(),
            object,
            line,
        })
    }

    /// Whether an address takes sockets.
    pub fn takes_socket(&self, path: &str, query: &str) -> bool {
        router::socket(&super::Here::outside(self), path, query).is_some()
    }

    /// Ends the object of a page; sockets stay, and what is on disk.
    pub fn forget_page(&self, page: &str) {
        let object = super::page_object(page);
        self.0.living.borrow_mut().remove(&object);
    }

    /// Ends the objects that hold sockets, as their sleep or a panic does: the sockets stay.
    pub fn sleep(&self) {
        let mut living = self.0.living.borrow_mut();
        living.retain(|object, _| !matches!(object, Object::Live(..)));
    }

    /// Lets calls to the objects that hold sockets fail from now on, or succeed again.
    pub fn cut_off_sockets(&self, is_cut_off: bool) {
        self.0.is_cut_off.set(is_cut_off);
    }

    /// How often an object that holds sockets was called since the last time this was asked.
    pub fn calls_to_sockets(&self) -> usize {
        self.0.calls_to_sockets.take()
    }

    /// Lets something happen while the answer to the next call of this name (`watch`, `announce`)
    /// is on its way between the objects.
    pub fn before_answer_to(&self, verb: &'static str, event: impl FnOnce() + 'static) {
        *self.0.interlude.borrow_mut() = Some((verb, Box::new(event)));
    }
}
