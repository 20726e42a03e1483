//! The table: Statuspage's API.

use super::{
    operation::{Answer, Operation, Shape, Tag, of},
    parameter as the,
    several::{ATOM, RSS},
};
use crate::compat::schema::{
    ComponentsDocument, IncidentDocument, IncidentsDocument, MaintenancesDocument, StatusDocument,
    SummaryDocument,
};

const fn document(
    id: &'static str,
    path: &'static str,
    summary: &'static str,
    shape: Shape,
) -> Operation {
    Operation::get(id, path, Tag::Statuspage)
        .told(summary, "As Statuspage has it, with no further members.")
        .takes(&[&the::PAGE])
        .gives(Answer::Json("As Statuspage has it.", shape), &[404, 503])
}

pub(super) const OPERATIONS: &[Operation] = &[
    document(
        "statuspageSummary",
        "/pages/{page}/api/v2/summary.json",
        "Everything that is true now",
        of::<SummaryDocument>,
    ),
    document(
        "statuspageStatus",
        "/pages/{page}/api/v2/status.json",
        "The state of the whole page",
        of::<StatusDocument>,
    ),
    document(
        "statuspageComponents",
        "/pages/{page}/api/v2/components.json",
        "The components",
        of::<ComponentsDocument>,
    ),
    document(
        "statuspageIncidents",
        "/pages/{page}/api/v2/incidents.json",
        "The newest fifty incidents",
        of::<IncidentsDocument>,
    ),
    document(
        "statuspageUnresolvedIncidents",
        "/pages/{page}/api/v2/incidents/unresolved.json",
        "The incidents that are open",
        of::<IncidentsDocument>,
    ),
    document(
        "statuspageResolvedIncidents",
        "/pages/{page}/api/v2/incidents/resolved.json",
        "Those of the newest fifty that are over",
        of::<IncidentsDocument>,
    ),
    document(
        "statuspageMaintenances",
        "/pages/{page}/api/v2/scheduled-maintenances.json",
        "The newest fifty maintenances",
        of::<MaintenancesDocument>,
    ),
    document(
        "statuspageUpcomingMaintenances",
        "/pages/{page}/api/v2/scheduled-maintenances/upcoming.json",
        "The maintenances that have not begun",
        of::<MaintenancesDocument>,
    ),
    document(
        "statuspageActiveMaintenances",
        "/pages/{page}/api/v2/scheduled-maintenances/active.json",
        "The maintenances that are under way",
        of::<MaintenancesDocument>,
    ),
    document(
        "statuspageIncident",
        "/pages/{page}/incidents/{id}.json",
        "One incident or maintenance",
        of::<IncidentDocument>,
    )
    .takes(&[&the::PAGE, &the::EVENT]),
    Operation::get(
        "statuspageAtomHistory",
        "/pages/{page}/history.atom",
        Tag::Statuspage,
    )
    .told(
        "The history as Atom",
        "The page's own Atom feed at the address Statuspage has for it.",
    )
    .takes(&[&the::PAGE])
    .gives(Answer::Text(ATOM), &[404]),
    Operation::get(
        "statuspageRssHistory",
        "/pages/{page}/history.rss",
        Tag::Statuspage,
    )
    .told(
        "The history as RSS",
        "The page's own RSS feed at the address Statuspage has for it.",
    )
    .takes(&[&the::PAGE])
    .gives(Answer::Text(RSS), &[404]),
];
