//! Vendors' servers as a test scripts them.

use statuslamp_worker::platform::{Incoming, NoIncoming, Outgoing};
use std::collections::HashMap;

/// How a vendor's server answers at an address.
#[derive(Clone, Debug)]
pub enum Scripted {
    /// 200 with these bytes, or 304 to whoever has their tag.
    Body(String),
    /// 200 with these bytes and neither `ETag` nor `Last-Modified`.
    Untagged(String),
    /// This status with these headers: `location` or `retry-after`.
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
    /// Its address.
    pub url: String,
    /// Its `If-None-Match`.
    pub if_none_match: Option<String>,
    /// Its `User-Agent`.
    pub user_agent: String,
}

#[derive(Debug, Default)]
pub(super) struct Vendors {
    scripts: HashMap<String, Scripted>,
    pub(super) asked: Vec<Asked>,
}

impl Vendors {
    pub(super) fn script(&mut self, url: &str, answer: Scripted) {
        self.scripts.insert(url.to_owned(), answer);
    }

    pub(super) fn answer(&mut self, request: &Outgoing<'_>) -> Result<Incoming, NoIncoming> {
        self.asked.push(Asked {
            url: request.url.to_owned(),
            if_none_match: request.if_none_match.map(str::to_owned),
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
