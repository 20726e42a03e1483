//! The operator's word over a page: said, taken back, and ended by time.

use super::{
    OnDisk, PageObject, content,
    store::{self, Action},
};
use crate::{
    log,
    platform::{Platform, Statement, StoreFailed},
    published::{Answer, Published},
};
use serde::Serialize;
use statuslamp_model::{Event, Override, OverrideId, PageEntry, PageId, Timestamp};

/// Most overrides of a page at a time.
const MAX_OVERRIDES: usize = 50;

/// An override in the page's own document: what is in force, without the operator's reasons.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "OverrideInForce"))]
pub(crate) struct InForce<'a> {
    /// The operator's own name for it.
    id: &'a OverrideId,
    /// `mute_event`, `mute_component`, `notice` or `silence`.
    kind: &'static str,
    /// The id of the muted event or component.
    target: Option<&'a str>,
    /// After this instant it has no effect.
    expires_at: Timestamp,
}

impl<'a> InForce<'a> {
    pub(super) fn of(said: &'a Override) -> Self {
        Self {
            id: &said.id,
            kind: said.word.kind(),
            target: said.word.target(),
            expires_at: said.expires_at,
        }
    }
}

/// What a PUT is answered.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(crate) struct OverrideDocument<'a> {
    /// The page's id.
    page: &'a PageId,
    /// The first revision in which it is in force.
    revision: u64,
    /// What is said.
    #[serde(rename = "override")]
    said: &'a Override,
}

impl<P: Platform> PageObject<P> {
    /// Says something, in the place of what was said under that id before.
    pub(super) fn say(&self, entry: &PageEntry, said: Override) -> Result<Answer, StoreFailed> {
        let on_disk = self.truthful(entry)?;
        let mut overrides = on_disk.overrides.clone();
        let earlier = overrides.iter().position(|earlier| earlier.id == said.id);
        let earlier = earlier.map(|position| overrides.remove(position));
        let said = match &earlier {
            Some(earlier) => said.in_place_of(earlier),
            None => said,
        };
        if earlier.as_ref() == Some(&said) {
            return self.document_of(entry, &said);
        }
        if overrides.len() >= MAX_OVERRIDES {
            return Ok(Answer::TooManyOverrides);
        }
        overrides.push(said.clone());
        let keep = store::keep_override(&said)?;
        match self.change(entry, &on_disk, overrides, keep, (Action::Put, &said)) {
            Ok(()) => {}
            // A write that reports an error may have landed.
            Err(_) if self.on_disk()?.overrides.contains(&said) => {}
            Err(error) => return Err(error),
        }
        self.document_of(entry, &said)
    }

    /// Takes back what was said under an id.
    pub(super) fn take_back(
        &self,
        entry: &PageEntry,
        id: &OverrideId,
    ) -> Result<Answer, StoreFailed> {
        let on_disk = self.truthful(entry)?;
        let (taken, rest): (Vec<_>, Vec<_>) = on_disk
            .overrides
            .iter()
            .cloned()
            .partition(|said| said.id == *id);
        let Some(said) = taken.first() else {
            return Ok(Answer::UnknownOverride);
        };
        let forget = store::forget_override(id);
        match self.change(entry, &on_disk, rest, forget, (Action::Delete, said)) {
            Ok(()) => Ok(Answer::Done),
            Err(error) => {
                let on_disk = self.on_disk()?;
                let is_there = on_disk.overrides.iter().any(|said| said.id == *id);
                if is_there {
                    Err(error)
                } else {
                    Ok(Answer::Done)
                }
            }
        }
    }

    /// Sees that what the operator changed is told now, and its end when it comes.
    pub(super) async fn told(&self, entry: &PageEntry) {
        self.report(entry).await;
        if let Err(error) = self.wake_at_end().await {
            let line = log::failure(self.platform.now(), "alarm", &error);
            self.platform.log(&line);
        }
    }

    async fn wake_at_end(&self) -> Result<(), StoreFailed> {
        let now = self.platform.now();
        let Some(alarm) = self.platform.alarm().await? else {
            // Whoever reads now sets it afterwards.
            return Ok(());
        };
        let at = self.on_disk()?.ledger.by_end_of_override(alarm, now);
        if at < alarm {
            self.platform.set_alarm(at).await?;
        }
        Ok(())
    }

    /// Stores what is said from now on, its record and everything it changes, in one piece.
    fn change(
        &self,
        entry: &PageEntry,
        on_disk: &OnDisk,
        overrides: Vec<Override>,
        statement: Statement,
        (action, said): (Action, &Override),
    ) -> Result<(), StoreFailed> {
        let mut statements = vec![statement];
        statements.extend(store::record(action, said, self.platform.now())?);
        let changed = OnDisk {
            overrides,
            ..on_disk.clone()
        };
        self.republish(entry, &changed, on_disk.ledger.clone(), statements)?;
        self.log_override(entry, action, said);
        Ok(())
    }

    fn document_of(&self, entry: &PageEntry, said: &Override) -> Result<Answer, StoreFailed> {
        let revision = self.on_disk()?.ledger.revision;
        let body = serde_json::to_vec(&OverrideDocument {
            page: &entry.id,
            revision,
            said,
        });
        let body = body.map_err(|error| StoreFailed(error.to_string()))?;
        let document = Published::new(revision, Vec::new(), entry.poll_seconds, body);
        Ok(Answer::Document(document))
    }

    /// One event by its id, the operator's own among them, with the operator's marks.
    pub(super) fn marked_event(
        &self,
        entry: &PageEntry,
        on_disk: &OnDisk,
        id: &str,
    ) -> Result<Option<Event>, StoreFailed> {
        let stored = store::event(&self.platform, id)?;
        if on_disk.overrides.is_empty() {
            return Ok(stored);
        }
        let mut around = content::unread(entry, &on_disk.ledger);
        around.components = store::current(&self.platform)?.components;
        around.events.extend(stored);
        around.under(on_disk.overrides.iter(), entry.muted);
        Ok(around.events.into_iter().find(|event| event.id == id))
    }

    pub(super) fn log_override(&self, entry: &PageEntry, action: Action, said: &Override) {
        self.platform.log(&log::line(&log::Override {
            at: self.platform.now(),
            page: &entry.id,
            action: action.as_str(),
            id: &said.id,
            kind: said.word.kind(),
            expires_at: said.expires_at,
        }));
    }
}
