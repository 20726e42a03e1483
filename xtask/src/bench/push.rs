//! From a hint to the message at each of many sockets.

use super::{
    client::{Connection, block_on},
    hints::{hint, milliseconds, revision},
    lamp::Lamp,
    report::Group,
    vendor::Vendor,
};
use crate::progress;
use anyhow::{Context, Result, ensure};
use futures_util::{SinkExt, StreamExt};
use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};
use tokio::{
    net::TcpStream,
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    time::{sleep, timeout},
};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

/// Changes that are pushed, the first of which only warms up.
const CHANGES: usize = 8;
/// Between two changes: so that a page's own later looks after a hint fall between two of them.
const BETWEEN: Duration = Duration::from_millis(3500);
/// Sockets that are opened at the same time.
const AT_ONCE: usize = 50;
/// A message has arrived by then.
const PATIENCE: Duration = Duration::from_secs(15);
/// Messages that a reader reads between two of its pings.
const MESSAGES_A_PING: u32 = 16;
/// Files that are open besides the sockets.
const OTHER_FILES: u64 = 200;

/// What a socket heard, and when.
struct Heard {
    revision: u64,
    at: Instant,
}

/// Sockets that listen until they are dropped.
pub(crate) struct Sockets {
    count: usize,
    heard: UnboundedReceiver<Heard>,
}

/// Measures the changes of a page at so many sockets.
pub(crate) fn measure(lamp: &Lamp, vendor: &Vendor, page: &str, count: usize) -> Result<Group> {
    let (mut from_hint, mut from_serving) = (Vec::new(), Vec::new());
    block_on(async {
        let mut connection = Connection::open(lamp.port).await?;
        let mut sockets = Sockets::open(lamp.port, page, count).await?;
        for number in 0..CHANGES {
            let before = revision(&mut connection, lamp.port, page).await?;
            vendor.change(page);
            let begin = progress::now();
            hint(&mut connection, page).await?;
            let heard = sockets.all_heard_more_than(before).await?;
            let served = vendor.served_at(page).context("it was not read")?;
            if number > 0 {
                from_hint.extend(heard.iter().map(|at| milliseconds(begin, *at)));
                from_serving.extend(heard.iter().map(|at| milliseconds(served, *at)));
            }
            sleep(BETWEEN).await;
        }
        Ok(())
    })?;
    let mut group = Group::new(format!("From a change to the message at {count} sockets"));
    group.add("from the hint", "ms", from_hint);
    group.add("from the vendor's last byte", "ms", from_serving);
    Ok(group)
}

/// Lets this program, and those it starts, open as many files as the sockets need.
pub(crate) fn allow(count: usize) -> Result<()> {
    let wanted = count as u64 + OTHER_FILES;
    let allowed = rlimit::increase_nofile_limit(wanted)?;
    ensure!(
        allowed >= wanted,
        "only {allowed} open files are allowed, {wanted} are needed"
    );
    Ok(())
}

impl Sockets {
    /// Opens them, and waits until each has had its first message.
    pub(crate) async fn open(port: u16, page: &str, count: usize) -> Result<Self> {
        let (tell, heard) = mpsc::unbounded_channel();
        let mut sockets = Self { count, heard };
        let mut left = count;
        while left > 0 {
            let some = left.min(AT_ONCE);
            let opening: Vec<_> = (0..some)
                .map(|_| tokio::task::spawn_local(open(port, format!("/v1/pages/{page}/live"))))
                .collect();
            for socket in opening {
                tokio::task::spawn_local(listen(socket.await??, tell.clone()));
            }
            left -= some;
        }
        sockets.all_heard_more_than(0).await?;
        Ok(sockets)
    }

    /// When each of them heard of a newer revision.
    async fn all_heard_more_than(&mut self, revision: u64) -> Result<Vec<Instant>> {
        let mut instants = Vec::with_capacity(self.count);
        while instants.len() < self.count {
            let heard = timeout(PATIENCE, self.heard.recv()).await;
            let heard = heard.with_context(|| {
                format!("{} of {} sockets heard of it", instants.len(), self.count)
            })?;
            let heard = heard.context("every socket was closed")?;
            if heard.revision > revision {
                instants.push(heard.at);
            }
        }
        Ok(instants)
    }
}

async fn open(port: u16, path: String) -> Result<WebSocketStream<TcpStream>> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    let url = format!("ws://127.0.0.1:{port}{path}");
    let (socket, _) = timeout(PATIENCE, client_async(url, stream)).await??;
    Ok(socket)
}

/// Tells of each message with a revision that this socket has not heard of, until it is closed.
/// It pings as our own readers do, for whoever does not is taken for slow.
async fn listen(mut socket: WebSocketStream<TcpStream>, tell: UnboundedSender<Heard>) {
    let mut newest = 0;
    let mut read = 0;
    while let Some(Ok(message)) = socket.next().await {
        let at = progress::now();
        read += 1;
        if read % MESSAGES_A_PING == 0 && socket.send(Message::text("ping")).await.is_err() {
            return;
        }
        let Message::Text(text) = message else {
            continue;
        };
        let Some(revision) = revision_in(&text).filter(|revision| *revision > newest) else {
            continue;
        };
        newest = revision;
        if tell.send(Heard { revision, at }).is_err() {
            return;
        }
    }
}

/// The revision in a message, found without reading all of it: thousands are read at once.
fn revision_in(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once("\"revision\":")?;
    let end = rest.find(|character: char| !character.is_ascii_digit());
    rest[..end.unwrap_or(rest.len())].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_revision_is_found_in_a_message() {
        for (text, expected) in [
            (r#"{"page":"a","revision":17,"live":true}"#, Some(17)),
            (r#"{"revision":18}"#, Some(18)),
            (r#"{"checked_at":"2026-11-21T06:00:00Z"}"#, None),
            (r#"{"revision":null}"#, None),
        ] {
            assert_eq!(revision_in(text), expected, "{text}");
        }
    }
}
