//! The Statuspage-compatible API: the members its clients know and no others, and no state that is
//! better than what is known.

use crate::text;
use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;

const COMPONENT: [&str; 12] = [
    "created_at",
    "description",
    "group",
    "group_id",
    "id",
    "name",
    "only_show_if_degraded",
    "page_id",
    "position",
    "showcase",
    "start_date",
    "status",
];
const INCIDENT: [&str; 13] = [
    "components",
    "created_at",
    "id",
    "impact",
    "incident_updates",
    "monitoring_at",
    "name",
    "page_id",
    "resolved_at",
    "shortlink",
    "started_at",
    "status",
    "updated_at",
];
const UPDATE: [&str; 11] = [
    "affected_components",
    "body",
    "created_at",
    "custom_tweet",
    "deliver_notifications",
    "display_at",
    "id",
    "incident_id",
    "status",
    "tweet_id",
    "updated_at",
];

fn vendor() -> Vendor {
    let mut vendor = Vendor::calm(URL);
    vendor.components[0].2 = "partial_outage";
    vendor.indicator = "major";
    let incident = |id, updates| Incident {
        id,
        impact: "major",
        updates,
    };
    let at = |minutes: i64| NOON.plus_seconds(-60 * minutes);
    vendor.incidents = vec![
        incident(
            "open",
            vec![("investigating", at(30)), ("monitoring", at(20))],
        ),
        incident(
            "over",
            vec![("investigating", at(9000)), ("resolved", at(8900))],
        ),
    ];
    vendor.maintenances = vec![("later", "scheduled", NOON.plus_seconds(7200))];
    vendor
}

fn lit(vendor: &Vendor) -> World {
    let world = World::new(PAGES, NOON);
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    world
}

fn compat(world: &World, file: &str) -> Value {
    let body = text(world, &format!("/pages/noterro/{file}"));
    serde_json::from_str(&body).expect("JSON")
}

fn members(value: &Value) -> Vec<&str> {
    let mut names: Vec<_> = value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names
}

fn ids(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list").iter();
    list.map(|item| item["id"].as_str().expect("an id"))
        .collect()
}

#[test]
fn every_document_has_the_members_that_clients_know_and_no_others() {
    let world = lit(&vendor());
    let summary = compat(&world, "api/v2/summary.json");

    assert_eq!(
        members(&summary),
        [
            "components",
            "incidents",
            "page",
            "scheduled_maintenances",
            "status"
        ]
    );
    assert_eq!(
        members(&summary["page"]),
        ["id", "name", "time_zone", "updated_at", "url"]
    );
    assert_eq!(members(&summary["status"]), ["description", "indicator"]);
    let mut component = COMPONENT.to_vec();
    component.push("updated_at");
    assert_eq!(members(&summary["components"][0]), component);
    assert_eq!(members(&summary["incidents"][0]), INCIDENT);
    assert_eq!(
        members(&summary["incidents"][0]["incident_updates"][0]),
        UPDATE
    );
    let mut maintenance = [INCIDENT.as_slice(), &["scheduled_for", "scheduled_until"]].concat();
    maintenance.sort_unstable();
    assert_eq!(members(&summary["scheduled_maintenances"][0]), maintenance);
    for (file, list) in [
        ("api/v2/status.json", "status"),
        ("api/v2/components.json", "components"),
        ("api/v2/incidents.json", "incidents"),
        ("api/v2/incidents/unresolved.json", "incidents"),
        ("api/v2/incidents/resolved.json", "incidents"),
        (
            "api/v2/scheduled-maintenances.json",
            "scheduled_maintenances",
        ),
        (
            "api/v2/scheduled-maintenances/upcoming.json",
            "scheduled_maintenances",
        ),
        (
            "api/v2/scheduled-maintenances/active.json",
            "scheduled_maintenances",
        ),
        ("incidents/over.json", "incident"),
    ] {
        let mut expected = ["page", list];
        expected.sort_unstable();
        assert_eq!(members(&compat(&world, file)), expected, "{file}");
    }
}

#[test]
fn each_list_has_what_belongs_in_it_newest_first() {
    let world = lit(&vendor());
    let list = |file: &str, name: &str| {
        let document = compat(&world, file);
        ids(&document[name])
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };

    assert_eq!(list("api/v2/incidents.json", "incidents"), ["open", "over"]);
    assert_eq!(
        list("api/v2/incidents/unresolved.json", "incidents"),
        ["open"]
    );
    assert_eq!(
        list("api/v2/incidents/resolved.json", "incidents"),
        ["over"]
    );
    for (file, expected) in [
        ("", &["later"][..]),
        ("/upcoming", &["later"]),
        ("/active", &[]),
    ] {
        let file = format!("api/v2/scheduled-maintenances{file}.json");
        assert_eq!(list(&file, "scheduled_maintenances"), expected, "{file}");
    }
    let incident = compat(&world, "incidents/open.json")["incident"].clone();
    assert_eq!(ids(&incident["incident_updates"]), ["open-1", "open-0"]);
    assert_eq!(incident["status"], "monitoring");
    assert_eq!(incident["resolved_at"], Value::Null);
    assert_eq!(ids(&incident["components"]), ["web"]);
    assert_eq!(world.get("/pages/noterro/incidents/none.json").status, 404);
}

#[test]
fn the_state_of_the_page_is_said_in_statuspages_own_sentences() {
    for (status, indicator, told) in [
        (
            "operational",
            "none",
            json!({"indicator": "none", "description": "All Systems Operational"}),
        ),
        (
            "partial_outage",
            "major",
            json!({"indicator": "major", "description": "Partial System Outage"}),
        ),
        (
            "major_outage",
            "critical",
            json!({"indicator": "critical", "description": "Major Service Outage"}),
        ),
    ] {
        let mut vendor = Vendor::calm(URL);
        vendor.components[0].2 = status;
        vendor.indicator = indicator;

        assert_eq!(compat(&lit(&vendor), "api/v2/status.json")["status"], told);
    }
}

#[test]
fn what_is_unknown_is_never_green() {
    let mut vendor = Vendor::calm(URL);
    vendor.components[0].2 = "on_fire";
    let world = lit(&vendor);

    let components = compat(&world, "api/v2/components.json");

    assert_eq!(
        components["components"][0]["status"],
        "degraded_performance"
    );
    assert_eq!(
        compat(&world, "api/v2/status.json")["status"]["indicator"],
        "minor"
    );
}

#[test]
fn a_page_of_which_nothing_is_known_now_is_not_answered() {
    let vendor = Vendor::calm(URL);
    let world = lit(&vendor);
    vendor.answer(&world, &Scripted::Reset);
    world.advance(300);
    assert_eq!(
        compat(&world, "api/v2/status.json")["status"]["indicator"],
        "none"
    );

    world.advance(1200);

    let reply = world.get("/pages/noterro/api/v2/status.json?from=widget");
    assert_eq!(
        (reply.status, reply.header("Retry-After")),
        (503, Some("60"))
    );
    assert_eq!(reply.header("Access-Control-Allow-Origin"), Some("*"));
    let problem: Value = serde_json::from_slice(&reply.body.expect("a body")).expect("JSON");
    assert_eq!(problem["type"], "/docs/problems/#not-heard");
}

#[test]
fn a_host_name_of_the_pages_own_answers_at_its_root_and_nobody_keeps_that() {
    let world = lit(&vendor());
    let at = |host: &str, path: &str| world.request_at(host, "GET", path, None);
    for path in [
        "/api/v2/summary.json",
        "/incidents/over.json",
        "/history.atom",
    ] {
        let below = world.get(&format!("/pages/noterro{path}"));
        for host in ["noterro.localhost", "Noterro.status.example.com"] {
            let root = at(host, path);

            assert_eq!(
                (root.status, &root.body),
                (200, &below.body),
                "{host}{path}"
            );
            assert_eq!(root.header("Cache-Control"), Some("no-store"));
            assert_eq!(
                root.header("Cloudflare-CDN-Cache-Control"),
                Some("no-store")
            );
        }
        for host in [
            "",
            "localhost",
            "noterro",
            "status.example.com",
            "napta.localhost",
        ] {
            assert_eq!(at(host, path).status, 404, "{host}{path}");
        }
    }
}
