//! What goes wrong while a document is read: warnings, and the least the page must admit.

use crate::bounds::{MAX_WARNINGS, quoted};
use crate::{Warning, WarningKind};
use statuslamp_model::ComponentStatus;
use std::cell::{Cell, RefCell};

/// Collects the troubles of one document.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    document: &'static str,
    warnings: RefCell<Vec<Warning>>,
    unlisted: Cell<usize>,
    floor: Cell<Option<ComponentStatus>>,
}

impl Notes {
    pub(crate) fn new(document: &'static str) -> Self {
        Self {
            document,
            ..Self::default()
        }
    }

    /// Takes down a trouble.
    pub(crate) fn warn(&self, kind: WarningKind, path: &str, detail: &str) {
        let mut warnings = self.warnings.borrow_mut();
        if warnings.len() < MAX_WARNINGS - 1 {
            warnings.push(Warning {
                kind,
                path: format!("{}: {path}", self.document),
                detail: quoted(detail),
            });
        } else {
            self.unlisted.set(self.unlisted.get() + 1);
        }
    }

    /// The value of a word, or `Unknown` with a warning where the vocabulary has none.
    pub(crate) fn known<T: Default>(&self, path: &str, word: &str, value: Option<T>) -> T {
        value.unwrap_or_else(|| {
            self.warn(WarningKind::UnknownWord, path, word);
            T::default()
        })
    }

    /// Whatever else the page says, it is no better than this: the state of something that could
    /// not be taken into the snapshot.
    pub(crate) fn no_better_than(&self, status: ComponentStatus) {
        let floor = self.floor.get().map_or(status, |floor| floor.worse(status));
        self.floor.set(Some(floor));
    }

    /// The worst state of what could not be taken in.
    pub(crate) fn floor(&self) -> Option<ComponentStatus> {
        self.floor.get()
    }

    /// All warnings in the order of the document.
    pub(crate) fn into_warnings(self) -> Vec<Warning> {
        let mut warnings = self.warnings.into_inner();
        if self.unlisted.get() > 0 {
            warnings.push(Warning {
                kind: WarningKind::Truncated,
                path: format!("{}: warnings", self.document),
                detail: format!("{} more", self.unlisted.get()),
            });
        }
        warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_bounded_and_the_rest_is_counted() {
        let notes = Notes::new("summary");

        for _ in 0..MAX_WARNINGS + 41 {
            notes.warn(WarningKind::Skipped, "components[0]", "x");
        }

        let warnings = notes.into_warnings();
        assert_eq!(warnings.len(), MAX_WARNINGS);
        assert_eq!(warnings[MAX_WARNINGS - 1].detail, "42 more");
    }

    #[test]
    fn the_floor_is_the_worst_of_what_was_left_out() {
        let notes = Notes::new("summary");

        notes.no_better_than(ComponentStatus::Operational);
        notes.no_better_than(ComponentStatus::PartialOutage);
        notes.no_better_than(ComponentStatus::Unknown);

        assert_eq!(notes.floor(), Some(ComponentStatus::PartialOutage));
    }
}
