//! Noterro: a release that had to be taken back, and a first recovery that did not hold.
//!
//! From the record: title, the six phases in their order, their times to the minute (2023-08-08
//! in New York), the component Web App. Chosen: whole minutes, the other components, how badly
//! Web App did at each point (the record only says slow, then unavailable), every word.

use super::{Changing, component, entry, single};
use crate::scenario::ComponentStatus::{DegradedPerformance, Operational, PartialOutage};
use crate::scenario::Phase::{Investigating, Monitoring, Postmortem, Resolved};
use crate::scenario::{Component, ImpactRule, Item, Page, Provider, Scenario, written};

pub(super) fn page() -> Page {
    Page {
        key: "noterro",
        name: "Noterro",
        provider: Provider::Statuspage,
        time_zone: "America/New_York",
        created: written("2019-03-11T10:14:52.318-04:00"),
        items: vec![
            single(
                "web-app",
                "Web App",
                Some("Schedules, charts and billing in the browser"),
            ),
            single("online-booking", "Online Booking", None),
            single(
                "payments",
                "Payments",
                Some("Card payments, receipts and invoices"),
            ),
            Item::Group {
                key: "reminders",
                name: "Reminders",
                members: vec![
                    component("email", "Email", None),
                    component("text-messages", "Text messages", None),
                ],
            },
            Item::Single(Component {
                only_show_if_degraded: true,
                ..component(
                    "calendar-sync",
                    "Calendar sync",
                    Some("Listed only while it has trouble"),
                )
            }),
        ],
        scenarios: vec![bounced_release()],
    }
}

fn bounced_release() -> Scenario {
    Scenario {
        key: "bounced-release",
        title: "Service Unavailable",
        began: None,
        impact: ImpactRule::FromComponents,
        affected: &["web-app"],
        listed_as: None,
        entries: vec![
            entry(
                "2023-08-08T09:21:00-04:00",
                Investigating,
                "Pages of the web app open very slowly or not at all for many clinics. We are finding out why.",
            )
            .changing(&[("web-app", PartialOutage)]),
            entry(
                "2023-08-08T09:28:00-04:00",
                Monitoring,
                "Our servers restarted themselves and pages open faster again. We keep an eye on them.",
            )
            .changing(&[("web-app", DegradedPerformance)]),
            entry(
                "2023-08-08T09:32:00-04:00",
                Investigating,
                "The restart did not hold and pages are failing again. Today's release is now our first suspect.",
            )
            .changing(&[("web-app", PartialOutage)]),
            entry(
                "2023-08-08T09:47:00-04:00",
                Monitoring,
                "Today's release has been taken back. Schedules and charts open normally; we are watching closely.",
            )
            .changing(&[("web-app", DegradedPerformance)]),
            entry(
                "2023-08-08T10:20:00-04:00",
                Resolved,
                "The web app has stayed quick since the release was taken back. We consider this over; thank you for \
                 bearing with us.",
            )
            .changing(&[("web-app", Operational)]),
            entry("2023-08-08T10:27:00-04:00", Postmortem, POSTMORTEM),
        ],
    }
}

/// In the Markdown of Statuspage's editor, which escapes brackets.
const POSTMORTEM: &str = r"## What clinics saw

Opening a schedule or a chart took many seconds, and for some it ended in an error. It got better once, came back, and was gone for good when we returned to the version of the day before.

## What happened

1. **The release.** A small routine release went out in the morning.

    1. It had run in our rehearsal environment \(with far less traffic than the real one\) without a complaint.
2. **The slowdown.** Alarms and phone calls reached us within minutes.
3. **A recovery that was none.** The servers restarted on their own.

    1. That helped for a moment and hid the cause from us.
    2. The same slowness built up again.
4. **Going back.** We returned to the earlier version, and response times fell to normal.

## Why

The new code asked for database connections in a way that did not fit a limit set long ago. Every request then waited for a connection that another request held.

## What we change

* Releases are rehearsed under the load of a Monday morning.
* The code that asks for connections is being reworked before it returns.
* A server that restarts itself now tells a person at once.
";
