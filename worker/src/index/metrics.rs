//! `/metrics`: how each page fares, in the text format of Prometheus.
//!
//! A state is a set of gauges of which one is 1. What is too old to conclude from is `unknown`, and
//! what is stale says so beside it.

use super::{Report, list};
use crate::{config::Config, published::Published};
use statuslamp_model::{ComponentStatus, EventKind, Freshness, PageEntry, PageId, Timestamp};
use std::{
    collections::HashMap,
    fmt::{Display, Write},
};

/// What is told of a page: its name, what it means, and its samples as further labels and a value.
struct Metric {
    name: &'static str,
    help: &'static str,
    samples: fn(&Page<'_>) -> Vec<(String, f64)>,
}

struct Page<'a> {
    entry: &'a PageEntry,
    report: Option<&'a Report>,
    status: ComponentStatus,
    freshness: Freshness,
}

const METRICS: [Metric; 5] = [
    Metric {
        name: "statuslamp_page_status",
        help: "1 for the state the page is in; unknown where its last good read is too old.",
        samples: |page| {
            let states = ComponentStatus::ALL.iter();
            let samples = states.map(|status| {
                let is_so = *status == page.status;
                (label("status", status.as_str()), f64::from(u8::from(is_so)))
            });
            samples.collect()
        },
    },
    Metric {
        name: "statuslamp_page_fresh",
        help: "1 while the last good read may be stated as present.",
        samples: |page| {
            let is_fresh = page.freshness == Freshness::Fresh;
            vec![(String::new(), f64::from(u8::from(is_fresh)))]
        },
    },
    Metric {
        name: "statuslamp_page_checked_timestamp_seconds",
        help: "When the vendor's page was last read well; absent if never.",
        samples: |page| {
            let at = page.report.and_then(|report| report.checked_at);
            #[expect(
                clippy::cast_precision_loss,
                reason = "an instant between the years 0 and 9999 fits exactly"
            )]
            let seconds = at.map(|at| at.as_millis() as f64 / 1000.0);
            seconds
                .map(|seconds| (String::new(), seconds))
                .into_iter()
                .collect()
        },
    },
    Metric {
        name: "statuslamp_page_poll_seconds",
        help: "Seconds between two reads of the vendor's page.",
        samples: |page| vec![(String::new(), f64::from(page.entry.poll_seconds))],
    },
    Metric {
        name: "statuslamp_page_open_events",
        help: "Events that are under way.",
        samples: |page| {
            let samples = EventKind::ALL.iter().map(|kind| {
                let events = page.report.iter().flat_map(|report| &report.verdict.events);
                let open = events.filter(|event| {
                    event.kind == *kind && event.ended_at.is_none() && event.phase.is_active()
                });
                let count = u32::try_from(open.count()).unwrap_or(u32::MAX);
                (label("kind", kind.as_str()), f64::from(count))
            });
            samples.collect()
        },
    },
];

/// All metrics of all listed pages.
pub(super) fn metrics(
    config: &Config,
    reports: &HashMap<PageId, Report>,
    now: Timestamp,
) -> Published {
    let pages: Vec<_> = config
        .pages()
        .iter()
        .map(|entry| {
            let report = reports.get(&entry.id);
            let (status, freshness) = list::state(report, now);
            Page {
                entry,
                report,
                status,
                freshness,
            }
        })
        .collect();
    let mut text = String::new();
    for metric in METRICS {
        let name = metric.name;
        line(&mut text, format_args!("# HELP {name} {}", metric.help));
        line(&mut text, format_args!("# TYPE {name} gauge"));
        for page in &pages {
            let id = label("page", page.entry.id.as_str());
            for (labels, value) in (metric.samples)(page) {
                let comma = if labels.is_empty() { "" } else { "," };
                line(
                    &mut text,
                    format_args!("{name}{{{id}{comma}{labels}}} {value}"),
                );
            }
        }
    }
    Published::new(0, Vec::new(), 0, text.into_bytes())
}

fn line(text: &mut String, content: impl Display) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{content}");
}

/// Nothing that is told here needs an escape: ids and words are lower-case letters, digits and
/// hyphens.
fn label(name: &str, value: &str) -> String {
    format!("{name}=\"{value}\"")
}
