//! The history feeds.

use crate::testing::{at, read_feed};
use statuslamp_model::{EventKind, Impact, Phase, Provider};

fn rss(title: &str, published: &str, description: &str) -> String {
    let description = description.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Lamp Status - Incident History</title>
        <item><title>{title}</title><description>\n{description}</description><pubDate>{published}</pubDate>
        <link>https://status.example.com/incidents/abc</link><guid>https://status.example.com/incidents/abc</guid></item></channel></rss>"
    )
}

const RESOLVED_AND_OPEN: &str = "<p><small>Jan <var data-var='date'> 1</var>, <var data-var='time'>01:10</var> UTC</small><br><strong>Resolved</strong> - Over.<br />Really.</p><p><small>Dec <var data-var='date'>31</var>, <var data-var='time'>22:50</var> UTC</small><br><strong>Update</strong> - Still.</p><p><small>Dec <var data-var='date'>31</var>, <var data-var='time'>22:30</var> UTC</small><br><strong>Investigating</strong> - Slow.</p>";

#[test]
fn an_incident_over_new_year_keeps_both_years() {
    let read = read_feed(
        Provider::Statuspage,
        &rss("T", "Fri, 01 Jan 2021 01:10:29 +0000", RESOLVED_AND_OPEN),
    );

    let event = read.only_event();
    assert_eq!(
        (event.id.as_str(), event.kind),
        ("abc", EventKind::Incident)
    );
    assert_eq!(
        (event.phase, event.impact),
        (Phase::Resolved, Impact::Unknown)
    );
    assert_eq!(event.started_at, Some(at("2020-12-31T22:30:00Z")));
    assert_eq!(event.resolved_at, Some(at("2021-01-01T01:10:00Z")));
    let phases: Vec<_> = event.updates.iter().map(|update| update.phase).collect();
    assert_eq!(
        phases,
        [Some(Phase::Investigating), None, Some(Phase::Resolved)]
    );
    assert_eq!(event.updates[1].phase_raw.as_deref(), Some("Update"));
    assert_eq!(event.updates[2].body.to_html(1), "<p>Over.<br>Really.</p>");
    assert_eq!(read.snapshot.page.name.as_deref(), Some("Lamp"));
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn atom_with_the_zone_of_the_page_gives_utc() {
    let feed = "<?xml version=\"1.0\"?><feed><title>Lamp Status - Incident History</title><entry>
        <id>tag:status.example.com,2005:Incident/405</id><published>2019-11-20T18:35:28-08:00</published><updated>2019-11-20T18:35:29-08:00</updated>
        <link rel=\"alternate\" href=\"https://status.example.com/incidents/def\"/><title>Pages with &lt;Say&gt; are slow</title>
        <content type=\"html\">&lt;p&gt;&lt;small&gt;Nov &lt;var data-var='date'&gt;20&lt;/var&gt;, &lt;var data-var='time'&gt;17:00&lt;/var&gt; PST&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Identified&lt;/strong&gt; - x&lt;/p&gt;</content></entry></feed>";

    let read = read_feed(Provider::Statuspage, feed);

    let event = read.only_event();
    assert_eq!(event.id, "def");
    assert_eq!(event.title, "Pages with <Say> are slow");
    assert_eq!(event.updates[0].at, Some(at("2019-11-21T01:00:00Z")));
    assert_eq!(event.updated_at, Some(at("2019-11-21T02:35:29Z")));
    assert_eq!((event.phase, event.resolved_at), (Phase::Identified, None));
}

#[test]
fn the_published_time_of_a_maintenance_is_its_start_and_not_when_it_was_posted() {
    let content = "<p><strong>THIS IS A SCHEDULED EVENT Jan  9, 14:00 - 18:00 UTC</strong></p><p><small>Dec 30, 09:00 UTC</small><br><strong>Scheduled</strong> - Work.</p>";

    let read = read_feed(
        Provider::Statuspage,
        &rss("T", "Sat, 09 Jan 2021 14:00:00 +0000", content),
    );

    let event = read.only_event();
    assert_eq!(
        (event.kind, event.phase),
        (EventKind::Maintenance, Phase::Scheduled)
    );
    assert_eq!(event.scheduled_for, Some(at("2021-01-09T14:00:00Z")));
    assert_eq!(event.started_at, Some(at("2021-01-09T14:00:00Z")));
    assert_eq!(event.updates[0].at, Some(at("2020-12-30T09:00:00Z")));
}

#[test]
fn an_unknown_word_and_an_unknown_zone_are_warned_of() {
    let content = "<p><small>Jan 3, 10:00 IST</small><br><strong>Gelöst</strong> - x</p>";

    let read = read_feed(
        Provider::Statuspage,
        &rss("T", "Sun, 03 Jan 2021 10:00:00 +0000", content),
    );

    assert_eq!(read.only_event().phase, Phase::Unknown);
    assert_eq!(
        read.troubles(),
        [
            "InferredTime history: entries[0].content (an unknown zone, read as UTC)",
            "UnknownWord history: entries[0].content (Gelöst)",
        ]
    );
}

#[test]
fn what_a_feed_leaves_out_is_not_over() {
    let read = read_feed(Provider::Statuspage, "<?xml version=\"1.0\"?><feed/>");

    assert_eq!(read.snapshot.open_events, crate::OpenEvents::Partial);
    assert_eq!(read.snapshot.components, None);
}
