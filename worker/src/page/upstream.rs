//! One document from a vendor's server: conditions, redirects, limits, and what can go wrong.

use super::{
    address::{readable, redirected, without_secrets},
    schedule::LONGEST_PAUSE_SECONDS,
    store::Kept,
};
use crate::{
    config::Config,
    log::Traffic,
    platform::{Incoming, NoIncoming, Outgoing, Platform},
    published::fingerprint,
};
use statuslamp_model::Timestamp;
use statuslamp_normalise::{Unreadable, UpstreamRequest};
use std::{fmt, time::SystemTime};

const MAX_REDIRECTS: usize = 3;

/// A document as it came.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fetched {
    /// The bytes it was made from are still the vendor's. With what to keep of it where the
    /// vendor names them otherwise now.
    Unchanged(Option<Kept>),
    /// Another one.
    Changed {
        /// Its bytes.
        body: Vec<u8>,
        /// What to keep of it once it was understood.
        kept: Kept,
    },
}

/// An answer, and whose.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Came {
    pub(super) fetched: Fetched,
    /// Where the last redirect led, without query.
    pub(super) final_url: String,
}

/// Why there is no document. `Display` is told to readers and quotes nothing the vendor sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Failure {
    TimedOut,
    TooLarge(usize),
    Broken(String),
    Status {
        status: u16,
        not_before: Option<Timestamp>,
    },
    UnaskedNotModified,
    Forbidden,
    Redirected,
    Unreadable(Unreadable),
    NoProvider,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use statuslamp_normalise::Came;
        match self {
            Self::TimedOut => formatter.write_str("no complete answer in time"),
            Self::TooLarge(bytes) => write!(formatter, "more than {bytes} bytes"),
            Self::Broken(_) => formatter.write_str("the connection failed"),
            Self::Status { status, .. } => write!(formatter, "status {status}"),
            Self::UnaskedNotModified => {
                formatter.write_str("\"not modified\" without having been asked")
            }
            Self::Forbidden => formatter.write_str("an address that must not be read"),
            Self::Redirected => formatter.write_str("redirected too often or out of bounds"),
            Self::NoProvider => formatter.write_str("no format we understand"),
            Self::Unreadable(unreadable) => formatter.write_str(match unreadable.came {
                Came::Nothing => "an empty body",
                Came::LoginPage => "a login page",
                Came::InactivePage => "a page that is not active",
                Came::HtmlPage(_) => "an HTML page",
                Came::Feed => "a feed",
                Came::Malformed(_) => "a malformed document",
                Came::OtherShape(_) => "another kind of document",
                Came::Binary => "bytes that are no text",
            }),
        }
    }
}

impl Failure {
    /// All there is to say, for the deployment's own log.
    pub(super) fn in_full(&self) -> String {
        match self {
            Self::Broken(reason) => format!("{self}: {reason}"),
            Self::Unreadable(unreadable) => unreadable.to_string(),
            Self::TimedOut
            | Self::TooLarge(_)
            | Self::Status { .. }
            | Self::UnaskedNotModified
            | Self::Forbidden
            | Self::Redirected
            | Self::NoProvider => self.to_string(),
        }
    }

    /// Until when the vendor asked to be left alone.
    pub(super) const fn not_before(&self) -> Option<Timestamp> {
        match self {
            Self::Status { not_before, .. } => *not_before,
            Self::TimedOut
            | Self::TooLarge(_)
            | Self::Broken(_)
            | Self::UnaskedNotModified
            | Self::Forbidden
            | Self::Redirected
            | Self::Unreadable(_)
            | Self::NoProvider => None,
        }
    }
}

/// Reads a document. `held` is what is kept of it and may be asked to be confirmed.
pub(super) async fn fetch<P: Platform>(
    platform: &P,
    config: &Config,
    request: &UpstreamRequest,
    held: Option<&Kept>,
    limit_milliseconds: u32,
    traffic: &mut Traffic,
) -> Result<Came, Failure> {
    traffic.documents += 1;
    let begun = platform.now();
    let mut url = readable(&request.url, config.local()).ok_or(Failure::Forbidden)?;
    let condition = held.filter(|kept| kept.etag.is_some() || kept.last_modified.is_some());
    for _ in 0..=MAX_REDIRECTS {
        let spent = platform.now().as_millis() - begun.as_millis();
        let left = i64::from(limit_milliseconds) - spent;
        let limit_milliseconds = u32::try_from(left).map_err(|_| Failure::TimedOut)?;
        let outgoing = Outgoing {
            url: url.as_str(),
            accept: request.accept,
            user_agent: config.user_agent(),
            if_none_match: condition.and_then(|kept| kept.etag.as_deref()),
            if_modified_since: condition.and_then(|kept| kept.last_modified.as_deref()),
            max_bytes: request.max_bytes,
            limit_milliseconds,
        };
        let incoming = platform.fetch(&outgoing).await;
        let incoming = incoming.map_err(|error| match error {
            NoIncoming::TimedOut => Failure::TimedOut,
            NoIncoming::TooLarge => Failure::TooLarge(request.max_bytes),
            NoIncoming::Broken(reason) => Failure::Broken(reason),
        })?;
        traffic.bytes += incoming.body.len();
        match incoming.status {
            200 => {
                let final_url = without_secrets(&url);
                let fetched = understand(request, incoming, held, platform.now());
                return Ok(Came { fetched, final_url });
            }
            304 if condition.is_some() => {
                let final_url = without_secrets(&url);
                let fetched = Fetched::Unchanged(None);
                return Ok(Came { fetched, final_url });
            }
            304 => return Err(Failure::UnaskedNotModified),
            301 | 302 | 303 | 307 | 308 => {
                let location = incoming.location.unwrap_or_default();
                url = redirected(&url, &location, config.local()).ok_or(Failure::Redirected)?;
            }
            status => {
                return Err(Failure::Status {
                    status,
                    not_before: not_before(&incoming, platform.now()),
                });
            }
        }
    }
    Err(Failure::Redirected)
}

fn understand(
    request: &UpstreamRequest,
    incoming: Incoming,
    held: Option<&Kept>,
    now: Timestamp,
) -> Fetched {
    let kept = Kept {
        url: request.url.clone(),
        etag: incoming.etag,
        last_modified: incoming.last_modified,
        hash: fingerprint(&incoming.body, 32),
        fetched_at: now,
        failed: false,
    };
    match held.filter(|held| held.hash == kept.hash) {
        Some(held) => {
            let is_renamed = held.etag != kept.etag || held.last_modified != kept.last_modified;
            Fetched::Unchanged(is_renamed.then_some(kept))
        }
        None => Fetched::Changed {
            body: incoming.body,
            kept,
        },
    }
}

/// Until when an answer asks us to stay away: `Retry-After` in seconds, or as a date on the
/// vendor's own clock.
fn not_before(incoming: &Incoming, now: Timestamp) -> Option<Timestamp> {
    let text = incoming.retry_after.as_deref()?.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = if is_number {
        // More digits than fit are still a long time.
        text.parse().unwrap_or(LONGEST_PAUSE_SECONDS)
    } else {
        let vendors_now = incoming.date.as_deref().and_then(http_instant);
        http_instant(text)?.seconds_since(vendors_now.unwrap_or(now))
    };
    Some(now.plus_seconds(seconds.clamp(0, LONGEST_PAUSE_SECONDS)))
}

/// An instant in one of the three forms of HTTP.
fn http_instant(text: &str) -> Option<Timestamp> {
    let instant = httpdate::parse_http_date(text.trim()).ok()?;
    let since = instant.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let milliseconds = i64::try_from(since.as_millis()).ok()?;
    Some(Timestamp::from_millis(milliseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_obeyed_within_reason() {
        // Sat, 21 Nov 2026 12:00:00 GMT by our clock.
        let now = Timestamp::from_millis(1_795_262_400_000);
        let theirs = Some("Sat, 21 Nov 2026 18:00:00 GMT");
        let cases = [
            ("120", None, Some(120)),
            (" 7 ", None, Some(7)),
            ("0", None, Some(0)),
            ("999999999", None, Some(3600)),
            ("99999999999999999999999999", None, Some(3600)),
            ("Sat, 21 Nov 2026 12:00:30 GMT", None, Some(30)),
            ("Saturday, 21-Nov-26 12:00:30 GMT", None, Some(30)),
            ("Sat Nov 21 12:00:30 2026", None, Some(30)),
            // The vendor's clock is six hours ahead of ours, and so is its date.
            ("Sat, 21 Nov 2026 18:00:30 GMT", theirs, Some(30)),
            ("Sat, 21 Nov 2026 18:00:30 GMT", Some("noon"), Some(3600)),
            ("Sat, 21 Nov 2026 11:00:00 GMT", None, Some(0)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", None, Some(3600)),
            ("", None, None),
            ("-5", None, None),
            ("1.5", None, None),
            ("soon", None, None),
            ("2026-11-21T12:00:30Z", None, None),
        ];
        for (retry_after, date, seconds) in cases {
            let incoming = Incoming {
                status: 429,
                retry_after: Some(retry_after.to_owned()),
                date: date.map(str::to_owned),
                ..Incoming::default()
            };
            assert_eq!(
                not_before(&incoming, now),
                seconds.map(|seconds| now.plus_seconds(seconds)),
                "{retry_after}"
            );
        }
        assert_eq!(not_before(&Incoming::default(), now), None);
    }
}
