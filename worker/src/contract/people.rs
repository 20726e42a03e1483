//! The table: pages for people.

use super::{
    operation::{Answer, Operation, Tag},
    parameter as the,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::get("showHome", "/", Tag::People)
        .told("The watched pages", "Each with its state, and where to read more.")
        .takes(&[&the::CURSOR_OF_LIST])
        .gives(Answer::Html, &[400]),
    Operation::get("showPage", "/is/{page}", Tag::People)
        .told(
            "Is it down right now?",
            "The answer in the first line, then components, what is open, ninety days in bars, and every past report in full.",
        )
        .takes(&[&the::PAGE, &the::CURSOR_OF_LIST])
        .gives(Answer::Html, &[400, 404]),
    Operation::get("showIncident", "/is/{page}/incidents/{id}", Tag::People)
        .told("One event", "The whole story, with times as the vendor shows them.")
        .takes(&[&the::PAGE, &the::EVENT])
        .gives(Answer::Html, &[404]),
    Operation::get("findIncident", "/pages/{page}/incidents/{id}", Tag::People)
        .told(
            "Where an event's page is",
            "Statuspage has the page of an event at this address; here it is elsewhere.",
        )
        .takes(&[&the::PAGE, &the::EVENT])
        .gives(Answer::Moved, &[404]),
];
