//! The list of pages: searched, in parts, and while the list itself changes.

use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::world::World;
use statuslamp_worker::http::Reply;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);

/// A pages file with these pages: id and name.
fn file(pages: &[(&str, &str)]) -> String {
    let entry = |(id, name): &(&str, &str)| {
        format!(r#"{{"id":"{id}","name":"{name}","url":"https://status.{id}.example"}}"#)
    };
    let entries: Vec<_> = pages.iter().map(entry).collect();
    format!(r#"{{"pages":[{}]}}"#, entries.join(","))
}

fn lamp(pages: &[(&str, &str)]) -> World {
    World::new(&file(pages), NOON)
}

fn body(reply: &Reply) -> Value {
    serde_json::from_slice(reply.body.as_deref().unwrap_or_default()).expect("JSON")
}

fn ids(list: &Value) -> Vec<&str> {
    let data = list["data"].as_array().expect("a list").iter();
    data.filter_map(|page| page["id"].as_str()).collect()
}

const FIVE: [(&str, &str); 5] = [
    ("alpha", "Alpha"),
    ("beta", "Béta Works"),
    ("gamma", "Gamma"),
    ("delta", "Delta Works"),
    ("works-mail", "Mail"),
];

#[test]
fn a_page_is_found_by_its_name_its_id_and_its_address_in_whatever_case() {
    let world = lamp(&FIVE);
    for (query, found) in [
        ("q=works", &["beta", "delta", "works-mail"][..]),
        ("q=WORKS", &["beta", "delta", "works-mail"]),
        ("q=B%C3%89TA", &["beta"]),
        ("q=status.gamma.ex", &["gamma"]),
        ("q=+gamma+", &["gamma"]),
        ("q=nothing", &[]),
        ("q=", &["alpha", "beta", "gamma", "delta", "works-mail"]),
    ] {
        let list = world.json(&format!("/v1/pages?{query}"));

        assert_eq!(ids(&list), found, "{query}");
        assert!(list["next_cursor"].is_null(), "{query}");
    }
}

#[test]
fn what_was_found_is_read_in_parts_by_following_the_link() {
    let world = lamp(&FIVE);
    let mut path = "/v1/pages?limit=2&q=works".to_owned();
    let mut parts = Vec::new();

    loop {
        let reply = world.get(&path);
        let list = body(&reply);
        parts.push(ids(&list).join(" "));
        let Some(link) = reply.header("Link") else {
            assert!(list["next_cursor"].is_null());
            break;
        };
        let next = link.strip_prefix('<').and_then(|link| link.split_once('>'));
        next.expect("a link").0.clone_into(&mut path);
        assert!(path.contains("q=works"), "{path}");
        assert!(path.ends_with(list["next_cursor"].as_str().expect("a cursor")));
    }

    assert_eq!(parts, ["beta delta", "works-mail"]);
}

#[test]
fn a_list_that_changes_meanwhile_neither_repeats_a_page_nor_hides_one() {
    let world = lamp(&FIVE);
    let first = world.json("/v1/pages?limit=2");
    let cursor = first["next_cursor"].as_str().expect("a cursor").to_owned();
    let rest = format!("/v1/pages?limit=10&cursor={cursor}");

    let mut more = vec![("new", "New"), ("newer", "Newer")];
    more.extend(FIVE);
    world.restart_with(&file(&more));
    let after_inserts = world.json(&rest);
    // The very page the cursor names goes.
    let gone: Vec<_> = FIVE.into_iter().filter(|(id, _)| *id != "beta").collect();
    world.restart_with(&file(&gone));
    let after_removal = world.json(&rest);

    assert_eq!(ids(&first), ["alpha", "beta"]);
    assert_eq!(ids(&after_inserts), ["gamma", "delta", "works-mail"]);
    assert_eq!(ids(&after_removal), ["gamma", "delta", "works-mail"]);
}

#[test]
fn what_cannot_be_used_is_refused_by_name() {
    let world = lamp(&FIVE);
    let long = format!("q={}", "x".repeat(101));
    for (query, name) in [
        ("limit=0", "limit"),
        ("limit=ten", "limit"),
        ("cursor=beta", "cursor"),
        ("cursor=", "cursor"),
        ("q=a&q=b", "q"),
        ("q=%zz", "q"),
        (&long, "q"),
    ] {
        let reply = world.get(&format!("/v1/pages?{query}"));
        let problem = body(&reply);

        assert_eq!(reply.status, 400, "{query}");
        assert_eq!(problem["type"], "/docs/problems/#bad-parameter", "{query}");
        let detail = problem["detail"].as_str().expect("a detail");
        assert!(
            detail.starts_with(&format!("{name}: ")),
            "{query}: {detail}"
        );
    }
}
