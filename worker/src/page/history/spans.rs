//! When a component was in trouble while an event lasted, by our own readings: for where the vendor
//! tells no times. What was not seen to begin is not told, and what is not known is a gap.

use super::Transition;
use crate::{
    page::store,
    platform::{Platform, StoreFailed},
};
use statuslamp_model::{ComponentStatus, Event, Span, Timestamp};
use std::collections::HashMap;

/// An event that was over for longer tells nothing new.
const OVER_SECONDS: i64 = 86_400;

/// Puts what was seen beside what the vendor tells no times of, in the events that changed and in
/// those that are open and touch what changed. `seen` is what the newest reading adds to what is on
/// disk.
pub(in crate::page) fn observe<P: Platform>(
    platform: &P,
    known: &HashMap<String, Event>,
    changed: &mut Vec<Event>,
    seen: &[Transition],
    now: Timestamp,
) -> Result<(), StoreFailed> {
    let is_moved = |id: Option<&str>| seen.iter().any(|one| Some(one.component_id.as_str()) == id);
    let mut touched: Vec<_> = known
        .values()
        .filter(|event| {
            let mut affected = event.affected.iter();
            event.is_active()
                && affected.any(|one| is_moved(one.component_id.as_deref()))
                && changed.iter().all(|other| other.id != event.id)
        })
        .cloned()
        .collect();
    for event in &mut touched {
        tell(platform, event, seen)?;
    }
    touched.retain(|event| known.get(&event.id) != Some(event));
    let is_recent = |event: &&mut Event| {
        let end = event.ended_at();
        end.is_none_or(|end| now.seconds_since(end) < OVER_SECONDS)
    };
    for event in changed.iter_mut().filter(is_recent) {
        tell(platform, event, seen)?;
    }
    for event in touched {
        let at = changed.partition_point(|other| other.id < event.id);
        changed.insert(at, event);
    }
    Ok(())
}

fn tell<P: Platform>(
    platform: &P,
    event: &mut Event,
    seen: &[Transition],
) -> Result<(), StoreFailed> {
    let Some(began) = event.started_at else {
        return Ok(());
    };
    let end = event.ended_at();
    let is_untold = event.is_active() || event.is_over();
    for affected in &mut event.affected {
        let Some(id) = affected.component_id.as_deref().filter(|_| is_untold) else {
            continue;
        };
        if !affected.spans.is_empty() && !affected.spans_observed {
            continue;
        }
        let ever = Timestamp::from_millis(i64::MAX);
        let mut transitions = store::transitions(platform, id, began, ever)?;
        let of_this = seen.iter().filter(|one| one.component_id == id);
        transitions.extend(of_this.cloned());
        affected.spans = spans(&transitions, began, end);
        affected.spans_observed = !affected.spans.is_empty();
    }
    Ok(())
}

/// The stretches of trouble from `began` to `end`, or that last. `transitions` are one component's,
/// oldest first, led by the one that tells what it was at the beginning, if that is known.
fn spans(transitions: &[Transition], began: Timestamp, end: Option<Timestamp>) -> Vec<Span> {
    let next = transitions.iter().skip(1).map(|one| Some(one.at));
    let ends = next.chain([None]);
    let mut spans = Vec::new();
    for (number, (transition, to)) in transitions.iter().zip(ends).enumerate() {
        let status = transition.status.unwrap_or_default();
        let is_trouble = match status {
            ComponentStatus::UnderMaintenance
            | ComponentStatus::DegradedPerformance
            | ComponentStatus::PartialOutage
            | ComponentStatus::MajorOutage => true,
            ComponentStatus::Operational | ComponentStatus::Unknown => false,
        };
        // The first that was ever seen of a component began at some time before.
        let is_begun_unseen = number == 0 && transition.at > began;
        let from = transition.at.max(began);
        let to = match (to, end) {
            (Some(to), Some(end)) => Some(to.min(end)),
            (to, end) => to.or(end),
        };
        if is_trouble && !is_begun_unseen && to.is_none_or(|to| to > from) {
            spans.push(Span { status, from, to });
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use ComponentStatus::{MajorOutage, Operational, PartialOutage, Unknown};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn became(seconds: i64, status: Option<ComponentStatus>) -> Transition {
        Transition {
            component_id: "web".to_owned(),
            at: at(seconds),
            name: "Web".to_owned(),
            status,
            raw: None,
        }
    }

    fn span(status: ComponentStatus, from: i64, to: Option<i64>) -> Span {
        Span {
            status,
            from: at(from),
            to: to.map(at),
        }
    }

    #[test]
    fn trouble_is_told_within_the_event_and_what_lasts_has_no_end() {
        let calm = became(0, Some(Operational));
        for (name, transitions, end, told) in [
            ("nothing known", vec![], None, vec![]),
            ("nothing happened", vec![calm.clone()], None, vec![]),
            (
                "lasts",
                vec![calm.clone(), became(200, Some(MajorOutage))],
                None,
                vec![span(MajorOutage, 200, None)],
            ),
            (
                "worse, then well",
                vec![
                    calm.clone(),
                    became(200, Some(PartialOutage)),
                    became(300, Some(MajorOutage)),
                    became(400, Some(Operational)),
                ],
                None,
                vec![
                    span(PartialOutage, 200, Some(300)),
                    span(MajorOutage, 300, Some(400)),
                ],
            ),
            (
                "began before the event and outlasts it",
                vec![
                    became(50, Some(MajorOutage)),
                    became(900, Some(Operational)),
                ],
                Some(500),
                vec![span(MajorOutage, 100, Some(500))],
            ),
            (
                "after the event",
                vec![calm.clone(), became(600, Some(MajorOutage))],
                Some(500),
                vec![],
            ),
            (
                "a gap is a gap, and what disappears is not told",
                vec![
                    calm.clone(),
                    became(200, Some(MajorOutage)),
                    became(300, Some(Unknown)),
                    became(400, Some(MajorOutage)),
                    became(500, None),
                ],
                None,
                vec![
                    span(MajorOutage, 200, Some(300)),
                    span(MajorOutage, 400, Some(500)),
                ],
            ),
            (
                "it was not seen to begin",
                vec![
                    became(200, Some(MajorOutage)),
                    became(300, Some(PartialOutage)),
                ],
                None,
                vec![span(PartialOutage, 300, None)],
            ),
        ] {
            assert_eq!(spans(&transitions, at(100), end.map(at)), told, "{name}");
        }
    }
}
