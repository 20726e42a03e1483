//! A reader who listens over a socket, and comes back after each end of the server.

use crate::readers::{Kind, Record, lock};
use serde_json::Value;
use std::{
    io::ErrorKind,
    net::TcpStream,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tungstenite::{Error, Message};

/// So often it looks whether it may go home.
const LOOK_UP: Duration = Duration::from_millis(500);
/// The members of a message that a verdict does not have.
const SPREAD: &str = "spread_ms";

/// Listens for as long as one connection lasts, and takes note of every verdict that comes.
pub(crate) fn listen(address: &str, page: &str, record: &Mutex<Record>, is_over: &AtomicBool) {
    let host = address.trim_start_matches("http://");
    let Ok(stream) = TcpStream::connect(host) else {
        return;
    };
    if stream.set_read_timeout(Some(LOOK_UP)).is_err() {
        return;
    }
    let Ok((mut socket, _)) = tungstenite::client(format!("ws://{host}{page}/live"), stream) else {
        return;
    };
    while !is_over.load(Ordering::Relaxed) {
        match socket.read() {
            Ok(Message::Text(text)) => {
                let body = serde_json::from_str(&text);
                note(record, body.expect("a message is JSON"));
            }
            Ok(_) => {}
            Err(Error::Io(error))
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => return,
        }
    }
}

/// A message is the verdict and a hint to its reader; a sign of life has no content.
fn note(record: &Mutex<Record>, mut body: Value) {
    let members = body.as_object_mut().expect("a message is an object");
    if members.remove(SPREAD).is_some() {
        let mut record = lock(record);
        let before = record.newest_of(Kind::Message);
        record.note(Kind::Message, "verdict", before, body);
    }
}
