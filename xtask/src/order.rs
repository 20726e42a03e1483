//! The functions of a module in the order that compresses best; `order.mjs` explains which.

use crate::{
    optimise, progress,
    project::{self, Project},
};
use anyhow::{Context, Result};
use std::fs;

/// The module with its functions in another order.
pub(crate) fn ordered(project: &Project, name: &str, module: &[u8]) -> Result<Vec<u8>> {
    progress::step(&format!("ordering the functions of {name}"), || {
        let directory = project.work().join("order");
        fs::create_dir_all(&directory)?;
        let path = directory.join(format!("{name}.wasm"));
        fs::write(&path, module).with_context(|| path.display().to_string())?;
        let mut command = project.node("xtask/js/order.mjs");
        project::run(command.arg(&path).args(optimise::FEATURES))?;
        fs::read(&path).with_context(|| path.display().to_string())
    })
}
