//! What leaves an element: the announced line and the events.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::ShadowRoot;

/// The live region the loader laid into the shadow root, empty, before there was anything to say.
const LIVE_REGION: &str = "[data-live]";

/// The way out of one element. Events leave in a task of their own: whoever listens may well
/// remove the element, and that must not happen in the middle of drawing it.
pub(super) struct Outlet {
    root: ShadowRoot,
    on_event: js_sys::Function,
    said: RefCell<Option<String>>,
    warned: RefCell<Vec<String>>,
    closed: Cell<bool>,
}

impl Outlet {
    /// The outlet of the element around `root`.
    pub(super) fn new(root: ShadowRoot, on_event: js_sys::Function) -> Rc<Self> {
        Rc::new(Self {
            root,
            on_event,
            said: RefCell::default(),
            warned: RefCell::default(),
            closed: Cell::default(),
        })
    }

    /// Says what is shown now, `None` for nothing: once per change, never per tick of a clock.
    pub(super) fn say(self: &Rc<Self>, line: Option<String>, ids: Vec<String>) {
        let previous = self.said.replace(line.clone());
        if previous == line {
            return;
        }
        let name = if previous.is_none() { "show" } else { "change" };
        self.later(move |outlet| {
            outlet.live(line.as_deref().unwrap_or_default());
            outlet.send(name, "events", list(&ids));
        });
    }

    /// Tells that the person dismissed something.
    pub(super) fn dismissed(self: &Rc<Self>, ids: Vec<String>) {
        self.later(move |outlet| outlet.send("dismiss", "events", list(&ids)));
    }

    /// Warns the host of what it should know, once per message.
    pub(super) fn warn(self: &Rc<Self>, message: String) {
        if self.warned.borrow().contains(&message) {
            return;
        }
        self.warned.borrow_mut().push(message.clone());
        self.later(move |outlet| outlet.send("warning", "message", message.into()));
    }

    fn later(self: &Rc<Self>, act: impl FnOnce(&Self) + 'static) {
        let outlet = Rc::clone(self);
        spawn_local(async move {
            if !outlet.closed.get() {
                act(&outlet);
            }
        });
    }

    fn live(&self, text: &str) {
        if let Ok(Some(region)) = self.root.query_selector(LIVE_REGION) {
            region.set_text_content(Some(text));
        }
    }

    fn send(&self, name: &str, key: &str, value: JsValue) {
        let detail = js_sys::Object::new();
        // A plain object takes any property.
        let _ = js_sys::Reflect::set(&detail, &key.into(), &value);
        // What a listener throws is the listener's.
        let _ = self.on_event.call2(&JsValue::NULL, &name.into(), &detail);
    }

    /// Nothing is left to say.
    pub(super) fn close(&self) {
        self.closed.set(true);
        self.live("");
    }
}

fn list(ids: &[String]) -> JsValue {
    let list = js_sys::Array::new();
    for id in ids {
        list.push(&id.as_str().into());
    }
    list.into()
}
