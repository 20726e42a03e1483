//! Programs that others wrote and the tests run against the lamp: those of npm and of `PyPI` that
//! `tests/clients/` pins, installed once for each state of what pins them.

use crate::{
    cache, debian,
    files::write_file,
    npm, progress,
    project::{self, Project},
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where the clients are pinned, from the top of the checkout.
const PINNED: &str = "tests/clients";

/// The Python environments: a name for each, and the file that pins what is in it. One program
/// wants older versions of what others want newer ones of.
const ENVIRONMENTS: [(&str, &str); 2] = [
    ("python", "requirements.txt"),
    ("statuscheck", "requirements-statuscheck.txt"),
];

/// The oldest Python that every pinned program runs on.
const OLDEST_PYTHON: (u32, u32) = (3, 10);

/// Installs what is missing, and returns the directory the Python environments are in.
pub(crate) fn install(project: &Project) -> Result<PathBuf> {
    npm::install_in(project, PINNED, "the clients of npm")?;
    let directory = project.work().join("clients");
    for (name, file) in ENVIRONMENTS {
        let requirements = project.root.join(PINNED).join(file);
        let wanted = fs::read(&requirements).with_context(|| requirements.display().to_string())?;
        let place = directory.join(name);
        // An environment works at its own place only.
        let wanted = cache::hash(&[place.to_string_lossy().as_bytes(), &wanted].concat());
        let stamp = place.join("installed");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            continue;
        }
        let what = format!("installing Python programs for the tests ({name})");
        progress::step(&what, || {
            environment(project, &place, &requirements)?;
            write_file(&stamp, wanted.as_bytes())
        })?;
    }
    Ok(directory)
}

/// Makes a Python environment anew.
fn environment(project: &Project, place: &Path, requirements: &Path) -> Result<()> {
    let python = python(project)?;
    if place.exists() {
        fs::remove_dir_all(place).with_context(|| place.display().to_string())?;
    }
    let made = || project::run(project.command(python).args(["-m", "venv"]).arg(place));
    if let Err(error) = made() {
        // Debian keeps a part of it in a package of its own.
        if !debian::may_install(project) {
            return Err(error
                .context("Python's venv module is missing: install it (on Debian: python3-venv)"));
        }
        debian::install(project, "python3-venv")?;
        made()?;
    }
    project::run(
        project
            .command(executable(place))
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .args(["--no-deps", "--requirement"])
            .arg(requirements),
    )
    .context("the Python programs for the tests could not be installed")
}

/// A Python that is new enough; installs one where that is possible without asking.
fn python(project: &Project) -> Result<&'static str> {
    if let Some(name) = found(project) {
        return Ok(name);
    }
    if debian::may_install(project) {
        debian::install(project, "python3-venv")?;
        if let Some(name) = found(project) {
            return Ok(name);
        }
    }
    let (major, minor) = OLDEST_PYTHON;
    bail!(
        "Python {major}.{minor} or newer with venv is missing: the tests run programs written in it against the lamp; install it from https://www.python.org/ or your system's packages"
    )
}

fn found(project: &Project) -> Option<&'static str> {
    ["python3", "python"].into_iter().find(|name| {
        let version = project::output(project.command(name).arg("--version"));
        version.is_ok_and(|version| is_new_enough(&String::from_utf8_lossy(&version)))
    })
}

fn is_new_enough(version: &str) -> bool {
    let number = version.trim().strip_prefix("Python ");
    let mut parts = number.unwrap_or_default().split('.').map(str::parse);
    matches!((parts.next(), parts.next()), (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= OLDEST_PYTHON)
}

/// The Python of an environment.
fn executable(place: &Path) -> PathBuf {
    if cfg!(windows) {
        place.join("Scripts").join("python.exe")
    } else {
        place.join("bin").join("python")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_python_that_is_too_old_or_none_is_not_taken() {
        for (said, is_enough) in [
            ("Python 3.10.0\n", true),
            ("Python 3.13.0rc1", true),
            ("Python 4.0.1", true),
            ("Python 3.9.19", false),
            ("Python 2.7.18", false),
            ("python: not found", false),
            ("", false),
        ] {
            assert_eq!(is_new_enough(said), is_enough, "{said}");
        }
    }
}
