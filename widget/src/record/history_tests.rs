//! What is read when, and what becomes of it.

use super::*;
use statuslamp_model::{Event, ListedEvent, Phase, UptimeList};

/// Lets it hear of a revision.
fn hear(history: &mut History, revision: u64) {
    let heard = Heard {
        revision,
        ..Heard::default()
    };
    history.hear(Some(heard), true);
}

fn page() -> PageInfo {
    PageInfo {
        id: "noterro".parse().unwrap(),
        name: "Noterro".to_owned(),
        url: "https://status.example.com".parse().unwrap(),
        provider: None,
        time_zone: None,
    }
}

fn part(ids: &[&str], next_cursor: Option<&str>) -> Answer {
    let event = |id: &&str| {
        let event = Event {
            id: (*id).to_owned(),
            phase: if id.starts_with('m') {
                Phase::Scheduled
            } else {
                Phase::Resolved
            },
            ..Event::default()
        };
        ListedEvent::new(event, 1)
    };
    Answer::Events(EventList {
        page: page(),
        revision: 1,
        checked_at: None,
        fresh_until: None,
        unknown_after: None,
        poll_seconds: 60,
        data: ids.iter().map(event).collect(),
        next_cursor: next_cursor.map(str::to_owned),
    })
}

fn uptime(components: usize) -> Answer {
    Answer::Uptime(UptimeList {
        page: page(),
        revision: 1,
        checked_at: None,
        fresh_until: None,
        unknown_after: None,
        poll_seconds: 60,
        overall: Uptime::default(),
        data: vec![ComponentUptime::default(); components],
        next_cursor: None,
    })
}

fn story(id: &str) -> Answer {
    Answer::Story(Box::new(Event {
        id: id.to_owned(),
        ..Event::default()
    }))
}

/// Answers whatever is wanted at `at` under `revision`; what was wanted.
fn answer(history: &mut History, at: f64, revision: u64) -> Vec<Want> {
    let wants = history.wanted(at);
    for want in &wants {
        let answer = match want {
            Want::About => Answer::About(page()),
            Want::Incidents(None) => part(&["i3", "i2"], Some("2")),
            Want::Incidents(Some(_)) => part(&["i1"], None),
            Want::Maintenances(None) => part(&["m1", "o1"], Some("9")),
            Want::Maintenances(Some(_)) => part(&["o0"], None),
            Want::Uptime => uptime(1),
            Want::Components => uptime(2),
            Want::Story(id) => story(id),
        };
        history.answered(want, (answer, revision), at, 0.5);
    }
    wants
}

fn incidents(history: &History) -> Vec<String> {
    let past = history.past(Timestamp::default(), Words::ENGLISH);
    let past = past.expect("something was read");
    past.incidents
        .iter()
        .map(|listed| listed.event.id.clone())
        .collect()
}

#[test]
fn the_lists_and_the_days_are_read_once_and_again_when_the_page_changed() {
    let mut history = History::new(None);
    assert!(history.past(Timestamp::default(), Words::ENGLISH).is_none());
    let first = vec![
        Want::Incidents(None),
        Want::Maintenances(None),
        Want::Uptime,
    ];

    hear(&mut history, 1);
    assert_eq!(history.wanted(0.0), first);
    assert_eq!(
        history.wanted(0.0),
        [],
        "nothing is asked for twice at a time"
    );
    let mut history = History::new(None);
    hear(&mut history, 1);
    answer(&mut history, 0.0, 1);

    assert_eq!(history.wanted(1.0), []);
    hear(&mut history, 2);
    assert_eq!(history.wanted(2.0), first);
}

#[test]
fn what_a_cache_still_held_is_read_again_after_a_wait() {
    let mut history = History::new(None);
    hear(&mut history, 2);
    answer(&mut history, 0.0, 1);

    assert_eq!(history.wanted(1.0), []);
    assert_eq!(incidents(&history), ["i3", "i2"], "shown meanwhile");
    assert_eq!(answer(&mut history, 10_000.0, 2).len(), 3);
    assert_eq!(history.wanted(20_000.0), []);
}

#[test]
fn a_page_that_is_not_there_is_a_failure_and_not_an_empty_past() {
    let mut history = History::new(None);
    for want in history.wanted(0.0) {
        history.answered(&want, (Answer::Missing, 0), 0.0, 0.5);
    }

    assert!(history.has_failed());
    assert!(history.past(Timestamp::default(), Words::ENGLISH).is_none());
    assert_eq!(history.wanted(60_000.0).len(), 3);
}

#[test]
fn what_fails_again_and_again_is_asked_for_ever_less_often_whatever_else_comes() {
    let mut history = History::new(None);
    let mut rounds = 0;
    for second in 0..3600 {
        let at = f64::from(second) * 1000.0;
        let wants = history.wanted(at);
        rounds += usize::from(!wants.is_empty());
        for want in wants {
            let answer = match want {
                Want::Uptime => Answer::Failed,
                _ => part(&["i1"], None),
            };
            history.answered(&want, (answer, 0), at, 0.5);
        }
    }

    assert!((5..30).contains(&rounds), "{rounds}");
}

#[test]
fn a_failure_is_tried_again_later_and_takes_nothing_away() {
    let mut history = History::new(None);
    hear(&mut history, 1);
    for want in history.wanted(0.0) {
        history.answered(&want, (Answer::Failed, 0), 0.0, 0.0);
    }
    assert!(history.has_failed());
    assert_eq!(history.wanted(1.0), []);
    assert_eq!(answer(&mut history, 60_000.0, 1).len(), 3);
    assert!(!history.has_failed());

    hear(&mut history, 2);
    for want in history.wanted(70_000.0) {
        history.answered(&want, (Answer::Failed, 0), 70_000.0, 0.0);
    }
    assert_eq!(incidents(&history), ["i3", "i2"]);
}

#[test]
fn older_events_come_when_asked_for_and_stay_when_newer_ones_come() {
    let mut history = History::new(None);
    hear(&mut history, 1);
    answer(&mut history, 0.0, 1);
    history.wish_more();
    let older = Want::Incidents(Some("2".to_owned()));
    assert_eq!(answer(&mut history, 1.0, 1), [older]);
    assert_eq!(incidents(&history), ["i3", "i2", "i1"]);
    history.wish_more();
    assert_eq!(history.wanted(2.0), [], "there are none");

    hear(&mut history, 2);
    for want in history.wanted(3.0) {
        let news = part(&["i4", "i3"], Some("3"));
        history.answered(&want, (news, 2), 3.0, 0.5);
    }

    assert_eq!(incidents(&history), ["i4", "i3", "i2", "i1"]);
    // Too much happened to join on: the list begins anew.
    hear(&mut history, 3);
    for want in history.wanted(4.0) {
        let news = part(&["i9", "i8"], Some("8"));
        history.answered(&want, (news, 3), 4.0, 0.5);
    }
    assert_eq!(incidents(&history), ["i9", "i8"]);
    history.wish_more();
    let older = Want::Incidents(Some("8".to_owned()));
    assert_eq!(history.wanted(5.0), [older]);
}

#[test]
fn older_events_that_could_not_be_read_can_be_asked_for_again() {
    let mut history = History::new(None);
    answer(&mut history, 0.0, 0);
    history.wish_more();
    for want in history.wanted(1.0) {
        history.answered(&want, (Answer::Failed, 0), 1.0, 0.5);
    }
    let more = |history: &History| {
        let past = history.past(Timestamp::default(), Words::ENGLISH);
        past.map(|past| (past.has_more, past.more))
    };

    assert_eq!(more(&history), Some((true, Wish::Failed)));
    history.wish_more();
    assert_eq!(more(&history), Some((true, Wish::Reading)));
    assert_eq!(history.wanted(2.0).len(), 1);
}

#[test]
fn planned_work_is_read_on_until_the_next_one_is_found() {
    let mut history = History::new(None);
    let wants = history.wanted(0.0);
    for want in wants {
        history.answered(&want, (part(&["m9", "m8"], Some("8")), 0), 0.0, 0.5);
    }

    let next = Want::Maintenances(Some("8".to_owned()));
    assert_eq!(history.wanted(1.0), std::slice::from_ref(&next));
    history.answered(&next, (part(&["m7", "o1"], Some("1")), 0), 1.0, 0.5);
    assert_eq!(history.wanted(2.0), [], "the rest is over");
}

#[test]
fn planned_work_that_is_over_is_read_as_far_back_as_the_incidents() {
    let events = |ids: &[(&str, &str)], next_cursor: Option<&str>| {
        let Answer::Events(mut list) = part(&[], next_cursor) else {
            panic!("it is a list");
        };
        list.data = ids
            .iter()
            .map(|(id, at)| {
                let event = Event {
                    id: (*id).to_owned(),
                    phase: Phase::Completed,
                    started_at: at.parse().ok(),
                    ..Event::default()
                };
                ListedEvent::new(event, 1)
            })
            .collect();
        Answer::Events(list)
    };
    let mut history = History::new(None);
    for want in history.wanted(0.0) {
        let answer = match want {
            Want::Incidents(_) => events(&[("i1", "2026-09-01T00:00:00Z")], Some("1")),
            Want::Maintenances(_) => events(&[("o3", "2026-11-01T00:00:00Z")], Some("3")),
            _ => uptime(0),
        };
        history.answered(&want, (answer, 0), 0.0, 0.5);
    }

    let next = Want::Maintenances(Some("3".to_owned()));
    assert_eq!(history.wanted(1.0), std::slice::from_ref(&next));
    let older = events(&[("o2", "2026-08-01T00:00:00Z")], Some("2"));
    history.answered(&next, (older, 0), 1.0, 0.5);
    assert_eq!(history.wanted(2.0), [], "further back than the incidents");

    history.wish_more();
    for want in history.wanted(3.0) {
        let rest = events(&[("i0", "2026-07-01T00:00:00Z")], None);
        history.answered(&want, (rest, 0), 3.0, 0.5);
    }
    let next = [Want::Maintenances(Some("2".to_owned()))];
    assert_eq!(history.wanted(4.0), next, "now as far as it goes");
}

#[test]
fn a_story_is_read_once_when_opened_and_again_when_the_page_changed() {
    let mut history = History::new(None);
    hear(&mut history, 1);
    answer(&mut history, 0.0, 1);
    history.wish_story("i2");
    history.wish_story("i2");
    let wants = [Want::Story("i2".to_owned())];
    assert_eq!(answer(&mut history, 1.0, 1), wants);
    assert_eq!(history.wanted(2.0), []);

    hear(&mut history, 2);
    assert!(answer(&mut history, 3.0, 2).contains(&wants[0]));

    history.wish_story("gone");
    let want = Want::Story("gone".to_owned());
    assert_eq!(history.wanted(4.0), std::slice::from_ref(&want));
    history.answered(&want, (Answer::Missing, 2), 4.0, 0.5);
    history.wish_story("gone");
    assert_eq!(history.wanted(5.0), []);
}

#[test]
fn the_days_of_components_come_when_asked_for() {
    let mut history = History::new(None);
    answer(&mut history, 0.0, 0);
    let components = |history: &History| {
        let past = history.past(Timestamp::default(), Words::ENGLISH);
        past.map_or(0, |past| past.components.len())
    };
    assert_eq!(components(&history), 0);

    history.wish_components();
    assert_eq!(answer(&mut history, 1.0, 0), [Want::Components]);
    assert_eq!(components(&history), 2);
    history.wish_components();
    assert_eq!(history.wanted(2.0), []);
}

#[test]
fn only_one_event_is_read_where_only_that_is_wanted() {
    let mut history = History::new(Some("i2".to_owned()));
    hear(&mut history, 1);

    let wants = [Want::About, Want::Story("i2".to_owned())];
    assert_eq!(answer(&mut history, 0.0, 1), wants);
    assert_eq!(history.wanted(1.0), []);
}
