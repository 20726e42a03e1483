//! Time passes, the vendor and the worker fail, two hosts ask, and answers reach somebody late:
//! what comes through the cache is right and turns stale by itself.

use crate::{HOSTS, LONGEST_SERVED_SECONDS, people, world};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;
use statuslamp_model::{Freshness, Reading, Summary, Timestamp};
use statuslamp_tests::{
    cache::{Asked, Cache, CacheStatus},
    property::cases,
    routes::EVERY,
    vendor::Vendor,
    world::{Scripted, World},
};
use statuslamp_view::{Selection, Tone, Words, component_list};
use statuslamp_widget::Truth;
use statuslamp_worker::http::Reply;

/// JSON v1, or null for what is none.
fn json(reply: &Reply) -> Value {
    let media_type = reply.header("Content-Type").unwrap_or_default();
    if !media_type.starts_with("application/json") {
        return Value::Null;
    }
    serde_json::from_slice(reply.body.as_deref().unwrap_or_default()).unwrap_or_default()
}

/// What a client takes for the server's present: `Date` and `Age`.
fn present(reply: &Reply) -> Timestamp {
    let date = reply.header("Date").unwrap();
    let fields: Vec<_> = date
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    let [_, day, month, year, time, "GMT"] = fields[..] else {
        panic!("no date: {date}");
    };
    let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let month = months.find(month).unwrap() / 3 + 1;
    let date: Timestamp = format!("{year}-{month:02}-{day}T{time}Z").parse().unwrap();
    let age = reply.header("Age").map_or(0, |age| age.parse().unwrap());
    date.plus_seconds(age)
}

/// The reading every document tells of; of a list, that of each page.
fn readings(body: &Value) -> Vec<Reading> {
    let time = |item: &Value, name: &str| item[name].as_str().map(|text| text.parse().unwrap());
    let of = |item: &Value| Reading {
        checked_at: time(item, "checked_at"),
        fresh_until: time(item, "fresh_until"),
        unknown_after: time(item, "unknown_after"),
    };
    match body["data"].as_array() {
        // A list of pages; a list of one page's past is read as that page is.
        Some(items) if body["page"].is_null() => items.iter().map(of).collect(),
        Some(_) | None => vec![of(body)],
    }
}

/// Addresses that are asked for at a time, and how far apart they stand in the list.
const ASKED: usize = 6;
const ASKED_APART: usize = 17;

#[derive(Clone, Debug)]
enum Step {
    Pass(i64),
    Component(&'static str),
    VendorFails(bool),
    WorkerFails(bool),
    /// Which target, by which host, and whether by someone who has the last answer.
    Ask(usize, usize, bool),
    /// The newest revision told so far is asked for by name, or one more.
    AskRevision(usize, u64),
    /// An answer of so many answers ago reaches somebody now.
    Replay(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop_oneof![0..5_i64, 0..200_i64].prop_map(Step::Pass),
        1 => select(&["operational", "major_outage"][..]).prop_map(Step::Component),
        1 => any::<bool>().prop_map(Step::VendorFails),
        1 => any::<bool>().prop_map(Step::WorkerFails),
        8 => (0..128_usize, 0..2_usize, any::<bool>())
            .prop_map(|(target, host, condition)| Step::Ask(target, host, condition)),
        2 => (0..2_usize, 0..2_u64).prop_map(|(host, more)| Step::AskRevision(host, more)),
        2 => (0..8_usize).prop_map(Step::Replay),
    ]
}

/// Every address that may be read, of both pages, and some with a query.
fn targets() -> Vec<String> {
    let mut targets = Vec::new();
    for example in EVERY {
        targets.push(example.path.to_owned());
        targets.push(example.path.replace("noterro", "napta"));
    }
    for list in ["incidents", "maintenances", "uptime"] {
        targets.push(format!("/v1/pages/noterro/{list}?limit=1&cursor=1.61"));
    }
    for query in ["limit=1", "limit=1&cursor=noterro", "limit=2", "limit=0"] {
        targets.push(format!("/v1/pages?{query}"));
    }
    targets.push("/v1/verdict?pages=napta,noterro".to_owned());
    targets.dedup();
    targets
}

struct Edge {
    world: World,
    vendor: Vendor,
    cache: Cache,
    worker_fails: bool,
    revision: u64,
    served: Vec<(Timestamp, String, Reply)>,
}

impl Edge {
    fn ask(&mut self, host: &str, target: &str, condition: Option<&str>) -> (Reply, CacheStatus) {
        let (world, fails) = (&self.world, self.worker_fails);
        let mut worker = |asked: Asked<'_>| {
            if fails {
                return Reply {
                    status: 500,
                    headers: vec![("Cloudflare-CDN-Cache-Control", "no-store".into())],
                    body: None,
                };
            }
            world.request(asked.method, asked.target, asked.if_none_match)
        };
        let asked = Asked {
            if_none_match: condition,
            ..Asked::get(host, target)
        };
        let (reply, status) = self.cache.ask(asked, self.world.now(), &mut worker);
        let now = self.world.now();
        self.served.push((now, target.to_owned(), reply.clone()));
        (reply, status)
    }

    /// An answer that reaches a client now tells no more than is true now.
    fn check(&self, target: &str, reply: &Reply) -> Result<(), TestCaseError> {
        let now = self.world.now();
        let body = json(reply);
        if reply.status != 200 || body.is_null() {
            return Ok(());
        }
        // Right for what was asked.
        if let Some(rest) = target.strip_prefix("/v1/pages/") {
            let page = rest.split(['/', '?']).next();
            let named = body["page"].as_str().or(body["page"]["id"].as_str());
            prop_assert_eq!(named, page, "{}", target);
        }
        let several = target.strip_prefix("/v1/verdict?pages=");
        if let Some(pages) = several.or_else(|| target.strip_prefix("/v1/summary?pages=")) {
            let data = body["data"].as_array().unwrap().iter();
            let page = |item: &'_ Value| {
                item["page"]["id"]
                    .as_str()
                    .or(item["page"].as_str())
                    .map(str::to_owned)
            };
            let named: Vec<_> = data.map(|item| page(item).unwrap()).collect();
            prop_assert_eq!(named.join(","), pages, "{}", target);
        }
        let limit = target.split_once("/v1/pages?limit=");
        if let Some((_, limit)) = limit {
            let limit: usize = limit[..1].parse().unwrap();
            prop_assert_eq!(
                body["data"].as_array().map(Vec::len),
                Some(limit),
                "{}",
                target
            );
        }
        // Its age is told, so that whoever gets it knows how far it may be believed.
        let present = present(reply);
        prop_assert_eq!(present, now.to_second(), "{}", target);
        for reading in readings(&body) {
            prop_assert_eq!(
                reading.freshness(present),
                reading.freshness(now),
                "{}",
                target
            );
        }
        if let Ok(summary) = serde_json::from_value::<Summary>(body.clone()) {
            let reading = summary.reading();
            let mut truth = Truth::default();
            truth.learn(summary);
            let list = component_list(
                truth.known(present, Words::ENGLISH).unwrap(),
                &Selection::default(),
            );
            if reading.freshness(now) != Freshness::Fresh {
                prop_assert_eq!(list.tone, Tone::Neutral, "{}", target);
            }
        }
        Ok(())
    }

    /// What the cache itself serves has not outlived the freshness it was made in.
    fn check_served(
        &self,
        target: &str,
        reply: &Reply,
        status: CacheStatus,
    ) -> Result<(), TestCaseError> {
        let now = self.world.now();
        if reply.status >= 400 {
            let is_own = matches!(status, CacheStatus::Miss | CacheStatus::Dynamic);
            prop_assert!(is_own && reply.header("Age").is_none(), "{}", target);
        }
        let age = reply.header("Age").map_or(0, |age| age.parse().unwrap());
        if let Some(page) = page_of_other_form(target) {
            return self.check_other_form(target, page, reply);
        }
        let of_page = |page: &str| {
            let verdict = self.world.json(&format!("/v1/pages/{page}/verdict"));
            readings(&verdict)[0]
        };
        people::check(&self.world, target, reply, of_page)?;
        let body = json(reply);
        for reading in readings(&body) {
            let made = reading.freshness(now.plus_seconds(-age));
            prop_assert_eq!(reading.freshness(now), made, "{} is {} s old", target, age);
            let is_unknown = reading.freshness(now) == Freshness::Unknown;
            let claims = body["data"].is_null() && body.to_string().contains("\"operational\"");
            let is_history = ["/incidents", "/maintenances", "/uptime"];
            let is_history = is_history.iter().any(|part| target.contains(part));
            prop_assert!(
                !(is_unknown && claims && !is_history),
                "{}: {}",
                target,
                body
            );
        }
        for item in body["data"].as_array().into_iter().flatten() {
            let is_unknown = readings(item)[0].freshness(now) == Freshness::Unknown;
            let claims = item["overall"] == "operational";
            prop_assert!(!(is_unknown && claims), "{}: {}", target, item);
        }
        if !self.worker_fails && reply.status < 400 {
            prop_assert!(age < LONGEST_SERVED_SECONDS, "{} is {} s old", target, age);
        }
        Ok(())
    }

    /// A badge is not green unless the page was read recently; Statuspage's API says nothing of a
    /// page of which nothing is known.
    fn check_other_form(
        &self,
        target: &str,
        page: &str,
        reply: &Reply,
    ) -> Result<(), TestCaseError> {
        let now = self.world.now();
        let verdict = self.world.json(&format!("/v1/pages/{page}/verdict"));
        let freshness = readings(&verdict)[0].freshness(now);
        let body = reply.body.as_deref().unwrap_or_default();
        let body = String::from_utf8_lossy(body);
        let is_badge = target.contains("badge.svg");
        let is_green = is_badge && body.contains(": operational<");
        prop_assert!(
            !is_green || freshness == Freshness::Fresh,
            "{}: {}",
            target,
            body
        );
        let claims = !is_badge && !target.contains("/history.") && reply.status == 200;
        prop_assert!(
            !claims || freshness != Freshness::Unknown,
            "{}: {}",
            target,
            body
        );
        Ok(())
    }
}

/// The page of an answer that tells the present, but not when that was read.
fn page_of_other_form(target: &str) -> Option<&str> {
    let (page, form) = target
        .strip_prefix("/v1/pages/")
        .or_else(|| target.strip_prefix("/pages/"))?
        .split_once('/')?;
    let is_other = target.starts_with("/pages/") || form.starts_with("badge.svg");
    is_other.then_some(page)
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn an_answer_through_the_cache_is_right_and_never_outlives_its_truth(
        steps in vec(step(), 1..60),
    ) {
        let (world, vendor) = world();
        let targets = targets();
        let mut edge = Edge {
            world,
            vendor,
            cache: Cache::default(),
            worker_fails: false,
            revision: 0,
            served: Vec::new(),
        };
        for step in steps {
            match step {
                Step::Pass(seconds) => edge.world.advance(seconds),
                Step::Component(word) => {
                    edge.vendor.components[0].2 = word;
                    edge.vendor.publish(&edge.world);
                }
                Step::VendorFails(true) => edge.vendor.answer(&edge.world, &Scripted::Reset),
                Step::VendorFails(false) => edge.vendor.publish(&edge.world),
                Step::WorkerFails(fails) => edge.worker_fails = fails,
                Step::Ask(first, host, has_last) => {
                    for target in targets.iter().cycle().skip(first).step_by(ASKED_APART).take(ASKED) {
                        let mut last = edge.served.iter().rev();
                        let last = last.find(|(_, of, _)| of == target);
                        let tag = last.and_then(|(_, _, reply)| reply.header("ETag"));
                        let tag = tag.filter(|_| has_last).map(str::to_owned);
                        let (reply, status) = edge.ask(HOSTS[host], target, tag.as_deref());
                        edge.check(target, &reply)?;
                        edge.check_served(target, &reply, status)?;
                        if target == "/v1/pages/noterro/summary" && reply.status == 200 {
                            edge.revision = json(&reply)["revision"].as_u64().unwrap();
                        }
                    }
                }
                Step::AskRevision(host, more) => {
                    let asked = edge.revision + more;
                    let target = format!("/v1/pages/noterro/summary?revision={asked}");
                    let (reply, status) = edge.ask(HOSTS[host], &target, None);
                    edge.check(&target, &reply)?;
                    edge.check_served(&target, &reply, status)?;
                    if reply.status == 200 {
                        prop_assert!(json(&reply)["revision"].as_u64() >= Some(asked));
                    }
                }
                Step::Replay(late) => {
                    let Some((at, target, reply)) = edge.served.iter().rev().nth(late) else {
                        continue;
                    };
                    let mut reply = reply.clone();
                    let held = edge.world.now().to_second().seconds_since(at.to_second());
                    let age: i64 = reply.header("Age").map_or(0, |age| age.parse().unwrap());
                    reply.headers.retain(|(name, _)| *name != "Age");
                    reply.headers.push(("Age", (age + held).to_string().into()));
                    edge.check(target, &reply)?;
                }
            }
        }
    }
}
