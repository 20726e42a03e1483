//! The registry: what to ask of a provider, and who reads its answers.

use crate::join::Joined;
use crate::notes::Notes;
use crate::sniff::{Body, sniff};
use crate::{
    Answer, Came, Document, Normalised, Snapshot, Unreadable, UpstreamRequest, feed, instatus,
    statuspage,
};
use statuslamp_model::{Affected, Event, Provider, Timestamp, WebUrl};

/// What must be read of a page, its summary first.
pub fn requests(provider: Provider, page_url: &WebUrl) -> Vec<UpstreamRequest> {
    match provider {
        Provider::Statuspage => statuspage::requests(page_url),
        Provider::Instatus => instatus::requests(page_url),
    }
}

/// What is asked once more where an event has moved: its own page. `None` where the provider tells
/// nothing more there.
pub fn event_request(
    provider: Provider,
    page_url: &WebUrl,
    event: &Event,
) -> Option<UpstreamRequest> {
    match provider {
        // The updates tell which component was how, and when.
        Provider::Statuspage => None,
        Provider::Instatus => instatus::event_request(page_url, event),
    }
}

/// What an event touched, with what its own page tells of it.
pub fn touched(
    provider: Provider,
    body: &[u8],
    event: &Event,
) -> Result<Vec<Affected>, Unreadable> {
    let unreadable = |came| Unreadable {
        document: Document::Event,
        came,
    };
    let page = match sniff(body) {
        Err(Came::HtmlPage(_)) => String::from_utf8_lossy(body),
        Err(came) => return Err(unreadable(came)),
        Ok(_) => {
            return Err(unreadable(Came::OtherShape(
                "no page for people".to_owned(),
            )));
        }
    };
    match provider {
        Provider::Statuspage => Ok(event.affected.clone()),
        Provider::Instatus => instatus::touched(&page, event).map_err(unreadable),
    }
}

/// Bytes in, snapshot out. Any subset of a provider's documents will do: a part no document speaks
/// of is `None`, an event that several speak of is joined. The first unreadable document is the
/// error, so a caller that can do without a secondary one leaves it out and asks again.
///
/// A document is known by its shape, whatever name it was asked for by, with two exceptions: a
/// feed is only accepted as [`Document::History`], and JSON never is.
pub fn normalise(
    provider: Provider,
    answers: &[Answer<'_>],
    now: Timestamp,
) -> Result<Normalised, Unreadable> {
    let mut joined = Joined::default();
    for answer in answers {
        let notes = Notes::new(answer.document.as_str());
        let snapshot = read(provider, *answer, now, &notes).map_err(|came| Unreadable {
            document: answer.document,
            came,
        })?;
        joined.add(snapshot, notes);
    }
    Ok(joined.finish())
}

fn read(
    provider: Provider,
    answer: Answer<'_>,
    now: Timestamp,
    notes: &Notes,
) -> Result<Snapshot, Came> {
    let is_history = answer.document == Document::History;
    match sniff(answer.body)? {
        Body::Json(_) if is_history => Err(Came::OtherShape("JSON instead of a feed".to_owned())),
        Body::Json(document) => match provider {
            Provider::Statuspage => statuspage::normalise(&document, notes),
            Provider::Instatus => instatus::normalise(&document, notes),
        },
        Body::Xml(xml) => {
            let feed = feed::parse(xml)?;
            if !is_history {
                return Err(Came::Feed);
            }
            Ok(match provider {
                Provider::Statuspage => statuspage::history(&feed, now, notes),
                Provider::Instatus => instatus::history(&feed, now, notes),
            })
        }
    }
}

/// Which provider's summary this is, by its shape; `None` when it is nobody's we know.
pub fn detect(body: &[u8]) -> Option<Provider> {
    let Ok(Body::Json(document)) = sniff(body) else {
        return None;
    };
    Provider::ALL
        .iter()
        .copied()
        .find(|provider| match provider {
            Provider::Statuspage => statuspage::is_summary(&document),
            Provider::Instatus => instatus::is_summary(&document),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_asks_for_its_summary_first() {
        let page: WebUrl = "https://status.example.com/?from=mail#top".parse().unwrap();

        for provider in Provider::ALL {
            let requests = requests(*provider, &page);

            assert_eq!(requests[0].document, Document::Summary);
            for request in requests {
                assert!(
                    request.url.starts_with("https://status.example.com/"),
                    "{}",
                    request.url
                );
                assert!(!request.url.contains(['?', '#']), "{}", request.url);
                assert!(!request.url[8..].contains("//"), "{}", request.url);
            }
        }
    }

    #[test]
    fn a_page_below_a_path_keeps_its_path() {
        let page: WebUrl = "http://127.0.0.1:9999/noterro/".parse().unwrap();

        assert_eq!(
            requests(Provider::Statuspage, &page)[0].url,
            "http://127.0.0.1:9999/noterro/api/v2/summary.json"
        );
    }

    #[test]
    fn providers_are_told_apart_by_the_shape_of_their_summary() {
        for (body, provider) in [
            (
                r#"{"page":{"id":"y2j98763l56x","name":"A"},"status":{"indicator":"none"},"components":[]}"#,
                Some(Provider::Statuspage),
            ),
            (
                r#"{"page":{"name":"A","url":"https://a.instatus.com","status":"UP"}}"#,
                Some(Provider::Instatus),
            ),
            // incident.io on the same path: a ULID for an id.
            (
                r#"{"page":{"id":"01JMDK9XYNYBN7DHGH8SZ8VPJD","name":"A"},"status":{"indicator":"none"},"components":[]}"#,
                None,
            ),
            // openstatus on Instatus' path: no ids, an object for a status.
            (
                r#"{"page":{"name":"A"},"status":{"indicator":"none"}}"#,
                None,
            ),
            ("<html>", None),
            ("{}", None),
            ("", None),
        ] {
            assert_eq!(detect(body.as_bytes()), provider, "{body}");
        }
    }

    #[test]
    fn a_feed_is_only_taken_for_the_history() {
        let now = Timestamp::from_millis(0);
        let feed = b"<?xml version=\"1.0\"?><feed/>";
        let read = |document, body| {
            let answers = [Answer { document, body }];
            normalise(Provider::Instatus, &answers, now)
        };

        assert_eq!(
            read(Document::Summary, feed).unwrap_err().to_string(),
            "instead of the summary document came a feed"
        );
        assert!(read(Document::History, feed).is_ok());
        assert!(read(Document::History, b"{\"page\":{}}").is_err());
    }
}
