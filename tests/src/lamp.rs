//! A lamp running on this machine: the real `serve` command over real workerd.

#![expect(
    clippy::missing_panics_doc,
    reason = "a test helper fails by panicking"
)]

use crate::memory::{self, Memory};
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

/// Answers are awaited this long in steps of [`STEP`]; local pages are read every second.
const PATIENCE_STEPS: u32 = 200;
const STEP: Duration = Duration::from_millis(100);

/// A folder of its own for each use, removed when dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder.
    pub fn new(name: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("statuslamp-{name}-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The command `serve` with these pages, not yet started.
pub fn serve_command(folder: &Folder, pages: &str) -> Command {
    serve_command_on(0, folder, pages)
}

fn serve_command_on(port: u16, folder: &Folder, pages: &str) -> Command {
    let xtask = std::env::var_os("STATUSLAMP_XTASK").expect("run by `cargo xtask test`");
    let file = folder.path().join("pages.json");
    fs::write(&file, pages).expect("the pages file can be written");
    let mut command = Command::new(xtask);
    command
        .arg("serve")
        .arg("--pages")
        .arg(&file)
        .args(["--port", &port.to_string(), "--data"])
        .arg(folder.path().join("data"));
    command
}

/// A running lamp. Dropping it kills it and everything it started.
#[derive(Debug)]
pub struct Lamp {
    child: Child,
    address: String,
    log: Arc<Mutex<Vec<String>>>,
}

impl Lamp {
    /// Starts a lamp over local upstreams with its state in `folder` and waits until it is ready.
    pub fn start(folder: &Folder, pages: &str) -> Self {
        Self::start_on(0, folder, pages)
    }

    /// The same on a port of the caller's choice.
    pub fn start_on(port: u16, folder: &Folder, pages: &str) -> Self {
        Self::run(serve_command_on(port, folder, pages))
    }

    /// The same with settings or secrets in its environment.
    pub fn start_with(environment: &[(&str, &str)], folder: &Folder, pages: &str) -> Self {
        let mut command = serve_command(folder, pages);
        command.envs(environment.iter().copied());
        Self::run(command)
    }

    fn run(mut command: Command) -> Self {
        command
            .arg("--allow-local-upstreams")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // A group of its own, so that all of it can be killed at once.
            .process_group(0);
        let mut child = command.spawn().expect("the serve command starts");
        let log = Arc::default();
        keep(child.stderr.take(), Arc::clone(&log));
        let output = BufReader::new(child.stdout.take().expect("standard output is piped"));
        let mut lines = output.lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("ready ").map(str::to_owned))
            .expect("serve says that it is ready");
        // Whatever else it prints must not fill the pipe.
        thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            address,
            log,
        }
    }

    /// What it and the worker in it have logged so far, a line each.
    pub fn log(&self) -> Vec<String> {
        let log = self.log.lock();
        log.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What workerd takes; `None` where the system does not tell.
    pub fn memory(&self) -> Option<Memory> {
        memory::of_process(self.child.id(), "workerd")
    }

    /// Where it listens, as `127.0.0.1:8787`.
    pub fn host(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    /// Reads a path.
    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &[])
    }

    /// Sends a request without a body.
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        request(method, &format!("{}{path}", self.address), headers)
    }

    /// Where it answers, without a slash at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Reads a path again and again until its JSON is as wanted.
    pub fn wait_for(&self, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        for _ in 0..PATIENCE_STEPS {
            last = self.get(path).json();
            if wanted(&last) {
                return last;
            }
            thread::sleep(STEP);
        }
        panic!("{path} never became as wanted; last was {last:#}");
    }

    /// Ends it as a power failure would: nothing is told, nothing is tidied up.
    pub fn kill(mut self) {
        self.kill_group();
    }

    fn kill_group(&mut self) {
        let group = format!("-{}", self.child.id());
        let killed = Command::new("kill").args(["-9", "--", &group]).status();
        assert!(killed.is_ok_and(|status| status.success()) || self.child.try_wait().is_ok());
        // Reaps it; it is gone already.
        let _ = self.child.wait();
    }
}

/// Keeps the lines of a log, and shows those that are not the worker's own, one JSON object each.
fn keep(output: Option<impl Read + Send + 'static>, log: Arc<Mutex<Vec<String>>>) {
    let lines = output
        .into_iter()
        .flat_map(|output| BufReader::new(output).lines());
    let lines = lines.map_while(Result::ok);
    thread::spawn(move || {
        for line in lines {
            if !line.starts_with('{') {
                eprintln!("{line}");
            }
            log.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(line);
        }
    });
}

impl Drop for Lamp {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.kill_group();
        }
    }
}

/// What a request was answered.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Answer {
    fn of(method: &str, url: &str, headers: &[(&str, &str)]) -> Self {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(20)))
            .build()
            .into();
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(()).expect("the request is well-formed");
        let mut response = agent
            .run(request)
            .unwrap_or_else(|error| panic!("{url}: {error}"));
        let headers = response.headers().iter();
        let headers = headers
            .map(|(name, value)| {
                let value = value.to_str().unwrap_or_default().to_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        let mut body = String::new();
        response
            .body_mut()
            .as_reader()
            .read_to_string(&mut body)
            .expect("the body is text");
        Self {
            status: response.status().as_u16(),
            headers,
            body,
        }
    }

    /// A header's value, empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.body))
    }
}

/// Sends a request without a body to any address.
pub fn request(method: &str, url: &str, headers: &[(&str, &str)]) -> Answer {
    Answer::of(method, url, headers)
}

/// Sends a JSON body to any address; the status and what was answered.
pub fn post(url: &str, body: &str) -> (u16, String) {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .into();
    let mut response = agent
        .post(url)
        .header("content-type", "application/json")
        .send(body)
        .unwrap_or_else(|error| panic!("{url}: {error}"));
    let answer = response.body_mut().read_to_string().unwrap_or_default();
    (response.status().as_u16(), answer)
}

/// Presses a button of the simulator.
pub fn press(simulator: &str, path: &str, body: &str) {
    let (status, answer) = post(&format!("{simulator}/control/{path}"), body);
    assert!((200..300).contains(&status), "{path}: {answer}");
}
