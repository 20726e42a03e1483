//! What a vendor's server may claim of its documents without our believing it: tags, dates,
//! confirmations, and where a document is found.

use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::Vendor,
    world::{Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const SUMMARY: &str = "/v1/pages/noterro/summary";
const PAGE: &str = "/v1/pages/noterro";

fn calm() -> (World, Vendor) {
    let world = World::new(PAGES, NOON);
    let vendor = Vendor::calm(NOTERRO);
    vendor.publish(&world);
    world.tick();
    world.advance(0);
    (world, vendor)
}

/// The vendor's page with another state of its first component.
fn changed(vendor: &Vendor, status: &'static str) -> String {
    let mut vendor = vendor.clone();
    vendor.components[0].2 = status;
    vendor.summary().to_string()
}

fn state(world: &World) -> String {
    let summary = world.json(SUMMARY);
    let status = summary["components"][0]["status"].as_str();
    status.expect("a status is a word").to_owned()
}

#[test]
fn a_tag_that_never_changes_hides_a_change_for_a_quarter_of_an_hour_at_most() {
    let (world, vendor) = calm();
    let summary = vendor.document("summary");
    world.script(&summary, Scripted::Weak(vendor.summary().to_string(), "v1"));
    world.advance(60);
    world.script(
        &summary,
        Scripted::Weak(changed(&vendor, "major_outage"), "v1"),
    );

    world.advance(60);
    assert_eq!(state(&world), "operational");
    world.advance(900);

    assert_eq!(state(&world), "major_outage");
}

#[test]
fn in_open_trouble_it_hides_a_change_for_three_minutes_at_most() {
    let (world, vendor) = calm();
    let summary = vendor.document("summary");
    world.script(
        &summary,
        Scripted::Weak(changed(&vendor, "major_outage"), "v1"),
    );
    world.advance(60);
    assert_eq!(state(&world), "major_outage");
    world.script(&summary, Scripted::Weak(vendor.summary().to_string(), "v1"));

    world.advance(195);

    assert_eq!(state(&world), "operational");
}

#[test]
fn a_document_with_a_date_alone_is_confirmed_by_it() {
    let (world, vendor) = calm();
    let summary = vendor.document("summary");
    world.script(&summary, Scripted::Dated(vendor.summary().to_string()));
    world.advance(60);
    world.asked();

    world.advance(60);

    let asked = world.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0].if_none_match, None);
    assert!(asked[0].if_modified_since.is_some());
    world.script(&summary, Scripted::Dated(changed(&vendor, "major_outage")));
    world.advance(60);
    assert_eq!(state(&world), "major_outage");
}

#[test]
fn another_tag_on_equal_bytes_is_no_change_and_is_remembered() {
    let (world, vendor) = calm();
    let before = world.json(SUMMARY);
    let body = vendor.summary().to_string();
    for tag in ["v1", "v2"] {
        let answer = Scripted::Weak(body.clone(), tag);
        world.script(&vendor.document("summary"), answer);
        world.advance(60);
        world.asked();
    }
    assert_eq!(world.json(SUMMARY)["revision"], before["revision"]);

    world.advance(60);

    let asked = world.asked();
    assert_eq!(asked[0].if_none_match.as_deref(), Some("W/\"v2\""));
}

#[test]
fn not_modified_without_having_been_asked_is_a_failure() {
    let (world, vendor) = calm();
    let summary = vendor.document("summary");
    let untagged = Scripted::Untagged(vendor.summary().to_string());
    world.script(&summary, untagged);
    world.advance(60);
    world.script(&summary, Scripted::NotModified);
    let before = world.json(SUMMARY);

    world.advance(60);

    let page = world.json(PAGE);
    assert_eq!(
        page["reading"]["trouble"],
        "\"not modified\" without having been asked"
    );
    assert_eq!(page["checked_at"], before["checked_at"]);
}

#[test]
fn where_a_document_was_found_is_told_without_what_may_be_secret() {
    let (world, vendor) = calm();
    let summary = vendor.document("summary");
    assert_eq!(world.json(PAGE)["reading"]["final_url"], summary);
    let moved = "https://cdn.noterro.example/summary.json?token=secret";
    let there = &[(
        "location",
        "//cdn.noterro.example/summary.json?token=secret",
    )];
    world.script(&summary, Scripted::Status(302, there));
    world.script(moved, Scripted::Body(vendor.summary().to_string()));

    // Twice: the second answer is a confirmation.
    for _ in 0..2 {
        world.advance(60);
        let page = world.json(PAGE);
        assert!(page["reading"]["trouble"].is_null(), "{page}");
        assert_eq!(
            page["reading"]["final_url"],
            "https://cdn.noterro.example/summary.json"
        );
    }
}

#[test]
fn a_redirect_to_an_address_in_disguise_is_never_followed() {
    for location in [
        &[("location", "https://2130706433/")],
        &[("location", "https://0x7f.1/")],
        &[("location", "https://LOCALHOST./")],
        &[("location", "https://[::ffff:127.0.0.1]/")],
        &[("location", "https://a@noterro.example/")],
        &[("location", "\\\\127.1\\x")],
    ] {
        let (world, vendor) = calm();
        vendor.answer(&world, &Scripted::Status(302, location));
        world.asked();

        world.advance(60);

        let asked = world.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        let trouble = world.json(PAGE)["reading"]["trouble"].clone();
        assert_eq!(trouble, "redirected too often or out of bounds");
    }
}

#[test]
fn a_page_whose_address_is_none_is_not_read_and_not_dark() {
    let pages = PAGES.replace("status.noterro.example", "status.noterro.example:99999");
    let world = World::new(&pages, NOON);

    world.tick();
    world.advance(60);

    assert!(world.asked().is_empty());
    let page = world.json(PAGE);
    assert_eq!(
        page["reading"]["trouble"],
        "an address that must not be read"
    );
    assert_eq!(page["overall"], "unknown");
    assert!(page["reading"]["final_url"].is_null());
}
