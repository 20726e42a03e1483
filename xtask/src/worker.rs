//! The worker's modules: the entry shim, the linked Rust build, and the pages file.

use crate::{files::Files, project::Project};
use anyhow::{Context, Result};
use std::fs;

/// The module that the runtime loads first.
pub(crate) const ENTRY: &str = "index.js";

/// Puts the entry shim in front of the linked worker, and beside it what it asks of `Intl`.
pub(crate) fn assemble(project: &Project, mut linked: Files) -> Result<Files> {
    linked.insert(ENTRY.to_owned(), shim(project, "entry.mjs")?);
    linked.insert("spoken.js".to_owned(), shim(project, "spoken.mjs")?);
    // Times and numbers are written in one way, here and in browsers.
    let intl = project.root.join("widget/src/browser/intl.js");
    let intl = fs::read(&intl).with_context(|| intl.display().to_string())?;
    linked.insert("intl.js".to_owned(), intl);
    Ok(linked)
}

/// The handler that serves static files where the runtime does not.
pub(crate) fn assets_handler(project: &Project) -> Result<Vec<u8>> {
    shim(project, "assets.mjs")
}

/// `pages.js`: the text of the pages file as a module.
pub(crate) fn pages_module(pages: &str) -> (String, Vec<u8>) {
    let text = serde_json::Value::from(pages).to_string();
    (
        "pages.js".to_owned(),
        format!("export default {text};\n").into_bytes(),
    )
}

fn shim(project: &Project, name: &str) -> Result<Vec<u8>> {
    let path = project.root.join("worker/shim").join(name);
    fs::read(&path).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_file_becomes_one_string() {
        let (name, module) = pages_module("{\n  \"pages\": []\n}\n");

        assert_eq!(name, "pages.js");
        assert_eq!(
            String::from_utf8(module).unwrap(),
            "export default \"{\\n  \\\"pages\\\": []\\n}\\n\";\n"
        );
    }
}
