//! Vendors' servers as a test scripts them.

use statuslamp_model::Timestamp;
use statuslamp_worker::platform::{Incoming, NoIncoming, Outgoing};
use std::collections::HashMap;

/// How a vendor's server answers at an address.
#[derive(Clone, Debug)]
pub enum Scripted {
    /// 200 with these bytes, or 304 to whoever has their tag.
    Body(String),
    /// 200 with these bytes and neither `ETag` nor `Last-Modified`.
    Untagged(String),
    /// 200 with these bytes and this weak tag, whatever the bytes are, or 304 to whoever has it.
    Weak(String, &'static str),
    /// 200 with these bytes and a `Last-Modified` of their own, or 304 to whoever has that.
    Dated(String),
    /// This status with these headers: `location`, `retry-after` or `date`.
    Status(u16, &'static [(&'static str, &'static str)]),
    /// 304, asked for or not.
    NotModified,
    /// Nothing within the limit.
    TimedOut,
    /// More bytes than wanted.
    TooLarge,
    /// The connection breaks.
    Reset,
}

/// A request a vendor's server saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// When it came.
    pub at: Timestamp,
    /// Its address.
    pub url: String,
    /// Its `If-None-Match`.
    pub if_none_match: Option<String>,
    /// Its `If-Modified-Since`.
    pub if_modified_since: Option<String>,
    /// Its `User-Agent`.
    pub user_agent: String,
}

/// What a vendor's server said, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// At which address.
    pub url: String,
    /// When, by the clock of the world.
    pub at: Timestamp,
    /// The bytes it sent; `None` where it said that the reader's own still hold.
    pub body: Option<Vec<u8>>,
}

#[derive(Debug, Default)]
pub(super) struct Vendors {
    scripts: HashMap<String, Scripted>,
    pub(super) asked: Vec<Asked>,
    pub(super) said: Vec<Said>,
}

impl Vendors {
    pub(super) fn script(&mut self, url: &str, answer: Scripted) {
        self.scripts.insert(url.to_owned(), answer);
    }

    pub(super) fn answer(
        &mut self,
        request: &Outgoing<'_>,
        at: Timestamp,
    ) -> Result<Incoming, NoIncoming> {
        let answer = self.scripted(request, at);
        let body = match &answer {
            Ok(incoming) if incoming.status == 200 => Some(Some(incoming.body.clone())),
            Ok(incoming) if incoming.status == 304 => Some(None),
            Ok(_) | Err(_) => None,
        };
        self.said.extend(body.map(|body| Said {
            url: request.url.to_owned(),
            at,
            body,
        }));
        answer
    }

    fn scripted(&mut self, request: &Outgoing<'_>, at: Timestamp) -> Result<Incoming, NoIncoming> {
        self.asked.push(Asked {
            at,
            url: request.url.to_owned(),
            if_none_match: request.if_none_match.map(str::to_owned),
            if_modified_since: request.if_modified_since.map(str::to_owned),
            user_agent: request.user_agent.to_owned(),
        });
        let status = |status| Incoming {
            status,
            ..Incoming::default()
        };
        match self.scripts.get(request.url) {
            None => Ok(status(404)),
            Some(Scripted::Body(body)) => {
                let etag = format!("\"{:x}\"", checksum(body));
                if request.if_none_match == Some(&etag) {
                    return Ok(status(304));
                }
                Ok(Incoming {
                    etag: Some(etag),
                    body: body.as_bytes().to_vec(),
                    ..status(200)
                })
            }
            Some(Scripted::Weak(body, tag)) => {
                let etag = format!("W/\"{tag}\"");
                if request.if_none_match == Some(&etag) {
                    return Ok(status(304));
                }
                Ok(Incoming {
                    etag: Some(etag),
                    body: body.as_bytes().to_vec(),
                    ..status(200)
                })
            }
            Some(Scripted::Dated(body)) => {
                let second = checksum(body) % 60;
                let date = format!("Sat, 21 Nov 2026 06:14:{second:02} GMT");
                if request.if_modified_since == Some(&date) {
                    return Ok(status(304));
                }
                Ok(Incoming {
                    last_modified: Some(date),
                    body: body.as_bytes().to_vec(),
                    ..status(200)
                })
            }
            Some(Scripted::Untagged(body)) => Ok(Incoming {
                body: body.as_bytes().to_vec(),
                ..status(200)
            }),
            Some(Scripted::Status(number, headers)) => {
                let header = |wanted: &str| {
                    let mut headers = headers.iter();
                    let found = headers.find(|(name, _)| *name == wanted);
                    found.map(|(_, value)| (*value).to_owned())
                };
                Ok(Incoming {
                    location: header("location"),
                    retry_after: header("retry-after"),
                    date: header("date"),
                    ..status(*number)
                })
            }
            Some(Scripted::NotModified) => Ok(status(304)),
            Some(Scripted::TimedOut) => Err(NoIncoming::TimedOut),
            Some(Scripted::TooLarge) => Err(NoIncoming::TooLarge),
            Some(Scripted::Reset) => Err(NoIncoming::Broken("connection reset".to_owned())),
        }
    }
}

/// Tells bodies apart.
fn checksum(body: &str) -> u64 {
    body.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
