//! Every address and its route.

use super::*;
use crate::compat::Document;

fn check(path: &str, expected: &Route) {
    assert_eq!(&Route::parse(path).unwrap(), expected, "{path}");
}

#[test]
fn every_address_has_one_route() {
    let page = || "noterro".parse().unwrap();

    check("/health", &Route::Health);
    check("/metrics", &Route::Metrics);
    check("/v1/pages", &Route::Pages);
    check("/v1/verdict", &Route::Verdicts);
    check("/v1/summary", &Route::Summaries);
    check("/v1/incidents", &Route::SeveralIncidents);
    check("/embed/noterro", &Route::Embed("noterro".to_owned()));
    check("/v1/pages/noterro", &Route::Page(page()));
    check("/v1/pages/noterro/verdict", &Route::Verdict(page()));
    check("/v1/pages/noterro/summary", &Route::Summary(page()));
    check("/v1/pages/noterro/incidents", &Route::Incidents(page()));
    check(
        "/v1/pages/noterro/maintenances",
        &Route::Maintenances(page()),
    );
    check("/v1/pages/noterro/uptime", &Route::Uptime(page()));
    check("/v1/pages/noterro/live", &Route::Live(page()));
    check("/v1/pages/noterro/events", &Route::Events(page()));
    check("/v1/pages/noterro/components", &Route::Components(page()));
    check(
        "/v1/pages/noterro/components/a%2Fb",
        &Route::Component(page(), "a/b".to_owned()),
    );
    check("/v1/pages/noterro/badge.svg", &Route::Badge(page()));
    check("/v1/pages/noterro/calendar.ics", &Route::Calendar(page()));
    check(
        "/pages/noterro/api/v2/scheduled-maintenances/active.json",
        &Route::Compat(page(), Compat::Document(Document::Active)),
    );
    check(
        "/pages/noterro/incidents/a%2Fb.json",
        &Route::Compat(
            page(),
            Compat::Document(Document::Incident("a/b".to_owned())),
        ),
    );
    for &format in FeedFormat::ALL {
        let file = format.file();
        check(&format!("/v1/{file}"), &Route::Feeds(format));
        check(
            &format!("/v1/pages/noterro/{file}"),
            &Route::Feed(page(), format),
        );
    }
    check(
        "/v1/pages/noterro/hooks/statuspage/0a",
        &Route::Hook(page(), "statuspage".to_owned(), "0a".to_owned()),
    );
    check(
        "/v1/pages/noterro/overrides/quiet-night",
        &Route::Override(page(), "quiet-night".parse().unwrap()),
    );
    check(
        "/pages/noterro/incidents/a%2Fb",
        &Route::Moved(page(), "a/b".to_owned()),
    );
    check("/incidents/a", &Route::MovedAtRoot("a".to_owned()));
    check(
        "/v1/pages/noterro/incidents/tag%3Aa%2Fb",
        &Route::Incident(page(), "tag:a/b".to_owned()),
    );
}

#[test]
fn everything_else_is_an_unknown_path_or_page() {
    for path in [
        "/v1",
        "/v1/",
        "/v1/pages/",
        "/v1/pages/noterro/",
        "/v1/pages/noterro/nothing",
        "/v1/pages/noterro/incidents/",
        "/v1/pages/noterro/components/",
        "/v1/pages/noterro/badge.svg/a",
        "/v1/pages/noterro/calendar.ics/a",
        "/pages/noterro",
        "/pages/noterro/",
        "/pages/noterro/api/v2/",
        "/pages/noterro/api/v2/nothing.json",
        "/pages/noterro/incidents/.json",
        "/pages/noterro/incidents/a/b.json",
        "/v1/pages/noterro/maintenances/a",
        "/v1/pages/noterro/uptime/",
        "/v1/pages/noterro/incidents/a/b",
        "/v1/pages/noterro/verdict/more",
        "/v1/verdict/",
        "/embed/",
        "/v1/pages/noterro/hooks",
        "/v1/pages/noterro/hooks/statuspage",
        "/v1/pages/noterro/hooks/statuspage/0a/more",
        "/v1/pages/noterro/overrides",
        "/v1/pages/noterro/overrides/a/b",
        "/v2/pages",
    ] {
        let trouble = Route::parse(path).unwrap_err();
        assert_eq!(trouble, Trouble::UnknownPath(path.to_owned()));
    }
    assert_eq!(
        Route::parse("/v1/pages/No%20Such/verdict").unwrap_err(),
        Trouble::UnknownPage("No%20Such".to_owned())
    );
}

#[test]
fn only_the_api_is_answered_here() {
    for path in [
        "/health",
        "/v1",
        "/v1/anything",
        "/embed/noterro",
        "/pages/noterro/history.atom",
        "/history.rss",
        "/api/v2/summary.json",
        "/incidents/a.json",
        "/incidents/a",
        "/",
        "/is/noterro",
        "/is/no%20page",
        "/de/is/noterro/incidents/a",
    ] {
        assert!(is_api(path), "{path}");
    }
    for path in ["/healthy", "/v1x", "/embed.js", "/embed", "/docs/v1/"] {
        assert!(!is_api(path), "{path}");
    }
}
