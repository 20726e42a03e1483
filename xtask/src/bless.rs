//! `bless`: new golden files, for a person to read before they count.

use crate::{
    progress::{say, step},
    project::{self, Project},
};
use anyhow::Result;
use std::process::ExitCode;

/// Has the golden tests rewrite their files, shows what changed, and fails.
pub(crate) fn run(project: &Project) -> Result<ExitCode> {
    let rewritten = step("rewriting the golden files", || {
        let mut cargo = project.cargo();
        cargo
            .args(["test", "--package", "statuslamp-tests"])
            .args(["--test", "*goldens", "--test", "truth", "--no-fail-fast"])
            .env("STATUSLAMP_BLESS", "1");
        project::run(&mut cargo)
    });
    if let Err(error) = rewritten {
        // Expected: a golden test that has rewritten its file fails.
        say(&format!("{error:#}"));
    }
    // The second one names the new files, which have no difference yet.
    for words in [["diff", "--stat"], ["status", "--short"]] {
        let answer = project::output(project.command("git").args(words).args(["--", "tests"]))?;
        print!("{}", String::from_utf8_lossy(&answer));
    }
    say("read the difference before you commit it");
    Ok(ExitCode::FAILURE)
}
