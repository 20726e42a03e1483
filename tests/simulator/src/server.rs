//! The server around it all, on loopback. The only file that reads the clock or does I/O.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use std::{fmt, io};

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::Timestamp;
use serde_json::json;
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::time::{sleep, timeout};

use crate::control;
use crate::files::Files;
use crate::pages;
use crate::scenario::Page;
use crate::state::State;
use crate::upstream::{self, Answer, Outcome};

const MAX_COMMAND_BYTES: usize = 4096;
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;
const MAX_CONNECTIONS: usize = 512;
const HANG_FOR: Duration = Duration::from_mins(1);
const BODY_WITHIN: Duration = Duration::from_secs(5);
/// Two commands never share a millisecond, so every message has a time of its own.
const BETWEEN_COMMANDS: Duration = Duration::from_millis(2);

/// A running server. Dropping it stops it.
#[derive(Debug)]
pub struct Simulator {
    port: u16,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Simulator {
    /// Starts the simulated pages on 127.0.0.1; port 0 takes any that is free.
    pub fn start(port: u16) -> io::Result<Self> {
        Self::start_files(port, Files::default())
    }

    /// Starts the simulated pages and, beside them, recorded files.
    pub fn start_files(port: u16, files: Files) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            files,
            port,
            changed: Notify::new(),
        });
        let serve = move || {
            runtime.block_on(async {
                tokio::spawn(accept(listener, shared));
                // Told to stop or left alone by its owner: both end it.
                let _ = stopped.await;
            });
        };
        let thread = std::thread::Builder::new()
            .name("simulator".to_owned())
            .spawn(serve)?;
        Ok(Self {
            port,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A pages file that lists the simulated pages where they are served now.
    pub fn pages_file(&self, poll_seconds: u32) -> String {
        let entry = |page: &Page| {
            json!({
                "id": page.key,
                "name": page.name,
                "url": format!("{self}/{}", page.key),
                "provider": page.provider.word(),
                "poll_seconds": poll_seconds,
            })
        };
        json!({"pages": pages::all().iter().map(entry).collect::<Vec<_>>()}).to_string()
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic in there has printed itself already.
            let _ = thread.join();
        }
    }
}

impl fmt::Display for Simulator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Shared {
    state: Mutex<State>,
    files: Files,
    port: u16,
    /// Wakes those left hanging after a command, so that they look again.
    changed: Notify,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // The state is plain data and valid between any two statements that change it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the caller believes to be, for the links in the documents.
    fn origin(&self, headers: &HeaderMap) -> String {
        let host = headers
            .get(header::HOST)
            .and_then(|value| value.to_str().ok());
        let plain = |host: &&str| {
            host.len() <= 255
                && host
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte))
        };
        host.filter(plain).map_or_else(
            || format!("http://127.0.0.1:{}", self.port),
            |host| format!("http://{host}"),
        )
    }
}

/// The present, in the whole milliseconds that the vendors write.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, most likely: wait for some to close.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(|request| serve(Arc::clone(&shared), request));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service);
            // A caller that hangs up is no news.
            let _ = connection.await;
            drop(place);
        });
    }
}

/// Fails only to close the connection without an answer.
async fn serve(
    shared: Arc<Shared>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, HungUp> {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    if path == "/control" || path.starts_with("/control/") {
        return Ok(respond(
            command(&shared, &method, &path, request.into_body()).await,
        ));
    }
    if method != Method::GET && method != Method::HEAD {
        let mut refused = respond(Answer::plain(
            405,
            "text/plain; charset=utf-8",
            b"GET and HEAD only\n".to_vec(),
        ));
        refused
            .headers_mut()
            .insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        return Ok(refused);
    }
    let origin = shared.origin(request.headers());
    let if_none_match = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    if let Some(file) = shared.files.at(&path) {
        return Ok(respond(recorded(file, if_none_match)));
    }
    let asked = upstream::Request {
        path: &path,
        origin: &origin,
        if_none_match,
    };
    timeout(HANG_FOR, answer(&shared, asked))
        .await
        .map(respond)
        .map_err(|_| HungUp)
}

async fn answer(shared: &Shared, asked: upstream::Request<'_>) -> Answer {
    loop {
        let changed = shared.changed.notified();
        let outcome = upstream::answer(&mut shared.state(), asked, now());
        match outcome {
            Outcome::Answer(answer) => return answer,
            Outcome::Hang => changed.await,
        }
    }
}

async fn command(shared: &Shared, method: &Method, path: &str, body: Incoming) -> Answer {
    let command = path
        .strip_prefix("/control")
        .unwrap_or_default()
        .trim_start_matches('/');
    let refused = |status, message: &str| {
        let refusal = control::Refusal {
            status,
            field: None,
            message: message.to_owned(),
        };
        Answer::json(status, refusal.body())
    };
    if (command.is_empty() && method != Method::GET)
        || (!command.is_empty() && method != Method::POST)
    {
        return refused(
            405,
            "GET /control shows the state, POST /control/… changes it",
        );
    }
    if command.is_empty() {
        return Answer::json(200, control::report(&shared.state(), now()));
    }
    let Ok(Ok(body)) = timeout(BODY_WITHIN, Limited::new(body, MAX_COMMAND_BYTES).collect()).await
    else {
        return refused(413, "the body must arrive within 5 seconds and 4096 bytes");
    };
    sleep(BETWEEN_COMMANDS).await;
    let now = now();
    let mut state = shared.state();
    let done = control::command(&mut state, command, &body.to_bytes(), now);
    shared.changed.notify_waiters();
    match done {
        Ok(()) => Answer::json(200, control::report(&state, now)),
        Err(refusal) => Answer::json(refusal.status, refusal.body()),
    }
}

fn recorded(file: &std::path::Path, if_none_match: Option<&str>) -> Answer {
    let small = std::fs::metadata(file).is_ok_and(|metadata| metadata.len() <= MAX_FILE_BYTES);
    match small.then(|| std::fs::read(file)) {
        Some(Ok(body)) => Answer::recorded(body, if_none_match),
        Some(Err(_)) | None => Answer::plain(
            500,
            "text/plain; charset=utf-8",
            b"the file can't be read\n".to_vec(),
        ),
    }
}

fn respond(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = hyper::StatusCode::from_u16(answer.status)
        .unwrap_or(hyper::StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = header::HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CACHE_CONTROL, answer.cache_control);
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    if let Some(tag) = &answer.entity_tag {
        set(header::ETAG, tag);
    }
    if answer.status != 304 {
        set(header::CONTENT_TYPE, answer.content_type);
    }
    response
}

/// The connection is closed without an answer.
#[derive(Debug)]
struct HungUp;

impl fmt::Display for HungUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("left without an answer on purpose")
    }
}

impl std::error::Error for HungUp {}
