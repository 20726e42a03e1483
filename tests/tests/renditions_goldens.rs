//! What is answered in other tongues than JSON v1 (feeds, calendars, badges, metrics, frames), compared with what
//! was reviewed. The answers in JSON are held by `contract_goldens.rs`, the pages for people by their
//! own.

use statuslamp_model::Timestamp;
use statuslamp_tests::{
    golden,
    routes::{EVERY, Read},
    vendor::{Incident, Vendor},
    world::World,
};
use std::{collections::BTreeSet, fs, path::Path};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;

fn lamp() -> World {
    let world = World::new(PAGES, NOON);
    let mut vendor = Vendor::calm(URL);
    vendor.indicator = "minor";
    vendor.components[0].2 = "partial_outage";
    vendor.incidents = vec![Incident {
        id: "i1",
        impact: "major",
        updates: vec![
            ("investigating", NOON.plus_seconds(-1800)),
            ("identified", NOON.plus_seconds(-600)),
        ],
    }];
    vendor.maintenances = vec![("m1", "scheduled", NOON.plus_seconds(172_800))];
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    world
}

/// "/v1/pages/noterro/feed.atom" is in `v1-pages-noterro-feed.atom`.
fn file(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    path.trim_matches('/').replace('/', "-")
}

#[test]
fn every_rendition_is_what_was_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("renditions");
    let world = lamp();
    let mut troubles = Vec::new();
    let mut known = BTreeSet::new();
    for example in EVERY {
        match example.read {
            Read::Kept | Read::Stateless | Read::Unkept => {}
            Read::Moved | Read::Refused => continue,
        }
        let reply = world.get(example.path);
        let media = reply.header("Content-Type").unwrap_or_default();
        let is_of_people = example.path == "/" || example.path.starts_with("/is/");
        // What a stream says comes later than its answer.
        let is_stream = media.starts_with("text/event-stream");
        if media.starts_with("application/json") || is_of_people || is_stream {
            continue;
        }
        assert_eq!(reply.status, 200, "{}", example.path);
        let body = reply.body.as_deref().unwrap_or_default();
        let text = String::from_utf8(body.to_vec()).expect("text");
        // One line is easier to send, many are easier to review.
        let text = text.replace("><", ">\n<").replace("},{", "},\n{");
        let file = file(example.path);
        let text = format!("{}\n", text.trim_end());
        troubles.extend(golden::trouble(&folder.join(&file), &text));
        known.insert(file);
    }
    for entry in fs::read_dir(&folder).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_string_lossy().into_owned();
        assert!(known.contains(&name), "{name} is nobody's answer");
    }

    assert!(known.len() >= 10, "{known:?}");
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}
