//! Vendors' webhooks: a hint makes the page be read at once, and nothing more.

use statuslamp_model::Timestamp;
use statuslamp_tests::{
    hooks::{hint, read, slug},
    vendor::{Incident, Vendor},
    world::{Fault, Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const SUMMARY: &str = "/v1/pages/noterro/summary";

fn calm() -> (World, Vendor) {
    let world = World::new(PAGES, NOON);
    let vendor = Vendor::calm(NOTERRO);
    vendor.publish(&world);
    world.tick();
    world.advance(20);
    world.asked();
    (world, vendor)
}

fn begin(vendor: &mut Vendor, world: &World) {
    vendor.components[0].2 = "partial_outage";
    vendor.incidents = vec![Incident {
        id: "i1",
        impact: "major",
        updates: vec![("investigating", world.now())],
    }];
    vendor.publish(world);
}

/// The milliseconds from now at which the page's present state is asked for within a time.
fn reads(world: &World, vendor: &Vendor, seconds: i64) -> Vec<i64> {
    let summary = vendor.document("summary");
    let begin = world.now().as_millis();
    world.asked();
    world.advance(seconds);
    let asked = world.asked().into_iter();
    let asked = asked.filter(|asked| asked.url == summary);
    asked.map(|asked| asked.at.as_millis() - begin).collect()
}

#[test]
fn a_hint_makes_the_page_be_read_at_once_and_twice_more() {
    let (world, mut vendor) = calm();
    begin(&mut vendor, &world);

    let reply = hint(&world);

    assert_eq!(reply.status, 202);
    let accepted = read(&reply);
    assert_eq!(accepted["page"], "noterro");
    assert_eq!(accepted["accepted"], true);
    assert_eq!(accepted["read_at"], world.now().to_string());
    assert_eq!(reads(&world, &vendor, 0), [0]);
    assert_eq!(world.json(SUMMARY)["events"][0]["id"], "i1");
    // The vendor's own caches may have answered; and then trouble's own interval.
    assert_eq!(reads(&world, &vendor, 31), [5000, 15_000, 30_000]);
}

#[test]
fn nothing_a_hint_says_is_believed() {
    let (world, _) = calm();
    let before = world.json(SUMMARY);

    hint(&world);
    world.advance(30);

    let after = world.json(SUMMARY);
    assert_eq!(after["revision"], before["revision"]);
    assert_eq!(after["overall"]["status"], "operational");
}

#[test]
fn what_is_read_because_of_a_hint_is_read_without_condition() {
    let (world, mut vendor) = calm();
    // A cache before the vendor confirms whatever it is asked to confirm.
    let stale = vendor.summary().to_string();
    world.script(&vendor.document("summary"), Scripted::Weak(stale, "v1"));
    world.advance(60);
    vendor.components[0].2 = "major_outage";
    let body = vendor.summary().to_string();
    world.script(&vendor.document("summary"), Scripted::Weak(body, "v1"));
    world.advance(60);
    assert_eq!(world.json(SUMMARY)["overall"]["status"], "operational");

    hint(&world);
    // What an isolate remembers for a second has passed.
    world.advance(1);

    assert_eq!(world.json(SUMMARY)["overall"]["status"], "major_outage");
}

#[test]
fn hints_within_a_second_are_one() {
    let (world, vendor) = calm();
    for _ in 0..100 {
        assert_eq!(hint(&world).status, 202);
    }

    assert_eq!(reads(&world, &vendor, 20), [0, 5000, 15_000]);
}

#[test]
fn a_hint_right_after_a_read_waits_for_the_second_to_pass() {
    let (world, vendor) = calm();
    hint(&world);
    world.advance(0);

    let second = hint(&world);

    assert_eq!(
        read(&second)["read_at"],
        world.now().plus_seconds(1).to_string()
    );
    let reads = reads(&world, &vendor, 20);
    assert_eq!(reads, [1000, 5001, 15_001]);
}

#[test]
fn a_storm_of_hints_is_refused_and_does_not_become_one_upstream() {
    let (world, vendor) = calm();
    let mut accepted = 0;
    let mut refused = 0;
    let mut read = 0;
    for _ in 0..120 {
        let reply = hint(&world);
        match reply.status {
            202 => accepted += 1,
            429 => {
                refused += 1;
                assert_eq!(slug(&reply), "too-many-hints");
                let wait: i64 = reply.header("Retry-After").unwrap().parse().unwrap();
                assert!((1..=10).contains(&wait));
            }
            other => panic!("{other}"),
        }
        read += reads(&world, &vendor, 1).len();
    }

    // Ten at once, and one more for each ten seconds of the two minutes.
    assert!((20..=23).contains(&accepted), "{accepted}");
    assert_eq!(accepted + refused, 120);
    assert!(read <= 3 * accepted, "{read}");
}

#[test]
fn who_comes_back_after_a_refusal_is_heard() {
    let (world, _) = calm();
    let refused = (0..100).find_map(|_| {
        world.advance(1);
        Some(hint(&world)).filter(|reply| reply.status == 429)
    });
    let last = refused.expect("a storm is refused");

    let wait: i64 = last.header("Retry-After").unwrap().parse().unwrap();
    world.advance(wait);

    assert_eq!(hint(&world).status, 202);
}

#[test]
fn a_hint_while_the_page_is_read_causes_another_read_after_it() {
    let (world, mut vendor) = calm();
    let late = vendor.clone();
    begin(&mut vendor, &world);
    late.publish(&world);
    world.meanwhile(move |world| {
        // The answer on its way is from before the change.
        vendor.publish(world);
        assert_eq!(hint(world).status, 202);
    });

    let reads = reads(&world, &late, 50);

    assert_eq!(reads[..2], [40_000, 41_000]);
    assert_eq!(world.json(SUMMARY)["events"][0]["id"], "i1");
}

#[test]
fn a_hint_while_a_read_hangs_is_answered_at_once_and_read_after_it() {
    let (world, vendor) = calm();
    vendor.answer(&world, &Scripted::TimedOut);
    let healthy = vendor.clone();
    world.meanwhile(move |world| {
        assert_eq!(hint(world).status, 202);
        healthy.publish(world);
    });

    // Eight seconds pass before the hanging read is given up.
    assert_eq!(reads(&world, &vendor, 49)[..2], [40_000, 48_000]);
}

#[test]
fn a_hint_while_upstream_fails_does_not_wait_for_the_back_off() {
    let (world, mut vendor) = calm();
    vendor.answer(&world, &Scripted::Reset);
    world.advance(600);
    begin(&mut vendor, &world);

    hint(&world);
    world.advance(0);

    assert_eq!(world.json(SUMMARY)["events"][0]["id"], "i1");
}

#[test]
fn a_hint_during_a_pause_waits_for_its_end_and_is_not_lost() {
    let (world, vendor) = calm();
    vendor.answer(&world, &Scripted::Status(429, &[("retry-after", "300")]));
    world.advance(40);

    let reply = hint(&world);

    assert_eq!(
        read(&reply)["read_at"],
        world.now().plus_seconds(300).to_string()
    );
    world.restart();
    vendor.publish(&world);
    assert_eq!(reads(&world, &vendor, 310), [300_000]);
}

#[test]
fn an_accepted_hint_survives_a_restart() {
    let (world, vendor) = calm();
    hint(&world);

    world.restart();
    world.get(SUMMARY);

    assert_eq!(reads(&world, &vendor, 20), [0, 5000, 15_000]);
}

#[test]
fn a_hint_whose_write_is_in_doubt_is_accepted_only_where_it_landed() {
    for (fault, status) in [(Fault::Lost, 500), (Fault::Landed, 202)] {
        let (world, vendor) = calm();
        world.fail_next_write("noterro", fault);

        assert_eq!(hint(&world).status, status, "{fault:?}");

        let expected: &[i64] = if status == 202 {
            &[0, 5000, 15_000]
        } else {
            &[]
        };
        assert_eq!(reads(&world, &vendor, 20), expected, "{fault:?}");
    }
}

#[test]
fn a_clock_put_back_after_a_hint_does_not_make_the_page_be_read_for_ever() {
    let (world, vendor) = calm();
    hint(&world);
    world.advance(1);

    world.set_clock(NOON.plus_seconds(-3600));
    world.get(SUMMARY);

    assert_eq!(reads(&world, &vendor, 120), [0, 60_000, 120_000]);
    hint(&world);
    assert_eq!(reads(&world, &vendor, 20), [1000, 5001, 15_001]);
}
