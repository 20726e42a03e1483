//! Time, without a clock: an incident in its own past or moved to another present, and what of
//! it has happened by a given moment. Invariant: nothing after that moment is ever shown.

use jiff::{SignedDuration, Timestamp};

use crate::scenario::{ComponentStatus, Entry, Phase, Scenario};

/// The moments at which a scenario's entries happen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Schedule {
    began: Timestamp,
    times: Vec<Timestamp>,
}

impl Schedule {
    /// As it went in the page's history.
    pub(crate) fn recorded(scenario: &Scenario) -> Self {
        Self {
            began: scenario.began(),
            times: scenario.entries.iter().map(|entry| entry.at).collect(),
        }
    }

    /// The first entry now, the others after it with their intervals divided by `speed`.
    pub(crate) fn live(scenario: &Scenario, now: Timestamp, speed: f64) -> Self {
        let first = scenario.entries[0].at;
        let place = |at: Timestamp| shifted(now, at.duration_since(first), 1.0 / speed);
        Self {
            began: place(scenario.began()),
            times: scenario
                .entries
                .iter()
                .map(|entry| place(entry.at))
                .collect(),
        }
    }

    /// When each entry happens, oldest first.
    pub(crate) fn times(&self) -> &[Timestamp] {
        &self.times
    }

    /// How many entries have happened by `now`.
    pub(crate) fn passed(&self, now: Timestamp) -> usize {
        self.times.iter().take_while(|time| **time <= now).count()
    }

    /// When the next entry is due; `None` when all have happened.
    pub(crate) fn next(&self, now: Timestamp) -> Option<Timestamp> {
        self.times.get(self.passed(now)).copied()
    }

    /// Goes on at another speed: what is still to come moves, what happened stays.
    pub(crate) fn change_speed(&mut self, now: Timestamp, old: f64, new: f64) {
        let passed = self.passed(now);
        for time in &mut self.times[passed..] {
            *time = shifted(now, time.duration_since(now), old / new);
        }
    }

    /// Lets the next entry happen at once, and the rest as much sooner. False when none is left.
    pub(crate) fn step(&mut self, now: Timestamp) -> bool {
        let passed = self.passed(now);
        let Some(next) = self.times.get(passed) else {
            return false;
        };
        let sooner = next.duration_since(now);
        for time in &mut self.times[passed..] {
            *time = shifted(now, time.duration_since(now) - sooner, 1.0);
        }
        true
    }
}

/// `origin` plus `distance` times `factor`, in whole milliseconds as the vendors write them.
fn shifted(origin: Timestamp, distance: SignedDuration, factor: f64) -> Timestamp {
    let milliseconds = (distance.as_secs_f64() * 1000.0 * factor).round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast saturates, and days in milliseconds fit by far"
    )]
    let distance = SignedDuration::from_millis(milliseconds as i64);
    origin.checked_add(distance).unwrap_or(Timestamp::MAX)
}

/// A scenario placed in time: what one can ask of it as of a moment.
#[derive(Clone, Debug)]
pub(crate) struct Occurrence<'a> {
    /// What happens.
    pub(crate) scenario: &'a Scenario,
    /// When it happens.
    pub(crate) schedule: Schedule,
    /// Goes into its ids, so that a replay is a new incident.
    pub(crate) seed: String,
}

impl<'a> Occurrence<'a> {
    /// When it began, as the page says.
    pub(crate) fn began(&self) -> Timestamp {
        self.schedule.began
    }

    /// When its first message was posted.
    pub(crate) fn created(&self) -> Timestamp {
        self.schedule.times[0]
    }

    /// The entries of before or at `now` with their times, oldest first.
    pub(crate) fn shown(
        &self,
        now: Timestamp,
    ) -> impl DoubleEndedIterator<Item = (Timestamp, &'a Entry)> {
        let passed = self.schedule.passed(now);
        self.schedule.times[..passed]
            .iter()
            .copied()
            .zip(&self.scenario.entries[..passed])
    }

    /// When the newest entry of before `now` was posted.
    pub(crate) fn updated(&self, now: Timestamp) -> Timestamp {
        self.shown(now)
            .next_back()
            .map_or(self.created(), |(time, _)| time)
    }

    /// The phase it is in; a plain update leaves it as it was. `None` before it happens.
    pub(crate) fn phase(&self, now: Timestamp) -> Option<Phase> {
        self.shown(now)
            .map(|(_, entry)| entry.phase)
            .rfind(|phase| *phase != Phase::Update)
    }

    /// Whether it has begun and isn't over.
    pub(crate) fn is_open(&self, now: Timestamp) -> bool {
        match self.phase(now) {
            Some(Phase::Investigating | Phase::Identified | Phase::Monitoring | Phase::Update) => {
                true
            }
            Some(Phase::Resolved | Phase::Postmortem) | None => false,
        }
    }

    /// When it last announced that phase.
    pub(crate) fn announced(&self, phase: Phase, now: Timestamp) -> Option<Timestamp> {
        self.shown(now)
            .rfind(|(_, entry)| entry.phase == phase)
            .map(|(time, _)| time)
    }

    /// What it last said of a component, and when; `None` when it said nothing of it.
    pub(crate) fn status_of(
        &self,
        component: &str,
        now: Timestamp,
    ) -> Option<(ComponentStatus, Timestamp)> {
        self.status_after(component, self.schedule.passed(now))
    }

    /// What the first `entries` entries said of a component last, and when.
    pub(crate) fn status_after(
        &self,
        component: &str,
        entries: usize,
    ) -> Option<(ComponentStatus, Timestamp)> {
        let timed = self
            .schedule
            .times
            .iter()
            .zip(&self.scenario.entries)
            .take(entries);
        timed.rev().find_map(|(time, entry)| {
            let change = entry.changes.iter().find(|(key, _)| *key == component);
            change.map(|(_, status)| (*status, *time))
        })
    }

    /// The worst status announced so far.
    pub(crate) fn worst(&self, now: Timestamp) -> ComponentStatus {
        let changes = self.shown(now).flat_map(|(_, entry)| entry.changes);
        changes
            .map(|(_, status)| *status)
            .max()
            .unwrap_or(ComponentStatus::Operational)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn noterro() -> Scenario {
        pages::all()
            .into_iter()
            .find(|page| page.key == "noterro")
            .unwrap()
            .scenarios
            .remove(0)
    }

    #[test]
    fn a_live_schedule_divides_the_intervals_by_the_speed() {
        let now = at("2026-05-01T12:00:00Z");

        let schedule = Schedule::live(&noterro(), now, 30.0);

        let seconds: Vec<_> = schedule
            .times()
            .iter()
            .map(|time| time.as_second() - now.as_second())
            .collect();
        assert_eq!(seconds, [0, 14, 22, 52, 118, 132]);
    }

    #[test]
    fn a_new_speed_moves_what_is_to_come_and_nothing_that_was() {
        let now = at("2026-05-01T12:00:00Z");
        let mut schedule = Schedule::live(&noterro(), now, 30.0);

        schedule.change_speed(at("2026-05-01T12:00:14Z"), 30.0, 60.0);

        let seconds: Vec<_> = schedule
            .times()
            .iter()
            .map(|time| time.as_second() - now.as_second())
            .collect();
        assert_eq!(seconds, [0, 14, 18, 33, 66, 73]);
    }

    #[test]
    fn a_step_brings_the_next_entry_and_keeps_the_later_distances() {
        let now = at("2026-05-01T12:00:00Z");
        let mut schedule = Schedule::live(&noterro(), now, 30.0);

        let stepped = schedule.step(at("2026-05-01T12:00:02Z"));

        assert!(stepped);
        let seconds: Vec<_> = schedule
            .times()
            .iter()
            .map(|time| time.as_second() - now.as_second())
            .collect();
        assert_eq!(seconds, [0, 2, 10, 40, 106, 120]);
        assert_eq!(schedule.passed(at("2026-05-01T12:00:02Z")), 2);
    }

    #[test]
    fn the_end_of_the_timeline_has_no_next_step() {
        let mut schedule = Schedule::recorded(&noterro());

        assert!(!schedule.step(at("2026-05-01T12:00:00Z")));
        assert_eq!(schedule.next(at("2026-05-01T12:00:00Z")), None);
    }

    #[test]
    fn an_incident_that_bounces_is_open_until_it_is_resolved() {
        let scenario = noterro();
        let occurrence = Occurrence {
            schedule: Schedule::recorded(&scenario),
            scenario: &scenario,
            seed: String::new(),
        };
        let cases = [
            ("before", "2023-08-08T13:20:59Z", None, false),
            (
                "first look",
                "2023-08-08T13:21:00Z",
                Some(Phase::Investigating),
                true,
            ),
            (
                "first hope",
                "2023-08-08T13:28:00Z",
                Some(Phase::Monitoring),
                true,
            ),
            (
                "bounced",
                "2023-08-08T13:40:00Z",
                Some(Phase::Investigating),
                true,
            ),
            (
                "second hope",
                "2023-08-08T14:00:00Z",
                Some(Phase::Monitoring),
                true,
            ),
            ("over", "2023-08-08T14:20:00Z", Some(Phase::Resolved), false),
            (
                "written up",
                "2023-08-08T14:27:00Z",
                Some(Phase::Postmortem),
                false,
            ),
        ];

        for (name, moment, phase, open) in cases {
            assert_eq!(occurrence.phase(at(moment)), phase, "{name}");
            assert_eq!(occurrence.is_open(at(moment)), open, "{name}");
        }
        assert_eq!(
            occurrence.announced(Phase::Monitoring, at("2023-08-08T15:00:00Z")),
            Some(at("2023-08-08T13:47:00Z"))
        );
    }
}
