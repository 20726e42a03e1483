//! The first bundle: banner, pill, component list and event detail, in the browser alone.

#![cfg(target_arch = "wasm32")]

use statuslamp_widget::Mounted;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::ShadowRoot;

/// Mounts an element (`"banner"`, `"status"` or `"components"`) into a shadow root. `options` holds `api`,
/// `pages` (their ids), `lang`, `words` (that language in the order of the catalogue, or null) and the
/// attributes; `hear` is called with a name and a detail.
#[wasm_bindgen]
pub fn mount(root: ShadowRoot, element: &str, options: JsValue, hear: js_sys::Function) -> Mounted {
    statuslamp_widget::now(root, element, options, hear)
}
