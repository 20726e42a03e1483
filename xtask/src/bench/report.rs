//! The figures, as tables for people and as `dist/bench.json` for programs.

use super::statistics::Samples;
use serde_json::{Value, json};
use std::fmt::Write;

/// One measured thing.
#[derive(Debug)]
pub(crate) struct Figure {
    /// What was measured.
    pub(crate) name: String,
    /// What the figures are counted in.
    pub(crate) unit: &'static str,
    /// What was measured, sample by sample.
    pub(crate) samples: Samples,
    /// What was hoped for; nothing fails because of it.
    pub(crate) goal: Option<&'static str>,
}

/// Figures that belong together.
#[derive(Debug)]
pub(crate) struct Group {
    /// Their subject.
    pub(crate) title: String,
    /// The figures.
    pub(crate) figures: Vec<Figure>,
}

impl Group {
    /// A group without figures yet.
    pub(crate) fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        let figures = Vec::new();
        Self { title, figures }
    }

    /// Adds a figure.
    pub(crate) fn add(
        &mut self,
        name: impl Into<String>,
        unit: &'static str,
        samples: impl IntoIterator<Item = f64>,
    ) -> &mut Figure {
        self.figures.push(Figure {
            name: name.into(),
            unit,
            samples: Samples::new(samples),
            goal: None,
        });
        let last = self.figures.len() - 1;
        &mut self.figures[last]
    }

    /// The figures that have no sample.
    pub(crate) fn unmeasured(&self) -> impl Iterator<Item = String> {
        let empty = self.figures.iter().filter(|f| f.samples.count() == 0);
        empty.map(|figure| format!("{}: {}", self.title, figure.name))
    }
}

/// The group as a table.
pub(crate) fn table(group: &Group) -> String {
    let widest = group.figures.iter().map(|f| f.name.chars().count()).max();
    let width = widest.unwrap_or(0).max(group.title.chars().count());
    let mut text = format!(
        "{:<width$}  {:>9}  {:>9}  {:>9}  {:>8}  unit\n",
        group.title, "median", "p99", "max", "samples"
    );
    for figure in &group.figures {
        let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), printed);
        write!(
            text,
            "{:<width$}  {:>9}  {:>9}  {:>9}  {:>8}  {}",
            figure.name,
            number(figure.samples.median()),
            number(figure.samples.p99()),
            number(figure.samples.max()),
            figure.samples.count(),
            figure.unit,
        )
        .expect("a String takes everything");
        text += &figure
            .goal
            .map_or_else(String::new, |goal| format!("  (goal: {goal})"));
        text.push('\n');
    }
    text
}

fn printed(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    }
}

/// All of it in JSON. `machine` says where it was measured.
pub(crate) fn json(machine: &Value, groups: &[Group]) -> Value {
    let figure = |figure: &Figure| {
        json!({
            "name": figure.name,
            "unit": figure.unit,
            "samples": figure.samples.count(),
            "median": figure.samples.median(),
            "p99": figure.samples.p99(),
            "max": figure.samples.max(),
            "goal": figure.goal,
        })
    };
    let group = |group: &Group| {
        json!({
            "title": group.title,
            "figures": group.figures.iter().map(figure).collect::<Vec<_>>(),
        })
    };
    json!({
        "machine": machine,
        "groups": groups.iter().map(group).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group() -> Group {
        let mut group = Group::new("Reading");
        group.add("fast", "ms", [1.0, 3.0, 2.0]);
        group.add("many", "requests/s", [1200.4]).goal = Some("more");
        group.add("nothing", "ms", []);
        group
    }

    #[test]
    fn the_table_has_units_and_the_number_of_samples() {
        let text = table(&group());

        let expected = "\
Reading     median        p99        max   samples  unit
fast          2.00          -       3.00         3  ms
many          1200          -       1200         1  requests/s  (goal: more)
nothing          -          -          -         0  ms
";
        assert_eq!(text, expected);
    }

    #[test]
    fn the_json_has_the_same_figures() {
        let json = json(&json!({ "cores": 2 }), &[group()]);

        assert_eq!(json["machine"]["cores"], 2);
        assert_eq!(json["groups"][0]["title"], "Reading");
        assert_eq!(
            json["groups"][0]["figures"][0],
            json!({
                "name": "fast", "unit": "ms", "samples": 3,
                "median": 2.0, "p99": null, "max": 3.0, "goal": null,
            })
        );
        assert_eq!(json["groups"][0]["figures"][2]["median"], Value::Null);
    }

    #[test]
    fn what_could_not_be_measured_is_named() {
        let unmeasured: Vec<_> = group().unmeasured().collect();

        assert_eq!(unmeasured, ["Reading: nothing"]);
    }
}
