//! The one style sheet of all components, put together from the pieces beside them.
//!
//! The dark colours stand twice in it (by the reader's preference, by the host's word) and once
//! in the source.

/// The style sheet that every shadow root adopts.
pub const STYLE: &str = concat!(
    include_str!("base.css"),
    ".lamp{",
    include_str!("light.css"),
    "}@media (prefers-color-scheme:dark){.lamp:not([data-theme=light]){",
    include_str!("dark.css"),
    "}}.lamp[data-theme=dark]{",
    include_str!("dark.css"),
    "}",
    include_str!("tones.css"),
    include_str!("../components/rich_text.css"),
    include_str!("../components/banner.css"),
    include_str!("../components/component_list.css"),
    include_str!("../components/event_card.css"),
    include_str!("../components/detail.css"),
    include_str!("../components/status.css"),
    include_str!("preferences.css"),
);

/// The style sheet of the record: the same foundation, and what it alone shows.
pub const RECORD_STYLE: &str = concat!(
    include_str!("base.css"),
    ".lamp{",
    include_str!("light.css"),
    "}@media (prefers-color-scheme:dark){.lamp:not([data-theme=light]){",
    include_str!("dark.css"),
    "}}.lamp[data-theme=dark]{",
    include_str!("dark.css"),
    "}",
    include_str!("tones.css"),
    include_str!("../components/rich_text.css"),
    include_str!("../components/component_list.css"),
    include_str!("../components/detail.css"),
    include_str!("../components/record.css"),
    include_str!("preferences.css"),
);

#[cfg(test)]
mod tests;
