//! Who may send a hint, and what is no hint.

use statuslamp_model::Timestamp;
use statuslamp_tests::{
    hooks::{hint_with, notification, read, secret_of, send, slug},
    vendor::Vendor,
    world::World,
};
use statuslamp_worker::http::Body;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;

fn calm() -> World {
    let world = World::new(PAGES, NOON);
    Vendor::calm(NOTERRO).publish(&world);
    world.tick();
    world.advance(20);
    world.asked();
    world
}

/// Whether nothing makes the page be read before its time.
fn is_left_alone(world: &World) -> bool {
    world.advance(30);
    world.asked().is_empty()
}

#[test]
fn whoever_lacks_the_secret_learns_nothing() {
    let world = calm();
    let body = || Body::Whole(notification().to_string().into_bytes());
    let right = secret_of("noterro");
    let upper = right.to_uppercase();
    let others = secret_of("napta");
    let paths = [
        format!("/v1/pages/noterro/hooks/statuspage/{upper}"),
        format!("/v1/pages/noterro/hooks/statuspage/{others}"),
        "/v1/pages/noterro/hooks/statuspage/0".to_owned(),
        format!("/v1/pages/noterro/hooks/instatus/{right}"),
        format!("/v1/pages/noterro/hooks/slack/{right}"),
    ];
    let told: Vec<_> = paths
        .iter()
        .map(|path| {
            let reply = send(&world, "POST", path, body());
            assert_eq!(reply.status, 404, "{path}");
            read(&reply)
        })
        .collect();

    assert!(told.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(!told[0].to_string().contains(&right[..8]));
    let reply = send(
        &world,
        "POST",
        &format!("/v1/pages/nobody/hooks/statuspage/{right}"),
        body(),
    );
    assert_eq!((reply.status, slug(&reply).as_str()), (404, "unknown-page"));
    assert!(is_left_alone(&world));
}

#[test]
fn without_a_secret_of_the_deployment_there_are_no_hooks() {
    let world = calm();
    let path = format!(
        "/v1/pages/noterro/hooks/statuspage/{}",
        secret_of("noterro")
    );
    world.restart_without_secrets(PAGES);

    let body = Body::Whole(notification().to_string().into_bytes());
    assert_eq!(slug(&send(&world, "POST", &path, body)), "unknown-hook");
}

#[test]
fn the_provider_of_a_hook_is_the_one_the_page_was_found_to_speak() {
    let pages = PAGES.replace(",\"provider\":\"statuspage\"", "");
    let world = World::new(&pages, NOON);
    let vendor = Vendor::calm(NOTERRO);
    vendor.publish(&world);
    world.tick();
    world.advance(20);
    let secret = secret_of("noterro");

    for (provider, status) in [("statuspage", 202), ("instatus", 404)] {
        let path = format!("/v1/pages/noterro/hooks/{provider}/{secret}");
        let body = Body::Whole(notification().to_string().into_bytes());
        assert_eq!(
            send(&world, "POST", &path, body).status,
            status,
            "{provider}"
        );
    }
}

#[test]
fn a_body_that_is_no_notification_is_refused_with_a_reason() {
    let world = calm();
    for (body, detail) in [
        ("", "the body is not JSON"),
        ("payload=1", "the body is not JSON"),
        (
            "{}",
            "a notification has the object \"page\" and what happened as another object",
        ),
        (
            "{\"page\":{\"id\":\"p\"}}",
            "a notification of Statuspage has \"incident\" or \"component_update\"",
        ),
    ] {
        let reply = hint_with(&world, body);
        assert_eq!(
            (reply.status, slug(&reply).as_str()),
            (400, "unusable-body"),
            "{body}"
        );
        assert_eq!(read(&reply)["errors"][0]["detail"], detail);
        assert_eq!(read(&reply)["errors"][0]["location"], "body");
    }
    let path = format!(
        "/v1/pages/noterro/hooks/statuspage/{}",
        secret_of("noterro")
    );
    let reply = send(&world, "POST", &path, Body::Refused);
    assert_eq!(
        (reply.status, slug(&reply).as_str()),
        (413, "body-too-large")
    );
    assert!(is_left_alone(&world));
}

#[test]
fn a_hook_takes_nothing_but_post() {
    let world = calm();
    let path = format!(
        "/v1/pages/noterro/hooks/statuspage/{}",
        secret_of("noterro")
    );
    for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH"] {
        let reply = send(&world, method, &path, Body::Whole(Vec::new()));
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("Allow"), Some("POST, OPTIONS"), "{method}");
    }
    let reply = send(&world, "OPTIONS", &path, Body::Whole(Vec::new()));
    assert_eq!(reply.status, 204);
    assert!(is_left_alone(&world));
}
