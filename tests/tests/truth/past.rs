//! What the vendor really said and when: the measure for every answer of the worker.

use crate::worker::POLL_SECONDS;
use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    complaint::{complaint, is_green},
    world::Said,
};
use std::collections::BTreeSet;

/// Every document is read without condition this often, so a server that confirms whatever it is
/// asked is believed for no longer.
const BELIEVED_SECONDS: i64 = 15 * 60;
pub(crate) const FRESH_SECONDS: i64 = 3 * POLL_SECONDS;
pub(crate) const KNOWN_SECONDS: i64 = 15 * 60;

/// The good words of one document of the present state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Good {
    page: bool,
    components: BTreeSet<String>,
}

impl Good {
    fn of(body: &[u8]) -> Self {
        let Ok(document) = serde_json::from_slice::<Value>(body) else {
            return Self::default();
        };
        let listed = document["components"].as_array().into_iter().flatten();
        let good = listed.filter(|component| is_green(&component["status"]));
        Self {
            page: is_green(&document["status"]["indicator"]) && complaint(&document, "").is_none(),
            components: good
                .filter_map(|component| component["id"].as_str().map(str::to_owned))
                .collect(),
        }
    }
}

/// One time the vendor spoke of the present.
#[derive(Clone, Debug)]
struct Word {
    /// By the worker's clock, to the second: what `checked_at` may say.
    clock: Timestamp,
    /// True time passed since the beginning, in seconds.
    at: i64,
    /// What it may have meant: where it only confirmed, anything it sent lately.
    good: Vec<Good>,
}

/// All the vendor said, and how time really passed.
#[derive(Debug)]
pub(crate) struct Past {
    summary: String,
    words: Vec<Word>,
    sent: Vec<(i64, Good)>,
    /// The worker's clock minus true time, in seconds.
    skew: i64,
    begun: Timestamp,
    /// Every time the clock was set back: true time, and by how much.
    set_back: Vec<(i64, i64)>,
}

impl Past {
    pub(crate) fn new(summary: String, begun: Timestamp) -> Self {
        Self {
            summary,
            words: Vec::new(),
            sent: Vec::new(),
            skew: 0,
            begun,
            set_back: Vec::new(),
        }
    }

    /// The worker's clock is set, while no time passes.
    pub(crate) fn set_clock(&mut self, by: i64, now: Timestamp) {
        self.skew += by;
        if by < 0 {
            // `now` is of after the setting.
            self.set_back.push((self.true_time(now), -by));
        }
    }

    fn true_time(&self, clock: Timestamp) -> i64 {
        clock.seconds_since(self.begun) - self.skew
    }

    /// By how much the clock was set back since then.
    fn set_back_since(&self, at: i64) -> i64 {
        let since = self.set_back.iter().filter(|(when, _)| *when >= at);
        since.map(|(_, by)| by).sum()
    }

    pub(crate) fn hear(&mut self, said: Vec<Said>) {
        for said in said.into_iter().filter(|said| said.url == self.summary) {
            let at = self.true_time(said.at);
            let good = if let Some(body) = said.body {
                let good = Good::of(&body);
                self.sent.push((at, good.clone()));
                vec![good]
            } else {
                let sent = self.sent.iter().rev();
                let lately = sent.take_while(|(when, _)| {
                    at - when <= BELIEVED_SECONDS + self.set_back_since(*when) + 10
                });
                lately.map(|(_, good)| good.clone()).collect()
            };
            self.words.push(Word {
                clock: said.at.to_second(),
                at,
                good,
            });
        }
    }

    /// What is wrong with saying, at `now`, that the page (`None`) or a component was operational
    /// at `checked_at`.
    pub(crate) fn objection(
        &self,
        now: Timestamp,
        checked_at: Option<Timestamp>,
        component: Option<&str>,
    ) -> Option<&'static str> {
        let Some(checked_at) = checked_at else {
            return Some("never read");
        };
        let age = now.seconds_since(checked_at);
        if !(-FRESH_SECONDS..=KNOWN_SECONDS).contains(&age) {
            return Some("too old by the worker's own clock");
        }
        let said = |word: &&Word| {
            word.clock == checked_at
                && word.good.iter().any(|good| match component {
                    None => good.page,
                    Some(id) => good.components.contains(id),
                })
        };
        let Some(word) = self.words.iter().rev().find(said) else {
            return Some("the vendor did not say so then");
        };
        let allowed = KNOWN_SECONDS + 1 + self.set_back_since(word.at);
        (self.true_time(now) - word.at > allowed).then_some("said too long ago")
    }

    /// Whether the vendor said anything of the present at that second.
    pub(crate) fn was_read(&self, checked_at: Timestamp) -> bool {
        self.words.iter().any(|word| word.clock == checked_at)
    }
}
