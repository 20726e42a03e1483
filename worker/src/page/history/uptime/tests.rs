//! Tests of the sums: every second counted once, whatever the transitions.

use super::*;
use proptest::prelude::*;

const MONDAY: i64 = 20_000;

fn at(seconds: i64) -> Timestamp {
    Timestamp::default().plus_seconds(seconds)
}

fn transition(seconds: i64, status: Option<ComponentStatus>) -> Transition {
    Transition {
        component_id: "web".to_owned(),
        at: at(seconds),
        name: "Web App".to_owned(),
        status,
        raw: None,
    }
}

/// What the component is said to be in a second, looked up the slow way.
fn said(transitions: &[Transition], second: i64) -> ComponentStatus {
    let before = transitions.iter().rfind(|one| second_of(one.at) <= second);
    before.and_then(|one| one.status).unwrap_or_default()
}

fn word() -> impl Strategy<Value = Option<ComponentStatus>> {
    let words = ComponentStatus::ALL.iter().copied().map(Some).chain([None]);
    prop::sample::select(words.collect::<Vec<_>>())
}

/// Transitions of some days in seconds that are whole quarters of an hour, oldest first.
fn transitions() -> impl Strategy<Value = Vec<Transition>> {
    let quarter = MONDAY * 96 - 50..MONDAY * 96 + 400;
    prop::collection::btree_map(quarter, word(), 0..30).prop_map(|told| {
        let told = told.into_iter();
        told.map(|(quarter, word)| transition(quarter * 900, word))
            .collect()
    })
}

proptest! {
    #[test]
    fn every_second_is_counted_as_what_the_component_was(
        told in transitions(),
        known in 0_i64..400,
        beyond in 0_i64..96,
    ) {
        let known_until = MONDAY * SECONDS_PER_DAY + known * 900;
        let now = known_until + beyond * 900;
        let told: Vec<_> = told.into_iter().filter(|one| second_of(one.at) <= now).collect();

        let days = days(&told, &(MONDAY..MONDAY + 6), at(known_until), at(now));

        for day in &days {
            let mut expected = Seconds::default();
            let begin = day.number * SECONDS_PER_DAY;
            for second in (begin..now.min(begin + SECONDS_PER_DAY)).step_by(900) {
                let is_known = second < known_until;
                let word = if is_known { said(&told, second) } else { ComponentStatus::Unknown };
                *expected.of_mut(word) += 900;
            }
            prop_assert_eq!(day.seconds, expected, "day {}", day.number);
        }
    }

    #[test]
    fn a_day_is_whole_or_as_long_as_it_has_lasted(
        told in transitions(),
        order in any::<prop::sample::Index>(),
        known in -100_000_i64..600_000,
        present in -100_000_i64..600_000,
    ) {
        // Not even in their order, as nothing that is stored can be.
        let mut told = told;
        if !told.is_empty() {
            let turn = order.index(told.len());
            told.rotate_left(turn);
        }
        let monday = MONDAY * SECONDS_PER_DAY;

        let days = days(&told, &(MONDAY..MONDAY + 5), at(monday + known), at(monday + present));

        let begun = (present.div_euclid(SECONDS_PER_DAY) + 1).clamp(0, 5);
        prop_assert_eq!(i64::try_from(days.len()).unwrap(), begun);
        for day in days {
            let lasted = monday + present - day.number * SECONDS_PER_DAY;
            let lasted = lasted.min(SECONDS_PER_DAY);
            prop_assert_eq!(day.seconds.total().cast_signed(), lasted, "day {}", day.number);
        }
    }

    #[test]
    fn what_is_later_than_the_present_makes_nothing_good_of_what_is_not_known(
        told in transitions(),
        present in 0_i64..300,
    ) {
        let now = (MONDAY * 96 + present) * 900;
        let ahead: Vec<_> = told.iter().filter(|one| second_of(one.at) > now + 60).collect();
        prop_assume!(!ahead.is_empty());
        let last = told.iter().map(|one| second_of(one.at)).filter(|at| *at <= now).max();

        let days = days(&told, &(MONDAY..MONDAY + 5), at(now), at(now));

        let known: u64 = days.iter().map(|day| day.seconds.known()).sum();
        let most = last.map_or(0, |last| last - MONDAY * SECONDS_PER_DAY);
        prop_assert!(known.cast_signed() <= most.max(0));
    }
}

#[test]
fn the_second_of_a_change_belongs_to_what_comes() {
    let begin = MONDAY * SECONDS_PER_DAY;
    let told = [
        transition(begin - 5, Some(ComponentStatus::Operational)),
        transition(begin + 10, Some(ComponentStatus::MajorOutage)),
        transition(begin + 30, None),
    ];

    let days = days(
        &told,
        &(MONDAY - 1..MONDAY + 1),
        at(begin + 100),
        at(begin + 100),
    );

    let expected = Seconds {
        operational: 10,
        major_outage: 20,
        unknown: 70,
        ..Seconds::default()
    };
    assert_eq!(days[1].seconds, expected);
    assert_eq!(
        (days[0].seconds.operational, days[0].seconds.unknown),
        (5, 86_395)
    );
}
