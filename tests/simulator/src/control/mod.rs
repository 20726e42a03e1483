//! The control API: commands in, the whole state out, both JSON. Refusals name what is wrong.

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::scenario::{Page, Phase};
use crate::state::{Break, Clock, PageState, State};

/// Speeds a replay can have; at the fastest, messages still are milliseconds apart.
const SPEEDS: std::ops::RangeInclusive<f64> = 1.0..=100_000.0;

/// Why a command was not carried out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The HTTP status that says so.
    pub(crate) status: u16,
    /// The member or path segment that is wrong, where it is one.
    pub(crate) field: Option<&'static str>,
    /// What is wrong with it, for people.
    pub(crate) message: String,
}

impl Refusal {
    /// The refusal as the body of an answer.
    pub(crate) fn body(&self) -> Vec<u8> {
        json!({"error": self.message, "field": self.field})
            .to_string()
            .into_bytes()
    }

    fn bad(field: &'static str, message: String) -> Self {
        Self {
            status: 400,
            field: Some(field),
            message,
        }
    }

    fn conflict(message: String) -> Self {
        Self {
            status: 409,
            field: None,
            message,
        }
    }
}

/// Carries out `POST /control/{path}`.
pub(crate) fn command(
    state: &mut State,
    path: &str,
    body: &[u8],
    now: Timestamp,
) -> Result<(), Refusal> {
    let members = members(body)?;
    match path.split_once('/') {
        None if path == "clock" => {
            state.set_clock(clock(&members)?);
            Ok(())
        }
        Some((page, verb)) => {
            let known: Vec<_> = state.pages.iter().map(|state| state.page.key).collect();
            let page = state.page_mut(page).ok_or_else(|| Refusal {
                status: 404,
                field: Some("page"),
                message: format!("no page {} here, only {}", quoted(page), known.join(", ")),
            })?;
            page_command(page, verb, &members, now)
        }
        None => Err(unknown_command(path)),
    }
}

/// The whole state, as `GET /control` and every accepted command answer it.
pub(crate) fn report(state: &State, now: Timestamp) -> Vec<u8> {
    let pages: Vec<_> = state
        .pages
        .iter()
        .map(|page| page_report(page, now))
        .collect();
    json!({"clock": clock_word(state.clock), "now": time(now), "pages": pages})
        .to_string()
        .into_bytes()
}

fn page_command(
    state: &mut PageState,
    verb: &str,
    members: &Map<String, Value>,
    now: Timestamp,
) -> Result<(), Refusal> {
    match verb {
        "play" => {
            allow(members, &["scenario", "speed"])?;
            let (key, default_speed) = scenario(&state.page, members)?;
            let speed = speed(members)?.unwrap_or(default_speed);
            state.play(key, speed, now);
        }
        "speed" => {
            allow(members, &["speed"])?;
            let Some(speed) = speed(members)? else {
                return Err(Refusal::bad(
                    "speed",
                    "speed is missing: a number such as 60".to_owned(),
                ));
            };
            if !state.change_speed(speed, now) {
                return Err(Refusal::conflict(format!(
                    "nothing is playing on {}",
                    state.page.key
                )));
            }
        }
        "step" => {
            allow(members, &[])?;
            let Some(play) = state.plays.last_mut() else {
                return Err(Refusal::conflict(format!(
                    "nothing is playing on {}",
                    state.page.key
                )));
            };
            if !play.schedule.step(now) {
                return Err(Refusal::conflict(format!(
                    "the timeline of {} has ended",
                    play.scenario
                )));
            }
        }
        "break" => {
            allow(members, &["how"])?;
            state.broken = Some(how(members)?);
        }
        "mend" => {
            allow(members, &[])?;
            state.broken = None;
        }
        "reset" => {
            allow(members, &[])?;
            state.plays.clear();
            state.broken = None;
        }
        _ => return Err(unknown_command(verb)),
    }
    Ok(())
}

fn unknown_command(word: &str) -> Refusal {
    let message = format!(
        "no command {} here, only play, speed, step, break, mend and reset below a page, and clock",
        quoted(word)
    );
    Refusal {
        status: 404,
        field: None,
        message,
    }
}

/// The members of the body's object; no body is an empty object.
fn members(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    if body.trim_ascii().is_empty() {
        return Ok(Map::new());
    }
    let value = serde_json::from_slice(body);
    let value =
        value.map_err(|error| Refusal::bad("body", format!("the body is not JSON: {error}")))?;
    match value {
        Value::Object(members) => Ok(members),
        other => Err(Refusal::bad(
            "body",
            format!("the body must be a JSON object, not {}", shown(&other)),
        )),
    }
}

fn allow(members: &Map<String, Value>, known: &[&str]) -> Result<(), Refusal> {
    let Some(unknown) = members.keys().find(|key| !known.contains(&key.as_str())) else {
        return Ok(());
    };
    let expected = if known.is_empty() {
        "none is expected".to_owned()
    } else {
        format!("only {}", known.join(", "))
    };
    Err(Refusal::bad(
        "body",
        format!("unknown member {}: {expected}", quoted(unknown)),
    ))
}

fn scenario(page: &Page, members: &Map<String, Value>) -> Result<(&'static str, f64), Refusal> {
    let Some(value) = members.get("scenario") else {
        return Ok((page.scenarios[0].key, page.scenarios[0].default_speed()));
    };
    let found = value.as_str().and_then(|key| page.scenario(key));
    found
        .map(|found| (found.key, found.default_speed()))
        .ok_or_else(|| {
            let known: Vec<_> = page.scenarios.iter().map(|scenario| scenario.key).collect();
            let message = format!(
                "scenario must be one of {}, not {}",
                known.join(", "),
                shown(value)
            );
            Refusal::bad("scenario", message)
        })
}

fn speed(members: &Map<String, Value>) -> Result<Option<f64>, Refusal> {
    let Some(value) = members.get("speed") else {
        return Ok(None);
    };
    let speed = value.as_f64().filter(|speed| SPEEDS.contains(speed));
    speed.map(Some).ok_or_else(|| {
        let message = format!(
            "speed must be a number from {} to {}, not {}",
            SPEEDS.start(),
            SPEEDS.end(),
            shown(value)
        );
        Refusal::bad("speed", message)
    })
}

fn how(members: &Map<String, Value>) -> Result<Break, Refusal> {
    let value = members.get("how").unwrap_or(&Value::Null);
    let all = [Break::Error, Break::Login, Break::Empty, Break::Hang];
    let found = all
        .into_iter()
        .find(|one| value.as_str() == Some(break_word(*one)));
    found.ok_or_else(|| {
        Refusal::bad(
            "how",
            format!(
                "how must be error, login, empty or hang, not {}",
                shown(value)
            ),
        )
    })
}

fn clock(members: &Map<String, Value>) -> Result<Clock, Refusal> {
    allow(members, &["clock"])?;
    let value = members.get("clock").unwrap_or(&Value::Null);
    let found = [Clock::Recorded, Clock::Live]
        .into_iter()
        .find(|one| value.as_str() == Some(clock_word(*one)));
    found.ok_or_else(|| {
        Refusal::bad(
            "clock",
            format!("clock must be recorded or live, not {}", shown(value)),
        )
    })
}

fn page_report(state: &PageState, now: Timestamp) -> Value {
    let scenarios = state.page.scenarios.iter().map(|scenario| {
        json!({
            "scenario": scenario.key,
            "title": scenario.title,
            "happened_at": time(scenario.began()),
            "updates": scenario.entries.len(),
            "seconds": scenario.seconds(),
            "default_speed": scenario.default_speed(),
        })
    });
    json!({
        "id": state.page.key,
        "name": state.page.name,
        "provider": state.page.provider.word(),
        "broken": state.broken.map(break_word),
        "playing": playing(state, now),
        "scenarios": scenarios.collect::<Vec<_>>(),
        "reads": {
            "total": state.reads.total,
            "not_modified": state.reads.not_modified,
            "last_at": state.reads.last.map(time),
        },
    })
}

fn playing(state: &PageState, now: Timestamp) -> Option<Value> {
    let (play, occurrence) = state.current()?;
    let passed = play.schedule.passed(now);
    let timed = play
        .schedule
        .times()
        .iter()
        .zip(&occurrence.scenario.entries)
        .enumerate();
    let timeline: Vec<_> = timed
        .map(|(index, (at, entry))| {
            json!({
                "phase": entry.phase.word(),
                "at": time(*at),
                "recorded_at": time(entry.at),
                "shown": index < passed,
            })
        })
        .collect();
    Some(json!({
        "scenario": play.scenario,
        "title": occurrence.scenario.title,
        "speed": play.speed,
        "started_at": time(play.started),
        "phase": occurrence.phase(now).map(Phase::word),
        "over": !occurrence.is_open(now),
        "shown": passed,
        "updates": occurrence.scenario.entries.len(),
        "next_at": play.schedule.next(now).map(time),
        "timeline": timeline,
    }))
}

const fn clock_word(clock: Clock) -> &'static str {
    match clock {
        Clock::Recorded => "recorded",
        Clock::Live => "live",
    }
}

const fn break_word(how: Break) -> &'static str {
    match how {
        Break::Error => "error",
        Break::Login => "login",
        Break::Empty => "empty",
        Break::Hang => "hang",
    }
}

fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// A caller's word in quotes, cut short.
fn quoted(word: &str) -> String {
    format!("{:?}", word.chars().take(40).collect::<String>())
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) => quoted(text),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
