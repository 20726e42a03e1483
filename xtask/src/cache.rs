//! Work is done again only when something it depends on has changed.

use crate::{
    files::{self, Files},
    project::Project,
};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{fmt::Write, fs};

/// Everything a piece of work depends on.
pub(crate) struct Key(Sha256);

impl Key {
    /// A key that changes when these commands or their tools do.
    pub(crate) fn new(project: &Project) -> Self {
        let mut key = Self(Sha256::new());
        key.add(project.fingerprint.as_bytes());
        key
    }

    /// Adds one thing the work depends on.
    pub(crate) fn add(&mut self, part: &[u8]) {
        // With its length, so that no two lists of parts look alike.
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// Adds a whole directory's files.
    pub(crate) fn add_files(&mut self, files: &Files) {
        for (path, content) in files {
            self.add(path.as_bytes());
            self.add(content);
        }
    }

    fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

/// The SHA-256 of some bytes in hexadecimal.
pub(crate) fn hash(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes everything");
        text
    })
}

/// The files that `make` makes, or those it made last time for the same key.
pub(crate) fn cached(
    project: &Project,
    name: &str,
    key: Key,
    make: impl FnOnce() -> Result<Files>,
) -> Result<Files> {
    let key = key.finish();
    let directory = project.work().join("cache").join(name);
    let stamp = project.work().join("cache").join(format!("{name}.key"));
    if fs::read_to_string(&stamp).is_ok_and(|known| known == key) {
        return files::read(&directory);
    }
    // Without a stamp a half-written directory is never taken for a whole one.
    if stamp.exists() {
        fs::remove_file(&stamp).with_context(|| stamp.display().to_string())?;
    }
    let files = make()?;
    files::write(&directory, &files)?;
    files::write_file(&stamp, key.as_bytes())?;
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(parts: &[&str]) -> String {
        let mut key = Key(Sha256::new());
        for part in parts {
            key.add(part.as_bytes());
        }
        key.finish()
    }

    #[test]
    fn a_key_tells_lists_of_parts_apart() {
        assert_eq!(key(&["a", "b"]), key(&["a", "b"]));
        assert_ne!(key(&["a", "b"]), key(&["ab"]));
        assert_ne!(key(&["a", "b"]), key(&["b", "a"]));
        assert_ne!(key(&["", "ab"]), key(&["ab", ""]));
    }

    #[test]
    fn a_hash_is_sha_256() {
        assert!(hash(b"abc").starts_with("ba7816bf8f01cfea"));
    }
}
