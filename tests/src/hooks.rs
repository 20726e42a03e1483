//! A vendor that sends its notifications to the page `noterro` of the scripted world.

use crate::world::{HOOK_SECRET, World};
use serde_json::{Value, json};
use statuslamp_worker::{
    http::{Body, Method, Reply, Request},
    secret::Secret,
};

/// The secret of a page's webhook address.
///
/// # Panics
/// Never.
pub fn secret_of(page: &str) -> String {
    let secret = Secret::read(HOOK_SECRET).expect("it is long enough");
    secret.sign(page)
}

/// A notification as Statuspage sends it; what it claims is wrong on purpose.
pub fn notification() -> Value {
    json!({
        "meta": { "unsubscribe": "https://status.noterro.example/?unsubscribe=x" },
        "page": { "id": "p4g3", "status_indicator": "critical" },
        "incident": { "id": "claimed", "name": "A claim", "incident_updates": [] },
    })
}

/// Sends a request and sees that its answer is stored nowhere.
///
/// # Panics
/// Where it may be stored.
pub fn send(world: &World, method: &str, path: &str, body: Body) -> Reply {
    let reply = world.send(&Request {
        method: Method::from_name(method),
        path,
        query: "",
        host: "",
        origin: "",
        if_none_match: None,
        authorization: None,
        body,
    });
    assert_eq!(reply.header("Cache-Control"), Some("no-store"), "{path}");
    assert_eq!(
        reply.header("Cloudflare-CDN-Cache-Control"),
        Some("no-store")
    );
    reply
}

/// Sends a body to the page's own address.
pub fn hint_with(world: &World, body: &str) -> Reply {
    let path = format!(
        "/v1/pages/noterro/hooks/statuspage/{}",
        secret_of("noterro")
    );
    send(world, "POST", &path, Body::Whole(body.as_bytes().to_vec()))
}

/// Sends a notification to the page's own address.
pub fn hint(world: &World) -> Reply {
    hint_with(world, &notification().to_string())
}

/// What a reply says.
///
/// # Panics
/// Where it is not JSON.
pub fn read(reply: &Reply) -> Value {
    serde_json::from_slice(reply.body.as_deref().unwrap_or_default()).expect("the body is JSON")
}

/// The name of the problem a reply tells.
///
/// # Panics
/// Where it tells none.
pub fn slug(reply: &Reply) -> String {
    let problem = read(reply);
    let kind = problem["type"].as_str().expect("a problem has a type");
    kind.replace("/docs/problems/#", "")
}
