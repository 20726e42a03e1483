//! From a request to an answer, as the vendors' servers would give it; no I/O, no clock.

use jiff::Timestamp;

use crate::scenario::Provider;
use crate::state::{Break, PageState, State};
use crate::view::View;
use crate::{human, identifier, instatus, statuspage};

/// What the vendors let caches do with a document.
const CACHE_CONTROL: &str = "public, max-age=10, stale-while-revalidate=10, stale-if-error=60";
const JSON: &str = "application/json; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// The page a vendor shows to strangers when a status page was made private.
const LOGIN_PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<title>Sign in</title>\n\
<h1>This status page is private</h1>\n<form method=\"post\" action=\"/sign-in\">\n\
<label>Email <input name=\"email\" type=\"email\"></label>\n<button>Go on</button>\n</form>\n</html>\n";

/// A request, as far as an upstream looks at it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    /// The path, beginning with a slash, without the query.
    pub(crate) path: &'a str,
    /// `http://` and the host the caller asked for.
    pub(crate) origin: &'a str,
    /// The `If-None-Match` header.
    pub(crate) if_none_match: Option<&'a str>,
}

/// A complete answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// HTTP status.
    pub(crate) status: u16,
    /// The `Content-Type`.
    pub(crate) content_type: &'static str,
    /// The strong `ETag`, on documents.
    pub(crate) entity_tag: Option<String>,
    /// The `Cache-Control`.
    pub(crate) cache_control: &'static str,
    /// The body; empty with 304.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// An answer that isn't to be kept.
    pub(crate) fn plain(status: u16, content_type: &'static str, body: Vec<u8>) -> Self {
        Self {
            status,
            content_type,
            entity_tag: None,
            cache_control: "no-store",
            body,
        }
    }

    /// A JSON answer that isn't to be kept.
    pub(crate) fn json(status: u16, body: Vec<u8>) -> Self {
        Self::plain(status, JSON, body)
    }

    /// A document with its strong tag, or 304 when the caller has it.
    pub(crate) fn document(
        content_type: &'static str,
        body: Vec<u8>,
        if_none_match: Option<&str>,
    ) -> Self {
        let tag = identifier::entity_tag(&body);
        let known = if_none_match.is_some_and(|list| holds(list, &tag));
        let (status, body) = if known {
            (304, Vec::new())
        } else {
            (200, body)
        };
        Self {
            status,
            content_type,
            entity_tag: Some(tag),
            cache_control: CACHE_CONTROL,
            body,
        }
    }

    /// The content type of a recorded file, by its first character.
    pub(crate) fn recorded(body: Vec<u8>, if_none_match: Option<&str>) -> Self {
        let content_type = match body.trim_ascii_start() {
            [b'<', b'?', ..] => ATOM,
            [b'<', ..] => HTML,
            _ => JSON,
        };
        Self::document(content_type, body, if_none_match)
    }

    fn missing() -> Self {
        Self::plain(
            404,
            HTML,
            b"<!doctype html>\n<title>Not found</title>\n<h1>Not found</h1>\n".to_vec(),
        )
    }
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is answered.
    Answer(Answer),
    /// It is left without an answer until the page of that key is mended.
    Hang,
}

/// Answers a read of a simulated page.
pub(crate) fn answer(state: &mut State, request: Request<'_>, now: Timestamp) -> Outcome {
    let clock = state.clock;
    let (key, path) = request
        .path
        .trim_start_matches('/')
        .split_once('/')
        .unwrap_or((&request.path[1..], ""));
    let Some(page) = state.page_mut(key) else {
        return Outcome::Answer(Answer::missing());
    };
    if page.broken == Some(Break::Hang) {
        return Outcome::Hang;
    }
    let answer = match page.broken {
        Some(Break::Error) => {
            Answer::plain(503, HTML, b"<h1>503 Service Unavailable</h1>\n".to_vec())
        }
        Some(Break::Login) => Answer::plain(200, HTML, LOGIN_PAGE.as_bytes().to_vec()),
        Some(Break::Empty) => Answer::plain(200, JSON, Vec::new()),
        Some(Break::Hang) | None => {
            let view = page.view(clock, now, format!("{}/{key}", request.origin));
            written(&view, path, request.if_none_match)
        }
    };
    if !answer.content_type.starts_with("text/html") || page.broken.is_some() {
        count(page, answer.status, now);
    }
    Outcome::Answer(answer)
}

fn written(view: &View<'_>, path: &str, if_none_match: Option<&str>) -> Answer {
    let document = match view.page.provider {
        Provider::Statuspage => path
            .strip_prefix("api/v2/")
            .and_then(statuspage::Document::at)
            .map(|document| (JSON, statuspage::write(view, document))),
        Provider::Instatus => match path {
            "summary.json" => Some((JSON, instatus::summary(view))),
            "v2/components.json" => Some((JSON, instatus::components(view))),
            "history.atom" => Some((ATOM, instatus::history(view))),
            _ => None,
        },
    };
    let document = document.or_else(|| human_page(view, path).map(|page| (HTML, page)));
    document.map_or_else(Answer::missing, |(kind, body)| {
        Answer::document(kind, body, if_none_match)
    })
}

/// The page for people; Instatus' own documents link to an incident in two ways.
fn human_page(view: &View<'_>, path: &str) -> Option<Vec<u8>> {
    let incident = match (view.page.provider, path.split_once('/')) {
        (_, None) if path.is_empty() => return human::write(view, None),
        (Provider::Statuspage, Some(("incidents", id)))
        | (Provider::Instatus, Some(("incident", id))) => id,
        (Provider::Instatus, None) => path,
        (Provider::Statuspage | Provider::Instatus, _) => return None,
    };
    human::write(view, Some(incident))
}

fn count(page: &mut PageState, status: u16, now: Timestamp) {
    page.reads.total += 1;
    page.reads.not_modified += u64::from(status == 304);
    page.reads.last = Some(now);
}

/// `If-None-Match` compares weakly: <https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match>.
fn holds(list: &str, tag: &str) -> bool {
    list.split(',')
        .map(str::trim)
        .any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(state: &mut State, path: &str, if_none_match: Option<&str>) -> Outcome {
        let request = Request {
            path,
            origin: "http://127.0.0.1:1",
            if_none_match,
        };
        answer(state, request, "2026-05-01T12:00:00Z".parse().unwrap())
    }

    fn answered(state: &mut State, path: &str, if_none_match: Option<&str>) -> Answer {
        match read(state, path, if_none_match) {
            Outcome::Answer(answer) => answer,
            Outcome::Hang => panic!("{path} hangs"),
        }
    }

    #[test]
    fn each_provider_answers_at_its_own_paths_only() {
        let cases = [
            ("/noterro/api/v2/summary.json", 200, JSON),
            ("/noterro/api/v2/status.json", 200, JSON),
            ("/noterro/api/v2/components.json", 200, JSON),
            ("/noterro/api/v2/incidents.json", 200, JSON),
            ("/noterro/api/v2/incidents/unresolved.json", 200, JSON),
            ("/noterro/api/v2/scheduled-maintenances.json", 200, JSON),
            ("/noterro/", 200, HTML),
            ("/noterro", 200, HTML),
            ("/noterro/summary.json", 404, HTML),
            ("/noterro/api/v2/other.json", 404, HTML),
            ("/noterro/incidents/000000000000", 404, HTML),
            ("/watermelon/summary.json", 200, JSON),
            ("/watermelon/v2/components.json", 200, JSON),
            ("/watermelon/history.atom", 200, ATOM),
            ("/watermelon/api/v2/summary.json", 404, HTML),
            ("/elsewhere/api/v2/summary.json", 404, HTML),
            ("/", 404, HTML),
        ];

        for (path, status, kind) in cases {
            let answer = answered(&mut State::default(), path, None);
            assert_eq!(
                (answer.status, answer.content_type),
                (status, kind),
                "{path}"
            );
        }
    }

    #[test]
    fn a_known_tag_is_not_sent_again() {
        let mut state = State::default();
        let first = answered(&mut state, "/noterro/api/v2/summary.json", None);
        let tag = first.entity_tag.unwrap();
        let cases = [
            ("the same", tag.clone(), 304),
            ("in a list, weakly", format!("\"x\", W/{tag}"), 304),
            ("any", "*".to_owned(), 304),
            ("another", "\"x\"".to_owned(), 200),
        ];

        for (name, header, status) in cases {
            let answer = answered(&mut state, "/noterro/api/v2/summary.json", Some(&header));
            assert_eq!(answer.status, status, "{name}");
            assert_eq!(answer.body.is_empty(), status == 304, "{name}");
        }
        assert_eq!(state.pages[0].reads.total, 5);
        assert_eq!(state.pages[0].reads.not_modified, 3);
    }

    #[test]
    fn a_broken_page_fails_as_told_and_its_neighbours_do_not() {
        let mut state = State::default();
        let path = "/noterro/api/v2/summary.json";
        let cases: [(Break, u16, &str, &str); 3] = [
            (Break::Error, 503, HTML, "503"),
            (Break::Login, 200, HTML, "This status page is private"),
            (Break::Empty, 200, JSON, ""),
        ];

        for (how, status, kind, part) in cases {
            state.page_mut("noterro").unwrap().broken = Some(how);
            let answer = answered(&mut state, path, None);
            let body = String::from_utf8(answer.body).unwrap();
            assert_eq!(
                (answer.status, answer.content_type),
                (status, kind),
                "{how:?}"
            );
            assert!(
                body.contains(part) && body.is_empty() == part.is_empty(),
                "{how:?}: {body}"
            );
        }
        state.page_mut("noterro").unwrap().broken = Some(Break::Hang);
        assert_eq!(read(&mut state, path, None), Outcome::Hang);
        assert_eq!(
            answered(&mut state, "/napta/api/v2/summary.json", None).status,
            200
        );
    }

    #[test]
    fn links_to_an_incident_lead_to_a_page_about_it() {
        let mut state = State::default();
        state.page_mut("watermelon").unwrap().play(
            "token-outage",
            1.0,
            "2026-05-01T11:00:00Z".parse().unwrap(),
        );
        let summary = answered(&mut state, "/watermelon/summary.json", None).body;
        let summary: serde_json::Value = serde_json::from_slice(&summary).unwrap();
        let link = summary["activeIncidents"][0]["url"].as_str().unwrap();
        let path = link.strip_prefix("http://127.0.0.1:1").unwrap();

        let page = String::from_utf8(answered(&mut state, path, None).body).unwrap();

        assert!(page.contains("Identified, 2026-05-01 11:35 UTC"), "{page}");
    }

    #[test]
    fn recorded_files_are_served_as_what_they_look_like() {
        let cases = [
            ("{\"a\":1}", JSON),
            (" <!doctype html>", HTML),
            ("<?xml version=\"1.0\"?>", ATOM),
            ("", JSON),
        ];

        for (body, kind) in cases {
            assert_eq!(
                Answer::recorded(body.as_bytes().to_vec(), None).content_type,
                kind,
                "{body}"
            );
        }
    }
}
