//! What a page's readers hear over their sockets as time passes, over a scripted world: the newest
//! truth first, every change, a sign of life, and never anything older than before.

use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Reader, Scripted, World, is_verdict},
};
use statuslamp_worker::platform::Closing;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const VERDICT: &str = "/v1/pages/noterro/verdict";

/// A calm page that was read for the first time, on so many shards.
fn calm_on(shards: u32) -> (World, Vendor) {
    let world = World::with_shards(PAGES, NOON, shards);
    let vendor = Vendor::calm(URL);
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    (world, vendor)
}

fn calm() -> (World, Vendor) {
    calm_on(1)
}

/// The vendor changes its page; nobody has read it yet.
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
}

fn connect(world: &World) -> Reader {
    world.connect("noterro").expect("the page takes sockets")
}

fn revision(message: &Value) -> u64 {
    message["revision"]
        .as_u64()
        .expect("a message has a revision")
}

#[test]
fn the_first_message_is_the_verdict_at_once() {
    let (world, _) = calm();

    let first = connect(&world).only();

    let mut expected = world.json(VERDICT);
    expected["spread_ms"] = 0.into();
    assert_eq!(first, expected);
}

#[test]
fn a_page_never_read_is_told_as_unknown() {
    let world = World::new(PAGES, NOON);

    let first = connect(&world).only();

    assert_eq!(first["overall"], "unknown");
    assert_eq!((revision(&first), &first["checked_at"]), (0, &Value::Null));
}

#[test]
fn a_change_is_pushed_by_the_poll_that_finds_it() {
    let (world, mut vendor) = calm();
    let readers = [connect(&world), connect(&world)];
    let first = readers[0].only();
    readers[1].messages();

    change(&mut vendor, &world);
    world.advance(60);

    for reader in &readers {
        let pushed = reader.only();
        assert!(is_verdict(&pushed), "{pushed}");
        assert_eq!(pushed["events"][0]["phase"], "investigating");
        assert!(revision(&pushed) > revision(&first));
    }
}

#[test]
fn a_reading_that_changed_nothing_is_a_heartbeat_with_the_times_alone() {
    let (world, _) = calm();
    let reader = connect(&world);
    let first = reader.only();

    world.advance(120);

    let beats = reader.messages();
    assert_eq!(beats.len(), 2, "{beats:?}");
    for beat in &beats {
        let members: Vec<_> = beat.as_object().unwrap().keys().cloned().collect();
        assert_eq!(
            members,
            [
                "checked_at",
                "fresh_until",
                "page",
                "revision",
                "unknown_after"
            ]
        );
        assert_eq!(beat["revision"], first["revision"]);
    }
    assert_eq!(beats[1]["checked_at"], NOON.plus_seconds(120).to_string());
}

#[test]
fn a_page_read_often_beats_no_more_often_than_twice_a_minute() {
    let pages = PAGES.replace("\"id\"", "\"poll_seconds\":15,\"id\"");
    let world = World::new(&pages, NOON);
    Vendor::calm(URL).publish(&world);
    world.tick();
    world.advance(1);
    let reader = connect(&world);
    reader.messages();

    world.advance(300);

    assert!((9..=11).contains(&reader.messages().len()));
}

#[test]
fn reads_that_fail_are_no_sign_of_life_until_the_truth_changes_with_them() {
    let (world, vendor) = calm();
    let reader = connect(&world);
    reader.messages();
    vendor.answer(&world, &Scripted::Status(500, &[]));

    world.advance(900);
    assert_eq!(reader.messages(), Vec::<Value>::new());

    // Past `unknown_after` the good words are taken back, and that is a change.
    world.advance(1800);
    assert_eq!(reader.only()["overall"], "unknown");
}

#[test]
fn what_a_reader_makes_the_page_take_back_is_pushed_as_well() {
    let (world, _) = calm();
    let reader = connect(&world);
    reader.messages();
    world.advance_silently(1000);

    assert_eq!(world.json(VERDICT)["overall"], "unknown");

    assert_eq!(reader.only()["overall"], "unknown");
}

#[test]
fn nobody_is_woken_where_nobody_looks() {
    let (world, mut vendor) = calm();
    let reader = connect(&world);
    reader.leave();
    world.advance(60);
    assert_eq!(world.calls_to_sockets(), 1, "it says that nobody is there");

    change(&mut vendor, &world);
    world.advance(600);
    world.restart();
    world.advance(600);

    assert_eq!(world.calls_to_sockets(), 0);
}

#[test]
fn a_reader_who_does_not_read_is_dropped_and_the_others_go_on() {
    let (world, _) = calm();
    let slow = connect(&world);
    let quick = connect(&world);
    let silent = connect(&world);
    slow.ping();
    for _ in 0..5 {
        quick.ping();
        world.advance(60);
    }

    assert_eq!(slow.closing(), Some(Closing::TOO_SLOW));
    assert_eq!(quick.closing(), None);
    assert_eq!(silent.closing(), None, "it may read without ever pinging");
    assert_eq!(quick.messages().len(), 6);

    for _ in 0..10 {
        quick.ping();
        world.advance(60);
    }
    assert_eq!(silent.closing(), Some(Closing::TOO_SLOW));
    assert_eq!(quick.closing(), None);
}

#[test]
fn the_goodbyes_of_those_who_were_closed_leave_the_others_connected() {
    let (world, mut vendor) = calm();
    let slow = [connect(&world), connect(&world), connect(&world)];
    let quick = connect(&world);
    for reader in &slow {
        reader.ping();
    }
    for _ in 0..2 {
        quick.ping();
        world.advance(60);
    }
    for reader in &slow {
        assert_eq!(reader.closing(), Some(Closing::TOO_SLOW));
        reader.leave();
    }
    quick.messages();

    change(&mut vendor, &world);
    world.advance(60);

    quick.only_verdict();
}

#[test]
fn every_shard_with_readers_is_told_and_the_spread_covers_them_all() {
    let (world, mut vendor) = calm_on(4);
    let readers: Vec<_> = [0.0, 0.26, 0.51, 0.999]
        .into_iter()
        .map(|random| {
            world.set_random(random);
            connect(&world)
        })
        .collect();
    let names: std::collections::HashSet<_> =
        readers.iter().map(|reader| format!("{reader:?}")).collect();
    assert_eq!(names.len(), 4);
    let crowd: Vec<_> = (0..99).map(|_| connect(&world)).collect();

    change(&mut vendor, &world);
    world.advance(60);

    for reader in readers.iter().chain(&crowd) {
        assert!(is_verdict(reader.messages().last().unwrap()));
    }
    world.advance(60);
    vendor.incidents[0].updates.push(("resolved", world.now()));
    vendor.publish(&world);
    world.advance(60);
    // 100 sockets on the fourth shard, four shards, 40 questions a millisecond.
    assert_eq!(crowd[0].messages().last().unwrap()["spread_ms"], 10);
}

#[test]
fn a_page_that_is_not_listed_takes_no_sockets() {
    let (world, _) = calm();
    for (path, status) in [
        ("/v1/pages/nobody/live", 404),
        ("/v1/pages/noterro/live", 426),
        ("/v1/pages/noterro/live?colour=red", 400),
    ] {
        assert_eq!(world.get(path).status, status, "{path}");
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        assert_eq!(world.takes_socket(path, query), status == 426, "{path}");
    }
}

#[test]
fn who_says_much_is_closed_and_who_says_little_is_ignored() {
    let (world, _) = calm();
    let reader = connect(&world);

    assert_eq!(reader.say("hello"), None);
    assert_eq!(reader.say(&"a".repeat(65)), Some(Closing::TOO_LONG));

    let talker = connect(&world);
    let mut said = 0;
    while talker.say("hello").is_none() {
        said += 1;
        assert!(said < 100, "nobody is listened to for ever");
    }
    assert_eq!(talker.closing(), Some(Closing::TOO_MANY));
}
