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
            .args(["test", "--workspace", "--no-fail-fast", "--", "golden"])
            .env("STATUSLAMP_BLESS", "1");
        project::run(&mut cargo)
    });
    if let Err(error) = rewritten {
        // Expected: a golden test that has rewritten its file fails.
        say(&format!("{error:#}"));
    }
    let difference = project::output(project.command("git").args(["diff", "--stat"]))?;
    print!("{}", String::from_utf8_lossy(&difference));
    say("read the difference before you commit it");
    Ok(ExitCode::FAILURE)
}
