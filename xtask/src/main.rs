//! The commands of the project: `cargo xtask <command>`.
//!
//! They install what they need, build the worker and the widget, and run both on this machine.

mod args;
mod bench;
mod bless;
mod browser;
mod build;
mod cache;
mod cargo;
mod clients;
mod compress;
mod contract;
mod cost;
mod debian;
mod edge;
mod files;
mod guard;
mod hooks;
mod link;
mod linker;
mod manifest;
mod minify;
mod names;
mod npm;
mod optimise;
mod order;
mod package;
mod pinned;
mod progress;
mod project;
mod rebuild;
mod releases;
mod run;
mod server;
mod site;
mod sizes;
mod smoke;
mod standalone;
mod tally;
mod test;
mod text;
mod toolchain;
mod words;
mod worker;
mod workerd;

use args::{Command, USAGE};
use project::Project;
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = linker::called() {
        return code;
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    let command = match args::parse(&words) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("{error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match execute(command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> anyhow::Result<ExitCode> {
    let project = Project::locate()?;
    match command {
        Command::Help => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        Command::Build(options) => run::build(&project, &options),
        Command::Dev { port } => run::dev(&project, port),
        Command::Serve(options) => run::serve(&project, &options),
        Command::Hooks { pages, host } => hooks::run(&pages, &host),
        Command::Smoke { host } => smoke::run(&project, &host),
        Command::Cost(options) => {
            print!("{}", cost::answer(&options));
            Ok(ExitCode::SUCCESS)
        }
        Command::Test => test::run(&project),
        Command::Clients => test::clients(&project),
        Command::Rebuild => rebuild::check(&project).map(|()| ExitCode::SUCCESS),
        Command::Bench { only } => bench::run(&project, only),
        Command::Bless => bless::run(&project),
    }
}
