//! The servers: one listener on loopback for each fault, so that no two vendors share a
//! connection. Reads the clock and does the I/O; what is sent is decided in `behaviour`.

use super::{
    Fault,
    behaviour::{self, Asked, Behaviour},
    documents::{Document, News},
    wire::{Head, Step},
};
use crate::identifier::entity_tag;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io,
    net::{Ipv4Addr, TcpListener},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::{Semaphore, oneshot, watch},
    time::{sleep, timeout},
};

const MAX_REQUEST_BYTES: usize = 64 * 1024;
const MAX_CONNECTIONS: usize = 1024;
/// A connection lives no longer, whatever is done on it.
const CONNECTION_FOR: Duration = Duration::from_mins(1);

/// The running servers. Dropping it stops them.
#[derive(Debug)]
pub struct Faults {
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    vendors: Mutex<HashMap<Fault, Vendor>>,
    ports: HashMap<Fault, u16>,
    /// The port of the server that redirects lead to.
    elsewhere: u16,
    /// Tells those left hanging to look again.
    changed: watch::Sender<()>,
}

/// What is known of a vendor.
#[derive(Clone, Debug, Default)]
struct Vendor {
    stage: Stage,
    /// How many times each document was asked for since it was armed.
    asked: HashMap<&'static str, u32>,
    /// When the first of them was.
    first_asked: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Well,
    Armed,
    Mended,
}

/// What a listener is for.
#[derive(Clone, Copy, Debug)]
enum Role {
    Vendor(Fault),
    Elsewhere,
}

/// A request as far as it matters.
struct Request {
    document: Option<Document>,
    hops: u32,
    if_none_match: Option<String>,
}

impl Faults {
    /// Starts a server for every fault on ports of 127.0.0.1 that are free; all are well.
    pub fn start() -> io::Result<Self> {
        let listen = || -> io::Result<(TcpListener, u16)> {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            listener.set_nonblocking(true)?;
            let port = listener.local_addr()?.port();
            Ok((listener, port))
        };
        let (listener, elsewhere) = listen()?;
        let mut listeners = vec![(Role::Elsewhere, listener)];
        let mut ports = HashMap::new();
        for fault in Fault::ALL {
            let (listener, port) = listen()?;
            ports.insert(*fault, port);
            listeners.push((Role::Vendor(*fault), listener));
        }
        let shared = Arc::new(Shared {
            vendors: Mutex::default(),
            ports,
            elsewhere,
            changed: watch::Sender::new(()),
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&shared);
        let serve = move || {
            runtime.block_on(async {
                let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
                for (role, listener) in listeners {
                    let (shared, places) = (Arc::clone(&served), Arc::clone(&places));
                    tokio::spawn(accept(role, listener, shared, places));
                }
                // Told to stop or left alone by its owner: both end it.
                let _ = stopped.await;
            });
        };
        let thread = std::thread::Builder::new()
            .name("faults".to_owned())
            .spawn(serve)?;
        Ok(Self {
            shared,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where a fault's vendor has its page.
    pub fn url(&self, fault: Fault) -> String {
        self.shared.origin(fault)
    }

    /// An entry of the pages file for every fault, named like it.
    pub fn entries(&self, poll_seconds: u32) -> Vec<Value> {
        let entry = |fault: &Fault| {
            json!({
                "id": fault.as_str(),
                "name": fault.as_str(),
                "url": self.url(*fault),
                "provider": "statuspage",
                "poll_seconds": poll_seconds,
            })
        };
        Fault::ALL.iter().map(entry).collect()
    }

    /// From now on the vendor misbehaves.
    pub fn arm(&self, fault: Fault) {
        self.set(fault, Stage::Armed);
    }

    /// From now on the vendor is well again, and has good news.
    pub fn mend(&self, fault: Fault) {
        self.set(fault, Stage::Mended);
    }

    /// How many times the vendor was asked for its summary since it was armed.
    pub fn asked(&self, fault: Fault) -> u32 {
        let vendors = self.shared.vendors();
        let vendor = vendors.get(&fault);
        let asked = vendor.and_then(|vendor| vendor.asked.get(Document::Summary.path()));
        asked.copied().unwrap_or(0)
    }

    /// When the vendor was first asked for anything since it was armed, in milliseconds since 1970.
    pub fn first_asked_milliseconds(&self, fault: Fault) -> Option<i64> {
        let vendors = self.shared.vendors();
        let first = vendors.get(&fault)?.first_asked?;
        Some(first.as_millisecond())
    }

    fn set(&self, fault: Fault, stage: Stage) {
        let vendor = Vendor {
            stage,
            ..Vendor::default()
        };
        self.shared.vendors().insert(fault, vendor);
        self.shared.changed.send_replace(());
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn vendors(&self) -> MutexGuard<'_, HashMap<Fault, Vendor>> {
        // Plain data, valid between any two statements that change it.
        self.vendors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn origin(&self, fault: Fault) -> String {
        let port = self.ports.get(&fault).copied().unwrap_or_default();
        format!("http://127.0.0.1:{port}")
    }

    fn stage(&self, fault: Fault) -> Stage {
        let vendors = self.vendors();
        vendors.get(&fault).map_or(Stage::Well, |known| known.stage)
    }

    /// What a request is answered with.
    fn answer(&self, role: Role, request: &Request) -> Vec<Step> {
        let Some(document) = request.document else {
            return Head::new("HTTP/1.1 404 Not Found").whole(Vec::new());
        };
        let Role::Vendor(fault) = role else {
            return plain(document.bytes(News::Monitored), None, request);
        };
        match self.stage(fault) {
            Stage::Well => {
                let body = document.bytes(News::Trouble);
                let tag = behaviour::tag_while_well(fault, &body);
                plain(body, tag, request)
            }
            Stage::Armed => self.misbehave(fault, document, request),
            Stage::Mended => {
                let body = document.bytes(News::Calm);
                let tag = entity_tag(&body);
                plain(body, Some(tag), request)
            }
        }
    }

    fn misbehave(&self, fault: Fault, document: Document, request: &Request) -> Vec<Step> {
        let now = Timestamp::now();
        let earlier = self.count(fault, document, request.hops, now);
        let asked = Asked {
            document,
            has_condition: request.if_none_match.is_some(),
            hops: request.hops,
            earlier,
            now,
            origin: &self.origin(fault),
            elsewhere: &format!("http://127.0.0.1:{}", self.elsewhere),
        };
        match behaviour::of(fault, &asked) {
            Behaviour::Wire(steps) => steps,
            Behaviour::Document(body) => {
                let tag = entity_tag(&body);
                plain(body, Some(tag), request)
            }
        }
    }

    /// Counts a request; gives the number of those before it.
    fn count(&self, fault: Fault, document: Document, hops: u32, now: Timestamp) -> u32 {
        let mut vendors = self.vendors();
        let vendor = vendors.entry(fault).or_default();
        vendor.first_asked.get_or_insert(now);
        let asked = vendor.asked.entry(document.path()).or_default();
        let earlier = *asked;
        // What a redirect led here is still the same request.
        *asked += u32::from(hops == 0);
        earlier
    }
}

/// A faultless answer, or 304 where the tag is known.
fn plain(body: Vec<u8>, tag: Option<String>, request: &Request) -> Vec<Step> {
    let Some(tag) = tag else {
        return Head::json().whole(body);
    };
    if request.if_none_match.as_ref() == Some(&tag) {
        let head = Head::new("HTTP/1.1 304 Not Modified").with("ETag", tag);
        return vec![Step::Send(head.bytes())];
    }
    Head::json().with("ETag", tag).whole(body)
}

async fn accept(role: Role, listener: TcpListener, shared: Arc<Shared>, places: Arc<Semaphore>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, most likely: wait for some to close.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            // A caller that hangs up, or is left here for too long, is no news.
            let _ = timeout(CONNECTION_FOR, serve(role, stream, &shared)).await;
            drop(place);
        });
    }
}

async fn serve(role: Role, mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    let Some(head) = read_head(&mut stream).await? else {
        return Ok(());
    };
    let request = Request::parse(&head);
    for step in shared.answer(role, &request) {
        match step {
            Step::Send(bytes) => stream.write_all(&bytes).await?,
            Step::Repeat(bytes, times) => {
                for _ in 0..times {
                    stream.write_all(&bytes).await?;
                }
            }
            Step::Drip(bytes, piece, every) => {
                for piece in bytes.chunks(piece) {
                    sleep(every).await;
                    stream.write_all(piece).await?;
                }
            }
            Step::Stall => {
                let mut changed = shared.changed.subscribe();
                let is_over = |(): &()| match role {
                    Role::Vendor(fault) => shared.stage(fault) != Stage::Armed,
                    Role::Elsewhere => true,
                };
                // The sender lives as long as this does.
                let _ = changed.wait_for(is_over).await;
            }
            Step::Reset => {
                stream.set_zero_linger()?;
                return Ok(());
            }
        }
    }
    stream.shutdown().await
}

/// The request's head; `None` where the caller leaves before its end.
async fn read_head(stream: &mut TcpStream) -> io::Result<Option<String>> {
    let mut head = Vec::new();
    let mut piece = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let length = stream.read(&mut piece).await?;
        if length == 0 || head.len() + length > MAX_REQUEST_BYTES {
            return Ok(None);
        }
        head.extend_from_slice(&piece[..length]);
    }
    Ok(Some(String::from_utf8_lossy(&head).into_owned()))
}

impl Request {
    fn parse(head: &str) -> Self {
        let mut lines = head.lines();
        let path = lines.next().and_then(|line| line.split(' ').nth(1));
        let path = path.unwrap_or_default();
        let hops = path.strip_prefix("/hop-").and_then(|rest| {
            let number = rest.split('/').next()?;
            number.parse().ok()
        });
        let mut headers = lines.filter_map(|line| line.split_once(':'));
        let condition = headers.find(|(name, _)| name.eq_ignore_ascii_case("if-none-match"));
        Self {
            document: Document::at(path),
            hops: hops.unwrap_or(0),
            if_none_match: condition.map(|(_, value)| value.trim().to_owned()),
        }
    }
}
