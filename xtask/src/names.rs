//! Short names on both sides of a bundle; `names.mjs` explains why.

use crate::{
    files::{self, Files},
    optimise, progress,
    project::{self, Project},
};
use anyhow::Result;
use std::fs;

/// The bindings and the module under short names, the bindings in one file.
pub(crate) fn shortened(project: &Project, name: &str, bundle: &Files) -> Result<Files> {
    progress::step(&format!("shortening the names of {name}"), || {
        let directory = project.work().join("names").join(name);
        if directory.exists() {
            fs::remove_dir_all(&directory)?;
        }
        files::write(&directory, bundle)?;
        let mut command = project.node("xtask/js/names.mjs");
        command.arg(&directory).arg(name).args(optimise::FEATURES);
        project::run(&mut command)?;
        let mut shortened = files::read(&directory)?;
        shortened.retain(|path, _| !path.starts_with("snippets/"));
        Ok(shortened)
    })
}
