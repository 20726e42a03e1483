//! What a host page pays: cold loads in a real browser at a quarter of its speed, a bare page
//! beside ours and beside Atlassian's own widget on the same vendor, turn by turn.

use super::{
    client::{self, Connection},
    lamp::{self, Lamp},
    report::Group,
};
use crate::{
    browser, files,
    project::{self, Project},
};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

/// Atlassian's widget, exactly this one.
const RIVAL: &str = "@statuspage/status-widget";
const RIVAL_VERSION: &str = "1.0.5";
/// The page with an open incident, and one where all is well.
pub(super) const TROUBLED: &str = "noterro";
const HEALTHY: &str = "napta";

/// The conditions a browser is given, and how often each contestant loads under them.
struct Case {
    title: &'static str,
    rounds: u32,
    /// As the browser's debugging protocol wants it; null for this machine's own.
    network: fn() -> Value,
}

const CASES: [Case; 2] = [
    Case {
        title: "on this machine's network",
        rounds: 15,
        network: || Value::Null,
    },
    Case {
        title: "at 165 ms and 8 Mbit/s",
        rounds: 7,
        network: || json!({ "latency": 165, "downloadThroughput": 1_012_500, "uploadThroughput": 168_750 }),
    },
];

/// Who loads, as the script names them and as people read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contestant {
    Bare,
    Healthy,
    Trouble,
    Rival,
}

impl Contestant {
    const ALL: [Self; 4] = [Self::Bare, Self::Healthy, Self::Trouble, Self::Rival];

    const fn word(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Healthy => "healthy",
            Self::Trouble => "trouble",
            Self::Rival => "rival",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare page",
            Self::Healthy => "ours, all well",
            Self::Trouble => "ours, in trouble",
            Self::Rival => "Atlassian's widget",
        }
    }

    const fn is_ours(self) -> bool {
        matches!(self, Self::Healthy | Self::Trouble)
    }
}

/// A member of what the script tells of a load, and what it is called here.
const FIGURES: [(&str, &str, &str, Option<&str>); 6] = [
    ("blocking", "total blocking time", "ms", Some("50 ms")),
    ("longest", "longest task", "ms", None),
    ("shift", "layout shift", "score", Some("0")),
    ("requests", "requests", "requests", None),
    ("sockets", "sockets", "sockets", None),
    ("bytes", "over the wire", "bytes", None),
];

/// Where the time to our banner goes: part of an address, and what has come with it.
const STEPS: [(&str, &str); 5] = [
    ("/embed.js", "loader"),
    ("/verdict", "verdict"),
    ("/w/live-", "live part"),
    (".wasm", "wasm"),
    ("/summary", "summary"),
];

/// Measures a lamp whose page [`TROUBLED`] has an open incident at `upstream`.
pub(super) fn measure(
    project: &Project,
    lamp: &Lamp,
    upstream: u16,
    directory: &Path,
    report: &mut impl FnMut(Group),
) -> Result<()> {
    let troubled = lamp.wait_until_read(TROUBLED)?;
    let healthy = lamp.wait_until_read(HEALTHY)?;
    ensure!(
        healthy["overall"]["status"] == "operational",
        "{HEALTHY} is not well"
    );
    let document = vendors_document(upstream)?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let ours = text(&troubled["events"][0]["title"]).context("no event is open")?;
    let theirs = text(&document["status"]["description"]).context("the vendor says nothing")?;
    let widget = install_rival(project)?;
    for case in CASES {
        let plan = json!({
            "lamp": format!("http://127.0.0.1:{}", lamp.port),
            "healthy": HEALTHY,
            "troubled": TROUBLED,
            "expected": { "trouble": ours, "rival": theirs },
            "widget": widget,
            "summary": document,
            "rounds": case.rounds,
            "network": (case.network)(),
        });
        let path = directory.join("plan.json");
        files::write_file(&path, plan.to_string().as_bytes())?;
        let loads = run(project, &path)?;
        report(costs(case.title, &loads));
        report(readiness(case.title, &loads));
    }
    Ok(())
}

/// The vendor's summary, which the rival reads at the root of a host.
fn vendors_document(upstream: u16) -> Result<Value> {
    let path = format!("/{TROUBLED}/api/v2/summary.json");
    let question = lamp::question(upstream, &path);
    let answer =
        client::block_on(async { Connection::open(upstream).await?.ask(&question).await })?;
    serde_json::from_slice(&answer.body).with_context(|| path)
}

/// Installs the rival among the files on the way, never in the project; returns its script.
fn install_rival(project: &Project) -> Result<PathBuf> {
    let place = project.work().join("rival");
    let script = place.join(format!("node_modules/{RIVAL}/dist/index.js"));
    let manifest = json!({ "private": true, "dependencies": { RIVAL: RIVAL_VERSION } }).to_string();
    let is_there =
        std::fs::read_to_string(place.join("package.json")).is_ok_and(|it| it == manifest);
    if !(is_there && script.is_file()) {
        files::write_file(&place.join("package.json"), manifest.as_bytes())?;
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let mut command = project.command(npm);
        command
            .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
            .arg("--prefix")
            .arg(&place);
        project::run(&mut command).context("the rival could not be installed")?;
    }
    Ok(script)
}

/// All loads of one case.
fn run(project: &Project, plan: &Path) -> Result<Vec<Value>> {
    let mut browser = project
        .node("xtask/js/bench-cost.mjs")
        .arg(plan)
        .env("STATUSLAMP_CHROMIUM", browser::find(project)?)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start node")?;
    // Closed by the system however this program ends, which ends the loads, too.
    let lifeline = browser.stdin.take();
    let output = browser.wait_with_output()?;
    drop(lifeline);
    ensure!(output.status.success(), "a load failed");
    let lines = output.stdout.split(|byte| *byte == b'\n');
    let lines = lines.filter(|line| !line.is_empty());
    let loads = lines.map(serde_json::from_slice).collect::<Result<_, _>>();
    loads.context("the loads are told as JSON")
}

fn of(loads: &[Value], contestant: Contestant) -> impl Iterator<Item = &Value> {
    let is_meant = move |load: &&Value| load["name"] == contestant.word();
    loads.iter().filter(is_meant)
}

/// What each contestant costs the page.
fn costs(title: &str, loads: &[Value]) -> Group {
    let mut group = Group::new(format!("Cost of a cold load at CPU / 4, {title}"));
    for contestant in Contestant::ALL {
        for (member, name, unit, goal) in FIGURES {
            let samples = of(loads, contestant).filter_map(|load| load[member].as_f64());
            let name = format!("{}: {name}", contestant.name());
            let figure = group.add(name, unit, samples);
            figure.goal = goal.filter(|_| contestant.is_ours());
        }
    }
    group
}

/// When the right words are on the screen, as a quotient within each round too, and what that
/// waits for.
fn readiness(title: &str, loads: &[Value]) -> Group {
    let mut group = Group::new(format!("Ready at CPU / 4, {title}"));
    let ready = |contestant| of(loads, contestant).filter_map(|load| load["ready"].as_f64());
    let quotients = ready(Contestant::Trouble).zip(ready(Contestant::Rival));
    let quotients: Vec<f64> = quotients.map(|(ours, theirs)| ours / theirs).collect();
    for contestant in [Contestant::Trouble, Contestant::Rival] {
        group.add(contestant.name(), "ms", ready(contestant));
    }
    let quotient = group.add("ours by Atlassian's, round by round", "times", quotients);
    quotient.goal = Some("0.7");
    for (part, name) in STEPS {
        let come = of(loads, Contestant::Trouble).filter_map(|load| come(load, part));
        group.add(format!("ours: the {name} has come"), "ms", come);
    }
    group
}

/// When the first of what has `part` in its address had come.
fn come(load: &Value, part: &str) -> Option<f64> {
    let resources = load["loaded"].as_array()?;
    let mut meant = resources
        .iter()
        .filter(|resource| resource[0].as_str().is_some_and(|name| name.contains(part)));
    meant.next()?[2].as_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loads() -> Vec<Value> {
        let loaded = json!([
            ["http://h/embed.js", 5.0, 20.0],
            ["http://h/w/live-a.js", 30.0, 40.5]
        ]);
        vec![
            json!({ "name": "trouble", "ready": 100.0, "bytes": 7, "loaded": loaded }),
            json!({ "name": "rival", "ready": 400.0, "bytes": 9, "loaded": [] }),
            json!({ "name": "trouble", "ready": 300.0, "bytes": 8, "loaded": [] }),
            json!({ "name": "rival", "ready": 400.0, "bytes": 9, "loaded": [] }),
        ]
    }

    fn median(group: &Group, name: &str) -> Option<f64> {
        let figure = group.figures.iter().find(|figure| figure.name == name);
        figure.unwrap().samples.median()
    }

    #[test]
    fn contestants_are_compared_round_by_round() {
        let group = readiness("here", &loads());

        let name = "ours by Atlassian's, round by round";
        assert_eq!(median(&group, name), Some(0.5));
        assert_eq!(median(&group, "ours: the live part has come"), Some(40.5));
        assert_eq!(median(&group, "ours: the wasm has come"), None);
    }

    #[test]
    fn each_contestant_has_its_own_cost() {
        let group = costs("here", &loads());

        assert_eq!(median(&group, "ours, in trouble: over the wire"), Some(7.5));
        assert_eq!(
            median(&group, "Atlassian's widget: over the wire"),
            Some(9.0)
        );
    }
}
