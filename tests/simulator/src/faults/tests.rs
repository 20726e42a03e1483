//! The faults themselves: names, documents, and what really leaves the socket.

use super::{
    Belief, Fault, Faults,
    behaviour::{self, Asked, Behaviour},
};
use std::{
    collections::HashSet,
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

/// Sends a request and reads whatever comes until the other side ends it: the bytes, and whether
/// the end was in good order.
fn ask(faults: &Faults, fault: Fault, path: &str, headers: &str) -> (Vec<u8>, bool) {
    let url = faults.url(fault);
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    let patience = Some(Duration::from_millis(300));
    stream.set_read_timeout(patience).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: vendor\r\n{headers}\r\n"
    )
    .unwrap();
    let mut bytes = Vec::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return (bytes, true),
            Ok(length) => bytes.extend_from_slice(&piece[..length]),
            Err(_) => return (bytes, false),
        }
    }
}

fn summary(faults: &Faults, fault: Fault) -> (String, bool) {
    let (bytes, ended) = ask(faults, fault, "/api/v2/summary.json", "");
    (String::from_utf8_lossy(&bytes).into_owned(), ended)
}

#[test]
fn every_fault_has_a_name_of_its_own_and_is_found_by_it() {
    let names: HashSet<_> = Fault::ALL.iter().map(|fault| fault.as_str()).collect();

    assert_eq!(names.len(), Fault::ALL.len());
    assert!(names.len() >= 40, "{}", names.len());
    for fault in Fault::ALL {
        assert_eq!(Fault::from_name(fault.as_str()), Some(*fault));
    }
    assert_eq!(Fault::from_name("none"), None);
}

#[test]
fn no_two_faults_do_the_same() {
    let mut seen: Vec<(Fault, String)> = Vec::new();
    for fault in Fault::ALL {
        let does = match behaviour::of(*fault, &Asked::default()) {
            Behaviour::Document(body) => format!("a document {body:?}"),
            Behaviour::Wire(steps) => format!("{steps:?}"),
        };
        let twin = seen.iter().find(|(_, known)| *known == does);
        // It shows at the second request.
        let is_told_apart_later = *fault == Fault::Flapping;
        assert!(
            is_told_apart_later || twin.is_none(),
            "{fault} and {}",
            twin.unwrap().0
        );
        seen.push((*fault, does));
    }
}

#[test]
fn a_vendor_is_well_until_it_is_armed_and_has_good_news_when_mended() {
    let faults = Faults::start().unwrap();
    let fault = Fault::Unavailable;

    let well = summary(&faults, fault).0;
    faults.arm(fault);
    let armed = summary(&faults, fault).0;
    let other = summary(&faults, Fault::Empty).0;
    faults.mend(fault);
    let mended = summary(&faults, fault).0;

    assert!(
        well.starts_with("HTTP/1.1 200 ") && well.contains("investigating"),
        "{well}"
    );
    assert!(armed.starts_with("HTTP/1.1 503 "), "{armed}");
    assert!(other.starts_with("HTTP/1.1 200 "), "{other}");
    assert!(
        mended.starts_with("HTTP/1.1 200 ") && mended.contains("\"indicator\":\"none\""),
        "{mended}"
    );
}

#[test]
fn requests_are_counted_from_the_moment_of_arming() {
    let faults = Faults::start().unwrap();
    let fault = Fault::RedirectTooOften;
    summary(&faults, fault);

    faults.arm(fault);
    let before = (faults.asked(fault), faults.first_asked_milliseconds(fault));
    summary(&faults, fault);
    ask(&faults, fault, "/hop-1/api/v2/summary.json", "");
    ask(&faults, fault, "/api/v2/incidents.json", "");

    assert_eq!(before, (0, None));
    assert_eq!(faults.asked(fault), 1);
    assert!(faults.first_asked_milliseconds(fault).is_some());
}

#[test]
fn what_leaves_the_socket_is_as_broken_as_its_name_says() {
    let faults = Faults::start().unwrap();
    let cases: [(Fault, bool, &str); 9] = [
        (Fault::HangBeforeHeaders, false, ""),
        (Fault::HangAfterHeaders, false, "Content-Length: "),
        (Fault::ResetBeforeHeaders, false, ""),
        (Fault::HangsUp, true, ""),
        (Fault::ChunksCut, true, "Transfer-Encoding: chunked"),
        (Fault::CloseDelimited, true, "monitoring"),
        (Fault::OldHttp, true, "HTTP/1.0 200 OK"),
        (Fault::NotHttp, true, "220 mail ready"),
        (Fault::RedirectLoop, true, "Location: /api/v2/summary.json"),
    ];
    for (fault, ends_in_order, part) in cases {
        faults.arm(fault);

        let (answer, ended) = summary(&faults, fault);

        assert_eq!(ended, ends_in_order, "{fault}: {answer}");
        assert!(answer.contains(part), "{fault}: {answer}");
        assert_eq!(answer.is_empty(), part.is_empty(), "{fault}: {answer}");
    }
}

#[test]
fn a_hundred_megabytes_are_a_hundred_megabytes() {
    let faults = Faults::start().unwrap();
    for fault in [Fault::HugeAnnounced, Fault::HugeChunked] {
        faults.arm(fault);

        let (bytes, _) = ask(&faults, fault, "/api/v2/summary.json", "");

        assert!(bytes.len() > 100 << 20, "{fault}: {}", bytes.len());
    }
}

#[test]
fn the_bomb_unpacks_to_nearly_a_gigabyte() {
    let faults = Faults::start().unwrap();
    faults.arm(Fault::GzipBomb);

    let (bytes, _) = ask(&faults, Fault::GzipBomb, "/api/v2/summary.json", "");

    let start = bytes.windows(4).position(|end| end == b"\r\n\r\n").unwrap() + 4;
    let packed = &bytes[start..];
    let mut unpacked = flate2::read::GzDecoder::new(packed).take(64 << 20);
    let length = std::io::copy(&mut unpacked, &mut std::io::sink()).unwrap();
    assert_eq!(length, 64 << 20);
    assert!(packed.len() < 3 << 20, "{}", packed.len());
}

#[test]
fn a_known_tag_is_answered_304_also_for_a_document_nobody_should_have_kept() {
    let faults = Faults::start().unwrap();
    let fault = Fault::MarketingPage;
    faults.arm(fault);
    let first = summary(&faults, fault).0;
    let tag = first.lines().find_map(|line| line.strip_prefix("ETag: "));

    let condition = format!("If-None-Match: {}\r\n", tag.unwrap());
    let (again, _) = ask(&faults, fault, "/api/v2/summary.json", &condition);

    assert!(again.starts_with(b"HTTP/1.1 304 "));
}

#[test]
fn what_is_to_be_refused_says_all_is_well_wherever_it_is_a_document() {
    // The trap: whoever believes it shows a false green.
    for fault in [
        Fault::TwoDocuments,
        Fault::Utf16,
        Fault::Jsonp,
        Fault::Latin1,
    ] {
        let body = fault.body().unwrap();
        let text: String = body
            .iter()
            .filter(|byte| **byte != 0)
            .map(|byte| char::from(*byte))
            .collect();

        assert_eq!(fault.belief(), Belief::Refused);
        assert!(text.contains("All Systems Operational"), "{fault}: {text}");
    }
}
