//! Napta: seven reports of one page, the newest two here, the others beside.
//!
//! From the record (an aggregator's page, without a time on any message): every title, the
//! phases of each report in their order, and the times its post-mortem gives. That Napta's
//! "CET" means Paris wall time, in summer too, follows from the oldest report, which calls the
//! same minutes 17:47 "CET" and 3:46 PM UTC. Chosen: when each message was posted (close to
//! the post-mortem's times, noted at each scenario), the days of post-mortems, components and
//! severities (the record only names the application, app.napta.io), every word.

use super::{Changing, component, entry, napta_earlier, single};
use crate::scenario::ComponentStatus::{
    DegradedPerformance, MajorOutage, Operational, PartialOutage,
};
use crate::scenario::Phase::{Identified, Investigating, Monitoring, Postmortem, Resolved};
use crate::scenario::{ImpactRule, Item, Page, Provider, Scenario, written};

pub(super) fn page() -> Page {
    Page {
        key: "napta",
        name: "Napta",
        provider: Provider::Statuspage,
        time_zone: "Europe/Paris",
        created: written("2021-01-18T11:37:09.641+01:00"),
        items: vec![
            Item::Group {
                key: "platform",
                name: "Napta platform",
                members: vec![
                    component("application", "Application", Some("app.napta.io")),
                    component("public-api", "Public API", None),
                ],
            },
            Item::Group {
                key: "integrations",
                name: "Integrations",
                members: vec![
                    component("hr-import", "HR import", None),
                    component("calendars", "Calendar sync", None),
                ],
            },
            single("help-centre", "Help centre", None),
        ],
        scenarios: [
            vec![service_outage(), global_lock()],
            napta_earlier::scenarios(),
        ]
        .concat(),
    }
}

/// Recorded: trouble from 1:46 PM, alarm 1:54, cause known 2:00, restored 2:06 (2025-05-06).
/// Chosen: first message two minutes after the alarm, closed 25 minutes after the recovery.
fn service_outage() -> Scenario {
    Scenario {
        key: "service-outage",
        title: "Service outage",
        began: None,
        impact: ImpactRule::FromComponents,
        affected: &["application", "public-api"],
        listed_as: None,
        entries: vec![
            entry(
                "2025-05-06T13:56:00+02:00",
                Investigating,
                "The application answers with errors for everybody. Our engineers are on it.",
            )
            .changing(&[("application", MajorOutage), ("public-api", PartialOutage)]),
            entry(
                "2025-05-06T14:00:00+02:00",
                Identified,
                "An update of our database ran before the application was ready for it. A correction is on its way.",
            ),
            entry(
                "2025-05-06T14:06:00+02:00",
                Monitoring,
                "The application opens again for everybody. We stay close until we are sure.",
            )
            .changing(&[
                ("application", DegradedPerformance),
                ("public-api", Operational),
            ]),
            entry(
                "2025-05-06T14:31:00+02:00",
                Resolved,
                "No error has come back since the correction. All clear.",
            )
            .changing(&[("application", Operational)]),
            entry(
                "2025-05-07T16:20:00+02:00",
                Postmortem,
                SERVICE_OUTAGE_POSTMORTEM,
            ),
        ],
    }
}

/// Recorded: slow from 2:40 PM, mitigated 3:10 (2025-03-14); only two messages and a
/// post-mortem. Chosen: first message five minutes after the alarm, closed at the mitigation.
fn global_lock() -> Scenario {
    Scenario {
        key: "global-lock",
        title: "Degraded performance",
        began: None,
        impact: ImpactRule::FromComponents,
        affected: &["application"],
        listed_as: None,
        entries: vec![
            entry(
                "2025-03-14T14:45:00+01:00",
                Investigating,
                "Lists and planning views take far longer to appear than they should. We are searching for the brake.",
            )
            .changing(&[("application", DegradedPerformance)]),
            entry(
                "2025-03-14T15:10:00+01:00",
                Resolved,
                "One process was holding everybody else up. It has been stopped, and Napta is quick again. How it \
                 came to that will be told here.",
            )
            .changing(&[("application", Operational)]),
            entry("2025-03-18T11:05:00+01:00", Postmortem, GLOBAL_LOCK_POSTMORTEM),
        ],
    }
}

const SERVICE_OUTAGE_POSTMORTEM: &str = r"### **In short**

For about twenty minutes nobody could work in Napta. Nothing was lost.

### **The cause**

A release changes two things: the application, and the tables it reads \(the schema\). An automatic job changed the tables too early, so the application asked for columns that were not there yet.

### **What changes**

* Tables and application are now released as one step with a fixed order.
* Our alarms react to fewer errors, and therefore sooner.
";

const GLOBAL_LOCK_POSTMORTEM: &str = r"### **In short**

Every page of Napta became slow within a minute, for all customers at once.

### **The cause**

A background process took a lock on the whole database of one customer \(not on a single table\) and kept it. Requests waiting for that lock filled the queue that all customers share.

### **What changes**

* A database operation that blocks others is now ended by the database itself after a short time.
";
