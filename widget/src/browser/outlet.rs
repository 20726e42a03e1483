//! What leaves an element: the announced line and the events.

use super::page;
use crate::Spoken;
use std::cell::RefCell;
use web_sys::ShadowRoot;

thread_local! {
    /// Outlives the elements: what is taken away and put back is not said again.
    static SPOKEN: RefCell<Spoken> = const { RefCell::new(Spoken::new()) };
}

/// The way out of one element.
pub(super) struct Outlet {
    root: ShadowRoot,
    /// The language of what is said.
    lang: &'static str,
    /// Never acts at once: whoever listens may well remove the element, and that must not happen in
    /// the middle of drawing it.
    hear: js_sys::Function,
    said: RefCell<Said>,
    warned: RefCell<Vec<String>>,
}

/// What was said last, and where.
#[derive(Default)]
struct Said {
    place: String,
    line: Option<Line>,
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

impl Outlet {
    /// The outlet of the element around `root`.
    pub(super) fn new(root: ShadowRoot, lang: &'static str, hear: js_sys::Function) -> Self {
        Self {
            root,
            lang,
            hear,
            said: RefCell::default(),
            warned: RefCell::default(),
        }
    }

    /// Tells what is shown now in `place`, `None` for nothing: once per change, never per tick of a
    /// clock. Aloud only what is news of the content of `revision`.
    pub(super) fn say(&self, place: String, line: Option<Line>, revision: u64) {
        let mut said = self.said.borrow_mut();
        let before = said.line.as_ref().map(|line| &line.text);
        let text = line.as_ref().map(|line| &line.text);
        if before == text {
            said.line = line;
            return;
        }
        let text = text.map(String::as_str);
        let is_news = SPOKEN.with_borrow_mut(|spoken| spoken.is_news(&place, text, revision));
        match &line {
            None => {
                page::say(&self.root, "", "", "");
                self.tell("hide", None, None);
            }
            Some(line) => {
                if is_news && !line.is_hushed {
                    let manner = if line.is_urgent {
                        "assertive"
                    } else {
                        "polite"
                    };
                    page::say(&self.root, &line.text, manner, self.lang);
                }
                let name = if before.is_none() { "show" } else { "change" };
                self.tell(name, Some(line), None);
            }
        }
        *said = Said { place, line };
    }

    /// Tells that the person dismissed what was said last.
    pub(super) fn dismissed(&self) -> Option<(String, Vec<String>)> {
        let said = self.said.borrow();
        let line = said.line.as_ref()?;
        self.tell("dismiss", Some(line), None);
        Some((line.page.clone(), line.events.clone()))
    }

    /// Warns the host of what it should know, once per message.
    pub(super) fn warn(&self, message: String) {
        let mut warned = self.warned.borrow_mut();
        if !warned.contains(&message) {
            self.tell("warning", None, Some(&message));
            warned.push(message);
        }
    }

    fn tell(&self, name: &str, line: Option<&Line>, message: Option<&str>) {
        let page = line.map(|line| &line.page);
        let events = line.map(|line| &line.events);
        // A list rather than an object: its members are named where that costs nothing.
        let about = serde_wasm_bindgen::to_value(&(page, events, message));
        page::tell(&self.hear, name, &about.unwrap_or_default());
    }

    /// Nothing is left to say.
    pub(super) fn close(&self) {
        SPOKEN.with_borrow_mut(|spoken| spoken.leave(&self.said.borrow().place));
        page::say(&self.root, "", "", "");
    }
}
