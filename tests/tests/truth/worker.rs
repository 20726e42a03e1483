//! The whole worker in the scripted world: time passes or jumps, the vendor changes, lies, fails
//! and vanishes, writes are lost or land unseen, everything restarts, the disk is lost. After every
//! step every answer is held against what the vendor really said.

use crate::{
    any::NOON,
    past::{FRESH_SECONDS, KNOWN_SECONDS, Past},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    property::cases,
    vendor::{Incident, Vendor},
    world::{Fault, Scripted, World},
};
use std::collections::HashMap;

pub(crate) const POLL_SECONDS: i64 = 60;
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const OF_THE_PAGE: [&str; 3] = [
    "/v1/pages/noterro",
    "/v1/pages/noterro/verdict",
    "/v1/pages/noterro/summary",
];
const INCIDENT: &str = "/v1/pages/noterro/incidents/i1";

#[derive(Clone, Copy, Debug)]
enum Answers {
    Honestly,
    Untagged,
    UnderOneTag,
    Confirming,
    Status(u16, &'static [(&'static str, &'static str)]),
    TimedOut,
    TooLarge,
    Reset,
    /// 200 with something that is no document of a status page.
    With(&'static str),
}

#[derive(Clone, Debug)]
enum Step {
    /// Time passes and alarms ring.
    Pass(i64),
    /// Time passes while the whole machine is off.
    Off(i64),
    /// The clock is set.
    SetClock(i64),
    /// The vendor's word for a component changes.
    Component(usize, &'static str),
    /// The vendor's word for the page changes.
    Indicator(&'static str),
    Begin(&'static str),
    Announce(&'static str),
    Answer(Answers),
    Write(Fault),
    Restart,
    LoseDisk,
    /// The alarm rings, due or not.
    Ring,
    Watchdog,
}

fn step() -> impl Strategy<Value = Step> {
    let words = &[
        "operational",
        "major_outage",
        "OPERATIONAL!",
        "",
        "degraded_performance",
    ][..];
    let indicators = &["none", "critical", "", "fine"][..];
    let answers = prop_oneof![
        3 => Just(Answers::Honestly),
        1 => Just(Answers::Untagged),
        1 => Just(Answers::UnderOneTag),
        1 => Just(Answers::Confirming),
        1 => select(&[
            Answers::Status(500, &[]),
            Answers::Status(404, &[]),
            Answers::Status(204, &[]),
            Answers::Status(429, &[("retry-after", "300")]),
            Answers::Status(302, &[("location", "/elsewhere")]),
        ][..]),
        1 => select(&[Answers::TimedOut, Answers::TooLarge, Answers::Reset][..]),
        1 => select(&["", "{}", "[]", "<html><title>Sign in</title>", "{\"page\":{\"status\":\"UP\"}}",
            "{\"status\":{\"indicator\":\"none\"}}", "{\"components\":[{\"id\":\"web\""][..])
            .prop_map(Answers::With),
    ];
    prop_oneof![
        6 => (1..400_i64).prop_map(Step::Pass),
        2 => (1..4000_i64).prop_map(Step::Off),
        1 => prop_oneof![-120..120_i64, -200_000..200_000_i64].prop_map(Step::SetClock),
        3 => (0..2_usize, select(words)).prop_map(|(at, word)| Step::Component(at, word)),
        1 => select(indicators).prop_map(Step::Indicator),
        1 => select(&["none", "minor", "critical", "odd"][..]).prop_map(Step::Begin),
        2 => select(&["monitoring", "resolved", "investigating"][..]).prop_map(Step::Announce),
        5 => answers.prop_map(Step::Answer),
        2 => select(&[Fault::Lost, Fault::Landed][..]).prop_map(Step::Write),
        1 => Just(Step::Restart),
        1 => prop::bool::weighted(0.2).prop_map(|lose| if lose { Step::LoseDisk } else { Step::Ring }),
        1 => Just(Step::Ring),
        1 => Just(Step::Watchdog),
    ]
}

struct Trial {
    world: World,
    vendor: Vendor,
    answers: Answers,
    past: Past,
    /// The highest revision each path has told: an isolate may remember one for a second longer
    /// than another.
    reached: HashMap<&'static str, u64>,
    /// The content each revision names, by path.
    contents: HashMap<(&'static str, u64), String>,
    /// Where the disk was lost and the clock went back, nothing remembers how far revisions were.
    has_lost_disk: bool,
    latest: Timestamp,
}

fn time(value: &Value) -> Option<Timestamp> {
    value.as_str().map(|text| text.parse().expect("an instant"))
}

impl Trial {
    fn new() -> Self {
        let world = World::new(PAGES, NOON);
        let vendor = Vendor::calm(URL);
        let past = Past::new(vendor.document("summary"), NOON);
        let trial = Self {
            world,
            vendor,
            answers: Answers::Honestly,
            past,
            reached: HashMap::new(),
            contents: HashMap::new(),
            has_lost_disk: false,
            latest: NOON,
        };
        trial.publish();
        trial.world.tick();
        trial
    }

    fn publish(&self) {
        let (world, vendor) = (&self.world, &self.vendor);
        let publish_as = |wrap: fn(String) -> Scripted| {
            vendor.publish(world);
            let summary = vendor.summary().to_string();
            world.script(&vendor.document("summary"), wrap(summary));
        };
        match self.answers {
            Answers::Honestly => vendor.publish(world),
            Answers::Untagged => publish_as(Scripted::Untagged),
            Answers::UnderOneTag => publish_as(|body| Scripted::Weak(body, "W/\"always\"")),
            Answers::Confirming => vendor.answer(world, &Scripted::NotModified),
            Answers::Status(status, headers) => {
                vendor.answer(world, &Scripted::Status(status, headers));
            }
            Answers::TimedOut => vendor.answer(world, &Scripted::TimedOut),
            Answers::TooLarge => vendor.answer(world, &Scripted::TooLarge),
            Answers::Reset => vendor.answer(world, &Scripted::Reset),
            Answers::With(body) => vendor.answer(world, &Scripted::Body(body.to_owned())),
        }
    }

    fn take(&mut self, step: &Step) {
        let now = self.world.now();
        match step {
            Step::Pass(seconds) => self.world.advance(*seconds),
            Step::Off(seconds) => self.world.advance_silently(*seconds),
            Step::SetClock(by) => {
                self.world.advance_silently(*by);
                self.past.set_clock(*by, self.world.now());
            }
            Step::Component(at, word) => self.vendor.components[*at].2 = word,
            Step::Indicator(word) => self.vendor.indicator = word,
            Step::Begin(impact) => {
                self.vendor.incidents = vec![Incident {
                    id: "i1",
                    impact,
                    updates: vec![("investigating", now)],
                }];
            }
            Step::Announce(phase) => {
                if let Some(incident) = self.vendor.incidents.first_mut() {
                    incident.updates.push((phase, now));
                }
            }
            Step::Answer(answers) => self.answers = *answers,
            Step::Write(fault) => self.world.fail_next_write("noterro", *fault),
            Step::Restart => self.world.restart(),
            Step::LoseDisk => {
                // Nobody finds a new disk within the millisecond.
                self.world.advance_silently(1);
                self.world.lose_disk("noterro");
                self.has_lost_disk = true;
            }
            Step::Ring => self.world.ring_early("noterro"),
            Step::Watchdog => self.world.tick(),
        }
        if self.has_lost_disk && self.world.now() < self.latest {
            self.reached.clear();
            self.contents.clear();
        }
        self.publish();
        self.latest = self.latest.max(self.world.now());
    }

    fn body(&self, path: &str) -> Result<Value, TestCaseError> {
        let reply = self.world.get(path);
        prop_assert_eq!(reply.status, 200, "{}", path);
        let body = reply.body.as_deref().unwrap_or_default();
        let etag = reply.header("ETag").expect("a document has a tag");
        let again = self.world.request("GET", path, Some(etag));
        let is_same = again.header("ETag") == Some(etag);
        prop_assert_eq!(again.status, if is_same { 304 } else { 200 }, "{}", path);
        Ok(serde_json::from_slice(body).expect("a document is JSON"))
    }

    /// Every answer says only what the vendor said, as old as it is.
    fn check(&mut self) -> Result<(), TestCaseError> {
        self.past.hear(self.world.said());
        for path in OF_THE_PAGE {
            let body = self.body(path)?;
            self.past.hear(self.world.said());
            self.check_times(path, &body)?;
            self.check_claims(path, &body)?;
            self.check_revision(path, &body)?;
        }
        let list = self.body("/v1/pages")?;
        let item = &list["data"][0];
        self.check_times("/v1/pages", item)?;
        self.check_claims("/v1/pages", item)?;
        let health = self.body("/health")?;
        let checked_at = time(&health["pages"][0]["checked_at"]);
        prop_assert!(checked_at.is_none_or(|at| self.past.was_read(at)));

        let incident = self.world.get(INCIDENT);
        prop_assert!([200, 404].contains(&incident.status));
        self.check_asking_for_a_revision()
    }

    fn check_times(&self, path: &str, body: &Value) -> Result<(), TestCaseError> {
        let Some(checked_at) = time(&body["checked_at"]) else {
            prop_assert!(body["fresh_until"].is_null() && body["unknown_after"].is_null());
            return Ok(());
        };
        prop_assert!(
            self.past.was_read(checked_at),
            "{}: not read at {}",
            path,
            checked_at
        );
        let fresh = checked_at.plus_seconds(FRESH_SECONDS);
        prop_assert_eq!(time(&body["fresh_until"]), Some(fresh));
        let known = checked_at.plus_seconds(KNOWN_SECONDS);
        prop_assert_eq!(time(&body["unknown_after"]), Some(known));
        Ok(())
    }

    fn check_claims(&self, path: &str, body: &Value) -> Result<(), TestCaseError> {
        let mut claims = Vec::new();
        let overall = &body["overall"];
        let texts = [&overall["text"], &overall["raw"]];
        let words = [overall, &overall["status"]];
        if words.iter().any(|word| *word == "operational") {
            claims.push(None);
        }
        // The vendor's own sentence is quoted only while it may be believed.
        let is_quoted = texts.iter().any(|text| text.is_string());
        let listed = body["components"].as_array().into_iter().flatten();
        let named = body["events"].as_array().into_iter().flatten();
        let named = named.flat_map(|event| event["components"].as_array().into_iter().flatten());
        for component in listed.chain(named) {
            if component["status"] == "operational" {
                claims.push(component["id"].as_str());
            }
        }
        let (now, checked_at) = (self.world.now(), time(&body["checked_at"]));
        for claim in claims {
            let objection = self.past.objection(now, checked_at, claim);
            prop_assert_eq!(
                objection,
                None,
                "{}: {:?} of {:?}: {}",
                path,
                claim,
                checked_at,
                body
            );
        }
        if is_quoted && overall["text"] == "All Systems Operational" {
            let age = checked_at.map(|at| now.seconds_since(at));
            prop_assert!(
                age.is_some_and(|age| (-FRESH_SECONDS..=KNOWN_SECONDS).contains(&age)),
                "{}: {}",
                path,
                body
            );
        }
        Ok(())
    }

    fn check_revision(&mut self, path: &'static str, body: &Value) -> Result<(), TestCaseError> {
        let revision = body["revision"].as_u64().expect("a revision");
        if revision == 0 {
            return Ok(());
        }
        let reached = self.reached.entry(path).or_default();
        prop_assert!(
            revision >= *reached,
            "{}: {} after {}",
            path,
            revision,
            reached
        );
        *reached = revision;
        let mut content = body.clone();
        for member in ["checked_at", "fresh_until", "unknown_after", "reading"] {
            content[member] = Value::Null;
        }
        let content = content.to_string();
        let known = self
            .contents
            .entry((path, revision))
            .or_insert_with(|| content.clone());
        prop_assert_eq!(
            &*known,
            &content,
            "{}: {} names two contents",
            path,
            revision
        );
        Ok(())
    }

    fn check_asking_for_a_revision(&self) -> Result<(), TestCaseError> {
        let reached = self.reached.get(OF_THE_PAGE[2]).copied().unwrap_or(0);
        for asked in [reached, reached + 1] {
            let path = format!("/v1/pages/noterro/summary?revision={asked}");
            let reply = self.world.get(&path);
            if reply.status == 200 {
                let body = reply.body.as_deref().unwrap_or_default();
                let body: Value = serde_json::from_slice(body).expect("JSON");
                prop_assert!(body["revision"].as_u64() >= Some(asked));
            } else {
                prop_assert_eq!(reply.status, 409);
            }
        }
        Ok(())
    }

    /// Whatever happened: once the vendor answers honestly again, the lamp finds back by itself.
    fn recovers(&mut self) -> Result<(), TestCaseError> {
        self.vendor = Vendor::calm(URL);
        self.take(&Step::Answer(Answers::Honestly));
        // The longest pause a vendor may ask for, and a little.
        for _ in 0..64 {
            self.world.advance(60);
            self.world.tick();
        }
        self.check()?;
        let summary = self.body("/v1/pages/noterro/summary")?;
        let age = time(&summary["checked_at"]).map(|at| self.world.now().seconds_since(at));
        prop_assert!(
            age.is_some_and(|age| (0..=FRESH_SECONDS).contains(&age)),
            "{:?}",
            age
        );
        prop_assert_eq!(&summary["overall"]["status"], "operational");
        let list = self.body("/v1/pages")?;
        prop_assert_eq!(&list["data"][0]["overall"], "operational");
        Ok(())
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn whatever_happens_nothing_says_operational_that_the_vendor_did_not_say_lately(
        steps in vec(step(), 1..30),
    ) {
        let mut trial = Trial::new();
        trial.check()?;
        for step in steps {
            trial.take(&step);
            trial.check()?;
        }
        trial.recovers()?;
    }
}
