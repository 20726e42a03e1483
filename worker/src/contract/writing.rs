//! The table: what may be sent, by vendors and by the operator.

use super::{
    operation::{Answer, Operation, Tag, of},
    parameter as the,
};
use crate::{hooks::Accepted, page::OverrideDocument};
use schemars::{Schema, SchemaGenerator, json_schema};
use statuslamp_model::OverrideInput;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::post(
        "sendHint",
        "/v1/pages/{page}/hooks/{provider}/{secret}",
        Tag::Writing,
    )
    .told(
        "A vendor's webhook",
        "A notification makes the page be read at once, and again about 5 and 15 seconds later. What it says is not believed. Ten hints are taken at once and one more every ten seconds.",
    )
    .takes(&[&the::PAGE, &the::PROVIDER, &the::SECRET])
    .sent(notification)
    .gives(Answer::Accepted(of::<Accepted<'static>>), &[400, 404, 413])
    .limited(),
    Operation::put(
        "putOverride",
        "/v1/pages/{page}/overrides/{id}",
        Tag::Writing,
    )
    .told(
        "Put the operator's word over a page",
        "It changes nothing that is true, only what is announced, and ends at `expires_at`. Saying the same again changes nothing.",
    )
    .takes(&[&the::PAGE, &the::OVERRIDE_ID])
    .sent(of::<OverrideInput>)
    .gives(
        Answer::Stored(of::<OverrideDocument<'static>>),
        &[400, 401, 403, 404, 409, 413],
    )
    .limited()
    .for_the_operator(),
    Operation::delete(
        "deleteOverride",
        "/v1/pages/{page}/overrides/{id}",
        Tag::Writing,
    )
    .told("Take it back", "It has no effect from then on.")
    .takes(&[&the::PAGE, &the::OVERRIDE_ID])
    .gives(Answer::Done, &[400, 401, 403, 404])
    .limited()
    .for_the_operator(),
];

/// A notification of one of the providers: only that it is one is looked at.
fn notification(_: &mut SchemaGenerator) -> Schema {
    let what = |name: &str| json_schema!({"required": [name]});
    json_schema!({
        "type": "object",
        "description": "A notification as the provider sends it, at most 64 KiB.",
        "required": ["page"],
        "properties": {
            "page": {
                "type": "object",
                "description": "The provider's page.",
                "required": ["id"],
                "properties": {"id": {"description": "Its id there."}}
            },
            "incident": {"type": "object", "description": "What happened."},
            "maintenance": {"type": "object", "description": "What is planned; from Instatus."},
            "component_update": {"type": "object", "description": "Which component changed."}
        },
        "anyOf": [what("incident"), what("maintenance"), what("component_update")]
    })
}
