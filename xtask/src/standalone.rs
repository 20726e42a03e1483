//! A directory that plain workerd can run: the configuration and everything it names.

use crate::{
    args::DEFAULT_PORT,
    build::Product,
    files::{self, Files},
    manifest,
    project::Project,
    worker,
    workerd::{self, FROM_ENVIRONMENT, PAGES_FILE, Settings},
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where `dist/workerd` keeps its state unless told otherwise. Never written to by a build.
const DATA: &str = "data";

/// Writes the configuration and what it names; returns where the configuration is.
pub(crate) fn write(
    project: &Project,
    directory: &Path,
    product: &Product,
    pages: &str,
    configuration: &str,
) -> Result<PathBuf> {
    let assets = Files::from([
        ("assets.js".to_owned(), worker::assets_handler(project)?),
        (
            "manifest.js".to_owned(),
            manifest::module(&product.site)?.into_bytes(),
        ),
    ]);
    files::write(&directory.join("worker"), &product.worker)?;
    files::write(&directory.join("assets"), &assets)?;
    files::write(&directory.join("site"), &product.site)?;
    files::write_file(&directory.join(PAGES_FILE), pages.as_bytes())?;
    let path = directory.join("config.capnp");
    files::write_file(&path, configuration.as_bytes())?;
    Ok(path)
}

/// `dist/workerd`: runs where there is Node and no Rust, from whatever place it is copied to.
pub(crate) fn build(
    project: &Project,
    directory: &Path,
    product: &Product,
    pages: &str,
) -> Result<()> {
    let settings = Settings {
        port: DEFAULT_PORT,
        state: DATA.into(),
        allow_local_upstreams: false,
        simulator: None,
    };
    // Relative to the working directory, which is this one.
    let text = workerd::configuration(&settings, &product.worker, Path::new("site"));
    write(project, directory, product, pages, &(head() + &text))?;
    fs::create_dir_all(directory.join(DATA))?;
    let package = fs::read_to_string(project.root.join("package.json"))?;
    files::write_file(
        &directory.join("package.json"),
        package_json(&package)?.as_bytes(),
    )
}

/// The runtime at the version everything is tested with.
fn package_json(tools: &str) -> Result<String> {
    let tools: Value = serde_json::from_str(tools).context("package.json")?;
    let version = tools["devDependencies"]["workerd"]
        .as_str()
        .context("package.json names no workerd")?;
    let package = json!({
        "name": "statuslamp",
        "private": true,
        "scripts": { "start": "workerd serve config.capnp" },
        "dependencies": { "workerd": version },
    });
    Ok(format!("{package:#}\n"))
}

fn head() -> String {
    format!(
        "# Statuslamp on plain workerd. In this directory:\n\
         #\n\
         #   npm install\n\
         #   npx workerd serve config.capnp\n\
         #\n\
         # Another address:         --socket-addr=http=0.0.0.0:8080\n\
         # Another data directory:  --directory-path=state=/var/lib/statuslamp (it must exist)\n\
         # From the environment:    {}\n\
         # The pages it watches:    {PAGES_FILE}, read at the start\n\n",
        FROM_ENVIRONMENT.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_is_the_one_that_was_tested() {
        let text = package_json(r#"{"devDependencies":{"workerd":"1.2.3","wrangler":"4"}}"#);

        let package: Value = serde_json::from_str(&text.unwrap()).unwrap();

        assert_eq!(package["dependencies"], json!({ "workerd": "1.2.3" }));
    }
}
