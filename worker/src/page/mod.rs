//! The object of one page: reads it, remembers it, and answers from what it published.
//!
//! Invariant: everything is on disk before anything tells of it. What is kept in memory is a copy
//! of the disk, dropped as soon as a write is in doubt.

mod absorb;
mod address;
mod announce;
mod content;
mod documents;
mod fit;
mod hint;
pub mod history;
mod look;
mod merge;
mod migrations;
mod operator;
mod poll;
mod read;
mod record;
mod schedule;
mod store;
mod understand;
mod unlisted;
mod upstream;

use crate::{
    call::{Call, PageCall},
    config::Config,
    log,
    platform::{Platform, Statement, StoreFailed},
    published::{Answer, Published},
};
use announce::Watchers;
use content::Status;
#[cfg(feature = "contract")]
pub(crate) use documents::{EventDocument, PageDocument};
#[cfg(feature = "contract")]
pub(crate) use operator::OverrideDocument;
use schedule::Pace;
use statuslamp_model::{Account, Event, Override, PageEntry, PageId, Timestamp};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use store::Ledger;

pub use documents::DocumentKind;
pub(crate) use migrations::migrate;

/// An alarm this much overdue was lost.
const LOST_ALARM_SECONDS: i64 = 30;
/// A read that has not ended by then never will.
const LONGEST_READ_SECONDS: i64 = 120;

/// The object of a page.
#[derive(Debug)]
pub struct PageObject<P> {
    platform: P,
    /// What is on disk, so that a read touches no database.
    shelf: RefCell<Option<Rc<OnDisk>>>,
    /// Whether the tables are there.
    is_prepared: Cell<bool>,
    /// Whether the alarm was seen to be set since this object woke up.
    is_armed: Cell<bool>,
    /// When the read that is going on began.
    reading_since: Cell<Option<Timestamp>>,
    /// The last instant this object saw, to notice a clock that was put back.
    seen: Cell<Timestamp>,
    /// The revision the index was told last, and when.
    reported: Cell<Option<(u64, Timestamp)>>,
    /// The shards of sockets that are told of every change.
    watchers: Watchers,
}

/// A copy of what is on disk.
#[derive(Clone, Debug)]
struct OnDisk {
    ledger: Ledger,
    published: documents::Documents,
    /// What the operator says, ended or not.
    overrides: Vec<Override>,
}

impl<P: Platform> PageObject<P> {
    /// The object over its platform. Nothing is read before the first call.
    pub const fn new(platform: P) -> Self {
        Self {
            platform,
            shelf: RefCell::new(None),
            is_prepared: Cell::new(false),
            is_armed: Cell::new(false),
            reading_since: Cell::new(None),
            seen: Cell::new(Timestamp::from_millis(0)),
            reported: Cell::new(None),
            watchers: Watchers::unread(),
        }
    }

    /// Answers a call.
    pub async fn answer(&self, call: &Call) -> Vec<u8> {
        let answer = match self.try_answer(call).await {
            Ok(answer) => answer,
            Err(error) => {
                let line = log::failure(self.platform.now(), &call.path, &error);
                self.platform.log(&line);
                Answer::Failed
            }
        };
        answer.encode()
    }

    async fn try_answer(&self, call: &Call) -> Result<Answer, StoreFailed> {
        let Some((page, asked)) = PageCall::read(call) else {
            return Ok(Answer::Failed);
        };
        let config = self.config()?;
        let Some(entry) = config.page(&page) else {
            return Ok(Answer::Failed);
        };
        let now = self.platform.now();
        // An alarm that was set by a clock since put back would ring too late.
        let is_certain = self.is_armed.get() && now >= self.seen.replace(now);
        if !is_certain || asked == PageCall::Wake {
            self.is_armed.set(false);
            // A page that cannot be armed still answers what it knows.
            if let Err(error) = self.arm(&config, entry).await {
                let line = log::failure(self.platform.now(), &call.path, &error);
                self.platform.log(&line);
            }
        }
        let before = self.revision();
        let is_word = matches!(asked, PageCall::Say(_) | PageCall::TakeBack(_));
        let answer = match asked {
            PageCall::Document(kind) => self.document(entry, kind).map(Answer::Document),
            PageCall::Event(id) => self.event(entry, &id),
            PageCall::Events(window) => self.events(entry, &window).map(Answer::Document),
            PageCall::Stories(window) => self.stories(entry, &window).map(Answer::Document),
            PageCall::Uptime(window) => self.uptime(entry, &window).map(Answer::Document),
            PageCall::Hint(provider) => self.take_hint(&config, entry, provider).await,
            PageCall::Say(said) => self.say(entry, said),
            PageCall::TakeBack(id) => self.take_back(entry, &id),
            PageCall::Watch(shard) => self.watch(entry, shard).map(Answer::Document),
            PageCall::Wake => Ok(Answer::UnknownEvent),
        };
        if self.revision() != before {
            self.announce(entry).await;
        }
        if is_word && answer.is_ok() {
            self.told(entry).await;
        }
        answer
    }

    /// The revision on disk; `None` where the disk cannot be read.
    fn revision(&self) -> Option<u64> {
        let on_disk = self.on_disk();
        on_disk.ok().map(|on_disk| on_disk.ledger.revision)
    }

    fn config(&self) -> Result<Rc<Config>, StoreFailed> {
        let config = self.platform.config();
        config.map_err(|error| StoreFailed(error.to_string()))
    }

    /// Sees that the alarm is set, and not later than the next read is due.
    async fn arm(&self, config: &Config, entry: &PageEntry) -> Result<(), StoreFailed> {
        self.note_listed(entry)?;
        let now = self.platform.now();
        if self.is_reading(now) {
            // Its end sets the alarm.
            return Ok(());
        }
        let on_disk = self.on_disk()?;
        let alarm = self.platform.alarm().await?;
        let known = on_disk.ledger.known(Pace::of(entry, config.local()));
        let due = |random| schedule::next(&known, now, random).at.max(now);
        let earliest = now.plus_seconds(-LOST_ALARM_SECONDS);
        if !alarm.is_some_and(|alarm| (earliest..=due(1.0)).contains(&alarm)) {
            self.platform.set_alarm(due(self.platform.random())).await?;
        }
        self.is_armed.set(true);
        Ok(())
    }

    fn is_reading(&self, now: Timestamp) -> bool {
        let since = self.reading_since.get();
        since.is_some_and(|since| (0..LONGEST_READ_SECONDS).contains(&now.seconds_since(since)))
    }

    /// A published document. Where what it says is not true any more, it is made anew first; where
    /// that cannot be stored and it is too old to be said, nothing is said to be known.
    fn document(&self, entry: &PageEntry, kind: DocumentKind) -> Result<Published, StoreFailed> {
        let on_disk = match self.truthful(entry) {
            Ok(on_disk) => on_disk,
            Err(error) => {
                let line = log::failure(self.platform.now(), entry.id.as_str(), &error);
                self.platform.log(&line);
                let on_disk = self.on_disk()?;
                if on_disk.ledger.must_take_back(self.platform.now()) {
                    return self.never_read(entry, &on_disk.ledger, kind);
                }
                on_disk
            }
        };
        match on_disk.published.get(kind) {
            Some(published) => Ok(published.clone()),
            None => self.never_read(entry, &on_disk.ledger, kind),
        }
    }

    /// An event says nothing of the present but its times, so it is answered in any case.
    fn event(&self, entry: &PageEntry, id: &str) -> Result<Answer, StoreFailed> {
        let on_disk = self.truthful(entry).or_else(|_| self.on_disk())?;
        let Some(event) = self.marked_event(entry, &on_disk, id)? else {
            return Ok(Answer::UnknownEvent);
        };
        let published = event_document(entry, &on_disk.ledger, &event)?;
        Ok(Answer::Document(published))
    }

    /// What is on disk, after what may no longer be said as it is has been said anew.
    fn truthful(&self, entry: &PageEntry) -> Result<Rc<OnDisk>, StoreFailed> {
        let on_disk = self.on_disk()?;
        if !on_disk.ledger.is_untrue(entry, self.platform.now()) {
            return Ok(on_disk);
        }
        // A write that reports an error may have landed: then the disk is truthful already.
        match self.say_anew(entry) {
            Ok(()) => self.on_disk(),
            Err(error) => {
                let on_disk = self.on_disk()?;
                let is_untrue = on_disk.ledger.is_untrue(entry, self.platform.now());
                if is_untrue { Err(error) } else { Ok(on_disk) }
            }
        }
    }

    fn never_read(
        &self,
        entry: &PageEntry,
        ledger: &Ledger,
        kind: DocumentKind,
    ) -> Result<Published, StoreFailed> {
        let summary = content::unread(entry, ledger);
        let status = Status::of(ledger);
        let now = self.platform.now();
        let documents = documents::Documents::make(&summary, &status, &[], &[], now)?;
        let published = documents.get(kind).cloned();
        published.ok_or_else(|| StoreFailed("a document was not made".to_owned()))
    }

    /// The copy of the disk, read anew where there is none.
    fn on_disk(&self) -> Result<Rc<OnDisk>, StoreFailed> {
        if let Some(on_disk) = self.shelf.borrow().as_ref() {
            return Ok(Rc::clone(on_disk));
        }
        if !self.is_prepared.get() {
            store::prepare(&self.platform, self.platform.now())?;
            self.is_prepared.set(true);
        }
        let ledger = store::ledger(&self.platform)?;
        let published = store::published(&self.platform, &ledger)?;
        let overrides = store::overrides(&self.platform)?;
        let on_disk = Rc::new(OnDisk {
            ledger,
            published,
            overrides,
        });
        *self.shelf.borrow_mut() = Some(Rc::clone(&on_disk));
        Ok(on_disk)
    }

    /// Writes. Whatever comes of it, the copy in memory is void.
    fn write(&self, statements: Vec<Statement>) -> Result<(), StoreFailed> {
        let written = self.platform.write(statements);
        *self.shelf.borrow_mut() = None;
        written
    }

    fn page_id(&self) -> Result<Option<PageId>, StoreFailed> {
        Ok(self.on_disk()?.ledger.page.clone())
    }
}

fn event_document(
    entry: &PageEntry,
    ledger: &Ledger,
    event: &Event,
) -> Result<Published, StoreFailed> {
    let reading = ledger.reading();
    let body = serde_json::to_vec(&documents::EventDocument {
        page: &entry.id,
        revision: ledger.revision,
        checked_at: reading.checked_at,
        fresh_until: reading.fresh_until,
        unknown_after: reading.unknown_after,
        poll_seconds: ledger.poll_seconds,
        incident: event,
        account: Account::of(event, &entry.name),
    });
    Ok(Published::new(
        ledger.revision,
        ledger.changes(),
        ledger.poll_seconds,
        body.map_err(|error| StoreFailed(error.to_string()))?,
    ))
}
