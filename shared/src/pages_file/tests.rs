//! What the pages file accepts, and how it says no.

use super::*;

fn parse(text: &str) -> Result<PagesFile, String> {
    PagesFile::parse(text, LocalUpstreams::Refused).map_err(|error| error.to_string())
}

/// A file of one page per line, the first on line 2.
fn file(entries: &[&str]) -> String {
    format!("{{\"pages\": [\n{}\n]}}", entries.join(",\n"))
}

const GOOD: &str = r#"{"id": "noterro", "name": "Noterro", "url": "https://status.noterro.com/"}"#;

#[test]
fn the_smallest_entry_gets_the_defaults() {
    let pages = parse(&file(&[GOOD])).unwrap().pages;

    assert_eq!(pages[0].url.as_str(), "https://status.noterro.com");
    assert_eq!(
        (pages[0].poll_seconds, pages[0].muted, pages[0].provider),
        (60, false, None)
    );
}

#[test]
fn every_key_is_read() {
    let entry = r#"{"id":"a","name":"A","url":"https://a.example","provider":"instatus","poll_seconds":15,"muted":true,"regions":{"eu":["Web"]},"audiences":{"api":["API"]}}"#;

    let page = parse(&file(&[entry])).unwrap().pages.remove(0);

    assert_eq!(
        (page.provider, page.poll_seconds, page.muted),
        (Some(Provider::Instatus), 15, true)
    );
    assert_eq!(
        (
            page.targets.regions["eu"].as_slice(),
            page.targets.audiences["api"].as_slice()
        ),
        (&["Web".to_owned()][..], &["API".to_owned()][..])
    );
}

#[test]
fn bad_files_are_refused_with_line_and_reason() {
    let cases = [
        (
            r#"{"id":"b","name":"B","url":"https://b.example","pol_seconds":9}"#,
            "line 3: unknown field \"pol_seconds\"",
        ),
        (
            r#"{"id":"noterro","name":"B","url":"https://b.example"}"#,
            "line 3: duplicate id \"noterro\", first used on line 2",
        ),
        (
            r#"{"id":"b","name":"B","url":"http://b.example"}"#,
            "line 3: the url must begin with https://: \"http://b.example\"",
        ),
        (
            r#"{"id":"b","name":"B","url":"https://127.0.0.1"}"#,
            "line 3: the url must name a public host, not an address: \"https://127.0.0.1\"",
        ),
        (
            r#"{"id":"b","name":"B","url":"https://[::1]/x"}"#,
            "line 3: the url must name a public host, not an address: \"https://[::1]/x\"",
        ),
        (
            r#"{"id":"b","name":"B","url":"https://u@b.example"}"#,
            "line 3: the url must be a host and a path, without user, query or fragment: \"https://u@b.example\"",
        ),
        (
            r#"{"id":"B!","name":"B","url":"https://b.example"}"#,
            "line 3: \"B!\" is no page id",
        ),
        (
            r#"{"id":"b","name":" ","url":"https://b.example"}"#,
            "line 3: the name must have 1 to 80 characters",
        ),
        (
            r#"{"id":"b","name":"B","url":"https://b.example","poll_seconds":14}"#,
            "line 3: poll_seconds must be 15 to 3600, not 14",
        ),
        (
            r#"{"id":"b","name":"B","url":"https://b.example","provider":"telepathy"}"#,
            "line 3: unknown provider \"telepathy\"; known are statuspage, instatus",
        ),
        (
            r#"{"id":"b","url":"https://b.example"}"#,
            "line 3: missing field \"name\"",
        ),
        (
            r#"{"id":"b","name":"B","url":"https://b.example","regions":{"eu,us":[]}}"#,
            "line 3: the name must have 1 to 40 characters, no comma and no space around it: \"eu,us\"",
        ),
        (
            r#"{"id":"b","name":"B","url":"https://b.example","audiences":{" vip":[]}}"#,
            "line 3: the name must have 1 to 40 characters, no comma and no space around it: \" vip\"",
        ),
        (
            r#"{"id":"b","name":"B","url":"https://b.example","regions":{"eu":"Web"}}"#,
            "line 3: invalid type: string \"Web\", expected a sequence",
        ),
    ];
    for (entry, expected) in cases {
        let error = parse(&file(&[GOOD, entry])).unwrap_err();

        assert!(error.starts_with(expected), "{error}\nexpected {expected}");
    }
}

#[test]
fn a_fault_inside_an_entry_of_several_lines_is_placed_on_its_own_line() {
    let entry = "{\n\"id\": \"b\",\n\"name\": \"B\",\n\"url\": \"ftp://b.example\"\n}";

    assert!(
        parse(&file(&[entry]))
            .unwrap_err()
            .starts_with("line 5: not an https url")
    );
}

#[test]
fn a_file_that_is_not_json_is_refused() {
    assert!(
        parse("pages:\n- id: a")
            .unwrap_err()
            .starts_with("line 1: expected value")
    );
    assert!(
        parse("{\"pages\": [],\n\"page\": 1}")
            .unwrap_err()
            .starts_with("line 2: unknown field \"page\"")
    );
}

#[test]
fn local_upstreams_are_accepted_only_when_allowed() {
    let entry =
        file(&[r#"{"id":"b","name":"B","url":"http://127.0.0.1:4000/b","poll_seconds":1}"#]);

    assert!(PagesFile::parse(&entry, LocalUpstreams::Allowed).is_ok());
    assert!(PagesFile::parse(&entry, LocalUpstreams::Refused).is_err());
}
