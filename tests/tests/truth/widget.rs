//! The widget: whatever the browser's clocks do and however late an answer comes, nobody sees a
//! good word, or a colour, that was not true a moment ago.
//!
//! A server publishes contents and reads its vendor; its answers travel, are kept by caches and
//! come late; the browser's wall clock is wrong and is set, its monotonic one stands still while
//! the machine sleeps. What is shown is held against the server's own past.

use crate::any::NOON;
use proptest::{collection::vec, prelude::*};
use statuslamp_model::{
    Component, ComponentKind, ComponentStatus, Freshness, Overall, PageInfo, Reading, Summary,
    Timestamp,
};
use statuslamp_tests::property::cases;
use statuslamp_view::{Known, Selection, Told, Tone, Words, banner, component_list};
use statuslamp_widget::{Clock, Heard, Moment, Truth};

use ComponentStatus::{MajorOutage, Operational};

/// Milliseconds an answer may be on its way before the loader gives it up.
const LONGEST_FLIGHT: i64 = 10_000;
/// `Date` and `Age` tell whole seconds.
const ROUNDING: i64 = 2000;
const POLL_SECONDS: u32 = 60;

#[derive(Clone, Debug)]
enum Step {
    /// Time passes by every clock.
    Pass(i64),
    /// The machine sleeps: its monotonic clock stands still. It looks at its clocks on waking.
    Sleep(i64),
    /// Somebody sets the wall clock.
    SetWall(i64),
    /// The vendor's state changes.
    Change,
    /// The server reads the vendor.
    Read,
    /// An answer of so many answers ago arrives now, having travelled so long.
    Verdict(usize, i64),
    /// The same for a summary.
    Summary(usize, i64),
    /// The browser's ten-second tick.
    Tick,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..400_000_i64).prop_map(Step::Pass),
        1 => (0..86_400_000_i64).prop_map(Step::Sleep),
        1 => (-200_000_000..200_000_000_i64).prop_map(Step::SetWall),
        1 => Just(Step::Change),
        3 => Just(Step::Read),
        4 => (0..4_usize, 0..LONGEST_FLIGHT).prop_map(|(late, flight)| Step::Verdict(late, flight)),
        4 => (0..4_usize, 0..LONGEST_FLIGHT).prop_map(|(late, flight)| Step::Summary(late, flight)),
        2 => Just(Step::Tick),
    ]
}

/// What the server published, and when.
#[derive(Clone, Debug)]
struct Published {
    at: i64,
    summary: Summary,
}

struct World {
    /// The true present, in milliseconds; the server's clock.
    now: i64,
    monotonic: i64,
    wall: i64,
    vendor: ComponentStatus,
    /// Every reading: true time, and the state it found.
    reads: Vec<(i64, ComponentStatus)>,
    published: Vec<Published>,
    /// As the loader keeps it: the server's present minus each clock.
    clock: Clock,
    truth: Truth,
}

fn page() -> PageInfo {
    PageInfo {
        id: "noterro".parse().expect("a page id"),
        name: "Noterro".to_owned(),
        url: "https://status.example.com".parse().expect("an address"),
        provider: None,
        time_zone: None,
    }
}

impl World {
    fn new(wall_wrong_by: i64) -> Self {
        let now = NOON.as_millis();
        let mut world = Self {
            now,
            monotonic: 0,
            wall: now + wall_wrong_by,
            vendor: Operational,
            reads: Vec::new(),
            published: Vec::new(),
            clock: Clock::default(),
            truth: Truth::default(),
        };
        world.read();
        world
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "as the browser counts milliseconds"
    )]
    const fn moment(&self) -> Moment {
        Moment {
            monotonic: self.monotonic as f64,
            wall: self.wall as f64,
        }
    }

    fn read(&mut self) {
        self.reads.push((self.now, self.vendor));
        let last = self.published.last().map(|last| &last.summary);
        let last_status = last.map(|summary| summary.overall.status);
        let revision = match last {
            Some(last) if last_status == Some(self.vendor) => last.revision,
            Some(last) => last.revision + 1,
            None => 1,
        };
        let reading = Reading::taken(Timestamp::from_millis(self.now), POLL_SECONDS);
        let web = Component {
            id: "web".to_owned(),
            kind: ComponentKind::Component,
            name: "Web App".to_owned(),
            status: self.vendor,
            ..Component::default()
        };
        self.published.push(Published {
            at: self.now,
            summary: Summary {
                page: page(),
                revision,
                checked_at: reading.checked_at,
                fresh_until: reading.fresh_until,
                unknown_after: reading.unknown_after,
                poll_seconds: POLL_SECONDS,
                overall: Overall {
                    status: self.vendor,
                    text: Some("All Systems Operational".to_owned()),
                    vendor: Some(Operational),
                    derived: self.vendor,
                    ..Overall::default()
                },
                components: vec![web],
                events: Vec::new(),
                silenced: false,
            },
        });
    }

    /// An answer made now, or kept by a cache since it was last true, arrives after its flight.
    /// `Date` is of the answer's making and `Age` of its waiting, both in whole seconds.
    #[expect(
        clippy::cast_precision_loss,
        reason = "as the browser counts milliseconds"
    )]
    fn arrive(&mut self, late: usize, flight: i64) -> Summary {
        let at = self.published.len().saturating_sub(1 + late);
        let answer = self.published[at].clone();
        let made = if late == 0 { self.now } else { answer.at };
        let date = made / 1000 * 1000;
        let age = (self.now - made) / 1000 * 1000;
        self.pass(flight);
        self.clock = Clock::set((date + age) as f64, self.moment());
        answer.summary
    }

    fn pass(&mut self, milliseconds: i64) {
        self.now += milliseconds;
        self.monotonic += milliseconds;
        self.wall += milliseconds;
    }

    /// Looks at the clocks, as the tick of the store does.
    fn look(&mut self) -> Timestamp {
        self.clock = self.clock.kept_up(self.moment());
        self.clock.now(self.moment())
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Pass(milliseconds) => self.pass(milliseconds),
            Step::Sleep(milliseconds) => {
                self.now += milliseconds;
                self.wall += milliseconds;
            }
            Step::SetWall(by) => {
                // The ticker looked at the clocks a moment ago.
                self.look();
                self.wall += by;
            }
            Step::Change => {
                self.vendor = if self.vendor == Operational {
                    MajorOutage
                } else {
                    Operational
                };
            }
            Step::Read => self.read(),
            Step::Verdict(late, flight) => {
                let summary = self.arrive(late, flight);
                self.truth.hear(Heard {
                    revision: summary.revision,
                    checked_at: summary.checked_at,
                    fresh_until: summary.fresh_until,
                    unknown_after: summary.unknown_after,
                });
            }
            Step::Summary(late, flight) => {
                let summary = self.arrive(late, flight);
                self.truth.learn(summary);
            }
            Step::Tick => {}
        }
    }

    /// Whether the vendor was read in this state recently enough for it to be said as present.
    fn was_so(&self, status: ComponentStatus) -> bool {
        let reading = Reading::taken(Timestamp::from_millis(self.now), POLL_SECONDS);
        let fresh = reading.fresh_until.map_or(0, Timestamp::as_millis) - self.now;
        let within = fresh + LONGEST_FLIGHT + ROUNDING;
        let mut reads = self.reads.iter();
        reads.any(|(at, found)| *found == status && self.now - at <= within)
    }

    fn check(&mut self) -> Result<(), TestCaseError> {
        let now = self.look();
        let Some(known) = self.truth.known(now, Words::ENGLISH) else {
            return Ok(());
        };
        let list = component_list(known, &Selection::default());
        prop_assert!(list.says.text().is_empty() || known.is_fresh());
        let banner = banner(&[Told::of(known)], &Selection::default());
        let row = list.groups.first().and_then(|group| group.rows.first());
        let words = format!(
            "{} {:?}",
            list.overall.text(),
            row.map(|row| row.status.as_str())
        );
        let says_good = list.tone == Tone::Good
            || row.is_some_and(|row| row.tone == Tone::Good)
            || words.contains("operational") && !words.contains("Last known: operational")
            || words.contains("Operational");
        if says_good {
            prop_assert!(self.was_so(Operational), "a good word too late: {words}");
        }
        let has_colour = list.tone != Tone::Neutral
            || row.is_some_and(|row| row.tone != Tone::Neutral)
            || banner
                .as_ref()
                .is_some_and(|view| view.event.tone != Tone::Neutral);
        if has_colour {
            prop_assert_eq!(known.freshness(), Freshness::Fresh);
            prop_assert!(
                self.was_so(known.summary.overall.status),
                "a colour too late"
            );
        } else {
            let told = format!("{} {}", list.overall.text(), list.source.text());
            prop_assert!(
                told.contains("ast heard from Noterro"),
                "no age told: {told}"
            );
            if let Some(view) = banner {
                prop_assert!(!view.fresh && view.last_heard.text().contains("Noterro"));
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn nobody_sees_a_good_word_or_a_colour_beyond_its_time(
        wall_wrong_by in -200_000_000..200_000_000_i64,
        steps in vec(step(), 1..40),
    ) {
        let mut world = World::new(wall_wrong_by);
        for step in steps {
            world.take(&step);
            world.check()?;
        }
    }

    #[test]
    fn the_server_s_present_never_runs_back_between_two_answers(
        wall_wrong_by in -200_000_000..200_000_000_i64,
        steps in vec(prop_oneof![
            (0..400_000_i64).prop_map(Step::Pass),
            (0..86_400_000_i64).prop_map(Step::Sleep),
            (-200_000_000..200_000_000_i64).prop_map(Step::SetWall),
        ], 1..20),
    ) {
        let mut world = World::new(wall_wrong_by);
        world.arrive(0, 0);
        let mut last = world.look();
        for step in steps {
            world.take(&step);
            let now = world.look();
            prop_assert!(now >= last, "{now} after {last}");
            last = now;
        }
    }
}

/// What a person reads of a page read at noon, at this many seconds after, by a wall clock that is
/// wrong by so much.
fn told(seconds: i64, wall_wrong_by: i64) -> (Tone, String, String) {
    let mut world = World::new(wall_wrong_by * 1000);
    let summary = world.arrive(0, 0);
    world.truth.learn(summary);
    world.pass(seconds * 1000);
    let now = world.look();
    let known = Known {
        now,
        ..world.truth.known(now, Words::ENGLISH).expect("a content")
    };
    let list = component_list(known, &Selection::default());
    (list.tone, list.overall.text(), list.source.text())
}

#[test]
fn past_the_limit_the_list_says_when_it_last_heard_whatever_the_reader_s_clock() {
    const DAY: i64 = 86_400;
    for wrong_by in [0, DAY, -DAY] {
        let page = "Noterro’s official page";
        let expected = [
            (
                20,
                Tone::Good,
                "All systems operational",
                format!("Checked 20 seconds ago from {page}"),
            ),
            (
                840,
                Tone::Neutral,
                "Last heard from Noterro 14 minutes ago",
                page.to_owned(),
            ),
            (
                1800,
                Tone::Neutral,
                "Status not known",
                "Last heard from Noterro 30 minutes ago".to_owned(),
            ),
        ];
        for (seconds, tone, overall, source) in expected {
            let expected = (tone, overall.to_owned(), source);
            assert_eq!(told(seconds, wrong_by), expected, "wrong by {wrong_by}");
        }
    }
}
