//! What of the past is printed for each case in `records`, compared with what was reviewed.

use leptos::prelude::RenderHtml;
use serde::Deserialize;
use statuslamp_model::{
    ComponentUptime, Event, ListedEvent, Overall, PageInfo, Reading, Seconds, Summary, Timestamp,
    Uptime, UptimeDay,
};
use statuslamp_tests::golden;
use statuslamp_view::{
    Known, Lamp, LampProps, Past, Story, Wish, Words, draw_record, draw_story, record_view,
    story_view,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The present.
    now: Timestamp,
    /// When the page was last read.
    checked_at: Timestamp,
    #[serde(default)]
    unreachable: bool,
    page: PageInfo,
    #[serde(default)]
    incidents: Vec<ListedEvent>,
    #[serde(default)]
    has_more: bool,
    #[serde(default)]
    planned: Vec<ListedEvent>,
    /// Name and days of each component, oldest first.
    #[serde(default)]
    components: Vec<(String, Vec<Seconds>)>,
    /// Events that were opened.
    #[serde(default)]
    stories: Vec<Event>,
    /// The only event that is shown.
    event: Option<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("records")
}

fn read(case: &str) -> Case {
    let path = folder().join(case).join("input.json");
    let text = fs::read_to_string(path).expect("a case has an input");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{case}: {error}"))
}

fn uptime(now: Timestamp, days: &[Seconds]) -> Uptime {
    let first = i64::try_from(days.len()).expect("few days") - 1;
    let days = days.iter().zip(0..).map(|(seconds, number)| {
        let midnight = now.plus_seconds(86_400 * (number - first));
        UptimeDay::new(midnight, *seconds)
    });
    Uptime::new(days.collect())
}

fn print(case: Case) -> String {
    let reading = Reading::taken(case.checked_at, 60);
    let components: Vec<_> = case
        .components
        .iter()
        .map(|(name, days)| ComponentUptime {
            id: name.clone(),
            group_id: None,
            name: name.clone(),
            uptime: uptime(case.now, days),
        })
        .collect();
    let mut overall: Vec<Seconds> = Vec::new();
    for (_, days) in &case.components {
        overall.resize(days.len(), Seconds::default());
        for (sum, day) in overall.iter_mut().zip(days) {
            sum.include(day);
        }
    }
    let overall = uptime(case.now, &overall);
    let stories = case.stories.into_iter();
    let stories: Vec<_> = stories
        .map(|event| (event.id.clone(), Story::Known(Box::new(event))))
        .collect();
    let summary = Summary {
        page: case.page,
        revision: 1,
        checked_at: reading.checked_at,
        fresh_until: reading.fresh_until,
        unknown_after: reading.unknown_after,
        poll_seconds: 60,
        overall: Overall::default(),
        components: Vec::new(),
        events: Vec::new(),
        silenced: false,
    };
    let past = Past {
        known: Known {
            summary: &summary,
            reading,
            now: case.now,
            words: Words::ENGLISH,
        },
        is_reachable: !case.unreachable,
        incidents: &case.incidents,
        has_more: case.has_more,
        more: Wish::None,
        planned: &case.planned,
        uptime: Some(&overall),
        components: &components,
        reading_components: Wish::None,
        stories: &stories,
    };
    let html = Lamp(LampProps {
        theme: String::new(),
        words: Words::ENGLISH,
        content: |drawing| match &case.event {
            Some(event) => draw_story(drawing, &story_view(event, past)),
            None => draw_record(drawing, &record_view(past)),
        },
    })
    .to_html();
    html.replace("><", ">\n<") + "\n"
}

const CASES: [&str; 5] = ["empty", "full", "hostile_vendor", "one_event", "stale"];

#[test]
fn every_case_prints_what_was_reviewed() {
    let troubles: Vec<String> = CASES
        .iter()
        .filter_map(|case| {
            let expected = folder().join(case).join("expected.txt");
            golden::trouble(&expected, &print(read(case)))
        })
        .collect();

    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

#[test]
fn nothing_a_vendor_writes_becomes_markup_or_leaves_its_link() {
    let printed = print(read("hostile_vendor"));

    for markup in ["<script", "<img", "<iframe", "<b ", "javascript:"] {
        assert!(!printed.contains(markup), "{markup} in {printed}");
    }
    assert!(printed.contains("&lt;script&gt;"));
    let calendar = printed
        .split("href=\"data:text/calendar;charset=utf-8,")
        .nth(1);
    let calendar = calendar.and_then(|rest| rest.split('"').next());
    let calendar = calendar.expect("a calendar entry");
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    assert!(calendar.bytes().all(is_plain), "{calendar}");
    assert!(!calendar.contains("%0D%0AATTENDEE"), "{calendar}");
}

#[test]
fn a_day_of_which_nothing_is_known_is_never_green() {
    let printed = print(read("full"));
    let bars = printed
        .lines()
        .filter(|line| line.contains("data-known=\"0\""));
    let bars: Vec<_> = bars.collect();

    assert!(!bars.is_empty());
    for bar in bars {
        assert!(bar.contains("data-tone=\"neutral\""), "{bar}");
        assert!(bar.contains("No data"), "{bar}");
    }
}
