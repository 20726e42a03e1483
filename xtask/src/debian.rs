//! What the commands install by themselves where nobody has to be asked: packages of Debian and its
//! kin, for root.

use crate::{
    progress,
    project::{self, Project},
};
use anyhow::Result;
use std::path::Path;

/// On Debian or its kin, and allowed to.
pub(crate) fn may_install(project: &Project) -> bool {
    Path::new("/etc/debian_version").is_file()
        && project::output(project.command("id").arg("-u")).is_ok_and(|id| id.trim_ascii() == b"0")
}

/// Installs a package.
pub(crate) fn install(project: &Project, package: &str) -> Result<()> {
    progress::step(&format!("installing {package}"), || {
        project::run(project.command("apt-get").arg("update"))?;
        project::run(project.command("apt-get").args(["install", "-y", package]))
    })
}
