//! The same source makes the same bytes: what browsers download is built a second time, from a copy
//! of the checkout in another directory, and compared with what the build made.
//!
//! Everything of ours is compiled, linked and optimised anew. What others wrote, and the standard
//! library, is taken over as it was compiled: cargo would make it of the same sources again, and
//! that takes minutes.

use crate::{
    build::{self, Mode},
    files::Files,
    progress,
    project::Project,
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    ffi::OsStr,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// What the copy does without: what is made, and what is fetched.
const LEFT_OUT: [&str; 4] = ["target", "dist", "node_modules", ".git"];
/// What is fetched is shared.
const FETCHED: &str = "node_modules";
/// The beginning of the names of our own packages.
const OURS: &str = "statuslamp";
/// What is compiled is written once and never changed: it may be shared.
const COMPILED: [&str; 4] = ["rlib", "rmeta", "so", "dylib"];

/// Builds again and compares; fails with the names of the files that differ.
pub(crate) fn check(project: &Project) -> Result<()> {
    let first = build::build_site(project, Mode::Release)?;
    let again = elsewhere(project)?;
    let second = progress::step("building it again, elsewhere", || {
        build::build_site(&again, Mode::Release)
    })?;
    compare(&first, &second)?;
    let bytes: usize = second.values().map(Vec::len).sum();
    println!("{} files, {bytes} bytes, the same twice", second.len());
    // Where they differ the second one stays, to be looked at.
    remove(&place(project))
}

fn place(project: &Project) -> PathBuf {
    project.work().join("again")
}

fn remove(place: &Path) -> Result<()> {
    match fs::remove_dir_all(place) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| place.display().to_string())
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A copy of the checkout, in another directory at another depth.
fn elsewhere(project: &Project) -> Result<Project> {
    let place = place(project);
    remove(&place)?;
    let again = Project {
        root: place.join("from/another/place"),
        target: place.join("target"),
        fingerprint: project.fingerprint.clone(),
    };
    let is_source = |name: &OsStr| LEFT_OUT.iter().all(|out| name != *out);
    copy(&project.root, &again.root, &is_source)?;
    let fetched = again.root.join(FETCHED);
    share_directory(&project.root.join(FETCHED), &fetched)?;
    let compiled = Path::new("nightly");
    let is_of_others = |name: &OsStr| !name.to_string_lossy().contains(OURS);
    let (from, to) = (project.target.join(compiled), again.target.join(compiled));
    // Where only stable Rust can be had there is none.
    if from.is_dir() {
        copy(&from, &to, &is_of_others)?;
    }
    Ok(again)
}

#[cfg(unix)]
fn share_directory(from: &Path, to: &Path) -> Result<()> {
    std::os::unix::fs::symlink(from, to).with_context(|| to.display().to_string())
}

#[cfg(not(unix))]
fn share_directory(from: &Path, to: &Path) -> Result<()> {
    copy(from, to, &|_| true)
}

/// Copies what is wanted of a directory, with the times of its files: cargo goes by those.
fn copy(from: &Path, to: &Path, is_wanted: &dyn Fn(&OsStr) -> bool) -> Result<()> {
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name();
        if !is_wanted(&name) {
            continue;
        }
        let (from, to) = (entry.path(), to.join(&name));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy(&from, &to, is_wanted)?;
        } else if kind.is_file() {
            copy_file(&from, &to).with_context(|| from.display().to_string())?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    let extension = from.extension().and_then(OsStr::to_str);
    let is_compiled = extension.is_some_and(|extension| COMPILED.contains(&extension));
    if is_compiled && fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)?;
    let time = fs::metadata(from)?.modified()?;
    fs::File::options()
        .append(true)
        .open(to)?
        .set_modified(time)?;
    Ok(())
}

fn compare(first: &Files, second: &Files) -> Result<()> {
    ensure!(!first.is_empty(), "nothing was built");
    let names = first.keys().chain(second.keys());
    let mut different: Vec<_> = names
        .filter(|name| first.get(*name) != second.get(*name))
        .map(String::as_str)
        .collect();
    different.sort_unstable();
    different.dedup();
    if different.is_empty() {
        return Ok(());
    }
    bail!("built twice, these differ: {}", different.join(", "));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(of: &[(&str, &str)]) -> Files {
        let pairs = of.iter();
        let pairs = pairs.map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()));
        pairs.collect()
    }

    #[test]
    fn what_differs_is_named_whichever_build_has_it() {
        let first = files(&[("a.js", "1"), ("b.js", "2"), ("c-1.wasm", "3")]);
        let second = files(&[("a.js", "1"), ("b.js", "4"), ("c-2.wasm", "3")]);

        assert!(compare(&first, &first).is_ok());
        let error = compare(&first, &second).unwrap_err().to_string();
        assert_eq!(error, "built twice, these differ: b.js, c-1.wasm, c-2.wasm");
        assert!(compare(&Files::new(), &Files::new()).is_err());
    }

    #[test]
    fn a_copy_keeps_the_times_and_leaves_out_what_is_not_wanted() {
        let place = std::env::temp_dir().join(format!("statuslamp-again-{}", std::process::id()));
        let (from, to) = (place.join("from"), place.join("to"));
        fs::create_dir_all(from.join("deep/target")).unwrap();
        fs::write(from.join("deep/kept"), "1").unwrap();
        fs::write(from.join("deep/target/left"), "2").unwrap();
        fs::write(from.join("deep/shared.rlib"), "3").unwrap();
        let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1000);
        let file = fs::File::options()
            .append(true)
            .open(from.join("deep/kept"));
        file.unwrap().set_modified(long_ago).unwrap();

        copy(&from, &to, &|name| name != "target").unwrap();
        let time = fs::metadata(to.join("deep/kept")).unwrap().modified();
        let shared = fs::read_to_string(to.join("deep/shared.rlib"));
        let is_left_out = !to.join("deep/target").exists();
        fs::remove_dir_all(&place).unwrap();

        assert_eq!(time.unwrap(), long_ago);
        assert_eq!(shared.unwrap(), "3");
        assert!(is_left_out);
    }
}
