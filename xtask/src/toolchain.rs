//! Which Rust builds what visitors download.
//!
//! The project itself is plain stable Rust, the bundles included. A dated nightly makes them a
//! third smaller, because it compiles the standard library along with them, for size and without
//! the messages of panics that nobody would read. It is named here and nowhere else.

use crate::{
    progress,
    project::{self, Project},
};
use anyhow::{Context, Result};
use std::{path::Path, process::Command};

/// The nightly, by its date: the same source makes the same bytes.
const NIGHTLY: &str = "nightly-2026-05-20";

/// What a build with its own standard library says to cargo.
const BUILD_STD: [&str; 5] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
    "-Zpanic-immediate-abort",
    "--config",
    "profile.widget.panic=\"immediate-abort\"",
];
/// And to the compiler.
const FLAGS: [&str; 2] = ["-Zlocation-detail=none", "-Zfmt-debug=none"];

/// A compiler with its standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one that the checkout asks for.
    Stable,
    /// The dated one.
    Nightly,
}

impl Toolchain {
    /// The smallest bundles that can be had here: the nightly, installed if it is missing, or else
    /// stable, which is said.
    pub(crate) fn for_visitors(project: &Project) -> Self {
        let had = is_installed(project) || install(project).is_ok() && is_installed(project);
        chosen(had)
    }

    /// Cargo of this toolchain.
    pub(crate) fn cargo(self, project: &Project) -> Command {
        match self {
            Self::Stable => project.cargo(),
            Self::Nightly => {
                let mut command = project.command("rustup");
                command.args(["run", NIGHTLY, "cargo"]);
                command
            }
        }
    }

    /// The words that call its compiler.
    pub(crate) fn rustc(self) -> &'static [&'static str] {
        match self {
            Self::Stable => &["rustc"],
            Self::Nightly => &["rustup", "run", NIGHTLY, "rustc"],
        }
    }

    /// What `cargo build` is told beside what to build.
    pub(crate) fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Stable => &[],
            Self::Nightly => &BUILD_STD,
        }
    }

    /// What the compiler is told.
    pub(crate) fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Stable => &[],
            Self::Nightly => &FLAGS,
        }
    }
}

fn chosen(had: bool) -> Toolchain {
    if had {
        return Toolchain::Nightly;
    }
    progress::say(&format!(
        "{NIGHTLY} cannot be had here: the bundles are built with stable Rust and get a third bigger"
    ));
    Toolchain::Stable
}

/// Whether the nightly is here, with the source of its standard library and what that needs.
fn is_installed(project: &Project) -> bool {
    let mut rustc = project.command("rustup");
    rustc.args(["run", NIGHTLY, "rustc", "--print", "sysroot"]);
    // That it is missing is no news worth printing: it is installed next.
    let Ok(answer) = rustc.output() else {
        return false;
    };
    let sysroot = String::from_utf8_lossy(&answer.stdout);
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    if !answer.status.success() || !library.is_dir() {
        return false;
    }
    let mut fetch = Toolchain::Nightly.cargo(project);
    fetch.args(["fetch", "--quiet", "--locked", "--manifest-path"]);
    project::run(fetch.arg(library.join("Cargo.toml"))).is_ok()
}

fn install(project: &Project) -> Result<()> {
    progress::step(&format!("installing {NIGHTLY}"), || {
        let mut rustup = project.command("rustup");
        rustup.args(["toolchain", "install", NIGHTLY, "--profile", "minimal"]);
        rustup.args(["-c", "rust-src", "-t", "wasm32-unknown-unknown"]);
        project::run(&mut rustup).with_context(|| format!("rustup could not install {NIGHTLY}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_nightly_plain_stable_builds_the_bundles_and_is_told_nothing_unstable() {
        let toolchain = chosen(false);

        assert_eq!(toolchain, Toolchain::Stable);
        assert!(toolchain.arguments().is_empty() && toolchain.flags().is_empty());
        assert_eq!(chosen(true), Toolchain::Nightly);
    }
}
