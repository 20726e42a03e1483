//! The bill as a table.

use super::{Assumptions, METERS, PLAN_DOLLARS, Quantities, dollars, quantities, total};
use std::fmt::Write;

/// The loads the documentation shows.
const USUAL_LOADS: [f64; 3] = [1e6, 30e6, 1e9];

/// What is counted of a month.
type Count = fn(&Quantities) -> f64;

const NAME_WIDTH: usize = 24;
const USED_WIDTH: usize = 8;
const DOLLARS_WIDTH: usize = 9;

/// The assumptions for the three loads the documentation shows.
pub(super) fn usual(of: &Assumptions) -> Vec<Assumptions> {
    USUAL_LOADS
        .map(|loads| Assumptions {
            loads,
            ..of.clone()
        })
        .into()
}

/// One column of quantities and dollars for each of these.
pub(super) fn table(columns: &[Assumptions]) -> String {
    let months: Vec<_> = columns.iter().map(quantities).collect();
    let mut text = String::new();
    if let Some(of) = columns.first() {
        text += &line(&format!(
            "A month: {} pages, read every {} s ({} s in trouble), {} minutes a load",
            of.pages, of.poll_seconds, of.trouble_poll_seconds, of.visible_minutes
        ));
    }
    let heads = columns.iter().fold(String::new(), |heads, of| {
        let head = format!("{} loads", short(of.loads));
        heads + &format!("{head:>0$}", USED_WIDTH + DOLLARS_WIDTH)
    });
    text += &line(&format!("{:NAME_WIDTH$}{heads}", ""));
    let counted: [(&str, Count); 5] = [
        ("verdicts, summaries read", |month| month.reads),
        ("of them past the cache", |month| month.reads_past_cache),
        ("sockets opened", |month| month.sockets),
        ("socket minutes", |month| month.socket_minutes),
        ("upstream polls", |month| month.polls),
    ];
    for (name, count) in counted {
        text += &row(
            name,
            months
                .iter()
                .map(|month| (short(count(month)), String::new())),
        );
    }
    text.push('\n');
    for (at, meter) in METERS.iter().enumerate() {
        let cells = months.iter().map(|month| {
            let used = month.metered[at];
            (short(used), price(dollars(meter, used)))
        });
        text += &row(meter.name, cells);
    }
    let files = months.iter().map(|month| (short(month.files), price(0.0)));
    text += &row("static files", files);
    text += &row(
        "the plan",
        months.iter().map(|_| (String::new(), price(PLAN_DOLLARS))),
    );
    text += &row(
        "together",
        months
            .iter()
            .map(|month| (String::new(), price(total(month)))),
    );
    text
}

fn row(name: &str, cells: impl Iterator<Item = (String, String)>) -> String {
    let mut text = format!("{name:NAME_WIDTH$}");
    for (used, dollars) in cells {
        write!(text, "{used:>USED_WIDTH$}{dollars:>DOLLARS_WIDTH$}")
            .expect("a String takes everything");
    }
    line(&text)
}

fn line(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

fn price(dollars: f64) -> String {
    format!("${dollars:.2}")
}

/// Three digits and a letter.
fn short(number: f64) -> String {
    let (scaled, letter) = match number {
        number if number >= 999.5e6 => (number / 1e9, " B"),
        number if number >= 999.5e3 => (number / 1e6, " M"),
        number if number >= 999.5 => (number / 1e3, " k"),
        number => (number, ""),
    };
    let decimals = match scaled {
        scaled if scaled.fract() == 0.0 || scaled >= 99.95 => 0,
        scaled if scaled >= 9.995 => 1,
        _ => 2,
    };
    format!("{scaled:.decimals$}{letter}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn numbers_have_three_digits() {
        for (number, expected) in [
            (0.0, "0"),
            (0.4, "0.40"),
            (999.0, "999"),
            (1_000.0, "1 k"),
            (43_200.0, "43.2 k"),
            (5_930_000.0, "5.93 M"),
            (999_900_000.0, "1.00 B"),
            (1e9, "1 B"),
            (393_800_000.0, "394 M"),
        ] {
            assert_eq!(short(number), expected, "{number}");
        }
    }

    #[test]
    fn the_documented_table_is_the_one_that_is_printed() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/docs/operating/index.html");
        let page = fs::read_to_string(page).unwrap();

        let printed = table(&usual(&Assumptions::default()));

        assert!(
            page.contains(&format!("<pre id=\"cost-table\">{printed}</pre>")),
            "the page does not hold\n{printed}"
        );
    }

    #[test]
    fn the_last_line_is_the_sum_of_what_is_printed_above() {
        let printed = table(&usual(&Assumptions::default()));
        let column = |line: &str, at: usize| -> f64 {
            let dollars = line.split('$').nth(at + 1).unwrap();
            dollars.split_whitespace().next().unwrap().parse().unwrap()
        };
        let lines: Vec<_> = printed.lines().filter(|line| line.contains('$')).collect();
        let (last, items) = lines.split_last().unwrap();
        for at in 0..3 {
            let sum: f64 = items.iter().map(|line| column(line, at)).sum();
            assert!((sum - column(last, at)).abs() < 0.05, "{printed}");
        }
    }
}
