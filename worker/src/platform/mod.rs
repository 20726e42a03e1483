//! What the worker needs of the world, as one trait: the clock, the network, a store, an alarm,
//! and the other objects. `cloudflare` is the real one; the tests script another.

#[cfg(target_arch = "wasm32")]
mod cloudflare;
mod sockets;
mod values;

use crate::{
    call::{Call, Object},
    config::{Config, Unconfigured},
    limit::Quota,
    people::Spoken,
};
use statuslamp_model::Timestamp;
use std::{fmt, future::Future, rc::Rc};

pub use sockets::{Closing, Socket};
pub use values::{Row, Statement, Value};

/// The world as one object, or one request, sees it. A future of it stays on its thread.
pub trait Platform: 'static {
    /// The present.
    fn now(&self) -> Timestamp;

    /// A number from 0 up to, not including, 1, different each time. For spreading load, not for
    /// secrets.
    fn random(&self) -> f64;

    /// The deployment's settings, read once.
    fn config(&self) -> Result<Rc<Config>, Unconfigured>;

    /// One GET to a vendor's server. No redirect is followed; the limits cover the body too.
    fn fetch(&self, request: &Outgoing<'_>) -> impl Future<Output = Result<Incoming, NoIncoming>>;

    /// Reads rows of this object's own database.
    fn query(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreFailed>;

    /// Writes to this object's own database: all of it or nothing.
    fn write(&self, statements: Vec<Statement>) -> Result<(), StoreFailed>;

    /// When this object's alarm will ring.
    fn alarm(&self) -> impl Future<Output = Result<Option<Timestamp>, StoreFailed>>;

    /// Sets this object's only alarm.
    fn set_alarm(&self, at: Timestamp) -> impl Future<Output = Result<(), StoreFailed>>;

    /// Asks another object and waits for its answer, though not for ever.
    fn call(&self, object: Object, call: Call)
    -> impl Future<Output = Result<Vec<u8>, CallFailed>>;

    /// Counts a request against a quota of whoever sends it. Whether it is still within it; `None`
    /// where nobody counts.
    fn count(&self, quota: Quota) -> impl Future<Output = Option<bool>>;

    /// How many sockets this object holds.
    fn sockets(&self) -> usize;

    /// Sends a text to every socket of this object without waiting for any. To how many.
    fn send_to_sockets(&self, text: &str) -> usize;

    /// Closes those sockets of this object for which there is a reason. How many.
    fn close_sockets(&self, reason: &dyn Fn(Socket) -> Option<Closing>) -> usize;

    /// How a time or a number is written in a language, by the clocks of an IANA zone; those of UTC
    /// where there is no such zone.
    fn spoken(language: &'static str, zone: &str, asked: Spoken<'_>) -> String;

    /// Writes one line, JSON, to the deployment's log.
    fn log(&self, line: &str);
}

/// A GET to a vendor's server.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// Its address.
    pub url: &'a str,
    /// `Accept`.
    pub accept: &'a str,
    /// `User-Agent`.
    pub user_agent: &'a str,
    /// `If-None-Match`.
    pub if_none_match: Option<&'a str>,
    /// `If-Modified-Since`.
    pub if_modified_since: Option<&'a str>,
    /// Most bytes to take after decompression.
    pub max_bytes: usize,
    /// Most milliseconds until the last byte.
    pub limit_milliseconds: u32,
}

/// What a vendor's server answered.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// The status.
    pub status: u16,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
    /// `Location`.
    pub location: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// `Date`.
    pub date: Option<String>,
    /// The whole decompressed body of a 200; empty for every other status.
    pub body: Vec<u8>,
}

/// Why nothing usable came from a vendor's server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoIncoming {
    /// Not finished within the limit.
    TimedOut,
    /// More bytes than the limit.
    TooLarge,
    /// The connection could not be made or broke; in the platform's words.
    Broken(String),
}

/// The object's database did not do what it was asked; in the platform's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreFailed(pub String);

impl fmt::Display for StoreFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the store failed: {}", self.0)
    }
}

impl std::error::Error for StoreFailed {}

/// Another object did not answer; in the platform's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallFailed(pub String);

impl fmt::Display for CallFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object did not answer: {}", self.0)
    }
}

impl std::error::Error for CallFailed {}
