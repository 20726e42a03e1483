//! `build`, `dev` and `serve`.

use crate::{
    args::{BuildOptions, DEFAULT_PORT, ServeOptions},
    build::{self, Mode},
    edge, files, package,
    progress::say,
    project::Project,
    releases,
    server::{Port, Server},
    sizes, standalone, worker,
    workerd::Settings,
};
use anyhow::{Context, Result, bail};
use statuslamp_model::{LocalUpstreams, PagesFile};
use statuslamp_simulator::Simulator;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

const NO_PAGES: &str = "{\"pages\":[]}\n";

/// Seconds between two reads of a simulated page: a minute would be a long wait for a demo.
const SIMULATED_POLL_SECONDS: u32 = 2;

/// Writes `dist/`, and prints what it weighs and what a page pins.
pub(crate) fn build(project: &Project, options: &BuildOptions) -> Result<ExitCode> {
    let pages = match &options.pages {
        Some(path) => read_pages(path, LocalUpstreams::Refused)?,
        None => NO_PAGES.to_owned(),
    };
    let www = options.www.clone();
    let www = www.unwrap_or_else(|| project.root.join("www"));
    let version = options.version.as_ref();
    let version = version.map_or(build::VERSION, |version| &version.0);
    let mode = if options.stable {
        Mode::Stable
    } else {
        Mode::Release
    };
    let mut product = build::build_from(project, mode, &www, version)?;
    let mut modules = product.worker.clone();
    modules.extend([worker::pages_module(&pages)]);
    let table = sizes::table(&product.site, &modules)?;
    let store = options.releases.as_deref();
    let pinned = releases::carry(&mut product.site, version, store)?;
    let out = options.out.clone();
    let dist = out.unwrap_or_else(|| project.dist());
    standalone::build(project, &dist.join("workerd"), &product, &pages)?;
    edge::write_site(&dist.join("site"), &product.site)?;
    files::write(
        &dist.join("npm"),
        &package::assemble(project, &product.site, version)?,
    )?;
    files::write(&dist.join("worker"), &modules)?;
    if let Some(store) = store {
        releases::keep(store, &product.site)?;
    }
    print!("{table}");
    for (name, integrity) in pinned {
        println!("{name}  {integrity}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the demo: the worker over simulated upstreams.
pub(crate) fn dev(project: &Project, port: u16) -> Result<ExitCode> {
    let port = Port::take(port)?;
    let number = port.number()?;
    let run = RunDirectory::claim(project, "dev", number)?;
    let product = build::build(project, Mode::Dev)?;
    let simulator = start_simulator(number)?;
    let settings = Settings {
        port: number,
        state: run.path.join("state"),
        allow_local_upstreams: true,
        simulator: Some(simulator.port()),
    };
    let pages = simulator.pages_file(SIMULATED_POLL_SECONDS);
    let server = Server::start(project, &product, &pages, &run.path, &settings, port)?;
    announce_and_wait(server, number)
}

/// Runs the worker over the pages of a file.
pub(crate) fn serve(project: &Project, options: &ServeOptions) -> Result<ExitCode> {
    let local = if options.allow_local_upstreams {
        LocalUpstreams::Allowed
    } else {
        LocalUpstreams::Refused
    };
    let pages = read_pages(&options.pages, local)?;
    let port = Port::take(options.port)?;
    let number = port.number()?;
    let state = std::path::absolute(&options.data)?;
    let _state_lock = lock_state(&state)?;
    let run = RunDirectory::claim(project, "serve", number)?;
    let product = build::build(project, Mode::Release)?;
    let settings = Settings {
        port: number,
        state,
        allow_local_upstreams: options.allow_local_upstreams,
        simulator: None,
    };
    let server = Server::start(project, &product, &pages, &run.path, &settings, port)?;
    announce_and_wait(server, number)
}

fn announce_and_wait(server: Server, port: u16) -> Result<ExitCode> {
    println!("ready http://127.0.0.1:{port}");
    let status = server.wait()?;
    bail!("workerd ended ({status})");
}

/// The text of a pages file that is fit for use.
pub(crate) fn read_pages(path: &Path, local: LocalUpstreams) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    PagesFile::parse(&text, local).with_context(|| path.display().to_string())?;
    Ok(text)
}

/// Next door where that is free, so that the pages keep their addresses over a restart.
fn start_simulator(port: u16) -> Result<Simulator> {
    let next = port.checked_add(1).unwrap_or(0);
    Simulator::start(next)
        .or_else(|_| Simulator::start(0))
        .context("the simulated upstreams cannot be started")
}

/// Keeps two servers from writing to one state.
fn lock_state(state: &Path) -> Result<fs::File> {
    fs::create_dir_all(state).with_context(|| state.display().to_string())?;
    let lock = fs::File::create(state.join(".lock"))?;
    if lock.try_lock().is_err() {
        bail!(
            "{} is in use by another server: choose another with --data",
            state.display()
        );
    }
    Ok(lock)
}

/// The directory one server runs from, claimed for as long as this program lives.
struct RunDirectory {
    path: PathBuf,
    _claim: fs::File,
}

impl RunDirectory {
    fn claim(project: &Project, command: &str, port: u16) -> Result<Self> {
        let name = if port == DEFAULT_PORT {
            command.to_owned()
        } else {
            format!("{command}-{port}")
        };
        let work = project.work();
        let claim = claim(&work, &name)?.with_context(|| format!("{name} is running already"))?;
        remove_abandoned(&work, command)?;
        Ok(Self {
            path: work.join(name),
            _claim: claim,
        })
    }
}

fn claim(work: &Path, name: &str) -> Result<Option<fs::File>> {
    fs::create_dir_all(work)?;
    let claim = fs::File::create(work.join(format!("{name}.running")))?;
    Ok(claim.try_lock().is_ok().then_some(claim))
}

/// Servers on other than the usual port come and go: what no living one claims is removed.
fn remove_abandoned(work: &Path, command: &str) -> Result<()> {
    for entry in fs::read_dir(work)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_other_port = name
            .strip_prefix(&format!("{command}-"))
            .is_some_and(|port| port.parse::<u16>().is_ok());
        if !is_other_port {
            continue;
        }
        if let Some(_claim) = claim(work, &name)? {
            say(&format!("removing what an earlier {name} left"));
            // Another server that starts now may be at the same work.
            gone(fs::remove_dir_all(entry.path()))
                .with_context(|| entry.path().display().to_string())?;
            gone(fs::remove_file(work.join(format!("{name}.running"))))?;
        }
    }
    Ok(())
}

/// The outcome of removing something: done, too, where somebody else did it.
fn gone(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simulated_pages_are_a_valid_pages_file() {
        let simulator = Simulator::start(0).unwrap();
        let text = simulator.pages_file(SIMULATED_POLL_SECONDS);

        let parsed = PagesFile::parse(&text, LocalUpstreams::Allowed).unwrap();

        let ids: Vec<String> = parsed
            .pages
            .iter()
            .map(|page| page.id.to_string())
            .collect();
        assert_eq!(ids, ["noterro", "napta", "netop", "watermelon"]);
    }

    #[test]
    fn a_build_without_pages_holds_a_valid_pages_file() {
        assert!(PagesFile::parse(NO_PAGES, LocalUpstreams::Refused).is_ok());
    }

    #[test]
    fn a_bad_pages_file_is_refused_with_its_name_and_line() {
        let path =
            std::env::temp_dir().join(format!("statuslamp-pages-{}.json", std::process::id()));
        fs::write(
            &path,
            "{\"pages\":[\n{\"id\":\"a\",\"name\":\"A\",\"url\":\"http://a.example\"}]}",
        )
        .unwrap();

        let error = format!(
            "{:#}",
            read_pages(&path, LocalUpstreams::Refused).unwrap_err()
        );
        fs::remove_file(&path).unwrap();

        assert!(
            error.starts_with(&format!("{}: line 2: ", path.display())),
            "{error}"
        );
    }

    #[test]
    fn a_state_is_one_servers_alone() {
        let state = std::env::temp_dir().join(format!("statuslamp-state-{}", std::process::id()));

        let first = lock_state(&state).unwrap();
        let second = lock_state(&state).unwrap_err().to_string();
        drop(first);
        let third = lock_state(&state);
        fs::remove_dir_all(&state).unwrap();

        assert!(second.contains("is in use by another server"), "{second}");
        assert!(third.is_ok());
    }
}
