//! What leaves an element: the announced line and the events.

use crate::Spoken;
use serde::Serialize;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, ShadowRoot};

/// The live region the loader laid into the shadow root, empty, before there was anything to say.
const LIVE_REGION: &str = "[data-live]";

thread_local! {
    /// Outlives the elements: what is taken away and put back is not said again.
    static SPOKEN: RefCell<Spoken> = const { RefCell::new(Spoken::new()) };
}

/// The way out of one element.
pub(super) struct Outlet {
    target: Rc<Target>,
    said: RefCell<Option<String>>,
    /// Where it was said.
    place: RefCell<String>,
    warned: RefCell<Vec<String>>,
}

/// What an element says now.
pub(super) struct Line {
    /// In words.
    pub(super) text: String,
    /// The page it is about.
    pub(super) page: String,
    /// The events of that page, or the states of its components.
    pub(super) events: Vec<String>,
    /// Whether it interrupts whatever is being read.
    pub(super) is_urgent: bool,
    /// Whether the person knows it already: it is remembered, but not said aloud.
    pub(super) is_hushed: bool,
}

struct Target {
    root: ShadowRoot,
    /// The language of what is said.
    lang: &'static str,
    on_event: js_sys::Function,
    closed: Cell<bool>,
}

/// The detail of an event.
#[derive(Default, Serialize)]
struct Detail {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl Outlet {
    /// The outlet of the element around `root`.
    pub(super) fn new(root: ShadowRoot, lang: &'static str, on_event: js_sys::Function) -> Self {
        Self {
            target: Rc::new(Target {
                root,
                lang,
                on_event,
                closed: Cell::new(false),
            }),
            said: RefCell::default(),
            place: RefCell::default(),
            warned: RefCell::default(),
        }
    }

    /// Tells what is shown now in `place`, `None` for nothing: once per change, never per tick of a
    /// clock. Aloud only what is news of the content of `revision`.
    pub(super) fn say(&self, place: &str, line: Option<Line>, revision: u64) {
        let text = line.as_ref().map(|line| line.text.clone());
        let previous = self.said.replace(text.clone());
        if previous == text {
            return;
        }
        place.clone_into(&mut self.place.borrow_mut());
        let is_news =
            SPOKEN.with_borrow_mut(|spoken| spoken.is_news(place, text.as_deref(), revision));
        let Some(line) = line else {
            return self.send("hide", Detail::default(), Some(String::new()));
        };
        let name = if previous.is_none() { "show" } else { "change" };
        let aloud = (is_news && !line.is_hushed).then_some(line.text);
        if aloud.is_some() {
            // How it is read is decided when its text arrives.
            self.target.prepare(line.is_urgent);
        }
        self.send(name, Detail::of(&line.page, line.events), aloud);
    }

    /// Tells that the person dismissed something.
    pub(super) fn dismissed(&self, page: &str, events: Vec<String>) {
        self.send("dismiss", Detail::of(page, events), None);
    }

    /// Warns the host of what it should know, once per message.
    pub(super) fn warn(&self, message: String) {
        let mut warned = self.warned.borrow_mut();
        if !warned.contains(&message) {
            warned.push(message.clone());
            let detail = Detail {
                message: Some(message),
                ..Detail::default()
            };
            self.send("warning", detail, None);
        }
    }

    /// Everything leaves in a task of its own: whoever listens may well remove the element, and
    /// that must not happen in the middle of drawing it.
    fn send(&self, name: &'static str, detail: Detail, line: Option<String>) {
        let target = Rc::clone(&self.target);
        spawn_local(async move {
            if target.closed.get() {
                return;
            }
            if let Some(line) = line {
                target.live(&line);
            }
            let detail = serde_wasm_bindgen::to_value(&detail).unwrap_or_default();
            // What a listener throws is the listener's.
            let _ = target.on_event.call2(&JsValue::NULL, &name.into(), &detail);
        });
    }

    /// Nothing is left to say.
    pub(super) fn close(&self) {
        SPOKEN.with_borrow_mut(|spoken| spoken.leave(&self.place.borrow()));
        self.target.closed.set(true);
        self.target.live("");
    }
}

impl Target {
    fn region(&self) -> Option<Element> {
        self.root.query_selector(LIVE_REGION).ok()?
    }

    fn prepare(&self, is_urgent: bool) {
        if let Some(region) = self.region() {
            let manner = if is_urgent { "assertive" } else { "polite" };
            for (name, value) in [("aria-live", manner), ("lang", self.lang)] {
                // Fails only for what is no name.
                let _ = region.set_attribute(name, value);
            }
        }
    }

    fn live(&self, text: &str) {
        if let Some(region) = self.region() {
            region.set_text_content(Some(text));
        }
    }
}

impl Detail {
    /// These events of a page, or these states of its components.
    fn of(page: &str, events: Vec<String>) -> Self {
        Self {
            page: Some(page.to_owned()),
            events: Some(events),
            message: None,
        }
    }
}
