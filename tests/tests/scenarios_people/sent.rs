//! How documents are sent: to whom, for how long, and what they may do.

use super::{NOON, PAGES, between, calm, publish, read, text};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use statuslamp_model::Timestamp;
use statuslamp_tests::{operator::put, world::World};

const PATHS: [&str; 4] = [
    "/",
    "/is/noterro",
    "/is/noterro/incidents/i1",
    "/de/is/noterro",
];

#[test]
fn a_document_may_run_our_scripts_and_wear_its_own_style_and_nothing_else() {
    let world = calm();
    for path in PATHS.iter().chain(&["/is/nobody"]) {
        let reply = world.get(path);
        let document = text(&reply);

        assert_eq!(
            reply.header("Content-Type"),
            Some("text/html; charset=utf-8")
        );
        let style = between(&document, "<style>", "</style>");
        let hash = BASE64_STANDARD.encode(Sha256::digest(style));
        let policy = reply.header("Content-Security-Policy").unwrap();
        let directives: Vec<_> = policy.split("; ").collect();
        assert_eq!(
            directives,
            [
                "default-src 'none'",
                "script-src 'self' 'wasm-unsafe-eval'",
                &format!("style-src 'sha256-{hash}'"),
                "img-src 'self'",
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types statuslamp",
            ],
            "{path}"
        );
        assert!(!document.contains(" style=\""), "{path}");
        for script in document.split("<script").skip(1) {
            let is_file =
                script.starts_with(" src=\"/") && between(script, ">", "</script>").is_empty();
            let is_data = script.starts_with(" type=\"application/ld+json\">");
            assert!(is_file || is_data, "{path}: {script}");
        }
    }
}

#[test]
fn whoever_has_a_document_is_told_so() {
    let world = calm();
    for path in PATHS {
        let reply = world.get(path);

        let again = world.request("GET", path, reply.header("ETag"));

        assert_eq!((again.status, &again.body), (304, &None), "{path}");
    }
}

#[test]
fn without_an_origin_of_its_own_a_document_names_the_host_and_is_kept_by_nobody() {
    let world = World::new(PAGES, NOON);
    publish(&world, ["operational", "operational"], &[]);
    world.restart_without_secrets(PAGES);
    world.tick();
    world.advance(1);

    let reply = world.get("/is/noterro");

    assert_eq!(reply.header("Cache-Control"), Some("no-store"));
    assert_eq!(
        reply.header("Cloudflare-CDN-Cache-Control"),
        Some("no-store")
    );
    let canonical = "<link rel=\"canonical\" href=\"http://127.0.0.1/is/noterro\">";
    assert!(text(&reply).contains(canonical));
}

#[test]
fn an_event_of_statuspages_addresses_has_moved() {
    let world = calm();

    let reply = world.get("/pages/noterro/incidents/i1");

    assert_eq!(reply.status, 302);
    let location = reply.header("Location").unwrap();
    assert_eq!(location, "/is/noterro/incidents/i1");
    assert!(read(&world, location).contains("Service Unavailable"));
    let hosted = world.request_at("noterro.lamp.example", "GET", "/incidents/a%2Fb", None);
    assert_eq!(hosted.status, 302);
    assert_eq!(
        hosted.header("Location"),
        Some("/is/noterro/incidents/a%2Fb")
    );
    assert_eq!(hosted.header("Cache-Control"), Some("no-store"));
    assert_eq!(world.get("/pages/nobody/incidents/i1").status, 404);
    assert_eq!(world.get("/incidents/i1").status, 404);
}

#[test]
fn what_goes_wrong_is_said_in_a_document_with_a_way_on() {
    let world = calm();
    for (method, path, status, way) in [
        ("GET", "/is/nobody", 404, "/"),
        ("GET", "/is/NOT%20ONE", 404, "/"),
        ("GET", "/is", 404, "/"),
        ("GET", "/is/noterro/incidents/i9", 404, "/is/noterro"),
        ("GET", "/is/noterro?cursor=none", 400, "/"),
        ("POST", "/is/noterro", 405, "/"),
        ("HEAD", "/is/nobody", 404, ""),
    ] {
        let reply = world.request(method, path, None);

        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(reply.header("Cache-Control"), Some("no-store"));
        assert_eq!(
            reply.header("Content-Type"),
            Some("text/html; charset=utf-8")
        );
        if status == 405 {
            assert_eq!(reply.header("Allow"), Some("GET, HEAD, OPTIONS"));
        }
        let document = text(&reply);
        if method == "HEAD" {
            assert_eq!(document, "");
        } else {
            assert!(document.contains("<meta name=\"robots\" content=\"noindex\">"));
            assert!(
                document.contains(&format!("href=\"{way}\"")),
                "{path}: {document}"
            );
        }
    }
}

#[test]
fn whatever_else_stands_in_the_query_is_somebody_elses() {
    let world = calm();

    assert_eq!(
        read(&world, "/is/noterro?utm_source=x&fbclid=y"),
        read(&world, "/is/noterro")
    );
}

#[test]
fn what_was_printed_is_good_for_less_than_a_second() {
    let world = calm();
    let alarm = world.alarm_of("noterro").unwrap();
    let after = |milliseconds: i64| Timestamp::from_millis(alarm.as_millis() + milliseconds);
    publish(&world, ["major_outage", "major_outage"], &[]);
    world.set_clock(after(-300));
    let before = read(&world, "/is/noterro");
    world.set_clock(alarm);
    world.ring_early("noterro");

    world.set_clock(after(600));
    assert_eq!(read(&world, "/is/noterro"), before);
    world.set_clock(after(700));
    assert!(read(&world, "/is/noterro").contains("Yes: Major outage"));
}

#[test]
fn the_operators_word_is_printed_at_once() {
    let world = calm();
    read(&world, "/is/noterro");
    let silence = serde_json::json!({
        "kind": "silence", "expires_at": NOON.plus_seconds(3600).to_string(),
    });

    put(&world, "quiet", &silence);

    let silent = "Messages about <bdi>Noterro</bdi> are muted by the operator";
    assert!(read(&world, "/is/noterro").contains(silent));
}
