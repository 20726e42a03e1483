//! The table: one page.

use super::{
    operation::{Answer, Operation, Tag, of},
    parameter as the,
    several::{ATOM, RSS},
};
use crate::{
    page::{EventDocument, PageDocument},
    renditions::feed::JsonFeed,
};
use statuslamp_model::{ComponentDocument, ComponentList, EventList, Summary, UptimeList, Verdict};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::get("getVerdict", "/v1/pages/{page}/verdict", Tag::Now)
        .told(
            "The verdict",
            "The smallest answer: whether there is anything to tell, and whom it concerns. At most 2 KB; at most 300 bytes while nothing is open.",
        )
        .takes(&[&the::PAGE])
        .gives(Answer::Json("The verdict.", of::<Verdict>), &[400, 404]),
    Operation::get("getSummary", "/v1/pages/{page}/summary", Tag::Now)
        .told(
            "What is true now",
            "The whole state of the page: every component, and what is open, planned, or over since less than an hour.",
        )
        .takes(&[&the::PAGE, &the::REVISION])
        .gives(Answer::Json("The summary.", of::<Summary>), &[400, 404, 409]),
    Operation::get("listComponents", "/v1/pages/{page}/components", Tag::Now)
        .told("The components", "In the vendor's order, groups before their members.")
        .takes(&[&the::PAGE, &the::LIMIT, &the::CURSOR_OF_LIST])
        .gives(Answer::List("The components.", of::<ComponentList>), &[400, 404]),
    Operation::get("getComponent", "/v1/pages/{page}/components/{id}", Tag::Now)
        .told("One component", "By its id.")
        .takes(&[&the::PAGE, &the::COMPONENT_ID])
        .gives(Answer::Json("The component.", of::<ComponentDocument>), &[400, 404]),
    Operation::get("getPage", "/v1/pages/{page}", Tag::Now)
        .told(
            "The page itself",
            "How its reading goes, and what the operator says of it.",
        )
        .takes(&[&the::PAGE])
        .gives(Answer::Json("The page.", of::<PageDocument<'static>>), &[400, 404]),
    Operation::get("connectLive", "/v1/pages/{page}/live", Tag::Now)
        .told(
            "A WebSocket",
            "Each message is one JSON object in a text frame: the verdict with `spread_ms`, at once and whenever its revision grows, or the times of its reading alone as a sign of life. Without an upgrade the answer is 426; where no further socket fits, 503.",
        )
        .takes(&[&the::PAGE])
        .gives(Answer::Switched, &[400, 404, 426, 503]),
    Operation::get("streamEvents", "/v1/pages/{page}/events", Tag::Now)
        .told(
            "Server-Sent Events",
            "For programs without WebSockets: an event without a name is the verdict, as over the WebSocket, and has its revision as `id`; one named `reading` has the times of its reading alone. It ends after five minutes; come again with `Last-Event-ID`. Where no further socket fits, 503.",
        )
        .takes(&[&the::PAGE, &the::LAST_EVENT_ID])
        .gives(Answer::Streamed("text/event-stream"), &[400, 404, 503]),
    Operation::get("listIncidents", "/v1/pages/{page}/incidents", Tag::Past)
        .told(
            "What happened",
            "Everything that is not planned work, newest first, without the stories.",
        )
        .takes(&[
            &the::PAGE,
            &the::LIMIT,
            &the::CURSOR_OF_LIST,
            &the::SINCE,
            &the::UNTIL,
            &the::IMPACT,
            &the::PHASE,
            &the::COMPONENT,
            &the::SEARCH,
        ])
        .gives(Answer::List("The events.", of::<EventList>), &[400, 404])
        .limited(),
    Operation::get("listMaintenances", "/v1/pages/{page}/maintenances", Tag::Past)
        .told(
            "What is or was planned",
            "Planned work, upcoming and past. What is planned furthest ahead comes first.",
        )
        .takes(&[
            &the::PAGE,
            &the::LIMIT,
            &the::CURSOR_OF_LIST,
            &the::SINCE,
            &the::UNTIL,
            &the::IMPACT,
            &the::PHASE,
            &the::COMPONENT,
            &the::SEARCH,
        ])
        .gives(Answer::List("The events.", of::<EventList>), &[400, 404])
        .limited(),
    Operation::get("getIncident", "/v1/pages/{page}/incidents/{id}", Tag::Past)
        .told(
            "One event with its whole story",
            "Open or past, maintenances and notices too, with an account of it in a sentence or two.",
        )
        .takes(&[&the::PAGE, &the::EVENT])
        .gives(Answer::Json("The event.", of::<EventDocument<'static>>), &[400, 404]),
    Operation::get("getUptime", "/v1/pages/{page}/uptime", Tag::Past)
        .told(
            "Uptime, day by day",
            "What each component was in UTC days, as this lamp saw it. A second counts as up while a component was operational, under maintenance or degraded; unknown seconds count neither way.",
        )
        .takes(&[&the::PAGE, &the::DAYS, &the::LIMIT, &the::CURSOR_OF_LIST])
        .gives(Answer::List("The days.", of::<UptimeList>), &[400, 404]),
    Operation::get("getBadge", "/v1/pages/{page}/badge.svg", Tag::Renditions)
        .told(
            "A badge",
            "The state of the page, or of one of its components, in words and a sign. Of what is not fresh it says only what it was last.",
        )
        .takes(&[&the::PAGE, &the::SHOWN_COMPONENT])
        .gives(Answer::Text("image/svg+xml"), &[404]),
    Operation::get("getAtomFeed", "/v1/pages/{page}/feed.atom", Tag::Renditions)
        .told(
            "Atom feed",
            "One entry for each event, the newest fifty, updated as it moves.",
        )
        .takes(&[&the::PAGE])
        .gives(Answer::Text(ATOM), &[404]),
    Operation::get("getRssFeed", "/v1/pages/{page}/feed.rss", Tag::Renditions)
        .told(
            "RSS feed",
            "One item for each event, the newest fifty, updated as it moves.",
        )
        .takes(&[&the::PAGE])
        .gives(Answer::Text(RSS), &[404]),
    Operation::get("getJsonFeed", "/v1/pages/{page}/feed.json", Tag::Renditions)
        .told(
            "JSON Feed",
            "One item for each event, the newest fifty, updated as it moves.",
        )
        .takes(&[&the::PAGE])
        .gives(Answer::JsonFeed(of::<JsonFeed<'static>>), &[404]),
    Operation::get("getCalendar", "/v1/pages/{page}/calendar.ics", Tag::Renditions)
        .told(
            "A calendar of planned work",
            "One entry for each maintenance, the hundred that begin last, updated as it moves.",
        )
        .takes(&[&the::PAGE])
        .gives(Answer::Text("text/calendar"), &[404]),
    Operation::get("getFrame", "/embed/{page}", Tag::Renditions)
        .told(
            "A document for an iframe",
            "What is drawn stands after the `#` of its address and stays in the browser. Of a page that is not listed it says so, with the status 404.",
        )
        .takes(&[&the::PAGE])
        .gives(Answer::Frame, &[404]),
];
