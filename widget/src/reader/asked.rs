//! What the loader mounts an element with.

use super::values::{Read, Values, read};
use crate::Settings;

/// What the host asks of an element.
#[derive(Debug, Default)]
pub struct Asked {
    /// From where.
    pub api: String,
    /// Of which pages.
    pub pages: Vec<String>,
    /// How.
    pub settings: Settings,
}

/// What the host asks of an element.
pub fn asked(options: &str) -> Asked {
    let mut values = Values::of(options);
    let values = &mut values;
    let mut asked = Asked::default();
    read!(asked, values: api pages);
    for _ in 0..values.small() {
        let (name, value) = (values.text().unwrap_or_default(), values.text());
        asked.settings.attribute(name, value.map(str::to_owned));
    }
    asked
}

/// Phrases in the order of the catalogue, if they are given.
pub fn catalogue(phrases: &str) -> Option<Vec<&str>> {
    let mut values = Values::of(phrases);
    let mut catalogue = Vec::new();
    for _ in 0..values.whole()? {
        catalogue.push(values.text().unwrap_or_default());
    }
    Some(catalogue)
}
