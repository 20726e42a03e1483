//! Commands and their refusals, without a server.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{command, report};
use crate::state::{Clock, State};

fn start() -> Timestamp {
    "2026-05-01T12:00:00Z".parse().unwrap()
}

/// Carries out commands in order, a second apart, and answers the state after the last one.
fn after(commands: &[(&str, &str)]) -> (State, Value) {
    let mut state = State::default();
    let mut now = start();
    for (path, body) in commands {
        command(&mut state, path, body.as_bytes(), now).unwrap();
        now += SignedDuration::from_secs(1);
    }
    let report = serde_json::from_slice(&report(&state, now)).unwrap();
    (state, report)
}

fn page<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["pages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|page| page["id"] == id)
        .unwrap()
}

#[test]
fn before_anything_all_four_pages_are_calm_in_the_live_clock() {
    let (_, report) = after(&[]);

    let ids: Vec<_> = report["pages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| page["id"].clone())
        .collect();

    assert_eq!(ids, ["noterro", "napta", "netop", "watermelon"]);
    assert_eq!(report["clock"], "live");
    assert_eq!(page(&report, "noterro")["playing"], Value::Null);
    assert_eq!(page(&report, "noterro")["broken"], Value::Null);
    assert_eq!(
        page(&report, "napta")["scenarios"]
            .as_array()
            .unwrap()
            .len(),
        7
    );
}

#[test]
fn play_without_words_takes_the_newest_scenario_at_its_own_speed() {
    let (_, report) = after(&[("noterro/play", "")]);

    let playing = &page(&report, "noterro")["playing"];

    assert_eq!(playing["scenario"], "bounced-release");
    assert_eq!(playing["speed"], 30.0);
    assert_eq!(playing["phase"], "investigating");
    assert_eq!(playing["shown"], 1);
    assert_eq!(playing["next_at"], "2026-05-01T12:00:14.000Z");
    assert_eq!(playing["timeline"][5]["phase"], "postmortem");
    assert_eq!(playing["timeline"][5]["shown"], false);
}

#[test]
fn step_and_speed_act_on_what_is_playing() {
    let (_, report) = after(&[
        ("napta/play", r#"{"scenario":"global-lock","speed":60}"#),
        ("napta/step", ""),
        ("napta/speed", r#"{"speed":1000}"#),
    ]);

    let playing = &page(&report, "napta")["playing"];

    assert_eq!(playing["phase"], "resolved");
    assert_eq!(playing["over"], true);
    assert_eq!(playing["shown"], 2);
    assert_eq!(playing["speed"], 1000.0);
}

#[test]
fn break_mend_and_reset_do_what_they_say() {
    let (_, broken) = after(&[("netop/break", r#"{"how":"login"}"#)]);
    let (_, mended) = after(&[("netop/break", r#"{"how":"hang"}"#), ("netop/mend", "")]);
    let (_, reset) = after(&[
        ("netop/play", ""),
        ("netop/break", r#"{"how":"empty"}"#),
        ("netop/reset", "{}"),
    ]);

    assert_eq!(page(&broken, "netop")["broken"], "login");
    assert_eq!(
        page(&broken, "noterro")["broken"],
        Value::Null,
        "the others go on"
    );
    assert_eq!(page(&mended, "netop")["broken"], Value::Null);
    assert_eq!(page(&reset, "netop")["broken"], Value::Null);
    assert_eq!(page(&reset, "netop")["playing"], Value::Null);
}

#[test]
fn a_replay_pressed_again_starts_over_and_a_finished_one_stays_in_the_history() {
    let (unfinished, _) = after(&[
        ("noterro/play", ""),
        ("noterro/step", ""),
        ("noterro/play", ""),
    ]);
    let mut steps = vec![("noterro/play", "")];
    steps.extend([("noterro/step", ""); 4]);
    steps.push(("noterro/play", ""));
    let (finished, _) = after(&steps);

    assert_eq!(unfinished.pages[0].plays.len(), 1);
    assert_eq!(finished.pages[0].plays.len(), 2);
}

#[test]
fn the_recorded_clock_shows_the_record_as_far_as_a_replay_has_come() {
    let (state, report) = after(&[
        ("clock", r#"{"clock":"recorded"}"#),
        ("noterro/play", ""),
        ("noterro/step", ""),
    ]);

    let view = state.pages[0].view(
        Clock::Recorded,
        start() + SignedDuration::from_secs(5),
        String::new(),
    );
    let open: Vec<_> = view.open().collect();

    assert_eq!(report["clock"], "recorded");
    assert_eq!(open.len(), 1);
    assert_eq!(
        open[0].updated(view.now).to_string(),
        "2023-08-08T13:28:00Z"
    );
    assert_eq!(view.updated().to_string(), "2023-08-08T13:28:00Z");
}

/// Sends one command to a fresh simulator, which must refuse it in these words.
fn check(path: &str, body: &str, status: u16, field: Option<&str>, message: &str) {
    let refusal = command(&mut State::default(), path, body.as_bytes(), start()).unwrap_err();
    let written: Value = serde_json::from_slice(&refusal.body()).unwrap();

    assert_eq!(refusal.status, status, "{path} {body}");
    assert_eq!(
        written,
        json!({"error": message, "field": field}),
        "{path} {body}"
    );
}

#[test]
fn a_refused_path_or_body_is_named() {
    let cases = [
        (
            "nowhere/play",
            "",
            404,
            Some("page"),
            "no page \"nowhere\" here, only noterro, napta, netop, watermelon",
        ),
        (
            "noterro/dance",
            "",
            404,
            None,
            "no command \"dance\" here, only play, speed, step, break, mend and reset below a page, and clock",
        ),
        (
            "play",
            "",
            404,
            None,
            "no command \"play\" here, only play, speed, step, break, mend and reset below a page, and clock",
        ),
        (
            "noterro/play",
            "[1]",
            400,
            Some("body"),
            "the body must be a JSON object, not a list",
        ),
        (
            "noterro/play",
            r#"{"sped":2}"#,
            400,
            Some("body"),
            "unknown member \"sped\": only scenario, speed",
        ),
        (
            "noterro/mend",
            r#"{"how":2}"#,
            400,
            Some("body"),
            "unknown member \"how\": none is expected",
        ),
    ];

    for (path, body, status, field, message) in cases {
        check(path, body, status, field, message);
    }
}

#[test]
fn a_refused_value_is_named() {
    let cases = [
        (
            "noterro/play",
            r#"{"scenario":"x"}"#,
            400,
            Some("scenario"),
            "scenario must be one of bounced-release, not \"x\"",
        ),
        (
            "noterro/play",
            r#"{"speed":"fast"}"#,
            400,
            Some("speed"),
            "speed must be a number from 1 to 100000, not \"fast\"",
        ),
        (
            "noterro/play",
            r#"{"speed":0}"#,
            400,
            Some("speed"),
            "speed must be a number from 1 to 100000, not 0",
        ),
        (
            "noterro/play",
            r#"{"speed":1e99}"#,
            400,
            Some("speed"),
            "speed must be a number from 1 to 100000, not 1e+99",
        ),
        (
            "noterro/speed",
            "{}",
            400,
            Some("speed"),
            "speed is missing: a number such as 60",
        ),
        (
            "noterro/speed",
            r#"{"speed":5}"#,
            409,
            None,
            "nothing is playing on noterro",
        ),
        (
            "noterro/step",
            "",
            409,
            None,
            "nothing is playing on noterro",
        ),
        (
            "noterro/break",
            r#"{"how":"slowly"}"#,
            400,
            Some("how"),
            "how must be error, login, empty or hang, not \"slowly\"",
        ),
        (
            "noterro/break",
            "",
            400,
            Some("how"),
            "how must be error, login, empty or hang, not nothing",
        ),
        (
            "clock",
            r#"{"clock":1}"#,
            400,
            Some("clock"),
            "clock must be recorded or live, not 1",
        ),
    ];

    for (path, body, status, field, message) in cases {
        check(path, body, status, field, message);
    }
}

#[test]
fn a_body_that_is_no_json_is_refused_and_changes_nothing() {
    let mut state = State::default();

    let refusal = command(&mut state, "noterro/play", b"\xff{", start()).unwrap_err();

    assert_eq!(refusal.status, 400);
    assert!(
        refusal.message.starts_with("the body is not JSON: "),
        "{}",
        refusal.message
    );
    assert!(state.pages[0].plays.is_empty());
}

#[test]
fn a_timeline_at_its_end_has_no_further_step() {
    let mut state = State::default();
    command(&mut state, "noterro/play", b"", start()).unwrap();
    let end = start() + SignedDuration::from_secs(600);

    let refusal = command(&mut state, "noterro/step", b"", end).unwrap_err();

    assert_eq!(
        (refusal.status, refusal.message.as_str()),
        (409, "the timeline of bounced-release has ended")
    );
}
