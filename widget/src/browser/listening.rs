//! Hears what a person does inside an element.

use statuslamp_view::Act;
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{AbortController, ShadowRoot};

#[wasm_bindgen(module = "/src/browser/acts.js")]
extern "C" {
    fn listen(root: &ShadowRoot, hear: &Closure<dyn Fn(String, JsValue)>) -> AbortController;
}

/// Listening for what a person does inside a shadow root. Ends when dropped.
pub(super) struct Listening {
    controller: AbortController,
    _hear: Closure<dyn Fn(String, JsValue)>,
}

impl Listening {
    /// Begins: `hear` is told each act, what it is about, and its event.
    pub(super) fn to(root: &ShadowRoot, hear: impl Fn(Act, &str, &JsValue) + 'static) -> Self {
        let hear = Closure::<dyn Fn(String, JsValue)>::new(move |act: String, event: JsValue| {
            if let Some((act, about)) = Act::parse(&act) {
                hear(act, about, &event);
            }
        });
        Self {
            controller: listen(root, &hear),
            _hear: hear,
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.controller.abort();
    }
}
