//! The table: which pages there are, several of them at once, and the lamp itself.

use super::{
    operation::{Answer, Operation, Tag, of},
    parameter as the,
};
use crate::{
    index::{Health, PageList},
    renditions::feed::JsonFeed,
    several::{Joined, events::List as EventsOfPages},
};
use statuslamp_model::{Summary, Verdict};

/// The media types of what is no JSON v1.
pub(super) const ATOM: &str = "application/atom+xml";
pub(super) const RSS: &str = "application/rss+xml";

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::get("listPages", "/v1/pages", Tag::Several)
        .told(
            "The watched pages",
            "In the order of the pages file, each with its state.",
        )
        .takes(&[&the::LIMIT, &the::CURSOR_OF_LIST, &the::SEARCHED_PAGE])
        .gives(Answer::List("The pages.", of::<PageList<'static>>), &[400])
        .limited(),
    Operation::get("listVerdicts", "/v1/verdict", Tag::Several)
        .told(
            "The verdicts of some pages",
            "Each to the byte what it is alone. A page that could not be asked just now is missing, and nobody keeps such an answer.",
        )
        .takes(&[&the::FIVE_PAGES])
        .gives(
            Answer::Json("The verdicts, by the ids of the pages.", of::<Joined<Verdict>>),
            &[400, 404],
        ),
    Operation::get("listSummaries", "/v1/summary", Tag::Several)
        .told(
            "The summaries of some pages",
            "Each to the byte what it is alone. A page that could not be asked just now is missing, and nobody keeps such an answer.",
        )
        .takes(&[&the::TEN_PAGES])
        .gives(
            Answer::Json("The summaries, by the ids of the pages.", of::<Joined<Summary>>),
            &[400, 404],
        ),
    Operation::get("listIncidentsOfPages", "/v1/incidents", Tag::Several)
        .told(
            "What happened on some pages",
            "As one list, newest first. A page that cannot be read fails the whole answer, so that its events never seem to be gone.",
        )
        .takes(&[
            &the::TEN_PAGES,
            &the::LIMIT,
            &the::CURSOR_OF_SEVERAL,
            &the::SINCE,
            &the::UNTIL,
            &the::IMPACT,
            &the::PHASE,
            &the::COMPONENT,
            &the::SEARCH,
        ])
        .gives(
            Answer::List("The events.", of::<EventsOfPages<'static>>),
            &[400, 404],
        )
        .limited(),
    Operation::get("getAtomFeedOfPages", "/v1/feed.atom", Tag::Renditions)
        .told(
            "Atom feed of some pages",
            "One entry for each event of the pages, the newest fifty, updated as it moves.",
        )
        .takes(&[&the::TEN_PAGES])
        .gives(Answer::Text(ATOM), &[400, 404]),
    Operation::get("getRssFeedOfPages", "/v1/feed.rss", Tag::Renditions)
        .told(
            "RSS feed of some pages",
            "One item for each event of the pages, the newest fifty, updated as it moves.",
        )
        .takes(&[&the::TEN_PAGES])
        .gives(Answer::Text(RSS), &[400, 404]),
    Operation::get("getJsonFeedOfPages", "/v1/feed.json", Tag::Renditions)
        .told(
            "JSON Feed of some pages",
            "One item for each event of the pages, the newest fifty, updated as it moves.",
        )
        .takes(&[&the::TEN_PAGES])
        .gives(Answer::JsonFeed(of::<JsonFeed<'static>>), &[400, 404]),
    Operation::get("getHealth", "/health", Tag::Lamp)
        .told(
            "Whether the lamp reads its pages",
            "The age of each page's last good read. Never cached; starts the lamp's reading if nothing else has.",
        )
        .gives(
            Answer::Json("How each page fares.", of::<Health<'static>>),
            &[400],
        ),
    Operation::get("getMetrics", "/metrics", Tag::Lamp)
        .told(
            "The same for Prometheus",
            "Text in the exposition format 0.0.4. Never cached.",
        )
        .gives(Answer::Text("text/plain"), &[]),
];
