//! A vendor with several pages, each with one open incident that says something new when told to.
//! It knows when it was read.

use crate::progress;
use anyhow::Result;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// A caller that says nothing for so long is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The document of the present state.
const SUMMARY: &str = "api/v2/summary.json";

/// The vendor's server on this machine. It ends with this program.
#[derive(Debug)]
pub(crate) struct Vendor {
    port: u16,
    pages: Shared,
}

type Shared = Arc<Mutex<HashMap<String, Page>>>;

/// One page as it is now.
#[derive(Clone, Copy, Debug, Default)]
struct Page {
    /// How often it changed.
    changes: u64,
    /// The newest change that its summary told of.
    told: u64,
    /// When the last document that told of it was on its way.
    served_at: Option<Instant>,
}

impl Vendor {
    /// Starts it on a free port.
    pub(crate) fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let pages = Shared::default();
        let known = Arc::clone(&pages);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let known = Arc::clone(&known);
                // A caller that hangs up is no news.
                thread::spawn(move || drop(serve(&stream, &known)));
            }
        });
        Ok(Self { port, pages })
    }

    /// Where a page is.
    pub(crate) fn url(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}/{page}", self.port)
    }

    /// Lets a page say something new.
    pub(crate) fn change(&self, page: &str) {
        lock(&self.pages)
            .entry(page.to_owned())
            .or_default()
            .changes += 1;
    }

    /// What a page says now.
    pub(crate) fn sentence(&self, page: &str) -> String {
        sentence(lock(&self.pages).get(page).map_or(0, |page| page.changes))
    }

    /// When the last document that told of a page's newest change was on its way.
    pub(crate) fn served_at(&self, page: &str) -> Option<Instant> {
        lock(&self.pages).get(page)?.served_at
    }
}

fn sentence(changes: u64) -> String {
    format!("This is change {changes}.")
}

fn lock(pages: &Shared) -> MutexGuard<'_, HashMap<String, Page>> {
    pages.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers one request; the connection is for one alone.
fn serve(mut stream: &TcpStream, pages: &Shared) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let mut parts = path.trim_start_matches('/').splitn(2, '/');
    let (page, document) = (parts.next().unwrap_or_default(), parts.next());
    let changes = lock(pages).entry(page.to_owned()).or_default().changes;
    let body = document.and_then(|document| body(document, changes));
    let status = body.as_ref().map_or("404 Not Found", |_| "200 OK");
    let body = body.map_or_else(String::new, |body| body.to_string());
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut pages = lock(pages);
    let page = pages.entry(page.to_owned()).or_default();
    // A summary that says nothing new is read without the other documents.
    let is_further = document.is_some_and(|document| document != SUMMARY);
    if is_further || page.served_at.is_none() || changes > page.told {
        page.told = changes;
        page.served_at = Some(progress::now());
    }
    Ok(())
}

fn body(document: &str, changes: u64) -> Option<Value> {
    let page = json!({ "id": "benchpage", "name": "Bench", "url": "https://bench.example" });
    let incident = json!({
        "id": "incident", "name": "Web App is slow", "status": "investigating", "impact": "major",
        "created_at": "2026-11-21T06:00:00Z", "started_at": "2026-11-21T06:00:00Z",
        "updated_at": "2026-11-21T06:00:00Z", "resolved_at": null,
        "incident_updates": [{
            "id": "update", "status": "investigating", "body": sentence(changes),
            "created_at": "2026-11-21T06:00:00Z", "updated_at": "2026-11-21T06:00:00Z",
            "display_at": "2026-11-21T06:00:00Z",
            "affected_components": [{
                "code": "web", "name": "Web App",
                "old_status": "operational", "new_status": "partial_outage",
            }],
        }],
        "components": [],
    });
    let component = json!({
        "id": "web", "name": "Web App", "status": "partial_outage", "position": 1,
        "group": false, "group_id": null,
    });
    match document {
        SUMMARY => Some(json!({
            "page": page,
            "status": { "indicator": "major", "description": "Partial System Outage" },
            "components": [component], "incidents": [incident], "scheduled_maintenances": [],
        })),
        "api/v2/incidents.json" => Some(json!({ "page": page, "incidents": [incident] })),
        "api/v2/scheduled-maintenances.json" => {
            Some(json!({ "page": page, "scheduled_maintenances": [] }))
        }
        _ => None,
    }
}
