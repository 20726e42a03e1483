//! A JavaScript value as a source of the model.

use crate::Source;
use wasm_bindgen::{JsCast, JsValue};

/// A JavaScript value.
pub(super) struct Value(pub(super) JsValue);

impl Source for Value {
    fn member(&self, name: &str) -> Self {
        // Only an object has members; anything else is refused, and so has none.
        Self(js_sys::Reflect::get(&self.0, &name.into()).unwrap_or_default())
    }

    fn items(&self) -> Option<Vec<Self>> {
        let array: &js_sys::Array = self.0.dyn_ref()?;
        Some(array.iter().map(Self).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn is_true(&self) -> bool {
        self.0.as_bool() == Some(true)
    }
}
