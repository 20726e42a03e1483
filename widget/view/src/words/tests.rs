//! What the words say in English.

use super::*;
use statuslamp_model::{EventKind, Impact, Phase};
use std::collections::BTreeSet;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);

#[test]
fn time_is_told_in_the_largest_whole_unit() {
    for (seconds, words) in [
        (-5, "just now"),
        (9, "just now"),
        (29, "20 seconds ago"),
        (60, "1 minute ago"),
        (179, "2 minutes ago"),
        (3600, "1 hour ago"),
        (86_399, "23 hours ago"),
        (172_800, "2 days ago"),
    ] {
        assert_eq!(Words::ENGLISH.ago(seconds), words, "{seconds}");
    }
    assert_eq!(Words::ENGLISH.ahead(3 * 3600 + 59), "in 3 hours");
    assert_eq!(Words::ENGLISH.ahead(-3), "just now");
}

#[test]
fn a_length_of_time_is_told_in_its_two_largest_units() {
    for (seconds, words) in [
        (45, "45 seconds"),
        (90, "1 minute"),
        (3600, "1 hour"),
        (22_770, "6 hours, 19 minutes"),
        (90_000, "1 day, 1 hour"),
    ] {
        assert_eq!(Words::ENGLISH.formats().duration(seconds), words);
    }
}

#[test]
fn a_moment_has_its_day_where_that_is_another() {
    let moment = |seconds| Words::ENGLISH.moment(NOON.plus_seconds(seconds), NOON, None);

    assert_eq!(moment(-60), "11:59 UTC");
    assert_eq!(moment(-86_400), "Nov 20, 12:00 UTC");
    assert_eq!(moment(86_400 * 50), "Jan 10 2027, 12:00 UTC");
}

#[test]
fn a_share_is_cut_and_never_rounded_up() {
    for (share, words) in [
        (1.0, "100%"),
        (0.999_999, "99.99%"),
        (0.57, "57%"),
        (0.998, "99.8%"),
        (0.9905, "99.05%"),
        (0.0, "0%"),
    ] {
        assert_eq!(Words::ENGLISH.formats().percent(share), words);
    }
}

#[test]
fn names_are_joined_as_one_says_them() {
    let check = |names: &[&str], expected: &str| {
        let mut told = Sentence::default();
        Words::ENGLISH.names(&mut told, names, 2);
        assert_eq!(told.text(), expected);
    };
    check(&["A"], "A");
    check(&["A", "B"], "A and B");
    check(&["A", "B", "C"], "A, B and C");
    check(&["A", "B", "C", "D"], "A, B and 2 more");
}

#[test]
fn what_is_counted_agrees_with_the_number() {
    let days = |number| Words::ENGLISH.counted(Counted::LastDays, number);

    assert_eq!(days(1), "Last 1 day");
    assert_eq!(days(2), "Last 2 days");
}

#[test]
fn only_the_operational_state_says_operational() {
    let words = Words::ENGLISH;
    for &state in ComponentStatus::ALL {
        let is_operational = state == ComponentStatus::Operational;
        for told in [words.status(state), words.overall(state)] {
            let says = told.to_lowercase().contains("operational");
            assert_eq!(says, is_operational, "{state}: {told}");
        }
    }
}

#[test]
fn every_word_of_the_model_but_unknown_has_a_phrase_of_its_own() {
    let phases = Phase::ALL.iter().filter_map(|&phase| Phrase::phase(phase));
    let impacts = Impact::ALL.iter();
    let impacts = impacts.filter_map(|&impact| Phrase::impact(impact));
    let statuses = ComponentStatus::ALL.iter();
    let statuses = statuses.map(|&status| Phrase::status(status));
    let kinds = EventKind::ALL.iter().map(|&kind| Phrase::kind(kind));
    let of =
        |phrases: Vec<Phrase>| -> BTreeSet<&str> { phrases.into_iter().map(Phrase::key).collect() };

    assert_eq!(of(phases.collect()).len(), Phase::ALL.len() - 1);
    assert_eq!(of(impacts.collect()).len(), Impact::ALL.len() - 1);
    assert_eq!(of(statuses.collect()).len(), ComponentStatus::ALL.len());
    assert_eq!(of(kinds.collect()).len(), EventKind::ALL.len() - 1);
}

#[test]
fn words_of_another_catalogue_are_not_used() {
    let other: &[&str] = &["operational"];

    assert!(Words::new("de", other, &formats::English).is_none());
    assert!(Words::new("de", ENGLISH, &formats::English).is_some());
}
