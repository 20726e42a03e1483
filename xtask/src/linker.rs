//! This program in the place of the linker of a bundle: it passes everything on but some exports.
//!
//! The compiler exports all that any library offers to JavaScript, and an export keeps alive all
//! that it needs. Leptos brings streams for server functions; nothing here has any.

use crate::project::{self, Project};
use anyhow::{Context, Result};
use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    process::{Command, ExitCode},
};

/// Set for this program when it is called as the linker: the real one.
const REAL: &str = "STATUSLAMP_LINKER";
/// Occurs in the names of what is not to be exported: the classes of `wasm-streams`.
const UNWANTED: &str = "intounderlying";
const EXPORT: &str = "--export";

/// Has a `cargo rustc` link by this program. `rustc` is the compiler's own command. Told to the
/// last crate alone: as a setting of all, it would build every other crate anew.
pub(crate) fn stand_in(project: &Project, cargo: &mut Command, rustc: &[&str]) -> Result<()> {
    let (program, words) = rustc.split_first().context("no compiler")?;
    let ask = |what: &[&str]| -> Result<String> {
        let answer = project::output(project.command(program).args(words).args(what))?;
        Ok(String::from_utf8(answer)?)
    };
    let sysroot = ask(&["--print", "sysroot"])?;
    let version = ask(&["-vV"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("the compiler does not say where it runs")?;
    let linker = format!(
        "{}/lib/rustlib/{host}/bin/rust-lld{}",
        sysroot.trim(),
        env::consts::EXE_SUFFIX
    );
    let mut flag = OsString::from("-Clinker=");
    flag.push(env::current_exe()?);
    cargo.env(REAL, linker).arg("--").arg(flag);
    Ok(())
}

/// Links, where this program was called for that.
pub(crate) fn called() -> Option<ExitCode> {
    let linker = env::var_os(REAL)?;
    Some(match link(&linker) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    })
}

fn link(linker: &OsStr) -> Result<bool> {
    let mut words = Vec::new();
    for word in env::args().skip(1) {
        // A long command line comes in a file, a word on each line.
        if let Some(path) = word.strip_prefix('@') {
            let lines = fs::read_to_string(path).with_context(|| path.to_owned())?;
            let lines = wanted(lines.lines().map(str::to_owned));
            fs::write(path, lines.join("\n") + "\n").with_context(|| path.to_owned())?;
        }
        words.push(word);
    }
    let words = wanted(words.into_iter());
    let status = Command::new(linker).args(words).status();
    Ok(status.context("the linker does not start")?.success())
}

/// The words without the exports that nobody wants.
fn wanted(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        let name = word.strip_prefix("--export=");
        if name.is_some_and(|name| name.contains(UNWANTED)) {
            continue;
        }
        // Its name comes after it, bare or in quotes.
        if word.contains(UNWANTED)
            && kept
                .last()
                .is_some_and(|last| last.trim_matches('"') == EXPORT)
        {
            kept.pop();
            continue;
        }
        kept.push(word);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_of_classes_nobody_makes_are_left_out_and_nothing_else() {
        let words = [
            "-flavor",
            "wasm",
            "--export",
            "mount",
            "--export",
            "intounderlyingsink_close",
            "--export=__wbg_intounderlyingsink_free",
            "--export=trip",
            "intounderlying.o",
            "\"--export\"",
            "\"__wbindgen_describe_intounderlyingsink_close\"",
        ];

        let kept = wanted(words.into_iter().map(str::to_owned));

        assert_eq!(
            kept,
            [
                "-flavor",
                "wasm",
                "--export",
                "mount",
                "--export=trip",
                "intounderlying.o"
            ]
        );
    }
}
