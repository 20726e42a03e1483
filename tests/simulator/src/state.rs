//! What the simulator remembers: which clock runs, what is played on each page, what is broken.
//! Every method takes the present as an argument.

use jiff::Timestamp;

use crate::pages;
use crate::scenario::{Page, Phase};
use crate::timeline::{Occurrence, Schedule};
use crate::view::View;

/// Finished replays kept in a page's history.
const MAX_PLAYS: usize = 20;

/// Which times are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// The records' own: everything has happened, unless a replay says how far it got.
    Recorded,
    /// The wall's: a page is calm until something is played, and knows no future.
    Live,
}

/// A way in which an upstream can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    /// Answers 503.
    Error,
    /// Answers 200 with a login page in HTML.
    Login,
    /// Answers 200 with no bytes.
    Empty,
    /// Accepts and doesn't answer until mended, or for a minute.
    Hang,
}

/// A scenario being replayed, or replayed to its end.
#[derive(Clone, Debug)]
pub(crate) struct Play {
    /// Key of the scenario.
    pub(crate) scenario: &'static str,
    /// Intervals of the record are divided by this.
    pub(crate) speed: f64,
    /// When each entry happens.
    pub(crate) schedule: Schedule,
    /// When play was pressed.
    pub(crate) started: Timestamp,
}

/// How often a page has been asked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reads {
    /// Documents answered, whatever the answer.
    pub(crate) total: u64,
    /// Those answered with 304.
    pub(crate) not_modified: u64,
    /// The newest.
    pub(crate) last: Option<Timestamp>,
}

/// One page and what is done to it.
#[derive(Debug)]
pub(crate) struct PageState {
    /// The page itself.
    pub(crate) page: Page,
    /// Replays, oldest first; the last one is what step and speed act on.
    pub(crate) plays: Vec<Play>,
    /// How it fails just now.
    pub(crate) broken: Option<Break>,
    /// How often it was asked.
    pub(crate) reads: Reads,
}

/// All of the simulator's state.
#[derive(Debug)]
pub(crate) struct State {
    /// The clock in force.
    pub(crate) clock: Clock,
    /// All pages.
    pub(crate) pages: Vec<PageState>,
}

impl Default for State {
    fn default() -> Self {
        let calm = |page| PageState {
            page,
            plays: Vec::new(),
            broken: None,
            reads: Reads::default(),
        };
        Self {
            clock: Clock::Live,
            pages: pages::all().into_iter().map(calm).collect(),
        }
    }
}

impl State {
    /// The page of that key, to change it.
    pub(crate) fn page_mut(&mut self, key: &str) -> Option<&mut PageState> {
        self.pages.iter_mut().find(|state| state.page.key == key)
    }

    /// Sets the clock; what was played under the other one is forgotten.
    pub(crate) fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
        for state in &mut self.pages {
            state.plays.clear();
        }
    }
}

impl PageState {
    /// The page as `clock` shows it at `now`.
    pub(crate) fn view(&self, clock: Clock, now: Timestamp, url: String) -> View<'_> {
        let recorded = self.page.scenarios.iter().map(|scenario| Occurrence {
            scenario,
            schedule: Schedule::recorded(scenario),
            seed: "recorded".to_owned(),
        });
        match clock {
            Clock::Live => {
                let plays = self
                    .plays
                    .iter()
                    .rev()
                    .filter_map(|play| self.occurrence(play));
                View {
                    page: &self.page,
                    occurrences: plays.chain(recorded).collect(),
                    now,
                    url,
                }
            }
            Clock::Recorded => {
                let now = self.recorded_moment(now);
                View {
                    page: &self.page,
                    occurrences: recorded.collect(),
                    now,
                    url,
                }
            }
        }
    }

    /// Starts a scenario. One that isn't over is dropped, one that is stays in the history.
    pub(crate) fn play(&mut self, scenario: &'static str, speed: f64, now: Timestamp) {
        let Some(schedule) = self
            .page
            .scenario(scenario)
            .map(|found| Schedule::live(found, now, speed))
        else {
            return;
        };
        let mut plays = std::mem::take(&mut self.plays);
        plays.retain(|play| {
            self.occurrence(play)
                .is_some_and(|one| one.announced(Phase::Resolved, now).is_some())
        });
        plays.push(Play {
            scenario,
            speed,
            schedule,
            started: now,
        });
        let surplus = plays.len().saturating_sub(MAX_PLAYS);
        plays.drain(..surplus);
        self.plays = plays;
    }

    /// Changes the speed of what is playing. False when nothing is.
    pub(crate) fn change_speed(&mut self, speed: f64, now: Timestamp) -> bool {
        let Some(play) = self.plays.last_mut() else {
            return false;
        };
        play.schedule.change_speed(now, play.speed, speed);
        play.speed = speed;
        true
    }

    /// The replay that step and speed act on, with its scenario.
    pub(crate) fn current(&self) -> Option<(&Play, Occurrence<'_>)> {
        let play = self.plays.last()?;
        self.occurrence(play).map(|occurrence| (play, occurrence))
    }

    fn occurrence(&self, play: &Play) -> Option<Occurrence<'_>> {
        let scenario = self.page.scenario(play.scenario)?;
        let seed = format!("live/{}", play.started.as_millisecond());
        Some(Occurrence {
            scenario,
            schedule: play.schedule.clone(),
            seed,
        })
    }

    /// How far the record has come: to its end, or to where the replay is.
    fn recorded_moment(&self, now: Timestamp) -> Timestamp {
        let Some((play, occurrence)) = self.current() else {
            return Timestamp::MAX;
        };
        let last = play.schedule.passed(now).saturating_sub(1);
        occurrence.scenario.entries[last].at
    }
}
