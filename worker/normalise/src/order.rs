//! The orders every provider's answers are brought into: once, after mapping, so that the same
//! bytes give the same snapshot.

use crate::WarningKind;
use crate::notes::Notes;
use statuslamp_model::{
    Component, ComponentKind, ComponentStatus, Event, Phase, Timestamp, Update,
};
use std::collections::{HashMap, HashSet};

/// Brings components, each with the vendor's position, into display order: by position, ties as
/// listed, every group directly before its members. A group is no better than its worst member; a
/// member of a group that is not listed stands alone.
pub(crate) fn grouped(components: Vec<(i64, Component)>, notes: &Notes) -> Vec<Component> {
    let groups: HashSet<String> = components
        .iter()
        .filter(|(_, component)| component.kind == ComponentKind::Group)
        .map(|(_, component)| component.id.clone())
        .collect();
    let mut top = Vec::new();
    let mut members: HashMap<String, Vec<(i64, Component)>> = HashMap::new();
    for (position, mut component) in components {
        match component.group_id.take() {
            // Groups in groups are not shown by any vendor: an inner one stands at the top.
            Some(group) if groups.contains(&group) && component.kind != ComponentKind::Group => {
                component.group_id = Some(group.clone());
                members
                    .entry(group)
                    .or_default()
                    .push((position, component));
            }
            _ => top.push((position, component)),
        }
    }
    top.sort_by_key(|(position, _)| *position);
    let mut ordered = Vec::new();
    for (_, mut component) in top {
        let mut inside = members.remove(&component.id).unwrap_or_default();
        inside.sort_by_key(|(position, _)| *position);
        if component.kind == ComponentKind::Group {
            component.status =
                group_status(&component, inside.iter().map(|(_, member)| member), notes);
        }
        ordered.push(component);
        ordered.extend(inside.into_iter().map(|(_, member)| member));
    }
    ordered
}

/// A group without a word of its own is as its worst member; with one, it is no better than either.
/// The page follows its members, so a group that is worse than they are has to be noted.
fn group_status<'a>(
    group: &Component,
    members: impl Iterator<Item = &'a Component>,
    notes: &Notes,
) -> ComponentStatus {
    let own = group.status_raw.as_ref().map(|_| group.status);
    let worst_member = members
        .map(|member| member.status)
        .reduce(ComponentStatus::worse);
    match (own, worst_member) {
        (Some(own), Some(worst)) => {
            let status = own.worse(worst);
            if status != worst {
                notes.no_better_than(status);
            }
            status
        }
        (Some(own), None) => {
            notes.no_better_than(own);
            own
        }
        (None, worst) => worst.unwrap_or_default(),
    }
}

/// Takes down what a second component with the id of an earlier one says. Which of the two holds
/// cannot be told, so the worse one does.
pub(crate) fn worsen(
    components: &mut [(i64, Component)],
    id: &str,
    status: ComponentStatus,
    raw: Option<String>,
) {
    let mut components = components.iter_mut().map(|(_, component)| component);
    if let Some(known) = components.find(|known| known.id == id)
        && known.status.worse(status) != known.status
    {
        known.status = status;
        known.status_raw = raw;
    }
}

/// Brings updates listed newest first into the order of a timeline. An update without a time stays
/// where it is listed.
pub(crate) fn timeline(mut newest_first: Vec<Update>) -> Vec<Update> {
    newest_first.reverse();
    let mut last = None;
    let mut keyed: Vec<(Option<Timestamp>, Update)> = newest_first
        .into_iter()
        .map(|update| {
            last = update.at.or(last);
            (last, update)
        })
        .collect();
    keyed.sort_by_key(|(at, _)| *at);
    keyed.into_iter().map(|(_, update)| update).collect()
}

/// How often a timeline leaves an end again.
pub(crate) fn reopened(timeline: &[Update]) -> u32 {
    let mut over = false;
    let mut times = 0;
    for phase in timeline.iter().filter_map(|update| update.phase) {
        if over && !phase.is_over() && phase != Phase::Unknown {
            times += 1;
        }
        over = phase.is_over();
    }
    times
}

/// Drops repeated ids, the first of each wins, and puts the newest first: by start, then by id, so
/// that the order never depends on the upstream's.
pub(crate) fn newest_first(events: Vec<Event>, notes: &Notes) -> Vec<Event> {
    let mut seen = HashSet::new();
    let mut kept: Vec<Event> = Vec::with_capacity(events.len());
    for event in events {
        if seen.insert(event.id.clone()) {
            kept.push(event);
        } else {
            notes.warn(WarningKind::DuplicateId, "events", &event.id);
            if event.is_active() {
                notes.no_better_than(ComponentStatus::Unknown);
            }
        }
    }
    sort(&mut kept);
    kept
}

/// Newest first: by start, then by id.
pub(crate) fn sort(events: &mut [Event]) {
    events.sort_by(|one, other| {
        let key = |event: &Event| event.started_at.or(event.updated_at);
        key(other)
            .cmp(&key(one))
            .then_with(|| one.id.cmp(&other.id))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(id: &str, seconds: Option<i64>, phase: Option<Phase>) -> Update {
        Update {
            id: Some(id.to_owned()),
            at: seconds.map(|seconds| Timestamp::from_millis(seconds * 1000)),
            phase,
            ..Update::default()
        }
    }

    fn ids(updates: &[Update]) -> Vec<&str> {
        updates
            .iter()
            .filter_map(|update| update.id.as_deref())
            .collect()
    }

    #[test]
    fn updates_of_the_same_second_keep_the_order_they_are_listed_in() {
        let listed = vec![
            update("c", Some(5), None),
            update("b", Some(5), None),
            update("a", Some(5), None),
        ];

        assert_eq!(ids(&timeline(listed)), ["a", "b", "c"]);
    }

    #[test]
    fn an_update_without_a_time_stays_where_it_is_listed() {
        let listed = vec![
            update("d", Some(3), None),
            update("c", None, None),
            update("b", Some(7), None),
            update("a", None, None),
        ];

        assert_eq!(ids(&timeline(listed)), ["a", "d", "b", "c"]);
    }

    #[test]
    fn an_end_that_is_left_counts_and_a_postmortem_is_no_reopening() {
        let phases = |phases: &[Phase]| {
            let updates: Vec<_> = phases
                .iter()
                .map(|phase| update("u", None, Some(*phase)))
                .collect();
            reopened(&updates)
        };

        assert_eq!(phases(&[Phase::Resolved, Phase::Postmortem]), 0);
        assert_eq!(
            phases(&[Phase::Resolved, Phase::Identified, Phase::Resolved]),
            1
        );
        assert_eq!(
            phases(&[
                Phase::Resolved,
                Phase::Monitoring,
                Phase::Postmortem,
                Phase::Identified
            ]),
            2
        );
        assert_eq!(
            phases(&[Phase::Resolved, Phase::Unknown, Phase::Resolved]),
            0
        );
    }

    #[test]
    fn events_of_the_same_start_are_ordered_by_id() {
        let event = |id: &str| Event {
            id: id.to_owned(),
            started_at: Some(Timestamp::from_millis(0)),
            ..Event::default()
        };
        let mut events = vec![event("b"), event("c"), event("a")];

        sort(&mut events);

        let ids: Vec<_> = events.iter().map(|event| event.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c"]);
    }
}
