//! `bench`: side-by-side figures, as tables and as `dist/bench.json`. Nothing here passes or fails
//! by a figure; only what could not be measured makes it fail.

mod client;
mod edge;
mod hints;
mod history;
mod lamp;
mod page;
mod push;
mod report;
mod rivals;
mod screen;
mod statistics;
mod vendor;

use crate::{
    build::{self, Mode, Product},
    files,
    progress::say,
    project::Project,
};
use anyhow::{Context, Result};
use lamp::Lamp;
use report::Group;
use serde_json::{Value, json};
use statuslamp_simulator::Simulator;
use std::{fs, path::PathBuf, process::ExitCode, str::FromStr, thread};
use vendor::Vendor;

/// A part of the bench that can be had alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Reads beside other workers.
    Edge,
    /// Hints and polls to the published change.
    Hints,
    /// Hints to many sockets.
    Push,
    /// Changes in a real browser.
    Screen,
    /// The current state beside a short and a long history.
    History,
    /// What a host page pays, beside another widget.
    Page,
}

impl Part {
    const ALL: [Self; 6] = [
        Self::Edge,
        Self::Hints,
        Self::Push,
        Self::Screen,
        Self::History,
        Self::Page,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Edge => "edge",
            Self::Hints => "hints",
            Self::Push => "push",
            Self::Screen => "screen",
            Self::History => "history",
            Self::Page => "page",
        }
    }
}

impl FromStr for Part {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let part = Self::ALL.into_iter().find(|part| part.name() == name);
        part.ok_or_else(|| format!("there is no part \"{name}\""))
    }
}

/// Sockets that hear of a change.
const SOCKETS: [usize; 2] = [100, 2000];

/// Measures everything, or one part.
pub(crate) fn run(project: &Project, only: Option<Part>) -> Result<ExitCode> {
    let bench = Bench {
        project,
        product: build::build(project, Mode::Release)?,
        place: Place::new()?,
    };
    let mut groups = Vec::new();
    let mut failed = Vec::new();
    for part in Part::ALL {
        if only.is_some_and(|only| only != part) {
            continue;
        }
        say(&format!("measuring: {}", part.name()));
        let mut report = |group: Group| {
            println!("{}", report::table(&group));
            failed.extend(group.unmeasured());
            groups.push(group);
        };
        let measured = match part {
            Part::Edge => bench.edge(&mut report),
            Part::Hints => bench.hints(&mut report),
            Part::Push => bench.push(&mut report),
            Part::Screen => bench.screen(&mut report),
            Part::History => history::measure(&bench, &mut report),
            Part::Page => bench.page(&mut report),
        };
        if let Err(error) = measured {
            failed.push(format!("{}: {error:#}", part.name()));
        }
    }
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

struct Bench<'a> {
    project: &'a Project,
    product: Product,
    place: Place,
}

impl Bench<'_> {
    fn edge(&self, report: &mut impl FnMut(Group)) -> Result<()> {
        let (_simulator, lamp) = self.troubled("edge")?;
        let rivals = self.place.0.join("rivals");
        for group in edge::measure(self.project, &rivals, lamp.port, page::TROUBLED)? {
            report(group);
        }
        Ok(())
    }

    fn hints(&self, report: &mut impl FnMut(Group)) -> Result<()> {
        const POLLED: &str = "polled";
        let hinted: Vec<_> = (0..hints::PAGES).map(hints::page).collect();
        let (lamp, vendor) = self.changing("hints", &hinted, Some(POLLED))?;
        report(hints::measure(&lamp, &vendor)?);
        report(hints::measure_polls(&lamp, &vendor, POLLED)?);
        Ok(())
    }

    fn push(&self, report: &mut impl FnMut(Group)) -> Result<()> {
        push::allow(SOCKETS.into_iter().sum())?;
        let page = |count: usize| format!("pushed{count}");
        let (lamp, vendor) = self.changing("push", &SOCKETS.map(page), None)?;
        for count in SOCKETS {
            report(push::measure(&lamp, &vendor, &page(count), count)?);
        }
        Ok(())
    }

    fn screen(&self, report: &mut impl FnMut(Group)) -> Result<()> {
        const SHOWN: &str = "shown";
        let [_, many] = SOCKETS;
        push::allow(many)?;
        let (lamp, vendor) = self.changing("screen", &[], Some(SHOWN))?;
        let measured = screen::measure(self.project, &lamp, &vendor, SHOWN, many);
        report(client::block_on(measured)?);
        Ok(())
    }

    fn page(&self, report: &mut impl FnMut(Group)) -> Result<()> {
        let (simulator, lamp) = self.troubled("page")?;
        let directory = self.place.0.join("page");
        page::measure(self.project, &lamp, simulator.port(), &directory, report)
    }

    /// Simulated vendors, and a lamp that has read them while one of them is in trouble.
    fn troubled(&self, name: &str) -> Result<(Simulator, Lamp)> {
        let simulator = Simulator::start(0)?;
        let port = simulator.port();
        client::block_on(async {
            let mut control = client::Connection::open(port).await?;
            let path = format!("/control/{}/play", page::TROUBLED);
            control.post(&path, json!({ "speed": 1 }).to_string()).await
        })?;
        let lamp = self.lamp(name, &simulator.pages_file(3600))?;
        lamp.wait_until_read(page::TROUBLED)?;
        Ok((simulator, lamp))
    }

    fn lamp(&self, name: &str, pages: &str) -> Result<Lamp> {
        let directory = self.place.0.join(name);
        let environment = [("HOOK_SECRET", hints::HOOK_SECRET)];
        Lamp::start(self.project, &self.product, &directory, pages, &environment)
    }

    /// A lamp that has read pages of a vendor that changes them: some that are read when a hint
    /// says so, and one that is read every second.
    fn changing(
        &self,
        name: &str,
        hinted: &[String],
        polled: Option<&str>,
    ) -> Result<(Lamp, Vendor)> {
        let vendor = Vendor::start()?;
        let entry = |id: &str, poll_seconds: u32| {
            json!({
                "id": id, "name": id, "url": vendor.url(id), "provider": "statuspage",
                "poll_seconds": poll_seconds,
            })
        };
        let entries = hinted.iter().map(|id| entry(id, 3600));
        let entries: Vec<_> = entries.chain(polled.map(|id| entry(id, 1))).collect();
        let lamp = self.lamp(name, &json!({ "pages": entries }).to_string())?;
        for id in hinted.iter().map(String::as_str).chain(polled) {
            lamp.wait_until_read(id)?;
        }
        Ok((lamp, vendor))
    }
}
