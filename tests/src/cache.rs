//! The edge's cache as far as its documentation tells (Workers Cache): a pure model, put in front
//! of the worker by the scenarios. Time is an argument.
//!
//! The key is path and raw query; neither host nor any header is in it. Only GET and HEAD are
//! looked up and only GET fills it. `Cloudflare-CDN-Cache-Control` speaks first and is not passed
//! on. Whatever carries no directive at all is kept all the same, which is why everything must.

use statuslamp_model::Timestamp;
use statuslamp_worker::http::Reply;
use std::{borrow::Cow, collections::HashMap};

/// How long an answer without any directive is kept, in seconds.
const UNDIRECTED_SECONDS: i64 = 7200;
/// The same for 404.
const UNDIRECTED_MISSING_SECONDS: i64 = 180;
/// The headers that direct it, the first that is there alone.
const DIRECTIVES: [&str; 3] = [
    "Cloudflare-CDN-Cache-Control",
    "CDN-Cache-Control",
    "Cache-Control",
];

/// A request on its way to the worker.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The method.
    pub method: &'a str,
    /// The host, which the cache does not look at.
    pub host: &'a str,
    /// Path and raw query.
    pub target: &'a str,
    /// `If-None-Match`.
    pub if_none_match: Option<&'a str>,
    /// Whether it asks for a WebSocket.
    pub is_upgrade: bool,
}

impl<'a> Asked<'a> {
    /// A plain read.
    pub const fn get(host: &'a str, target: &'a str) -> Self {
        Self {
            method: "GET",
            host,
            target,
            if_none_match: None,
            is_upgrade: false,
        }
    }
}

/// `Cf-Cache-Status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheStatus {
    /// Not looked up, or not to be kept.
    Dynamic,
    /// Not there: the worker answered.
    Miss,
    /// Kept, and within `max-age`.
    Hit,
    /// Kept for longer: the worker is asked meanwhile, or has failed.
    Stale,
}

/// How long an answer may be served, in seconds of its age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Without asking.
    pub fresh: i64,
    /// While asking.
    pub revalidating: i64,
    /// When the worker fails; for ever where nothing is said.
    pub failing: Option<i64>,
}

impl Lifetime {
    /// What the directives of a reply amount to; `None` where it is not to be kept.
    ///
    /// # Panics
    /// Where a directive cannot be read.
    pub fn of(reply: &Reply) -> Option<Self> {
        let mut directives = DIRECTIVES.iter().filter_map(|name| reply.header(name));
        let Some(directives) = directives.next() else {
            let fresh = match reply.status {
                200 => UNDIRECTED_SECONDS,
                404 => UNDIRECTED_MISSING_SECONDS,
                _ => return None,
            };
            return Some(Self {
                fresh,
                revalidating: 0,
                failing: None,
            });
        };
        let directives: Vec<_> = directives.split(',').map(str::trim).collect();
        let has = |name: &str| directives.contains(&name);
        let seconds = |name: &str| {
            let mut pairs = directives.iter().filter_map(|part| part.split_once('='));
            let (_, value) = pairs.find(|(own, _)| *own == name)?;
            Some(value.parse::<i64>().expect("whole seconds"))
        };
        if has("no-store") || has("private") || has("no-cache") {
            return None;
        }
        // These switch off both ways of serving what is stale.
        let is_strict = has("must-revalidate") || has("proxy-revalidate");
        let shared = seconds("s-maxage");
        let fresh = shared.or_else(|| seconds("max-age"))?;
        if is_strict || shared.is_some() {
            return Some(Self {
                fresh,
                revalidating: 0,
                failing: Some(0),
            });
        }
        Some(Self {
            fresh,
            revalidating: seconds("stale-while-revalidate").unwrap_or(0),
            failing: seconds("stale-if-error"),
        })
    }
}

#[derive(Clone, Debug)]
struct Kept {
    reply: Reply,
    since: Timestamp,
    lifetime: Lifetime,
}

/// One data centre's cache.
#[derive(Debug, Default)]
pub struct Cache {
    kept: HashMap<String, Kept>,
}

impl Cache {
    /// Answers a request, asking the worker where it must. What comes out is what a client sees.
    pub fn ask(
        &mut self,
        asked: Asked<'_>,
        now: Timestamp,
        worker: &mut dyn FnMut(Asked<'_>) -> Reply,
    ) -> (Reply, CacheStatus) {
        let is_looked_up = ["GET", "HEAD"].contains(&asked.method) && !asked.is_upgrade;
        if !is_looked_up {
            return (passed_on(worker(asked)), CacheStatus::Dynamic);
        }
        if let Some(kept) = self.kept.get(asked.target).cloned() {
            let age = now.seconds_since(kept.since);
            let Lifetime {
                fresh,
                revalidating,
                failing,
            } = kept.lifetime;
            if age < fresh {
                return (kept.serve(asked, age), CacheStatus::Hit);
            }
            if age < fresh + revalidating {
                // In the background: what comes of it is for those who come later.
                self.fill(asked, now, worker);
                return (kept.serve(asked, age), CacheStatus::Stale);
            }
            let reply = self.fill(asked, now, worker);
            let may_hide = failing.is_none_or(|failing| age < fresh + revalidating + failing);
            if reply.status >= 500 && may_hide {
                return (kept.serve(asked, age), CacheStatus::Stale);
            }
            return (answered(reply, asked), CacheStatus::Miss);
        }
        let reply = self.fill(asked, now, worker);
        (answered(reply, asked), CacheStatus::Miss)
    }

    /// Asks the worker for the whole answer, whatever the client has, and keeps it if it may.
    fn fill(
        &mut self,
        asked: Asked<'_>,
        now: Timestamp,
        worker: &mut dyn FnMut(Asked<'_>) -> Reply,
    ) -> Reply {
        let reply = worker(Asked {
            method: "GET",
            if_none_match: None,
            ..asked
        });
        assert_eq!(reply.header("Vary"), None, "kept once per header value");
        if let Some(lifetime) = Lifetime::of(&reply).filter(|_| reply.status < 500) {
            let kept = Kept {
                reply: reply.clone(),
                since: now,
                lifetime,
            };
            self.kept.insert(asked.target.to_owned(), kept);
        }
        reply
    }
}

impl Kept {
    fn serve(self, asked: Asked<'_>, age: i64) -> Reply {
        let mut reply = answered(self.reply, asked);
        reply
            .headers
            .push(("Age", Cow::Owned(age.max(0).to_string())));
        reply
    }
}

/// A whole answer as it goes to this client: without a body where none was asked for or the client
/// has it.
fn answered(reply: Reply, asked: Asked<'_>) -> Reply {
    let mut reply = passed_on(reply);
    let tag = reply.header("ETag");
    if reply.status == 200 && tag.is_some() && asked.if_none_match == tag {
        reply.status = 304;
        reply.body = None;
    }
    if asked.method == "HEAD" {
        reply.body = None;
    }
    reply
}

fn passed_on(mut reply: Reply) -> Reply {
    reply.headers.retain(|(name, _)| *name != DIRECTIVES[0]);
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    /// Answers with the host and the number of the call.
    fn ask(
        cache: &mut Cache,
        host: &str,
        seconds: i64,
        status: u16,
        directives: Option<&'static str>,
    ) -> (String, CacheStatus) {
        let headers = directives.map(|value| ("Cloudflare-CDN-Cache-Control", value.into()));
        let mut worker = |asked: Asked<'_>| Reply {
            status,
            headers: headers.clone().into_iter().collect(),
            body: Some(format!("{} at {seconds}", asked.host).into_bytes().into()),
        };
        let now = NOON.plus_seconds(seconds);
        let (reply, told) = cache.ask(Asked::get(host, "/a?b"), now, &mut worker);
        assert_eq!(reply.header("Cloudflare-CDN-Cache-Control"), None);
        let body = reply.body.as_deref().unwrap_or_default().to_vec();
        (String::from_utf8(body).expect("text"), told)
    }

    #[test]
    fn the_host_is_not_in_the_key() {
        let kept = Some("max-age=5");
        let mut cache = Cache::default();

        ask(&mut cache, "one", 0, 200, kept);

        let (body, status) = ask(&mut cache, "other", 1, 200, kept);
        assert_eq!((body.as_str(), status), ("one at 0", CacheStatus::Hit));
        let mut cache = Cache::default();
        ask(&mut cache, "one", 0, 200, Some("no-store"));
        let (body, _) = ask(&mut cache, "other", 1, 200, Some("no-store"));
        assert_eq!(body, "other at 1");
    }

    #[test]
    fn an_answer_grows_stale_is_asked_for_and_at_last_only_hides_failures() {
        use CacheStatus::{Hit, Miss, Stale};
        let kept = Some("max-age=3, stale-while-revalidate=1, stale-if-error=10");
        let cases = [
            (2, 200, "a at 0", Hit),
            (3, 200, "a at 0", Stale),
            (4, 200, "a at 4", Miss),
            (4, 500, "a at 0", Stale),
            (13, 500, "a at 0", Stale),
            (14, 500, "a at 14", Miss),
        ];
        for (seconds, status, body, told) in cases {
            let mut cache = Cache::default();
            ask(&mut cache, "a", 0, 200, kept);
            let answer = ask(&mut cache, "a", seconds, status, kept);
            assert_eq!(answer, (body.to_owned(), told), "{seconds}, {status}");
        }
    }

    #[test]
    fn what_directs_nothing_is_kept_for_hours_and_hides_failures_for_ever() {
        let mut cache = Cache::default();
        ask(&mut cache, "a", 0, 200, None);

        assert_eq!(ask(&mut cache, "a", 7199, 200, None).1, CacheStatus::Hit);
        let (body, told) = ask(&mut cache, "a", 90_000, 500, None);
        assert_eq!((body.as_str(), told), ("a at 0", CacheStatus::Stale));
        let mut missing = Cache::default();
        ask(&mut missing, "a", 0, 404, None);
        assert_eq!(ask(&mut missing, "a", 179, 404, None).1, CacheStatus::Hit);
    }

    #[test]
    fn revalidation_that_must_be_switches_stale_answers_off() {
        let strict = Some("max-age=3, must-revalidate, stale-while-revalidate=9, stale-if-error=9");
        let mut cache = Cache::default();
        ask(&mut cache, "a", 0, 200, strict);

        assert_eq!(ask(&mut cache, "a", 4, 500, strict).1, CacheStatus::Miss);
    }
}
