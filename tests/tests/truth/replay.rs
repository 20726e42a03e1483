//! No false alarm: pages replay what once happened on them, through the worker, to a person who
//! watches one component. The banner shows exactly when an incident names that component or it is
//! not well, and each real change is said once.
//!
//! What is due is told by the record, not by our reading of the vendor's documents. The same
//! verdicts and what was due for whom are written down for the loader's own, coarser test
//! (`tests/loader/`).

use crate::any::NOON;
use serde_json::{Value, json};
use statuslamp_model::{ComponentKind, Provider, Summary, Timestamp};
use statuslamp_normalise::requests;
use statuslamp_simulator::{Replay, Truth};
use statuslamp_tests::{
    golden,
    world::{Scripted, World},
};
use statuslamp_view::{Known, Selection, Told, Words, banner};
use statuslamp_widget::Spoken;
use std::{collections::BTreeMap, path::Path};

const ORIGIN: &str = "https://upstream.example";
/// After so long every page has been read again.
const READ_WITHIN_SECONDS: i64 = 75;

/// A page, its vendor and our worker.
struct Stage {
    world: World,
    replay: Replay,
    page: &'static str,
    provider: Provider,
}

impl Stage {
    fn new(page: &'static str, scenario: &'static str) -> Self {
        let begun = NOON.plus_seconds(300).as_millis();
        let play = |seconds| Replay::new(page, scenario, ORIGIN, begun, seconds);
        let mut replay = play(1800).expect("a scenario");
        // Slow enough for every message to be read by itself.
        let times = replay.moments();
        let gaps = times.windows(2).map(|pair| pair[1] - pair[0]);
        let shortest = gaps.min().unwrap_or(i64::MAX).max(1);
        let needed = 1800 * 1000 * (2 * READ_WITHIN_SECONDS + 10) / shortest + 1;
        if needed > 1800 {
            let seconds = i32::try_from(needed).expect("a bearable length");
            replay = play(seconds).expect("a scenario");
        }
        let provider: Provider = replay.provider().parse().expect("a provider");
        let pages = json!({ "pages": [{
            "id": page,
            "name": page,
            "url": format!("{ORIGIN}/{page}"),
            "provider": provider.as_str(),
        }] });
        let mut stage = Self {
            world: World::new(&pages.to_string(), NOON),
            replay,
            page,
            provider,
        };
        stage.publish();
        stage.world.tick();
        stage.world.advance(READ_WITHIN_SECONDS);
        stage
    }

    fn publish(&mut self) {
        let now = self.world.now().as_millis();
        let url = format!("{ORIGIN}/{}", self.page)
            .parse()
            .expect("an address");
        for request in requests(self.provider, &url) {
            let path = request.url.strip_prefix(ORIGIN).unwrap_or_default();
            if let Some(body) = self.replay.document(path, now) {
                let body = String::from_utf8(body).expect("text");
                self.world.script(&request.url, Scripted::Body(body));
            }
        }
    }

    /// Lets time pass up to just after a moment; what is far off is slept through.
    fn advance_to(&self, moment: i64) {
        let left = (moment - self.world.now().as_millis()).max(0) / 1000 + 1;
        let slept = left - 2 * READ_WITHIN_SECONDS;
        if slept > 0 {
            self.world.advance_silently(slept);
            self.world.tick();
        }
        self.world.advance(left - slept.max(0));
    }

    fn summary(&self) -> Summary {
        let body = self.world.json(&format!("/v1/pages/{}/summary", self.page));
        serde_json::from_value(body).expect("a summary")
    }

    /// The verdict without what every reading changes.
    fn verdict(&self) -> Value {
        let mut verdict = self.world.json(&format!("/v1/pages/{}/verdict", self.page));
        for member in ["revision", "checked_at", "fresh_until", "unknown_after"] {
            verdict[member] = Value::Null;
        }
        verdict
    }

    fn truth(&mut self) -> Vec<Truth> {
        self.replay.truth(self.world.now().as_millis())
    }
}

/// Somebody who watches something, and hears what is said aloud.
#[derive(Default)]
struct Listener {
    components: String,
    said: Option<String>,
    spoken: Spoken,
    aloud: Vec<String>,
    shown: u32,
}

impl Listener {
    fn of(components: &str) -> Self {
        Self {
            components: components.to_owned(),
            ..Self::default()
        }
    }

    /// Draws as the element does.
    fn look(&mut self, summary: &Summary, now: Timestamp) {
        let selection = selecting(&self.components, None);
        let line = show(summary, &selection, now);
        if line != self.said {
            self.said.clone_from(&line);
            self.shown += 1;
            let revision = summary.revision;
            if self
                .spoken
                .is_news(&self.components, line.as_deref(), revision)
            {
                self.aloud.extend(line);
            }
        }
    }

    /// The element is taken away and put back.
    fn remount(&mut self, summary: &Summary, now: Timestamp) {
        self.spoken.leave(&self.components);
        self.said = None;
        self.look(summary, now);
    }
}

/// What the banner says, if one is due.
fn selecting(components: &str, least: Option<&str>) -> Selection {
    Selection::parse(|name| match name {
        "components" => Some(components),
        "min-impact" => least,
        _ => None,
    })
}

fn show(summary: &Summary, selection: &Selection, now: Timestamp) -> Option<String> {
    let known = Known {
        summary,
        reading: summary.reading(),
        now,
        words: Words::ENGLISH,
    };
    banner(&[Told::of(known)], selection).map(|view| view.announcement())
}

/// Every way to name what the page has, and one that names nothing.
fn selectors(summary: &Summary) -> Vec<String> {
    let mut selectors = vec![String::new(), "no such part".to_owned()];
    for component in &summary.components {
        selectors.push(component.id.clone());
        selectors.push(component.name.clone());
        let group = summary.components.iter().find(|group| {
            group.kind == ComponentKind::Group && Some(&group.id) == component.group_id.as_ref()
        });
        selectors.extend(group.map(|group| format!("{}/{}", group.name, component.name)));
        selectors.push(format!("{}, no such part", component.id));
    }
    selectors.sort();
    selectors.dedup();
    selectors
}

/// The banner is there for exactly those whom it concerns.
fn check_due(stage: &mut Stage, summary: &Summary, of: &str) {
    let now = stage.world.now();
    for truth in stage.truth() {
        let mut named = summary.components.iter();
        let component = named
            .find(|component| {
                component.kind != ComponentKind::Group && component.name == truth.name
            })
            .unwrap_or_else(|| panic!("{of}: no {}", truth.name));
        assert_eq!(
            component.status.as_str() == "operational",
            truth.is_operational,
            "{of}: {component:?}"
        );
        let is_shown = |least| {
            let selection = selecting(&component.id, least);
            show(summary, &selection, now).is_some()
        };
        let is_due = truth.is_named || !truth.is_operational;
        assert_eq!(is_shown(Some("none")), is_due, "{of}: {truth:?}");
        // By default an incident that the vendor rates as none is no reason for one.
        let is_due = truth.is_named_with_impact || !truth.is_operational;
        assert_eq!(is_shown(None), is_due, "{of}: {truth:?}");
    }
}

/// The selectors for which a banner is due, by the least impact that is asked for.
fn due(summary: &Summary, now: Timestamp) -> BTreeMap<&'static str, Vec<String>> {
    let mut due = BTreeMap::new();
    for least in ["", "none", "major"] {
        let mut concerned = selectors(summary);
        concerned.retain(|components| {
            let least = Some(least).filter(|least| !least.is_empty());
            let selection = selecting(components, least);
            show(summary, &selection, now).is_some()
        });
        due.insert(least, concerned);
    }
    due
}

#[test]
fn a_banner_shows_exactly_when_it_concerns_and_each_change_is_said_once() {
    let mut cases: Vec<Value> = Vec::new();
    let mut changes = 0;
    for (page, scenario) in Replay::all() {
        let of = format!("{page}/{scenario}");
        let mut stage = Stage::new(page, scenario);
        let first = stage.summary();
        let mut listeners: Vec<_> = selectors(&first)
            .iter()
            .map(|one| Listener::of(one))
            .collect();
        for moment in stage.replay.moments().to_vec() {
            stage.advance_to(moment);
            stage.publish();
            stage.world.advance(READ_WITHIN_SECONDS);
            let (summary, now) = (stage.summary(), stage.world.now());
            check_due(&mut stage, &summary, &of);
            cases.push(json!({
                "of": of,
                "verdict": stage.verdict(),
                "due": due(&summary, now),
            }));
            for listener in &mut listeners {
                let (was_shown, said, shown) = (
                    listener.said.is_some(),
                    listener.aloud.len(),
                    listener.shown,
                );
                listener.look(&summary, now);
                let is_shown = listener.said.is_some();
                let who = format!("{of} at {now} for {:?}", listener.components);
                assert_eq!(listener.aloud.len() - said, usize::from(is_shown), "{who}");
                assert_eq!(
                    listener.shown - shown,
                    u32::from(was_shown || is_shown),
                    "{who}"
                );
                changes += u32::from(is_shown);
            }
            // Read again, and again without any change: nobody says a word.
            let before: Vec<_> = listeners.iter().map(|one| one.aloud.len()).collect();
            for seconds in [READ_WITHIN_SECONDS, 1] {
                stage.world.advance(seconds);
                let again = stage.summary();
                // What is over leaves the summary after an hour: that is a change of content.
                if again.events.len() == summary.events.len() {
                    assert_eq!(again.revision, summary.revision, "{of}");
                }
                for listener in &mut listeners {
                    for later in [0, 30, 61] {
                        listener.look(&again, stage.world.now().plus_seconds(later));
                    }
                    listener.remount(&again, stage.world.now());
                }
            }
            let after: Vec<_> = listeners.iter().map(|one| one.aloud.len()).collect();
            assert_eq!(after, before, "{of}: something was said twice");
        }
        let is_over = listeners.iter().all(|listener| listener.said.is_none());
        assert!(is_over, "{of}: a banner stays");
    }
    assert!(changes > 100, "{changes} changes");

    let lines: Vec<_> = cases.iter().map(Value::to_string).collect();
    let written = format!("[\n{}\n]\n", lines.join(",\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("loader/replays.json");
    assert_eq!(golden::trouble(&path, &written), None);
}
