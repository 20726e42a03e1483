//! Napta's five older reports; what is recorded and what is chosen is told in `napta.rs`.

use super::{Changing, entry};
use crate::scenario::ComponentStatus::{DegradedPerformance, Operational, PartialOutage};
use crate::scenario::Phase::{Identified, Investigating, Monitoring, Postmortem, Resolved};
use crate::scenario::{ImpactRule, Scenario, written};

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        stuck_connections(),
        missed_scaling(),
        two_troubles(),
        undated_slowness(),
        failing_requests(),
    ]
}

/// Recorded: errors seen 1:26 PM, down 2:43 to 2:53, stuck customers 3:55, fixed 4:36
/// (2024-11-29). Chosen: messages a few minutes after each of these.
fn stuck_connections() -> Scenario {
    Scenario {
        key: "stuck-connections",
        title: "Degraded performance",
        began: None,
        impact: ImpactRule::FromComponents,
        affected: &["application"],
        listed_as: None,
        entries: vec![
            entry(
                "2024-11-29T13:30:00+01:00",
                Investigating,
                "A small share of requests ends in a timeout. We are looking into the servers behind them.",
            )
            .changing(&[("application", DegradedPerformance)]),
            entry(
                "2024-11-29T14:55:00+01:00",
                Monitoring,
                "After a short interruption the application runs on fresh servers. The timeouts are gone for now.",
            ),
            entry(
                "2024-11-29T15:58:00+01:00",
                Monitoring,
                "Some of you still see a page that never finishes loading. We have paused a background service and \
                 keep watching.",
            )
            .changing(&[("application", PartialOutage)]),
            entry(
                "2024-11-29T16:40:00+01:00",
                Resolved,
                "The fault was in that background service. It is corrected and everything loads. An account follows.",
            )
            .changing(&[("application", Operational)]),
            entry("2024-12-03T10:12:00+01:00", Postmortem, STUCK_CONNECTIONS_POSTMORTEM),
        ],
    }
}

/// Recorded: slow 7:59 to 8:26 AM UTC, alarm 8:07, corrected 8:24 (2023-12-14). Chosen: first
/// message three minutes after the alarm, cause at 8:20, closed half an hour after the end.
fn missed_scaling() -> Scenario {
    Scenario {
        key: "missed-scaling",
        title: "Degraded performance",
        began: None,
        impact: ImpactRule::FromComponents,
        affected: &["application"],
        listed_as: None,
        entries: vec![
            entry(
                "2023-12-14T08:10:00Z",
                Investigating,
                "Napta is slow this morning. We are checking what is different from other days.",
            )
            .changing(&[("application", DegradedPerformance)]),
            entry(
                "2023-12-14T08:20:00Z",
                Identified,
                "The servers that normally join before the working day never did. We are adding them by hand.",
            ),
            entry(
                "2023-12-14T08:26:00Z",
                Monitoring,
                "All servers are there and response times are back to normal.",
            ),
            entry(
                "2023-12-14T08:56:00Z",
                Resolved,
                "Nobody has met a slow page since. We are closing this report.",
            )
            .changing(&[("application", Operational)]),
            entry(
                "2023-12-19T15:40:00Z",
                Postmortem,
                MISSED_SCALING_POSTMORTEM,
            ),
        ],
    }
}

/// Recorded: alarm 9:04 AM, servers back 9:34, second alarm 9:41, its cause 9:50, over 10:15;
/// the post-mortem names a release of "Friday June 9th", which is 2023. Chosen: the Monday
/// after it, a first cause at 9:20, a message three or four minutes after each alarm.
fn two_troubles() -> Scenario {
    Scenario {
        key: "two-troubles",
        title: "Degraded performance",
        began: None,
        impact: ImpactRule::FromComponents,
        affected: &["application"],
        listed_as: None,
        entries: vec![
            entry(
                "2023-06-12T09:08:00+02:00",
                Investigating,
                "Napta answers slowly. We have begun to look for the cause.",
            )
            .changing(&[("application", DegradedPerformance)]),
            entry(
                "2023-06-12T09:20:00+02:00",
                Identified,
                "Too few servers are running for a Monday. More are being started.",
            ),
            entry(
                "2023-06-12T09:34:00+02:00",
                Monitoring,
                "The usual number of servers is at work. We are watching.",
            )
            .changing(&[("application", Operational)]),
            entry(
                "2023-06-12T09:44:00+02:00",
                Investigating,
                "It is not over: some customers are still waiting for their pages.",
            )
            .changing(&[("application", DegradedPerformance)]),
            entry(
                "2023-06-12T09:50:00+02:00",
                Identified,
                "A new feature was switched on by mistake and keeps one database busy. We are switching it off.",
            ),
            entry(
                "2023-06-12T10:15:00+02:00",
                Monitoring,
                "The feature is off and the database has time again.",
            ),
            entry(
                "2023-06-12T10:40:00+02:00",
                Resolved,
                "Both troubles of this morning are behind us.",
            )
            .changing(&[("application", Operational)]),
            entry(
                "2023-06-15T17:25:00+02:00",
                Postmortem,
                TWO_TROUBLES_POSTMORTEM,
            ),
        ],
    }
}

/// Recorded: three phases and no post-mortem, older than the June report. Chosen: day and times.
fn undated_slowness() -> Scenario {
    Scenario {
        key: "undated-slowness",
        title: "Degraded performance",
        began: None,
        impact: ImpactRule::FromComponents,
        affected: &["application"],
        listed_as: None,
        entries: vec![
            entry(
                "2023-05-11T10:02:00+02:00",
                Investigating,
                "The application is slower than usual. We are on the case.",
            )
            .changing(&[("application", DegradedPerformance)]),
            entry(
                "2023-05-11T10:19:00+02:00",
                Monitoring,
                "The slowness has lifted. We wait a little before we call it done.",
            ),
            entry(
                "2023-05-11T10:44:00+02:00",
                Resolved,
                "It has not come back. We call it done.",
            )
            .changing(&[("application", Operational)]),
        ],
    }
}

/// Recorded: requests failed from 3:46 to 3:54 PM UTC, reported in a single message when it was
/// over, post-mortem later; the oldest report. Chosen: a day of summer time, as both clocks ask.
fn failing_requests() -> Scenario {
    Scenario {
        key: "failing-requests",
        title: "Some requests are failing",
        began: Some(written("2023-03-30T15:46:00Z")),
        impact: ImpactRule::FromComponents,
        affected: &["application"],
        listed_as: None,
        entries: vec![
            entry(
                "2023-03-30T15:54:00Z",
                Resolved,
                "While a change was made to the live database, a part of your requests failed. The change is through.",
            ),
            entry(
                "2023-04-03T09:30:00Z",
                Postmortem,
                FAILING_REQUESTS_POSTMORTEM,
            ),
        ],
    }
}

const STUCK_CONNECTIONS_POSTMORTEM: &str = r"### **How it went**

* Before noon a shortage of servers at our cloud provider slowed us down for a while \(unrelated, as it turned out\).
* Later single requests timed out. Replacing servers did not cure it, and at one point all of them restarted together: for ten minutes Napta was away.
* When a few customers were still stuck, we found that connections to their databases never came free.

### **The cause**

A faulty change in a background service left connections open. The application draws from the same pool, so it was starved by a neighbour.

### **What changes**

* That service is now watched as closely as the application.
* The pool \(PgBouncer\) drops a connection that has been stuck for too long.
";

const MISSED_SCALING_POSTMORTEM: &str = r"### **In short**

Fewer servers than planned met the morning's first visitors.

### **The cause**

Two nightly jobs add servers before work begins. Both run on GitLab, which had trouble of its own that night, so the second job \(there in case the first one fails\) failed as well.

### **What changes**

* The second job no longer depends on the same supplier.
* A job that did not run wakes somebody up, instead of the slowness it causes.
* Servers are added by demand, and not by the calendar alone.
";

const TWO_TROUBLES_POSTMORTEM: &str = r"Two independent faults met on one morning.

* The nightly job that adds servers had not run.
* A feature released on the Friday before was active although it should not have been, and kept one database server fully busy.

We now watch the number of servers live, and these alarms reach us where we work all day.
";

const FAILING_REQUESTS_POSTMORTEM: &str = r"A release changed the database schema. One statement of that change waited until its time ran out \(statement\_timeout\) and was tried four more times; requests that touched the same table failed meanwhile.

Why it had to wait could not be found out, and the rehearsal had gone through. The helper that sends this statement is no longer used.
";
