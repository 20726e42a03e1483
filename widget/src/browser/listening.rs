//! Hears what a person does inside an element.

use statuslamp_view::Act;
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::ShadowRoot;

#[wasm_bindgen(module = "/src/browser/acts.js")]
extern "C" {
    fn listen(root: &ShadowRoot, hear: &Closure<dyn Fn(JsValue)>) -> js_sys::Function;
}

/// Listening for what a person does inside a shadow root. Ends when dropped.
pub(super) struct Listening {
    stop: js_sys::Function,
    _hear: Closure<dyn Fn(JsValue)>,
}

impl Listening {
    /// Begins: `hear` is told each act, and what it is about.
    pub(super) fn to(root: &ShadowRoot, hear: impl Fn(Act, &str) + 'static) -> Self {
        let hear = Closure::<dyn Fn(JsValue)>::new(move |act: JsValue| {
            let act = act.as_string().unwrap_or_default();
            if let Some((act, about)) = Act::parse(&act) {
                hear(act, about);
            }
        });
        Self {
            stop: listen(root, &hear),
            _hear: hear,
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // It throws nothing.
        let _ = self.stop.call0(&JsValue::NULL);
    }
}
