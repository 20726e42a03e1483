//! Every route behind a model of the edge's cache, asked by two hosts: what comes out is right for
//! what was asked, turns stale by itself, and is never an error that somebody else got.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod over_time;
mod people;

use statuslamp_model::Timestamp;
use statuslamp_tests::{
    cache::{Asked, Cache, CacheStatus, Lifetime},
    routes::{EVERY, Read},
    vendor::{Incident, Vendor},
    world::World,
};
use statuslamp_worker::http::Reply;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const NAPTA: &str = "https://status.napta.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"},
    {"id":"napta","name":"Napta","url":"https://status.napta.example","provider":"statuspage","poll_seconds":15}
]}"#;
const HOSTS: [&str; 2] = ["status.one.example", "noterro.other.example"];
/// The operator's word is effective within 5 s: this at the edge, and a second in an isolate.
const LONGEST_SERVED_SECONDS: i64 = 4;

fn world() -> (World, Vendor) {
    let world = World::new(PAGES, NOON);
    let mut noterro = Vendor::calm(NOTERRO);
    noterro.incidents.push(Incident {
        id: "i1",
        impact: "minor",
        updates: vec![("investigating", NOON), ("resolved", NOON.plus_seconds(1))],
    });
    noterro.publish(&world);
    Vendor::calm(NAPTA).publish(&world);
    world.tick();
    world.advance(1);
    (world, noterro)
}

/// Every reply that a route can be brought to give, with what was done to get it.
fn replies(world: &World) -> Vec<(String, Reply)> {
    let mut replies = Vec::new();
    for example in EVERY {
        let path = example.path;
        let get = world.get(path);
        let etag = get.header("ETag").map(str::to_owned);
        let unlisted = path.replace("noterro", "nobody");
        let elsewhere = path.replace("/i1", "/i2");
        let requests = [
            ("GET", path.to_owned(), None),
            ("GET", path.to_owned(), etag.as_deref()),
            ("GET", example.with("colour=red"), None),
            ("GET", example.with("limit=0"), None),
            ("GET", example.with("revision=99999999999999"), None),
            ("GET", example.below("nothing"), None),
            ("GET", unlisted, None),
            ("GET", elsewhere, None),
            ("HEAD", path.to_owned(), None),
            ("HEAD", example.with("colour=red"), None),
            ("OPTIONS", path.to_owned(), None),
            ("POST", path.to_owned(), None),
            ("PUT", path.to_owned(), None),
            ("DELETE", path.to_owned(), None),
            ("BREW", path.to_owned(), None),
        ];
        for (method, target, condition) in requests {
            let reply = world.request(method, &target, condition);
            replies.push((format!("{method} {target} {condition:?}"), reply));
        }
    }
    replies
}

#[test]
fn every_reply_of_every_route_says_how_long_it_may_be_kept() {
    let (world, _) = world();
    let mut statuses = std::collections::BTreeSet::new();

    for (how, reply) in replies(&world) {
        statuses.insert(reply.status);
        for name in ["Cache-Control", "Cloudflare-CDN-Cache-Control"] {
            assert!(reply.header(name).is_some(), "{how}: no {name}");
        }
        let lifetime = Lifetime::of(&reply);
        if ![200, 304].contains(&reply.status) {
            assert_eq!(lifetime, None, "{how}: {}", reply.status);
        }
        let browser = reply.header("Cache-Control");
        assert!(matches!(browser, Some("no-cache" | "no-store")), "{how}");
        assert_eq!(reply.header("Vary"), None, "{how}");
    }

    for status in [200, 204, 304, 400, 404, 405, 409, 426] {
        assert!(
            statuses.contains(&status),
            "no reply has the status {status}"
        );
    }
}

#[test]
fn what_may_be_kept_is_kept_for_seconds_and_everything_else_by_nobody() {
    let (world, _) = world();
    for example in EVERY {
        let reply = world.get(example.path);
        let lifetime = Lifetime::of(&reply);

        assert_eq!(
            reply.status == 200,
            ![Read::Refused, Read::Moved].contains(&example.read),
            "{example:?}"
        );
        assert_eq!(
            lifetime.is_some(),
            [Read::Kept, Read::Stateless].contains(&example.read),
            "{example:?}"
        );
        if let Some(lifetime) = lifetime {
            let served = lifetime.fresh + lifetime.revalidating;
            assert!(
                (1..=LONGEST_SERVED_SECONDS).contains(&served),
                "{example:?}: {served}"
            );
            assert!(lifetime.failing.is_some(), "{example:?}: stale for ever");
        }
    }
}

#[test]
fn a_page_never_read_is_kept_by_nobody() {
    let world = World::new(PAGES, NOON);
    for example in EVERY.iter().filter(|example| example.read == Read::Kept) {
        let reply = world.get(example.path);

        assert_eq!(Lifetime::of(&reply), None, "{example:?}");
    }
}

#[test]
fn what_depends_on_an_upgrade_passes_the_cache_by() {
    let (world, _) = world();
    let mut cache = Cache::default();
    let mut worker = |asked: Asked<'_>| world.request(asked.method, asked.target, None);
    let live = "/v1/pages/noterro/live";
    for is_upgrade in [false, true, false] {
        let asked = Asked {
            is_upgrade,
            ..Asked::get(HOSTS[0], live)
        };
        let (reply, status) = cache.ask(asked, world.now(), &mut worker);

        assert!([CacheStatus::Miss, CacheStatus::Dynamic].contains(&status));
        assert_eq!(reply.header("Age"), None);
    }
}

#[test]
fn both_hosts_get_the_very_same_answer() {
    let (world, _) = world();
    for example in EVERY.iter().filter(|example| example.read == Read::Kept) {
        let mut cache = Cache::default();
        let mut worker = |asked: Asked<'_>| world.request(asked.method, asked.target, None);
        let mut ask = |host| cache.ask(Asked::get(host, example.path), world.now(), &mut worker);

        let (one, first) = ask(HOSTS[0]);
        let (other, second) = ask(HOSTS[1]);

        assert_eq!(
            (first, second),
            (CacheStatus::Miss, CacheStatus::Hit),
            "{example:?}"
        );
        assert_eq!(one.body, other.body);
        let body = String::from_utf8_lossy(one.body.as_deref().unwrap()).into_owned();
        for host in HOSTS {
            assert!(
                !body.contains(host),
                "{example:?} names the host it was asked at"
            );
        }
    }
}
