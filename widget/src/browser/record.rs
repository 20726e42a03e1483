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
use statuslamp_view::{
    Act, Drawing, Lamp, Words, cut, draw_record, draw_story, draw_waiting, record_view, story_view,
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
        record.ticker.replace(Some(Ticker::start(TICK_MS, move || {
            if let Some(record) = me.upgrade() {
                record.clock.set(record.clock.get().kept_up(moment()));
                record.read();
                record.changed.notify();
            }
        })));
        record
    }

    /// Forgets what was read. What was on its way is given up.
    fn begin(&self) {
        let event = self.event();
        let parts = self.pages.iter().map(|page| {
            Rc::new(Part {
                page: page.clone(),
                history: RefCell::new(History::new(event.clone())),
                controller: AbortController::new().ok(),
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

    /// Reads whatever is to be read now.
    fn read(&self) {
        for part in &*self.parts.borrow() {
            let wants = part.history.borrow_mut().wanted(moment().monotonic);
            for want in wants {
                let url = address(&self.api, &part.page, &want);
                let signal = part.controller.as_ref().map(AbortController::signal);
                let (part, me) = (Rc::downgrade(part), self.me.clone());
                spawn_local(async move {
                    let document = request::past(&want, url, signal).await;
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

    /// Draws what is known of the pages; of one event, where only that is wanted.
    fn draw_parts(&self, drawing: &mut Drawing) {
        let (words, event) = (self.words, self.event());
        let now = self.clock.get().now(moment());
        let parts = self.parts.borrow();
        let mut shown = parts.as_slice();
        if let Some(event) = &event {
            // One page has it at most; until one is known to, the first one speaks for all.
            let has_it = |part: &Rc<Part>| part.history.borrow().has_story(event);
            let index = parts.iter().position(has_it).unwrap_or_default();
            shown = parts.get(index..=index).unwrap_or_default();
        }
        for part in shown {
            let history = part.history.borrow();
            match (history.past(now, words), &event) {
                (None, _) => draw_waiting(drawing, Focus::waiting(history.has_failed())),
                (Some(past), None) => draw_record(drawing, &record_view(past)),
                (Some(past), Some(event)) => draw_story(drawing, &story_view(event, past)),
            }
        }
    }
}

impl Drawn for Record {
    fn draw(&self) -> Drawing {
        self.changed.track();
        let theme = self.settings.borrow().get("theme").to_owned();
        let content = |drawing: &mut Drawing| {
            drawing.element("div|class=lists", |drawing| self.draw_parts(drawing));
        };
        let words = self.words;
        view! { <Lamp theme words content /> }.into_inner()
    }

    fn hear_act(&self, act: Act, about: &str) {
        let (page, event) = cut(about, b' ');
        let parts = self.parts.borrow();
        let Some(part) = parts.iter().find(|part| part.page == page) else {
            return;
        };
        let mut history = part.history.borrow_mut();
        match act {
            Act::More => history.wish_more(),
            Act::Components => history.wish_components(),
            Act::Story => history.wish_story(event),
            // What the first bundle alone draws, and the key that closes.
            Act::Dismiss
            | Act::Details
            | Act::Rest
            | Act::Panel
            | Act::Past
            | Act::Toggle
            | Act::Close => return,
        }
        drop(history);
        self.read();
        self.changed.notify();
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
