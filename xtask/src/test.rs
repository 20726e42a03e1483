//! `test`: everything, in the order in which it can tell most soonest.

use crate::{
    args::BuildOptions,
    browser,
    build::{self, Mode},
    clients, npm,
    progress::say,
    project::{self, Project},
    rebuild, run,
    tally::Tally,
};
use anyhow::Result;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// Runs every test and prints the sum.
pub(crate) fn run(project: &Project) -> Result<ExitCode> {
    npm::install(project)?;
    let mut tally = Tally::default();
    tally += Tally::single(
        "formatting",
        project.cargo().args(["fmt", "--all", "--check"]),
    );
    tally += Tally::single(
        "lints",
        project.cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--features",
            "statuslamp-tests/workerd",
            "--",
            "-D",
            "warnings",
        ]),
    );
    tally += Tally::runner(
        "native tests",
        project
            .cargo()
            .args(["test", "--workspace", "--no-fail-fast"]),
    );
    match build_all(project) {
        Ok(()) => {
            let mut cargo = project.cargo();
            environment(project, &mut cargo)?
                .args(["test", "--package", "statuslamp-tests"])
                .args(["--features", "workerd", "--no-fail-fast"])
                // The other targets have run already.
                .args(["--test", "workerd*"]);
            tally += Tally::runner("the worker on workerd", &mut cargo);
            tally += in_browser(project)?;
            tally += by_clients(project)?;
            tally += Tally::check("built twice, the same bytes", || rebuild::check(project));
        }
        Err(error) => tally += Tally::broken(&error),
    }
    Ok(closing(tally))
}

/// Runs what programs that others wrote make of the lamp, and nothing else.
pub(crate) fn clients(project: &Project) -> Result<ExitCode> {
    npm::install(project)?;
    run::build(project, &BuildOptions::default())?;
    build_simulator(project)?;
    Ok(closing(by_clients(project)?))
}

/// Prints the sum.
fn closing(tally: Tally) -> ExitCode {
    println!("{tally}");
    if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Builds beforehand what the tests start, so that none waits for a compiler. What is made for the
/// demo proves on the way that stable Rust builds it all.
fn build_all(project: &Project) -> Result<()> {
    run::build(project, &BuildOptions::default())?;
    build::build(project, Mode::Dev)?;
    build_simulator(project)
}

fn build_simulator(project: &Project) -> Result<()> {
    project::run(
        project
            .cargo()
            .args(["build", "--package", "statuslamp-simulator"]),
    )
}

/// The scripts' own tests, and those that need a browser.
fn in_browser(project: &Project) -> Result<Tally> {
    let mut tally = Tally::default();
    let scripts = scripts(
        project,
        &[
            "worker/shim",
            "xtask/js",
            "tests/loader",
            "tests/words",
            "tests/package",
        ],
    )?;
    tally += Tally::runner("the scripts", node(project).args(scripts));
    let pages = scripts_in(&project.root.join("tests/browser"))?;
    if pages.is_empty() {
        say("no browser tests");
        return Ok(tally);
    }
    tally += match browser::find(project) {
        Ok(browser) => {
            let mut command = node(project);
            environment(project, &mut command)?.env("STATUSLAMP_CHROMIUM", browser);
            Tally::runner("the browser", command.args(pages))
        }
        Err(error) => Tally::broken(&error),
    };
    Ok(tally)
}

/// What programs that others wrote make of the lamp.
fn by_clients(project: &Project) -> Result<Tally> {
    let ready = clients::install(project).and_then(|clients| {
        let browser = browser::find(project)?;
        Ok((clients, browser))
    });
    let (clients, browser) = match ready {
        Ok(ready) => ready,
        Err(error) => return Ok(Tally::broken(&error)),
    };
    let mut command = node(project);
    environment(project, &mut command)?
        .env("STATUSLAMP_CLIENTS", clients)
        .env("STATUSLAMP_CHROMIUM", browser)
        .args(scripts_in(&project.root.join("tests/clients"))?);
    Ok(Tally::runner("other people's clients", &mut command))
}

/// What the tests are told of the build.
fn environment<'a>(project: &Project, command: &'a mut Command) -> Result<&'a mut Command> {
    let xtask = env::current_exe()?;
    let simulator = format!("statuslamp-simulator{}", env::consts::EXE_SUFFIX);
    let simulator = xtask.with_file_name(simulator);
    Ok(command
        .env("STATUSLAMP_XTASK", &xtask)
        .env("STATUSLAMP_SIMULATOR", simulator)
        .env("STATUSLAMP_ROOT", &project.root)
        .env("STATUSLAMP_WORK", project.work())
        .env("STATUSLAMP_SITE", project.dist().join("site"))
        .env("STATUSLAMP_WORKER", project.dist().join("worker")))
}

/// Node's test runner. Servers and a browser on two cores: one file at a time.
fn node(project: &Project) -> Command {
    let mut command = project.command("node");
    command.args(["--test", "--test-reporter=tap", "--test-concurrency=1"]);
    command
}

fn scripts(project: &Project, directories: &[&str]) -> Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    for directory in directories {
        scripts.extend(scripts_in(&project.root.join(directory))?);
    }
    Ok(scripts)
}

/// The test files of a directory, in order; none where there is no such directory.
fn scripts_in(directory: &Path) -> Result<Vec<PathBuf>> {
    if !directory.is_dir() {
        return Ok(Vec::new());
    }
    let mut scripts = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            scripts.push(path);
        }
    }
    scripts.sort();
    Ok(scripts)
}
