//! Uptime by the day: every second counted once, and gaps for what is not known.

use crate::{DAY, NOON, PAGES, RARELY, UPTIME, calm, walk};
use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::world::{Fault, Scripted};

/// Date, uptime, worst state and unknown seconds of the days that are asked for.
fn days(uptime: &Value) -> Vec<(String, Option<f64>, Option<String>, u64)> {
    let days = uptime["days"].as_array().expect("there are days").iter();
    days.map(|day| {
        (
            day["date"].as_str().expect("a date").to_owned(),
            day["uptime"].as_f64(),
            day["worst"].as_str().map(str::to_owned),
            day["unknown"].as_u64().expect("seconds"),
        )
    })
    .collect()
}

#[test]
fn uptime_is_told_by_the_day_with_gaps_for_what_is_not_known() {
    let (world, mut vendor) = calm(RARELY);
    // Two days of which the second has six hours of an outage, one day of silence, one well.
    world.advance(12 * 3600);
    world.advance(DAY);
    vendor.components[0].2 = "major_outage";
    vendor.publish(&world);
    world.advance(3600);
    world.advance(5 * 3600);
    vendor.components[0].2 = "operational";
    vendor.publish(&world);
    world.advance(18 * 3600 - 1);
    vendor.answer(&world, &Scripted::Reset);
    world.advance(2 * DAY);
    vendor.publish(&world);
    world.advance(DAY);

    let list = world.json("/v1/pages/noterro/uptime?days=8");

    let web = &list["data"][0];
    assert_eq!(
        (&web["name"], &web["group_id"]),
        (&"Web App".into(), &Value::Null)
    );
    let told = days(web);
    assert_eq!(told.len(), 8);
    let dates: Vec<_> = told.iter().map(|(date, ..)| date.as_str()).collect();
    assert!(
        dates.is_sorted() && dates.contains(&"2026-11-21"),
        "{dates:?}"
    );
    let of = |date: &str| {
        let found = told.iter().find(|(day, ..)| day == date);
        found.unwrap_or_else(|| panic!("{date} is missing: {dates:?}"))
    };
    assert_eq!(of("2026-11-20").1, None, "before anything was read");
    assert_eq!(of("2026-11-20").3, 86_400);
    assert_eq!(of("2026-11-21").2.as_deref(), Some("operational"));
    assert!(of("2026-11-21").3 >= 12 * 3600, "the morning is not known");
    let outage = of("2026-11-23");
    assert_eq!(outage.2.as_deref(), Some("major_outage"));
    assert!(
        outage.1.is_some_and(|up| (0.7..0.8).contains(&up)),
        "{outage:?}"
    );
    assert_eq!(
        of("2026-11-25").1,
        None,
        "a day of silence is a gap: {told:?}"
    );
    // The other component was never down, so the page was down half as long.
    assert_eq!(list["data"][1]["uptime"], 1.0);
    let page = days(&list["overall"]);
    let outage = page.iter().find(|(date, ..)| date == "2026-11-23").unwrap();
    assert!(
        outage.1.is_some_and(|up| (0.85..0.9).contains(&up)),
        "{outage:?}"
    );
    assert_eq!(outage.2.as_deref(), Some("major_outage"));
    let silent = page.iter().find(|(date, ..)| date == "2026-11-25").unwrap();
    assert_eq!((silent.1, silent.3), (None, 2 * 86_400));
}

#[test]
fn every_second_of_every_day_is_counted_once() {
    let (world, mut vendor) = calm(RARELY);
    for step in 0..40 {
        vendor.components[0].2 = ["operational", "partial_outage", "under_maintenance"][step % 3];
        vendor.publish(&world);
        world.advance(5 * 3600 + 7);
        if step % 7 == 0 {
            world.fail_next_write("noterro", Fault::Lost);
        }
    }
    let list = world.json(UPTIME);
    let today = list["checked_at"].as_str().unwrap().get(..10).unwrap();
    let members = [
        "operational",
        "under_maintenance",
        "degraded_performance",
        "partial_outage",
        "major_outage",
        "unknown",
    ];
    let total =
        |day: &Value| -> u64 { members.iter().map(|name| day[name].as_u64().unwrap()).sum() };
    for (uptime, components) in [(&list["overall"], 2), (&list["data"][0], 1)] {
        let days = uptime["days"].as_array().unwrap();
        assert_eq!(days.len(), 90);
        assert_eq!(days[89]["date"], today);
        for day in &days[..89] {
            assert_eq!(total(day), components * 86_400, "{}", day["date"]);
        }
    }
    let one = list["data"][0]["days"].as_array().unwrap();
    let other = list["data"][1]["days"].as_array().unwrap();
    let sum = list["overall"]["days"].as_array().unwrap();
    for ((one, other), sum) in one.iter().zip(other).zip(sum) {
        for name in members {
            let added = one[name].as_u64().unwrap() + other[name].as_u64().unwrap();
            assert_eq!(sum[name], added, "{name} of {}", sum["date"]);
        }
    }
}

#[test]
fn today_never_counts_as_up_for_longer_than_it_is_known() {
    let (world, vendor) = calm(PAGES);
    vendor.answer(&world, &Scripted::Reset);
    for _ in 0..40 {
        world.advance(97);
        let list = world.json("/v1/pages/noterro/uptime?days=1");
        let checked: Timestamp = list["checked_at"].as_str().unwrap().parse().unwrap();
        let unknown: Timestamp = list["unknown_after"].as_str().unwrap().parse().unwrap();
        let up = list["data"][0]["days"][0]["operational"].as_u64().unwrap();
        let known = unknown.seconds_since(NOON).unsigned_abs();
        let read = checked.seconds_since(NOON).unsigned_abs();
        let is_known = world.now() <= unknown;
        assert!(
            up <= if is_known { read } else { known },
            "{up} at {}",
            world.now()
        );
    }
}

#[test]
fn between_two_reads_the_answer_stays_byte_for_byte() {
    let (world, _) = calm(PAGES);
    world.advance(5);
    let before = world.get(UPTIME);

    world.advance(20);

    assert_eq!(world.get(UPTIME).header("ETag"), before.header("ETag"));
    world.advance(60);
    assert_ne!(world.get(UPTIME).header("ETag"), before.header("ETag"));
}

#[test]
fn components_are_read_part_by_part_even_while_they_go() {
    let (world, mut vendor) = calm(PAGES);
    vendor.components = (0..60)
        .map(|number| {
            let id: &'static str = Box::leak(format!("c{number:02}").into_boxed_str());
            (id, id, "operational")
        })
        .collect();
    vendor.publish(&world);
    world.advance(200);

    let parts = walk(&world, "/v1/pages/noterro/uptime?days=2&limit=25", |read| {
        if read == 1 {
            // The one the cursor names goes.
            vendor.components.remove(24);
            vendor.publish(&world);
            world.advance(200);
        }
    });

    let read = parts.concat();
    assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10]);
    let mut distinct = read.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), read.len());
}
