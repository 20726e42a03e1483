//! What cargo built and JavaScript cannot load yet, linked by wasm-bindgen.

use crate::{files::Files, guard, text::replace_once};
use anyhow::Result;
use wasm_bindgen_cli_support::{Bindgen, Output};

/// The worker: ES modules around a module that is replaced by a new instance after a panic.
pub(crate) fn worker(module: Vec<u8>) -> Result<Files> {
    let mut output = Bindgen::new()
        .input_bytes("statuslamp", module)
        .module(true)?
        .reset_state_function(true)
        .force_enable_abort_handler(true)
        .typescript(false)
        .generate_output()?;
    // Runtimes hand out a compiled module for a plain import too, and some know nothing else.
    let glue = replace_once(
        output.js(),
        "import source wasmModule from ",
        "import wasmModule from ",
    )?;
    Ok(files("statuslamp", glue, &mut output))
}

/// A bundle of the widget: for browsers, small, and guarded so that its end harms no page.
pub(crate) fn bundle(name: &str, module: Vec<u8>) -> Result<Files> {
    let mut output = Bindgen::new()
        .input_bytes(name, module)
        .web(true)?
        .remove_name_section(true)
        .remove_producers_section(true)
        .typescript(false)
        .generate_output()?;
    let glue = guard::guarded(output.js())?;
    Ok(files(name, glue, &mut output))
}

fn files(stem: &str, glue: String, output: &mut Output) -> Files {
    let mut files = Files::new();
    for (directory, snippets) in output.snippets() {
        for (index, snippet) in snippets.iter().enumerate() {
            let path = format!("snippets/{directory}/inline{index}.js");
            files.insert(path, snippet.clone().into_bytes());
        }
    }
    for (path, content) in output.local_modules() {
        files.insert(format!("snippets/{path}"), content.clone().into_bytes());
    }
    files.insert(format!("{stem}.js"), glue.into_bytes());
    files.insert(format!("{stem}_bg.wasm"), output.wasm_mut().emit_wasm());
    files
}
