//! `dist/workerd` on its own: plain workerd, nothing of `cargo xtask`, and no request to wake it.

#![expect(
    clippy::missing_panics_doc,
    reason = "a test helper fails by panicking"
)]

use crate::lamp::{Answer, Folder, request};
use std::{
    fs,
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// A copy of `dist/workerd`, as on a machine that has nothing else.
#[derive(Debug)]
pub struct Standalone {
    root: PathBuf,
    place: PathBuf,
}

impl Standalone {
    /// Copies it into `folder`, opened to vendors on this machine.
    pub fn new(folder: &Folder) -> Self {
        let root = PathBuf::from(std::env::var_os("STATUSLAMP_ROOT").expect("run by xtask"));
        let place = folder.path().join("workerd");
        copy(&root.join("dist/workerd"), &place);
        let configuration = place.join("config.capnp");
        let text = fs::read_to_string(&configuration).expect("it has a configuration");
        let opened = text
            .replace("allow = [\"public\"]", "allow = [\"public\", \"local\"]")
            .replace(
                "bindings = [\n    (name = \"ASSETS\"",
                "bindings = [\n    (name = \"ALLOW_LOCAL_UPSTREAMS\", text = \"true\"),\n    (name = \"ASSETS\"",
            );
        assert!(opened.contains("ALLOW_LOCAL") && opened.contains("\"local\""));
        fs::write(&configuration, opened).expect("it can be written");
        Self { root, place }
    }

    /// Where its state is.
    pub fn data(&self) -> PathBuf {
        self.place.join("data")
    }

    /// Starts workerd over these pages and waits until it listens, without a request.
    pub fn start(&self, pages: &str, environment: &[(&str, &str)]) -> Running {
        fs::write(self.place.join("pages.json"), pages).expect("it can be written");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = port.expect("a port is free").to_string();
        let mut command = Command::new(self.root.join("node_modules/.bin/workerd"));
        command
            .args(["serve", "config.capnp"])
            .arg(format!("--socket-addr=http={address}"))
            .envs(environment.iter().copied())
            .current_dir(&self.place)
            .stdout(Stdio::null())
            .process_group(0);
        let running = Running {
            child: command.spawn().expect("workerd starts"),
            address,
        };
        for _ in 0..200 {
            if TcpStream::connect(&running.address).is_ok() {
                return running;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("workerd does not listen");
    }
}

/// A running workerd. Dropping it kills it as a power failure would.
#[derive(Debug)]
pub struct Running {
    child: Child,
    address: String,
}

impl Running {
    /// Reads a path.
    pub fn get(&self, path: &str) -> Answer {
        request("GET", &format!("http://{}{path}", self.address), &[])
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).status();
        let _ = self.child.wait();
    }
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let entry = entry.expect("its entries can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}
