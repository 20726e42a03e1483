//! Where things are.

use crate::cache;
use anyhow::{Context, Result, bail};
use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The checkout the commands work on.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    /// The top of the checkout.
    pub(crate) root: PathBuf,
    /// Cargo's target directory.
    pub(crate) target: PathBuf,
    /// Stands for this program and the npm tools: other ones may make other files.
    pub(crate) fingerprint: String,
}

impl Project {
    /// Finds the checkout this program was built from.
    pub(crate) fn locate() -> Result<Self> {
        let crate_directory = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = crate_directory
            .parent()
            .context("xtask has no parent directory")?
            .to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(target) => std::path::absolute(target)?,
            None => root.join("target"),
        };
        let program = std::env::current_exe()?;
        let program = fs::read(&program).with_context(|| program.display().to_string())?;
        let tools = root.join("package-lock.json");
        let tools = fs::read(&tools).with_context(|| tools.display().to_string())?;
        let fingerprint = cache::hash(&program) + &cache::hash(&tools);
        Ok(Self {
            root,
            target,
            fingerprint,
        })
    }

    /// Where the commands keep what they make on the way.
    pub(crate) fn work(&self) -> PathBuf {
        self.target.join("statuslamp")
    }

    /// What `build` writes.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The cargo that started this program.
    pub(crate) fn cargo(&self) -> Command {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        self.command(program)
    }

    /// A node program.
    pub(crate) fn node(&self, script: &str) -> Command {
        let mut command = self.command("node");
        command.arg(self.root.join(script));
        command
    }

    /// A program to be run at the top of the checkout.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        // Only answers belong on stdout, and these are not ours.
        command.stdin(Stdio::null());
        command
    }

    /// Keeps other runs of these commands out of the shared files until it is dropped.
    pub(crate) fn lock(&self) -> Result<fs::File> {
        fs::create_dir_all(self.work())?;
        let path = self.work().join("lock");
        let lock = fs::File::create(&path).with_context(|| path.display().to_string())?;
        if lock.try_lock().is_err() {
            crate::progress::say("waiting for another cargo xtask to finish building");
            lock.lock().with_context(|| path.display().to_string())?;
        }
        Ok(lock)
    }
}

/// Runs a program whose output goes to stderr, and fails when it does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = name_of(command);
    let status = command
        .stdout(std::io::stderr())
        .status()
        .with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

/// Runs a program and returns what it wrote to stdout.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let name = name_of(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {name}"))?;
    if !output.status.success() {
        bail!("{name} failed ({})", output.status);
    }
    Ok(output.stdout)
}

/// The command as a person would type it, for messages.
pub(crate) fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or(program.as_os_str())];
    words.extend(command.get_args().take(2));
    words.join(OsStr::new(" ")).to_string_lossy().into_owned()
}
