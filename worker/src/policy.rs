//! How long an answer may be kept, and by whom: a pure function of times.
//!
//! Invariant: no cached answer outlives its truth. The edge may keep one for `max-age` +
//! `stale-while-revalidate` + `stale-if-error`, and that sum never passes the instant at which
//! the freshness of something in the answer changes.

use statuslamp_model::{SHORTEST_FRESH_SECONDS, Timestamp};
use std::borrow::Cow;

/// Longest the edge answers without asking, in seconds.
const LONGEST_MAX_AGE_SECONDS: i64 = 3;
/// How much longer it answers while it asks. Together with `max-age` and the isolate's memory this
/// stays within the five seconds in which the operator's word takes effect.
const REVALIDATE_SECONDS: i64 = 1;

/// The two cache headers of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// `Cache-Control`: what browsers do.
    pub browser: &'static str,
    /// `Cloudflare-CDN-Cache-Control`: what the edge does; it never reaches a browser there.
    pub edge: Cow<'static, str>,
}

impl Policy {
    /// Kept by nobody.
    pub const NO_STORE: Self = Self {
        browser: "no-store",
        edge: Cow::Borrowed("no-store"),
    };

    /// The policy of what says nothing of any state: it follows the pages file alone, and an old
    /// copy is better than none while the worker fails.
    pub const STATELESS: Self = Self {
        browser: "no-cache",
        edge: Cow::Borrowed("max-age=3, stale-while-revalidate=1, stale-if-error=86400"),
    };

    /// The policy of an answer in which freshness changes at `changes`, of a page read every
    /// `poll_seconds`. Without any such instant nothing was ever read, and nothing is kept.
    pub fn of(changes: &[Timestamp], poll_seconds: u32, now: Timestamp) -> Self {
        if changes.is_empty() {
            return Self::NO_STORE;
        }
        let poll = i64::from(poll_seconds);
        let longest = (3 * poll).max(SHORTEST_FRESH_SECONDS);
        let next = changes.iter().filter(|change| **change >= now).min();
        let lasting = next.map_or(longest, |next| next.seconds_since(now).min(longest));
        let max_age = (poll / 6).clamp(1, LONGEST_MAX_AGE_SECONDS).min(lasting);
        let revalidate = REVALIDATE_SECONDS.min(lasting - max_age);
        let error = lasting - max_age - revalidate;
        let edge = if max_age == 0 {
            Cow::Borrowed("no-store")
        } else {
            Cow::Owned(format!(
                "max-age={max_age}, stale-while-revalidate={revalidate}, stale-if-error={error}"
            ))
        };
        Self {
            browser: "no-cache",
            edge,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statuslamp_model::Reading;

    const NOON: Timestamp = Timestamp::from_millis(1_700_000_000_400);

    fn sum(policy: &Policy) -> i64 {
        let directives = policy.edge.split(", ");
        directives
            .filter_map(|directive| directive.split_once('='))
            .map(|(_, seconds)| seconds.parse::<i64>().unwrap())
            .sum()
    }

    #[test]
    fn the_sum_never_passes_the_next_change_of_freshness() {
        for poll_seconds in [1, 15, 60, 3600] {
            let reading = Reading::taken(NOON, poll_seconds);
            let changes = [reading.fresh_until.unwrap(), reading.unknown_after.unwrap()];
            for age in (0..30_000).step_by(7) {
                let now = NOON.plus_seconds(age);

                let policy = Policy::of(&changes, poll_seconds, now);

                assert_eq!(policy.browser, "no-cache");
                if let Some(change) = reading.next_change(now) {
                    assert!(
                        now.plus_seconds(sum(&policy)) <= change,
                        "poll {poll_seconds}, age {age}: {}",
                        policy.edge
                    );
                }
            }
        }
    }

    #[test]
    fn a_calm_page_is_kept_for_seconds() {
        let reading = Reading::taken(NOON, 60);
        let changes = [reading.fresh_until.unwrap(), reading.unknown_after.unwrap()];

        let policy = Policy::of(&changes, 60, NOON);

        assert_eq!(
            policy.edge,
            "max-age=3, stale-while-revalidate=1, stale-if-error=175"
        );
    }

    #[test]
    fn what_was_never_read_is_never_kept() {
        assert_eq!(Policy::of(&[], 60, NOON), Policy::NO_STORE);
    }

    #[test]
    fn forbidden_directives_never_occur() {
        let policy = Policy::of(&[NOON.plus_seconds(50)], 60, NOON);
        for word in ["s-maxage", "must-revalidate", "public", "private"] {
            assert!(!policy.edge.contains(word) && !policy.browser.contains(word));
        }
    }
}
