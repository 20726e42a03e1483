//! A running worker: workerd with a generated configuration.

use crate::{
    build::Product,
    progress,
    project::Project,
    standalone,
    workerd::{self, Settings},
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdin, ExitStatus, Stdio},
    thread,
    time::Duration,
};

const READY_WITHIN: Duration = Duration::from_mins(1);
const ASK_EVERY: Duration = Duration::from_millis(30);

/// A port on 127.0.0.1, held so that nobody else takes it before workerd does.
#[derive(Debug)]
pub(crate) struct Port(TcpListener);

impl Port {
    /// Takes the port; 0 means any free one.
    pub(crate) fn take(port: u16) -> Result<Self> {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => Ok(Self(listener)),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                bail!(
                    "port {port} is in use: stop what listens there, or choose another with --port"
                )
            }
            Err(error) => Err(error).with_context(|| format!("port {port}")),
        }
    }

    /// Its number.
    pub(crate) fn number(&self) -> Result<u16> {
        Ok(self.0.local_addr()?.port())
    }
}

/// What workerd is started with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Launch<'a> {
    /// Its configuration.
    pub(crate) configuration: &'a Path,
    /// A port it listens on, where `/health` is answered with success when it is ready.
    pub(crate) port: u16,
    /// Settings for its environment.
    pub(crate) environment: &'a [(&'a str, &'a str)],
    /// Whether nobody reads its log.
    pub(crate) is_quiet: bool,
}

/// workerd under its keeper, which ends it when this program ends in whatever way.
#[derive(Debug)]
pub(crate) struct Server {
    keeper: Child,
    /// The keeper's stdin: closed by the system however this program ends.
    lifeline: Option<ChildStdin>,
}

impl Server {
    /// Writes everything into `directory` and starts workerd there; returns when it answers.
    pub(crate) fn start(
        project: &Project,
        product: &Product,
        pages: &str,
        directory: &Path,
        settings: &Settings,
        port: Port,
    ) -> Result<Self> {
        fs::create_dir_all(&settings.state)
            .with_context(|| settings.state.display().to_string())?;
        let site = directory.join("site");
        let text = workerd::configuration(settings, &product.worker, &site);
        let configuration = standalone::write(project, directory, product, pages, &text)?;
        drop(port);
        let launch = Launch {
            configuration: &configuration,
            port: settings.port,
            environment: &[],
            is_quiet: false,
        };
        Self::launch(project, &launch)
    }

    /// Starts workerd with a configuration that is there; returns when it answers.
    pub(crate) fn launch(project: &Project, launch: &Launch<'_>) -> Result<Self> {
        let mut command = project.node("xtask/js/workerd.mjs");
        command
            .arg("serve")
            .arg(launch.configuration)
            .envs(launch.environment.iter().copied())
            .stdin(Stdio::piped());
        if launch.is_quiet {
            command.stderr(Stdio::null());
        }
        let mut keeper = command.spawn().context("cannot start node")?;
        let mut server = Self {
            lifeline: keeper.stdin.take(),
            keeper,
        };
        server.wait_until_ready(launch.port)?;
        Ok(server)
    }

    fn wait_until_ready(&mut self, port: u16) -> Result<()> {
        let begin = progress::now();
        while !is_healthy(port) {
            if let Some(status) = self.keeper.try_wait()? {
                bail!("workerd did not start ({status})");
            }
            if begin.elapsed() > READY_WITHIN {
                bail!("workerd does not answer on port {port}");
            }
            thread::sleep(ASK_EVERY);
        }
        Ok(())
    }

    /// Ends workerd, and waits until it has.
    pub(crate) fn stop(mut self) -> Result<()> {
        drop(self.lifeline.take());
        self.keeper.wait()?;
        Ok(())
    }

    /// Waits for workerd to end, which it does not by itself.
    pub(crate) fn wait(mut self) -> Result<ExitStatus> {
        Ok(self.keeper.wait()?)
    }
}

/// Whether `/health` answers there with success.
fn is_healthy(port: u16) -> bool {
    let ask = || -> std::io::Result<[u8; 12]> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "GET /health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut begin = [0; 12];
        stream.read_exact(&mut begin)?;
        Ok(begin)
    };
    ask().is_ok_and(|begin| begin == *b"HTTP/1.1 200")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_named() {
        let first = Port::take(0).unwrap();
        let number = first.number().unwrap();

        let error = Port::take(number).unwrap_err().to_string();

        assert!(
            error.starts_with(&format!("port {number} is in use")),
            "{error}"
        );
    }

    #[test]
    fn a_port_where_nobody_answers_is_not_healthy() {
        let port = Port::take(0).unwrap();
        let number = port.number().unwrap();
        drop(port);

        assert!(!is_healthy(number));
    }
}
