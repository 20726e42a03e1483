//! A reader's socket to a lamp on this machine: a real WebSocket client.

#![expect(
    clippy::missing_panics_doc,
    reason = "a test helper fails by panicking"
)]

use crate::lamp::Lamp;
use serde_json::Value;
use std::{net::TcpStream, time::Duration};
use tungstenite::{Error, Message, WebSocket, protocol::frame::CloseFrame};

/// Nothing is awaited longer than this.
const PATIENCE: Duration = Duration::from_mins(1);
/// Nobody says so much besides.
const MOST_OTHERS: usize = 20;

/// An open socket.
#[derive(Debug)]
pub struct Socket(WebSocket<TcpStream>);

impl Socket {
    /// Opens the live connection of a page.
    pub fn open(lamp: &Lamp, page: &str) -> Self {
        let stream = TcpStream::connect(lamp.host()).expect("the lamp listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a socket takes a time limit");
        let url = format!("ws://{}/v1/pages/{page}/live", lamp.host());
        let (socket, _) = tungstenite::client(url, stream).expect("the lamp takes sockets");
        Self(socket)
    }

    /// The next message that is JSON.
    pub fn hear(&mut self) -> Value {
        loop {
            match self.0.read().expect("a message comes") {
                Message::Text(text) if text.as_str() == "pong" => {}
                Message::Text(text) => {
                    return serde_json::from_str(&text).expect("a message is JSON");
                }
                other => panic!("no text came but {other:?}"),
            }
        }
    }

    /// The next message that is as wanted.
    pub fn wait_for(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        for _ in 0..MOST_OTHERS {
            last = self.hear();
            if wanted(&last) {
                return last;
            }
        }
        panic!("last was {last:#}");
    }

    /// Sends a text.
    pub fn say(&mut self, text: &str) {
        self.0
            .send(Message::text(text))
            .expect("the socket is open");
    }

    /// Says goodbye, and whether the other end does so too before it goes.
    pub fn part(mut self) -> bool {
        self.0.close(None).expect("the socket is open");
        loop {
            match self.0.read() {
                Ok(_) => {}
                Err(error) => return matches!(error, Error::ConnectionClosed),
            }
        }
    }

    /// Everything that came and was not read yet, up to how the other end closed the socket.
    pub fn rest(&mut self) -> (Vec<Value>, Option<CloseFrame>) {
        let mut messages = Vec::new();
        loop {
            match self.0.read() {
                Ok(Message::Text(text)) if text.as_str() == "pong" => {}
                Ok(Message::Text(text)) => {
                    messages.push(serde_json::from_str(&text).expect("a message is JSON"));
                }
                Ok(Message::Close(frame)) => return (messages, frame),
                Ok(other) => panic!("no text came but {other:?}"),
                Err(Error::ConnectionClosed | Error::AlreadyClosed) => return (messages, None),
                Err(error) => panic!("the socket was not closed: {error}"),
            }
        }
    }

    /// Whether the other end ends the connection, in whatever way.
    pub fn is_cut(&mut self) -> bool {
        loop {
            match self.0.read() {
                Ok(Message::Close(_)) => return true,
                Ok(_) => {}
                Err(Error::Io(error)) => {
                    return !matches!(
                        error.kind(),
                        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                    );
                }
                Err(_) => return true,
            }
        }
    }
}
