//! The simulated pages. Dates, phases, their order and the components come from public records
//! of what happened on the vendors' pages; each file says which and what had to be chosen.
//! Every message is newly written, and free of clock times, so that it is true in a replay too.

mod napta;
mod napta_earlier;
mod netop;
mod noterro;
mod watermelon;

use crate::scenario::{Component, Entry, Item, Page, Phase, written};

/// All simulated pages.
pub(crate) fn all() -> Vec<Page> {
    vec![
        noterro::page(),
        napta::page(),
        netop::page(),
        watermelon::page(),
    ]
}

fn component(
    key: &'static str,
    name: &'static str,
    description: Option<&'static str>,
) -> Component {
    Component {
        key,
        name,
        description,
        only_show_if_degraded: false,
    }
}

fn single(key: &'static str, name: &'static str, description: Option<&'static str>) -> Item {
    Item::Single(component(key, name, description))
}

fn entry(at: &str, phase: Phase, body: &'static str) -> Entry {
    Entry {
        at: written(at),
        phase,
        body,
        changes: &[],
    }
}

/// Adds to an entry what it says of the components.
trait Changing {
    fn changing(self, changes: &'static [(&'static str, crate::scenario::ComponentStatus)])
    -> Self;
}

impl Changing for Entry {
    fn changing(
        mut self,
        changes: &'static [(&'static str, crate::scenario::ComponentStatus)],
    ) -> Self {
        self.changes = changes;
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::scenario::{ComponentStatus, Scenario};
    use crate::timeline::{Occurrence, Schedule};

    fn scenarios() -> Vec<(Page, Scenario)> {
        let all = all().into_iter();
        all.flat_map(|page| {
            page.scenarios
                .clone()
                .into_iter()
                .map(move |scenario| (page.clone(), scenario))
        })
        .collect()
    }

    #[test]
    fn every_timeline_runs_forward_and_ends_resolved() {
        for (page, scenario) in scenarios() {
            let name = format!("{}/{}", page.key, scenario.key);
            let times: Vec<_> = scenario.entries.iter().map(|entry| entry.at).collect();

            assert!(times.is_sorted_by(|one, next| one < next), "{name}");
            assert!(scenario.began() <= times[0], "{name}");
            assert!(
                scenario
                    .entries
                    .iter()
                    .any(|entry| entry.phase == Phase::Resolved),
                "{name}"
            );
            assert!(page.created < scenario.began(), "{name}");
        }
    }

    #[test]
    fn every_component_named_exists_and_is_well_again_at_the_end() {
        for (page, scenario) in scenarios() {
            let known: BTreeSet<_> = page
                .components()
                .map(|(component, _)| component.key)
                .collect();
            let occurrence = Occurrence {
                schedule: Schedule::recorded(&scenario),
                scenario: &scenario,
                seed: String::new(),
            };

            for key in scenario.affected {
                let end = occurrence.status_of(key, jiff::Timestamp::MAX);
                assert!(known.contains(key), "{key}");
                assert!(
                    end.is_none_or(|(status, _)| status == ComponentStatus::Operational),
                    "{key}"
                );
            }
            for (key, _) in scenario.entries.iter().flat_map(|entry| entry.changes) {
                assert!(
                    scenario.affected.contains(key),
                    "{}: {key} changes but is not named",
                    scenario.key
                );
            }
        }
    }

    #[test]
    fn scenarios_are_listed_newest_first_under_different_keys() {
        for page in all() {
            let keys: BTreeSet<_> = page.scenarios.iter().map(|scenario| scenario.key).collect();

            assert_eq!(keys.len(), page.scenarios.len(), "{}", page.key);
            assert!(
                page.scenarios
                    .is_sorted_by(|one, next| one.began() > next.began()),
                "{}",
                page.key
            );
        }
    }

    #[test]
    fn the_default_speeds_make_two_minutes_of_each_incident() {
        let speeds: Vec<_> = scenarios()
            .iter()
            .map(|(_, scenario)| (scenario.key, scenario.default_speed()))
            .collect();

        assert_eq!(speeds[0], ("bounced-release", 30.0));
        for (page, scenario) in scenarios()
            .iter()
            .filter(|(_, scenario)| scenario.seconds() > 0)
        {
            #[expect(clippy::cast_precision_loss, reason = "days in seconds are exact")]
            let replay = scenario.seconds() as f64 / scenario.default_speed();
            assert!(
                (100.0..150.0).contains(&replay),
                "{}/{}: {replay} s",
                page.key,
                scenario.key
            );
        }
    }
}
