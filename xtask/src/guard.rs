//! The widget's bindings, made unable to throw into the page.
//!
//! `guard.js` explains what is wrapped; here it is put into place, or the build fails.

use crate::text::replace_once;
use anyhow::{Context, Result};

const GUARD: &str = include_str!("../js/guard.js");
/// Where wasm-bindgen takes over what the module exports.
const EXPORTS: &str = "wasm = instance.exports;";
/// Where it exports the two ways to begin, of which browsers need one.
const ENTRIES: &str = "export { initSync, __wbg_init as default };";

/// The bindings with every way from JavaScript into the module guarded.
pub(crate) fn guarded(glue: &str) -> Result<String> {
    let glue = replace_once(glue, EXPORTS, "wasm = guarded(instance.exports);")
        .and_then(|glue| replace_once(&glue, ENTRIES, "export { __wbg_init as default };"))
        .context("wasm-bindgen writes other bindings than the guard knows")?;
    Ok(format!("{GUARD}\n{glue}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "let wasm;\nfunction finalize(instance) {\n    wasm = instance.exports;\n    return wasm;\n}\nexport { initSync, __wbg_init as default };\n";

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

        assert!(guarded(&without).is_err());
        assert!(guarded(&twice).is_err());
    }
}
