//! Bars: as high as the day is known, and never green by not knowing.

use super::*;
use crate::{
    model::sample::{NOW, summary},
    words::Words,
};
use statuslamp_model::Seconds;

const WHOLE: u64 = 86_400;

fn day(date: &str, seconds: Seconds) -> UptimeDay {
    let midnight = [date, "T00:00:00Z"].concat();
    UptimeDay::new(midnight.parse().unwrap(), seconds)
}

fn well(seconds: u64) -> Seconds {
    Seconds {
        operational: seconds,
        unknown: WHOLE - seconds,
        ..Seconds::default()
    }
}

fn view(days: Vec<UptimeDay>) -> UptimeView<'static> {
    let summary = summary();
    let known = Known {
        summary: &summary,
        reading: summary.reading(),
        now: NOW,
        words: Words::ENGLISH,
    };
    UptimeView::of("", &Uptime::new(days), &known)
}

#[test]
fn a_bar_is_as_high_as_the_day_is_known_and_full_only_where_it_is() {
    let cases = [
        (0, 0, Tone::Neutral),
        (1, 1, Tone::Good),
        (WHOLE / 4, 1, Tone::Good),
        (WHOLE / 2, 2, Tone::Good),
        (WHOLE / 2 + 1, 3, Tone::Good),
        (WHOLE * 9 / 10, 3, Tone::Good),
        (WHOLE, 4, Tone::Good),
    ];
    for (known, expected, tone) in cases {
        let view = view(vec![day("2026-11-03", well(known))]);

        let bar = &view.bars[0];
        assert_eq!((bar.known, bar.tone), (expected, tone), "{known} seconds");
        assert_eq!(bar.text.contains("No data"), expected < 4, "{}", bar.text);
    }
    // A minute between two reads is no gap.
    assert_eq!(
        view(vec![day("2026-11-03", well(WHOLE - 600))]).bars[0].known,
        4
    );
}

#[test]
fn a_bar_says_its_day_its_worst_state_and_the_share_that_was_up() {
    let mut seconds = well(WHOLE);
    seconds.operational -= 2670;
    seconds.partial_outage = 2670;

    let view = view(vec![
        day("2026-11-02", well(0)),
        day("2026-11-03", seconds),
        day("2026-11-04", well(WHOLE)),
    ]);

    let texts: Vec<_> = view.bars.iter().map(|bar| bar.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Nov 2: No data",
            "Nov 3: Partial outage, 96.9% uptime",
            "Nov 4: Operational",
        ]
    );
    assert_eq!(view.title, "98.45% uptime");
    assert_eq!(
        (view.from.as_str(), view.to.as_str()),
        ("2 days ago", "today")
    );
}

#[test]
fn what_was_not_well_is_told_newest_first_and_neighbours_that_are_alike_once() {
    let mut bad = well(WHOLE);
    bad.operational -= 3600;
    bad.major_outage = 3600;
    let days = [
        ("2026-11-01", well(0)),
        ("2026-11-02", well(0)),
        ("2026-11-03", well(0)),
        ("2026-11-04", well(WHOLE)),
        ("2026-11-05", bad),
        ("2026-11-06", well(WHOLE)),
        ("2026-11-07", well(0)),
    ];

    let view = view(days.map(|(date, seconds)| day(date, seconds)).to_vec());

    let runs = view.runs.iter();
    let runs: Vec<_> = runs
        .map(|run| (run.days.as_str(), run.text.as_str()))
        .collect();
    assert_eq!(
        runs,
        [
            ("Nov 7", "No data"),
            ("Nov 5", "Major outage, 95.83% uptime"),
            ("Nov 1 – Nov 3", "No data"),
        ]
    );
}

#[test]
fn days_of_which_nothing_is_known_have_no_share() {
    let view = view(vec![day("2026-11-03", well(0))]);

    assert_eq!(view.title, "No data");
    assert_eq!(view.bars[0].tone, Tone::Neutral);
}
