//! What the components print for each case in `views`, compared with what was reviewed.

use leptos::prelude::RenderHtml;
use serde::Deserialize;
use statuslamp_model::{Summary, Timestamp};
use statuslamp_tests::golden;
use statuslamp_view::{
    BannerView, Drawing, Known, Lamp, LampProps, Panel, Phrase, Selection, Told, Unfolded, Words,
    banner, component_list, draw_banner, draw_list, draw_status, draw_waiting, status,
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
    components: Option<String>,
    maintenance_lead: Option<String>,
    /// Events whose trouble the person was shown.
    #[serde(default)]
    shown: Vec<String>,
    #[serde(default)]
    position: String,
    #[serde(default)]
    theme: String,
    summary: Summary,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("views")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the cases are there");
    let mut cases: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

fn read(case: &Path) -> Case {
    let text = fs::read_to_string(case.join("input.json")).expect("a case has an input");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", case.display()))
}

fn print(case: &Case) -> String {
    let known = Known {
        summary: &case.summary,
        reading: case.summary.reading(),
        now: case.now,
        words: Words::ENGLISH,
    };
    let selection = Selection::parse(|name| match name {
        "components" => case.components.as_deref(),
        "maintenance-lead" => case.maintenance_lead.as_deref(),
        _ => None,
    });
    let page = Told {
        shown: &case.shown,
        ..Told::of(known)
    };
    let view = banner(&[page], &selection);
    let announcement = view.as_ref().map(BannerView::announcement);
    let theme = &case.theme;
    let mut text = String::from("announced: ");
    text.push_str(announcement.as_deref().unwrap_or("nothing"));
    text.push_str("\n\n");
    text.push_str(&lines(theme, |drawing| {
        if let Some(view) = &view {
            draw_banner(drawing, view, &case.position, Unfolded::Details);
        }
    }));
    text.push('\n');
    text.push_str(&lines(theme, |drawing| {
        draw_list(drawing, &component_list(known, &selection));
    }));
    text.push('\n');
    text.push_str(&lines(theme, |drawing| {
        let view = status(&[page], &selection, Words::ENGLISH, Phrase::Loading);
        let panel = Panel {
            lists: &|_| {},
            past: Some(("noterro", "")),
        };
        let label = "Status of Noterro";
        draw_status(drawing, &view, label, Some(panel));
    }));
    text
}

/// One line per element, so that a difference can be read.
fn lines(theme: &str, content: impl FnOnce(&mut Drawing)) -> String {
    let html = Lamp(LampProps {
        theme: theme.to_owned(),
        words: Words::ENGLISH,
        content,
    })
    .to_html();
    html.replace("><", ">\n<") + "\n"
}

#[test]
fn every_case_prints_what_was_reviewed() {
    let cases = cases();
    assert!(cases.len() >= 10, "{} cases", cases.len());

    let troubles: Vec<String> = cases
        .iter()
        .filter_map(|case| golden::trouble(&case.join("expected.txt"), &print(&read(case))))
        .collect();

    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

#[test]
fn waiting_says_for_what() {
    let waitings = [Phrase::Loading, Phrase::Failed, Phrase::Offline]
        .map(|waiting| lines("", |drawing| draw_waiting(drawing, waiting)));

    let trouble = golden::trouble(&folder().join("waiting.txt"), &waitings.join("\n"));
    assert_eq!(trouble, None);
}

#[test]
fn nothing_a_vendor_writes_becomes_markup() {
    let printed = print(&read(&folder().join("hostile_vendor")));
    // What is announced is a text, not markup.
    let (_, printed) = printed.split_once("\n\n").expect("markup");

    for markup in ["<script", "<img", "<iframe", "<b ", "javascript:"] {
        assert!(!printed.contains(markup), "{markup} in {printed}");
    }
    assert!(printed.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn nothing_old_is_green() {
    for case in ["stale", "unknown", "never_read", "words_from_the_future"] {
        let printed = print(&read(&folder().join(case)));
        // There, the other components are operational and were read just now.
        let is_fresh = case == "words_from_the_future";

        assert!(!printed.contains("All systems operational"), "{case}");
        assert_eq!(printed.contains("data-tone=\"good\""), is_fresh, "{case}");
    }
}
