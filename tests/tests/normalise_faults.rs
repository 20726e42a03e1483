//! What faulty vendors send in place of a summary, read natively: a typed error or a snapshot that
//! is no greener than the truth. The same documents cross real sockets in `workerd_faults.rs`.

use statuslamp_model::{ComponentStatus, Phase, Provider, Timestamp};
use statuslamp_normalise::{Answer, Document, Normalised, Unreadable, detect, normalise};
use statuslamp_simulator::{Belief, Fault};

const NOW: Timestamp = Timestamp::from_millis(1_777_885_200_000);

fn read(provider: Provider, document: Document, body: &[u8]) -> Result<Normalised, Unreadable> {
    normalise(provider, &[Answer { document, body }], NOW)
}

/// Every fault that lies in the document, with its document.
fn documents() -> impl Iterator<Item = (Fault, Vec<u8>)> {
    let faults = Fault::ALL.iter().copied();
    faults.filter_map(|fault| Some((fault, fault.body()?)))
}

#[test]
fn a_faulty_document_is_refused_or_read_without_a_false_green() {
    let mut seen = 0;
    for (fault, body) in documents() {
        let read = read(Provider::Statuspage, Document::Summary, &body);

        seen += 1;
        match (fault.belief(), read) {
            (Belief::Refused, read) => assert!(read.is_err(), "{fault} was believed"),
            (Belief::Perhaps, Err(_)) => {}
            (Belief::Perhaps | Belief::Confirmed, Ok(read)) => {
                let overall = read.snapshot.overall();
                assert_ne!(overall.status, ComponentStatus::Operational, "{fault}");
            }
            (Belief::Taken, Ok(read)) => {
                let phases: Vec<_> = read.snapshot.events.iter().map(|e| e.phase).collect();
                assert_eq!(phases, [Phase::Monitoring], "{fault}");
                let overall = read.snapshot.overall();
                assert_ne!(overall.status, ComponentStatus::Operational, "{fault}");
            }
            (Belief::Taken | Belief::Confirmed, Err(error)) => panic!("{fault}: {error}"),
        }
    }
    assert!(seen >= 30, "{seen}");
}

#[test]
fn no_faulty_document_is_anything_in_another_place() {
    for (fault, body) in documents() {
        // As another vendor's, and as every further document: neither panics nor turns green.
        let elsewhere = [
            (Provider::Instatus, Document::Summary),
            (Provider::Instatus, Document::Components),
            (Provider::Instatus, Document::History),
            (Provider::Statuspage, Document::History),
        ];
        let _ = detect(&body);
        for (provider, document) in elsewhere {
            if let Ok(read) = read(provider, document, &body) {
                let overall = read.snapshot.overall();
                assert_ne!(
                    overall.status,
                    ComponentStatus::Operational,
                    "{fault} as {provider:?} {document:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_read_of_a_faulty_document_is_bounded() {
    for (fault, body) in documents() {
        let Ok(read) = read(Provider::Statuspage, Document::Summary, &body) else {
            continue;
        };
        let components = read.snapshot.components.unwrap_or_default();
        let updates = read.snapshot.events.iter().map(|event| event.updates.len());
        let text = serde_json::to_vec(&read.snapshot.events).map_or(usize::MAX, |text| text.len());

        assert!(
            components.len() <= 2000,
            "{fault}: {} components",
            components.len()
        );
        assert!(
            read.snapshot.events.len() <= 300,
            "{fault}: {} events",
            read.snapshot.events.len()
        );
        assert!(updates.max().unwrap_or(0) <= 200, "{fault}");
        assert!(text <= 512 * 1024, "{fault}: {text} bytes of events");
        assert!(
            read.warnings.len() <= 100,
            "{fault}: {} warnings",
            read.warnings.len()
        );
    }
}
