//! Who may say something over a page, and what is refused.

use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    operator::{delete, json_of, one_of_each_kind, put, send},
    vendor::Vendor,
    world::{OPERATOR_SECRET, World},
};
use statuslamp_worker::http::{Body, Reply};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const PAGE: &str = "/v1/pages/noterro";

fn calm() -> World {
    let world = World::new(PAGES, NOON);
    Vendor::calm(NOTERRO).publish(&world);
    world.tick();
    world.advance(1);
    world
}

fn silence() -> Value {
    one_of_each_kind(NOON.plus_seconds(3600)).remove(2)
}

fn slug(reply: &Reply) -> String {
    let problem = json_of(reply);
    assert_eq!(problem["status"], reply.status);
    let kind = problem["type"].as_str().expect("a problem has a type");
    kind.replace("/docs/problems/#", "")
}

fn in_force(world: &World) -> Option<usize> {
    world.json(PAGE)["overrides"].as_array().map(Vec::len)
}

#[test]
fn only_the_operator_may() {
    let world = calm();
    let right = OPERATOR_SECRET;
    let cases = [
        None,
        Some(String::new()),
        Some("Bearer".to_owned()),
        Some("Bearer ".to_owned()),
        Some(right.to_owned()),
        Some(format!("Basic {right}")),
        Some(format!("Bearer {right}.")),
        Some(format!("Bearer {}", right.to_uppercase())),
    ];
    for authorization in cases {
        for method in ["PUT", "DELETE"] {
            let body = Body::Whole(silence().to_string().into_bytes());

            let reply = send(&world, method, "a", authorization.as_deref(), body);

            assert_eq!(reply.status, 401, "{authorization:?}");
            assert_eq!(slug(&reply), "not-the-operator");
            assert_eq!(reply.header("WWW-Authenticate"), Some("Bearer"));
            assert_eq!(reply.header("Cache-Control"), Some("no-store"));
        }
    }
    assert_eq!(in_force(&world), Some(0));

    let scheme = format!("bearer  {right}");
    let body = Body::Whole(silence().to_string().into_bytes());
    assert_eq!(send(&world, "PUT", "a", Some(&scheme), body).status, 200);
}

#[test]
fn what_a_stranger_sends_is_not_even_read() {
    let world = calm();
    for body in [Body::Refused, Body::Whole(b"{".to_vec())] {
        assert_eq!(send(&world, "PUT", "a", None, body).status, 401);
    }
}

#[test]
fn what_cannot_be_used_is_refused_by_what_and_where() {
    let world = calm();
    let secret = format!("Bearer {OPERATOR_SECRET}");
    let refused = |body: Body| send(&world, "PUT", "a", Some(&secret), body);

    let unknown = refused(Body::Whole(b"{\n\"colour\":1}".to_vec()));
    assert_eq!(
        (unknown.status, slug(&unknown).as_str()),
        (400, "bad-override")
    );
    let fault = &json_of(&unknown)["errors"][0];
    assert_eq!(fault["location"], "body");
    let detail = fault["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("line 2: unknown field \"colour\""),
        "{detail}"
    );

    let long = format!("{{\"{}\":1}}", "x".repeat(60_000));
    let reply = refused(Body::Whole(long.into_bytes()));
    assert!(
        reply.body.unwrap().len() < 2000,
        "what was sent is not said back whole"
    );

    assert_eq!(refused(Body::Whole(vec![0xff])).status, 400);
    assert_eq!(refused(Body::Whole(Vec::new())).status, 400);
    let large = refused(Body::Refused);
    assert_eq!(
        (large.status, slug(&large).as_str()),
        (413, "body-too-large")
    );
    assert_eq!(in_force(&world), Some(0));
}

#[test]
fn an_id_that_cannot_be_one_is_refused() {
    let world = calm();

    let reply = put(&world, "No%20Such", &silence());

    assert_eq!((reply.status, slug(&reply).as_str()), (400, "bad-override"));
}

#[test]
fn nothing_is_taken_back_that_was_not_said() {
    let world = calm();

    let reply = delete(&world, "a");

    assert_eq!(
        (reply.status, slug(&reply).as_str()),
        (404, "unknown-override")
    );
}

#[test]
fn other_methods_and_parameters_are_refused_by_name() {
    let world = calm();
    for method in ["GET", "HEAD", "POST", "PATCH"] {
        let reply = world.request(method, "/v1/pages/noterro/overrides/a", None);
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("Allow"), Some("PUT, DELETE, OPTIONS"));
    }
    let reply = world.request("DELETE", "/v1/pages/noterro/overrides/a?force=1", None);
    assert_eq!(
        (reply.status, slug(&reply).as_str()),
        (400, "unknown-parameter")
    );
    let reply = world.request("DELETE", "/v1/pages/nothing/overrides/a", None);
    assert_eq!((reply.status, slug(&reply).as_str()), (404, "unknown-page"));
}

#[test]
fn a_page_bears_fifty_at_a_time() {
    let world = calm();
    for number in 0..50 {
        assert_eq!(put(&world, &format!("o{number}"), &silence()).status, 200);
    }

    let reply = put(&world, "one-more", &silence());

    assert_eq!(
        (reply.status, slug(&reply).as_str()),
        (409, "too-many-overrides")
    );
    assert_eq!(in_force(&world), Some(50));
    let other = json!({"kind": "mute_event", "event": "i1",
        "expires_at": NOON.plus_seconds(60).to_string()});
    assert_eq!(
        put(&world, "o0", &other).status,
        200,
        "replacing needs no room"
    );
    delete(&world, "o1");
    assert_eq!(put(&world, "one-more", &silence()).status, 200);
}

#[test]
fn the_record_keeps_the_reasons_of_the_last_thousand_changes() {
    let world = calm();
    let mut said = silence();
    for number in 0..505 {
        said["reason"] = json!(format!("reason {number}"));
        put(&world, "a", &said);
        delete(&world, "a");
    }

    let rows = world.rows("noterro", "SELECT json FROM audit ORDER BY number");

    assert_eq!(rows.len(), 1000);
    let oldest = format!("{:?}", rows[0]);
    let newest = format!("{:?}", rows[999]);
    assert!(
        oldest.contains("reason 5\\\"") && newest.contains("reason 504"),
        "{oldest} {newest}"
    );
}
