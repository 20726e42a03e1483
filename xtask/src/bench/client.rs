//! Readers of a server on this machine, over connections that are kept.

use anyhow::{Context, Result, bail, ensure};
use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, StatusCode,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
    header::{CONTENT_TYPE, HOST, HeaderMap, IF_NONE_MATCH},
};
use hyper_util::rt::TokioIo;
use std::{
    cell::Cell,
    net::Ipv4Addr,
    rc::Rc,
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, task::LocalSet, time::timeout};

use crate::progress;

/// No question takes longer.
const LONGEST: Duration = Duration::from_secs(20);

/// What is asked again and again.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// The port of the server.
    pub(crate) port: u16,
    /// The path.
    pub(crate) path: String,
    /// The tag that is known already.
    pub(crate) known_tag: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: StatusCode,
    /// Its headers.
    pub(crate) headers: HeaderMap,
    /// Its body.
    pub(crate) body: Bytes,
}

/// How many connections ask how many questions together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) connections: usize,
    pub(crate) questions: usize,
}

/// What came of a load.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// How long each question took.
    pub(crate) latencies: Vec<Duration>,
    /// How long all of it took.
    pub(crate) elapsed: Duration,
}

/// One kept connection.
#[derive(Debug)]
pub(crate) struct Connection {
    port: u16,
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    /// Connects; the connection is driven by the local set this runs in.
    pub(crate) async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::task::spawn_local(connection);
        Ok(Self { port, sender })
    }

    /// Asks, and waits for the whole answer.
    pub(crate) async fn ask(&mut self, question: &Question) -> Result<Answer> {
        let mut request = Request::get(&question.path);
        if let Some(tag) = &question.known_tag {
            request = request.header(IF_NONE_MATCH, tag);
        }
        self.send(request, String::new()).await
    }

    /// Posts JSON to a path.
    pub(crate) async fn post(&mut self, path: &str, json: String) -> Result<Answer> {
        let request = Request::builder().method(Method::POST).uri(path);
        let request = request.header(CONTENT_TYPE, "application/json");
        self.send(request, json).await
    }

    async fn send(
        &mut self,
        request: hyper::http::request::Builder,
        body: String,
    ) -> Result<Answer> {
        let request = request.header(HOST, format!("127.0.0.1:{}", self.port));
        let request = request.body(Full::from(body))?;
        let exchange = async {
            let answer = self.sender.send_request(request).await?;
            let (head, body) = answer.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok(Answer {
                status: head.status,
                headers: head.headers,
                body,
            })
        };
        timeout(LONGEST, exchange)
            .await
            .context("no answer in time")?
    }
}

/// Runs some asynchronous work on this thread until it is done.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    LocalSet::new().block_on(&runtime, work)
}

/// Asks one question over many connections; each answer must have the status and length of
/// `expected`.
pub(crate) async fn load(question: &Question, expected: &Answer, load: Load) -> Result<Outcome> {
    let mut connections = Vec::new();
    for _ in 0..load.connections {
        connections.push(Connection::open(question.port).await?);
    }
    let left = Rc::new(Cell::new(load.questions));
    let (status, length) = (expected.status, expected.body.len());
    let begin = progress::now();
    let tasks: Vec<_> = connections
        .into_iter()
        .map(|connection| {
            let (left, question) = (Rc::clone(&left), question.clone());
            tokio::task::spawn_local(async move {
                ask_while(connection, &question, &left, (status, length)).await
            })
        })
        .collect();
    let mut latencies = Vec::with_capacity(load.questions);
    for task in tasks {
        latencies.extend(task.await??);
    }
    let elapsed = begin.elapsed();
    ensure!(latencies.len() == load.questions, "questions were lost");
    Ok(Outcome { latencies, elapsed })
}

async fn ask_while(
    mut connection: Connection,
    question: &Question,
    left: &Cell<usize>,
    (status, length): (StatusCode, usize),
) -> Result<Vec<Duration>> {
    let mut latencies = Vec::new();
    while let Some(after) = left.get().checked_sub(1) {
        left.set(after);
        let begin: Instant = progress::now();
        let answer = connection.ask(question).await?;
        latencies.push(begin.elapsed());
        if answer.status != status || answer.body.len() != length {
            bail!(
                "{} was answered with {} and {} bytes instead of {status} and {length}",
                question.path,
                answer.status,
                answer.body.len()
            );
        }
    }
    Ok(latencies)
}
