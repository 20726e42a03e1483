//! Everything that is made before something runs.

use crate::{
    cache::{self, Key},
    cargo,
    files::{self, Files},
    link,
    minify::{self, Kind},
    npm, optimise, progress,
    project::Project,
    site, worker,
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
}

impl Mode {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    fn worker_profile(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "release",
        }
    }

    fn widget_profile(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "widget",
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
    let widget = build_widget(project, mode)?;
    let is_own = www == project.root.join("www") && version == VERSION;
    let mut www = files::read(www)?;
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
    let site = cache::cached(project, &name, key, || {
        progress::step("putting the site together", || {
            site::assemble(project, mode, www, widget, &words, version)
        })
    })?;
    Ok(Product { site, worker })
}

fn build_worker(project: &Project, mode: Mode) -> Result<Files> {
    let module = cargo::build(project, "statuslamp-worker", mode.worker_profile())?;
    let mut key = Key::new(project);
    key.add(&module);
    let name = format!("worker-{}", mode.name());
    cache::cached(project, &name, key, || {
        let mut files = progress::step("linking the worker", || link::worker(module))?;
        if mode == Mode::Release {
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

fn build_widget(project: &Project, mode: Mode) -> Result<Files> {
    let module = cargo::build(project, "statuslamp-widget", mode.widget_profile())?;
    let mut key = Key::new(project);
    key.add(&module);
    let name = format!("widget-{}", mode.name());
    cache::cached(project, &name, key, || {
        let mut files = progress::step("linking the widget", || link::widget(module))?;
        if mode == Mode::Release {
            let passes = &optimise::FOR_THE_WIRE;
            optimise_module(project, "widget", &mut files, "widget_bg.wasm", passes)?;
        }
        let module = files.remove("widget_bg.wasm").unwrap_or_default();
        let glue = minify::minify(project, &files, "widget.js", Kind::Bundle)?;
        Ok(Files::from([
            ("widget.js".to_owned(), glue),
            ("widget.wasm".to_owned(), module),
        ]))
    })
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
