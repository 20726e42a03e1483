//! The one place where documents and troubles become HTTP. Every reply leaves here, and every
//! reply has an explicit cache policy.

use crate::{
    embed,
    http::{Method, Reply, Request, http_date, percent_encode},
    limit,
    policy::Policy,
    published::{JSON, Published, Served},
    trouble::Trouble,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Serialize;
use sha2::{Digest, Sha256};
use statuslamp_model::{PageId, Timestamp};
use statuslamp_view::PAGE_STYLE;
use std::{borrow::Cow, rc::Rc, sync::OnceLock};

const PROBLEM: &str = "application/problem+json; charset=utf-8";

/// What a browser lets a script read.
const EXPOSED: &str = "Age, Date, ETag, Link, Retry-After";

type Headers = Vec<(&'static str, Cow<'static, str>)>;

/// A published document, or 304 where the reader has it.
pub(crate) fn document(request: &Request<'_>, served: Served, now: Timestamp) -> Reply {
    let published = &served.published;
    let policy = Policy::of(&published.changes, published.poll_seconds, now);
    let mut headers = common(policy, now);
    headers.push(("ETag", published.etag.clone().into()));
    headers.extend(served.link.map(|link| ("Link", link.into())));
    let condition = request.if_none_match.as_deref();
    if condition.is_some_and(|condition| names(condition, &published.etag)) {
        return Reply {
            status: 304,
            headers,
            body: None,
        };
    }
    headers.push(("Content-Type", served.media_type.into()));
    let body = body(&request.method, &published.body, &mut headers);
    Reply {
        status: 200,
        headers,
        body,
    }
}

/// The document of a frame, or 304 where the reader has it.
pub(crate) fn framed(request: &Request<'_>, html: String, now: Timestamp) -> Reply {
    let document = Published::new(0, Vec::new(), 0, html.into_bytes());
    let mut headers = common(Policy::STATELESS, now);
    headers.push(("ETag", document.etag.clone().into()));
    let condition = request.if_none_match.as_deref();
    if condition.is_some_and(|condition| names(condition, &document.etag)) {
        return Reply {
            status: 304,
            headers,
            body: None,
        };
    }
    of_frame(&mut headers);
    let body = body(&request.method, &document.body, &mut headers);
    Reply {
        status: 200,
        headers,
        body,
    }
}

/// The document of a frame that has nothing to show.
pub(crate) fn unframed(request: &Request<'_>, html: String, now: Timestamp) -> Reply {
    let mut headers = common(Policy::NO_STORE, now);
    of_frame(&mut headers);
    let body = body(&request.method, &html.into_bytes().into(), &mut headers);
    Reply {
        status: 404,
        headers,
        body,
    }
}

/// What a document says beside what every reply says. A host that isolates itself takes in only
/// frames that do as well; everything in ours is of our own origin.
fn of_frame(headers: &mut Headers) {
    headers.push(("Content-Type", "text/html; charset=utf-8".into()));
    headers.push(("Content-Security-Policy", embed::POLICY.into()));
    headers.push(("Cross-Origin-Embedder-Policy", "require-corp".into()));
    headers.push(("Referrer-Policy", "no-referrer".into()));
}

/// A page for people, or 304 where the reader has it. One that names the host it was asked at is
/// kept by nobody.
pub(crate) fn page(
    request: &Request<'_>,
    published: Published,
    is_kept: bool,
    now: Timestamp,
) -> Reply {
    let served = Served::from(published).sent_as(HTML);
    let served = if is_kept { served } else { served.unkept() };
    let mut reply = document(request, served, now);
    of_page(&mut reply.headers);
    reply
}

/// What is said to a person where there is no page.
pub(crate) fn missing(
    request: &Request<'_>,
    trouble: &Trouble,
    html: String,
    now: Timestamp,
) -> Reply {
    let mut reply = self::trouble(&request.method, trouble, now);
    let of_the_problem = ["Content-Type", "Content-Length"];
    reply
        .headers
        .retain(|(name, _)| !of_the_problem.contains(name));
    reply.headers.push(("Content-Type", HTML.into()));
    of_page(&mut reply.headers);
    reply.body = body(
        &request.method,
        &html.into_bytes().into(),
        &mut reply.headers,
    );
    reply
}

/// Where the page of an event is that Statuspage has elsewhere.
pub(crate) fn moved(page: &PageId, event: &str, now: Timestamp) -> Reply {
    let mut headers = common(Policy::NO_STORE, now);
    let to = format!("/is/{page}/incidents/{}", percent_encode(event));
    headers.push(("Location", to.into()));
    Reply {
        status: 302,
        headers,
        body: None,
    }
}

const HTML: &str = "text/html; charset=utf-8";

/// What a page for people says beside what every reply says. It runs our scripts and no others,
/// and its one style sheet is named by its hash.
fn of_page(headers: &mut Headers) {
    static POLICY: OnceLock<String> = OnceLock::new();
    let policy = POLICY.get_or_init(|| {
        let style = BASE64_STANDARD.encode(Sha256::digest(PAGE_STYLE));
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
             style-src 'sha256-{style}'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
             trusted-types statuslamp"
        )
    });
    headers.push(("Content-Security-Policy", policy.as_str().into()));
    headers.push(("Referrer-Policy", "strict-origin-when-cross-origin".into()));
}

/// The answer to something that was accepted and will be done.
pub(crate) fn accepted(told: &impl Serialize, now: Timestamp) -> Reply {
    let mut headers = common(Policy::NO_STORE, now);
    headers.push(("Content-Type", JSON.into()));
    let json = serde_json::to_vec(told).unwrap_or_default();
    Reply {
        status: 202,
        headers,
        body: Some(json.into()),
    }
}

/// What has just been stored, for whoever asked for it alone.
pub(crate) fn stored(document: &Published, now: Timestamp) -> Reply {
    let mut headers = common(Policy::NO_STORE, now);
    headers.push(("Content-Type", JSON.into()));
    Reply {
        status: 200,
        headers,
        body: Some(Rc::clone(&document.body)),
    }
}

/// A stream of events, up to its first text.
pub(crate) fn events(method: &Method, opening: String, now: Timestamp) -> Reply {
    let mut headers = common(Policy::NO_STORE, now);
    headers.push(("Content-Type", "text/event-stream; charset=utf-8".into()));
    Reply {
        status: 200,
        headers,
        // How long it is, nobody knows.
        body: (*method != Method::Head).then(|| opening.into_bytes().into()),
    }
}

/// Done, and nothing to say of it.
pub(crate) fn done(now: Timestamp) -> Reply {
    Reply {
        status: 204,
        headers: common(Policy::NO_STORE, now),
        body: None,
    }
}

/// Longest that a client is asked to wait for a page of which nothing is known.
const LONGEST_WAIT_SECONDS: u32 = 60;

/// A problem document.
pub(crate) fn trouble(method: &Method, trouble: &Trouble, now: Timestamp) -> Reply {
    let mut headers = common(Policy::NO_STORE, now);
    headers.push(("Content-Type", PROBLEM.into()));
    match trouble {
        Trouble::MethodNotAllowed { allow, .. } => headers.push(("Allow", (*allow).into())),
        Trouble::RevisionNotReady { .. } => headers.push(("Retry-After", "1".into())),
        Trouble::TooManyHints { retry_after } => {
            headers.push(("Retry-After", retry_after.to_string().into()));
            let (name, requests, seconds) = limit::HINTS;
            let policy = limit::policy(name, requests, seconds);
            headers.push(("RateLimit-Policy", policy.into()));
            headers.push(("RateLimit", limit::spent(name, *retry_after).into()));
        }
        Trouble::TooManyRequests(quota) => {
            let seconds = quota.seconds();
            headers.push(("Retry-After", seconds.to_string().into()));
            headers.push(("RateLimit-Policy", quota.policy().into()));
            headers.push(("RateLimit", limit::spent(quota.name(), seconds).into()));
        }
        Trouble::NotTheOperator => headers.push(("WWW-Authenticate", "Bearer".into())),
        Trouble::TooManySockets => headers.push(("Retry-After", "30".into())),
        // Some clients wait as long as they are told before they say anything.
        Trouble::NotHeard { poll_seconds, .. } => {
            let next_reading = (*poll_seconds).min(LONGEST_WAIT_SECONDS);
            headers.push(("Retry-After", next_reading.to_string().into()));
        }
        Trouble::UpgradeRequired => headers.push(("Upgrade", "websocket".into())),
        Trouble::UnknownPage(_)
        | Trouble::UnknownIncident(..)
        | Trouble::UnknownComponent(..)
        | Trouble::UnknownPath(_)
        | Trouble::UnknownParameter(_)
        | Trouble::BadParameter { .. }
        | Trouble::UnknownHook
        | Trouble::BodyRefused
        | Trouble::UnusableBody(_)
        | Trouble::NoOperator
        | Trouble::BadOverride(..)
        | Trouble::UnknownOverride(..)
        | Trouble::TooManyOverrides(_)
        | Trouble::Internal => {}
    }
    let json = serde_json::to_vec(&trouble.problem()).unwrap_or_default();
    let body = body(method, &json.into(), &mut headers);
    let reply = Reply {
        status: trouble.status(),
        headers,
        body,
    };
    let policy = reply.header("RateLimit-Policy").map(str::to_owned);
    match policy {
        Some(policy) => limited(reply, &policy),
        None => reply,
    }
}

/// A reply to what is bounded: it names the policy, once.
pub(crate) fn limited(mut reply: Reply, policy: &str) -> Reply {
    if reply.header("RateLimit-Policy").is_none() {
        let policy = policy.to_owned();
        reply.headers.push(("RateLimit-Policy", policy.into()));
    }
    for (name, value) in &mut reply.headers {
        if *name == "Access-Control-Expose-Headers" {
            *value = format!("{EXPOSED}, RateLimit, RateLimit-Policy").into();
        }
    }
    reply
}

/// The answer to OPTIONS, a browser's preflight included.
pub(crate) fn options(allow: &'static str, now: Timestamp) -> Reply {
    let mut headers = common(Policy::NO_STORE, now);
    headers.push(("Allow", allow.into()));
    headers.push(("Access-Control-Allow-Methods", allow.into()));
    headers.push(("Access-Control-Allow-Headers", "*".into()));
    headers.push(("Access-Control-Max-Age", "86400".into()));
    Reply {
        status: 204,
        headers,
        body: None,
    }
}

/// The body, or, where only the head is asked for, how long it would be: the runtime writes the length
/// of what it sends.
fn body(method: &Method, bytes: &Rc<[u8]>, headers: &mut Headers) -> Option<Rc<[u8]>> {
    match method {
        Method::Head => {
            headers.push(("Content-Length", bytes.len().to_string().into()));
            None
        }
        Method::Get
        | Method::Options
        | Method::Post
        | Method::Put
        | Method::Delete
        | Method::Other(_) => Some(Rc::clone(bytes)),
    }
}

/// What every reply says, errors included.
fn common(policy: Policy, now: Timestamp) -> Headers {
    vec![
        ("Cache-Control", policy.browser.into()),
        ("Cloudflare-CDN-Cache-Control", policy.edge),
        ("Date", http_date(now).into()),
        ("Access-Control-Allow-Origin", "*".into()),
        ("Access-Control-Expose-Headers", EXPOSED.into()),
        ("Cross-Origin-Resource-Policy", "cross-origin".into()),
        ("X-Content-Type-Options", "nosniff".into()),
    ]
}

/// Whether `If-None-Match` names this tag, compared weakly as RFC 9110 §13.1.2 has it.
fn names(condition: &str, etag: &str) -> bool {
    condition.trim() == "*"
        || condition.split(',').any(|tag| {
            let tag = tag.trim();
            tag.strip_prefix("W/").unwrap_or(tag) == etag
        })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_tag_is_found_in_lists_weakly_and_by_star() {
        for condition in ["\"a\"", "W/\"a\"", "\"b\", W/\"a\"", "*", " \"b\",\"a\" "] {
            assert!(names(condition, "\"a\""), "{condition}");
        }
        for condition in ["", "a", "\"b\"", "\"a", "\"ab\""] {
            assert!(!names(condition, "\"a\""), "{condition}");
        }
    }
}
