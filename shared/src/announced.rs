//! What of a summary is announced: the operator's word over what is true, which it never changes.

use crate::{Component, ComponentKind, Event, OperatorWord, Override, Summary};
use std::borrow::Cow;

impl Summary {
    /// Puts the operator's word over what the vendor says: marks what is muted, and adds notices.
    /// `is_muted` is the pages file's own word for the whole page.
    pub fn under<'a>(&mut self, overrides: impl Iterator<Item = &'a Override>, is_muted: bool) {
        self.silenced = is_muted;
        let mut muted_events: Vec<&str> = Vec::new();
        let mut muted_components: Vec<&str> = Vec::new();
        for said in overrides {
            match &said.word {
                OperatorWord::MuteEvent { event } => muted_events.push(event),
                OperatorWord::MuteComponent { component } => muted_components.push(component),
                OperatorWord::Notice(_) => {
                    let notice = said.event(&self.components);
                    self.events.extend(notice);
                }
                OperatorWord::Silence => self.silenced = true,
            }
        }
        self.events.sort_by(|one, other| {
            let newest = other.started_at.cmp(&one.started_at);
            newest.then_with(|| one.id.cmp(&other.id))
        });
        for component in &mut self.components {
            let group = component.group_id.as_deref().unwrap_or_default();
            let names = |id: &&str| *id == component.id || (*id == group && !group.is_empty());
            component.muted = muted_components.iter().any(names);
        }
        for index in 0..self.events.len() {
            let is_muted = self.events.get(index).is_some_and(|event| {
                muted_events.contains(&event.id.as_str()) || self.touches_only_muted(event)
            });
            if let Some(event) = self.events.get_mut(index) {
                event.muted = is_muted;
            }
        }
    }

    /// The summary as far as it is announced: without muted events, every event without muted
    /// components, and every component marked `muted` whose state is not announced by itself.
    /// No state differs from the truth.
    pub fn announced(&self) -> Cow<'_, Self> {
        let has_muted_events = self.events.iter().any(|event| event.muted);
        let has_muted_components = self.components.iter().any(|component| component.muted);
        if !self.silenced && !has_muted_events && !has_muted_components {
            return Cow::Borrowed(self);
        }
        let mut announced = self.clone();
        for component in &mut announced.components {
            component.muted |= self.silenced || self.is_explained_by_muted(component);
        }
        announced
            .events
            .retain(|event| !self.silenced && !event.muted);
        for event in &mut announced.events {
            // What the operator says of a component is meant to be heard.
            if !event.operator {
                event.affected.retain(|affected| {
                    !self.is_muted(affected.component_id.as_deref(), &affected.name)
                });
            }
        }
        Cow::Owned(announced)
    }

    /// Whether a vendor's event touches something, and nothing that is not muted.
    fn touches_only_muted(&self, event: &Event) -> bool {
        let mut affected = event.affected.iter();
        !event.operator
            && !event.affected.is_empty()
            && affected.all(|one| self.is_muted(one.component_id.as_deref(), &one.name))
    }

    /// Whether all that is named so is muted. Where an event gives only a name, several components
    /// can be meant.
    fn is_muted(&self, id: Option<&str>, name: &str) -> bool {
        let is_meant = |component: &&Component| match id {
            Some(id) => component.id == id,
            None => component.name == name && component.kind != ComponentKind::Group,
        };
        let mut meant = self.components.iter().filter(is_meant).peekable();
        meant.peek().is_some() && meant.all(|component| component.muted)
    }

    /// Whether events tell why a component is in trouble, and every one of them is muted.
    fn is_explained_by_muted(&self, component: &Component) -> bool {
        let explains = |event: &&Event| event.explains(&component.id);
        let mut events = self.events.iter().filter(explains).peekable();
        events.peek().is_some() && events.all(|event| event.muted)
    }
}

#[cfg(test)]
mod tests;
