//! Rust to WebAssembly: one package at a time, because `csr` and `ssr` must not meet.

use crate::{
    linker, progress,
    project::{self, Project},
    toolchain::Toolchain,
};
use anyhow::{Context, Result, ensure};
use std::{
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
};

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds a package's library for WebAssembly and returns the module.
pub(crate) fn build(
    project: &Project,
    toolchain: Toolchain,
    package: &str,
    profile: &str,
) -> Result<Vec<u8>> {
    if toolchain == Toolchain::Stable {
        install_target(project)?;
    }
    // Two compilers that share a directory build everything anew in turns.
    let target = match toolchain {
        Toolchain::Stable => project.target.clone(),
        Toolchain::Nightly => project.target.join("nightly"),
    };
    let what = format!("compiling {package} for WebAssembly (profile {profile})");
    progress::step(&what, || {
        let mut cargo = toolchain.cargo(project);
        cargo
            .args(["rustc", "--package", package, "--lib"])
            .args(["--target", TARGET, "--profile", profile])
            .args(toolchain.arguments())
            .arg("--target-dir")
            .arg(&target)
            .env("CARGO_ENCODED_RUSTFLAGS", flags(project, toolchain)?);
        if toolchain == Toolchain::Nightly {
            linker::stand_in(project, &mut cargo, toolchain.rustc())?;
        }
        project::run(&mut cargo)
    })?;
    let module = target
        .join(TARGET)
        .join(profile)
        .join(format!("{}.wasm", package.replace('-', "_")));
    let module = fs::read(&module).with_context(|| module.display().to_string())?;
    names_no_directory(project, &module)?;
    Ok(module)
}

/// What the compiler is told. Stable is told to leave this machine's directories out of the module;
/// the nightly leaves out all that would name them.
fn flags(project: &Project, toolchain: Toolchain) -> Result<OsString> {
    let mut flags: Vec<OsString> = toolchain.flags().iter().map(OsString::from).collect();
    if toolchain == Toolchain::Stable {
        flags.push(remap(&home()?, "/cargo"));
        flags.push(remap(&project.root, "/statuslamp"));
    }
    Ok(flags.join(OsStr::new("\u{1f}")))
}

/// Where cargo keeps the sources of others.
fn home() -> Result<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(Into::into)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))
        .context("neither CARGO_HOME nor a home directory is known")
}

/// Every machine builds the same module: none of this one's directories is in it.
fn names_no_directory(project: &Project, module: &[u8]) -> Result<()> {
    for directory in [&home()?, &project.root] {
        let name = directory.as_os_str().as_encoded_bytes();
        ensure!(
            !module.windows(name.len()).any(|part| part == name),
            "the module names {}: another machine would build another one",
            directory.display()
        );
    }
    Ok(())
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
