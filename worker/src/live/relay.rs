//! Server-Sent Events for readers without `WebSocket`s: what one socket of a shard hears, as the text
//! of one stream. Pure; the platform brings the messages, the present and the reader.
//!
//! Invariant: what waits for a slow reader is bounded. Of verdicts, and of signs of life, only the
//! newest is worth sending.

use super::message;
use serde::{Deserialize, de::IgnoredAny};
use statuslamp_model::Timestamp;

/// A stream ends after this long; whoever listens comes again by itself.
const LIFE_MILLISECONDS: i64 = 5 * 60 * 1000;
/// A line that says nothing is sent after so long without another, so that nobody on the way takes
/// the stream for dead.
const BEAT_MILLISECONDS: i64 = 15_000;
/// Whoever lost the stream comes again after this long at least, and up to twice as much.
const RETRY_MILLISECONDS: f64 = 3000.0;
/// A revision is an instant. One this far ahead was never ours.
const AHEAD_SECONDS: i64 = 86_400;

/// A comment: nothing happened.
const BEAT: &str = ":\n\n";

/// One reader's stream.
#[derive(Debug)]
pub struct Relay {
    ends_at: Timestamp,
    beats_at: Timestamp,
    /// The revision the reader has, or has been sent.
    known: Option<u64>,
    opening: Option<String>,
    verdict: Option<String>,
    reading: Option<String>,
    is_closed: bool,
}

/// What is to be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send this.
    Send(String),
    /// Nothing, unless a message comes, for so many milliseconds.
    Wait(u32),
    /// End the stream, and the socket.
    End,
}

/// As much of a message as tells what it is.
#[derive(Deserialize)]
struct Heard {
    revision: u64,
    events: Option<IgnoredAny>,
}

impl Relay {
    /// A stream that begins `now`, for a reader who last heard of `last_event_id`. `random` spreads
    /// the readers who will come again: from 0 up to, not including, 1.
    pub fn new(last_event_id: Option<&str>, random: f64, now: Timestamp) -> Self {
        let known = last_event_id.and_then(|id| id.trim().parse().ok());
        let ahead = now.plus_seconds(AHEAD_SECONDS).as_millis();
        let is_ours = |known: &u64| i64::try_from(*known).is_ok_and(|known| known <= ahead);
        Self {
            ends_at: later(now, LIFE_MILLISECONDS),
            beats_at: later(now, BEAT_MILLISECONDS),
            known: known.filter(is_ours),
            opening: Some(opening(random)),
            verdict: None,
            reading: None,
            is_closed: false,
        }
    }

    /// Takes a message of the socket's.
    pub fn hear(&mut self, text: &str) {
        let Ok(heard) = serde_json::from_str::<Heard>(text) else {
            return;
        };
        let is_news = self.known.is_none_or(|known| heard.revision > known);
        if heard.events.is_some() && is_news {
            self.known = Some(heard.revision);
            self.verdict = Some(event(&format!("id: {}", heard.revision), text));
            // The verdict has the newer times.
            self.reading = None;
        } else if self.known == Some(heard.revision)
            && let Some(reading) = message::reading(text)
        {
            self.reading = Some(event("event: reading", &reading));
        }
    }

    /// Takes note that the socket is gone: what is known is still told.
    pub fn close(&mut self) {
        self.is_closed = true;
    }

    /// What is to be done now; to be asked again after each thing done.
    pub fn next(&mut self, now: Timestamp) -> Step {
        if now >= self.ends_at {
            return Step::End;
        }
        let waiting = self.opening.take();
        let waiting = waiting.or_else(|| self.verdict.take());
        let waiting = waiting.or_else(|| self.reading.take());
        let is_quiet = now >= self.beats_at;
        let text = match waiting {
            Some(text) => text,
            None if self.is_closed => return Step::End,
            None if is_quiet => BEAT.to_owned(),
            None => {
                let until = self.beats_at.min(self.ends_at);
                let wait = until.as_millis() - now.as_millis();
                return Step::Wait(u32::try_from(wait).unwrap_or(u32::MAX));
            }
        };
        self.beats_at = later(now, BEAT_MILLISECONDS);
        Step::Send(text)
    }
}

/// The first that is sent: when to come again once the stream has ended.
pub(crate) fn opening(random: f64) -> String {
    let wait = RETRY_MILLISECONDS * (1.0 + random);
    format!("retry: {wait:.0}\n\n")
}

const fn later(at: Timestamp, milliseconds: i64) -> Timestamp {
    Timestamp::from_millis(at.as_millis() + milliseconds)
}

/// An event: its first line, then its text, whose own lines would end it otherwise.
fn event(head: &str, text: &str) -> String {
    let mut event = format!("{head}\n");
    for line in text.split(['\r', '\n']) {
        event.push_str("data: ");
        event.push_str(line);
        event.push('\n');
    }
    event.push('\n');
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_262_400_000;

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::from_millis(NOON + milliseconds)
    }

    fn verdict(revision: u64) -> String {
        format!(
            r#"{{"page":"noterro","revision":{revision},"checked_at":"2026-11-21T12:00:00Z","fresh_until":null,"unknown_after":null,"events":[],"spread_ms":0}}"#
        )
    }

    fn beat(revision: u64) -> String {
        format!(
            r#"{{"page":"noterro","revision":{revision},"checked_at":"2026-11-21T12:01:00Z","fresh_until":null,"unknown_after":null}}"#
        )
    }

    /// Everything that is sent at once.
    fn sent(relay: &mut Relay, now: Timestamp) -> Vec<String> {
        let mut all = Vec::new();
        while let Step::Send(text) = relay.next(now) {
            all.push(text);
        }
        all
    }

    #[test]
    fn it_begins_with_when_to_come_again_and_the_newest_verdict_under_its_revision() {
        let mut relay = Relay::new(None, 0.5, at(0));
        relay.hear(&verdict(NOON as u64));

        let told = sent(&mut relay, at(0));

        assert_eq!(
            told,
            [
                "retry: 4500\n\n".to_owned(),
                format!("id: {NOON}\ndata: {}\n\n", verdict(NOON as u64)),
            ]
        );
        assert_eq!(relay.next(at(0)), Step::Wait(15_000));
    }

    #[test]
    fn who_has_the_newest_hears_of_the_reading_and_of_nothing_twice() {
        let newest = NOON as u64;
        for (name, last, verdicts) in [
            ("has it", Some(newest.to_string()), 0),
            ("has an older one", Some((newest - 1).to_string()), 1),
            ("has a newer one", Some((newest + 1).to_string()), 0),
            ("has none", None, 1),
            ("has nonsense", Some("x".to_owned()), 1),
            ("claims the far future", Some(u64::MAX.to_string()), 1),
            (
                "claims next week",
                Some((newest + 7 * 86_400_000).to_string()),
                1,
            ),
        ] {
            let mut relay = Relay::new(last.as_deref(), 0.0, at(0));
            relay.hear(&verdict(newest));
            relay.hear(&verdict(newest));

            let told = sent(&mut relay, at(0)).concat();

            assert_eq!(told.matches("id: ").count(), verdicts, "{name}");
        }
        let mut relay = Relay::new(Some(&newest.to_string()), 0.0, at(0));
        relay.hear(&verdict(newest));
        assert!(sent(&mut relay, at(0))[1].starts_with("event: reading\ndata: {\"page\""));
        relay.hear(&verdict(newest + 1));
        let told = sent(&mut relay, at(1));
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with(&format!("id: {}\n", newest + 1)));
    }

    #[test]
    fn of_what_waits_for_a_slow_reader_the_newest_alone_is_kept() {
        let mut relay = Relay::new(None, 0.0, at(0));
        sent(&mut relay, at(0));
        for revision in 1..1000 {
            relay.hear(&verdict(revision));
            relay.hear(&beat(revision));
            relay.hear(&beat(revision));
        }

        let told = sent(&mut relay, at(1));

        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("id: 999\n"), "{}", told[0]);
        assert!(told[1].starts_with("event: reading\n"), "{}", told[1]);
        // Nor is a reading told after the verdict that is newer than it.
        relay.hear(&beat(999));
        relay.hear(&verdict(1000));
        assert_eq!(sent(&mut relay, at(2)).len(), 1);
    }

    #[test]
    fn a_quiet_stream_beats_and_ends_after_five_minutes() {
        let mut relay = Relay::new(None, 0.0, at(0));
        let (mut now, mut beats) = (0, 0);
        loop {
            match relay.next(at(now)) {
                Step::Send(text) if text == ":\n\n" => beats += 1,
                Step::Send(_) => {}
                Step::Wait(milliseconds) => now += i64::from(milliseconds),
                Step::End => break,
            }
        }

        assert_eq!((now, beats), (300_000, 19));
        relay.hear(&verdict(1));
        assert_eq!(relay.next(at(now)), Step::End);
    }

    #[test]
    fn a_socket_that_is_gone_ends_it_after_what_is_known() {
        let mut relay = Relay::new(None, 0.0, at(0));
        relay.hear(&verdict(7));
        relay.close();

        assert_eq!(sent(&mut relay, at(0)).len(), 2);
        assert_eq!(relay.next(at(0)), Step::End);
    }

    #[test]
    fn what_is_no_message_is_not_told_and_no_line_ends_an_event() {
        let mut relay = Relay::new(None, 0.0, at(0));
        sent(&mut relay, at(0));
        for text in ["pong", "", "[]", "{}", "{\"revision\":-1,\"events\":[]}"] {
            relay.hear(text);
        }
        assert_eq!(sent(&mut relay, at(0)), Vec::<String>::new());

        relay.hear("{\"revision\":8,\n\"events\":[]}");
        assert_eq!(
            sent(&mut relay, at(0)),
            ["id: 8\ndata: {\"revision\":8,\ndata: \"events\":[]}\n\n"]
        );
    }
}
