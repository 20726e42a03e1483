//! The npm tools at the versions of `package-lock.json`, installed when they are missing.

use crate::{
    cache,
    files::write_file,
    progress,
    project::{self, Project},
};
use anyhow::{Context, Result, bail};
use std::fs;

const OLDEST_NODE: u32 = 20;

/// Makes sure that `node_modules` is what the lock file says.
pub(crate) fn install(project: &Project) -> Result<()> {
    install_in(project, "", "the npm tools (workerd, esbuild, binaryen, …)")
}

/// The same for a folder with a lock file of its own, given from the top of the checkout.
pub(crate) fn install_in(project: &Project, folder: &str, what: &str) -> Result<()> {
    let folder = project.root.join(folder);
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| lock.display().to_string())?;
    let stamp = folder.join("node_modules/.statuslamp-lock");
    let wanted = cache::hash(&lock);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    check_node(project)?;
    progress::step(&format!("installing {what}"), || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let mut npm = project.command(npm);
        npm.current_dir(&folder)
            .args(["ci", "--no-audit", "--no-fund"]);
        project::run(&mut npm).with_context(|| format!("{what} could not be installed"))?;
        write_file(&stamp, wanted.as_bytes())
    })
}

fn check_node(project: &Project) -> Result<()> {
    let Ok(version) = project::output(project.command("node").arg("--version")) else {
        bail!("Node.js {OLDEST_NODE} or newer is missing: install it from https://nodejs.org/");
    };
    let version = String::from_utf8_lossy(&version);
    match major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node.js {} is too old: {OLDEST_NODE} or newer is needed",
            version.trim()
        ),
    }
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_version_is_understood() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("20"), None);
        assert_eq!(major(""), None);
    }
}
