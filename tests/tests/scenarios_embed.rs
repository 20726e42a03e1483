//! `/embed/{page}`: a document for everybody's frames that may do little and says nothing untrue.

use statuslamp_model::Timestamp;
use statuslamp_tests::{vendor::Vendor, world::World};
use statuslamp_worker::http::Reply;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro <& co>","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;

fn text(reply: &Reply) -> String {
    let body = reply.body.as_deref().expect("a body").to_vec();
    String::from_utf8(body).expect("text")
}

#[test]
fn a_listed_page_has_a_document_that_runs_our_scripts_alone_and_may_be_framed_by_anybody() {
    let world = World::new(PAGES, NOON);

    // Whatever stands in the query is somebody else's.
    let reply = world.get("/embed/noterro?utm_source=x");

    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.header("Content-Type"),
        Some("text/html; charset=utf-8")
    );
    let policy = reply.header("Content-Security-Policy").expect("a policy");
    let directives: Vec<_> = policy.split("; ").collect();
    assert_eq!(
        directives,
        [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors *",
            "require-trusted-types-for 'script'",
            "trusted-types statuslamp",
        ]
    );
    for (name, value) in [
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("Set-Cookie", ""),
        ("X-Frame-Options", ""),
    ] {
        assert_eq!(reply.header(name).unwrap_or_default(), value, "{name}");
    }
    let document = text(&reply);
    assert!(document.contains("<title>Status of Noterro &lt;&amp; co&gt;</title>"));
    // Without scripts a link remains.
    assert!(document.contains("<noscript><p><a href=\"https://status.noterro.example\""));
    // Relative, so that it works below a path of somebody's own domain.
    for script in ["../frame.js", "../embed.js"] {
        assert!(document.contains(&format!("<script src=\"{script}\" defer></script>")));
    }
}

#[test]
fn the_document_is_the_same_whatever_the_vendor_says() {
    let world = World::new(PAGES, NOON);
    let before = world.get("/embed/noterro");
    let mut vendor = Vendor::calm("https://status.noterro.example");
    vendor.components[0].2 = "major_outage";
    vendor.publish(&world);
    world.tick();
    world.advance(100);

    let after = world.get("/embed/noterro");

    assert_eq!(after.body, before.body);
    let tag = after.header("ETag");
    let again = world.request("GET", "/embed/noterro", tag);
    assert_eq!((again.status, &again.body), (304, &None));
    assert_eq!(again.header("Cache-Control"), Some("no-cache"));
}

#[test]
fn what_is_not_listed_says_so_in_a_document_of_its_own() {
    let world = World::new(PAGES, NOON);
    for (segment, said) in [
        ("nobody", "nobody"),
        ("NOT%20ONE", "NOT ONE"),
        ("%3Cscript%3E", "&lt;script&gt;"),
        ("noterro/more", "noterro/more"),
    ] {
        let reply = world.get(&format!("/embed/{segment}"));

        assert_eq!(reply.status, 404, "{segment}");
        assert_eq!(reply.header("Cache-Control"), Some("no-store"));
        let policy = reply.header("Content-Security-Policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'"), "{segment}");
        let document = text(&reply);
        let expected = format!("<p>No status page “{said}” is watched here.</p>");
        assert!(document.contains(&expected), "{document}");
        assert!(!document.contains("<script"), "{document}");
    }
}
