//! Readers who never stop asking, and a record of everything that left the lamp.

use crate::{chance::Chance, listener::listen};
use serde_json::Value;
use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

const PAGE: &str = "/v1/pages/restless";
/// Between two questions of one reader.
const REST: Duration = Duration::from_millis(4);
/// While nobody answers.
const LONGER_REST: Duration = Duration::from_millis(10);
const TIMEOUT: Duration = Duration::from_secs(20);

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Verdict,
    Summary,
    /// The summary at the newest revision that any answer named.
    SummaryAtLeast,
    Incident,
    /// Not asked for: the verdict as it comes over a socket.
    Message,
}

impl Kind {
    /// Two ways to ask for one document.
    const fn answered(self) -> Self {
        match self {
            Self::Verdict => Self::Verdict,
            Self::Summary | Self::SummaryAtLeast => Self::Summary,
            Self::Incident => Self::Incident,
            Self::Message => Self::Message,
        }
    }
}

/// Everything that left the lamp, and what was wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// Content without its times, by document and revision.
    contents: HashMap<(String, u64), Value>,
    /// The newest revision that left, by kind of document.
    newest: HashMap<Kind, u64>,
    /// Ids of all events that left.
    pub(crate) events: BTreeSet<String>,
    /// What should not have happened.
    pub(crate) wrong: Vec<String>,
    /// Answers.
    pub(crate) answers: u32,
    /// Verdicts that came over a socket.
    pub(crate) messages: u32,
}

impl Record {
    /// The newest revision that left in whatever document.
    pub(crate) fn newest(&self) -> u64 {
        self.newest.values().copied().max().unwrap_or(0)
    }

    /// The content that left in a document under a revision.
    pub(crate) fn content(&self, document: &str, revision: u64) -> Option<&Value> {
        self.contents.get(&(document.to_owned(), revision))
    }

    /// Every summary that left, oldest first.
    pub(crate) fn summaries(&self) -> Vec<(u64, &Value)> {
        let summaries = self.contents.iter();
        let mut summaries: Vec<_> = summaries
            .filter(|((document, _), _)| document == "summary")
            .map(|((_, revision), content)| (*revision, content))
            .collect();
        summaries.sort_by_key(|(revision, _)| *revision);
        summaries
    }

    pub(crate) fn newest_of(&self, kind: Kind) -> u64 {
        self.newest.get(&kind.answered()).copied().unwrap_or(0)
    }

    /// Takes note of an answer to a question asked when `before` was the newest revision.
    pub(crate) fn note(&mut self, kind: Kind, document: &str, before: u64, mut body: Value) {
        match kind {
            Kind::Verdict | Kind::Summary | Kind::SummaryAtLeast | Kind::Incident => {
                self.answers += 1;
            }
            Kind::Message => self.messages += 1,
        }
        let revision = body["revision"].as_u64().unwrap_or(0);
        if revision < before {
            self.wrong
                .push(format!("{document} went back from {before} to {revision}"));
        }
        let newest = self.newest.entry(kind.answered()).or_default();
        *newest = revision.max(*newest);
        let lists = body["events"].as_array().into_iter().flatten();
        let ids: Vec<_> = lists
            .chain(body.get("incident"))
            .filter_map(|event| event["id"].as_str().map(str::to_owned))
            .collect();
        let different: BTreeSet<_> = ids.iter().cloned().collect();
        if different.len() != ids.len() {
            self.wrong.push(format!(
                "{document} at {revision} names an event twice: {ids:?}"
            ));
        }
        self.events.extend(different);
        without_times(&mut body);
        let known = self.contents.entry((document.to_owned(), revision));
        let known = known.or_insert_with(|| body.clone());
        if *known != body {
            let said = format!("{document} at {revision} was {known}\nand then {body}");
            self.wrong.push(said);
        }
    }
}

/// Leaves out the times of reading: a revision names a content, whenever it was read.
pub(crate) fn without_times(body: &mut Value) {
    for name in ["checked_at", "fresh_until", "unknown_after"] {
        body[name].take();
    }
}

/// Readers on threads of their own.
#[derive(Debug)]
pub(crate) struct Readers {
    record: Arc<Mutex<Record>>,
    is_over: Arc<AtomicBool>,
    /// Questions asked and done with, by reader.
    done: Vec<Arc<AtomicU32>>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    /// Sends one reader for each kind of question.
    pub(crate) fn start(address: &str, chance: &mut Chance) -> Self {
        let record = Arc::<Mutex<Record>>::default();
        let is_over = Arc::<AtomicBool>::default();
        let kinds = [
            Kind::Verdict,
            Kind::Summary,
            Kind::SummaryAtLeast,
            Kind::Incident,
            Kind::Message,
        ];
        let done: Vec<_> = kinds.iter().map(|_| Arc::<AtomicU32>::default()).collect();
        let start = |(kind, done): (Kind, &Arc<AtomicU32>)| {
            let (record, is_over) = (Arc::clone(&record), Arc::clone(&is_over));
            let (address, mut chance) = (address.to_owned(), chance.split());
            let done = Arc::clone(done);
            thread::spawn(move || {
                let agent = agent();
                while !is_over.load(Ordering::Relaxed) {
                    let rest = match kind {
                        Kind::Message => {
                            listen(&address, PAGE, &record, &is_over);
                            LONGER_REST
                        }
                        Kind::Verdict | Kind::Summary | Kind::SummaryAtLeast | Kind::Incident => {
                            ask(kind, &agent, &address, &mut chance, &record)
                        }
                    };
                    done.fetch_add(1, Ordering::Relaxed);
                    thread::sleep(rest);
                }
            })
        };
        let threads = kinds.into_iter().zip(&done).map(start).collect();
        Self {
            record,
            is_over,
            done,
            threads,
        }
    }

    /// Waits until everything that left a lamp which is no more has been taken note of.
    pub(crate) fn settle(&self) {
        let counts = || self.done.iter().map(|done| done.load(Ordering::Relaxed));
        // The question under way at the time of the kill, and one more.
        let wanted: Vec<_> = counts().map(|done| done + 2).collect();
        while counts().zip(&wanted).any(|(done, wanted)| done < *wanted) {
            thread::sleep(REST);
        }
    }

    /// What they have seen so far.
    pub(crate) fn record(&self) -> MutexGuard<'_, Record> {
        lock(&self.record)
    }

    /// Sends them home.
    pub(crate) fn stop(self) -> Record {
        self.is_over.store(true, Ordering::Relaxed);
        for thread in self.threads {
            thread.join().expect("a reader does not panic");
        }
        std::mem::take(&mut *lock(&self.record))
    }
}

pub(crate) fn lock(record: &Mutex<Record>) -> MutexGuard<'_, Record> {
    record.lock().unwrap_or_else(PoisonError::into_inner)
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(TIMEOUT))
        .build()
        .into()
}

/// Asks once, and says how long to rest.
fn ask(
    kind: Kind,
    agent: &ureq::Agent,
    address: &str,
    chance: &mut Chance,
    record: &Mutex<Record>,
) -> Duration {
    let (before, question) = {
        let record = lock(record);
        (record.newest_of(kind), question(kind, &record, chance))
    };
    let Some((document, path)) = question else {
        return LONGER_REST;
    };
    // The lamp may die at any moment: an answer that does not arrive whole never left.
    let answer = agent.get(format!("{address}{path}")).call();
    let answer = answer.and_then(|mut answer| {
        let text = answer.body_mut().read_to_string()?;
        Ok((answer.status().as_u16(), text))
    });
    let Ok((status, text)) = answer else {
        return LONGER_REST;
    };
    let mut record = lock(record);
    match serde_json::from_str::<Value>(&text) {
        Ok(body) if status == 200 => record.note(kind, &document, before, body),
        Ok(_) | Err(_) => {
            let said = format!("{path} was answered with {status}: {text}");
            record.wrong.push(said);
        }
    }
    REST
}

/// The document asked for, and its address.
fn question(kind: Kind, record: &Record, chance: &mut Chance) -> Option<(String, String)> {
    match kind {
        Kind::Verdict => Some(("verdict".to_owned(), format!("{PAGE}/verdict"))),
        Kind::Summary => Some(("summary".to_owned(), format!("{PAGE}/summary"))),
        Kind::SummaryAtLeast => {
            let newest = record.newest();
            Some((
                "summary".to_owned(),
                format!("{PAGE}/summary?revision={newest}"),
            ))
        }
        Kind::Incident => {
            let id = record
                .events
                .iter()
                .nth(chance.below(record.events.len()))?;
            Some((format!("incident {id}"), format!("{PAGE}/incidents/{id}")))
        }
        Kind::Message => None,
    }
}
