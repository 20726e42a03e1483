//! esbuild over JavaScript that visitors download.

use crate::{
    files::{self, Files},
    project::{self, Project},
};
use anyhow::{Context, Result};

/// How a file is loaded, and whether its imports come along.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A classic script with everything it imports.
    Script,
    /// An ES module with everything it imports.
    Bundle,
}

/// The file `entry` of `files`, minified.
pub(crate) fn minify(project: &Project, files: &Files, entry: &str, kind: Kind) -> Result<Vec<u8>> {
    let directory = project.work().join("minify").join(entry);
    files::write(&directory, files)?;
    let kind = match kind {
        Kind::Script => "script",
        Kind::Bundle => "bundle",
    };
    let mut command = project.node("xtask/js/minify.mjs");
    project::output(command.arg(directory.join(entry)).arg(kind))
        .with_context(|| format!("cannot minify {entry}"))
}
