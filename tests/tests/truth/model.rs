//! The model: a page is green only where everything that speaks of it is, a reading is fresh only
//! within its bound, and a verdict counts whatever it cannot name.

use crate::any::{components, events, instant, status, summary};
use proptest::{collection::vec, option, prelude::*};
use statuslamp_model::{
    Component, ComponentKind, ComponentStatus, Event, EventKind, Freshness, Impact, Overall, Phase,
    Reading, Timestamp, Verdict,
};
use statuslamp_tests::property::cases;

use ComponentStatus::Operational;

fn is_part(component: &Component) -> bool {
    component.kind != ComponentKind::Group
}

/// Whether an open event leaves the page as good as its components are.
fn is_harmless(event: &Event) -> bool {
    event.is_over()
        || event.phase == Phase::Scheduled
        || event.kind == EventKind::Notice
        || (event.impact == Impact::None && event.kind != EventKind::Maintenance)
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn a_page_is_green_only_where_the_vendor_every_part_and_every_event_let_it(
        vendor in option::of(status()),
        components in components(4),
        events in events(2),
    ) {
        let overall = Overall::join(vendor, None, None, &components, &events);

        let mut parts = components.iter().filter(|component| is_part(component));
        let is_said = vendor.is_some() || parts.clone().next().is_some();
        let may_be_green = is_said
            && vendor.is_none_or(|word| word == Operational)
            && parts.all(|component| component.status == Operational)
            && events.iter().all(is_harmless);
        prop_assert_eq!(overall.status == Operational, may_be_green, "{:?}", overall);
    }

    #[test]
    fn one_more_trouble_never_makes_a_page_better(
        vendor in option::of(status()),
        components in components(4),
        events in events(2),
        added in status(),
    ) {
        let join = |components: &[Component]| {
            Overall::join(vendor, None, None, components, &events).status
        };
        let mut more = components.clone();
        more.push(Component { status: added, ..Component::default() });

        // `Unknown` stands between operational and everything known to be wrong.
        let rank = |status: ComponentStatus| match status.severity() {
            Some(0) => 0,
            None => 1,
            Some(severity) => 1 + severity,
        };
        if added != Operational {
            prop_assert!(rank(join(&more)) >= rank(join(&components)));
            prop_assert_ne!(join(&more), Operational);
        }
    }

    #[test]
    fn a_reading_is_fresh_only_within_its_bound_and_ages_in_one_direction(
        times in (option::of(instant()), option::of(instant()), option::of(instant())),
        mut moments in vec(instant(), 2..8),
    ) {
        let (checked_at, fresh_until, unknown_after) = times;
        let reading = Reading { checked_at, fresh_until, unknown_after };
        for now in &moments {
            let freshness = reading.freshness(*now);
            if freshness != Freshness::Unknown {
                let (Some(fresh), Some(unknown)) = (fresh_until, unknown_after) else {
                    return Err(TestCaseError::fail("known without times"));
                };
                prop_assert!(checked_at.is_some() && *now <= unknown);
                prop_assert_eq!(freshness == Freshness::Fresh, *now <= fresh);
            }
        }
        // Once the clock has reached the reading, its worth only falls.
        moments.retain(|now| checked_at.is_some_and(|at| *now >= at));
        moments.sort_unstable();
        let rank = |now: &Timestamp| {
            Freshness::ALL.iter().position(|word| *word == reading.freshness(*now))
        };
        let ranks: Vec<_> = moments.iter().map(rank).collect();
        prop_assert!(fresh_until < checked_at || ranks.is_sorted(), "{:?}", ranks);
    }

    #[test]
    fn a_reading_taken_is_fresh_for_three_intervals_and_then_says_so(
        at in instant(),
        poll_seconds in 1..=3600_u32,
        age in -8000..30_000_i64,
    ) {
        let reading = Reading::taken(at, poll_seconds);
        let fresh = (3 * i64::from(poll_seconds)).max(90);
        let taken = at.to_second();

        let expected = match age {
            age if age < -fresh || age > (2 * fresh).max(900) => Freshness::Unknown,
            age if age > fresh => Freshness::Stale,
            _ => Freshness::Fresh,
        };
        prop_assert_eq!(reading.freshness(taken.plus_seconds(age)), expected);
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_verdict_fits_and_counts_what_it_does_not_name(summary in summary(), now in instant()) {
        let verdict = Verdict::of(&summary, false, now);

        let bytes = serde_json::to_vec(&verdict).expect("a verdict is JSON").len();
        prop_assert!(bytes <= 2048, "{} bytes", bytes);
        prop_assert_eq!(verdict.overall, summary.overall.status);

        let named = |list: usize, more: u32| list + usize::try_from(more).expect("few");
        let troubled = summary.components.iter()
            .filter(|component| is_part(component) && component.status != Operational);
        prop_assert_eq!(named(verdict.components.len(), verdict.more), troubled.count());

        // Whatever is happening is told or counted; what is neither was over or far away.
        let active = summary.events.iter().filter(|event| event.is_active()).count();
        prop_assert!(named(verdict.events.len(), verdict.more_events) >= active);
        for told in &verdict.events {
            let touches = |event: &&Event| {
                event.id == told.id
                    && named(told.components.len(), told.more) == event.affected.len()
            };
            prop_assert!(summary.events.iter().any(|event| touches(&event)));
        }
    }

    #[test]
    fn of_too_many_events_the_least_urgent_are_only_counted(summary in summary(), now in instant()) {
        let verdict = Verdict::of(&summary, false, now);

        let is_open = |event: &Event| event.is_active() && event.kind != EventKind::Maintenance;
        let dropped = summary.events.iter()
            .filter(|event| is_open(event) && !verdict.events.iter().any(|told| told.id == event.id))
            .count();
        let lesser = verdict.events.iter()
            .filter(|told| told.phase.is_over() || told.phase == Phase::Scheduled)
            .count();
        prop_assert!(dropped == 0 || lesser == 0, "{} dropped, {} lesser kept", dropped, lesser);
    }
}
