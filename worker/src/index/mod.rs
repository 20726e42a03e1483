//! The one object that knows how every page fares. It alone answers `/health`, `/metrics` and
//! `/v1/pages`, and it sees that every listed page is polling.

mod list;
mod metrics;
mod store;

use crate::{
    call::{Call, IndexCall, PageCall},
    config::Config,
    log,
    platform::{Platform, StoreFailed},
    published::Answer,
};
#[cfg(feature = "contract")]
pub(crate) use list::{Health, PageList};
use serde::{Deserialize, Serialize};
use statuslamp_model::{PageId, Provider, Timestamp, Verdict};
use std::cell::Cell;

/// Seconds between two rounds over the pages.
const ROUND_SECONDS: i64 = 60;
/// A page that has said nothing for this long, or two of its intervals, is woken.
const SILENT_SECONDS: i64 = 120;

/// How a page fares, as its object tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Which page.
    pub id: PageId,
    /// The format it was read in; `None` until it was read once.
    pub provider: Option<Provider>,
    /// The revision of its content.
    pub revision: u64,
    /// When it was last read well.
    pub checked_at: Option<Timestamp>,
    /// What it says.
    pub verdict: Verdict,
}

/// The index.
#[derive(Debug)]
pub struct IndexObject<P> {
    platform: P,
    is_ready: Cell<bool>,
}

impl<P: Platform> IndexObject<P> {
    /// The index over its platform. Nothing is read before the first call.
    pub const fn new(platform: P) -> Self {
        Self {
            platform,
            is_ready: Cell::new(false),
        }
    }

    /// Answers a call.
    pub async fn answer(&self, call: &Call) -> Vec<u8> {
        let answer = match self.try_answer(call).await {
            Ok(answer) => answer,
            Err(error) => {
                self.platform
                    .log(&log::failure(self.platform.now(), "index", &error));
                Answer::Failed
            }
        };
        answer.encode()
    }

    /// One round over the pages. An error means that the next round is not certain.
    pub async fn alarm(&self) -> Result<(), StoreFailed> {
        let now = self.platform.now();
        // First, so that whatever fails below fails once.
        self.platform
            .set_alarm(now.plus_seconds(ROUND_SECONDS))
            .await?;
        store::prepare(&self.platform, now)?;
        self.wake_silent_pages(now).await
    }

    async fn try_answer(&self, call: &Call) -> Result<Answer, StoreFailed> {
        let config = self.platform.config();
        let config = config.map_err(|error| StoreFailed(error.to_string()))?;
        self.prepare(&config).await?;
        let now = self.platform.now();
        match IndexCall::read(call) {
            Some(IndexCall::Health) => {
                let reports = store::reports(&self.platform)?;
                Ok(Answer::Document(list::health(&config, &reports, now)?))
            }
            Some(IndexCall::Metrics) => {
                let reports = store::reports(&self.platform)?;
                let metrics = metrics::metrics(&config, &reports, now);
                Ok(Answer::Document(metrics))
            }
            Some(IndexCall::Pages(window)) => {
                let reports = store::reports(&self.platform)?;
                let list = list::pages(&config, &reports, &window, now)?;
                Ok(Answer::Document(list))
            }
            Some(IndexCall::Report(json)) => {
                self.note(&config, &json, now)?;
                Ok(Answer::UnknownEvent)
            }
            Some(IndexCall::Wake) => {
                self.wake_silent_pages(now).await?;
                Ok(Answer::UnknownEvent)
            }
            None => Ok(Answer::Failed),
        }
    }

    /// Makes the store usable and the alarm certain, once in the object's life.
    async fn prepare(&self, config: &Config) -> Result<(), StoreFailed> {
        if self.is_ready.get() {
            return Ok(());
        }
        let now = self.platform.now();
        store::prepare(&self.platform, now)?;
        let alarm = self.platform.alarm().await?;
        let is_certain = alarm.is_some_and(|alarm| alarm >= now.plus_seconds(-ROUND_SECONDS));
        // A page that was added while this object slept does not wait for the next round.
        let heard = store::heard(&self.platform)?;
        let pages = config.pages();
        let is_complete = pages.iter().all(|page| heard.contains_key(&page.id));
        if !(is_certain && is_complete) {
            self.platform.set_alarm(now).await?;
        }
        self.is_ready.set(true);
        Ok(())
    }

    fn note(&self, config: &Config, json: &[u8], now: Timestamp) -> Result<(), StoreFailed> {
        let report: Report =
            serde_json::from_slice(json).map_err(|error| StoreFailed(error.to_string()))?;
        if config.page(&report.id).is_some() {
            store::note(&self.platform, &report, now)?;
        }
        Ok(())
    }

    async fn wake_silent_pages(&self, now: Timestamp) -> Result<(), StoreFailed> {
        let config = self.platform.config();
        let config = config.map_err(|error| StoreFailed(error.to_string()))?;
        let heard = store::heard(&self.platform)?;
        store::forget_unlisted(&self.platform, &config, &heard)?;
        for page in config.pages() {
            let longest = (2 * i64::from(page.poll_seconds)).max(SILENT_SECONDS);
            let is_silent = heard
                .get(&page.id)
                // Heard in the future: the clock was put back.
                .is_none_or(|at| !(0..longest).contains(&now.seconds_since(*at)));
            if is_silent {
                let (object, call) = PageCall::Wake.to(&page.id);
                if let Err(error) = self.platform.call(object, call).await {
                    let line = log::failure(self.platform.now(), page.id.as_str(), &error);
                    self.platform.log(&line);
                }
            }
        }
        Ok(())
    }
}
