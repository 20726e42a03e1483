//! The reader and the model's own `Deserialize` say the same of what was.

use super::{super::tests::laid_out, answer};
use crate::record::{Answer, Want};
use serde_json::{Value, json};

fn list(data: &Value) -> Value {
    json!({
        "page": {
            "id": "noterro", "name": "Noterro", "url": "https://status.example.com",
            "provider": "statuspage", "time_zone": "Etc/UTC",
        },
        "revision": 1_795_241_643_000_u64,
        "checked_at": "2026-11-21T06:00:01Z", "fresh_until": "2026-11-21T06:00:02Z",
        "unknown_after": "2026-11-21T06:00:03Z", "poll_seconds": 60,
        "data": data, "next_cursor": "12.6131",
    })
}

/// What is read of a document where `want` is asked for.
fn take(want: &Want, document: &Value) -> Option<(Answer, u64)> {
    let call = format!("past(answer, {:?})", want.document());
    answer(want, &laid_out(&call, &[document])[0])
}

fn read(want: &Want, document: &Value) -> Option<Answer> {
    take(want, document).map(|(answer, revision)| {
        assert_eq!(revision, 1_795_241_643_000);
        answer
    })
}

#[test]
fn every_member_of_a_listed_event_is_read_as_the_model_itself_reads_it() {
    let document = list(&json!([{
        "id": "e", "kind": "maintenance", "title": "T", "phase": "verifying", "phase_raw": "v",
        "impact": "critical", "impact_raw": "c",
        "started_at": "2026-11-21T06:00:05Z", "detected_at": "2026-11-21T06:00:06Z",
        "identified_at": "2026-11-21T06:00:07Z", "monitoring_at": "2026-11-21T06:00:08Z",
        "resolved_at": "2026-11-21T06:00:09Z", "updated_at": "2026-11-21T06:00:10Z",
        "scheduled_for": "2026-11-21T06:00:11Z", "scheduled_until": "2026-11-21T06:00:12Z",
        "url": "https://status.example.com/e",
        "affected": [{"component_id": "web", "name": "Web", "status": "partial_outage"}],
        "more": 3, "update_count": 4, "updates_complete": true, "has_postmortem": true,
        "backfilled": true, "reopened": 2, "muted": true,
    }]));
    let expected = serde_json::from_value(document.clone()).expect("a list");

    for want in [Want::Incidents(None), Want::Maintenances(None)] {
        let Some(Answer::Events(list)) = read(&want, &document) else {
            panic!("the list was not read");
        };
        assert_eq!(list, expected);
        assert!(list.data[0].has_postmortem && list.data[0].more == 3);
    }
}

#[test]
fn every_member_of_uptime_is_read_as_the_model_itself_reads_it() {
    let days = json!([{
        "date": "2026-11-21", "uptime": 0.5, "worst": "major_outage", "operational": 1,
        "under_maintenance": 2, "degraded_performance": 3, "partial_outage": 4,
        "major_outage": 5, "unknown": 6,
    }]);
    let mut document = list(&json!([
        {"id": "web", "group_id": "g", "name": "Web", "uptime": 0.99, "days": days},
        {"id": "api", "group_id": null, "name": "API", "uptime": null, "days": []},
    ]));
    document["overall"] = json!({"uptime": 0.99999, "days": days});
    let expected = serde_json::from_value(document.clone()).expect("uptime");

    for want in [Want::Uptime, Want::Components] {
        let Some(Answer::Uptime(list)) = read(&want, &document) else {
            panic!("the uptime was not read");
        };
        assert_eq!(list, expected);
    }
}

#[test]
fn a_page_and_a_story_are_found_in_their_documents() {
    let page = list(&json!([]));
    assert!(
        matches!(read(&Want::About, &page), Some(Answer::About(page)) if page.name == "Noterro")
    );

    let story = json!({
        "page": "noterro", "revision": 1_795_241_643_000_u64,
        "incident": {"id": "i1", "title": "T", "updates": [{"id": "u"}]},
    });
    let Some(Answer::Story(event)) = read(&Want::Story("i1".to_owned()), &story) else {
        panic!("the story was not read");
    };
    assert_eq!((event.title.as_str(), event.updates.len()), ("T", 1));
}

#[test]
fn what_is_none_of_these_documents_is_refused() {
    let wants = [
        Want::About,
        Want::Incidents(None),
        Want::Uptime,
        Want::Story("i1".to_owned()),
    ];
    for want in wants {
        for document in [
            json!(null),
            json!([]),
            json!({"data": 1}),
            json!({"revision": 1}),
        ] {
            assert_eq!(take(&want, &document), None, "{want:?} {document}");
        }
    }
}
