//! A lamp that is killed and lit again many times: from the very files and state of the `serve`
//! command, without the checks of the build that cost it seconds.

#![expect(
    clippy::missing_panics_doc,
    reason = "a test helper fails by panicking"
)]

use crate::{lamp::Folder, standalone::copy};
use std::{
    fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// The files a lamp was run from.
#[derive(Debug)]
pub struct Wick {
    configuration: PathBuf,
}

impl Wick {
    /// Copies into `folder` what the lamp at `address` runs from. Its state stays where it is.
    pub fn of(address: &str, folder: &Folder) -> Self {
        let work = std::env::var("STATUSLAMP_WORK").expect("run by `cargo xtask test`");
        let port = address.rsplit(':').next().unwrap_or_default();
        let from = Path::new(&work).join(format!("serve-{port}"));
        let to = folder.path().join("run");
        copy(&from, &to);
        let configuration = to.join("config.capnp");
        let text = fs::read_to_string(&configuration).expect("it has a configuration");
        let (from, moved) = (from.to_string_lossy(), to.to_string_lossy());
        let text = text.replace(&*from, &moved);
        assert!(text.contains(&*moved), "the configuration names its folder");
        fs::write(&configuration, text).expect("it can be written");
        Self { configuration }
    }

    /// Starts workerd and does not wait for it.
    pub fn light(&self) -> Flame {
        let root = std::env::var_os("STATUSLAMP_ROOT").expect("run by `cargo xtask test`");
        let mut command = Command::new("node");
        command
            .arg(Path::new(&root).join("xtask/js/workerd.mjs"))
            .arg("serve")
            .arg(&self.configuration)
            .current_dir(root)
            // The keeper ends workerd when this pipe closes, should the test end first.
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        Flame(command.spawn().expect("node starts"))
    }
}

/// workerd and its keeper. Dropping it kills both as a power failure would.
#[derive(Debug)]
pub struct Flame(Child);

impl Drop for Flame {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        // It may have ended by itself; a reader will miss it then.
        let _ = Command::new("kill").args(["-9", "--", &group]).status();
        let _ = self.0.wait();
    }
}
