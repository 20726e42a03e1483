//! What a read, or the lack of one, means for what the components were: pure.

use crate::page::store::Ledger;
use statuslamp_model::{Component, ComponentKind, ComponentStatus, Timestamp};
use std::collections::HashMap;

/// A component became something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Which component.
    pub component_id: String,
    /// When we saw it, to the second.
    pub at: Timestamp,
    /// Its name then.
    pub name: String,
    /// What it became; `None` where it is not on the vendor's page any more.
    pub status: Option<ComponentStatus>,
    /// That in the vendor's own word.
    pub raw: Option<String>,
}

/// What a good read at `at` adds, in the order in which it is to be noted: first what ran out
/// before it, then what it says. `ledger` is as it was before the read.
pub(in crate::page) fn after_read(
    ledger: &Ledger,
    before: &[Component],
    read: &[Component],
    at: Timestamp,
) -> [Vec<Transition>; 2] {
    let ran_out = after_silence(ledger, before, at);
    let is_known = !ledger.is_taken_back && !ledger.must_take_back(at);
    let before = tracked(before).filter(|_| ledger.closed_through.is_some());
    let mut known: HashMap<_, _> = before.map(|one| (one.id.as_str(), one)).collect();
    let mut said = Vec::new();
    for component in tracked(read) {
        let was = known.remove(component.id.as_str()).map(|was| {
            if is_known {
                was.status
            } else {
                ComponentStatus::Unknown
            }
        });
        if was != Some(component.status) {
            said.push(Transition {
                component_id: component.id.clone(),
                at,
                name: component.name.clone(),
                status: Some(component.status),
                raw: component.status_raw.clone(),
            });
        }
    }
    let mut gone: Vec<_> = known.into_values().map(|was| end(was, at)).collect();
    gone.sort_by(|one, other| one.component_id.cmp(&other.component_id));
    said.extend(gone);
    [ran_out, said]
}

/// What it adds that nothing was read for so long that nothing is known any more: from the
/// instant on at which that was so, not from the one at which it was noticed; from now on where the
/// clock went back before the reading.
pub(in crate::page) fn after_silence(
    ledger: &Ledger,
    before: &[Component],
    now: Timestamp,
) -> Vec<Transition> {
    let is_due = ledger.closed_through.is_some() && ledger.must_take_back(now);
    let Some(ran_out) = ledger.reading().unknown_after.filter(|_| is_due) else {
        return Vec::new();
    };
    let at = ran_out.min(now.to_second());
    let known = tracked(before).filter(|one| one.status != ComponentStatus::Unknown);
    let unknown = known.map(|component| Transition {
        component_id: component.id.clone(),
        at,
        name: component.name.clone(),
        status: Some(ComponentStatus::Unknown),
        raw: None,
    });
    unknown.collect()
}

fn end(component: &Component, at: Timestamp) -> Transition {
    Transition {
        component_id: component.id.clone(),
        at,
        name: component.name.clone(),
        status: None,
        raw: None,
    }
}

/// What has a state of its own: a group's is its members'.
fn tracked(components: &[Component]) -> impl Iterator<Item = &Component> {
    components.iter().filter(|component| match component.kind {
        ComponentKind::Component | ComponentKind::Unknown => true,
        ComponentKind::Group => false,
    })
}

#[cfg(test)]
mod tests;
