//! Which events of a list are wanted: what a reader asks for beside a window.

use crate::{query::Parameters, trouble::Trouble};
use serde::{Deserialize, Serialize};
use statuslamp_model::{Impact, Phase, Timestamp};

/// What an event must be like. Nothing asked for means every event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// It began at this instant or later.
    pub since: Option<Timestamp>,
    /// It began before this instant.
    pub until: Option<Timestamp>,
    /// It has one of these impacts.
    pub impacts: Vec<Impact>,
    /// It is in one of these phases.
    pub phases: Vec<Phase>,
    /// It touched the component of this id or name.
    pub component: Option<String>,
    /// Its title or one of its messages has this text.
    pub search: Option<String>,
}

impl Filter {
    /// The names of its parameters.
    pub(crate) const PARAMETERS: [&'static str; 6] =
        ["since", "until", "impact", "phase", "component", "q"];

    /// Reads what a reader asks for.
    pub(crate) fn read(parameters: &Parameters) -> Result<Self, Trouble> {
        let instant = |name| parameters.read(name, "a time like 2026-11-21T12:00:00Z");
        let text = |name| {
            parameters
                .get(name)
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        Ok(Self {
            since: instant("since")?,
            until: instant("until")?,
            impacts: words(parameters, "impact", Impact::ALL, Impact::as_str)?,
            phases: words(parameters, "phase", Phase::ALL, Phase::as_str)?,
            component: text("component").map(str::to_owned),
            search: parameters.search()?.map(str::to_owned),
        })
    }

    /// Whether an event must be looked into to know whether it is wanted.
    pub(crate) fn looks_inside(&self) -> bool {
        !self.impacts.is_empty()
            || !self.phases.is_empty()
            || self.component.is_some()
            || self.search.is_some()
    }
}

/// Words of a vocabulary, separated by commas; one outside it is refused by name.
fn words<T: Copy>(
    parameters: &Parameters,
    name: &str,
    all: &[T],
    word: fn(T) -> &'static str,
) -> Result<Vec<T>, Trouble> {
    let given = parameters
        .get(name)
        .unwrap_or_default()
        .split(',')
        .map(str::trim);
    let read = given.filter(|given| !given.is_empty()).map(|given| {
        let known = all.iter().copied().find(|known| word(*known) == given);
        known.ok_or_else(|| {
            let known: Vec<_> = all.iter().map(|known| word(*known)).collect();
            let detail = format!(
                "\"{}\" is none of {}",
                crate::query::cut(given),
                known.join(", ")
            );
            Trouble::bad_parameter(name, detail)
        })
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Filter, Trouble> {
        Filter::read(&Parameters::parse(query, &Filter::PARAMETERS).unwrap())
    }

    #[test]
    fn everything_is_read_and_nothing_asked_for_is_every_event() {
        let filter = read(
            "since=2026-11-20T00:00:00Z&impact=minor,major&phase=resolved&component=Web+App&q=%20slow%20",
        )
        .unwrap();

        assert_eq!(filter.since.unwrap().to_string(), "2026-11-20T00:00:00Z");
        assert_eq!(filter.impacts, [Impact::Minor, Impact::Major]);
        assert_eq!(filter.phases, [Phase::Resolved]);
        assert_eq!(filter.component.as_deref(), Some("Web App"));
        assert_eq!(filter.search.as_deref(), Some("slow"));
        assert_eq!(read("q=&impact=,").unwrap(), Filter::default());
    }

    #[test]
    fn what_is_unusable_is_refused_by_name() {
        let long = format!("q={}", "x".repeat(101));
        for (query, name) in [
            ("since=yesterday", "since"),
            ("until=1", "until"),
            ("impact=terrible", "impact"),
            ("phase=resolved,over", "phase"),
            (&long, "q"),
        ] {
            let Err(Trouble::BadParameter { name: told, .. }) = read(query) else {
                panic!("{query}");
            };
            assert_eq!(told, name);
        }
    }
}
