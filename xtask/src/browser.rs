//! A browser for the tests: the user's own where there is one.

use crate::{debian, project::Project};
use anyhow::{Result, bail};
use std::{env, path::PathBuf};

/// Names under which browsers are found on PATH.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
];

/// Where installers put them.
const PLACES: [&str; 9] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/usr/lib/chromium/chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/// The browser's executable; installs one where that is possible without asking.
pub(crate) fn find(project: &Project) -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROME_PATH") {
        let path = PathBuf::from(path);
        if path.is_file() {
            return Ok(path);
        }
        bail!("CHROME_PATH names no file: {}", path.display());
    }
    if let Some(path) = installed() {
        return Ok(path);
    }
    if debian::may_install(project) {
        debian::install(project, "chromium")?;
        if let Some(path) = installed() {
            return Ok(path);
        }
    }
    bail!(
        "no Chrome or Chromium was found for the browser tests: install one, or set CHROME_PATH to its executable"
    )
}

fn installed() -> Option<PathBuf> {
    let directories: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    on_path(&directories).or_else(|| PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
}

fn on_path(directories: &[PathBuf]) -> Option<PathBuf> {
    NAMES.iter().find_map(|name| {
        directories
            .iter()
            .map(|directory| directory.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            .find(|path| path.is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_first_known_name_on_the_path_is_taken() {
        let directory = env::temp_dir().join(format!("statuslamp-browser-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let browser = directory.join(format!("google-chrome{}", env::consts::EXE_SUFFIX));
        let elsewhere = directory.join("empty");

        let before = on_path(&[elsewhere.clone(), directory.clone()]);
        fs::write(&browser, "").unwrap();
        let after = on_path(&[elsewhere, directory.clone()]);
        fs::remove_dir_all(&directory).unwrap();

        assert_eq!(before, None);
        assert_eq!(after, Some(browser));
    }
}
