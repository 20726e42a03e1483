//! A page as of a moment: its incidents placed in time and what they make of its components.
//! The formats are written from this and nothing else.

use jiff::Timestamp;

use crate::scenario::{Component, ComponentStatus, Page};
use crate::timeline::Occurrence;

/// Everything a format needs to write a page.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// The page.
    pub(crate) page: &'a Page,
    /// Its incidents, newest first; those still to come are left out by the methods.
    pub(crate) occurrences: Vec<Occurrence<'a>>,
    /// The moment it is seen at.
    pub(crate) now: Timestamp,
    /// Where it is served, without a slash at the end.
    pub(crate) url: String,
}

impl<'a> View<'a> {
    /// The incidents that have begun, newest first.
    pub(crate) fn happened(&self) -> impl Iterator<Item = &Occurrence<'a>> {
        self.occurrences
            .iter()
            .filter(|occurrence| occurrence.phase(self.now).is_some())
    }

    /// The incidents that have begun and aren't over, newest first.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Occurrence<'a>> {
        self.occurrences
            .iter()
            .filter(|occurrence| occurrence.is_open(self.now))
    }

    /// How a component does: the worst that an open incident says of it.
    pub(crate) fn status(&self, component: &Component) -> ComponentStatus {
        let said = self
            .open()
            .filter_map(|occurrence| occurrence.status_of(component.key, self.now));
        said.map(|(status, _)| status)
            .max()
            .unwrap_or(ComponentStatus::Operational)
    }

    /// When anything last changed a component.
    pub(crate) fn changed(&self, component: &Component) -> Timestamp {
        let said = self
            .happened()
            .filter_map(|occurrence| occurrence.status_of(component.key, self.now));
        said.map(|(_, time)| time)
            .max()
            .unwrap_or(self.page.created)
    }

    /// When anything on the page last changed.
    pub(crate) fn updated(&self) -> Timestamp {
        self.happened()
            .map(|occurrence| occurrence.updated(self.now))
            .max()
            .unwrap_or(self.page.created)
    }

    /// The statuses of all components.
    pub(crate) fn statuses(&self) -> impl Iterator<Item = ComponentStatus> {
        self.page
            .components()
            .map(|(component, _)| self.status(component))
    }
}
