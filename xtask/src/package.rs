//! The npm package: the loader as a module, its declarations for TypeScript and the manifest of
//! the elements. Both are made of one list (`npm/elements.json`), so that they cannot disagree.

mod elements;

use crate::{
    files::{self, Files},
    project::Project,
    text::replace_once,
};
use anyhow::{Context, Result};
use elements::Listed;
use statuslamp_model::typescript;

/// The loader as a module, as visitors get it.
const MODULE: &str = "statuslamp.mjs";
/// What each framework's entry is but a door to.
const DOOR: &str = "export * from \"./index.js\";\n";
const FRAMEWORKS: [&str; 4] = ["preact", "react", "solid", "vue"];

/// The package of a site, ready to be published.
pub(crate) fn assemble(project: &Project, site: &Files, version: &str) -> Result<Files> {
    let module = site.get(MODULE);
    let module = module.with_context(|| format!("{MODULE} is missing"))?;
    let mut package = files::read(&project.root.join("npm"))?;
    let elements = package.remove("elements.json");
    let elements = Listed::read(&elements.context("npm/elements.json is missing")?)?;
    let manifest = package.get_mut("package.json");
    set_version(manifest.context("npm/package.json is missing")?, version)?;
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let path = project.root.join(license);
        let text = std::fs::read(&path).with_context(|| path.display().to_string())?;
        package.insert(license.to_owned(), text);
    }
    for framework in FRAMEWORKS {
        package.insert(format!("{framework}.js"), DOOR.into());
    }
    package.insert("index.js".to_owned(), module.clone());
    package.insert("model.d.ts".to_owned(), typescript::declarations().into());
    package.insert("elements.d.ts".to_owned(), elements.declarations().into());
    let manifest = format!("{:#}\n", elements.manifest());
    package.insert("custom-elements.json".to_owned(), manifest.into());
    Ok(package)
}

/// One version for everything. The order of the members has a meaning, so the text is changed.
fn set_version(manifest: &mut Vec<u8>, version: &str) -> Result<()> {
    let version = format!("\"version\": \"{version}\"");
    let text = String::from_utf8(std::mem::take(manifest)).context("npm/package.json")?;
    let text = replace_once(&text, "\"version\": \"\"", &version);
    *manifest = text.context("npm/package.json")?.into_bytes();
    Ok(())
}
