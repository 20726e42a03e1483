//! A page that is not listed any more: its reading stops, its history is kept for a while in case
//! it is listed again, and then nothing is left of it.

use super::{PageObject, store};
use crate::platform::{Platform, StoreFailed};
use statuslamp_model::PageEntry;

const DAY_SECONDS: i64 = 86_400;
const KEPT_SECONDS: i64 = 30 * DAY_SECONDS;

impl<P: Platform> PageObject<P> {
    /// The alarm of a page that is not listed. An error makes the platform ring again.
    pub(super) async fn rest(&self) -> Result<(), StoreFailed> {
        let now = self.platform.now();
        let mut ledger = self.on_disk()?.ledger.clone();
        if ledger.page.is_none() {
            // Nothing is left of it.
            return Ok(());
        }
        let since = *ledger.unlisted_since.get_or_insert(now);
        let end = since.plus_seconds(KEPT_SECONDS);
        if now < end {
            self.platform.set_alarm(end).await?;
            return self.write(vec![store::keep_ledger(&ledger)?]);
        }
        // Should the last write fail for good, the alarm comes back to it.
        self.platform
            .set_alarm(now.plus_seconds(DAY_SECONDS))
            .await?;
        self.write(store::forget_everything())
    }

    /// Notes that the page is listed, where the ledger knows it otherwise.
    pub(super) fn note_listed(&self, entry: &PageEntry) -> Result<(), StoreFailed> {
        let on_disk = self.on_disk()?;
        let is_named = on_disk.ledger.page.as_ref() == Some(&entry.id);
        if is_named && on_disk.ledger.unlisted_since.is_none() {
            return Ok(());
        }
        let mut ledger = on_disk.ledger.clone();
        ledger.page = Some(entry.id.clone());
        ledger.unlisted_since = None;
        self.write(vec![store::keep_ledger(&ledger)?])
    }
}
