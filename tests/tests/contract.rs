//! `/openapi.json` and the router know the same addresses, and the schemas of what is sent take what
//! the lamp takes.

use serde_json::{Value, json};
use statuslamp_model::{LocalUpstreams, Override, PagesFile, Timestamp, pages_file_schema};
use statuslamp_tests::routes::{EVERY, Read};
use statuslamp_worker::{
    contract::{Operation, Place, described_by, openapi, operations},
    routes::Route,
};
use std::collections::{BTreeMap, BTreeSet};

/// An address of an operation, with the examples of its parameters.
fn example(operation: &Operation) -> String {
    let in_path = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == Place::Path);
    in_path.fold(operation.path.to_owned(), |path, parameter| {
        path.replace(&format!("{{{}}}", parameter.name), parameter.example())
    })
}

#[test]
fn every_route_is_described() {
    let described: BTreeSet<_> = operations().map(|operation| operation.id).collect();

    for listed in EVERY {
        let path = listed.path.split('?').next().expect("a path");
        let route = Route::parse(path).expect("a route");
        for id in described_by(&route) {
            assert!(described.contains(id), "{path} is to be described by {id}");
        }
        let is_told_elsewhere = listed.read == Read::Refused && !path.starts_with("/v1/");
        assert_eq!(described_by(&route).is_empty(), is_told_elsewhere, "{path}");
    }
}

#[test]
fn every_described_address_is_one_of_its_route() {
    let mut ids = BTreeSet::new();
    for operation in operations() {
        let path = example(operation);
        let route = Route::parse(&path).unwrap_or_else(|trouble| panic!("{path}: {trouble:?}"));

        assert!(
            !path.contains('{'),
            "{path} has a parameter that is not described"
        );
        assert!(described_by(&route).contains(&operation.id), "{path}");
        assert!(
            route.allow().contains(operation.method().as_str()),
            "{path}"
        );
        assert!(ids.insert(operation.id), "{} is there twice", operation.id);
    }
}

#[test]
fn every_parameter_that_is_taken_is_described_and_no_other() {
    for operation in operations() {
        let route = Route::parse(&example(operation)).expect("a route");
        let Some(taken) = route.parameters() else {
            continue;
        };
        let described = operation.parameters.iter();
        let described = described.filter(|parameter| parameter.place == Place::Query);

        let described: BTreeSet<_> = described.map(|parameter| parameter.name).collect();

        let taken: BTreeSet<_> = taken.iter().copied().collect();
        assert_eq!(described, taken, "{}", operation.id);
    }
}

#[test]
fn the_schema_of_the_pages_file_takes_what_the_lamp_takes() {
    let schema = jsonschema::draft202012::new(&pages_file_schema()).expect("a schema");
    let page = |members: Value| {
        let mut page = json!({"id": "noterro", "name": "Noterro", "url": "https://a.example"});
        let members = members.as_object().expect("members").clone();
        page.as_object_mut().expect("members").extend(members);
        json!({"pages": [page]})
    };
    let long = "x".repeat(81);
    for (file, is_right) in [
        (json!({"pages": []}), true),
        (
            json!({"$schema": "https://a.example/pages.schema.json", "pages": []}),
            true,
        ),
        (page(json!({})), true),
        (
            page(json!({"provider": "instatus", "poll_seconds": 15, "muted": true})),
            true,
        ),
        (
            page(json!({"provider": null, "poll_seconds": null, "regions": null})),
            true,
        ),
        (
            page(json!({"regions": {"eu": ["Web", "Europe/API"]}, "audiences": {}})),
            true,
        ),
        (json!({}), false),
        (json!({"pages": {}}), false),
        (json!({"pages": [], "colour": "red"}), false),
        (
            json!({"pages": [{"id": "noterro", "name": "Noterro"}]}),
            false,
        ),
        (page(json!({"id": "No Such"})), false),
        (page(json!({"id": "-a"})), false),
        (page(json!({"name": " "})), false),
        (page(json!({"name": long})), false),
        (page(json!({"url": "ftp://a.example"})), false),
        (page(json!({"url": "https://a.example/?q"})), false),
        (page(json!({"provider": "carrier-pigeon"})), false),
        (page(json!({"poll_seconds": 3601})), false),
        (page(json!({"poll_seconds": 0})), false),
        (page(json!({"poll_seconds": "60"})), false),
        (page(json!({"muted": "no"})), false),
        (page(json!({"muted": null})), false),
        (page(json!({"colour": "red"})), false),
        (page(json!({"regions": {"a,b": []}})), false),
        (page(json!({"regions": {" a": []}})), false),
        (page(json!({"regions": {"eu": "Web"}})), false),
        (page(json!({"audiences": {"": []}})), false),
    ] {
        let taken = PagesFile::parse(&file.to_string(), LocalUpstreams::Allowed);

        assert_eq!(taken.is_ok(), is_right, "{file}: {taken:?}");
        assert_eq!(schema.is_valid(&file), is_right, "{file}");
    }
}

#[test]
fn the_schema_of_an_override_takes_what_the_lamp_takes() {
    let document = openapi(&BTreeMap::new());
    let put = &document["paths"]["/v1/pages/{page}/overrides/{id}"]["put"];
    let mut schema = put["requestBody"]["content"]["application/json"]["schema"].clone();
    schema["components"] = document["components"].clone();
    let schema = jsonschema::draft202012::new(&schema).expect("a schema");
    let now: Timestamp = "2026-11-21T12:00:00Z".parse().expect("a time");
    let said = |members: Value| {
        let mut said = json!({"expires_at": "2026-11-22T12:00:00Z"});
        let members = members.as_object().expect("members").clone();
        said.as_object_mut().expect("members").extend(members);
        said
    };
    let notice = |members: Value| {
        let mut notice = json!({"kind": "notice", "title": "T", "body": "B", "impact": "minor"});
        let members = members.as_object().expect("members").clone();
        notice.as_object_mut().expect("members").extend(members);
        said(notice)
    };
    for (body, is_right) in [
        (said(json!({"kind": "silence"})), true),
        (said(json!({"kind": "silence", "reason": "why"})), true),
        (said(json!({"kind": "mute_event", "event": "i1"})), true),
        (
            said(json!({"kind": "mute_component", "component": "web"})),
            true,
        ),
        (notice(json!({})), true),
        (
            notice(json!({"url": "https://a.example", "components": ["web"]})),
            true,
        ),
        (json!({"kind": "silence"}), false),
        (said(json!({"kind": "shout"})), false),
        (said(json!({"kind": "silence", "event": "i1"})), false),
        (said(json!({"kind": "mute_event"})), false),
        (said(json!({"kind": "mute_event", "event": ""})), false),
        (notice(json!({"impact": "maintenance"})), false),
        (notice(json!({"title": "x".repeat(201)})), false),
        (notice(json!({"components": ["a", "a"]})), false),
        (notice(json!({"url": "http://a.example"})), false),
        (notice(json!({"colour": "red"})), false),
    ] {
        let id = "quiet".parse().expect("an id");
        let taken = Override::parse(id, &body.to_string(), now);

        assert_eq!(taken.is_ok(), is_right, "{body}: {taken:?}");
        assert_eq!(schema.is_valid(&body), is_right, "{body}");
    }
}
