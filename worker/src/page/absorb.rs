//! What a poll brought becomes what is known: merged, given its revision, stored in one piece.

use super::{
    OnDisk, PageObject,
    content::{
        self, Status, content, forget_good_word, forget_operational, name, signed, taken_back,
    },
    documents::Documents,
    fit::{fit_components, fit_targets},
    history, look,
    merge::merge,
    operator::InForce,
    schedule::Watch,
    store::{self, Action, Current, Ledger},
    understand::Understood,
    upstream::Failure,
};
use crate::{
    log,
    platform::{Platform, Statement, StoreFailed},
};
use statuslamp_model::{Event, PageEntry, Summary};
use std::collections::HashMap;

/// Most of what names no component that is told.
const MAX_UNMATCHED: usize = 20;

/// How a poll went.
pub(super) struct Outcome {
    pub(super) word: &'static str,
    pub(super) trouble: Option<Failure>,
    pub(super) warnings: u32,
}

impl<P: Platform> PageObject<P> {
    /// Stores and publishes a good read.
    pub(super) fn absorb(
        &self,
        entry: &PageEntry,
        understood: Understood,
    ) -> Result<Outcome, StoreFailed> {
        let now = self.platform.now();
        let on_disk = self.on_disk()?;
        let before = store::current(&self.platform)?;
        let over_since = now.plus_seconds(-content::OVER_WITHIN_SECONDS);
        let mut stored: HashMap<String, Event> = HashMap::new();
        for event in store::recent_events(&self.platform, over_since)? {
            stored.insert(event.id.clone(), event);
        }
        let named = understood.snapshot.events.iter();
        let named: Vec<_> = named.map(|event| event.id.as_str()).collect();
        for event in store::events_named(&self.platform, &named)? {
            stored.insert(event.id.clone(), event);
        }
        let is_imported = on_disk.ledger.is_imported;
        let mut merged = merge(&before, &stored, understood.snapshot, is_imported, now);
        fit_components(&mut merged.current.components);
        if understood.has_lost_components {
            forget_operational(&mut merged.current.components);
        }
        if understood.has_lost_word {
            forget_good_word(&mut merged.current);
        }
        // What the vendor lists longer than the operator wants it remembered is no news.
        let horizon = history::horizon(self.config()?.history_days(), now);
        merged.changed.retain(|event| {
            let was_open = stored.get(&event.id).is_some_and(|known| !known.is_over());
            was_open || !history::is_forgotten(event, horizon)
        });
        let mut statements = Vec::new();
        let (was, is) = (&before.components, &merged.current.components);
        let seen = history::after_read(&on_disk.ledger, was, is, now.to_second());
        for transitions in &seen {
            statements.extend(store::keep_transitions(transitions)?);
        }
        let seen = seen.concat();
        history::observe(&self.platform, &stored, &mut merged.changed, &seen, now)?;
        let mut ledger = on_disk.ledger.clone();
        ledger.provider = Some(understood.provider);
        look::note(&mut ledger, entry, &merged.changed, &stored, now);
        for event in &merged.changed {
            let known = stored.get(&event.id);
            statements.extend(store::keep_event(event, known)?);
            stored.insert(event.id.clone(), event.clone());
        }
        if let Some(horizon) = horizon {
            statements.extend(store::prune_events(horizon));
        }

        ledger.checked_at = Some(now.to_second());
        ledger.poll_seconds = entry.poll_seconds;
        ledger.attempted_at = Some(now.to_second());
        ledger.begun_at = self.reading_since.get();
        ledger.is_taken_back = false;
        ledger.is_imported = true;
        ledger.failures = 0;
        let trouble = understood.trouble.as_ref();
        ledger.trouble =
            trouble.map(|(document, failure)| format!("{}: {failure}", document.as_str()));
        ledger.warnings = understood.warnings.unwrap_or(ledger.warnings);
        ledger.not_before = understood.not_before;
        ledger.final_url = Some(understood.final_url);
        env!("CARGO_PKG_VERSION").clone_into(&mut ledger.understood_by);
        if understood.is_full {
            ledger.full_read_at = Some(now);
        }
        let before_this = &on_disk.ledger;
        let closed = history::close(&self.platform, before_this, &mut ledger, horizon, now)?;
        statements.extend(closed);
        if merged.current != before {
            statements.push(store::keep_current(&merged.current)?);
        }
        for (document, kept) in &understood.kept {
            statements.push(store::keep_document(*document, kept));
        }
        let events = stored.into_values().collect();
        let content = content(entry, &ledger, &merged.current, events, now);
        let changed: Vec<_> = merged
            .changed
            .iter()
            .map(|event| event.id.as_str())
            .collect();
        self.publish(entry, &on_disk, ledger, content, &changed, statements)?;
        Ok(Outcome {
            word: if understood.warnings.is_some() {
                "read"
            } else {
                "unchanged"
            },
            warnings: understood.warnings.unwrap_or(0),
            trouble: understood.trouble.map(|(_, failure)| failure),
        })
    }

    /// Puts the operator's word over the content, gives it its revision, and stores everything
    /// together.
    pub(super) fn publish(
        &self,
        entry: &PageEntry,
        on_disk: &OnDisk,
        mut ledger: Ledger,
        mut content: Summary,
        changed: &[&str],
        mut statements: Vec<Statement>,
    ) -> Result<(), StoreFailed> {
        let now = self.platform.now();
        // What the vendor says decides when it is read; what the operator says does not.
        ledger.watch = Watch::of(&content, now);
        let (in_force, ended): (Vec<_>, Vec<_>) = on_disk
            .overrides
            .iter()
            .partition(|said| said.is_in_force(now));
        content.under(in_force.iter().copied(), entry.muted);
        let said: Vec<_> = in_force.iter().copied().map(InForce::of).collect();
        for ended in &ended {
            statements.push(store::forget_override(&ended.id));
            statements.extend(store::record(Action::Expired, ended, now)?);
        }
        ledger.override_ends_at = in_force.iter().map(|said| said.expires_at).min();
        ledger.is_muted = entry.muted;
        self.target(entry, &mut ledger, &mut content);
        let name = name(&content, &said, now)?;
        let is_change = name != on_disk.ledger.content || !changed.is_empty();
        if is_change {
            ledger.revision = on_disk.ledger.next_revision(now);
            ledger.content = name;
        }
        let summary = signed(content, ledger.revision, ledger.reading());
        let documents = Documents::make(
            &summary,
            &Status::of(&ledger),
            &said,
            &ledger.changes(),
            now,
        )?;
        statements.extend(store::keep_published(&documents));
        statements.push(store::keep_ledger(&ledger)?);
        self.write(statements)?;
        for ended in ended {
            self.log_override(entry, Action::Expired, ended);
        }
        if is_change {
            self.platform.log(&log::line(&log::Change {
                at: now,
                page: &entry.id,
                revision: ledger.revision,
                overall: summary.overall.status,
                events: changed.iter().take(10).copied().collect(),
            }));
        }
        Ok(())
    }

    /// Marks whom the components are for, and tells once what in the pages file names none.
    fn target(&self, entry: &PageEntry, ledger: &mut Ledger, content: &mut Summary) {
        ledger.targets = store::targets_name(entry);
        let mut unmatched = entry.targets.mark(&mut content.components);
        unmatched.extend(fit_targets(&mut content.components));
        unmatched.truncate(MAX_UNMATCHED);
        if unmatched != ledger.unmatched && !unmatched.is_empty() {
            self.platform.log(&log::line(&log::Warning {
                at: self.platform.now(),
                page: &entry.id,
                unmatched: &unmatched,
            }));
        }
        ledger.unmatched = unmatched;
    }

    /// Notes a read that failed. What is published stays, until it is too old to be said.
    pub(super) fn give_up(
        &self,
        entry: &PageEntry,
        failure: Failure,
    ) -> Result<Outcome, StoreFailed> {
        let now = self.platform.now();
        let on_disk = self.on_disk()?;
        let mut ledger = on_disk.ledger.clone();
        ledger.attempted_at = Some(now.to_second());
        ledger.begun_at = self.reading_since.get();
        ledger.failures = ledger.failures.saturating_add(1);
        ledger.trouble = Some(failure.to_string());
        ledger.not_before = failure.not_before();
        if ledger.revision > 0 {
            self.republish(entry, &on_disk, ledger, Vec::new())?;
        } else {
            self.write(vec![store::keep_ledger(&ledger)?])?;
        }
        Ok(Outcome {
            word: "failed",
            trouble: Some(failure),
            warnings: 0,
        })
    }

    /// Publishes anew what may no longer be said as it is.
    pub(super) fn say_anew(&self, entry: &PageEntry) -> Result<(), StoreFailed> {
        let on_disk = self.on_disk()?;
        self.republish(entry, &on_disk, on_disk.ledger.clone(), Vec::new())
    }

    /// Publishes what is known of the page as of now, without a new reading.
    pub(super) fn republish(
        &self,
        entry: &PageEntry,
        on_disk: &OnDisk,
        mut ledger: Ledger,
        mut statements: Vec<Statement>,
    ) -> Result<(), StoreFailed> {
        let now = self.platform.now();
        let mut current: Current = store::current(&self.platform)?;
        let unknown = history::after_silence(&on_disk.ledger, &current.components, now);
        statements.extend(store::keep_transitions(&unknown)?);
        ledger.is_taken_back |= ledger.must_take_back(now);
        if ledger.is_taken_back {
            current = taken_back(&current);
        }
        let over_since = now.plus_seconds(-content::OVER_WITHIN_SECONDS);
        let events = store::recent_events(&self.platform, over_since)?;
        let content = content(entry, &ledger, &current, events, now);
        self.publish(entry, on_disk, ledger, content, &[], statements)
    }
}
