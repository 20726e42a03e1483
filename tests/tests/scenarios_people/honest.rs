//! How far a document may be believed: never further than the last reading.

use super::{OUTAGE, PAGES, calm, incident, lit, plain, read, text};
use statuslamp_tests::world::{Scripted, World};

fn dark(world: &World) {
    for name in ["summary", "incidents", "scheduled-maintenances"] {
        let url = format!("{}/api/v2/{name}.json", super::NOTERRO);
        world.script(&url, Scripted::Status(503, &[]));
    }
}

fn assert_not_green(document: &str) {
    assert!(!document.contains("All systems operational"), "{document}");
    let (present, _) = document
        .split_once("id=\"uptime\"")
        .unwrap_or((document, ""));
    assert!(!present.contains("data-tone=\"good\""), "{present}");
}

#[test]
fn what_was_not_heard_of_for_a_while_is_not_stated_as_present() {
    let world = calm();
    dark(&world);
    world.advance(14 * 60);

    let document = read(&world, "/is/noterro");

    let words = plain(&document);
    assert!(
        words.contains("Is Noterro down right now? Not known right now"),
        "{words}"
    );
    let heard = "Last heard from Noterro 14 minutes ago (Nov 21, 2026 - 07:00 EST)";
    assert!(words.contains(heard), "{words}");
    assert!(words.contains("Last known: operational"), "{words}");
    assert_not_green(&document);
    let home = read(&world, "/");
    assert!(plain(&home).contains("Last heard from Noterro Nov 21, 2026 - 12:00 UTC"));
    assert_not_green(&home);
}

#[test]
fn what_was_not_heard_of_for_long_is_not_known_at_all() {
    let open = incident("i2", "Pages fail", &OUTAGE[..1]);
    let world = lit(["partial_outage", "operational"], &[open]);
    dark(&world);
    world.advance(3600);

    for path in ["/is/noterro", "/"] {
        let document = read(&world, path);

        assert_not_green(&document);
        let (present, _) = document
            .split_once("id=\"open\"")
            .unwrap_or((&document, ""));
        assert!(!present.contains("artial outage"), "{path}");
    }
    let words = plain(&read(&world, "/is/noterro"));
    assert!(
        words.contains("Last heard from Noterro 1 hour ago"),
        "{words}"
    );
    // What happened is told, but not as of now.
    assert!(!words.contains("Open now"), "{words}");
}

#[test]
fn a_page_never_heard_of_says_so_and_is_kept_by_nobody() {
    let world = World::new(PAGES, super::NOON);

    let reply = world.get("/is/noterro");

    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("Cache-Control"), Some("no-store"));
    let document = text(&reply);
    assert!(plain(&document).contains("Not heard from Noterro yet"));
    assert_not_green(&document);
}

#[test]
fn the_script_is_told_when_the_answer_stops_being_one() {
    let world = calm();

    let document = read(&world, "/is/noterro");

    let until = world.json("/v1/pages/noterro/summary")["fresh_until"].clone();
    let until = until.as_str().unwrap();
    assert!(document.contains(&format!("data-until=\"{until}\"")));
    dark(&world);
    world.advance(14 * 60);
    assert!(!read(&world, "/is/noterro").contains("data-until"));
}
