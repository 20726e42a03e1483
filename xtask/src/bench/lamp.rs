//! The lamp itself, over vendors on this machine.

use super::client::{Connection, Question, block_on};
use crate::{
    build::Product,
    progress,
    project::Project,
    server::{Launch, Port, Server},
    standalone,
    workerd::{self, Settings},
};
use anyhow::{Result, bail};
use serde_json::Value;
use std::{fs, path::Path, thread, time::Duration};

/// A lamp that was started has read its pages by then.
const READ_WITHIN: Duration = Duration::from_secs(30);
const STEP: Duration = Duration::from_millis(50);

/// A running lamp. Dropping it ends it.
#[derive(Debug)]
pub(crate) struct Lamp {
    /// Its port.
    pub(crate) port: u16,
    server: Server,
}

impl Lamp {
    /// Starts it over `pages` from a directory of its own, with its state in there.
    pub(crate) fn start(
        project: &Project,
        product: &Product,
        directory: &Path,
        pages: &str,
        environment: &[(&str, &str)],
    ) -> Result<Self> {
        let taken = Port::take(0)?;
        let port = taken.number()?;
        let settings = Settings {
            port,
            state: directory.join("state"),
            allow_local_upstreams: true,
            simulator: None,
        };
        fs::create_dir_all(&settings.state)?;
        let text = workerd::configuration(&settings, &product.worker, &directory.join("site"));
        let configuration = standalone::write(project, directory, product, pages, &text)?;
        drop(taken);
        let server = Server::launch(
            project,
            &Launch {
                configuration: &configuration,
                port,
                environment,
                is_quiet: true,
            },
        )?;
        Ok(Self { port, server })
    }

    /// Ends it, and waits until it has.
    pub(crate) fn stop(self) -> Result<()> {
        self.server.stop()
    }

    /// Waits until a page has been read, and returns its summary.
    pub(crate) fn wait_until_read(&self, page: &str) -> Result<Value> {
        let question = question(self.port, &format!("/v1/pages/{page}/summary"));
        let begin = progress::now();
        while begin.elapsed() < READ_WITHIN {
            let answer =
                block_on(async { Connection::open(self.port).await?.ask(&question).await })?;
            let body: Value = serde_json::from_slice(&answer.body)?;
            if !body["checked_at"].is_null() {
                return Ok(body);
            }
            thread::sleep(STEP);
        }
        bail!("{page} was not read")
    }
}

/// A question without conditions.
pub(crate) fn question(port: u16, path: &str) -> Question {
    Question {
        port,
        path: path.to_owned(),
        known_tag: None,
    }
}
