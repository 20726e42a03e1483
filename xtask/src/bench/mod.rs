//! `bench`: side-by-side figures, as tables and as `dist/bench.json`. Nothing here passes or fails
//! by a figure; only what could not be measured makes it fail.

mod client;
mod edge;
mod report;
mod rivals;
mod statistics;

use crate::{
    build::{self, Mode, Product},
    files,
    progress::{self, say},
    project::Project,
    server::{Launch, Port, Server},
    standalone,
    workerd::{self, Settings},
};
use anyhow::{Context, Result, bail};
use report::Group;
use serde_json::{Value, json};
use statuslamp_simulator::Simulator;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::Duration,
};

/// A lamp that was started has read its pages by then.
const READ_WITHIN: Duration = Duration::from_secs(30);

/// Measures everything.
pub(crate) fn run(project: &Project) -> Result<ExitCode> {
    let product = build::build(project, Mode::Release)?;
    let place = Place::new()?;
    let mut groups = Vec::new();
    let mut failed = Vec::new();
    let mut part = |name: &str, measured: Result<Vec<Group>>| match measured {
        Ok(measured) => {
            for group in measured {
                println!("{}", report::table(&group));
                failed.extend(group.unmeasured());
                groups.push(group);
            }
        }
        Err(error) => failed.push(format!("{name}: {error:#}")),
    };
    say("edge reads");
    part("edge reads", edge_reads(project, &product, &place.0));
    let json = report::json(&machine(project)?, &groups);
    let path = project.dist().join("bench.json");
    files::write_file(&path, format!("{json:#}\n").as_bytes())?;
    say(&format!("{} is written", path.display()));
    for what in &failed {
        say(&format!("not measured: {what}"));
    }
    Ok(if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A directory for the servers' files and state, gone afterwards.
struct Place(PathBuf);

impl Place {
    fn new() -> Result<Self> {
        let name = format!("statuslamp-bench-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(Self(path))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What stays behind in a temporary directory harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn machine(project: &Project) -> Result<Value> {
    let package = fs::read(project.root.join("node_modules/workerd/package.json"))?;
    let package: Value = serde_json::from_slice(&package)?;
    Ok(json!({
        "cores": thread::available_parallelism().map_or(1, std::num::NonZero::get),
        "system": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
        "workerd": package["version"],
    }))
}

fn edge_reads(project: &Project, product: &Product, place: &Path) -> Result<Vec<Group>> {
    let simulator = Simulator::start(0)?;
    // Something is open, so that the answers have something to say.
    let port = simulator.port();
    client::block_on(async {
        let mut control = client::Connection::open(port).await?;
        control.post("/control/noterro/play").await
    })?;
    let pages = simulator.pages_file(3600);
    let lamp = Lamp::start(project, product, &place.join("edge"), &pages, &[])?;
    lamp.wait_until_read("noterro")?;
    edge::measure(project, &place.join("rivals"), lamp.port, "noterro")
}

/// A lamp over local vendors.
struct Lamp {
    port: u16,
    _server: Server,
}

impl Lamp {
    fn start(
        project: &Project,
        product: &Product,
        directory: &Path,
        pages: &str,
        environment: &[(&str, &str)],
    ) -> Result<Self> {
        let port = Port::take(0)?;
        let number = port.number()?;
        let settings = Settings {
            port: number,
            state: directory.join("state"),
            allow_local_upstreams: true,
            simulator: None,
        };
        fs::create_dir_all(&settings.state)?;
        let text = workerd::configuration(&settings, &product.worker, &directory.join("site"));
        let configuration = standalone::write(project, directory, product, pages, &text)?;
        drop(port);
        let launch = Launch {
            configuration: &configuration,
            port: number,
            environment,
            is_quiet: true,
        };
        let server = Server::launch(project, &launch)?;
        Ok(Self {
            port: number,
            _server: server,
        })
    }

    fn wait_until_read(&self, page: &str) -> Result<Value> {
        let question = client::Question {
            port: self.port,
            path: format!("/v1/pages/{page}/summary"),
            known_tag: None,
        };
        let begin = progress::now();
        while begin.elapsed() < READ_WITHIN {
            let answer = client::block_on(async {
                client::Connection::open(question.port)
                    .await?
                    .ask(&question)
                    .await
            })?;
            let body: Value = serde_json::from_slice(&answer.body)?;
            if !body["checked_at"].is_null() {
                return Ok(body);
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("{page} was not read")
    }
}
