//! Watermelon: expired logins that kept renewing themselves, as told on an Instatus page.
//!
//! From the record: the eight messages in their order, four affected components each shown as
//! "Operational from 7:30 AM to 11:55 AM", and the post-mortem's days (16 to 18 February 2024,
//! in Dutch local time). The range carries no date: its start fits the outage noticed at
//! 8:30 AM local time on the 16th, and as the team watched until the 18th, its end is placed
//! there. The monitoring message and the update after it follow the post-mortem's times for
//! "most functions back" and "the count works". The page says of all four that they were operational
//! from the beginning to the end, whatever the messages say; so does ours, once it is over. Chosen: title, component names (after what the
//! messages say was broken), severities, the times of the other messages, every word.

use super::{Changing, entry, single};
use crate::scenario::ComponentStatus::{
    DegradedPerformance, MajorOutage, Operational, PartialOutage,
};
use crate::scenario::Phase::{Identified, Investigating, Monitoring, Postmortem, Resolved, Update};
use crate::scenario::{ImpactRule, Page, Provider, Scenario, written};

pub(super) fn page() -> Page {
    Page {
        key: "watermelon",
        name: "Watermelon",
        provider: Provider::Instatus,
        time_zone: "Etc/UTC",
        created: written("2022-09-05T13:20:07.114Z"),
        items: vec![
            single("conversations", "Conversations", Some("The shared inbox")),
            single(
                "pulse-overview",
                "Pulse overview",
                Some("The list of your chatbots"),
            ),
            single("count", "Conversation count", None),
            single("sign-in", "Sign-in", None),
            single("chatbots", "Chatbots on your channels", None),
            single("website", "Website", None),
        ],
        scenarios: vec![token_outage()],
    }
}

fn token_outage() -> Scenario {
    Scenario {
        key: "token-outage",
        title: "Conversations and chatbot overview not loading",
        began: None,
        impact: ImpactRule::FromComponents,
        affected: &["conversations", "pulse-overview", "count", "sign-in"],
        listed_as: Some(Operational),
        entries: vec![
            entry(
                "2024-02-16T07:30:00Z",
                Investigating,
                "The inbox stays empty and the list of chatbots does not appear. Chatbots on your channels go on \
                 answering, and everything they hear is kept for you.",
            )
            .changing(&[
                ("conversations", MajorOutage),
                ("pulse-overview", MajorOutage),
                ("count", MajorOutage),
                ("sign-in", DegradedPerformance),
            ]),
            entry(
                "2024-02-16T07:50:00Z",
                Update,
                "Going back to the version of yesterday changed nothing. The search goes on",
            ),
            entry(
                "2024-02-16T08:05:00Z",
                Identified,
                "Browsers renew their login tokens far too often, and the server that checks them can't keep up. We \
                 are switching most of those renewals off",
            ),
            entry(
                "2024-02-16T17:05:00Z",
                Update,
                "The checking server was talking to the wrong database. It is being pointed to the right one now",
            ),
            entry(
                "2024-02-16T18:30:00Z",
                Monitoring,
                "Inbox and chatbots are back and we are watching them. Only the number of open conversations is \
                 still missing",
            )
            .changing(&[
                ("conversations", Operational),
                ("pulse-overview", Operational),
                ("count", PartialOutage),
                ("sign-in", Operational),
            ]),
            entry(
                "2024-02-17T09:00:00Z",
                Update,
                "The number of open conversations is back too. If signing in fails, empty your browser's cache once",
            )
            .changing(&[("count", Operational)]),
            entry("2024-02-18T11:55:00Z", Resolved, "Everything has been steady since. We are closing this incident"),
            entry("2024-02-18T17:20:00Z", Postmortem, POSTMORTEM),
        ],
    }
}

const POSTMORTEM: &str = "Too many browsers renewed their login tokens at the same time. The server that checks \
tokens fell behind, and behind it the queues of the chatbot and counting servers grew, until the database had no \
processor time left.\n\nIt took us long to see that the checking server was connected to the wrong database, and that \
some requests no longer carried a token at all.\n\nOne place now renews tokens, and only one. You may see a loading \
screen for a moment when you come back to an open tab; in return the servers have far less to do";
