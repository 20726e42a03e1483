//! Every answer as a reader, a browser and a cache see it.

use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Scripted, World},
};
use statuslamp_worker::http::{Reply, http_date};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;

/// Every address that is answered with a document, and whether it may be kept.
const READABLE: [(&str, bool); 10] = [
    ("/health", false),
    ("/v1/pages", true),
    ("/v1/pages/noterro", true),
    ("/v1/pages/noterro/verdict", true),
    ("/v1/verdict?pages=noterro", true),
    ("/v1/pages/noterro/summary", true),
    ("/v1/pages/noterro/incidents/i1", true),
    ("/v1/pages/noterro/incidents", true),
    ("/v1/pages/noterro/maintenances", true),
    ("/v1/pages/noterro/uptime", true),
];
/// Every address that is answered with a problem, and its status.
const PROBLEMS: [(&str, u16, &str); 27] = [
    ("/v1", 404, "unknown-path"),
    ("/v1/nothing", 404, "unknown-path"),
    ("/v1/pages/noterro/nothing", 404, "unknown-path"),
    ("/v1/pages/nobody", 404, "unknown-page"),
    ("/v1/pages/nobody/summary", 404, "unknown-page"),
    ("/v1/pages/NOT%20ONE/verdict", 404, "unknown-page"),
    ("/v1/pages/noterro/incidents/i2", 404, "unknown-incident"),
    ("/v1/pages?colour=red", 400, "unknown-parameter"),
    ("/health?a", 400, "unknown-parameter"),
    ("/v1/pages/noterro/summary?revision=x", 400, "bad-parameter"),
    ("/v1/pages?limit=0", 400, "bad-parameter"),
    ("/v1/verdict", 400, "bad-parameter"),
    ("/v1/verdict?pages=nobody", 404, "unknown-page"),
    ("/v1/verdict?page=noterro", 400, "unknown-parameter"),
    ("/v1/pages?limit=101", 400, "bad-parameter"),
    ("/v1/pages?cursor=nobody", 400, "bad-parameter"),
    (
        "/v1/pages/noterro/incidents?limit=101",
        400,
        "bad-parameter",
    ),
    (
        "/v1/pages/noterro/incidents?cursor=i1",
        400,
        "bad-parameter",
    ),
    (
        "/v1/pages/noterro/incidents?days=9",
        400,
        "unknown-parameter",
    ),
    (
        "/v1/pages/noterro/maintenances?limit=0",
        400,
        "bad-parameter",
    ),
    (
        "/v1/pages/noterro/maintenances?cursor=1.6",
        400,
        "bad-parameter",
    ),
    ("/v1/pages/nobody/maintenances", 404, "unknown-page"),
    ("/v1/pages/noterro/uptime?days=0", 400, "bad-parameter"),
    ("/v1/pages/noterro/uptime?days=91", 400, "bad-parameter"),
    ("/v1/pages/noterro/uptime?days=x", 400, "bad-parameter"),
    (
        "/v1/pages/noterro/uptime?revision=1",
        400,
        "unknown-parameter",
    ),
    ("/v1/pages/noterro/live", 426, "upgrade-required"),
];

fn world() -> World {
    let world = World::new(PAGES, NOON);
    let mut vendor = Vendor::calm(URL);
    vendor.indicator = "minor";
    vendor.incidents.push(Incident {
        id: "i1",
        impact: "minor",
        updates: vec![("investigating", NOON)],
    });
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    world
}

fn json(reply: &Reply) -> Value {
    serde_json::from_slice(reply.body.as_deref().expect("a body")).expect("JSON")
}

/// What every reply says, whatever it is.
fn check_common(reply: &Reply, of: &str, now: Timestamp) {
    let browser = reply.header("Cache-Control");
    assert!(matches!(browser, Some("no-cache" | "no-store")), "{of}");
    let edge = reply.header("Cloudflare-CDN-Cache-Control");
    let edge = edge.expect("every reply has a policy");
    assert!(
        edge == "no-store" || edge.starts_with("max-age="),
        "{of}: {edge}"
    );
    if browser == Some("no-store") {
        assert_eq!(edge, "no-store", "{of}");
    }
    let expected = [
        ("Date", http_date(now).as_str().to_owned()),
        ("Access-Control-Allow-Origin", "*".to_owned()),
        (
            "Access-Control-Expose-Headers",
            "Age, Date, ETag, Link, Retry-After".to_owned(),
        ),
        ("Cross-Origin-Resource-Policy", "cross-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ];
    for (name, value) in expected {
        assert_eq!(reply.header(name), Some(value.as_str()), "{of}: {name}");
    }
    assert_eq!(reply.header("Vary"), None, "{of}");
    let mut names: Vec<_> = reply.headers.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), reply.headers.len(), "{of}: a header twice");
}

#[test]
fn every_document_is_answered_to_every_method_as_it_should() {
    let world = world();
    for (path, may_be_kept) in READABLE {
        let get = world.get(path);
        assert_eq!(get.status, 200, "{path}");
        check_common(&get, path, world.now());
        assert_eq!(
            get.header("Content-Type"),
            Some("application/json; charset=utf-8")
        );
        assert!(get.header("ETag").is_some_and(|tag| tag.starts_with('"')));
        let browser = if may_be_kept { "no-cache" } else { "no-store" };
        assert_eq!(get.header("Cache-Control"), Some(browser), "{path}");
        json(&get);

        let mut head = world.request("HEAD", path, None);
        // Of a body the runtime tells the length; where there is none, we have to.
        let length = get.body.as_ref().map(|body| body.len().to_string());
        assert_eq!(head.header("Content-Length"), length.as_deref(), "{path}");
        head.headers.retain(|(name, _)| *name != "Content-Length");
        assert_eq!((head.status, head.body), (200, None), "{path}");
        assert_eq!(head.headers, get.headers, "{path}");
    }
}

#[test]
fn every_problem_names_its_kind_and_leads_to_its_documentation() {
    let world = world();
    for (path, status, slug) in PROBLEMS {
        let reply = world.get(path);

        assert_eq!(reply.status, status, "{path}");
        check_common(&reply, path, world.now());
        assert_eq!(reply.header("Cache-Control"), Some("no-store"), "{path}");
        assert_eq!(
            reply.header("Content-Type"),
            Some("application/problem+json; charset=utf-8")
        );
        let problem = json(&reply);
        assert_eq!(problem["type"], format!("/docs/problems/#{slug}"), "{path}");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["errors"].as_array().unwrap().len(), 1);

        let head = world.request("HEAD", path, None);
        assert_eq!((head.status, head.body), (status, None), "{path}");
    }
    let named = json(&world.get("/v1/pages/nobody/summary"));
    assert!(named["detail"].as_str().unwrap().contains("\"nobody\""));
}

#[test]
fn other_methods_are_told_which_ones_there_are() {
    let world = world();
    let live = ("/v1/pages/noterro/live", false);
    for (path, _) in READABLE.into_iter().chain([live]) {
        let options = world.request("OPTIONS", path, None);
        check_common(&options, path, world.now());
        assert_eq!((options.status, &options.body), (204, &None));
        for name in ["Allow", "Access-Control-Allow-Methods"] {
            assert_eq!(options.header(name), Some("GET, HEAD, OPTIONS"), "{path}");
        }

        for method in ["POST", "PUT", "DELETE", "PATCH", "BREW", "get"] {
            let refused = world.request(method, path, None);
            check_common(&refused, path, world.now());
            assert_eq!(refused.status, 405, "{method} {path}");
            assert_eq!(refused.header("Allow"), Some("GET, HEAD, OPTIONS"));
            let detail = json(&refused)["detail"].to_string();
            assert!(detail.contains(method), "{detail}");
        }
    }
}

#[test]
fn whoever_has_the_bytes_is_told_so() {
    let world = world();
    for (path, _) in READABLE {
        let get = world.get(path);
        let etag = get.header("ETag").unwrap();
        for condition in [etag, &format!("\"other\", W/{etag}"), "*"] {
            let reply = world.request("GET", path, Some(condition));

            assert_eq!((reply.status, &reply.body), (304, &None), "{path}");
            check_common(&reply, path, world.now());
            for name in [
                "ETag",
                "Date",
                "Cache-Control",
                "Cloudflare-CDN-Cache-Control",
            ] {
                assert_eq!(reply.header(name), get.header(name), "{path}: {name}");
            }
        }
        assert_eq!(world.request("GET", path, Some("\"other\"")).status, 200);
    }
}

#[test]
fn no_answer_may_be_kept_beyond_the_next_change_of_its_freshness() {
    let world = world();
    Vendor::calm(URL).answer(&world, &Scripted::Reset);
    for _ in 0..150 {
        world.advance(7);
        for (path, _) in READABLE {
            let reply = world.get(path);
            let edge = reply.header("Cloudflare-CDN-Cache-Control").unwrap();
            let seconds = edge.split(", ").filter_map(|part| part.split_once('='));
            let sum: i64 = seconds.map(|(_, n)| n.parse::<i64>().unwrap()).sum();
            let until = world.now().plus_seconds(sum);
            let body = json(&reply).to_string();
            for bound in ["fresh_until", "unknown_after"] {
                let marker = format!("\"{bound}\":\"");
                let Some((_, rest)) = body.split_once(&marker) else {
                    continue;
                };
                let at: Timestamp = rest.split('"').next().unwrap().parse().unwrap();
                let crosses = world.now() <= at && at < until;
                assert!(!crosses, "{path} at {}: {edge}, {bound} {at}", world.now());
            }
        }
    }
}

#[test]
fn a_summary_is_never_older_than_the_revision_asked_for() {
    let world = world();
    let revision = world.json("/v1/pages/noterro/summary")["revision"]
        .as_u64()
        .unwrap();
    let path = |asked: u64| format!("/v1/pages/noterro/summary?revision={asked}");

    assert_eq!(world.json(&path(revision))["revision"], revision);
    assert_eq!(world.json(&path(1))["revision"], revision);
    let early = world.get(&path(revision + 1));
    assert_eq!(early.status, 409);
    check_common(&early, "early", world.now());
    assert_eq!(early.header("Retry-After"), Some("1"));
    assert_eq!(early.header("Cache-Control"), Some("no-store"));
    assert_eq!(json(&early)["type"], "/docs/problems/#revision-not-ready");
}

#[test]
fn what_an_isolate_remembers_never_outlives_a_second_or_a_revision() {
    let world = world();
    let path = "/v1/pages/noterro/summary";
    let before = world.json(path);

    Vendor::calm(URL).publish(&world);
    world.advance(60);
    let after = world.json(path);

    assert_ne!(before["revision"], after["revision"]);
    assert_eq!(after["overall"]["status"], "operational");
}

#[test]
fn a_list_is_read_in_windows_that_lead_to_each_other() {
    let entry = |number: usize| {
        format!(r#"{{"id":"p{number}","name":"P{number}","url":"https://p{number}.example"}}"#)
    };
    let entries: Vec<_> = (0..60).map(entry).collect();
    let world = World::new(&format!(r#"{{"pages":[{}]}}"#, entries.join(",")), NOON);

    let mut path = "/v1/pages".to_owned();
    let mut ids = Vec::new();
    let mut sizes = Vec::new();
    loop {
        let reply = world.get(&path);
        let list = json(&reply);
        let data = list["data"].as_array().unwrap();
        sizes.push(data.len());
        ids.extend(
            data.iter()
                .map(|item| item["id"].as_str().unwrap().to_owned()),
        );
        let Some(link) = reply.header("Link") else {
            assert!(list["next_cursor"].is_null());
            break;
        };
        let next = link.strip_prefix('<').unwrap();
        let next = next.strip_suffix(">; rel=\"next\"").unwrap();
        let cursor = list["next_cursor"].as_str().unwrap();
        assert!(next.ends_with(&format!("cursor={cursor}")));
        path = next.to_owned();
    }

    assert_eq!(sizes, [25, 25, 10]);
    assert_eq!(ids, (0..60).map(|n| format!("p{n}")).collect::<Vec<_>>());
    assert_eq!(
        world.json("/v1/pages?limit=60")["data"]
            .as_array()
            .unwrap()
            .len(),
        60
    );
}
