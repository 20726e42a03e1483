//! What a page's readers hear over their sockets while writes fail, calls are lost, and objects
//! sleep, end and begin anew, over a scripted world.

use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Fault, Reader, World, is_verdict},
};
use std::{cell::RefCell, rc::Rc};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
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
fn what_was_not_written_is_not_announced() {
    let (world, mut vendor) = calm();
    let reader = connect(&world);
    reader.messages();
    change(&mut vendor, &world);
    world.fail_next_write("noterro", Fault::Lost);

    world.advance(60);
    assert!(!reader.messages().iter().any(is_verdict));

    world.advance(60);
    assert!(is_verdict(&reader.only()));
}

#[test]
fn what_was_written_though_the_page_heard_otherwise_is_announced_once() {
    let (world, mut vendor) = calm();
    let reader = connect(&world);
    reader.messages();
    change(&mut vendor, &world);
    world.fail_next_write("noterro", Fault::Landed);

    world.advance(180);

    let verdicts = reader.messages().into_iter().filter(is_verdict).count();
    assert_eq!(verdicts, 1);
}

#[test]
fn an_announcement_that_failed_is_repeated_at_the_next_poll() {
    let (world, mut vendor) = calm();
    let reader = connect(&world);
    reader.messages();
    change(&mut vendor, &world);
    world.cut_off_sockets(true);
    world.advance(60);
    assert_eq!(reader.messages(), Vec::<Value>::new());

    world.cut_off_sockets(false);
    world.advance(60);

    assert_eq!(reader.only_verdict()["events"][0]["id"], "i1");
}

#[test]
fn a_change_between_the_question_and_its_answer_is_neither_lost_nor_overtaken() {
    let (world, mut vendor) = calm();
    let before = revision(&world.json(VERDICT));
    change(&mut vendor, &world);
    let passing = world.clone();
    world.before_answer_to("watch", move || passing.advance(60));

    let reader = connect(&world);

    // The page answered with the old verdict and announced the new one before that arrived.
    let first = reader.only();
    assert!(revision(&first) > before);
    assert_eq!(first["events"][0]["id"], "i1");
    // Nor did the page forget the shard that had nobody yet.
    vendor.incidents[0]
        .updates
        .push(("identified", world.now()));
    vendor.publish(&world);
    world.advance(60);
    let pushed = reader.only_verdict();
    assert_eq!(pushed["events"][0]["phase"], "identified");
}

#[test]
fn a_shard_that_asks_while_it_is_being_forgotten_is_remembered() {
    let (world, mut vendor) = calm();
    connect(&world).leave();
    // The shard has said that nobody is there, and somebody comes before the page hears it.
    let newcomer = Rc::new(RefCell::new(None));
    let (passing, place) = (world.clone(), Rc::clone(&newcomer));
    world.before_answer_to("announce", move || {
        *place.borrow_mut() = Some(connect(&passing));
    });
    world.advance(60);
    let reader = newcomer.take().expect("somebody came");
    reader.messages();

    change(&mut vendor, &world);
    world.advance(60);

    assert!(is_verdict(&reader.only()));
}

#[test]
fn sockets_outlive_the_sleep_of_their_object() {
    let (world, mut vendor) = calm();
    let reader = connect(&world);
    let first = reader.only();

    world.sleep();
    world.advance(60);
    let beat = reader.only();
    assert!(
        !is_verdict(&beat),
        "the same content again is a sign of life"
    );
    assert_eq!(beat["revision"], first["revision"]);

    world.sleep();
    change(&mut vendor, &world);
    world.advance(60);
    assert!(is_verdict(&reader.only()));

    world.sleep();
    let late = connect(&world);
    assert_eq!(late.only()["events"][0]["id"], "i1");
    assert_eq!(reader.messages(), Vec::<Value>::new());
}

#[test]
fn the_page_remembers_over_a_restart_of_its_own_who_watches() {
    let (world, mut vendor) = calm();
    let reader = connect(&world);
    reader.messages();

    world.forget_page("noterro");
    change(&mut vendor, &world);
    world.advance(60);

    assert!(is_verdict(&reader.only()));
}

#[test]
fn a_newcomer_never_hears_less_than_was_sent_before_and_neither_does_anybody_else() {
    let (world, mut vendor) = calm();
    let early = connect(&world);
    let mut heard = vec![revision(&early.only())];
    change(&mut vendor, &world);
    // The page knows, the shard was not reached; then somebody comes after the shard slept.
    world.cut_off_sockets(true);
    world.advance(60);
    world.cut_off_sockets(false);
    world.sleep();

    let late = connect(&world).only();

    assert_eq!(late["events"][0]["id"], "i1");
    world.advance(60);
    let messages = early.messages();
    heard.extend(messages.iter().map(revision));
    assert!(heard.is_sorted(), "{heard:?}");
    assert_eq!(
        messages
            .iter()
            .filter(|message| is_verdict(message))
            .count(),
        1
    );
    assert_eq!(heard.last(), Some(&revision(&late)));
}
