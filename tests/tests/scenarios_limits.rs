//! What costs is bounded for each reader, where the platform counts; where it does not, nothing
//! changes.

use serde_json::Value;
use statuslamp_tests::{
    hooks::{notification, secret_of},
    operator::troubled,
    world::World,
};
use statuslamp_worker::{
    http::{Body, Method, Reply, Request},
    limit::Quota,
};
use std::{collections::BTreeMap, fs, path::Path};

const SEARCH: &str = "/v1/pages/noterro/incidents?q=slow";

fn lamp() -> World {
    troubled(false).0
}

fn send(world: &World, method: &str, path: &str, body: &Value) -> Reply {
    world.send(&Request {
        method: Method::from_name(method),
        path,
        query: "",
        host: "",
        origin: "http://127.0.0.1",
        if_none_match: None,
        authorization: None,
        body: Body::Whole(body.to_string().into_bytes()),
    })
}

#[test]
fn where_nobody_counts_nothing_is_said_and_nothing_refused() {
    let world = lamp();
    for _ in 0..200 {
        let reply = world.get(SEARCH);

        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("RateLimit-Policy"), None);
        assert_eq!(reply.header("RateLimit"), None);
    }
}

#[test]
fn the_policy_is_told_with_every_answer_it_bounds_and_what_is_left_never_guessed() {
    let world = lamp();
    world.limit(Quota::Search, 10);
    for path in [
        SEARCH,
        "/v1/pages?q=not",
        "/v1/incidents?pages=noterro&impact=major",
        "/v1/pages/noterro/maintenances?phase=scheduled",
        "/v1/pages/noterro/incidents?impact=nonsense",
    ] {
        let reply = world.get(path);

        let policy = Some("\"search\";q=120;w=60");
        assert_eq!(reply.header("RateLimit-Policy"), policy, "{path}");
        assert_eq!(reply.header("RateLimit"), None, "{path}");
        let exposed = reply.header("Access-Control-Expose-Headers");
        assert!(exposed.is_some_and(|names| names.ends_with(", RateLimit, RateLimit-Policy")));
    }
}

#[test]
fn whoever_has_had_enough_is_told_when_to_come_again_and_reads_everything_else() {
    let world = lamp();
    world.limit(Quota::Search, 1);
    assert_eq!(world.get(SEARCH).status, 200);

    let refused = world.get(SEARCH);

    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("Retry-After"), Some("60"));
    assert_eq!(refused.header("RateLimit"), Some("\"search\";r=0;t=60"));
    assert_eq!(
        refused.header("RateLimit-Policy"),
        Some("\"search\";q=120;w=60")
    );
    assert_eq!(refused.header("Cache-Control"), Some("no-store"));
    let problem: Value = serde_json::from_slice(&refused.body.expect("a body")).expect("JSON");
    assert_eq!(problem["type"], "/docs/problems/#too-many-requests");
    for path in [
        "/v1/pages/noterro/summary",
        "/v1/pages/noterro/incidents",
        "/v1/pages",
    ] {
        let reply = world.get(path);
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("RateLimit-Policy"), None, "{path}");
    }
}

#[test]
fn what_is_written_is_counted_before_a_secret_is_looked_at() {
    let world = lamp();
    world.limit(Quota::Writing, 2);
    let wrong = "/v1/pages/noterro/hooks/statuspage/00";
    let right = format!(
        "/v1/pages/noterro/hooks/statuspage/{}",
        secret_of("noterro")
    );
    let over = "/v1/pages/noterro/overrides/o1";
    let statuses = [
        send(&world, "POST", wrong, &notification()),
        send(&world, "DELETE", over, &Value::Null),
        send(&world, "POST", &right, &notification()),
        send(&world, "DELETE", over, &Value::Null),
    ]
    .map(|reply| reply.status);

    assert_eq!(statuses, [404, 401, 429, 429]);
}

#[test]
fn the_page_counts_its_hints_by_itself_and_says_so() {
    let world = lamp();
    let path = format!(
        "/v1/pages/noterro/hooks/statuspage/{}",
        secret_of("noterro")
    );
    let mut refused = None;
    for number in 0..40 {
        world.advance(i64::from(number % 2));
        let reply = send(&world, "POST", &path, &notification());
        if reply.status == 429 {
            refused = Some(reply);
            break;
        }
    }

    let refused = refused.expect("forty hints are too many");
    let seconds = refused.header("Retry-After").expect("a time").to_owned();
    let spent = format!("\"hints\";r=0;t={seconds}");
    assert_eq!(refused.header("RateLimit"), Some(spent.as_str()));
    assert_eq!(
        refused.header("RateLimit-Policy"),
        Some("\"hints\";q=10;w=100")
    );
}

#[test]
fn what_is_told_is_what_is_deployed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wrangler.jsonc");
    let text = fs::read_to_string(path).expect("a configuration");
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let config: Value = serde_json::from_str(&lines.collect::<String>()).expect("JSON");

    let deployed: BTreeMap<_, _> = config["ratelimits"]
        .as_array()
        .expect("limiters")
        .iter()
        .map(|limiter| {
            let name = limiter["name"].as_str().expect("a name").to_lowercase();
            let simple = &limiter["simple"];
            (name, (simple["limit"].as_u64(), simple["period"].as_u64()))
        })
        .collect();

    let told: BTreeMap<_, _> = Quota::ALL
        .iter()
        .map(|quota| {
            let bound = (quota.requests().into(), quota.seconds().into());
            (
                format!("{}_limiter", quota.name()),
                (Some(bound.0), Some(bound.1)),
            )
        })
        .collect();
    assert_eq!(deployed, told);
}
