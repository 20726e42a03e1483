//! The widget's bindings, made unable to throw into the page, and begun in one way.
//!
//! `guard.js` explains what is wrapped; here it is put into place, or the build fails.

use crate::text::replace_once;
use anyhow::{Context, Result};

const GUARD: &str = include_str!("../js/guard.js");
const INIT: &str = include_str!("../js/init.js");
/// Where wasm-bindgen takes over what the module exports.
const EXPORTS: &str = "wasm = instance.exports;";
/// From where on it does all that can be done to get a module.
const LOADING: &str = "async function __wbg_load(";
/// Where it exports the two ways to begin.
const ENTRIES: &str = "export { initSync, __wbg_init as default };";

/// The bindings with every way from JavaScript into the module guarded.
pub(crate) fn guarded(glue: &str) -> Result<String> {
    let glue = replace_once(glue, EXPORTS, "wasm = guarded(instance.exports);").ok();
    let parts = glue.as_deref().and_then(|glue| {
        let (bindings, loading) = glue.split_once(LOADING)?;
        let (_, rest) = loading.split_once(ENTRIES)?;
        rest.trim().is_empty().then_some(bindings)
    });
    let bindings = parts.context("wasm-bindgen writes other bindings than the guard knows")?;
    Ok(format!(
        "{GUARD}\n{bindings}\n{INIT}\nexport {{ __wbg_init as default }};\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "let wasm;\nfunction __wbg_finalize_init(instance, module) {\n    wasm = instance.exports;\n    return wasm;\n}\nasync function __wbg_load(module, imports) {\n}\nfunction initSync(module) {\n}\nexport { initSync, __wbg_init as default };\n";

    #[test]
    fn the_exports_pass_the_guard() {
        let glue = guarded(GLUE).unwrap();

        assert!(glue.contains("wasm = guarded(instance.exports);"));
        assert!(glue.contains("export function set_trap("));
        assert!(!glue.contains("wasm = instance.exports;"));
        assert!(!glue.contains("initSync"));
    }

    #[test]
    fn unfamiliar_bindings_fail_the_build() {
        let without = GLUE.replace("wasm = instance.exports;", "wasm = other;");
        let twice = GLUE.replace("return wasm;", "wasm = instance.exports;");
        let endless = GLUE.replace("export {", "export { more,");
        let longer = format!("{GLUE}export function more() {{}}\n");

        for glue in [without, twice, endless, longer] {
            assert!(guarded(&glue).is_err(), "{glue}");
        }
    }
}
