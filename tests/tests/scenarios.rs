//! What the worker says of a page as time passes, over a scripted world: the truth, its age, and
//! never a good word that nobody said recently.

use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const SUMMARY: &str = "/v1/pages/noterro/summary";
const VERDICT: &str = "/v1/pages/noterro/verdict";

/// A calm page that was read for the first time.
fn calm() -> (World, Vendor) {
    let world = World::new(PAGES, NOON);
    let vendor = Vendor::calm(URL);
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    (world, vendor)
}

fn begin(vendor: &mut Vendor, world: &World) {
    vendor.indicator = "major";
    vendor.components[0].2 = "partial_outage";
    vendor.incidents.insert(
        0,
        Incident {
            id: "i1",
            impact: "major",
            updates: vec![("investigating", world.now())],
        },
    );
    vendor.publish(world);
}

fn announce(vendor: &mut Vendor, world: &World, phase: &'static str) {
    vendor.incidents[0].updates.push((phase, world.now()));
    if phase == "resolved" {
        vendor.indicator = "none";
        vendor.components[0].2 = "operational";
    }
    vendor.publish(world);
}

fn revision(body: &Value) -> u64 {
    body["revision"].as_u64().expect("a body has a revision")
}

/// Every word of a body that claims that something works.
fn says_operational(body: &Value) -> bool {
    let text = body.to_string();
    text.contains("\"operational\"") || text.contains("All Systems Operational")
}

#[test]
fn a_page_never_read_is_unknown_and_kept_by_nobody() {
    let world = World::new(PAGES, NOON);

    let reply = world.get(SUMMARY);
    let summary = world.json(SUMMARY);

    assert_eq!(reply.header("Cache-Control"), Some("no-store"));
    assert_eq!(summary["overall"]["status"], "unknown");
    assert_eq!(revision(&summary), 0);
    assert!(summary["checked_at"].is_null() && summary["unknown_after"].is_null());
    assert_eq!(summary["page"]["name"], "Noterro");
}

#[test]
fn a_first_question_wakes_the_page() {
    let world = World::new(PAGES, NOON);
    Vendor::calm(URL).publish(&world);

    world.get(VERDICT);
    world.advance(1);

    let summary = world.json(SUMMARY);
    assert_eq!(summary["overall"]["status"], "operational");
    assert_eq!(summary["overall"]["text"], "All Systems Operational");
    assert_eq!(summary["components"][0]["name"], "Web App");
    assert_eq!(summary["checked_at"], NOON.to_string());
    assert_eq!(summary["fresh_until"], NOON.plus_seconds(180).to_string());
    assert_eq!(summary["unknown_after"], NOON.plus_seconds(900).to_string());
}

#[test]
fn an_incident_is_followed_and_every_step_has_its_revision() {
    let (world, mut vendor) = calm();
    let mut revisions = vec![revision(&world.json(VERDICT))];
    let id = "/v1/pages/noterro/incidents/i1";

    begin(&mut vendor, &world);
    world.advance(60);
    let begun = world.json(VERDICT);
    assert_eq!(begun["overall"], "partial_outage");
    assert_eq!(begun["events"][0]["phase"], "investigating");
    assert_eq!(begun["events"][0]["components"][0]["name"], "Web App");
    assert_eq!(begun["components"][0]["status"], "partial_outage");
    revisions.push(revision(&begun));

    for phase in ["monitoring", "investigating", "resolved"] {
        world.advance(600);
        announce(&mut vendor, &world, phase);
        world.advance(60);
        let verdict = world.json(VERDICT);
        assert_eq!(verdict["events"][0]["phase"], phase);
        revisions.push(revision(&verdict));
    }

    assert!(
        revisions.is_sorted_by(|one, next| one < next),
        "{revisions:?}"
    );
    let verdict = world.json(VERDICT);
    assert_eq!(verdict["overall"], "operational");
    let incident = world.json(id)["incident"].clone();
    assert_eq!(incident["updates"].as_array().unwrap().len(), 4);
    assert!(incident["detected_at"].is_string());
    assert!(incident["resolved_at"].is_string());

    // An hour later the end is no news any more: the same content minus it is another content.
    world.advance(3700);
    let quiet = world.json(VERDICT);
    assert_eq!(quiet["events"].as_array().unwrap().len(), 0);
    assert!(revision(&quiet) > *revisions.last().unwrap());
    assert_eq!(world.json(id)["incident"]["phase"], "resolved");
}

#[test]
fn a_failing_vendor_leaves_the_last_known_truth_and_then_nothing_good() {
    for answer in [
        Scripted::Reset,
        Scripted::TimedOut,
        Scripted::TooLarge,
        Scripted::Status(503, &[]),
        Scripted::Untagged("<html><title>Sign in</title></html>".to_owned()),
        Scripted::Untagged(String::new()),
        Scripted::Untagged("{\"page\":".to_owned()),
    ] {
        let (world, vendor) = calm();
        let known = world.json(SUMMARY);
        vendor.answer(&world, &answer);
        world.advance(800);
        assert_eq!(world.json(SUMMARY), known, "{answer:?}");
        let page = world.json("/v1/pages/noterro");
        assert!(page["reading"]["failures"].as_u64().unwrap() > 3);
        assert!(page["reading"]["trouble"].is_string(), "{answer:?}");

        world.advance(200);

        for path in [SUMMARY, VERDICT, "/v1/pages/noterro", "/v1/pages"] {
            let body = world.json(path);
            assert!(!says_operational(&body), "{path}: {body}");
        }
        let unknown = world.json(SUMMARY);
        assert_eq!(unknown["overall"]["status"], "unknown");
        assert_eq!(unknown["checked_at"], known["checked_at"]);
        assert!(revision(&unknown) > revision(&known));
    }
}

#[test]
fn known_trouble_stays_known_when_the_vendor_goes_dark() {
    let (world, mut vendor) = calm();
    begin(&mut vendor, &world);
    world.advance(60);

    vendor.answer(&world, &Scripted::Reset);
    world.advance(3600);

    let summary = world.json(SUMMARY);
    assert_eq!(summary["overall"]["status"], "partial_outage");
    assert_eq!(summary["components"][0]["status"], "partial_outage");
    assert_eq!(summary["components"][1]["status"], "unknown");
    assert!(summary["components"][1]["status_raw"].is_null());
    assert_eq!(summary["events"][0]["phase"], "investigating");
}

#[test]
fn what_was_taken_back_is_said_again_once_it_is_confirmed() {
    let (world, vendor) = calm();
    vendor.answer(&world, &Scripted::Reset);
    world.advance(1000);
    let unknown = world.json(SUMMARY);

    vendor.publish(&world);
    // The longest a page that failed for long waits.
    world.advance(300);

    let known = world.json(SUMMARY);
    assert_eq!(known["overall"]["status"], "operational");
    assert!(revision(&known) > revision(&unknown));
}

#[test]
fn a_read_alone_takes_back_what_grew_too_old() {
    let (world, _) = calm();
    // No alarm rings: the object sleeps through it, as after a long power failure.
    world.advance_silently(1000);

    for path in ["/v1/pages", SUMMARY, VERDICT] {
        let body = world.json(path);
        assert!(!says_operational(&body), "{path}: {body}");
    }
}

#[test]
fn a_past_event_that_was_edited_has_a_new_revision() {
    let (world, mut vendor) = calm();
    begin(&mut vendor, &world);
    world.advance(60);
    announce(&mut vendor, &world, "resolved");
    world.advance(7200);
    let before = world.json(SUMMARY);
    assert_eq!(before["events"].as_array().unwrap().len(), 0);

    announce(&mut vendor, &world, "postmortem");
    vendor.indicator = "none";
    world.advance(1000);

    let after = world.json(SUMMARY);
    assert_eq!(after["events"].as_array().unwrap().len(), 0);
    assert!(revision(&after) > revision(&before));
    let incident = world.json("/v1/pages/noterro/incidents/i1");
    assert_eq!(incident["incident"]["updates"].as_array().unwrap().len(), 3);
}

#[test]
fn an_unchanged_page_keeps_its_revision_while_its_reading_moves() {
    let (world, vendor) = calm();
    let first = world.json(SUMMARY);

    world.advance(60);
    let confirmed = world.json(SUMMARY);
    assert_eq!(revision(&confirmed), revision(&first));
    assert_eq!(confirmed["checked_at"], NOON.plus_seconds(60).to_string());

    // The same bytes without a tag are no news either.
    let same = vendor.summary().to_string();
    world.script(&vendor.document("summary"), Scripted::Untagged(same));
    world.advance(60);
    let again = world.json(SUMMARY);
    assert_eq!(revision(&again), revision(&first));
    assert_eq!(again["checked_at"], NOON.plus_seconds(120).to_string());
}

#[test]
fn a_confirmation_nobody_asked_for_is_no_reading() {
    let world = World::new(PAGES, NOON);
    let vendor = Vendor::calm(URL);
    vendor.answer(&world, &Scripted::NotModified);
    world.tick();
    world.advance(1);

    assert!(world.json(SUMMARY)["checked_at"].is_null());

    // The same later: nothing with a tag was ever received, so there is nothing to confirm.
    let body = vendor.summary().to_string();
    world.script(&vendor.document("summary"), Scripted::Untagged(body));
    world.advance(60);
    let read = world.json(SUMMARY)["checked_at"].clone();
    vendor.answer(&world, &Scripted::NotModified);
    world.advance(60);
    assert_eq!(world.json(SUMMARY)["checked_at"], read);
}

#[test]
fn a_server_that_confirms_everything_is_not_believed_for_long() {
    let (world, vendor) = calm();
    vendor.answer(&world, &Scripted::NotModified);

    world.advance(7200);

    let body = world.json(SUMMARY);
    assert!(!says_operational(&body), "{body}");
}

#[test]
fn an_open_event_missing_from_a_complete_list_is_over() {
    let (world, mut vendor) = calm();
    begin(&mut vendor, &world);
    world.advance(60);

    let calm = Vendor::calm(URL);
    calm.publish(&world);
    world.advance(60);

    let verdict = world.json(VERDICT);
    assert_eq!(verdict["events"][0]["phase"], "resolved");
    assert_eq!(verdict["overall"], "operational");

    // It stays over, and the vendor's own account replaces ours when it comes.
    vendor.publish(&world);
    world.advance(60);
    announce(&mut vendor, &world, "resolved");
    world.advance(60);
    let incident = world.json("/v1/pages/noterro/incidents/i1")["incident"].clone();
    assert_eq!(incident["phase_raw"], "resolved");
    assert_eq!(incident["updates"].as_array().unwrap().len(), 2);
}

#[test]
fn only_what_appears_before_our_eyes_was_detected() {
    let world = World::new(PAGES, NOON);
    let mut vendor = Vendor::calm(URL);
    begin(&mut vendor, &world);
    world.tick();
    world.advance(1);
    let imported = "/v1/pages/noterro/incidents/i1";
    assert!(world.json(imported)["incident"]["detected_at"].is_null());

    let long_ago = NOON.plus_seconds(-40 * 86_400);
    for (id, at) in [("old", long_ago), ("new", NOON)] {
        vendor.incidents.push(Incident {
            id,
            impact: "minor",
            updates: vec![("investigating", at), ("resolved", at.plus_seconds(10))],
        });
    }
    vendor.indicator = "minor";
    vendor.publish(&world);
    world.advance(60);

    let old = world.json("/v1/pages/noterro/incidents/old");
    assert!(old["incident"]["detected_at"].is_null());
    let new = world.json("/v1/pages/noterro/incidents/new");
    assert!(new["incident"]["detected_at"].is_string());
}

#[test]
fn a_planned_event_that_comes_within_a_week_changes_the_verdict_under_a_new_revision() {
    let (world, mut vendor) = calm();
    let planned = world.now().plus_seconds(8 * 86_400);
    vendor.maintenances.push(("m1", "scheduled", planned));
    vendor.publish(&world);
    world.advance(60);
    let before = world.json(VERDICT);
    assert_eq!(before["events"].as_array().unwrap().len(), 0);
    assert_eq!(world.json(SUMMARY)["events"][0]["id"], "m1");

    world.advance(86_400);

    let after = world.json(VERDICT);
    assert_eq!(after["events"][0]["id"], "m1");
    assert!(revision(&after) > revision(&before));
}

#[test]
fn a_vendor_that_says_all_is_well_over_an_open_incident_is_quoted_beside_what_we_see() {
    let (world, mut vendor) = calm();
    begin(&mut vendor, &world);
    vendor.indicator = "none";
    vendor.publish(&world);
    world.advance(60);

    let overall = world.json(SUMMARY)["overall"].clone();
    assert_eq!(overall["status"], "partial_outage");
    assert_eq!(overall["derived"], "partial_outage");
    assert_eq!(overall["vendor"], "operational");
    assert_eq!(overall["raw"], "none");
    assert_eq!(overall["text"], "All Systems Operational");
    assert_eq!(world.json(VERDICT)["overall"], "partial_outage");

    // What is too old to be said is not quoted either.
    vendor.answer(&world, &Scripted::Reset);
    world.advance(1000);
    let overall = world.json(SUMMARY)["overall"].clone();
    assert_eq!(overall["status"], "partial_outage");
    assert!(overall["text"].is_null(), "{overall}");
    assert_eq!(overall["vendor"], "unknown");
}
