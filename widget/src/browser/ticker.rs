//! A timer that runs only while the page is visible.

use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    fn ticker(period_ms: i32, tick: &Closure<dyn Fn()>) -> js_sys::Function;
}

/// Calls back once per period while the page is visible, and whenever it becomes visible. Ends
/// when dropped.
pub(super) struct Ticker {
    stop: js_sys::Function,
    _tick: Closure<dyn Fn()>,
}

impl Ticker {
    /// Starts.
    pub(super) fn start(period_ms: i32, tick: impl Fn() + 'static) -> Self {
        let tick = Closure::new(tick);
        Self {
            stop: ticker(period_ms, &tick),
            _tick: tick,
        }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        // It throws nothing.
        let _ = self.stop.call0(&JsValue::NULL);
    }
}
