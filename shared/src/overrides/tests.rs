//! What the operator may send, and how everything else is refused.

use super::*;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);

fn parse(text: &str) -> Result<Override, crate::Fault> {
    Override::parse("quiet".parse().unwrap(), text, NOON)
}

fn refusal(text: &str) -> String {
    parse(text).expect_err(text).to_string()
}

#[test]
fn an_id_is_lower_case_letters_digits_and_hyphens() {
    for id in ["a", "migration-2026", "-", &"x".repeat(64)] {
        assert_eq!(id.parse::<OverrideId>().unwrap().as_str(), id);
    }
    for id in ["", "A", "a b", "a/b", "a_b", "é", &"x".repeat(65)] {
        assert!(id.parse::<OverrideId>().is_err(), "{id}");
    }
}

#[test]
fn each_kind_is_read() {
    let until = r#""expires_at":"2026-11-22T00:00:00+01:00""#;
    let cases = [
        (
            format!(r#"{{"kind":"mute_event","event":"i1",{until}}}"#),
            OperatorWord::MuteEvent {
                event: "i1".to_owned(),
            },
        ),
        (
            format!(r#"{{"kind":"mute_component","component":" c1 ",{until},"reason":null}}"#),
            OperatorWord::MuteComponent {
                component: "c1".to_owned(),
            },
        ),
        (
            format!(
                r#"{{"kind":"notice","title":"T","body":"B\n\nC","impact":"minor",{until},
                    "components":["c1"],"url":"https://a.example/b"}}"#
            ),
            OperatorWord::Notice(Notice {
                title: "T".to_owned(),
                body: "B\n\nC".to_owned(),
                impact: Impact::Minor,
                components: vec!["c1".to_owned()],
                url: Some("https://a.example/b".parse().unwrap()),
            }),
        ),
        (
            format!(r#"{{"kind":"silence",{until},"reason":"why"}}"#),
            OperatorWord::Silence,
        ),
    ];
    for (text, word) in cases {
        let said = parse(&text).unwrap();

        assert_eq!(said.word, word, "{text}");
        assert_eq!(said.expires_at.to_string(), "2026-11-21T23:00:00Z");
        assert_eq!((said.created_at, said.updated_at), (NOON, NOON));
    }
}

#[test]
fn every_refusal_says_what_and_where() {
    let until = r#""expires_at":"2026-11-22T00:00:00Z""#;
    let notice = |rest: &str| format!(r#"{{"kind":"notice",{until},"body":"B",{rest}}}"#);
    let cases = [
        (String::new(), "line 1: EOF while parsing a value"),
        (
            format!("{{\"kind\":\"silence\",\n{until},\n\"colour\":1}}"),
            "line 3: unknown field \"colour\"",
        ),
        (
            format!(r#"{{"kind":"silence","kind":"silence",{until}}}"#),
            "line 1: duplicate field \"kind\"",
        ),
        (
            r#"{"kind":"silence"}"#.to_owned(),
            "line 1: missing field \"expires_at\"",
        ),
        (
            format!("{{\n\"kind\":\"hush\",{until}}}"),
            "line 2: the kind must be mute_event, mute_component, notice or silence",
        ),
        (
            format!("{{\"kind\":\"silence\",{until},\n\n\"event\":\"i1\"}}"),
            "line 3: \"event\" has no place in \"silence\"",
        ),
        (
            format!(r#"{{"kind":"mute_event","event":null,{until}}}"#),
            "line 1: \"mute_event\" needs \"event\"",
        ),
        (
            format!(r#"{{"kind":"mute_event","event":"  ",{until}}}"#),
            "line 1: \"event\" must have 1 to 200 characters, not 0",
        ),
        (
            r#"{"kind":"silence","expires_at":"tomorrow"}"#.to_owned(),
            "line 1: \"tomorrow\" is not an RFC 3339 time",
        ),
        (
            r#"{"kind":"silence","expires_at":"2026-11-21T12:00:00Z"}"#.to_owned(),
            "line 1: \"expires_at\" must lie in the future",
        ),
        (
            r#"{"kind":"silence","expires_at":"2027-11-22T12:00:01Z"}"#.to_owned(),
            "line 1: \"expires_at\" must be within 366 days",
        ),
        (
            notice(r#""title":"a\u0000b","impact":"none""#),
            "line 1: \"title\" holds a control character",
        ),
        (
            notice(r#""title":"T""#),
            "line 1: \"notice\" needs \"impact\"",
        ),
        (
            notice(r#""title":"T","impact":"maintenance""#),
            "line 1: \"impact\" must be none, minor, major or critical",
        ),
        (
            notice(r#""title":"T","impact":"none","url":"http://a.example""#),
            "line 1: \"url\" must begin with https://",
        ),
        (
            notice(r#""title":"T","impact":"none","components":["a","a"]"#),
            "line 1: component \"a\" is named twice",
        ),
        (
            notice(&format!(
                r#""title":"T","impact":"none","components":{:?}"#,
                vec!["a"; 21]
            )),
            "line 1: 21 components; 20 at most",
        ),
        (
            notice(&format!(r#""title":"{}","impact":"none""#, "x".repeat(201))),
            "line 1: \"title\" must have 1 to 200 characters, not 201",
        ),
    ];
    for (text, expected) in cases {
        let refusal = refusal(&text);
        assert!(refusal.starts_with(expected), "{text}: {refusal}");
    }
}

#[test]
fn the_longest_time_is_a_leap_year() {
    assert!(parse(r#"{"kind":"silence","expires_at":"2027-11-22T12:00:00Z"}"#).is_ok());
}

#[test]
fn saying_the_same_again_changes_nothing() {
    let text = r#"{"kind":"silence","expires_at":"2026-11-22T00:00:00Z"}"#;
    let earlier = parse(text).unwrap();
    let later = NOON.plus_seconds(60);
    let again = |text: &str| {
        let again = Override::parse(earlier.id.clone(), text, later).unwrap();
        again.in_place_of(&earlier)
    };

    assert_eq!(again(text), earlier);

    let longer = again(r#"{"kind":"silence","expires_at":"2026-11-23T00:00:00Z"}"#);
    assert_eq!((longer.created_at, longer.updated_at), (NOON, later));

    let other = again(r#"{"kind":"mute_event","event":"i1","expires_at":"2026-11-22T00:00:00Z"}"#);
    assert_eq!((other.created_at, other.updated_at), (later, later));
}

#[test]
fn what_is_stored_is_read_back() {
    let said = parse(
        r#"{"kind":"notice","title":"T","body":"B","impact":"critical",
            "expires_at":"2026-11-22T00:00:00Z","reason":"R"}"#,
    )
    .unwrap();

    let json = serde_json::to_string(&said).unwrap();

    assert_eq!(serde_json::from_str::<Override>(&json).unwrap(), said);
}
