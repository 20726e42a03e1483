//! The operator's word: what is announced changes, what is true does not.

use serde_json::{Value, json};
use statuslamp_tests::{
    operator::{
        NOON, NOTERRO, PAGE, SUMMARY, VERDICT, announces, hour, json_of, kept_for, notice,
        one_of_each_kind, pages, put, revision, troubled, truth,
    },
    vendor::{Incident, Vendor},
    world::{Scripted, World},
};

#[test]
fn each_kind_takes_effect_at_once_and_changes_nothing_that_is_true() {
    for said in one_of_each_kind(hour()) {
        let (world, _) = troubled(false);
        let before = world.json(SUMMARY);
        let overall = world.json(VERDICT)["overall"].clone();

        let reply = put(&world, "quiet", &said);

        assert_eq!(reply.status, 200, "{reply:?}");
        assert_eq!(reply.header("Cache-Control"), Some("no-store"));
        let stored = &json_of(&reply)["override"];
        assert_eq!(
            (&stored["id"], &stored["kind"]),
            (&json!("quiet"), &said["kind"])
        );
        assert_eq!(stored["reason"], said["reason"]);
        let (summary, verdict) = (world.json(SUMMARY), world.json(VERDICT));
        assert_eq!(truth(&summary), truth(&before), "{said}");
        assert_eq!(verdict["overall"], overall, "{said}");
        assert_eq!(world.json(PAGE)["overall"], overall, "{said}");
        assert!(revision(&verdict) > revision(&before), "{said}");
        assert_eq!(revision(&json_of(&reply)), revision(&verdict));
        let is_notice = said["kind"] == "notice";
        assert_eq!(announces(&verdict), is_notice, "{said}");
        assert_eq!(
            verdict["events"].as_array().map(Vec::len),
            Some(2 * usize::from(is_notice))
        );
    }
}

#[test]
fn nobody_may_keep_an_answer_beyond_what_makes_the_operators_word_late() {
    let (world, _) = troubled(false);
    for path in [VERDICT, SUMMARY, PAGE, "/v1/pages/noterro/incidents/i1"] {
        // A second of that is the isolate's own memory.
        assert!(kept_for(&world.get(path), false) < Some(5), "{path}");
    }
}

#[test]
fn a_notice_is_an_event_of_the_operators_wherever_events_are_told() {
    let (world, _) = troubled(false);

    put(&world, "move", &notice(&hour().to_string()));

    let summary = world.json(SUMMARY);
    let event = &summary["events"][0];
    assert_eq!(event["id"], "operator:move");
    assert_eq!(event["operator"], true);
    assert_eq!(event["kind"], "notice");
    assert_eq!(event["affected"][0]["name"], "Web App");
    assert_eq!(event["scheduled_until"], hour().to_string());
    assert_eq!(summary["events"][1]["operator"], false);
    assert_eq!(world.json(VERDICT)["events"][0]["operator"], true);
    let alone = world.json("/v1/pages/noterro/incidents/operator:move");
    assert_eq!(alone["incident"], *event);
}

#[test]
fn an_event_by_itself_bears_the_operators_mark_too() {
    let (world, _) = troubled(false);
    let path = "/v1/pages/noterro/incidents/i1";
    assert_eq!(world.json(path)["incident"]["muted"], false);

    put(&world, "a", &one_of_each_kind(hour())[0]);

    assert_eq!(world.json(path)["incident"]["muted"], true);
}

#[test]
fn what_is_in_force_is_listed_without_the_operators_reasons() {
    let (world, _) = troubled(false);
    for (number, said) in one_of_each_kind(hour()).iter().enumerate() {
        put(&world, &format!("o{number}"), said);
    }

    let listed = world.json(PAGE)["overrides"].clone();

    assert_eq!(
        listed[0],
        json!({
            "id": "o0", "kind": "mute_event", "target": "i1",
            "expires_at": hour().to_string(),
        })
    );
    assert_eq!(listed[1]["target"], "web");
    assert_eq!(
        (&listed[2]["kind"], &listed[2]["target"]),
        (&json!("silence"), &Value::Null)
    );
    assert_eq!(listed[3]["kind"], "notice");
    for path in [PAGE, SUMMARY, VERDICT] {
        assert!(!world.json(path).to_string().contains("noise"), "{path}");
    }
}

#[test]
fn a_page_muted_in_the_pages_file_is_read_and_served_but_announces_nothing() {
    let (loud, _) = troubled(false);
    let (quiet, _) = troubled(true);

    let (told, kept) = (loud.json(SUMMARY), quiet.json(SUMMARY));

    assert!(announces(&loud.json(VERDICT)));
    assert!(!announces(&quiet.json(VERDICT)));
    assert_eq!(truth(&kept), truth(&told));
    assert_eq!(
        (&told["silenced"], &kept["silenced"]),
        (&false.into(), &true.into())
    );
    assert_eq!(quiet.json(VERDICT)["overall"], "major_outage");
}

#[test]
fn muting_a_page_in_the_pages_file_takes_effect_at_the_first_answer_after_the_restart() {
    let (world, vendor) = troubled(false);
    let before = world.json(VERDICT);
    vendor.answer(&world, &Scripted::Reset);

    world.restart_with(&pages(true));

    let after = world.json(VERDICT);
    assert!(!announces(&after));
    assert!(after["revision"].as_u64() > before["revision"].as_u64());

    world.restart_with(&pages(false));
    let again = world.json(VERDICT);
    assert!(announces(&again));
    assert!(again["revision"].as_u64() > after["revision"].as_u64());
}

#[test]
fn a_page_read_anew_keeps_what_was_said_whatever_becomes_of_the_event() {
    let (world, mut vendor) = troubled(false);
    put(&world, "a", &one_of_each_kind(hour())[0]);

    vendor.incidents[0]
        .updates
        .push(("identified", world.now()));
    vendor.incidents[0].impact = "critical";
    vendor.publish(&world);
    world.advance(60);

    let summary = world.json(SUMMARY);
    let event = &summary["events"][0];
    assert_eq!(
        (&event["phase"], &event["impact"]),
        (&json!("identified"), &json!("critical"))
    );
    assert_eq!(event["muted"], true);
    assert!(!announces(&world.json(VERDICT)));

    vendor.incidents[0].updates.push(("resolved", world.now()));
    vendor.components[0].2 = "operational";
    vendor.indicator = "none";
    vendor.publish(&world);
    world.advance(60);
    assert!(
        !announces(&world.json(VERDICT)),
        "its end is not told either"
    );
    assert_eq!(world.json(VERDICT)["overall"], "operational");
}

#[test]
fn an_event_can_be_muted_before_it_appears() {
    let (world, mut vendor) = troubled(false);
    let until = hour().to_string();
    put(
        &world,
        "a",
        &json!({"kind": "mute_event", "event": "i2", "expires_at": until}),
    );
    vendor.incidents.insert(
        0,
        Incident {
            id: "i2",
            impact: "critical",
            updates: vec![("investigating", world.now())],
        },
    );
    vendor.publish(&world);
    world.advance(60);

    let verdict = world.json(VERDICT);
    let ids: Vec<_> = verdict["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["id"])
        .collect();
    assert_eq!(ids, ["i1"]);
    assert_eq!(world.json(SUMMARY)["events"][0]["id"], "i2");
}

#[test]
fn a_page_that_was_never_read_can_bear_a_notice() {
    let world = World::new(&pages(false), NOON);
    let vendor = Vendor::calm(NOTERRO);
    vendor.answer(&world, &Scripted::Reset);

    put(&world, "a", &notice(&hour().to_string()));
    world.advance(300);

    let summary = world.get(SUMMARY);
    assert_eq!(summary.header("Cache-Control"), Some("no-store"));
    let summary = json_of(&summary);
    assert_eq!(summary["checked_at"], Value::Null);
    assert_eq!(summary["overall"]["status"], "unknown");
    assert_eq!(summary["events"][0]["id"], "operator:a");
    assert!(revision(&summary) > 0, "it is a content of its own");
    let failures = world.json(PAGE)["reading"]["failures"].as_u64();
    assert!(
        failures > Some(1),
        "how the reading goes is still told: {failures:?}"
    );

    vendor.publish(&world);
    world.advance(600);
    let read = world.json(SUMMARY);
    assert_eq!(read["overall"]["status"], "operational");
    assert_eq!(read["events"][0]["id"], "operator:a");
}
