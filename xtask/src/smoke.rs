//! `smoke`: a look at a lamp that was just deployed. Node's own client asks, so that nothing of
//! TLS is compiled here.

use crate::project::Project;
use anyhow::{Context, Result};
use std::process::ExitCode;

/// Asks for everything that must be right; fails where something is not.
pub(crate) fn run(project: &Project, host: &str) -> Result<ExitCode> {
    let status = project
        .node("xtask/js/smoke.mjs")
        .arg(host)
        .status()
        .context("cannot start node")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
