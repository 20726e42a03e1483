//! Which content is known, and which reading confirms it.

use crate::Heard;
use statuslamp_model::{Reading, Summary, Timestamp};
use statuslamp_view::{Known, Words};

/// What is known of a page.
#[derive(Debug, Default)]
pub struct Truth {
    summary: Option<Summary>,
    heard: Heard,
    confirmed: Reading,
    /// Whether the last attempt to read the content failed.
    pub failed: bool,
}

impl Truth {
    /// Takes over a verdict. One older than what is known is an old copy and changes nothing; one
    /// of the known revision confirms the content; one of a newer revision leaves it unconfirmed:
    /// it ages from its own last reading, whatever the verdict says of the page being read.
    pub fn hear(&mut self, heard: Heard) {
        if heard.revision < self.heard.revision {
            return;
        }
        self.heard = heard;
        if self.revision() == Some(heard.revision) {
            self.confirm(heard.reading());
        }
    }

    /// Takes over a content.
    pub fn learn(&mut self, summary: Summary) {
        self.failed = false;
        let revision = summary.revision;
        if self.revision().is_some_and(|known| known > revision) {
            return;
        }
        if self.revision() != Some(revision) {
            self.confirmed = Reading::default();
        }
        self.confirm(summary.reading());
        if self.heard.revision == revision {
            self.confirm(self.heard.reading());
        }
        self.summary = Some(summary);
    }

    /// The revision to read, if what is known is not the newest.
    pub fn wanted(&self) -> Option<u64> {
        match self.revision() {
            Some(known) if known >= self.heard.revision => None,
            _ => Some(self.heard.revision),
        }
    }

    /// What is known, as of `now`, told in `words`; `None` before the first content.
    pub fn known(&self, now: Timestamp, words: Words) -> Option<Known<'_>> {
        self.summary.as_ref().map(|summary| Known {
            summary,
            reading: self.confirmed,
            now,
            words,
        })
    }

    /// Whether nothing is known yet.
    pub const fn is_empty(&self) -> bool {
        self.summary.is_none()
    }

    fn revision(&self) -> Option<u64> {
        self.summary.as_ref().map(|summary| summary.revision)
    }

    fn confirm(&mut self, reading: Reading) {
        if reading.checked_at > self.confirmed.checked_at {
            self.confirmed = reading;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statuslamp_model::{Freshness, Overall, PageInfo};

    const NOON: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn heard(revision: u64, seconds: i64) -> Heard {
        let reading = Reading::taken(NOON.plus_seconds(seconds), 60);
        Heard {
            revision,
            checked_at: reading.checked_at,
            fresh_until: reading.fresh_until,
            unknown_after: reading.unknown_after,
        }
    }

    fn summary(revision: u64, seconds: i64) -> Summary {
        let heard = heard(revision, seconds);
        Summary {
            page: PageInfo {
                id: "noterro".parse().expect("a page id"),
                name: "Noterro".to_owned(),
                url: "https://status.example.com".parse().expect("an address"),
                provider: None,
                time_zone: None,
            },
            revision,
            checked_at: heard.checked_at,
            fresh_until: heard.fresh_until,
            unknown_after: heard.unknown_after,
            poll_seconds: 60,
            overall: Overall::default(),
            components: Vec::new(),
            events: Vec::new(),
            silenced: false,
        }
    }

    fn freshness(truth: &Truth, seconds: i64) -> Option<Freshness> {
        let known = truth.known(NOON.plus_seconds(seconds), Words::ENGLISH)?;
        Some(known.freshness())
    }

    #[test]
    fn a_verdict_of_the_same_revision_keeps_the_content_fresh() {
        let mut truth = Truth::default();
        truth.hear(heard(1, 0));
        assert_eq!(truth.wanted(), Some(1));
        truth.learn(summary(1, 0));

        truth.hear(heard(1, 600));

        assert_eq!(truth.wanted(), None);
        assert_eq!(freshness(&truth, 700), Some(Freshness::Fresh));
    }

    #[test]
    fn a_content_that_is_no_longer_the_newest_ages_although_the_page_is_read() {
        let mut truth = Truth::default();
        truth.hear(heard(1, 0));
        truth.learn(summary(1, 0));

        truth.hear(heard(2, 600));

        assert_eq!(truth.wanted(), Some(2));
        assert_eq!(freshness(&truth, 600), Some(Freshness::Stale));
        truth.learn(summary(2, 500));
        assert_eq!(freshness(&truth, 700), Some(Freshness::Fresh));
    }

    #[test]
    fn old_copies_from_a_cache_change_nothing() {
        let mut truth = Truth::default();
        truth.hear(heard(2, 600));
        truth.learn(summary(2, 600));

        truth.hear(heard(1, 0));
        truth.learn(summary(1, 0));
        truth.hear(heard(2, 300));

        assert_eq!(truth.wanted(), None);
        assert_eq!(freshness(&truth, 700), Some(Freshness::Fresh));
        assert_eq!(
            truth
                .known(NOON, Words::ENGLISH)
                .map(|known| known.summary.revision),
            Some(2)
        );
    }

    #[test]
    fn a_content_newer_than_the_verdict_stands_on_its_own_reading() {
        let mut truth = Truth::default();
        truth.hear(heard(1, 0));

        truth.learn(summary(3, 60));

        assert_eq!(truth.wanted(), None);
        assert_eq!(freshness(&truth, 61), Some(Freshness::Fresh));
    }
}
