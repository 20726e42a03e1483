//! A JavaScript value, taken apart member by member.

use wasm_bindgen::{JsCast, JsValue};

/// A JavaScript value.
pub(super) struct Value(pub(super) JsValue);

impl Value {
    /// A member of an object.
    pub(super) fn member(&self, name: &str) -> Self {
        // Only an object has members; anything else is refused, and so has none.
        Self(js_sys::Reflect::get(&self.0, &name.into()).unwrap_or_default())
    }

    /// The items of an array; `None` for anything else.
    pub(super) fn items(&self) -> Option<Vec<Self>> {
        let array: &js_sys::Array = self.0.dyn_ref()?;
        Some(array.iter().map(Self).collect())
    }

    /// A string.
    pub(super) fn text(&self) -> Option<String> {
        self.0.as_string()
    }
}
