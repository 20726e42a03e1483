//! What of a summary is announced: the operator's word over what is true, which it never changes.

use crate::{Affected, Component, ComponentKind, Event, OperatorWord, Override, Summary};

/// An event as far as it is announced.
#[derive(Clone, Debug)]
pub struct AnnouncedEvent<'a> {
    /// The event.
    pub event: &'a Event,
    /// What of what it touches is announced.
    pub affected: Vec<&'a Affected>,
}

impl<'a> AnnouncedEvent<'a> {
    /// All of an event.
    pub fn whole(event: &'a Event) -> Self {
        let affected = event.affected.iter().collect();
        Self { event, affected }
    }

    /// Whether it is announced that it touches this component.
    pub fn touches(&self, component_id: &str) -> bool {
        let mut affected = self.affected.iter();
        affected.any(|affected| affected.is_of(component_id))
    }
}

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

    /// The events that are announced, each without what is muted. No state differs from the truth.
    pub fn announced(&self) -> Vec<AnnouncedEvent<'_>> {
        let mut announced = Vec::new();
        for event in &self.events {
            if !self.silenced && !event.muted {
                let mut affected = Vec::new();
                for one in &event.affected {
                    // What the operator says of a component is meant to be heard.
                    if event.operator || !self.is_muted(one.component_id.as_deref(), &one.name) {
                        affected.push(one);
                    }
                }
                announced.push(AnnouncedEvent { event, affected });
            }
        }
        announced
    }

    /// Whether a component's state is announced by itself.
    pub fn announces(&self, component: &Component) -> bool {
        !self.silenced && !component.muted && !self.is_explained_by_muted(component)
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
        let is_explained = |muted| {
            let mut events = self.events.iter();
            events.any(|event| {
                let mut affected = event.affected.iter();
                event.muted == muted
                    && event.explains()
                    && affected.any(|affected| affected.is_of(&component.id))
            })
        };
        is_explained(true) && !is_explained(false)
    }
}

#[cfg(test)]
mod tests;
