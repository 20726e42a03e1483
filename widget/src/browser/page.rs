//! What is asked of the page around an element, by `page.js`: one short call each.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Has `root` adopt the one style sheet of the bundle.
    pub(super) fn adopt(root: &JsValue, style: &str);
    /// Has it adopted no longer.
    pub(super) fn abandon(root: &JsValue);
    /// Says `text` in the live region of `root`, in a manner and a language; with no manner as the
    /// last one was said.
    pub(super) fn say(root: &JsValue, text: &str, manner: &str, lang: &str);
    /// Tells the loader what happened: a name, and `[page, events, message]`.
    pub(super) fn tell(hear: &JsValue, name: &str, about: &JsValue);
    /// Gives the focus to what a selector finds in `root`, if anything.
    pub(super) fn focus(root: &JsValue, selector: &str);
    /// Whether the browser opens and closes popovers itself.
    #[wasm_bindgen(js_name = hasPopover)]
    pub(super) fn has_popover(root: &JsValue) -> bool;
    /// Whether the reader's own connection is gone, as far as the browser knows.
    #[wasm_bindgen(js_name = isOffline)]
    pub(super) fn is_offline() -> bool;
    /// A clock that never goes back, in milliseconds.
    pub(super) fn monotonic() -> f64;
}
