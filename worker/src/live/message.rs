//! What is sent over a socket: the verdict with the time over which to spread the questions that
//! follow, or the times of its reading alone as a sign of life.

use crate::published::Published;
use serde::{Deserialize, Serialize};
use statuslamp_model::{PageId, Timestamp};

/// Sockets that may ask for more within one millisecond.
const ASKING_PER_MILLISECOND: u64 = 40;
/// Nobody waits longer than this to ask for more.
const LONGEST_SPREAD_MILLISECONDS: u64 = 10_000;

/// The verdict's bytes with `spread_ms` as their last member.
pub(super) fn verdict(published: &Published, sockets: usize, shards: u32) -> Option<String> {
    let json = std::str::from_utf8(&published.body).ok()?;
    let open = json.trim_end().strip_suffix('}')?;
    let spread = spread_milliseconds(sockets, shards);
    Some(format!("{open},\"spread_ms\":{spread}}}"))
}

/// The sign of life of a reading that changed nothing.
pub(super) fn heartbeat(published: &Published) -> Option<String> {
    let reading: Heartbeat = serde_json::from_slice(&published.body).ok()?;
    serde_json::to_string(&reading).ok()
}

/// The times of a message's reading alone.
pub(super) fn reading(text: &str) -> Option<String> {
    let reading: Heartbeat = serde_json::from_str(text).ok()?;
    serde_json::to_string(&reading).ok()
}

/// The members of a verdict that a heartbeat repeats.
#[derive(Serialize, Deserialize)]
struct Heartbeat {
    page: PageId,
    revision: u64,
    checked_at: Option<Timestamp>,
    fresh_until: Option<Timestamp>,
    unknown_after: Option<Timestamp>,
}

/// Over how many milliseconds the readers of a page spread their questions. Chance fills the
/// shards evenly, so that one knows of the others.
fn spread_milliseconds(sockets: usize, shards: u32) -> u64 {
    let sockets = u64::try_from(sockets).unwrap_or(u64::MAX);
    let all = sockets.saturating_mul(shards.into());
    (all / ASKING_PER_MILLISECOND).min(LONGEST_SPREAD_MILLISECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> Published {
        let body = br#"{"page":"noterro","revision":7,"checked_at":"2026-11-21T12:00:00Z","fresh_until":null,"unknown_after":null,"events":[]}"#;
        Published::new(7, Vec::new(), 60, body.to_vec())
    }

    #[test]
    fn a_verdict_keeps_its_members_and_gains_the_spread() {
        let text = verdict(&published(), 2000, 1).unwrap();

        assert!(text.ends_with(r#""events":[],"spread_ms":50}"#), "{text}");
        assert_eq!(
            text.len(),
            published().body.len() + r#","spread_ms":50"#.len()
        );
    }

    #[test]
    fn a_heartbeat_has_the_times_and_nothing_else() {
        assert_eq!(
            heartbeat(&published()).unwrap(),
            r#"{"page":"noterro","revision":7,"checked_at":"2026-11-21T12:00:00Z","fresh_until":null,"unknown_after":null}"#
        );
    }

    #[test]
    fn many_readers_spread_their_questions_further_up_to_a_bound() {
        for (sockets, shards, expected) in [
            (0, 1, 0),
            (39, 1, 0),
            (2000, 1, 50),
            (2000, 4, 200),
            (32_000, 64, 10_000),
            (usize::MAX, 64, 10_000),
        ] {
            assert_eq!(spread_milliseconds(sockets, shards), expected);
        }
    }
}
