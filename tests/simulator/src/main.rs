//! Runs the simulated upstreams by themselves: `statuslamp-simulator [--port N]
//! [--file NAME=PATH]… [--instatus-file NAME=PATH]…`. Prints `ready http://…` on one line.

use std::path::Path;
use std::process::ExitCode;

use statuslamp_simulator::{Files, Simulator};

const USAGE: &str =
    "usage: statuslamp-simulator [--port N] [--file NAME=PATH]... [--instatus-file NAME=PATH]...

--file           serves a recorded Statuspage summary as /NAME/api/v2/summary.json
--instatus-file  serves a recorded Instatus summary as /NAME/summary.json";

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let mut port = 0;
    let mut files = Files::default();
    while let Some(flag) = arguments.next() {
        if flag == "--help" {
            println!("{USAGE}");
            return Ok(());
        }
        if !["--port", "--file", "--instatus-file"].contains(&flag.as_str()) {
            return Err(format!("unknown argument {flag:?}\n{USAGE}"));
        }
        let value = arguments
            .next()
            .ok_or_else(|| format!("{flag} needs a value\n{USAGE}"))?;
        if flag == "--port" {
            port = value
                .parse()
                .map_err(|_| format!("--port must be 0 to 65535, not {value:?}"))?;
            continue;
        }
        let named = value.split_once('=');
        let (name, path) =
            named.ok_or_else(|| format!("{flag} must be NAME=PATH, not {value:?}"))?;
        let added = if flag == "--file" {
            files.statuspage(name, Path::new(path))
        } else {
            files.instatus(name, Path::new(path))
        };
        added.map_err(|error| format!("{flag}: {error}"))?;
    }
    let simulator = Simulator::start_files(port, files)
        .map_err(|error| format!("port {port} of 127.0.0.1 can't be used: {error}"))?;
    println!("ready {simulator}");
    simulator.wait();
    Ok(())
}
