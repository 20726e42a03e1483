//! Where the keyboard is inside an element, and what the browser knows of popovers and connections.
//! That the focus is given back to the host is the loader's care (`www/after/`).

use super::value::Value;
use crate::Source;
use leptos::tachys::renderer::types::Event;
use statuslamp_view::Phrase;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::ShadowRoot;

#[wasm_bindgen]
extern "C" {
    /// Whatever can have the focus, and a root that knows who has it.
    type Focusable;

    #[wasm_bindgen(method, catch)]
    fn focus(this: &Focusable, options: &JsValue) -> Result<(), JsValue>;
}

/// The focus of one element.
pub(super) struct Focus {
    root: ShadowRoot,
}

impl Focus {
    /// The focus inside `root`.
    pub(super) const fn new(root: ShadowRoot) -> Self {
        Self { root }
    }

    /// To the button that opened what is about to close, for whoever stands in it.
    pub(super) fn to_opener(&self) {
        if let Ok(Some(opener)) = self.root.query_selector("[aria-expanded=true]") {
            give(&opener);
        }
    }

    /// To the last event of a list, for whoever stands on the button below it, which is about to go:
    /// what comes now is next to it.
    pub(super) fn to_last_event(&self) {
        let above = ":has(+ .more[aria-busy=true]:focus) > :last-child > :last-child summary";
        if let Ok(Some(last)) = self.root.query_selector(above) {
            give(&last);
        }
    }

    /// Whether the browser opens and closes popovers itself.
    pub(super) fn has_popover(&self) -> bool {
        js_sys::Reflect::has(&self.root.host(), &"popover".into()).unwrap_or_default()
    }

    /// Whether this is the key that closes.
    pub(super) fn is_escape(event: &Event) -> bool {
        member(event, "key") == "Escape"
    }

    /// Whether a popover is about to open.
    pub(super) fn opens(event: &Event) -> bool {
        member(event, "newState") == "open"
    }

    /// What is said of a page before its first content.
    pub(super) fn waiting(has_failed: bool) -> Phrase {
        match (has_failed, Self::is_offline()) {
            (_, true) => Phrase::Offline,
            (true, false) => Phrase::Failed,
            (false, false) => Phrase::Loading,
        }
    }

    /// Whether the reader's own connection is gone, as far as the browser knows.
    pub(super) fn is_offline() -> bool {
        let window = web_sys::window();
        window.is_some_and(|window| member(&member(&window, "navigator"), "onLine") == false)
    }
}

fn member(of: &JsValue, name: &str) -> JsValue {
    Value(of.clone()).member(name).0
}

fn give(to: &JsValue) {
    let to: &Focusable = to.unchecked_ref();
    // What is gone, or never was, takes no focus.
    let _ = to.focus(&JsValue::UNDEFINED);
}
