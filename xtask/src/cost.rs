//! What a month on Cloudflare costs: from assumptions to quantities to line items, nothing else.
//!
//! The prices are those of the Workers Paid plan as published in November 2026.

mod table;

use crate::args::CostOptions;

/// Seconds in the month that is counted with.
const MONTH_SECONDS: f64 = 30.0 * 86_400.0;
/// Gigabytes an object is billed for while it is awake.
const OBJECT_GIGABYTES: f64 = 0.128;
/// Seconds between two reports of a page to the index, and between two rounds of the index.
const ROUND_SECONDS: f64 = 60.0;
/// What the plan itself costs.
pub(crate) const PLAN_DOLLARS: f64 = 5.0;

/// What is believed of the readers, the pages and the platform.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Assumptions {
    /// Loads of pages with the script tag in a month.
    pub(crate) loads: f64,
    /// Pages that are watched.
    pub(crate) pages: f64,
    /// Seconds between two reads of a calm page, and between two verdicts a reader asks for.
    pub(crate) poll_seconds: f64,
    /// Minutes a load stays visible.
    pub(crate) visible_minutes: f64,
    /// The share of the loads that meet an open event.
    pub(crate) trouble_loads: f64,
    /// The share of the time in which a page has an open event.
    pub(crate) trouble_time: f64,
    /// Seconds between two reads of a page with an open event.
    pub(crate) trouble_poll_seconds: f64,
    /// Changes a page publishes in a month.
    pub(crate) changes: f64,
    /// Changes somebody in trouble sees while they look; each is one more summary.
    pub(crate) changes_seen: f64,
    /// Places whose cache asks for itself: upper tiers of Workers Cache near the readers.
    pub(crate) cache_places: f64,
    /// Seconds the cache answers a verdict by itself: `max-age` and `stale-while-revalidate`.
    pub(crate) cache_seconds: f64,
    /// Objects that share the sockets of one page.
    pub(crate) live_shards: f64,
    /// Milliseconds of the worker's own time for a request that passes the cache.
    pub(crate) read_milliseconds: f64,
    /// Seconds a page's object is awake for one poll, most of them waiting for the vendor.
    pub(crate) poll_awake_seconds: f64,
    /// Seconds an object is awake for any other call.
    pub(crate) call_awake_seconds: f64,
    /// Seconds a live object is awake for one message to one socket.
    pub(crate) message_awake_seconds: f64,
    /// Rows a poll reads.
    pub(crate) poll_rows_read: f64,
    /// Rows a poll writes: the alarm twice, the ledger, upstream documents and what is published.
    pub(crate) poll_rows_written: f64,
    /// Rows a change writes besides: event, updates, components, the day.
    pub(crate) change_rows_written: f64,
    /// Rows a call that finds its object asleep reads.
    pub(crate) call_rows_read: f64,
    /// Gigabytes a page's history takes.
    pub(crate) page_gigabytes: f64,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self {
            loads: 1e6,
            pages: 20.0,
            poll_seconds: 60.0,
            visible_minutes: 5.0,
            trouble_loads: 0.02,
            trouble_time: 0.02,
            trouble_poll_seconds: 15.0,
            changes: 60.0,
            changes_seen: 0.5,
            cache_places: 40.0,
            cache_seconds: 4.0,
            live_shards: 1.0,
            read_milliseconds: 1.0,
            poll_awake_seconds: 1.0,
            call_awake_seconds: 0.005,
            message_awake_seconds: 0.000_02,
            poll_rows_read: 20.0,
            poll_rows_written: 8.0,
            change_rows_written: 10.0,
            call_rows_read: 8.0,
            page_gigabytes: 0.02,
        }
    }
}

/// The command: the table for the loads it was told, or for the documented ones.
pub(crate) fn answer(options: &CostOptions) -> String {
    let usual = Assumptions::default();
    let of = Assumptions {
        pages: options
            .pages
            .map_or(usual.pages, |pages| f64::from(pages.get())),
        poll_seconds: options
            .poll_seconds
            .map_or(usual.poll_seconds, |seconds| f64::from(seconds.get())),
        visible_minutes: options.minutes.map_or(usual.visible_minutes, f64::from),
        ..usual
    };
    #[expect(
        clippy::cast_precision_loss,
        reason = "nobody counts loads to 16 digits"
    )]
    let told = options.loads.map(|loads| loads.get() as f64);
    match told {
        Some(loads) => table::table(&[Assumptions { loads, ..of }]),
        None => table::table(&table::usual(&of)),
    }
}

/// What happens in a month.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantities {
    /// Verdicts and summaries that are asked for.
    pub(crate) reads: f64,
    /// Those of them the cache does not answer.
    pub(crate) reads_past_cache: f64,
    /// Sockets that are opened.
    pub(crate) sockets: f64,
    /// Minutes they are open, together.
    pub(crate) socket_minutes: f64,
    /// Reads of vendors' pages.
    pub(crate) polls: f64,
    /// Requests for static files.
    pub(crate) files: f64,
    /// What the plan counts, in the order of [`METERS`].
    pub(crate) metered: [f64; METERS.len()],
}

/// Something that is counted and has a price.
#[derive(Debug)]
pub(crate) struct Meter {
    pub(crate) name: &'static str,
    /// How much of it the plan includes.
    pub(crate) included: f64,
    /// What one more costs, in dollars.
    pub(crate) dollars: f64,
}

/// Everything the bill counts.
pub(crate) const METERS: [Meter; 7] = [
    meter("Worker requests", 10e6, 0.30e-6),
    meter("Worker CPU, ms", 30e6, 0.02e-6),
    meter("object requests", 1e6, 0.15e-6),
    meter("object duration, GB-s", 400e3, 12.50e-6),
    meter("rows read", 25e9, 0.001e-6),
    meter("rows written", 50e6, 1.00e-6),
    meter("storage, GB", 5.0, 0.20),
];

const fn meter(name: &'static str, included: f64, dollars: f64) -> Meter {
    Meter {
        name,
        included,
        dollars,
    }
}

/// What happens in a month under these assumptions.
pub(crate) fn quantities(of: &Assumptions) -> Quantities {
    let in_trouble = of.loads * of.trouble_loads;
    let in_calm = of.loads - in_trouble;
    let verdicts = of.loads + in_calm * of.visible_minutes * 60.0 / of.poll_seconds;
    let summaries = in_trouble * (1.0 + of.changes_seen);
    let reads = verdicts + summaries;
    // Readers come independently of each other: of those who come within `cache_seconds` after
    // one that was let through, the cache answers all.
    let rate = reads / (of.pages * of.cache_places * MONTH_SECONDS);
    let reads_past_cache = reads / (1.0 + rate * of.cache_seconds);

    let sockets = in_trouble;
    let socket_minutes = sockets * of.visible_minutes;
    let heartbeats = socket_minutes * 60.0 / of.trouble_poll_seconds;
    let messages = sockets + heartbeats;

    let polls_per_second =
        (1.0 - of.trouble_time) / of.poll_seconds + of.trouble_time / of.trouble_poll_seconds;
    let polls = of.pages * MONTH_SECONDS * polls_per_second;
    let rounds = MONTH_SECONDS / ROUND_SECONDS;
    let reports = of.pages * rounds;
    let changes = of.pages * of.changes;
    let pushes = (polls + changes) * of.live_shards;
    // The watchdog is a request of the worker's and a call of the index; a round is an alarm.
    let calls = reads_past_cache + sockets + reports + changes + pushes + 2.0 * rounds;

    let awake = polls * of.poll_awake_seconds
        + calls * of.call_awake_seconds
        + messages * of.message_awake_seconds;
    Quantities {
        reads,
        reads_past_cache,
        sockets,
        socket_minutes,
        polls,
        // The loader always, the live part and the bundle's two files in trouble.
        files: of.loads + 3.0 * in_trouble,
        metered: [
            reads + sockets + rounds,
            (reads_past_cache + sockets + rounds) * of.read_milliseconds,
            calls + polls,
            awake * OBJECT_GIGABYTES,
            polls * of.poll_rows_read + calls * of.call_rows_read,
            polls * of.poll_rows_written
                + changes * (of.change_rows_written + 1.0)
                + reports
                + rounds,
            of.pages * of.page_gigabytes,
        ],
    }
}

/// What a meter's count costs beyond what is included.
pub(crate) fn dollars(meter: &Meter, used: f64) -> f64 {
    (used - meter.included).max(0.0) * meter.dollars
}

/// What the month costs altogether.
pub(crate) fn total(quantities: &Quantities) -> f64 {
    let used = METERS.iter().zip(quantities.metered);
    used.fold(PLAN_DOLLARS, |sum, (meter, used)| {
        sum + dollars(meter, used)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(actual: f64, expected: f64) {
        assert!(
            (actual - expected).abs() <= 1e-9 * expected.abs().max(1.0),
            "{actual}, not {expected}"
        );
    }

    /// One page, calm for ever, nobody there.
    fn nobody() -> Assumptions {
        Assumptions {
            loads: 0.0,
            pages: 1.0,
            trouble_time: 0.0,
            changes: 0.0,
            ..Assumptions::default()
        }
    }

    #[test]
    fn a_lamp_that_nobody_looks_at_costs_the_plan() {
        let month = quantities(&nobody());

        // Once a minute: a poll, a report, a push to the live object, a round, a watchdog.
        assert_near(month.polls, 43_200.0);
        assert_near(month.metered[0], 43_200.0);
        assert_near(month.metered[2], 5.0 * 43_200.0);
        assert_near(month.metered[5], (8.0 + 2.0) * 43_200.0);
        assert_near(total(&month), PLAN_DOLLARS);
    }

    #[test]
    fn only_what_is_beyond_the_plan_costs() {
        let requests = &METERS[0];

        assert_near(dollars(requests, 9e6), 0.0);
        assert_near(dollars(requests, 10e6), 0.0);
        assert_near(dollars(requests, 12e6), 0.60);
    }

    #[test]
    fn a_calm_load_reads_the_verdict_once_and_then_at_its_interval() {
        let month = quantities(&Assumptions {
            loads: 1000.0,
            trouble_loads: 0.0,
            ..nobody()
        });

        assert_near(month.reads, 6000.0);
        assert_near(month.sockets, 0.0);
    }

    #[test]
    fn a_load_in_trouble_opens_a_socket_and_reads_summaries_instead() {
        let month = quantities(&Assumptions {
            loads: 1000.0,
            trouble_loads: 1.0,
            ..nobody()
        });

        assert_near(month.reads, 1000.0 + 1500.0);
        assert_near(month.sockets, 1000.0);
        assert_near(month.socket_minutes, 5000.0);
    }

    #[test]
    fn the_cache_lets_through_at_most_one_read_per_place_page_and_time() {
        let of = Assumptions {
            loads: 1e12,
            ..Assumptions::default()
        };
        let most = of.pages * of.cache_places * MONTH_SECONDS / of.cache_seconds;

        let many = quantities(&of).reads_past_cache;
        let few = quantities(&Assumptions { loads: 1e3, ..of }).reads_past_cache;

        assert!(many < most && many > 0.99 * most, "{many} of {most}");
        assert!(few > 5_900.0, "{few}");
    }

    #[test]
    fn more_of_anything_never_costs_less() {
        let base = Assumptions {
            loads: 1e8,
            ..Assumptions::default()
        };
        let before = total(&quantities(&base));
        for more in [
            Assumptions {
                loads: 2e8,
                ..base.clone()
            },
            Assumptions {
                pages: 40.0,
                ..base.clone()
            },
            Assumptions {
                poll_seconds: 15.0,
                ..base.clone()
            },
            Assumptions {
                visible_minutes: 10.0,
                ..base.clone()
            },
        ] {
            assert!(total(&quantities(&more)) > before, "{more:?}");
        }
    }
}
