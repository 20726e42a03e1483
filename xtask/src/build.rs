//! Everything that is made before something runs.

use crate::{
    cache::{self, Key},
    cargo, contract,
    files::{self, Files},
    link,
    minify::{self, Kind},
    names, npm, optimise, order, progress,
    project::Project,
    site,
    toolchain::Toolchain,
    worker,
};
use anyhow::Result;
use std::{fs, path::Path};

/// The version of the workspace.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How much work goes into being small and fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// For the demo on this machine: ready soon, the demo included.
    Dev,
    /// For visitors.
    Release,
    /// For visitors, by the Rust of the checkout alone: the bundles are a third bigger.
    Stable,
}

impl Mode {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
            Self::Stable => "stable",
        }
    }

    /// Whether it is small and without the demo.
    pub(crate) fn is_for_visitors(self) -> bool {
        match self {
            Self::Dev => false,
            Self::Release | Self::Stable => true,
        }
    }

    fn worker_profile(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release | Self::Stable => "release",
        }
    }

    fn widget_profile(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release | Self::Stable => "widget",
        }
    }
}

/// One of the widget's two bundles, from the same crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bundle {
    /// What is wrong now: banner, pill, component list, event detail.
    Now,
    /// The record: past events, days, what is planned, one event in full.
    Record,
}

impl Bundle {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Now, Self::Record];

    /// The beginning of its files' names.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Record => "record",
        }
    }

    /// The crate that chooses its elements.
    const fn package(self) -> &'static str {
        match self {
            Self::Now => "statuslamp-now",
            Self::Record => "statuslamp-record",
        }
    }
}

/// What a build makes.
#[derive(Debug)]
pub(crate) struct Product {
    /// The static files.
    pub(crate) site: Files,
    /// The worker's modules, without the pages file.
    pub(crate) worker: Files,
}

/// Makes the site and the worker.
pub(crate) fn build(project: &Project, mode: Mode) -> Result<Product> {
    build_from(project, mode, &project.root.join("www"), VERSION)
}

/// The same, with other static files and scripts and under another version.
pub(crate) fn build_from(
    project: &Project,
    mode: Mode,
    www: &Path,
    version: &str,
) -> Result<Product> {
    let _lock = project.lock()?;
    npm::install(project)?;
    let worker = worker::assemble(project, build_worker(project, mode)?)?;
    let site = site_from(project, mode, www, version)?;
    Ok(Product { site, worker })
}

/// Makes the site alone.
pub(crate) fn build_site(project: &Project, mode: Mode) -> Result<Files> {
    let _lock = project.lock()?;
    npm::install(project)?;
    site_from(project, mode, &project.root.join("www"), VERSION)
}

fn site_from(project: &Project, mode: Mode, www: &Path, version: &str) -> Result<Files> {
    let toolchain = match mode {
        Mode::Dev | Mode::Stable => Toolchain::Stable,
        Mode::Release => Toolchain::for_visitors(project),
    };
    let mut widget = Files::new();
    for bundle in Bundle::ALL {
        widget.append(&mut build_bundle(project, mode, toolchain, bundle)?);
    }
    let is_own = www == project.root.join("www") && version == VERSION;
    let mut www = files::read(www)?;
    contract::add(project, &mut www)?;
    let words = files::read(&project.root.join("widget/words"))?;
    // The text view speaks as the bundle does.
    let intl = fs::read(project.root.join("widget/src/browser/intl.js"))?;
    www.insert("text/intl.js".to_owned(), intl);
    if let Some(english) = words.get("en.json") {
        www.insert("text/en.json".to_owned(), english.clone());
    }
    let mut key = Key::new(project);
    key.add_files(&widget);
    key.add_files(&www);
    key.add_files(&words);
    key.add(version.as_bytes());
    // What others build does not take the place of what is built every day.
    let of = if is_own { "site" } else { "other-site" };
    let name = format!("{of}-{}", mode.name());
    cache::cached(project, &name, key, || {
        progress::step("putting the site together", || {
            site::assemble(project, mode, www, widget, &words, version)
        })
    })
}

fn build_worker(project: &Project, mode: Mode) -> Result<Files> {
    let module = cargo::build(
        project,
        Toolchain::Stable,
        "statuslamp-worker",
        mode.worker_profile(),
    )?;
    let mut key = Key::new(project);
    key.add(&module);
    let name = format!("worker-{}", mode.name());
    cache::cached(project, &name, key, || {
        let mut files = progress::step("linking the worker", || link::worker(module))?;
        if mode.is_for_visitors() {
            let passes = &optimise::FOR_SPEED;
            optimise_module(project, "worker", &mut files, "statuslamp_bg.wasm", passes)?;
        }
        Ok(files)
    })
}

/// The least a Rust worker can do, built as the worker is.
pub(crate) fn build_minimal(project: &Project) -> Result<Files> {
    let _lock = project.lock()?;
    let module = cargo::build(
        project,
        Toolchain::Stable,
        "statuslamp-minimal",
        Mode::Release.worker_profile(),
    )?;
    let mut key = Key::new(project);
    key.add(&module);
    cache::cached(project, "minimal", key, || {
        let mut files = link::worker(module)?;
        let passes = &optimise::FOR_SPEED;
        optimise_module(project, "minimal", &mut files, "statuslamp_bg.wasm", passes)?;
        Ok(files)
    })
}

/// One of the two bundles: its bindings and its module.
fn build_bundle(
    project: &Project,
    mode: Mode,
    toolchain: Toolchain,
    bundle: Bundle,
) -> Result<Files> {
    let name = bundle.name();
    let module = cargo::build(project, toolchain, bundle.package(), mode.widget_profile())?;
    let mut key = Key::new(project);
    key.add(&module);
    cache::cached(project, &format!("{name}-{}", mode.name()), key, || {
        finish_bundle(project, mode, name, module)
    })
}

/// What cargo made, linked and made small. A function of its arguments alone.
fn finish_bundle(project: &Project, mode: Mode, name: &str, module: Vec<u8>) -> Result<Files> {
    let mut files = progress::step(&format!("linking the bundle {name}"), || {
        link::bundle(name, module)
    })?;
    let path = format!("{name}_bg.wasm");
    if mode.is_for_visitors() {
        files = names::shortened(project, name, &files)?;
        let passes = &optimise::FOR_THE_WIRE;
        optimise_module(project, name, &mut files, &path, passes)?;
        if let Some(module) = files.get_mut(&path) {
            *module = order::ordered(project, name, module)?;
        }
    }
    let module = files.remove(&path).unwrap_or_default();
    let script = format!("{name}.js");
    let glue = minify::minify(project, &files, &script, Kind::Bundle)?;
    Ok(Files::from([
        (script, glue),
        (format!("{name}.wasm"), module),
    ]))
}

fn optimise_module(
    project: &Project,
    name: &str,
    files: &mut Files,
    path: &str,
    passes: &[&str],
) -> Result<()> {
    if let Some(module) = files.get_mut(path) {
        *module = optimise::optimise(project, name, module, passes)?;
    }
    Ok(())
}
