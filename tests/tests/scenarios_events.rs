//! Server-Sent Events over a scripted world: the newest truth at once, every change once, and an end.

use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::World,
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const EVENTS: &str = "/v1/pages/noterro/events";

fn calm() -> (World, Vendor) {
    let world = World::new(PAGES, NOON);
    let vendor = Vendor::calm(URL);
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    (world, vendor)
}

fn change(vendor: &mut Vendor, world: &World) {
    vendor.incidents.insert(
        0,
        Incident {
            id: "i1",
            impact: "major",
            updates: vec![("investigating", world.now())],
        },
    );
    vendor.publish(world);
    world.advance(60);
}

fn revision(world: &World) -> String {
    world.json("/v1/pages/noterro/verdict")["revision"].to_string()
}

/// The ids of the verdicts that came.
fn ids(texts: &[String]) -> Vec<&str> {
    let ids = texts.iter().filter_map(|text| text.strip_prefix("id: "));
    ids.filter_map(|text| text.lines().next()).collect()
}

#[test]
fn the_newest_verdict_comes_at_once_and_every_change_once() {
    let (world, mut vendor) = calm();
    let before = revision(&world);
    let stream = world.stream("noterro", None).expect("events");

    let (texts, goes_on) = stream.texts();
    assert!(texts[0].starts_with("retry: "), "{texts:?}");
    assert_eq!((ids(&texts), goes_on), (vec![before.as_str()], true));

    change(&mut vendor, &world);
    let after = revision(&world);
    assert_ne!(before, after);
    assert_eq!(ids(&stream.texts().0), [after.as_str()]);

    // A reading that changed nothing is told without an id.
    world.advance(60);
    let (texts, _) = stream.texts();
    assert_eq!(ids(&texts), Vec::<&str>::new());
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("event: reading\n")),
        "{texts:?}"
    );
}

#[test]
fn whoever_comes_again_is_told_what_is_new_and_nothing_twice() {
    let (world, mut vendor) = calm();
    let seen = revision(&world);

    let again = world.stream("noterro", Some(&seen)).expect("events");
    assert_eq!(ids(&again.texts().0), Vec::<&str>::new());

    change(&mut vendor, &world);
    let later = world.stream("noterro", Some(&seen)).expect("events");
    let newest = revision(&world);
    assert_eq!(ids(&later.texts().0), [newest.as_str()]);
    assert_eq!(ids(&again.texts().0), [newest.as_str()]);
}

#[test]
fn after_five_minutes_it_ends_and_its_socket_is_gone() {
    let (world, mut vendor) = calm();
    let stream = world.stream("noterro", None).expect("events");
    stream.texts();

    world.advance(290);
    assert!(stream.texts().1);
    world.advance(10);
    assert!(!stream.texts().1);

    // The shard was told that nobody is there any more: the page stops telling it.
    change(&mut vendor, &world);
    world.calls_to_sockets();
    vendor.incidents[0].updates.push(("resolved", world.now()));
    vendor.publish(&world);
    world.advance(120);
    assert_eq!(world.calls_to_sockets(), 0);
}

#[test]
fn the_shard_may_sleep_meanwhile() {
    let (world, mut vendor) = calm();
    let stream = world.stream("noterro", None).expect("events");
    stream.texts();
    world.sleep();

    change(&mut vendor, &world);

    assert_eq!(ids(&stream.texts().0), [revision(&world).as_str()]);
}

#[test]
fn an_address_without_events_says_why() {
    let (world, _) = calm();
    for (path, query) in [
        ("/v1/pages/other/events", ""),
        (EVENTS, "page=1"),
        ("/v1/pages/noterro/events/", ""),
        ("/v1/pages/noterro/live", ""),
    ] {
        assert!(!world.has_events(path, query), "{path}?{query}");
    }
    for (method, path, status) in [
        ("GET", "/v1/pages/other/events", 404),
        ("GET", "/v1/pages/noterro/events?page=1", 400),
        ("POST", EVENTS, 405),
        ("OPTIONS", EVENTS, 204),
        ("HEAD", EVENTS, 200),
    ] {
        let reply = world.request(method, path, None);
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(
            reply.header("cache-control"),
            Some("no-store"),
            "{method} {path}"
        );
    }
    let head = world.request("HEAD", EVENTS, None);
    assert_eq!(
        head.header("content-type"),
        Some("text/event-stream; charset=utf-8")
    );
    assert!(head.body.is_none());
}
