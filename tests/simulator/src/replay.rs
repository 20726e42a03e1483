//! A page's incidents as documents over time, for tests without a server and without a clock; and,
//! beside the documents, what happened in plain words, told by the record itself.

use jiff::Timestamp;

use crate::scenario::{ComponentStatus, ImpactRule};
use crate::state::{Clock, State};
use crate::upstream::{Outcome, Request, answer};

/// One page with one of its scenarios.
#[derive(Debug)]
pub struct Replay {
    state: State,
    page: &'static str,
    origin: String,
    moments: Vec<i64>,
}

/// How a component does at a moment, by the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// Its name on the page.
    pub name: &'static str,
    /// Whether all is well with it.
    pub is_operational: bool,
    /// Whether an open incident names it.
    pub is_named: bool,
    /// The same, of incidents that the vendor rates as more than none.
    pub is_named_with_impact: bool,
}

impl Replay {
    /// Every page and scenario there is.
    pub fn all() -> Vec<(&'static str, &'static str)> {
        let pages = State::default().pages;
        let pairs = pages.iter().flat_map(|state| {
            let scenarios = state.page.scenarios.iter();
            scenarios.map(|scenario| (state.page.key, scenario.key))
        });
        pairs.collect()
    }

    /// Plays a scenario from `begun` on (milliseconds since 1970), `seconds` long up to its
    /// resolution, on a page served below `origin`. `None` where there is no such page or scenario.
    pub fn new(
        page: &'static str,
        scenario: &'static str,
        origin: &str,
        begun: i64,
        seconds: i32,
    ) -> Option<Self> {
        let mut state = State::default();
        state.set_clock(Clock::Live);
        let played = state.page_mut(page)?;
        let length = i32::try_from(played.page.scenario(scenario)?.seconds()).ok()?;
        let speed = f64::from(length.max(1)) / f64::from(seconds.max(1));
        played.play(scenario, speed, instant(begun)?);
        let (play, _) = played.current()?;
        let moments = play.schedule.times().iter();
        let moments = moments.map(|time| time.as_millisecond()).collect();
        Some(Self {
            state,
            page,
            origin: origin.to_owned(),
            moments,
        })
    }

    /// When something is announced, in milliseconds since 1970, oldest first.
    pub fn moments(&self) -> &[i64] {
        &self.moments
    }

    /// The word for the page's format.
    pub fn provider(&mut self) -> &'static str {
        let page = self.state.page_mut(self.page);
        page.map_or("", |state| state.page.provider.word())
    }

    /// The document at a path below the origin as of `now`; `None` where there is none.
    pub fn document(&mut self, path: &str, now: i64) -> Option<Vec<u8>> {
        let request = Request {
            path,
            origin: &self.origin,
            if_none_match: None,
        };
        match answer(&mut self.state, request, instant(now)?) {
            Outcome::Answer(answer) if answer.status == 200 => Some(answer.body),
            Outcome::Answer(_) | Outcome::Hang => None,
        }
    }

    /// How every component does as of `now`.
    pub fn truth(&mut self, now: i64) -> Vec<Truth> {
        let (Some(now), Some(state)) = (instant(now), self.state.page_mut(self.page)) else {
            return Vec::new();
        };
        let view = state.view(Clock::Live, now, String::new());
        let components = view.page.components();
        let truths = components.map(|(component, _)| {
            let named = |counts: fn(ImpactRule) -> bool| {
                view.open().any(|occurrence| {
                    let scenario = occurrence.scenario;
                    counts(scenario.impact) && scenario.affected.contains(&component.key)
                })
            };
            Truth {
                name: component.name,
                is_operational: view.status(component) == ComponentStatus::Operational,
                is_named: named(|_| true),
                is_named_with_impact: named(|impact| impact != ImpactRule::None),
            }
        });
        truths.collect()
    }
}

fn instant(milliseconds: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(milliseconds).ok()
}
