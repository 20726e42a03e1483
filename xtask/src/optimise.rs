//! `wasm-opt` over a linked module.

use crate::{
    progress,
    project::{self, Project},
};
use anyhow::{Context, Result};
use std::fs;

/// What rustc emits for WebAssembly and wasm-bindgen adds; named, so that nothing newer slips in.
pub(crate) const FEATURES: [&str; 8] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-exception-handling",
];

/// What nobody reads at run time.
const STRIP: [&str; 3] = [
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The worker is never sent to anyone: fast is what counts.
pub(crate) const FOR_SPEED: [&str; 1] = ["-O"];

/// The widget is sent under brotli, which decides what is small: the functions are not put in the
/// order of their use here, but beside their like afterwards (`order.rs`). The lowest memory is the
/// far end of the stack and holds nothing, so an address that is summed up may be summed up by the
/// access itself (0.9 % less).
pub(crate) const FOR_THE_WIRE: [&str; 3] = ["-Oz", "--converge", "--low-memory-unused"];

/// The module after the passes given.
pub(crate) fn optimise(
    project: &Project,
    name: &str,
    module: &[u8],
    passes: &[&str],
) -> Result<Vec<u8>> {
    progress::step(&format!("optimising the {name} (wasm-opt)"), || {
        let directory = project.work().join("optimise");
        fs::create_dir_all(&directory)?;
        let input = directory.join(format!("{name}.wasm"));
        let output = directory.join(format!("{name}.optimised.wasm"));
        fs::write(&input, module).with_context(|| input.display().to_string())?;
        let mut command = project.node("node_modules/binaryen/bin/wasm-opt");
        command.arg(&input).arg("-o").arg(&output).args(passes);
        project::run(command.args(FEATURES).args(STRIP))?;
        fs::read(&output).with_context(|| output.display().to_string())
    })
}
