//! What is known of one page, shared by all elements that show it.

use super::{moment, request, ticker::Ticker};
use crate::{Clock, News, Retry, Truth};
use leptos::prelude::{ArcTrigger, Notify};
use statuslamp_model::{Summary, Timestamp};
use statuslamp_view::decimal;
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

/// Relative times under a minute go in steps of this length.
const TICK_MS: i32 = 10_000;
/// A reading that takes longer is given up and tried anew.
const LONGEST_READING_MS: f64 = 20_000.0;

thread_local! {
    static STORES: RefCell<Vec<Weak<Store>>> = const { RefCell::new(Vec::new()) };
}

/// What is known of a page, and the server's present. Lives as long as an element shows it.
pub(super) struct Store {
    api: String,
    /// The page's id.
    pub(super) page: String,
    /// What is known.
    pub(super) truth: RefCell<Truth>,
    /// The server's present, as of the last tick.
    pub(super) now: Cell<Timestamp>,
    /// Whenever one of the two changes.
    pub(super) changed: ArcTrigger,
    clock: Cell<Clock>,
    retry: Cell<Retry>,
    reading: RefCell<Option<InFlight>>,
    ticker: RefCell<Option<Ticker>>,
}

/// A reading on its way; given up when dropped.
struct InFlight {
    controller: Option<AbortController>,
    since: f64,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

impl Store {
    /// The store of a page, shared with whoever has it already.
    pub(super) fn open(api: String, page: String) -> Rc<Self> {
        STORES.with_borrow_mut(|stores| {
            stores.retain(|store| store.strong_count() > 0);
            let mut open = stores.iter().filter_map(Weak::upgrade);
            if let Some(store) = open.find(|store| store.api == api && store.page == page) {
                return store;
            }
            let store = Rc::new(Self {
                api,
                page,
                truth: RefCell::default(),
                now: Cell::default(),
                changed: ArcTrigger::new(),
                clock: Cell::default(),
                retry: Cell::default(),
                reading: RefCell::new(None),
                ticker: RefCell::new(None),
            });
            let weak = Rc::downgrade(&store);
            store.ticker.replace(Some(Ticker::start(TICK_MS, move || {
                if let Some(store) = weak.upgrade() {
                    store.tick();
                }
            })));
            stores.push(Rc::downgrade(&store));
            store
        })
    }

    /// Takes over what the loader heard.
    pub(super) fn hear(self: &Rc<Self>, news: &News) {
        if news.now > 0.0 {
            self.clock.set(Clock::set(news.now, moment()));
        }
        if let Some(heard) = news.verdict {
            self.truth.borrow_mut().hear(heard);
        }
        self.tick();
    }

    fn tick(self: &Rc<Self>) {
        let clock = self.clock.get().kept_up(moment());
        self.clock.set(clock);
        self.now.set(clock.now(moment()));
        self.changed.notify();
        self.read();
    }

    /// Reads the content if it is not the newest, once per revision.
    fn read(self: &Rc<Self>) {
        let at = moment().monotonic;
        let is_reading = self
            .reading
            .borrow()
            .as_ref()
            .is_some_and(|reading| at - reading.since < LONGEST_READING_MS);
        if is_reading || !self.retry.get().is_due(at) {
            return;
        }
        let Some(revision) = self.truth.borrow().wanted() else {
            return;
        };
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        // What was in flight before is given up here.
        *self.reading.borrow_mut() = Some(InFlight {
            controller,
            since: at,
        });
        let url = address(&self.api, &self.page, revision);
        let store = Rc::downgrade(self);
        spawn_local(async move {
            let answer = request::summary(url, signal).await;
            let Some(store) = store.upgrade() else {
                return;
            };
            let is_current = store
                .reading
                .borrow()
                .as_ref()
                .is_some_and(|reading| reading.since.to_bits() == at.to_bits());
            if is_current {
                store.reading.replace(None);
                store.answered(answer);
            }
        });
    }

    fn answered(&self, answer: Option<Summary>) {
        if let Some(summary) = answer {
            self.retry.set(Retry::default());
            self.truth.borrow_mut().learn(summary);
        } else {
            let (at, chance) = (moment().monotonic, js_sys::Math::random());
            self.retry.set(self.retry.get().failed(at, chance));
            self.truth.borrow_mut().failed = true;
        }
        self.changed.notify();
    }
}

fn address(api: &str, page: &str, revision: u64) -> String {
    let mut url = String::from(api);
    url.push_str("/v1/pages/");
    url.push_str(page);
    url.push_str("/summary");
    // A page that was never read has no revision to ask for.
    if revision > 0 {
        url.push_str("?revision=");
        url.push_str(&decimal(revision));
    }
    url
}
