//! Several pages in one answer: what happened on any of them, and their summaries.

use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::World,
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const HOUR: i64 = 3600;
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"},
    {"id":"napta","name":"Napta","url":"https://status.napta.example","provider":"statuspage"},
    {"id":"netop","name":"Netop","url":"https://status.netop.example","provider":"statuspage"}
]}"#;
const URLS: [&str; 3] = [
    "https://status.noterro.example",
    "https://status.napta.example",
    "https://status.netop.example",
];
const ALL: &str = "/v1/incidents?pages=netop,napta,noterro";

/// On each page one incident every so many hours, all of them also at the same instants.
fn lit(every: [i64; 3], count: i64) -> World {
    let world = World::new(PAGES, NOON);
    for (url, hours) in URLS.into_iter().zip(every) {
        let mut vendor = Vendor::calm(url);
        let past = (1..=count).map(|number| {
            let at = NOON.plus_seconds(-HOUR * hours * number);
            Incident {
                id: format!("i{number:03}").leak(),
                impact: if number % 5 == 0 { "major" } else { "minor" },
                updates: vec![("investigating", at), ("resolved", at.plus_seconds(60))],
            }
        });
        vendor.incidents = past.collect();
        vendor.publish(&world);
    }
    world.tick();
    world.advance(1000);
    world
}

/// Page, id and beginning of every event, read part by part.
fn walk(world: &World, first: &str) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    let mut path = first.to_owned();
    loop {
        let list = world.json(&path);
        let text = |item: &Value, name: &str| item[name].as_str().expect(name).to_owned();
        for item in list["data"].as_array().expect("a list") {
            all.push((
                text(item, "started_at"),
                text(item, "page"),
                text(item, "id"),
            ));
        }
        let reply = world.get(&path);
        let Some(link) = reply.header("Link") else {
            assert_eq!(list["next_cursor"], Value::Null);
            return all;
        };
        let next = link.strip_prefix('<').and_then(|link| link.split_once('>'));
        next.expect("an address").0.clone_into(&mut path);
    }
}

#[test]
fn everything_is_told_once_newest_first_whatever_the_size_of_a_part() {
    let world = lit([1, 2, 3], 30);
    let whole = walk(&world, &format!("{ALL}&limit=100"));
    assert_eq!(whole.len(), 90);
    for pair in whole.windows(2) {
        let (one, other) = (&pair[0], &pair[1]);
        let is_newer = one.0 > other.0;
        assert!(
            is_newer || (one.0 == other.0 && (&one.1, &one.2) < (&other.1, &other.2)),
            "{pair:?}"
        );
    }

    for limit in [1, 2, 7, 25] {
        assert_eq!(
            walk(&world, &format!("{ALL}&limit={limit}")),
            whole,
            "{limit}"
        );
    }
}

#[test]
fn only_what_is_wanted_is_told_of_each_page() {
    let world = lit([1, 2, 3], 30);

    let majors = walk(&world, &format!("{ALL}&impact=major&limit=4"));

    assert_eq!(majors.len(), 18);
    assert!(
        majors
            .iter()
            .all(|(_, _, id)| id[1..].parse::<u32>().expect("a number") % 5 == 0)
    );
    let one = walk(&world, "/v1/incidents?pages=napta&limit=3");
    assert_eq!(one.len(), 30);
}

#[test]
fn a_cursor_of_another_list_is_refused_and_a_page_that_fails_hides_nothing() {
    let world = lit([1, 2, 3], 3);
    let other = world.json("/v1/pages/napta/incidents?limit=1")["next_cursor"].clone();

    let refused = world.get(&format!(
        "{ALL}&cursor={}",
        other.as_str().expect("a cursor")
    ));

    assert_eq!(refused.status, 400);
    world.restart();
    world.run("napta", "DROP TABLE meta");
    assert_eq!(world.get(ALL).status, 500);
}

#[test]
fn summaries_are_the_pages_own_and_what_is_not_listed_is_named() {
    let world = lit([1, 2, 3], 1);

    let several = world.json("/v1/summary?pages=noterro,nobody,napta");

    let own = ["napta", "noterro"].map(|page| world.json(&format!("/v1/pages/{page}/summary")));
    assert_eq!(several["data"], json!(own));
    assert_eq!(several["unlisted"], json!(["nobody"]));
    assert_eq!(
        world.get("/v1/summary?pages=a,b,c,d,e,f,g,h,i,j,k").status,
        400
    );
}
