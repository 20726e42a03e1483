//! The same truth in other forms: components alone, badges, calendars, feeds, metrics, Statuspage's own.

mod calendar;
mod compat;
mod components;
mod feeds;
mod metrics;
mod several;

use statuslamp_tests::world::World;

/// What is answered as text.
fn text(world: &World, path: &str) -> String {
    let reply = world.get(path);
    assert_eq!(reply.status, 200, "{path}");
    String::from_utf8(reply.body.expect("a body").to_vec()).expect("text")
}
