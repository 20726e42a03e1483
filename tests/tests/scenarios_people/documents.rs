//! What stands in each document.

use super::{OUTAGE, between, calm, incident, lit, plain, read, text};
use statuslamp_tests::golden;
use std::path::Path;

/// One line per element; the style sheet is the view's and tested there.
fn lines(html: &str) -> String {
    let style = between(html, "<style>", "</style>");
    html.replace(style, "…").replace("><", ">\n<")
}

#[test]
fn every_route_prints_what_was_reviewed() {
    let world = calm();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("people");

    let documents = [
        ("home", "/"),
        ("page", "/is/noterro"),
        ("incident", "/is/noterro/incidents/i1"),
        ("never_heard", "/is/quiet"),
        ("no_page", "/is/nobody"),
        ("no_event", "/is/noterro/incidents/i2"),
    ];
    let troubles = documents.map(|(name, path)| {
        let printed = lines(&text(&world.get(path)));
        golden::trouble(&folder.join(name).with_extension("html"), &printed)
    });

    let troubles: Vec<_> = troubles.into_iter().flatten().collect();
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

#[test]
fn the_heading_asks_and_answers() {
    for (states, answer) in [
        (
            ["operational", "operational"],
            "No: All systems operational",
        ),
        (
            ["degraded_performance", "operational"],
            "Partly: Some systems are degraded",
        ),
        (["partial_outage", "operational"], "Partly: Partial outage"),
        (["major_outage", "major_outage"], "Yes: Major outage"),
        (
            ["under_maintenance", "operational"],
            "Maintenance under way",
        ),
        (["from_the_future", "operational"], "Not known right now"),
    ] {
        let document = read(&lit(states, &[]), "/is/noterro");

        let heading = plain(between(&document, "<h1", "</h1>"));
        let heading = heading.split_once('>').map_or(&*heading, |(_, rest)| rest);
        assert!(
            heading.ends_with(&format!("Is Noterro down right now? {answer}")),
            "{states:?}: {heading}"
        );
    }
}

#[test]
fn times_are_those_of_the_vendors_clocks() {
    let world = calm();
    for path in ["/is/noterro", "/is/noterro/incidents/i1"] {
        let document = read(&world, path);

        let resolved = "<time datetime=\"2023-08-08T14:20:00Z\">Aug 08, 2023 - 10:20 EDT</time>";
        assert!(document.contains(resolved), "{path}: {document}");
        // Nothing that nobody redraws says how long ago something was.
        assert!(!document.contains(" ago"), "{path}");
    }
    let checked = "Checked Nov 21, 2026 - 07:00 EST from Noterro’s official page";
    assert!(plain(&read(&world, "/is/noterro")).contains(checked));
}

#[test]
fn a_report_has_every_message_under_its_phase() {
    let document = read(&calm(), "/is/noterro");

    let steps: Vec<_> = document
        .split("<li class=\"step\"")
        .skip(1)
        .map(plain)
        .collect();
    let expected = [
        ("Investigating", "Pages open slowly."),
        ("Monitoring", "Taken back."),
        ("Resolved", "All is well."),
        ("Post-mortem", "What happenedA release.WhyA limit."),
    ];
    assert_eq!(steps.len(), expected.len());
    for (step, (phase, words)) in steps.iter().zip(expected) {
        assert!(step.contains(phase) && step.contains(words), "{step}");
    }
    assert!(plain(&document).contains("Last update: Aug 08, 2023 - 10:27 EDT"));
}

#[test]
fn what_is_open_is_told_once_and_not_as_past() {
    let open = incident("i2", "Pages fail", &OUTAGE[..1]);
    let world = lit(["partial_outage", "operational"], &[open]);

    let document = read(&world, "/is/noterro");

    let open = between(&document, "id=\"open\"", "</section>");
    assert!(open.contains("Pages fail") && open.contains("Pages open slowly."));
    let past = between(&document, "id=\"past\"", "</section>");
    assert!(past.contains("No incidents") && !past.contains("Pages fail"));
}

#[test]
fn older_reports_are_a_page_further_and_none_is_left_out() {
    let incidents: Vec<_> = (0..60)
        .rev()
        .map(|number| {
            let at: &'static str = format!("2023-08-08T09:{number:02}:00-04:00").leak();
            let said = [("investigating", at, "Slow."), ("resolved", at, "Well.")];
            incident(
                &format!("n{number:02}"),
                &format!("Number {number:02}"),
                &said,
            )
        })
        .collect();
    let world = lit(["operational", "operational"], &incidents);
    let mut path = "/is/noterro".to_owned();
    let mut found = Vec::new();

    for page in 0..3 {
        let document = read(&world, &path);
        let canonical = between(&document, "<link rel=\"canonical\" href=\"", "\"");
        assert_eq!(canonical, format!("https://lamp.example{path}"));
        assert_eq!(document.contains("id=\"components\""), page == 0, "{page}");
        assert_eq!(document.contains(">Newest reports<"), page > 0, "{page}");
        found.extend(
            document
                .split("dir=\"auto\">Number ")
                .skip(1)
                .map(|rest| rest[..2].parse::<u32>().unwrap()),
        );
        if let Some(older) = document.split("href=\"/is/noterro?cursor=").nth(1) {
            path = format!("/is/noterro?cursor={}", older.split('"').next().unwrap());
        }
    }

    let all: Vec<_> = (0..60).rev().collect();
    assert_eq!(found, all);
}

#[test]
fn headings_leave_no_level_out() {
    let world = calm();
    for path in ["/", "/is/noterro", "/is/noterro/incidents/i1", "/is/nobody"] {
        let document = text(&world.get(path));
        let levels: Vec<u32> = document
            .match_indices("<h")
            .filter_map(|(at, _)| document[at + 2..].chars().next()?.to_digit(10))
            .collect();

        assert_eq!(
            levels.iter().filter(|level| **level == 1).count(),
            1,
            "{path}"
        );
        assert_eq!(levels.first(), Some(&1), "{path}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{path}: {levels:?}");
        }
    }
}

#[test]
fn nothing_a_vendor_writes_becomes_markup() {
    let title = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>";
    let body =
        "<script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1)) \u{202e}x";
    let said: [super::Said; 1] = [("investigating", "2023-08-08T09:21:00-04:00", body)];
    let world = lit(
        ["partial_outage", "operational"],
        &[incident("<i>\"&", title, &said)],
    );
    for path in ["/is/noterro", "/is/noterro/incidents/%3Ci%3E%22%26"] {
        let document = read(&world, path);

        let scripts: Vec<_> = document.match_indices("<script").collect();
        // Ours: two files, and what is told to machines.
        assert_eq!(scripts.len(), 3, "{path}: {document}");
        for markup in ["<img", "\"javascript:", "<i>", "onerror=\""] {
            assert!(!document.contains(markup), "{path}: {markup}");
        }
        let data = between(
            &document,
            "<script type=\"application/ld+json\">",
            "</script>",
        );
        serde_json::from_str::<serde_json::Value>(data).unwrap();
    }
    // The id leads back to where it is.
    let document = read(&world, "/is/noterro");
    assert!(document.contains("href=\"/is/noterro/incidents/%3Ci%3E%22%26\""));
}
