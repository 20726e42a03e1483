//! The recorded payloads beside the project. They are not part of it: where they are missing, the
//! tests on them have nothing to look at, and the fixtures in `tests/fixtures` stand for them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A recorded payload.
#[derive(Debug)]
pub struct File {
    /// Folder and file name.
    pub name: String,
    /// What was recorded.
    pub bytes: Vec<u8>,
}

impl File {
    /// Whether it is a history feed.
    pub fn is_feed(&self) -> bool {
        Path::new(&self.name)
            .extension()
            .is_some_and(|extension| extension == "xml")
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus")
}

/// Whether the recordings are here.
pub fn exists() -> bool {
    folder().is_dir()
}

/// All recordings of the providers we read, in order of their names.
pub fn files() -> Vec<File> {
    let mut files = Vec::new();
    for provider in ["_derived", "instatus", "statuspage"] {
        let Ok(entries) = fs::read_dir(folder().join(provider)) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = format!("{provider}/{}", entry.file_name().to_string_lossy());
            let is_ours = provider != "_derived" || name.contains("instatus");
            if let (true, Ok(bytes)) = (is_ours, fs::read(entry.path())) {
                files.push(File { name, bytes });
            }
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

/// One recording; `None` where the recordings are not here.
///
/// # Panics
///
/// If they are here and this one is not.
pub fn file(name: &str) -> Option<Vec<u8>> {
    exists()
        .then(|| fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}")))
}
