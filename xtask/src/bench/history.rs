//! The current state beside a short and a long history: the same page in two lamps, one of which
//! remembers ten events and the other a hundred thousand.

use super::{
    Bench,
    client::{Connection, Load, block_on, load},
    hints::{milliseconds, published, revision},
    lamp::{Lamp, question},
    report::Group,
    statistics::Samples,
    vendor::Vendor,
};
use crate::progress;
use anyhow::{Context, Result, bail};
use rusqlite::{Connection as Database, params};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::time::sleep;

const STORED: [u32; 2] = [10, 100_000];
const PAGE: &str = "remembering";
const GOAL: &str = "1.2";

/// Polls that change an event, in each lamp.
const POLLS: usize = 20;
/// Single reads of a document, in each lamp.
const READS: usize = 15;
/// After this no memory but the object's own has the document.
const FORGOTTEN_AFTER: Duration = Duration::from_millis(1050);
/// Turns of each lamp at reading one event.
const ROUNDS: usize = 10;
const TURN: Load = Load {
    connections: 4,
    questions: 300,
};

/// Measures both lamps, turn by turn.
pub(super) fn measure(bench: &Bench<'_>, report: &mut impl FnMut(Group)) -> Result<()> {
    let lamps = STORED.map(|count| Remembering::start(bench, count));
    let [few, many] = lamps;
    let lamps = [few?, many?];
    report(polls(&lamps)?);
    for document in ["verdict", "summary"] {
        report(reads(&lamps, document)?);
    }
    report(events(&lamps)?);
    Ok(())
}

struct Remembering {
    lamp: Lamp,
    vendor: Vendor,
}

impl Remembering {
    /// A lamp that has read its page, was stopped, given a history and started again.
    fn start(bench: &Bench<'_>, count: u32) -> Result<Self> {
        let vendor = Vendor::start()?;
        let pages = json!({ "pages": [{
            "id": PAGE, "name": PAGE, "url": vendor.url(PAGE), "provider": "statuspage",
            "poll_seconds": 1,
        }] });
        let name = format!("history{count}");
        let start = || -> Result<Lamp> {
            let lamp = bench.lamp(&name, &pages.to_string())?;
            lamp.wait_until_read(PAGE)?;
            Ok(lamp)
        };
        start()?.stop()?;
        fill(&database(&bench.place.0.join(&name).join("state"))?, count)?;
        Ok(Self {
            lamp: start()?,
            vendor,
        })
    }
}

/// The database of the one page.
fn database(state: &Path) -> Result<PathBuf> {
    for file in fs::read_dir(state.join("statuslamp-PageObject"))? {
        let path = file?.path();
        let is_database = path
            .extension()
            .is_some_and(|extension| extension == "sqlite");
        if is_database && path.file_stem().is_some_and(|stem| stem != "metadata") {
            return Ok(path);
        }
    }
    bail!("{} holds no page", state.display())
}

/// Puts events that are long over beside the one that is open, as it would have been kept itself.
fn fill(path: &Path, count: u32) -> Result<()> {
    let database = Database::open(path)?;
    // Each began five minutes before the next one; the youngest is over for a day.
    let numbers = "WITH RECURSIVE numbers(number) AS (
        SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < ?1)";
    let events = "INSERT INTO events
            (id, kind, started_at, updated_at, ended_at, open, detected_at, json)
        SELECT id || '-' || number, kind,
            started_at - 86400000 - 300000 * number, updated_at - 86400000 - 300000 * number,
            started_at - 86400000 - 300000 * number + 60000, 0, NULL,
            json_set(json, '$.id', id || '-' || number, '$.phase', 'resolved',
                '$.phase_raw', 'resolved')
        FROM events, numbers WHERE open = 1";
    let updates = "INSERT INTO updates (event_id, position, json)
        SELECT event_id || '-' || number, position, json FROM updates, numbers";
    // The updates first, while the events' own are the only ones.
    database.execute(&format!("{numbers} {updates}"), params![count])?;
    database.execute(&format!("{numbers} {events}"), params![count])?;
    Ok(())
}

/// How long a poll that changes an event takes, from the vendor's last byte to the published change.
fn polls(lamps: &[Remembering; 2]) -> Result<Group> {
    let mut samples = [Vec::new(), Vec::new()];
    block_on(async {
        for _ in 0..POLLS {
            for (one, samples) in lamps.iter().zip(&mut samples) {
                let port = one.lamp.port;
                let mut connection = Connection::open(port).await?;
                let next = revision(&mut connection, port, PAGE).await? + 1;
                one.vendor.change(PAGE);
                let end = published(&mut connection, port, PAGE, next).await?;
                let served = one.vendor.served_at(PAGE).context("it was not read")?;
                samples.push(milliseconds(served, end));
            }
        }
        Ok(())
    })?;
    Ok(compared("A poll that changes an event", samples))
}

/// How long a read of a document takes that only the object's own memory can answer.
fn reads(lamps: &[Remembering; 2], document: &str) -> Result<Group> {
    let mut samples = [Vec::new(), Vec::new()];
    block_on(async {
        for _ in 0..READS {
            sleep(FORGOTTEN_AFTER).await;
            for (one, samples) in lamps.iter().zip(&mut samples) {
                let mut connection = Connection::open(one.lamp.port).await?;
                let path = format!("/v1/pages/{PAGE}/{document}");
                let begin = progress::now();
                connection.ask(&question(one.lamp.port, &path)).await?;
                samples.push(milliseconds(begin, progress::now()));
            }
        }
        Ok(())
    })?;
    Ok(compared(
        &format!("A {document} by the page's object"),
        samples,
    ))
}

/// How long the reads of one stored event take together.
fn events(lamps: &[Remembering; 2]) -> Result<Group> {
    let mut samples = [Vec::new(), Vec::new()];
    let path = format!("/v1/pages/{PAGE}/incidents/incident-7");
    block_on(async {
        for _ in 0..ROUNDS {
            for (one, samples) in lamps.iter().zip(&mut samples) {
                let question = question(one.lamp.port, &path);
                let expected = Connection::open(question.port)
                    .await?
                    .ask(&question)
                    .await?;
                let outcome = load(&question, &expected, TURN).await?;
                let each = outcome.elapsed / u32::try_from(TURN.questions)?;
                samples.push(each.as_secs_f64() * 1000.0);
            }
        }
        Ok(())
    })?;
    Ok(compared(
        "An event by its id, four readers at once",
        samples,
    ))
}

fn compared(title: &str, [few, many]: [Vec<f64>; 2]) -> Group {
    let median = |samples: &[f64]| Samples::new(samples.iter().copied()).median();
    let ratio = median(&many)
        .zip(median(&few))
        .map(|(many, few)| many / few);
    let mut group = Group::new(title);
    group.add(format!("{} stored events", STORED[0]), "ms", few);
    group.add(format!("{} stored events", STORED[1]), "ms", many);
    group.add("ratio of the medians", "×", ratio).goal = Some(GOAL);
    group
}
