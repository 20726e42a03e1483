//! The component list before there is anything to list: loading, or no answer.

use super::{element::p, icon::icon};
use crate::{model::Tone, phrases};
use leptos::{html, prelude::*};

/// In the place of the component list.
#[component]
pub fn Waiting(
    /// Whether the last attempt failed.
    failed: bool,
) -> impl IntoView {
    let words = if failed {
        phrases::FAILED
    } else {
        phrases::LOADING
    };
    html::section()
        .class("list waiting")
        .attr("part", "list")
        .attr("data-tone", Tone::Neutral.as_str())
        .attr("aria-busy", if failed { "false" } else { "true" })
        .child(icon(Tone::Neutral))
        .child(p("overall", vec![words.into_any()]))
}
