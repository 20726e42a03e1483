//! The one constructable style sheet, adopted by every shadow root: no `<style>` element, so no
//! policy on inline styles applies.

use std::cell::RefCell;
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{CssStyleSheet, ShadowRoot};

thread_local! {
    static SHEET: RefCell<Option<CssStyleSheet>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    /// A root that adopts style sheets.
    type Adopting;

    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    fn sheets(this: &Adopting) -> js_sys::Array;

    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    fn set_sheets(this: &Adopting, sheets: &js_sys::Array);
}

/// The style of one shadow root; taken away again when dropped.
pub(super) struct Styled {
    root: ShadowRoot,
    sheet: Option<CssStyleSheet>,
}

impl Styled {
    /// Styles `root`. A bundle has one style.
    pub(super) fn adopt(root: ShadowRoot, style: &str) -> Self {
        let sheet = SHEET.with_borrow_mut(|shared| {
            if shared.is_none() {
                *shared = create(style);
            }
            shared.clone()
        });
        if let Some(sheet) = &sheet {
            let root: &Adopting = root.unchecked_ref();
            let sheets = js_sys::Array::from(&root.sheets());
            sheets.push(sheet);
            root.set_sheets(&sheets);
        }
        Self { root, sheet }
    }
}

impl Drop for Styled {
    fn drop(&mut self) {
        let Some(sheet) = self.sheet.take() else {
            return;
        };
        let root: &Adopting = self.root.unchecked_ref();
        let others = js_sys::Array::new();
        for other in root.sheets().iter() {
            if !js_sys::Object::is(&other, &sheet) {
                others.push(&other);
            }
        }
        root.set_sheets(&others);
    }
}

fn create(style: &str) -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(style).ok()?;
    Some(sheet)
}
