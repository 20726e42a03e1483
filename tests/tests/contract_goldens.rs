//! One answer of every operation that answers with JSON, compared with what was reviewed. They are
//! the examples in `/openapi.json`, so that no example is made up.

use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    golden,
    hooks::secret_of,
    operator::NOTERRO,
    vendor::{Incident, Vendor},
    world::{OPERATOR_SECRET, World},
};
use statuslamp_worker::{
    contract::{Operation, Place, operations},
    http::{Body, Method, Reply, Request},
};
use std::{fs, path::Path};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const PAGES: &str = r#"{"pages":[
    {"id":"napta","name":"Napta","url":"https://status.napta.example","provider":"statuspage"},
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;

/// A lamp over two pages: something is open on one of them, something was, something is planned.
fn lamp() -> World {
    let world = World::new(PAGES, NOON);
    Vendor::calm("https://status.napta.example").publish(&world);
    let mut vendor = Vendor::calm(NOTERRO);
    vendor.indicator = "minor";
    vendor.components[0].2 = "partial_outage";
    vendor.incidents = vec![
        Incident {
            id: "i1",
            impact: "major",
            updates: vec![
                ("investigating", NOON.plus_seconds(-1800)),
                ("identified", NOON.plus_seconds(-600)),
            ],
        },
        Incident {
            id: "i0",
            impact: "minor",
            updates: vec![
                ("investigating", NOON.plus_seconds(-90_000)),
                ("resolved", NOON.plus_seconds(-86_400)),
            ],
        },
    ];
    vendor.maintenances = vec![("m1", "scheduled", NOON.plus_seconds(172_800))];
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    world
}

/// What is asked where an address alone is not enough, or would be answered at length.
fn query(operation: &Operation) -> &'static str {
    let takes = |name: &str| operation.parameters.iter().any(|one| one.name == name);
    match operation.id {
        "getUptime" => "days=2&limit=1",
        _ if takes("pages") => "pages=napta,noterro",
        _ => "",
    }
}

fn answer(world: &World, operation: &Operation) -> Reply {
    let in_path = operation.parameters.iter();
    let in_path = in_path.filter(|parameter| parameter.place == Place::Path);
    let path = in_path.fold(operation.path.to_owned(), |path, parameter| {
        path.replace(&format!("{{{}}}", parameter.name), parameter.example())
    });
    let (path, body) = match operation.id {
        "sendHint" => (
            format!(
                "/v1/pages/noterro/hooks/statuspage/{}",
                secret_of("noterro")
            ),
            r#"{"page":{"id":"p"},"incident":{}}"#.to_owned(),
        ),
        "putOverride" => (
            path,
            format!(
                r#"{{"kind":"silence","expires_at":"{}","reason":"Our own drill"}}"#,
                NOON.plus_seconds(3600)
            ),
        ),
        _ => (path, String::new()),
    };
    world.send(&Request {
        method: operation.method(),
        path: &path,
        query: query(operation),
        origin: "",
        host: "",
        if_none_match: None,
        authorization: Some(format!("Bearer {OPERATOR_SECRET}")),
        body: Body::Whole(body.into_bytes()),
    })
}

#[test]
fn every_answer_is_what_was_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("contract");
    let world = lamp();
    let mut troubles = Vec::new();
    let mut known = Vec::new();
    for operation in operations() {
        let reply = answer(&world, operation);
        let media = reply.header("Content-Type").unwrap_or_default();
        if !media.starts_with("application/json") {
            continue;
        }
        let body = reply.body.as_deref().unwrap_or_default();
        assert!(
            (200..300).contains(&reply.status),
            "{} {}",
            operation.id,
            reply.status
        );
        let body: Value = serde_json::from_slice(body).expect("JSON");
        let file = format!("{}.json", operation.id);
        troubles.extend(golden::trouble(&folder.join(&file), &format!("{body:#}\n")));
        known.push(file);
    }
    for entry in fs::read_dir(&folder).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_string_lossy().into_owned();
        assert!(known.contains(&name), "{name} is nobody's answer");
    }

    assert!(known.len() > 20, "{known:?}");
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

#[test]
fn what_is_not_promised_is_found() {
    let world = lamp();
    let trouble = |path: &str, change: &dyn Fn(&mut Reply)| {
        let mut reply = world.get(path);
        change(&mut reply);
        statuslamp_tests::contract::trouble(&Method::Get, path, &reply)
    };
    let verdict = "/v1/pages/noterro/verdict";
    let written = |from: &'static str, to: &'static str| {
        move |reply: &mut Reply| {
            let body = reply.body.as_deref().unwrap_or_default();
            let text = String::from_utf8_lossy(body);
            assert!(text.contains(from), "{text}");
            reply.body = Some(text.replacen(from, to, 1).into_bytes().into());
        }
    };

    assert_eq!(trouble(verdict, &|_| ()), None);
    for change in [
        &written("\"live\":", "\"novelty\":1,\"live\":") as &dyn Fn(&mut Reply),
        &written("\"kind\":\"incident\"", "\"kind\":\"prophecy\""),
        &written(
            "\"kind\":\"incident\"",
            "\"novelty\":1,\"kind\":\"incident\"",
        ),
        &written("\"more_events\":0", "\"more_event\":0"),
        &|reply| reply.status = 410,
        &|reply| reply.headers.push(("X-Novelty", "1".into())),
        &|reply| reply.headers.retain(|(name, _)| *name != "ETag"),
        &|reply| {
            for (name, value) in &mut reply.headers {
                if *name == "Cache-Control" {
                    *value = "public".into();
                }
            }
        },
    ] {
        assert!(trouble(verdict, change).is_some());
    }
}
