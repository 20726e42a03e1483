//! Rust to WebAssembly: one package at a time, because `csr` and `ssr` must not meet.

use crate::{
    progress,
    project::{self, Project},
};
use anyhow::{Context, Result};
use std::{ffi::OsString, fs, path::Path};

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds a package's library for WebAssembly and returns the module.
pub(crate) fn build(project: &Project, package: &str, profile: &str) -> Result<Vec<u8>> {
    install_target(project)?;
    let what = format!("compiling {package} for WebAssembly (profile {profile})");
    progress::step(&what, || {
        let mut cargo = project.cargo();
        cargo
            .args(["build", "--package", package, "--lib"])
            .args(["--target", TARGET, "--profile", profile])
            .arg("--target-dir")
            .arg(&project.target)
            .env("CARGO_ENCODED_RUSTFLAGS", flags(project)?);
        project::run(&mut cargo)
    })?;
    let module = project
        .target
        .join(TARGET)
        .join(profile)
        .join(format!("{}.wasm", package.replace('-', "_")));
    fs::read(&module).with_context(|| module.display().to_string())
}

/// Keeps this machine's directories out of the module, so that every machine builds the same one.
fn flags(project: &Project) -> Result<OsString> {
    let home = std::env::var_os("CARGO_HOME")
        .map(Into::into)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))
        .context("neither CARGO_HOME nor a home directory is known")?;
    let mut flags = OsString::new();
    for (directory, name) in [(home.as_path(), "/cargo"), (&project.root, "/statuslamp")] {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push(remap(directory, name));
    }
    Ok(flags)
}

fn remap(directory: &Path, name: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(directory);
    flag.push("=");
    flag.push(name);
    flag
}

fn install_target(project: &Project) -> Result<()> {
    let library = project::output(project.command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?;
    if Path::new(String::from_utf8_lossy(&library).trim()).is_dir() {
        return Ok(());
    }
    progress::step("installing the WebAssembly target of Rust", || {
        project::run(project.command("rustup").args(["target", "add", TARGET])).with_context(|| {
            format!("the Rust target {TARGET} is missing; rustup could install it")
        })
    })
}
