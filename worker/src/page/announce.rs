//! Telling the sockets: what is on disk goes to every shard that watches, a change at once and a
//! reading that changed nothing now and then, as a sign of life.
//!
//! Invariant: a shard that watches learns of every revision or of a later one. What did not arrive
//! is told again at the next poll; a shard is forgotten only when it says itself that nobody is
//! there, and not if it asked again since it was asked.

use super::{DocumentKind, PageObject, store};
use crate::{
    call::LiveCall,
    live::Heard,
    log,
    platform::{Platform, StoreFailed},
    published::Published,
};
use futures_util::future::join_all;
use statuslamp_model::{PageEntry, Timestamp};
use std::{cell::RefCell, collections::BTreeMap};

/// A sign of life is sent no more often than this.
const HEARTBEAT_SECONDS: i64 = 30;
/// An announcement that has not come back after this long was lost with whoever waited for it.
const LOST_SECONDS: i64 = 60;

/// The shards that watch, by number; `None` until they were read from the disk.
#[derive(Debug)]
pub(super) struct Watchers(RefCell<Option<BTreeMap<u32, Watcher>>>);

/// What is known of a shard.
#[derive(Clone, Copy, Debug, Default)]
struct Watcher {
    /// How often it asked to be told.
    asked: u64,
    /// Since when an announcement is on its way: one at a time, so that none overtakes another.
    telling_since: Option<Timestamp>,
    /// What arrived last.
    told: Option<Told>,
}

/// An announcement that arrived.
#[derive(Clone, Copy, Debug)]
struct Told {
    revision: u64,
    checked_at: Option<Timestamp>,
    at: Timestamp,
}

/// What there is to tell.
struct News {
    published: Published,
    checked_at: Option<Timestamp>,
}

impl Watchers {
    pub(super) const fn unread() -> Self {
        Self(RefCell::new(None))
    }
}

impl Watcher {
    /// Whether this shard is to be told now.
    fn is_due(&self, news: &News, now: Timestamp) -> bool {
        if self.is_being_told(now) {
            return false;
        }
        self.told.is_none_or(|told| {
            let is_change = told.revision != news.published.revision;
            let is_quiet = !(0..HEARTBEAT_SECONDS).contains(&now.seconds_since(told.at));
            is_change || (is_quiet && told.checked_at != news.checked_at)
        })
    }

    fn is_being_told(&self, now: Timestamp) -> bool {
        let since = self.telling_since;
        since.is_some_and(|since| (0..LOST_SECONDS).contains(&now.seconds_since(since)))
    }
}

impl<P: Platform> PageObject<P> {
    /// The verdict for a shard that wants to be told of every later one.
    pub(super) fn watch(&self, entry: &PageEntry, shard: u32) -> Result<Published, StoreFailed> {
        let is_new = self.watchers(|watchers| {
            let is_new = !watchers.contains_key(&shard);
            watchers.entry(shard).or_default().asked += 1;
            is_new
        })?;
        if is_new && let Err(error) = self.keep_watchers() {
            // Nobody is told that what may be forgotten is kept.
            self.watchers(|watchers| watchers.remove(&shard))?;
            return Err(error);
        }
        self.document(entry, DocumentKind::Verdict)
    }

    /// Tells every shard what it has not been told yet. Whatever publishes calls this afterwards.
    pub(super) async fn announce(&self, entry: &PageEntry) {
        let now = self.platform.now();
        let told = match self.due(now) {
            Ok(due) => join_all(due.into_iter().map(|shard| self.tell(entry, shard))).await,
            Err(error) => vec![Err(error)],
        };
        for error in told.into_iter().filter_map(Result::err) {
            let of = format!("{}/live", entry.id);
            let line = log::failure(self.platform.now(), &of, &error);
            self.platform.log(&line);
        }
    }

    fn due(&self, now: Timestamp) -> Result<Vec<u32>, StoreFailed> {
        let Some(news) = self.news()? else {
            return Ok(Vec::new());
        };
        self.watchers(|watchers| {
            let due = watchers.iter();
            due.filter(|(_, watcher)| watcher.is_due(&news, now))
                .map(|(shard, _)| *shard)
                .collect()
        })
    }

    /// Tells one shard, and what changed meanwhile.
    async fn tell(&self, entry: &PageEntry, shard: u32) -> Result<(), StoreFailed> {
        while let Some(news) = self.news()? {
            let now = self.platform.now();
            let asked = self.watchers(|watchers| {
                let watcher = watchers.get_mut(&shard)?;
                watcher.telling_since = Some(now);
                Some(watcher.asked)
            })?;
            let Some(asked) = asked else {
                break;
            };
            let revision = news.published.revision;
            let (object, call) = LiveCall::Announce(news.published).to(&entry.id, shard);
            let answer = self.platform.call(object, call).await;
            let told = Told {
                revision,
                checked_at: news.checked_at,
                at: self.platform.now(),
            };
            let heard = answer
                .map_err(|error| error.to_string())
                .and_then(|json| serde_json::from_slice(&json).map_err(|error| error.to_string()));
            let is_left = self.watchers(|watchers| {
                let watcher = watchers.get_mut(&shard)?;
                watcher.telling_since = None;
                let Heard { has_sockets } = heard.as_ref().ok().copied()?;
                watcher.told = Some(told);
                (!has_sockets && watcher.asked == asked).then(|| watchers.remove(&shard))
            })?;
            if is_left.is_some() {
                return self.keep_watchers();
            }
            heard.map_err(StoreFailed)?;
            if self.revision() == Some(revision) {
                break;
            }
        }
        Ok(())
    }

    /// What is on disk; `None` where the page was never read.
    fn news(&self) -> Result<Option<News>, StoreFailed> {
        let on_disk = self.on_disk()?;
        let published = on_disk.published.get(DocumentKind::Verdict);
        Ok(published.map(|published| News {
            published: published.clone(),
            checked_at: on_disk.ledger.checked_at,
        }))
    }

    fn keep_watchers(&self) -> Result<(), StoreFailed> {
        let shards: Vec<_> = self.watchers(|watchers| watchers.keys().copied().collect())?;
        self.write(vec![store::keep_watchers(&shards)?])
    }

    /// Looks at or changes what is known of the shards.
    fn watchers<T>(
        &self,
        look: impl FnOnce(&mut BTreeMap<u32, Watcher>) -> T,
    ) -> Result<T, StoreFailed> {
        let mut known = self.watchers.0.borrow_mut();
        if let Some(watchers) = known.as_mut() {
            return Ok(look(watchers));
        }
        // The tables may not be there yet.
        self.on_disk()?;
        let shards = store::watchers(&self.platform)?.into_iter();
        let watchers = known.insert(shards.map(|shard| (shard, Watcher::default())).collect());
        Ok(look(watchers))
    }
}
