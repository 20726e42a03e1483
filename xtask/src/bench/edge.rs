//! Reads at the edge: the lamp, a constant JavaScript worker and a minimal Rust worker with the
//! same answer, turn by turn.

use super::{
    client::{Answer, Connection, Load, Outcome, Question, block_on, load},
    report::Group,
    rivals::{self, Rivals},
};
use crate::project::Project;
use anyhow::{Result, ensure};
use hyper::{StatusCode, header::ETAG};
use std::{path::Path, time::Duration};

/// Each round, every contestant has one turn.
const ROUNDS: usize = 15;
const TURN: Load = Load {
    connections: 16,
    questions: 800,
};
const WARM_UP: Load = Load {
    connections: 16,
    questions: 500,
};
/// A reading between the answer and the turn gives the document another tag.
const TRIES: usize = 5;

const CASES: [Case; 3] = [
    Case {
        name: "verdict",
        document: "verdict",
        is_known: false,
    },
    Case {
        name: "summary",
        document: "summary",
        is_known: false,
    },
    Case {
        name: "304 to a known tag",
        document: "summary",
        is_known: true,
    },
];

#[derive(Clone, Copy, Debug)]
struct Case {
    name: &'static str,
    document: &'static str,
    is_known: bool,
}

/// Measures every kind of read of the page of the lamp at `port`.
pub(crate) fn measure(
    project: &Project,
    directory: &Path,
    port: u16,
    page: &str,
) -> Result<Vec<Group>> {
    let ask = |case: Case| block_on(answer(port, page, case));
    let answers: Vec<(Question, Answer)> = CASES.into_iter().map(ask).collect::<Result<_>>()?;
    let bare: Vec<_> = answers.iter().map(|(_, answer)| answer).collect();
    let (_server, rivals) = rivals::start(project, directory, &bare)?;
    let cases = CASES.into_iter().zip(&bare).zip(rivals);
    cases
        .map(|((case, answer), rivals)| block_on(rounds(port, page, case, answer, rivals)))
        .collect()
}

/// The question of a case, and its answer by the lamp.
async fn answer(port: u16, page: &str, case: Case) -> Result<(Question, Answer)> {
    let mut connection = Connection::open(port).await?;
    let mut question = Question {
        port,
        path: format!("/v1/pages/{page}/{}", case.document),
        known_tag: None,
    };
    for _ in 0..TRIES {
        question.known_tag = None;
        let answer = connection.ask(&question).await?;
        ensure!(
            answer.status == StatusCode::OK,
            "{} {}",
            question.path,
            answer.status
        );
        if !case.is_known {
            return Ok((question, answer));
        }
        let tag = answer.headers.get(ETAG).and_then(|tag| tag.to_str().ok());
        question.known_tag = tag.map(str::to_owned);
        let answer = connection.ask(&question).await?;
        if answer.status == StatusCode::NOT_MODIFIED {
            return Ok((question, answer));
        }
    }
    anyhow::bail!("{} never stayed the same", question.path)
}

async fn rounds(
    port: u16,
    page: &str,
    case: Case,
    expected: &Answer,
    rivals: Rivals,
) -> Result<Group> {
    let mut ours = Contestant::default();
    let mut constant = Contestant::default();
    let mut minimal = Contestant::default();
    for round in 0..=ROUNDS {
        // The first round only warms up.
        let turn = if round == 0 { WARM_UP } else { TURN };
        let of_ours = own_turn(port, page, case, expected, turn).await?;
        let rival = |port| Question {
            port,
            path: "/".to_owned(),
            known_tag: None,
        };
        let of_constant = load(&rival(rivals.constant), expected, turn).await?;
        let of_minimal = load(&rival(rivals.minimal), expected, turn).await?;
        if round > 0 {
            ours.add(of_ours);
            constant.add(of_constant);
            minimal.add(of_minimal);
        }
    }
    let bytes = expected.body.len();
    let mut group = Group::new(format!("{} ({bytes} bytes)", case.name));
    ours.report("the lamp", &mut group);
    constant.report("constant JavaScript", &mut group);
    minimal.report("minimal Rust", &mut group);
    group.add(
        "the lamp / constant JavaScript",
        "requests/s ratio",
        ours.ratio(&constant),
    );
    group.add(
        "the lamp / minimal Rust",
        "requests/s ratio",
        ours.ratio(&minimal),
    );
    Ok(group)
}

/// One turn of the lamp. A known tag is renewed first, and once more where a reading came between.
async fn own_turn(
    port: u16,
    page: &str,
    case: Case,
    expected: &Answer,
    turn: Load,
) -> Result<Outcome> {
    let mut last = None;
    for _ in 0..TRIES {
        let (question, _) = answer(port, page, case).await?;
        match load(&question, expected, turn).await {
            Err(error) if case.is_known => last = Some(error),
            outcome => return outcome,
        }
    }
    Err(last.unwrap_or_else(|| anyhow::anyhow!("not tried")))
}

#[derive(Debug, Default)]
struct Contestant {
    rates: Vec<f64>,
    latencies: Vec<Duration>,
}

impl Contestant {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand questions")]
    fn add(&mut self, outcome: Outcome) {
        let questions = outcome.latencies.len() as f64;
        self.rates.push(questions / outcome.elapsed.as_secs_f64());
        self.latencies.extend(outcome.latencies);
    }

    /// The rates of this one over those of another, round by round.
    fn ratio(&self, other: &Self) -> Vec<f64> {
        let pairs = self.rates.iter().zip(&other.rates);
        pairs.map(|(one, other)| one / other).collect()
    }

    fn report(&self, name: &str, group: &mut Group) {
        group.add(name, "requests/s", self.rates.iter().copied());
        let latencies = self.latencies.iter().map(|l| l.as_secs_f64() * 1000.0);
        group.add(format!("{name}, latency"), "ms", latencies);
    }
}
