//! What a page for people claims while it is read, however late it came through the cache.

use proptest::prelude::*;
use statuslamp_model::{Freshness, Reading};
use statuslamp_tests::world::World;
use statuslamp_worker::http::Reply;

/// A page for people is green for no page that was not read recently.
pub(crate) fn check(
    world: &World,
    target: &str,
    reply: &Reply,
    reading: impl Fn(&str) -> Reading,
) -> Result<(), TestCaseError> {
    if reply.status != 200 || !(target == "/" || target.starts_with("/is/")) {
        return Ok(());
    }
    let body = reply.body.as_deref().unwrap_or_default();
    let body = String::from_utf8_lossy(body);
    for page in ["noterro", "napta"] {
        let claims = match target.strip_prefix("/is/") {
            // Of the list, the row that leads to the page.
            None => {
                let (_, row) = body.split_once(&format!("href=\"/is/{page}\"")).unwrap();
                row.split("</li>").next().unwrap()
            }
            // Days that are over may have been good.
            Some(rest) if rest.starts_with(page) => body.split("id=\"uptime\"").next().unwrap(),
            Some(_) => continue,
        };
        let is_green = claims.contains("data-tone=\"good\"") || claims.contains("All systems");
        let is_fresh = reading(page).freshness(world.now()) == Freshness::Fresh;
        prop_assert!(!is_green || is_fresh, "{}: {}", target, claims);
    }
    Ok(())
}
