//! The operator's word lasts as long as it was said to, and not a moment longer.

use serde_json::json;
use statuslamp_tests::{
    operator::{
        NOON, PAGE, SUMMARY, VERDICT, announces, audit, delete, hour, kept_for, one_of_each_kind,
        put, revision, troubled,
    },
    world::{Fault, Scripted, World},
};

#[test]
fn it_ends_by_itself_in_the_first_answer_even_where_nothing_is_read_any_more() {
    for said in one_of_each_kind(NOON.plus_seconds(300)) {
        let (world, vendor) = troubled(false);
        let before = world.json(VERDICT);
        put(&world, "a", &said);
        vendor.answer(&world, &Scripted::Reset);

        world.advance_silently(300 - 1);
        let last = world.get(SUMMARY);
        assert_ne!(world.json(VERDICT)["events"], before["events"], "{said}");
        // At the end itself it is still in force.
        assert!(
            kept_for(&last, true).is_none_or(|seconds| seconds <= 0),
            "{last:?}"
        );
        world.advance_silently(1);

        let verdict = world.json(VERDICT);
        assert_eq!(verdict["events"], before["events"], "{said}");
        assert_eq!(verdict["components"], before["components"], "{said}");
        assert_eq!(world.json(PAGE)["overrides"], json!([]));
        assert_eq!(audit(&world), ["put a", "expired a"]);
    }
}

#[test]
fn no_answer_may_be_kept_beyond_the_end_of_an_override() {
    let (world, _) = troubled(false);
    let end = NOON.plus_seconds(100);
    let until = end.to_string();
    put(
        &world,
        "a",
        &json!({"kind": "silence", "expires_at": until}),
    );
    for _ in 0..99 {
        for path in [VERDICT, SUMMARY, PAGE, "/v1/pages/noterro/incidents/i1"] {
            let kept = kept_for(&world.get(path), true).unwrap_or(0);
            assert!(
                world.now().plus_seconds(kept) <= end,
                "{path} at {}",
                world.now()
            );
        }
        world.advance(1);
    }
}

#[test]
fn its_end_is_told_when_it_comes_and_costs_the_vendor_no_read() {
    let (world, _) = troubled(false);
    let reads = |world: &World| world.asked().len();
    world.advance(90);
    reads(&world);
    world.advance(900);
    let usual = reads(&world);
    put(
        &world,
        "a",
        &json!({"kind": "silence", "expires_at": world.now().plus_seconds(7).to_string()}),
    );

    world.advance(9);

    // Nobody has asked for anything since.
    assert_eq!(audit(&world), ["put a", "expired a"]);
    assert_eq!(world.logged("\"expired\"").len(), 1);
    world.advance(891);
    assert!(reads(&world) <= usual + 1, "{usual} before");
}

#[test]
fn a_restart_keeps_it() {
    let (world, vendor) = troubled(false);
    put(&world, "a", &one_of_each_kind(hour())[2]);
    let before = world.get(SUMMARY);
    vendor.answer(&world, &Scripted::Reset);

    world.restart();

    assert_eq!(world.get(SUMMARY).body, before.body);
    assert!(!announces(&world.json(VERDICT)));
}

#[test]
fn saying_otherwise_replaces_and_saying_the_same_changes_nothing() {
    let (world, _) = troubled(false);
    let kinds = one_of_each_kind(hour());
    put(&world, "a", &kinds[2]);
    let first = world.get(SUMMARY);

    world.advance_silently(1);
    assert_eq!(put(&world, "a", &kinds[2]).status, 200);
    assert_eq!(world.get(SUMMARY).body, first.body);
    assert_eq!(audit(&world), ["put a"]);

    put(&world, "a", &kinds[0]);
    assert_eq!(world.json(SUMMARY)["silenced"], false);
    assert_eq!(
        world.json(PAGE)["overrides"].as_array().map(Vec::len),
        Some(1)
    );
    assert_eq!(audit(&world), ["put a", "put a"]);
}

#[test]
fn what_is_taken_back_leaves_everything_as_it_was() {
    for said in one_of_each_kind(hour()) {
        let (world, _) = troubled(false);
        let before = world.json(VERDICT);
        put(&world, "a", &said);

        let reply = delete(&world, "a");

        assert_eq!((reply.status, reply.body.as_deref()), (204, None));
        let after = world.json(VERDICT);
        assert!(revision(&after) > revision(&before));
        for member in ["events", "components", "more", "overall"] {
            assert_eq!(after[member], before[member], "{said}");
        }
        assert_eq!(delete(&world, "a").status, 404);
        assert_eq!(audit(&world), ["put a", "delete a"]);
    }
}

#[test]
fn a_write_that_landed_is_said_to_have_landed_and_a_lost_one_changed_nothing() {
    let (world, _) = troubled(false);
    let before = world.get(SUMMARY).body;
    let said = one_of_each_kind(hour()).remove(2);

    world.fail_next_write("noterro", Fault::Lost);
    assert_eq!(put(&world, "a", &said).status, 500);
    assert_eq!(world.get(SUMMARY).body, before);
    assert_eq!(audit(&world), [""; 0]);

    world.fail_next_write("noterro", Fault::Landed);
    assert_eq!(put(&world, "a", &said).status, 200);
    assert!(!announces(&world.json(VERDICT)));

    world.fail_next_write("noterro", Fault::Lost);
    assert_eq!(delete(&world, "a").status, 500);
    assert!(!announces(&world.json(VERDICT)));

    world.fail_next_write("noterro", Fault::Landed);
    assert_eq!(delete(&world, "a").status, 204);
    assert!(announces(&world.json(VERDICT)));
    assert_eq!(audit(&world), ["put a", "delete a"]);
}

#[test]
fn whoever_is_connected_hears_it_at_once_and_its_end_when_it_comes() {
    let (world, _) = troubled(false);
    let reader = world.connect("noterro").expect("the page takes sockets");
    assert!(announces(&reader.only()));
    let until = world.now().plus_seconds(7).to_string();

    put(
        &world,
        "a",
        &json!({"kind": "silence", "expires_at": until}),
    );
    assert!(!announces(&reader.only_verdict()));

    // Less than a read of this page is apart from the next; nobody asks for anything.
    world.advance(9);
    assert!(announces(&reader.only_verdict()));

    put(&world, "a", &one_of_each_kind(hour())[2]);
    reader.messages();
    delete(&world, "a");
    assert!(announces(&reader.only_verdict()));
}
