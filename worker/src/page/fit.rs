//! What a summary leaves out so that it can be stored: a value of the platform's database has 2 MB
//! at most, and a page that cannot be stored would be a page that is never read.
//!
//! Whole events are never left out here, nor is any state; an event's own address has it all.

use serde::Serialize;
use statuslamp_model::{Component, Event};

/// Most bytes of all components, as JSON.
const MAX_COMPONENT_BYTES: usize = 700_000;
/// Most bytes of whom all components are for, as JSON.
const MAX_TARGET_BYTES: usize = 200_000;
/// Most bytes of all events, as JSON.
const MAX_EVENT_BYTES: usize = 1_000_000;

/// Leaves out the descriptions of components that are too much together.
pub(super) fn fit_components(components: &mut [Component]) {
    if bytes(components) > MAX_COMPONENT_BYTES {
        for component in components {
            component.description = None;
        }
    }
}

/// Lets every component be for everybody where it is too much to say whom each is for, and says so:
/// to tell somebody too much is better than to tell nobody.
pub(super) fn fit_targets(components: &mut [Component]) -> Option<String> {
    let marks = components
        .iter()
        .map(|component| bytes(&component.only_for));
    if marks.sum::<usize>() <= MAX_TARGET_BYTES {
        return None;
    }
    for component in components {
        component.only_for = None;
    }
    Some("regions and audiences: too much for this many components".to_owned())
}

/// Leaves out messages while the events are too much together: always the oldest one of the
/// timeline that takes most. Where no timeline has a second message, post-mortems lose their text.
pub(super) fn fit_events(events: &mut [Event]) {
    let mut sizes: Vec<usize> = events.iter().map(bytes).collect();
    let mut total: usize = sizes.iter().sum();
    while total > MAX_EVENT_BYTES {
        let parted = events.iter_mut().zip(&mut sizes);
        let longest = parted
            .filter(|(event, _)| event.updates.len() > 1)
            .max_by_key(|(_, size)| **size);
        let Some((event, size)) = longest else {
            break;
        };
        let oldest = bytes(&event.updates.remove(0));
        event.updates_complete = false;
        *size = size.saturating_sub(oldest);
        total = total.saturating_sub(oldest);
    }
    if total > MAX_EVENT_BYTES {
        let postmortems = events
            .iter_mut()
            .filter_map(|event| event.postmortem.as_mut());
        postmortems.for_each(|postmortem| postmortem.body = None);
    }
}

fn bytes(value: &(impl Serialize + ?Sized)) -> usize {
    serde_json::to_vec(value).map_or(0, |json| json.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use statuslamp_model::{OnlyFor, Postmortem, RichText, Timestamp, Update};

    fn event(id: &str, messages: i64, bytes: usize) -> Event {
        let update = |number| Update {
            at: Some(Timestamp::from_millis(number)),
            body: RichText::from_plain(&"x".repeat(bytes)),
            ..Update::default()
        };
        Event {
            id: id.to_owned(),
            updates: (0..messages).map(update).collect(),
            updates_complete: true,
            ..Event::default()
        }
    }

    #[test]
    fn what_fits_is_left_alone() {
        let mut events = vec![event("a", 30, 10_000), event("b", 3, 1000)];
        let before = events.clone();

        fit_events(&mut events);

        assert_eq!(events, before);
    }

    #[test]
    fn the_longest_timeline_loses_its_oldest_messages_and_says_so() {
        let mut events = vec![event("long", 150, 10_000), event("short", 3, 1000)];
        let short = events[1].clone();

        fit_events(&mut events);

        assert!(bytes(&events) <= MAX_EVENT_BYTES);
        let long = &events[0];
        assert!(!long.updates_complete && long.updates.len() > 90);
        assert_eq!(
            long.updates.last().unwrap().at,
            Some(Timestamp::from_millis(149))
        );
        assert_eq!(events[1], short);
    }

    #[test]
    fn a_last_message_stays_and_a_post_mortem_goes_before_it() {
        let mut events: Vec<_> = (0..60).map(|_| event("a", 1, 10_000)).collect();
        for event in &mut events {
            event.postmortem = Some(Postmortem {
                body: Some(RichText::from_plain(&"y".repeat(10_000))),
                ..Postmortem::default()
            });
        }

        fit_events(&mut events);

        assert!(bytes(&events) <= MAX_EVENT_BYTES);
        assert!(events.iter().all(|event| event.updates.len() == 1));
    }

    #[test]
    fn too_many_marks_all_go_and_leave_a_word() {
        let component = |regions: usize| Component {
            only_for: Some(OnlyFor {
                regions: vec!["a region".to_owned(); regions],
                audiences: Vec::new(),
            }),
            ..Component::default()
        };
        let mut few = vec![component(2); 100];
        let mut many = vec![component(50); 1000];

        assert_eq!(fit_targets(&mut few), None);
        assert!(fit_targets(&mut many).is_some());

        assert!(few.iter().all(|component| component.only_for.is_some()));
        assert!(many.iter().all(|component| component.only_for.is_none()));
    }

    #[test]
    fn descriptions_go_before_components() {
        let component = |bytes: usize| Component {
            description: Some("d".repeat(bytes)),
            ..Component::default()
        };
        let mut few = vec![component(1000); 100];
        let mut many = vec![component(1000); 900];

        fit_components(&mut few);
        fit_components(&mut many);

        assert!(few.iter().all(|component| component.description.is_some()));
        assert_eq!(many.len(), 900);
        assert!(bytes(&many) <= MAX_COMPONENT_BYTES);
    }
}
