//! Netop: six hours without the Connect platform, rated "none" by the vendor.
//!
//! From the record (an aggregator's page): title, the five phases, their times to the minute,
//! start and end to the second, the post-mortem four days later. The account calls it a
//! "notice", its word for impact none; so no component status ever changed, and the page's
//! indicator said all was well for those six hours. Chosen: other components, every word.
//!
//! # Which components
//! The record runs the names together: "Remote access servicesLoginNetop Portal
//! frontendOnDemand". Its account of the same list says "Remote access services and Login and
//! 1 more component", so there are three, and the first two are known letter by letter. What
//! is left, "Netop Portal frontendOnDemand", is the third. Cutting it at the capital into
//! `Netop Portal frontend` and `OnDemand` would make four, against the one count we have; a
//! capital inside a name proves nothing (`OnDemand` has one itself). The name is kept as it
//! stands: a space or a dash put into it would be a guess.

use super::{entry, single};
use crate::scenario::Phase::{Identified, Investigating, Monitoring, Postmortem, Resolved};
use crate::scenario::{ImpactRule, Page, Provider, Scenario, written};

pub(super) fn page() -> Page {
    Page {
        key: "netop",
        name: "Netop",
        provider: Provider::Statuspage,
        time_zone: "Etc/UTC",
        created: written("2017-06-20T08:02:41.507Z"),
        items: vec![
            single(
                "remote-access",
                "Remote access services",
                Some("Sessions between guests and hosts"),
            ),
            single("login", "Login", None),
            single("portal", "Netop Portal frontendOnDemand", None),
            single("licensing", "Licence server", None),
        ],
        scenarios: vec![connect_not_loading()],
    }
}

fn connect_not_loading() -> Scenario {
    Scenario {
        key: "connect-not-loading",
        title: "connect.backdrop.cloud not loading",
        began: None,
        impact: ImpactRule::None,
        affected: &["remote-access", "login", "portal"],
        listed_as: None,
        entries: vec![
            entry(
                "2024-02-29T10:55:40Z",
                Investigating,
                "The Connect portal stays blank after signing in, and new remote sessions can't be started. We are \
                 looking for the reason.",
            ),
            entry(
                "2024-02-29T12:55:00Z",
                Identified,
                "A pair of servers at the heart of Connect does not start its message service. We know which queue \
                 holds it up and are clearing it.",
            ),
            entry(
                "2024-02-29T14:23:00Z",
                Monitoring,
                "The message service runs again on one of the two servers and sessions can be started. We watch how \
                 it carries the load.",
            ),
            entry(
                "2024-02-29T17:15:10Z",
                Resolved,
                "Both servers work side by side again and sessions start at their usual pace. This is over.",
            ),
            entry("2024-03-04T09:18:00Z", Postmortem, POSTMORTEM),
        ],
    }
}

/// In the Markdown of Statuspage's editor, which escapes brackets.
const POSTMORTEM: &str = r"Connect relies on two servers that do the same work, so that one may be absent for a few minutes. One of them was short of memory; to give it more, we restarted it on purpose \(a matter of two minutes\).

What we did not know: on the other server the message service had already stopped. A damaged queue kept it from starting again, and the restarted server waits for its partner before it starts. With neither of them up, all of Connect was down until the queue was repaired.

From now on we watch that service on **each** server, not the pair as a whole, and before a planned restart we check that the partner is healthy and can carry the load alone.
";
