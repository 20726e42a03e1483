//! The server over a real socket: control, conditional reads, failures, files, the end.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use statuslamp_simulator::{Files, Simulator};

/// Sends one request and reads the whole answer: status line and headers, then the body.
fn ask(
    simulator: &Simulator,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> (String, String) {
    let mut stream = send(simulator, method, path, headers, body);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    (head.to_owned(), body.to_owned())
}

fn send(simulator: &Simulator, method: &str, path: &str, headers: &str, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", simulator.port())).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}",
        simulator.port()
    )
    .unwrap();
    stream
}

fn get(simulator: &Simulator, path: &str) -> (String, String) {
    ask(simulator, "GET", path, "", "")
}

fn post(simulator: &Simulator, path: &str, body: &str) -> Value {
    let (head, body) = ask(simulator, "POST", path, "", body);
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}\n{body}");
    serde_json::from_str(&body).unwrap()
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines
        .find(|(one, _)| one.eq_ignore_ascii_case(name))
        .map_or("", |(_, value)| value)
}

#[test]
fn an_incident_played_over_http_appears_moves_and_ends() {
    let simulator = Simulator::start(0).unwrap();
    let indicator = |simulator: &Simulator| -> (String, Option<String>) {
        let summary: Value =
            serde_json::from_str(&get(simulator, "/noterro/api/v2/summary.json").1).unwrap();
        let phase = summary["incidents"][0]["status"]
            .as_str()
            .map(str::to_owned);
        (
            summary["status"]["indicator"].as_str().unwrap().to_owned(),
            phase,
        )
    };

    let calm = indicator(&simulator);
    post(&simulator, "/control/noterro/play", r#"{"speed":1}"#);
    let begun = indicator(&simulator);
    let mut phases = Vec::new();
    for _ in 0..5 {
        post(&simulator, "/control/noterro/step", "");
        phases.push(indicator(&simulator).1.unwrap_or_default());
    }
    let over = indicator(&simulator);

    assert_eq!(calm, ("none".to_owned(), None));
    assert_eq!(
        begun,
        ("minor".to_owned(), Some("investigating".to_owned()))
    );
    assert_eq!(
        phases,
        ["monitoring", "investigating", "monitoring", "", ""]
    );
    assert_eq!(over, ("none".to_owned(), None));
    let history: Value =
        serde_json::from_str(&get(&simulator, "/noterro/api/v2/incidents.json").1).unwrap();
    let times: Vec<_> = history["incidents"][0]["incident_updates"]
        .as_array()
        .unwrap()
        .iter()
        .collect();
    assert_eq!(history["incidents"][0]["status"], "postmortem");
    assert!(
        times.is_sorted_by(|one, next| one["created_at"].as_str() > next["created_at"].as_str())
    );
}

#[test]
fn a_tag_given_back_is_answered_304_until_something_happens() {
    let simulator = Simulator::start(0).unwrap();
    let path = "/netop/api/v2/summary.json";
    let (first, _) = get(&simulator, path);
    let condition = format!("If-None-Match: {}\r\n", header(&first, "etag"));

    let (again, body) = ask(&simulator, "GET", path, &condition, "");
    post(&simulator, "/control/netop/play", "");
    let (moved, _) = ask(&simulator, "GET", path, &condition, "");

    assert!(header(&first, "etag").starts_with('"'), "{first}");
    assert_eq!(
        header(&first, "content-type"),
        "application/json; charset=utf-8"
    );
    assert!(
        header(&first, "cache-control").starts_with("public, max-age=10"),
        "{first}"
    );
    assert!(again.starts_with("HTTP/1.1 304 "), "{again}");
    assert_eq!(header(&again, "etag"), header(&first, "etag"));
    assert_eq!(body, "");
    assert!(moved.starts_with("HTTP/1.1 200 "), "{moved}");
}

#[test]
fn a_hanging_page_answers_when_it_is_mended() {
    let simulator = Simulator::start(0).unwrap();
    post(&simulator, "/control/noterro/break", r#"{"how":"hang"}"#);
    let mut hanging = send(&simulator, "GET", "/noterro/api/v2/status.json", "", "");
    hanging
        .set_read_timeout(Some(Duration::from_millis(200)))
        .unwrap();
    let mut byte = [0; 1];

    let nothing = hanging.read(&mut byte);
    post(&simulator, "/control/napta/break", r#"{"how":"error"}"#);
    let still_nothing = hanging.read(&mut byte);
    post(&simulator, "/control/noterro/mend", "");
    hanging
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let mut answer = String::new();
    hanging.read_to_string(&mut answer).unwrap();

    assert!(
        nothing.is_err() && still_nothing.is_err(),
        "{nothing:?} {still_nothing:?}"
    );
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[test]
fn requests_that_make_no_sense_are_refused_in_words() {
    let simulator = Simulator::start(0).unwrap();
    let long = format!("{{\"scenario\":\"{}\"}}", "x".repeat(5000));
    let cases = [
        (
            "POST",
            "/noterro/api/v2/summary.json",
            "",
            405,
            "GET and HEAD only",
        ),
        ("GET", "/control/noterro/play", "", 405, "POST /control/"),
        ("POST", "/control", "", 405, "POST /control/"),
        (
            "POST",
            "/control/noterro/speed",
            "{\"speed\":-1}",
            400,
            "speed must be a number from 1 to 100000, not -1",
        ),
        ("POST", "/control/noterro/play", &long, 413, "4096 bytes"),
        ("POST", "/control/nobody/play", "", 404, "no page"),
        ("GET", "/nobody/api/v2/summary.json", "", 404, "Not found"),
    ];

    for (method, path, body, status, part) in cases {
        let (head, answer) = ask(&simulator, method, path, "", body);
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status} ")),
            "{method} {path}: {head}"
        );
        assert!(answer.contains(part), "{method} {path}: {answer}");
    }
}

#[test]
fn head_has_the_headers_of_get_and_no_body() {
    let simulator = Simulator::start(0).unwrap();
    let (full, body) = get(&simulator, "/watermelon/history.atom");

    let (head, nothing) = ask(&simulator, "HEAD", "/watermelon/history.atom", "", "");

    assert_eq!(header(&head, "etag"), header(&full, "etag"));
    assert_eq!(header(&head, "content-length"), body.len().to_string());
    assert_eq!(nothing, "");
}

#[test]
fn recorded_files_are_served_beside_the_simulated_pages() {
    let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    let mut files = Files::default();
    files.statuspage("github", file).unwrap();
    files.instatus("recraft", file).unwrap();
    let simulator = Simulator::start_files(0, files).unwrap();

    let (head, body) = get(&simulator, "/github/api/v2/summary.json");
    let condition = format!("If-None-Match: {}\r\n", header(&head, "etag"));
    let statuses: Vec<_> = [
        ask(
            &simulator,
            "GET",
            "/github/api/v2/summary.json",
            &condition,
            "",
        ),
        get(&simulator, "/recraft/summary.json"),
        get(&simulator, "/github/api/v2/incidents.json"),
        get(&simulator, "/noterro/api/v2/summary.json"),
    ]
    .iter()
    .map(|(head, _)| head.split(' ').nth(1).unwrap().to_owned())
    .collect();

    assert_eq!(body, std::fs::read_to_string(file).unwrap());
    assert_eq!(statuses, ["304", "200", "404", "200"]);
}

#[test]
fn the_pages_file_leads_to_pages_that_answer() {
    let simulator = Simulator::start(0).unwrap();

    let file: Value = serde_json::from_str(&simulator.pages_file(2)).unwrap();

    for page in file["pages"].as_array().unwrap() {
        let url = page["url"].as_str().unwrap();
        let path = url.strip_prefix(&simulator.to_string()).unwrap();
        let document = if page["provider"] == "instatus" {
            "summary.json"
        } else {
            "api/v2/summary.json"
        };
        let (head, body) = get(&simulator, &format!("{path}/{document}"));
        let body: Value = serde_json::from_str(&body).unwrap();
        assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
        assert_eq!(body["page"]["url"], url);
        assert_eq!(body["page"]["name"], page["name"]);
    }
}

#[test]
fn a_dropped_simulator_gives_its_port_back() {
    let first = Simulator::start(0).unwrap();
    let port = first.port();
    post(&first, "/control/noterro/break", r#"{"how":"hang"}"#);
    let hanging = send(&first, "GET", "/noterro/", "", "");

    drop(first);

    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    drop(hanging);
}
