//! The element of the second bundle: reads the past of its pages and shows it.

use super::{
    focus::Focus,
    moment,
    mounted::Drawn,
    outlet::Outlet,
    request::{self, Document},
    ticker::Ticker,
};
use crate::{Answer, Clock, History, News, Settings, Want, address, answer};
use leptos::prelude::*;
use statuslamp_model::Timestamp;
use statuslamp_view::{
    Ask, Lamp, Node, OnAsk, StoryView, Waiting, Words, lists, record, record_view, story,
    story_view,
};
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

/// How old something is, is told anew, and what failed is tried again, in steps of this length.
const TICK_MS: i32 = 10_000;

/// `<statuslamp-incidents>`, and all it draws from.
pub(super) struct Record {
    api: String,
    pages: Vec<String>,
    words: Words,
    settings: RefCell<Settings>,
    parts: RefCell<Vec<Rc<Part>>>,
    clock: Cell<Clock>,
    changed: ArcTrigger,
    ticker: RefCell<Option<Ticker>>,
    focus: Focus,
    outlet: Outlet,
    me: Weak<Self>,
}

/// One of the pages, and what was read of it.
struct Part {
    page: String,
    history: RefCell<History>,
    controller: Option<AbortController>,
    ask: OnAsk,
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

impl Record {
    /// An element that shows the past of these pages.
    pub(super) fn new(
        api: String,
        pages: Vec<String>,
        words: Words,
        settings: Settings,
        focus: Focus,
        outlet: Outlet,
    ) -> Rc<Self> {
        let record = Rc::new_cyclic(|me: &Weak<Self>| Self {
            api,
            pages,
            words,
            settings: RefCell::new(settings),
            parts: RefCell::default(),
            clock: Cell::default(),
            changed: ArcTrigger::new(),
            ticker: RefCell::default(),
            focus,
            outlet,
            me: me.clone(),
        });
        record.begin();
        record.read();
        let me = record.me.clone();
        *record.ticker.borrow_mut() = Ticker::start(TICK_MS, move || {
            if let Some(record) = me.upgrade() {
                record.clock.set(record.clock.get().kept_up(moment()));
                record.read();
                record.changed.notify();
            }
        });
        record
    }

    /// Forgets what was read. What was on its way is given up.
    fn begin(&self) {
        let event = self.event();
        let parts = self.pages.iter().enumerate().map(|(index, page)| {
            let me = self.me.clone();
            Rc::new(Part {
                page: page.clone(),
                history: RefCell::new(History::new(event.clone())),
                controller: AbortController::new().ok(),
                ask: Rc::new(move |ask| {
                    if let Some(record) = me.upgrade() {
                        record.asked(index, &ask);
                    }
                }),
            })
        });
        self.parts.replace(parts.collect());
    }

    /// The only event that is wanted.
    fn event(&self) -> Option<String> {
        let settings = self.settings.borrow();
        let event = settings.get("event");
        (!event.is_empty()).then(|| event.to_owned())
    }

    fn asked(&self, index: usize, ask: &Ask) {
        if let Some(part) = self.parts.borrow().get(index) {
            let mut history = part.history.borrow_mut();
            match ask {
                Ask::More => history.wish_more(),
                Ask::Components => history.wish_components(),
                Ask::Story(id) => history.wish_story(id),
            }
        }
        self.read();
        self.changed.notify();
    }

    /// Reads whatever is to be read now.
    fn read(&self) {
        for part in &*self.parts.borrow() {
            let wants = part.history.borrow_mut().wanted(moment().monotonic);
            for want in wants {
                let url = address(&self.api, &part.page, &want);
                let signal = part.controller.as_ref().map(AbortController::signal);
                let (part, me) = (Rc::downgrade(part), self.me.clone());
                spawn_local(async move {
                    let document = request::document(url, signal).await;
                    if let (Some(part), Some(me)) = (part.upgrade(), me.upgrade()) {
                        me.answered(&part, &want, document);
                    }
                });
            }
        }
    }

    fn answered(&self, part: &Part, want: &Want, document: Document) {
        let came = match document {
            Document::Found(document) => answer(want, &document),
            Document::Missing => Some((Answer::Missing, u64::MAX)),
            Document::Failed => None,
        };
        let came = came.unwrap_or((Answer::Failed, 0));
        let (at, chance) = (moment().monotonic, js_sys::Math::random());
        part.history.borrow_mut().answered(want, came, at, chance);
        if matches!(want, Want::Incidents(Some(_))) && !part.history.borrow().has_more() {
            self.focus.to_last_event();
        }
        self.read();
        self.changed.notify();
    }

    fn draw_part(&self, part: &Part, now: Timestamp, event: Option<&str>) -> (bool, Node) {
        let words = self.words;
        let history = part.history.borrow();
        let Some(past) = history.past(now, words) else {
            let waiting = Focus::waiting(history.has_failed());
            return (false, view! { <Waiting waiting words /> }.into_inner());
        };
        match event {
            Some(event) => {
                let view = story_view(event, past);
                let is_known = matches!(view.story, Some(StoryView::Known(..)));
                (is_known, story(view, words))
            }
            None => (true, record(record_view(past), words, &part.ask)),
        }
    }
}

impl Drawn for Record {
    fn draw(&self) -> Node {
        self.changed.track();
        let now = self.clock.get().now(moment());
        let event = self.event();
        let parts = self.parts.borrow();
        let parts = parts.iter();
        let mut drawn: Vec<_> = parts
            .map(|part| self.draw_part(part, now, event.as_deref()))
            .collect();
        if event.is_some() {
            // One page has it at most.
            let known = drawn.iter().position(|(is_known, _)| *is_known);
            let known = known.unwrap_or_default();
            drawn = drawn.into_iter().skip(known).take(1).collect();
        }
        let nodes = drawn.into_iter().map(|(_, node)| node).collect();
        let content = Some(lists(nodes));
        let theme = self.settings.borrow().get("theme").to_owned();
        let (words, on_act) = (self.words, None);
        view! { <Lamp theme words content on_act /> }.into_inner()
    }

    fn hear(&self, news: Vec<News>) {
        for news in news {
            if news.now > 0.0 {
                self.clock.set(Clock::set(news.now, moment()));
            }
            let parts = self.parts.borrow();
            if let Some(part) = parts.iter().find(|part| part.page == news.page) {
                let mut history = part.history.borrow_mut();
                history.hear(news.verdict, !news.unreachable);
            }
        }
        self.read();
        self.changed.notify();
    }

    fn attribute(&self, name: &str, value: Option<String>) {
        let before = self.event();
        self.settings.borrow_mut().attribute(name, value);
        if self.event() != before {
            self.begin();
            self.read();
        }
        self.changed.notify();
    }

    fn warn(&self, message: String) {
        self.outlet.warn(message);
    }

    fn close(&self) {
        self.outlet.close();
    }
}
