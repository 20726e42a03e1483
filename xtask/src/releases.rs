//! The releases a site answers for. Loaders live on in caches and in pages that stay open for days;
//! what one of them asks for next must still be there, so a build carries the files of the last
//! releases along.
//!
//! A store is a folder: `releases.json` and the files it names. A site that was built is one, too.

use crate::{
    compress,
    files::{self, Files, has_extension},
};
use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha384};
use std::{collections::BTreeMap, fs, path::Path};

/// The list of releases, in a site and in a store.
const LIST: &str = "releases.json";
/// What a page pins, by name.
const PINNED: &str = "integrity.json";
/// The present one and those before it.
const MOST: usize = 10;

/// Releases, the newest first.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Releases {
    releases: Vec<Release>,
}

/// What one release needs to be there for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Release {
    version: String,
    /// Paths and what their content is, in the words of Subresource Integrity.
    files: BTreeMap<String, String>,
}

/// The integrity of some content, in the words of Subresource Integrity.
pub(crate) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// The name of the loader that pins everything it loads.
pub(crate) fn pinned_name(version: &str) -> String {
    format!("embed-{version}.js")
}

/// Whether a file never means anything else under its name.
fn is_for_good(path: &str) -> bool {
    let is_twin = has_extension(path, "br");
    !is_twin && (path.starts_with("w/") || (path.starts_with("embed-") && !path.contains('/')))
}

/// Adds to a site the files of the releases in a store, if there is one, and the lists of what is
/// there. Returns what is to be pinned: names and their integrity.
pub(crate) fn carry(
    site: &mut Files,
    version: &str,
    store: Option<&Path>,
) -> Result<BTreeMap<String, String>> {
    let files = site.iter().filter(|(path, _)| is_for_good(path));
    let present = Release {
        version: version.to_owned(),
        files: files
            .map(|(path, content)| (path.clone(), integrity(content)))
            .collect(),
    };
    let before = store.map_or_else(|| Ok(Releases::default()), Releases::read)?;
    let mut releases = vec![present];
    for release in before.releases {
        let is_known = releases.iter().any(|known| known.files == release.files);
        if !is_known && releases.len() < MOST {
            releases.push(release);
        }
    }
    for release in releases.iter().skip(1) {
        for (path, wanted) in &release.files {
            let content = match site.get(path) {
                Some(content) => content.clone(),
                None => fetch(store, path)?,
            };
            if integrity(&content) != *wanted {
                bail!(
                    "{path} of release {} had other content: raise the version, or mend the store",
                    release.version
                );
            }
            add(site, path, content)?;
        }
    }
    let releases = Releases { releases };
    let pinned = releases.pinned();
    site.insert(LIST.to_owned(), json(&releases)?);
    site.insert(PINNED.to_owned(), json(&pinned)?);
    Ok(pinned)
}

/// Makes a store hold what a site needs for good, and no more of what it held for that purpose.
pub(crate) fn keep(store: &Path, site: &Files) -> Result<()> {
    let before = Releases::read(store)?;
    for path in before.paths() {
        if !site.contains_key(path) {
            fs::remove_file(store.join(path)).with_context(|| path.to_owned())?;
        }
    }
    let kept = site.iter().filter(|(path, _)| is_for_good(path));
    for (path, content) in kept {
        files::write_file(&store.join(path), content)?;
    }
    // The list last: it never names what is not there.
    files::write_file(&store.join(LIST), site.get(LIST).context(LIST)?)
}

fn fetch(store: Option<&Path>, path: &str) -> Result<Vec<u8>> {
    let path = store.context("no store")?.join(path);
    fs::read(&path).with_context(|| path.display().to_string())
}

/// The file, and its twin where the site's other files have theirs.
fn add(site: &mut Files, path: &str, content: Vec<u8>) -> Result<()> {
    if site.contains_key(path) {
        return Ok(());
    }
    if site.keys().any(|path| has_extension(path, "br")) {
        let compressed = compress::brotli(&content)?;
        if compressed.len() < content.len() {
            site.insert(format!("{path}.br"), compressed);
        }
    }
    site.insert(path.to_owned(), content);
    Ok(())
}

fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    Ok((serde_json::to_string_pretty(value)? + "\n").into_bytes())
}

impl Releases {
    /// The list of a store; empty where nothing is kept there yet.
    fn read(store: &Path) -> Result<Self> {
        let path = store.join(LIST);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let read: Self = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        // What is named is read and removed: nothing outside of the store may be.
        if let Some(wrong) = read.paths().find(|path| !is_safe(path)) {
            bail!("{}: {wrong} is no file of a release", path.display());
        }
        Ok(read)
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        let files = self
            .releases
            .iter()
            .flat_map(|release| release.files.keys());
        files.map(String::as_str)
    }

    /// The loaders that pin what they load, with their own integrity.
    fn pinned(&self) -> BTreeMap<String, String> {
        let files = self.releases.iter().flat_map(|release| &release.files);
        let pinned = files.filter(|(path, _)| !path.contains('/'));
        pinned
            .map(|(path, own)| (path.clone(), own.clone()))
            .collect()
    }
}

fn is_safe(path: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && !part.starts_with('.');
    is_for_good(path) && path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests;
