//! Recorded files served as if they were live pages: for looking at real payloads in the widget.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::pages;

/// Longest name of a page.
const MAX_NAME_BYTES: usize = 64;

/// Which file answers at which path. Every other path of such a page is 404.
#[derive(Clone, Debug, Default)]
pub struct Files {
    by_path: BTreeMap<String, PathBuf>,
}

/// Why a file can't be served.
#[derive(Debug, PartialEq, Eq)]
pub enum FilesError {
    /// The name can't be a path segment here.
    Name(String),
    /// A page of that name exists already.
    Taken(String),
    /// There is no such file.
    Missing(PathBuf),
}

impl fmt::Display for FilesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => {
                write!(
                    formatter,
                    "page name {name:?} must be 1 to {MAX_NAME_BYTES} of a-z, 0-9 and -"
                )
            }
            Self::Taken(name) => write!(formatter, "a page {name:?} is there already"),
            Self::Missing(path) => write!(formatter, "no file at {:?}", path.display().to_string()),
        }
    }
}

impl std::error::Error for FilesError {}

impl Files {
    /// Serves the file as `/{name}/api/v2/summary.json`.
    pub fn statuspage(&mut self, name: &str, file: &Path) -> Result<(), FilesError> {
        self.add(name, "api/v2/summary.json", file)
    }

    /// Serves the file as `/{name}/summary.json`.
    pub fn instatus(&mut self, name: &str, file: &Path) -> Result<(), FilesError> {
        self.add(name, "summary.json", file)
    }

    /// The file that answers at that path.
    pub(crate) fn at(&self, path: &str) -> Option<&Path> {
        self.by_path.get(path).map(PathBuf::as_path)
    }

    fn add(&mut self, name: &str, document: &str, file: &Path) -> Result<(), FilesError> {
        let well_formed = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !well_formed || name.is_empty() || name.len() > MAX_NAME_BYTES {
            return Err(FilesError::Name(name.chars().take(80).collect()));
        }
        let prefix = format!("/{name}/");
        let known = self.by_path.keys().any(|path| path.starts_with(&prefix));
        if known || name == "control" || pages::all().iter().any(|page| page.key == name) {
            return Err(FilesError::Taken(name.to_owned()));
        }
        if !file.is_file() {
            return Err(FilesError::Missing(file.to_owned()));
        }
        self.by_path
            .insert(format!("{prefix}{document}"), file.to_owned());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cannot_be_served_are_refused_with_the_reason() {
        let here = Path::new("Cargo.toml");
        let mut files = Files::default();
        files.statuspage("real", here).unwrap();
        let cases = [
            (
                "upper case",
                files.statuspage("GitHub", here),
                "page name \"GitHub\" must be 1 to 64 of a-z, 0-9 and -",
            ),
            (
                "a path",
                files.statuspage("../x", here),
                "page name \"../x\" must be 1 to 64 of a-z, 0-9 and -",
            ),
            (
                "nothing",
                files.statuspage("", here),
                "page name \"\" must be 1 to 64 of a-z, 0-9 and -",
            ),
            (
                "simulated",
                files.statuspage("noterro", here),
                "a page \"noterro\" is there already",
            ),
            (
                "twice",
                files.instatus("real", here),
                "a page \"real\" is there already",
            ),
            (
                "no file",
                files.instatus("other", Path::new("nowhere.json")),
                "no file at \"nowhere.json\"",
            ),
        ];

        for (name, result, message) in cases {
            assert_eq!(result.unwrap_err().to_string(), message, "{name}");
        }
        assert_eq!(files.at("/real/api/v2/summary.json"), Some(here));
        assert_eq!(files.at("/real/api/v2/incidents.json"), None);
    }
}
