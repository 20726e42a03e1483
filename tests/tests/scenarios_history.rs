//! What is remembered of components: one row per real change, gaps where nothing is known, and
//! days that add up.

use statuslamp_model::{ComponentStatus, Seconds, Timestamp};
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Fault, Scripted, World},
};
use statuslamp_worker::page::history::{Day, Transition, days};

/// 2026-11-21T12:00:00Z.
const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
/// The day of noon, in days since 1970-01-01.
const TODAY: i64 = 20_778;
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const RARELY: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example",
     "provider":"statuspage","poll_seconds":3600}
]}"#;
const SUMMARY: &str = "/v1/pages/noterro/summary";
const DAY: i64 = 86_400;

fn calm(pages: &str) -> (World, Vendor) {
    let world = World::new(pages, NOON);
    let vendor = Vendor::calm(URL);
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    (world, vendor)
}

fn set(world: &World, vendor: &mut Vendor, status: &'static str) {
    vendor.components[0].2 = status;
    vendor.publish(world);
}

/// What a component became: seconds after noon, and the word; `gone` where it ended.
fn became(world: &World, component: &str) -> Vec<(i64, &'static str)> {
    let name = |status: Option<ComponentStatus>| status.map_or("gone", ComponentStatus::as_str);
    let told = world.transitions("noterro", component);
    let told = told
        .iter()
        .map(|one| (one.at.seconds_since(NOON), name(one.status)));
    told.collect()
}

#[test]
fn first_sight_change_disappearance_and_return_are_a_row_each() {
    let (world, mut vendor) = calm(PAGES);
    world.advance(600);
    set(&world, &mut vendor, "partial_outage");
    world.advance(60);
    let web = vendor.components.remove(0);
    vendor.publish(&world);
    world.advance(60);
    vendor.components.insert(0, web);
    set(&world, &mut vendor, "operational");
    world.advance(600);

    let told = became(&world, "web");
    assert_eq!(told[..2], [(0, "operational"), (660, "partial_outage")]);
    let words: Vec<_> = told[2..].iter().map(|(_, word)| *word).collect();
    assert_eq!(words, ["gone", "operational"]);
    assert_eq!(became(&world, "api"), [(0, "operational")]);
    assert_eq!(became(&world, "nothing"), []);
}

#[test]
fn another_name_is_no_change_and_the_name_of_its_time_is_kept() {
    let (world, mut vendor) = calm(PAGES);
    vendor.components[0].1 = "Web";
    vendor.publish(&world);
    world.advance(60);
    set(&world, &mut vendor, "major_outage");
    world.advance(60);

    let told = world.transitions("noterro", "web");
    let names: Vec<_> = told.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Web App", "Web"]);
    assert_eq!(told[1].raw.as_deref(), Some("major_outage"));
}

#[test]
fn what_ran_out_is_unknown_from_then_on_whoever_noticed_it_and_whenever() {
    // Polls fail; nobody polls but a reader comes; nobody comes before the next good read.
    for case in ["failing", "read", "asleep"] {
        let (world, vendor) = calm(PAGES);
        match case {
            "failing" => {
                vendor.answer(&world, &Scripted::TimedOut);
                world.advance(5000);
                vendor.publish(&world);
            }
            "read" => {
                world.advance_silently(4000);
                world.get(SUMMARY);
            }
            _ => world.advance_silently(4000),
        }
        world.advance(4000);

        let told = became(&world, "web");
        assert_eq!(told.len(), 3, "{case}: {told:?}");
        assert_eq!(told[..2], [(0, "operational"), (900, "unknown")], "{case}");
        assert!(
            told[2].0 > 3900 && told[2].1 == "operational",
            "{case}: {told:?}"
        );
        let today = world.days("noterro", "web", 1)[0].seconds;
        let gap = u64::try_from(told[2].0 - 900).unwrap();
        assert_eq!(
            today.unknown,
            43_200 + gap,
            "{case}: the morning, and the gap"
        );
    }
}

#[test]
fn what_is_not_known_any_more_counts_as_unknown_before_anybody_noticed() {
    let (world, _) = calm(PAGES);
    world.advance_silently(7200);

    assert_eq!(world.days("noterro", "web", 1)[0].seconds.operational, 900);
}

#[test]
fn no_change_is_lost_or_doubled_whatever_goes_wrong_with_writes() {
    let (world, mut vendor) = calm(PAGES);
    let words = ["operational", "degraded_performance", "major_outage"];
    for step in 0..160_usize {
        set(&world, &mut vendor, words[step / 2 % 3]);
        match step % 5 {
            1 => world.fail_next_write("noterro", Fault::Lost),
            3 => world.fail_next_write("noterro", Fault::Landed),
            _ => {}
        }
        if step % 7 == 0 {
            vendor.answer(&world, &Scripted::Reset);
        }
        if step % 11 == 0 {
            world.restart();
        }
        world.advance([60, 15, 1200][step % 3]);

        let told = became(&world, "web");
        let doubled = told.windows(2).find(|pair| pair[0].1 == pair[1].1);
        assert_eq!(doubled, None, "step {step}");
        assert!(
            told.is_sorted_by(|one, next| one.0 < next.0),
            "step {step}: {told:?}"
        );
        let summary = world.json(SUMMARY);
        let (shown, noted) = (&summary["components"][0]["status"], told.last().unwrap().1);
        // Known trouble is still told when it is too old to be counted.
        assert!(
            shown == noted || noted == "unknown",
            "step {step}: {shown} and {noted}"
        );
    }
    assert!(became(&world, "web").len() > 40);
}

#[test]
fn a_clock_that_goes_back_takes_no_change_with_it() {
    let (world, mut vendor) = calm(PAGES);
    world.advance(600);
    set(&world, &mut vendor, "major_outage");
    world.advance(60);
    world.advance_silently(-300);
    set(&world, &mut vendor, "operational");
    world.restart();
    world.get(SUMMARY);
    world.advance(1);

    let told = became(&world, "web");
    assert_eq!(
        told,
        [
            (0, "operational"),
            (660, "major_outage"),
            // Five minutes before its own reading, nobody can tell how old that is.
            (661, "unknown"),
            (662, "operational")
        ]
    );
    let today = world.days("noterro", "web", 1)[0].seconds;
    assert_eq!(
        today.total().cast_signed(),
        43_200 + world.now().seconds_since(NOON)
    );
    assert_eq!(
        (today.operational, today.major_outage),
        (0, 0),
        "which clock was right?"
    );
}

fn day(number: i64, operational: u64, partial_outage: u64, unknown: u64) -> Day {
    let seconds = Seconds {
        operational,
        partial_outage,
        unknown,
        ..Seconds::default()
    };
    Day { number, seconds }
}

#[test]
fn an_outage_over_midnight_is_shared_by_two_days_and_a_day_before_knowledge_is_a_gap() {
    let (world, mut vendor) = calm(RARELY);
    world.advance(11 * 3600 - 2);
    set(&world, &mut vendor, "partial_outage");
    world.advance(2 * 3600);
    set(&world, &mut vendor, "operational");
    world.advance(5 * 3600 + 1);

    let expected = [
        day(TODAY - 1, 0, 0, 86_400),
        day(TODAY, 39_600, 3_600, 43_200),
        day(TODAY + 1, 18_000, 3_600, 0),
    ];
    assert_eq!(world.days("noterro", "web", 3), expected);
}

#[test]
fn a_day_is_kept_once_it_is_over_and_equals_what_the_transitions_say() {
    let (world, mut vendor) = calm(RARELY);
    for step in 0..140 {
        let words = ["operational", "partial_outage", "under_maintenance"];
        set(&world, &mut vendor, words[step % 3]);
        world.advance_silently(5 * 3600);
        world.advance(0);
        if step == 30 {
            world.advance_silently(3 * DAY);
        }
    }

    let kept = world.rows(
        "noterro",
        "SELECT day FROM days WHERE component_id = 'web' ORDER BY day",
    );
    let told = world.transitions("noterro", "web");
    let computed = days(&told, &(TODAY - 1..TODAY + 40), world.now(), world.now());
    let asked = world.days("noterro", "web", u32::try_from(computed.len()).unwrap());
    assert!(kept.len() > 25, "{}", kept.len());
    assert_eq!(asked, computed);
    let open = computed.last().unwrap().number;
    assert!(
        kept.iter()
            .all(|row| row.integer(0).unwrap().unwrap() < open)
    );
}

#[test]
fn a_big_page_closes_its_day_in_parts() {
    let (world, mut vendor) = calm(RARELY);
    for number in 0..120 {
        let id = Box::leak(format!("c{number:03}").into_boxed_str());
        vendor.components.push((id, id, "operational"));
    }
    vendor.publish(&world);
    world.advance(13 * 3600);
    let in_parts = |world: &World| world.rows("noterro", "SELECT component_id FROM days").len();
    assert_eq!(in_parts(&world), 50);

    world.advance(2 * 3600);
    assert_eq!(in_parts(&world), 122);
    world.advance(8 * 3600);
    assert_eq!(in_parts(&world), 122);
}

#[test]
fn a_quiet_poll_writes_the_published_documents_and_the_ledger_and_nothing_else() {
    let (world, _) = calm(PAGES);
    world.advance(120);
    let before = world.rows_written("noterro");

    world.advance(600);

    assert_eq!(world.rows_written("noterro") - before, 10 * 4);
}

#[test]
fn a_change_of_one_component_is_one_row_more() {
    let (world, mut vendor) = calm(PAGES);
    world.advance(120);
    set(&world, &mut vendor, "major_outage");
    let before = world.rows_written("noterro");

    world.advance(60);

    // The transition, what the vendor says now, and that its document is another one; of the
    // three documents one has not changed.
    let transitions = world.rows("noterro", "SELECT at FROM transitions").len();
    assert_eq!(transitions, 3);
    assert!(world.rows_written("noterro") - before <= 4 + 5);
}

#[test]
fn a_new_message_of_a_long_timeline_is_one_row_more() {
    let (world, mut vendor) = calm(PAGES);
    let said = |number: i64| ("identified", NOON.plus_seconds(60 * number));
    vendor.incidents.push(Incident {
        id: "i1",
        impact: "minor",
        updates: (-40..0).map(said).collect(),
    });
    vendor.publish(&world);
    world.advance(120);
    let next_read = world.alarm_of("noterro").unwrap();
    vendor.incidents[0]
        .updates
        .push(("monitoring", world.now()));
    vendor.publish(&world);
    let before = world.rows_written("noterro");

    world.advance(next_read.seconds_since(world.now()) + 1);

    // The update and its event, two documents of the vendor's, and what every poll writes.
    assert_eq!(world.rows("noterro", "SELECT id FROM events").len(), 1);
    assert_eq!(
        world.rows("noterro", "SELECT event_id FROM updates").len(),
        41
    );
    assert_eq!(world.rows_written("noterro") - before, 2 + 2 + 4);
}

#[test]
fn a_transition_says_what_the_vendor_said() {
    let (world, _) = calm(PAGES);

    let expected = Transition {
        component_id: "api".to_owned(),
        at: NOON,
        name: "API".to_owned(),
        status: Some(ComponentStatus::Operational),
        raw: Some("operational".to_owned()),
    };
    assert_eq!(world.transitions("noterro", "api"), [expected]);
}

#[test]
fn days_that_a_wrong_clock_closed_are_not_taken_for_lived() {
    let (world, _) = calm(RARELY);
    world.advance_silently(2 * DAY);
    world.advance(DAY + 4 * 3600);
    let closed = world.rows("noterro", "SELECT day FROM days WHERE component_id = 'web'");
    assert_eq!(closed.len(), 2, "the day between is a gap");

    world.set_clock(NOON.plus_seconds(8 * 3600));

    let days = world.days("noterro", "web", 2);
    assert_eq!(days[1].seconds.total(), 20 * 3600);
    assert_eq!(
        (days[1].number, days[1].seconds.operational),
        (TODAY, 6 * 3600)
    );
}
