//! What the API promises, for programs and for people: `openapi.json`, the schema of the pages
//! file, and the reference in the documentation. All of it is made of the types themselves.

mod html;
mod reference;

use crate::{files::Files, project::Project};
use anyhow::{Context, Result};
use serde_json::Value;
use statuslamp_worker::contract::openapi;
use std::{collections::BTreeMap, fs, path::Path};

/// The page of the documentation that the reference looks like.
const MODEL: &str = "docs/json/index.html";

/// Adds them to the static files.
pub(crate) fn add(project: &Project, www: &mut Files) -> Result<()> {
    let document = openapi(&examples(&project.root.join("tests/contract"))?);
    let model = www
        .get(MODEL)
        .with_context(|| format!("{MODEL} is missing"))?;
    let model = std::str::from_utf8(model).context(MODEL)?;
    let reference = reference::page(&document, model)?;
    www.insert("docs/reference/index.html".to_owned(), reference.into());
    let schema = statuslamp_model::pages_file_schema();
    www.insert("pages.schema.json".to_owned(), printed(&schema));
    www.insert("openapi.json".to_owned(), printed(&document));
    Ok(())
}

fn printed(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into()
}

/// Answers by the ids of their operations: what the worker said in the tests.
fn examples(folder: &Path) -> Result<BTreeMap<String, Value>> {
    let mut examples = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let name = name.with_context(|| path.display().to_string())?;
        let text = fs::read_to_string(&path)?;
        let example = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        examples.insert(name.to_owned(), example);
    }
    Ok(examples)
}
