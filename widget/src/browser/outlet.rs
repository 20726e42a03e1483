//! What leaves an element: the announced line and the events.

use super::moment;
use crate::Spoken;
use serde::Serialize;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::ShadowRoot;

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

struct Target {
    root: ShadowRoot,
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
    pub(super) fn new(root: ShadowRoot, on_event: js_sys::Function) -> Self {
        Self {
            target: Rc::new(Target {
                root,
                on_event,
                closed: Cell::new(false),
            }),
            said: RefCell::default(),
            place: RefCell::default(),
            warned: RefCell::default(),
        }
    }

    /// Says what is shown now in `place`, `None` for nothing, and which events of which page that is: once per change, never per tick of a
    /// clock, and aloud only what was not said there last.
    pub(super) fn say(&self, place: &str, line: Option<String>, page: &str, events: Vec<String>) {
        let previous = self.said.replace(line.clone());
        if previous != line {
            let name = if previous.is_none() { "show" } else { "change" };
            place.clone_into(&mut self.place.borrow_mut());
            let now = moment().monotonic;
            let is_news =
                SPOKEN.with_borrow_mut(|spoken| spoken.is_news(place, line.as_deref(), now));
            let line = is_news.then(|| line.unwrap_or_default());
            self.send(name, Detail::of(page, events), line);
        }
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
        let now = moment().monotonic;
        SPOKEN.with_borrow_mut(|spoken| spoken.leave(&self.place.borrow(), now));
        self.target.closed.set(true);
        self.target.live("");
    }
}

impl Target {
    fn live(&self, text: &str) {
        if let Ok(Some(region)) = self.root.query_selector(LIVE_REGION) {
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
