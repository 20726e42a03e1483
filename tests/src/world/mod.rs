//! A scripted world for the worker: a clock that moves when told, vendors that answer as told, a
//! database per object that outlives its object, and alarms that ring when their time comes.

mod disk;
mod platform;
mod promise;
mod restarts;
mod sockets;
mod spoken;
mod streams;
mod vendor;

use platform::Here;
use serde_json::Value;
use statuslamp_model::{LocalUpstreams, PageId, Timestamp};
use statuslamp_worker::{
    call::{Call, Object},
    config::{Config, Settings},
    http::{Body, Method, Reply, Request},
    index::IndexObject,
    limit::Quota,
    live::LiveObject,
    page::PageObject,
    router::{self, Shelf},
};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    fmt,
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

pub use platform::Fault;
pub use sockets::{Reader, is_verdict};
pub use streams::Stream;
pub use vendor::{Asked, Said, Scripted};

/// What the operator of every scripted world proves to be the operator with.
pub const OPERATOR_SECRET: &str = "the operator's own secret";
/// What the webhook addresses of every scripted world are signed with.
pub const HOOK_SECRET: &str = "what hooks are signed with";

/// The world of one test.
#[derive(Clone)]
pub struct World(Rc<Inner>);

struct Inner {
    now: Cell<Timestamp>,
    config: RefCell<Rc<Config>>,
    vendors: RefCell<vendor::Vendors>,
    disks: RefCell<HashMap<Object, Rc<platform::Disk>>>,
    living: RefCell<HashMap<Object, Living>>,
    shelf: RefCell<Shelf>,
    log: RefCell<Vec<String>>,
    meanwhile: RefCell<Option<Meanwhile>>,
    random: Cell<f64>,
    lines: RefCell<sockets::Lines>,
    is_cut_off: Cell<bool>,
    is_of_old: Cell<bool>,
    left: RefCell<HashMap<Quota, u32>>,
    calls_to_sockets: Cell<usize>,
    interlude: RefCell<Option<sockets::Interlude>>,
}

/// What happens while a vendor's server takes its time.
type Meanwhile = Box<dyn FnOnce(&World)>;

#[derive(Clone)]
enum Living {
    Page(Rc<PageObject<Here>>),
    Live(Rc<LiveObject<Here>>),
    Index(Rc<IndexObject<Here>>),
}

impl fmt::Debug for World {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "World at {}", self.0.now.get())
    }
}

impl World {
    /// A world that begins at `now` with this pages file.
    pub fn new(pages: &str, now: Timestamp) -> Self {
        Self(Rc::new(Inner {
            now: Cell::new(now),
            config: RefCell::new(read(pages, LocalUpstreams::Refused)),
            meanwhile: RefCell::default(),
            vendors: RefCell::default(),
            disks: RefCell::default(),
            living: RefCell::default(),
            shelf: RefCell::default(),
            log: RefCell::default(),
            random: Cell::new(0.5),
            lines: RefCell::default(),
            is_cut_off: Cell::default(),
            is_of_old: Cell::default(),
            left: RefCell::default(),
            calls_to_sockets: Cell::default(),
            interlude: RefCell::default(),
        }))
    }

    /// The same, with so many objects to share the sockets of a page.
    ///
    /// # Panics
    /// Where the pages file is wrong.
    pub fn with_shards(pages: &str, now: Timestamp, shards: u32) -> Self {
        let world = Self::new(pages, now);
        let config = Config::read(&Settings {
            live_shards: Some(&shards.to_string()),
            ..settings(pages, LocalUpstreams::Refused)
        });
        let config = Rc::new(config.expect("the test's pages file is right"));
        world.0.config.replace(config);
        world
    }

    /// The present.
    pub fn now(&self) -> Timestamp {
        self.0.now.get()
    }

    /// Sets what chance is from now on: from 0 up to, not including, 1.
    pub fn set_random(&self, random: f64) {
        self.0.random.set(random);
    }

    /// Lets a vendor answer like this at an address from now on.
    pub fn script(&self, url: &str, answer: Scripted) {
        self.0.vendors.borrow_mut().script(url, answer);
    }

    /// What vendors were asked since the last time this was asked.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.0.vendors.borrow_mut().asked)
    }

    /// What vendors said since the last time this was asked.
    pub fn said(&self) -> Vec<Said> {
        std::mem::take(&mut self.0.vendors.borrow_mut().said)
    }

    /// Rings a page's alarm now, due or not.
    pub fn ring_early(&self, page: &str) {
        self.ring(&page_object(page));
    }

    /// Lets the next write of a page's object go wrong.
    pub fn fail_next_write(&self, page: &str, fault: Fault) {
        self.disk(&page_object(page)).fault.set(Some(fault));
    }

    /// Lets something happen while the next request to a vendor's server is on its way.
    pub fn meanwhile(&self, happening: impl FnOnce(&Self) + 'static) {
        self.0.meanwhile.replace(Some(Box::new(happening)));
    }

    /// Puts the clock back, or forth, without anything ringing.
    pub fn set_clock(&self, now: Timestamp) {
        self.0.now.set(now);
    }

    /// Rings a page's alarm as a platform does that rings once too often.
    pub fn ring_again(&self, page: &str) {
        self.ring(&page_object(page));
    }

    /// Lets time pass, ringing every alarm that becomes due.
    pub fn advance(&self, seconds: i64) {
        let end = self.now().plus_seconds(seconds);
        while let Some((object, at)) = self.next_alarm().filter(|(_, at)| *at <= end) {
            self.0.now.set(self.now().max(at));
            self.ring(&object);
        }
        self.0.now.set(self.now().max(end));
    }

    /// Lets time pass while nothing rings, as when the whole machine was off.
    pub fn advance_silently(&self, seconds: i64) {
        self.0.now.set(self.now().plus_seconds(seconds));
    }

    /// When a page's alarm will ring.
    pub fn alarm_of(&self, page: &str) -> Option<Timestamp> {
        self.disk(&page_object(page)).alarm.get()
    }

    /// Answers a request.
    pub fn request(&self, method: &str, path: &str, if_none_match: Option<&str>) -> Reply {
        self.request_at("", method, path, if_none_match)
    }

    /// Answers a request to a host name.
    pub fn request_at(
        &self,
        host: &str,
        method: &str,
        path: &str,
        if_none_match: Option<&str>,
    ) -> Reply {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = Request {
            method: Method::from_name(method),
            path,
            query,
            host,
            origin: "http://127.0.0.1",
            if_none_match: if_none_match.map(str::to_owned),
            authorization: None,
            body: Body::Whole(Vec::new()),
        };
        self.send(&request)
    }

    /// Answers a request of which everything is given.
    ///
    /// # Panics
    /// Where the answer is not one that `/openapi.json` promises.
    pub fn send(&self, request: &Request<'_>) -> Reply {
        let kept = self.0.shelf.borrow().clone();
        let reply = block_on(router::handle(&Here::outside(self), &kept, request));
        self.hold_to_its_promise(request, &reply);
        reply
    }

    /// Reads a path.
    pub fn get(&self, path: &str) -> Reply {
        self.request("GET", path, None)
    }

    /// Reads a path that answers 200 with JSON.
    ///
    /// # Panics
    /// Where it does not.
    pub fn json(&self, path: &str) -> Value {
        let reply = self.get(path);
        let body = reply.body.as_deref().unwrap_or_default();
        assert_eq!(
            reply.status,
            200,
            "{path}: {}",
            String::from_utf8_lossy(body)
        );
        serde_json::from_slice(body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The time-triggered event.
    pub fn tick(&self) {
        block_on(router::tick(&Here::outside(self)));
    }

    /// The lines of the log that contain a text.
    pub fn logged(&self, text: &str) -> Vec<String> {
        let log = self.0.log.borrow();
        log.iter()
            .filter(|line| line.contains(text))
            .cloned()
            .collect()
    }

    fn next_alarm(&self) -> Option<(Object, Timestamp)> {
        let disks = self.0.disks.borrow();
        let alarms = disks
            .iter()
            .filter_map(|(object, disk)| Some((object.clone(), disk.alarm.get()?)));
        alarms.min_by_key(|(object, at)| (*at, format!("{object:?}")))
    }

    fn ring(&self, object: &Object) {
        self.disk(object).alarm.set(None);
        let rung = match self.living(object) {
            Living::Page(page) => block_on(page.alarm()),
            Living::Live(_) => panic!("what holds sockets sets no alarm"),
            Living::Index(index) => block_on(index.alarm()),
        };
        if rung.is_err() {
            // The platform tries again.
            self.disk(object)
                .alarm
                .set(Some(self.now().plus_seconds(2)));
        }
    }

    async fn answer(&self, object: &Object, call: &Call) -> Vec<u8> {
        match self.living(object) {
            Living::Page(page) => page.answer(call).await,
            Living::Live(live) => live.answer(call),
            Living::Index(index) => index.answer(call).await,
        }
    }

    fn living(&self, object: &Object) -> Living {
        let make = || {
            let here = Here::inside(self, object);
            match object {
                Object::Page(_) => Living::Page(Rc::new(PageObject::new(here))),
                Object::Live(..) => Living::Live(Rc::new(LiveObject::new(here))),
                Object::Index => Living::Index(Rc::new(IndexObject::new(here))),
            }
        };
        let mut living = self.0.living.borrow_mut();
        living.entry(object.clone()).or_insert_with(make).clone()
    }

    fn disk(&self, object: &Object) -> Rc<platform::Disk> {
        let mut disks = self.0.disks.borrow_mut();
        Rc::clone(disks.entry(object.clone()).or_default())
    }
}

fn read(pages: &str, local: LocalUpstreams) -> Rc<Config> {
    let config = Config::read(&settings(pages, local));
    Rc::new(config.expect("the test's pages file is right"))
}

const fn settings(pages: &str, local: LocalUpstreams) -> Settings<'_> {
    Settings {
        pages,
        local,
        contact: Some("tests@example.com"),
        operator_secret: Some(OPERATOR_SECRET),
        hook_secret: Some(HOOK_SECRET),
        live_shards: None,
        history_days: None,
        public_origin: Some("https://lamp.example"),
    }
}

fn page_object(page: &str) -> Object {
    let page: PageId = page.parse().expect("the test's page id is right");
    Object::Page(page)
}

/// Runs a future in a world where nothing ever waits.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a scripted future waited"),
    }
}
