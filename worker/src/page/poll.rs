//! The alarm of a page: re-armed first, then read, store, tell.

use super::{
    PageObject, absorb::Outcome, documents::DocumentKind, read::read, store,
    understand::understand, upstream::Failure,
};
use crate::{
    call::IndexCall,
    config::Config,
    index::Report,
    log,
    platform::{Platform, StoreFailed},
};
use statuslamp_model::{PageEntry, Timestamp};

/// The index is told at least this often that the page is alive.
const REPORT_SECONDS: i64 = 60;

impl<P: Platform> PageObject<P> {
    /// One poll. An error means that the next one is not certain.
    pub async fn alarm(&self) -> Result<(), StoreFailed> {
        let config = self.config()?;
        let entry = self.page_id()?;
        let Some(entry) = entry.and_then(|page| config.page(&page)) else {
            // Not listed any more: the history stays, the reading stops.
            return Ok(());
        };
        let begun = self.platform.now();
        let interval = i64::from(entry.poll_seconds);
        // First, so that whatever fails below fails once.
        self.platform
            .set_alarm(begun.plus_seconds(interval))
            .await?;
        self.is_armed.set(true);
        let outcome = self.poll(&config, entry).await;
        self.log_poll(entry, begun, &outcome);
        if let Err(error) = self.obey_pause().await {
            let line = log::failure(self.platform.now(), entry.id.as_str(), &error);
            self.platform.log(&line);
        }
        self.report(entry).await;
        Ok(())
    }

    async fn poll(&self, config: &Config, entry: &PageEntry) -> Result<Outcome, StoreFailed> {
        let ledger = self.on_disk()?.ledger.clone();
        let kept = store::documents(&self.platform)?;
        let reads = read(&self.platform, config, entry, &ledger, &kept).await;
        let now = self.platform.now();
        match reads.and_then(|reads| understand(entry, &reads, &kept, now)) {
            Ok(understood) => self.absorb(entry, understood),
            Err(failure) => self.give_up(entry, failure),
        }
    }

    fn log_poll(
        &self,
        entry: &PageEntry,
        begun: Timestamp,
        outcome: &Result<Outcome, StoreFailed>,
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
        }));
    }

    /// Moves the alarm behind the pause a vendor asked for.
    async fn obey_pause(&self) -> Result<(), StoreFailed> {
        let not_before = self.on_disk()?.ledger.not_before;
        let alarm = self.platform.alarm().await?;
        match not_before {
            Some(pause) if alarm.is_none_or(|alarm| alarm < pause) => {
                self.platform.set_alarm(pause).await
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Tells the index of a change at once, and otherwise once a minute.
    async fn report(&self, entry: &PageEntry) {
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
