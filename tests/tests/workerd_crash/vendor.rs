//! The restless vendor on the network: one small HTTP server that tells when it is read.

use crate::{chance::Chance, truth::Truth};
use statuslamp_model::Timestamp;
use std::{
    fmt,
    io::{BufRead, BufReader, Result, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, UNIX_EPOCH},
};

/// Longest wait before an answer, in milliseconds: a poll takes a while, so that a kill can fall
/// into it.
const SLOWEST: usize = 12;

/// The vendor's server. It ends with the test.
#[derive(Debug)]
pub(crate) struct Vendor {
    port: u16,
    truth: Arc<Mutex<Truth>>,
    served: mpsc::Receiver<Document>,
}

/// What was just answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    Summary,
    Incidents,
    Maintenances,
}

impl Vendor {
    /// Starts the server on a free port.
    pub(crate) fn start(chance: &mut Chance) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let truth = Arc::new(Mutex::new(Truth::new(chance.split(), now())));
        let (tell, served) = mpsc::channel();
        let (shared, mut chance) = (Arc::clone(&truth), chance.split());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (truth, tell) = (Arc::clone(&shared), tell.clone());
                let wait = chance.time_below(SLOWEST);
                // Whoever hangs up, as a killed lamp does, is no news.
                thread::spawn(move || drop(answer(&stream, &truth, &tell, wait)));
            }
        });
        Self {
            port,
            truth,
            served,
        }
    }

    /// What it says, and ever said.
    pub(crate) fn truth(&self) -> MutexGuard<'_, Truth> {
        lock(&self.truth)
    }

    /// Waits until a document has been served from now on; false where that takes too long.
    pub(crate) fn wait_until_read(&self, document: Document, patience: Duration) -> bool {
        while self.served.try_recv().is_ok() {}
        loop {
            match self.served.recv_timeout(patience) {
                Ok(served) if served == document => return true,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "http://127.0.0.1:{}", self.port)
    }
}

fn lock(truth: &Mutex<Truth>) -> MutexGuard<'_, Truth> {
    truth.lock().unwrap_or_else(PoisonError::into_inner)
}

fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the vendor lives in real time")]
    let now = std::time::SystemTime::now();
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(0))
}

fn has_hung_up(stream: &TcpStream) -> Result<bool> {
    stream.set_nonblocking(true)?;
    let end = stream.peek(&mut [0]);
    stream.set_nonblocking(false)?;
    Ok(end.is_ok_and(|bytes| bytes == 0))
}

/// Answers one request; the connection is for one alone.
fn answer(
    mut stream: &TcpStream,
    truth: &Mutex<Truth>,
    tell: &mpsc::Sender<Document>,
    wait: Duration,
) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    thread::sleep(wait);
    if has_hung_up(stream)? {
        // A killed lamp's last words must not change what the next one is reading.
        return Ok(());
    }
    let document = match request.split(' ').nth(1) {
        Some("/api/v2/summary.json") => Document::Summary,
        Some("/api/v2/incidents.json") => Document::Incidents,
        Some("/api/v2/scheduled-maintenances.json") => Document::Maintenances,
        _ => {
            return stream.write_all(
                b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            );
        }
    };
    let body = match document {
        Document::Summary => {
            let mut truth = lock(truth);
            truth.advance(now());
            truth.summary()
        }
        Document::Incidents => lock(truth).incidents(),
        Document::Maintenances => Truth::maintenances(),
    };
    let body = body.to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    // Nobody may be waiting for it any more.
    let _ = tell.send(document);
    Ok(())
}
