//! The alarm of a page: re-armed first, then read, store, say when next, tell.

use super::{
    PageObject,
    absorb::Outcome,
    documents::DocumentKind,
    read::read,
    schedule::{self, Next, Pace, Why},
    store,
    understand::understand,
    upstream::Failure,
};
use crate::{
    call::IndexCall,
    config::Config,
    index::Report,
    log::{self, Traffic},
    platform::{Platform, StoreFailed},
};
use statuslamp_model::{PageEntry, Timestamp};

/// The index is told at least this often that the page is alive.
const REPORT_SECONDS: i64 = 60;
/// An alarm that rings earlier than this before its time rang by mistake.
const EARLY_MILLISECONDS: i64 = 250;

impl<P: Platform> PageObject<P> {
    /// One poll. An error means that the next one is not certain.
    pub async fn alarm(&self) -> Result<(), StoreFailed> {
        let config = self.config()?;
        let entry = self.page_id()?;
        let Some(entry) = entry.and_then(|page| config.page(&page)) else {
            return self.rest().await;
        };
        let begun = self.platform.now();
        self.seen.set(begun);
        if self.is_reading(begun) {
            // The end of the running read says when the next one is due.
            return self.platform.set_alarm(begun.plus_seconds(1)).await;
        }
        // From here on whoever comes knows that a read is going on.
        self.reading_since.set(Some(begun));
        let rung = self.ring(&config, entry, begun).await;
        self.reading_since.set(None);
        rung
    }

    async fn ring(
        &self,
        config: &Config,
        entry: &PageEntry,
        begun: Timestamp,
    ) -> Result<(), StoreFailed> {
        let pace = Pace::of(entry, config.local());
        let on_disk = self.on_disk()?;
        let known = on_disk.ledger.known(pace);
        let due = schedule::next(&known, begun, 0.0);
        if due.at.as_millis() > begun.as_millis() + EARLY_MILLISECONDS {
            // Alarms ring at least once: this one has been answered, or rang for what time changed.
            if self.truthful(entry).is_ok() {
                self.announce(entry).await;
                self.report(entry).await;
            }
            let at = self.on_disk()?.ledger.by_end_of_override(due.at, begun);
            return self.platform.set_alarm(at).await;
        }
        // First, so that whatever fails below fails once.
        let fallback = schedule::fallback(&known, begun);
        self.platform.set_alarm(fallback).await?;
        self.is_armed.set(true);
        let mut traffic = Traffic::default();
        let outcome = self.poll(config, entry, &mut traffic).await;
        // Before anything else: somebody is looking.
        self.announce(entry).await;
        if outcome.is_ok() {
            match self.look_closer(config, entry, &mut traffic).await {
                Ok(true) => self.announce(entry).await,
                Ok(false) => {}
                Err(error) => {
                    let line = log::failure(self.platform.now(), entry.id.as_str(), &error);
                    self.platform.log(&line);
                }
            }
        }
        let next = self.arm_next(pace, begun).await;
        self.log_poll(entry, begun, &outcome, traffic, next);
        self.report(entry).await;
        Ok(())
    }

    async fn poll(
        &self,
        config: &Config,
        entry: &PageEntry,
        traffic: &mut Traffic,
    ) -> Result<Outcome, StoreFailed> {
        self.note_listed(entry)?;
        let ledger = self.on_disk()?.ledger.clone();
        let kept = store::documents(&self.platform)?;
        let reads = read(&self.platform, config, entry, &ledger, &kept, traffic).await;
        let now = self.platform.now();
        match reads.and_then(|reads| understand(entry, &reads, &kept, now)) {
            Ok(understood) => self.absorb(entry, understood),
            Err(failure) => self.give_up(entry, failure),
        }
    }

    /// Sets the alarm to when the page is read next, now that the outcome is known.
    async fn arm_next(&self, pace: Pace, begun: Timestamp) -> Option<Next> {
        let now = self.platform.now();
        let on_disk = self.on_disk().ok()?;
        let mut known = on_disk.ledger.known(pace);
        known.begun = Some(begun.min(now));
        let mut next = schedule::next(&known, now, self.platform.random());
        next.at = next.at.max(match next.why {
            Why::Hint => now,
            // A read that took longer than its interval is no reason to hurry.
            Why::First | Why::Calm | Why::Open | Why::BackOff | Why::Pause => now.plus_seconds(1),
        });
        let at = on_disk.ledger.by_end_of_override(next.at, now);
        match self.platform.set_alarm(at).await {
            Ok(()) => Some(next),
            Err(error) => {
                // The alarm that was set first stands.
                let line = log::failure(now, "alarm", &error);
                self.platform.log(&line);
                None
            }
        }
    }

    fn log_poll(
        &self,
        entry: &PageEntry,
        begun: Timestamp,
        outcome: &Result<Outcome, StoreFailed>,
        traffic: Traffic,
        next: Option<Next>,
    ) {
        let now = self.platform.now();
        let (outcome, warnings, trouble) = match outcome {
            Ok(outcome) => {
                let trouble = outcome.trouble.as_ref().map(Failure::in_full);
                (outcome.word, outcome.warnings, trouble)
            }
            Err(error) => ("not_stored", 0, Some(error.to_string())),
        };
        let revision = self.on_disk().map_or(0, |on_disk| on_disk.ledger.revision);
        self.platform.log(&log::line(&log::Poll {
            at: now,
            page: &entry.id,
            outcome,
            milliseconds: now.as_millis() - begun.as_millis(),
            revision,
            warnings,
            trouble,
            traffic,
            next_in: next.map(|next| next.at.as_millis() - now.as_millis()),
            next_why: next.map(|next| next.why.as_str()),
        }));
    }

    /// Tells the index of a change at once, and otherwise once a minute.
    pub(super) async fn report(&self, entry: &PageEntry) {
        let now = self.platform.now();
        let Ok(on_disk) = self.on_disk() else {
            return;
        };
        let revision = on_disk.ledger.revision;
        let is_told = self.reported.get().is_some_and(|(told, at)| {
            told == revision && (0..REPORT_SECONDS).contains(&now.seconds_since(at))
        });
        let verdict = on_disk.published.get(DocumentKind::Verdict);
        let verdict = verdict.and_then(|published| serde_json::from_slice(&published.body).ok());
        let Some(verdict) = verdict.filter(|_| !is_told) else {
            return;
        };
        let report = Report {
            id: entry.id.clone(),
            provider: on_disk.ledger.provider,
            revision,
            checked_at: on_disk.ledger.checked_at,
            verdict,
        };
        let json = serde_json::to_vec(&report).unwrap_or_default();
        let (object, call) = IndexCall::Report(json).to_index();
        match self.platform.call(object, call).await {
            Ok(_) => self.reported.set(Some((revision, now))),
            Err(error) => {
                let line = log::failure(self.platform.now(), "index", &error);
                self.platform.log(&line);
            }
        }
    }
}
