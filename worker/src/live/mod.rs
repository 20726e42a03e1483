//! The object that holds a part of a page's sockets. It knows the newest verdict, greets every
//! socket with it, and passes on what the page announces.
//!
//! Invariant: no socket is sent a revision below one it was sent before, and one it was sent before
//! again only as a sign of life. Between the computing of a message and its sending nothing is
//! awaited, so that nothing overtakes it.

mod message;
mod patience;
mod relay;
mod store;

use crate::{
    call::{Call, LiveCall, PageCall},
    config::Config,
    http::{Method, Reply},
    log,
    platform::{Closing, Platform, StoreFailed},
    published::{Answer, Published},
    reply,
    trouble::Trouble,
};
use patience::{Sent, judge};
use serde::{Deserialize, Serialize};
use statuslamp_model::{PageId, Timestamp};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

pub use relay::{Relay, Step};

/// Most sockets of one shard; the platform's own bound is a little higher.
const MAX_SOCKETS: usize = 32_000;
/// A shard that has not heard from its page for this long asks again when somebody connects.
const SILENT_SECONDS: i64 = 60;
/// Most bytes of a message from a reader; none of them has to say anything but `ping`.
const MAX_MESSAGE_BYTES: usize = 64;
/// Most messages of one reader besides `ping`, which the platform answers by itself.
const MAX_MESSAGES: u32 = 16;

/// What the platform takes from a reader and answers without waking the object.
pub const PING: &str = "ping";
/// What the platform answers.
pub const PONG: &str = "pong";

/// What a shard answers its page to an announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Whether somebody is there to be told, or just coming.
    pub has_sockets: bool,
}

/// The object of a shard.
#[derive(Debug)]
pub struct LiveObject<P> {
    platform: P,
    /// The newest revision sent; `None` until it was read from the disk.
    sent: Cell<Option<u64>>,
    /// The newest verdict, gone after a sleep.
    newest: RefCell<Option<Published>>,
    /// When the page was last heard of, as far as it knows that this shard watches.
    heard_at: Cell<Option<Timestamp>>,
    /// How many sockets there are; `None` where they have to be counted.
    sockets: Cell<Option<usize>>,
    /// How many are on the way from being asked for to being there.
    arriving: Cell<usize>,
    traffic: RefCell<Sent>,
}

impl<P: Platform> LiveObject<P> {
    /// The object over its platform. Nothing is read before the first call.
    pub fn new(platform: P) -> Self {
        Self {
            platform,
            sent: Cell::default(),
            newest: RefCell::default(),
            heard_at: Cell::default(),
            sockets: Cell::default(),
            arriving: Cell::default(),
            traffic: RefCell::default(),
        }
    }

    /// Lets a reader in: the first message for its socket, to be sent as soon as it is accepted and
    /// before anything else is awaited, or why there will be none.
    pub async fn welcome(&self, call: &Call) -> Result<String, Reply> {
        let greeted = self.try_welcome(call).await;
        greeted.map_err(|trouble| reply::trouble(&Method::Get, &trouble, self.platform.now()))
    }

    async fn try_welcome(&self, call: &Call) -> Result<String, Trouble> {
        let Some((page, shard, LiveCall::Connect)) = LiveCall::read(call) else {
            return Err(Trouble::Internal);
        };
        let config = self.config().map_err(|error| self.failed(&page, &error))?;
        if config.page(&page).is_none() {
            return Err(Trouble::UnknownPage(page.to_string()));
        }
        if self.sockets() + self.arriving.get() >= MAX_SOCKETS {
            return Err(Trouble::TooManySockets);
        }
        let arriving = Arriving::new(&self.arriving);
        if !self.is_in_touch()
            && let Err(error) = self.watch(&config, &page, shard).await
        {
            // What is known is told with its honest age; without that there is nothing to say.
            self.failed(&page, &error);
        }
        let newest = self.newest.borrow();
        let sockets = self.sockets() + 1;
        let greeting = newest
            .as_ref()
            .and_then(|newest| message::verdict(newest, sockets, config.live_shards()));
        let greeting = greeting.ok_or(Trouble::Internal)?;
        drop(arriving);
        self.sockets.set(Some(sockets));
        Ok(greeting)
    }

    /// Answers a call of the page's; nothing where it could not be done.
    pub fn answer(&self, call: &Call) -> Vec<u8> {
        let Some((page, _, LiveCall::Announce(published))) = LiveCall::read(call) else {
            return Vec::new();
        };
        match self.hear(&published) {
            Ok(heard) => serde_json::to_vec(&heard).unwrap_or_default(),
            Err(error) => {
                self.failed(&page, &error);
                Vec::new()
            }
        }
    }

    fn hear(&self, published: &Published) -> Result<Heard, StoreFailed> {
        let config = self.config()?;
        match self.learn(&config, published)? {
            Learnt::Reading => {
                if let Some(text) = message::heartbeat(published) {
                    self.broadcast(&text);
                }
            }
            Learnt::Content | Learnt::Nothing => {}
        }
        let has_sockets = self.sockets() > 0 || self.arriving.get() > 0;
        // The page forgets a shard without sockets.
        let heard_at = has_sockets.then(|| self.platform.now());
        self.heard_at.set(heard_at);
        Ok(Heard { has_sockets })
    }

    /// What becomes of a socket whose reader says something: `bytes` long, after `before` messages.
    pub fn listen(&self, bytes: usize, before: u32) -> Option<Closing> {
        if bytes > MAX_MESSAGE_BYTES {
            Some(Closing::TOO_LONG)
        } else if before >= MAX_MESSAGES {
            Some(Closing::TOO_MANY)
        } else {
            None
        }
    }

    /// A socket has gone; perhaps one that was closed here and is not counted any more. So a count
    /// that comes to nothing is counted anew: whoever is still there must hear the next change.
    pub fn leave(&self) {
        let left = self
            .sockets
            .get()
            .and_then(|sockets| sockets.checked_sub(1));
        self.sockets.set(left.filter(|sockets| *sockets > 0));
    }

    /// Whether the page is known to tell this shard of every change.
    fn is_in_touch(&self) -> bool {
        let now = self.platform.now();
        let heard_at = self.heard_at.get();
        heard_at.is_some_and(|at| (0..SILENT_SECONDS).contains(&now.seconds_since(at)))
    }

    /// Asks the page for its verdict, and to be told of every later one.
    async fn watch(&self, config: &Config, page: &PageId, shard: u32) -> Result<(), StoreFailed> {
        let (object, call) = PageCall::Watch(shard).to(page);
        let answer = self.platform.call(object, call).await;
        let answer = answer.map_err(|error| StoreFailed(error.to_string()))?;
        let Answer::Document(published) = Answer::decode(&answer) else {
            return Err(StoreFailed("the page did not say its verdict".to_owned()));
        };
        self.learn(config, &published)?;
        self.heard_at.set(Some(self.platform.now()));
        Ok(())
    }

    /// Takes note of a verdict, and passes it on where its content is new.
    fn learn(&self, config: &Config, published: &Published) -> Result<Learnt, StoreFailed> {
        let sent = self.sent()?;
        if published.revision < sent || !self.is_news(published) {
            return Ok(Learnt::Nothing);
        }
        *self.newest.borrow_mut() = Some(published.clone());
        if published.revision == sent {
            return Ok(Learnt::Reading);
        }
        self.sent.set(Some(published.revision));
        let sockets = self.sockets();
        if sockets > 0
            && let Some(text) = message::verdict(published, sockets, config.live_shards())
        {
            self.broadcast(&text);
        }
        // Afterwards: sockets outlive a sleep and a panic, and what is sent twice is less than
        // what is not sent at all.
        store::keep_sent(&self.platform, published.revision)?;
        Ok(Learnt::Content)
    }

    /// Whether it is newer than what is known. The times of equal revisions tell their readings
    /// apart.
    fn is_news(&self, published: &Published) -> bool {
        let newest = self.newest.borrow();
        newest.as_ref().is_none_or(|newest| {
            (published.revision, &published.changes) > (newest.revision, &newest.changes)
        })
    }

    /// Sends a message to all, and closes the sockets of those who do not keep up.
    fn broadcast(&self, text: &str) {
        let now = self.platform.now();
        let reached = self.platform.send_to_sockets(text);
        self.traffic.borrow_mut().note(text.len(), now);
        let traffic = self.traffic.borrow();
        let closed = self
            .platform
            .close_sockets(&|socket| judge(socket, &traffic, now));
        self.sockets.set(Some(reached.saturating_sub(closed)));
    }

    fn sent(&self) -> Result<u64, StoreFailed> {
        if let Some(sent) = self.sent.get() {
            return Ok(sent);
        }
        store::prepare(&self.platform, self.platform.now())?;
        let sent = store::sent(&self.platform)?;
        self.sent.set(Some(sent));
        Ok(sent)
    }

    fn sockets(&self) -> usize {
        let counted = self.sockets.get();
        let sockets = counted.unwrap_or_else(|| self.platform.sockets());
        self.sockets.set(Some(sockets));
        sockets
    }

    fn config(&self) -> Result<Rc<Config>, StoreFailed> {
        let config = self.platform.config();
        config.map_err(|error| StoreFailed(error.to_string()))
    }

    fn failed(&self, page: &PageId, error: &StoreFailed) -> Trouble {
        let line = log::failure(self.platform.now(), &format!("{page}/live"), error);
        self.platform.log(&line);
        Trouble::Internal
    }
}

/// What was new in a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Learnt {
    /// Everything; it was passed on.
    Content,
    /// The times of its reading, or even that is not known after a sleep.
    Reading,
    /// It was known, or is older than what is.
    Nothing,
}

/// Counts somebody as arriving for as long as it lives.
struct Arriving<'a>(&'a Cell<usize>);

impl<'a> Arriving<'a> {
    fn new(arriving: &'a Cell<usize>) -> Self {
        arriving.set(arriving.get() + 1);
        Self(arriving)
    }
}

impl Drop for Arriving<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

/// What the address of the events answers where the platform does not stream: its head, and when to
/// come again.
pub(crate) fn events(method: &Method, random: f64, now: Timestamp) -> Reply {
    reply::events(method, relay::opening(random), now)
}

/// What the address of the sockets answers to whoever does not come with one.
pub(crate) fn answer(method: &Method, now: Timestamp) -> Reply {
    reply::trouble(method, &Trouble::UpgradeRequired, now)
}
