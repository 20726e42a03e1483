//! The one style sheet of all components, put together from the pieces beside them.
//!
//! The dark colours stand twice in it (by the reader's preference, by the host's word) and once
//! in the source.
//!
//! What a host may change, as custom properties on the element or anywhere above it:
//!
//! | property | what it is | unless given |
//! |---|---|---|
//! | `--statuslamp-font` | the typeface | `system-ui, sans-serif` |
//! | `--statuslamp-font-mono` | the typeface of code | `ui-monospace, monospace` |
//! | `--statuslamp-font-size` | the size of text; all other sizes follow | `0.875em` |
//! | `--statuslamp-space` | the unit of all distances | `4px` |
//! | `--statuslamp-radius` | the rounding of corners | `8px` |
//! | `--statuslamp-min-height` | the height an inline banner reserves and fills | `0` |
//! | `--statuslamp-z-index` | how high a banner over the page lies | `2147483000` |
//! | `--statuslamp-surface` | the ground of lists and panels | by theme |
//! | `--statuslamp-ink` | the colour of text | by theme |
//! | `--statuslamp-soft` | the colour of what matters less | by theme |
//! | `--statuslamp-line` | the colour of lines | by theme |
//! | `--statuslamp-good`, `--statuslamp-good-tint` | what works: colour and ground | by theme |
//! | `--statuslamp-maintenance`, `--statuslamp-maintenance-tint` | planned work | by theme |
//! | `--statuslamp-notice`, `--statuslamp-notice-tint` | announcements, and what is over | by theme |
//! | `--statuslamp-minor`, `--statuslamp-minor-tint` | slow or with errors | by theme |
//! | `--statuslamp-major`, `--statuslamp-major-tint` | partly down | by theme |
//! | `--statuslamp-critical`, `--statuslamp-critical-tint` | down | by theme |
//! | `--statuslamp-neutral`, `--statuslamp-neutral-tint` | not known, or not known any more | by theme |
//!
//! And what it may style with `::part()`:
//!
//! | part | what it is |
//! |---|---|
//! | `banner` | a whole banner |
//! | `headline` | its first words |
//! | `toggle` | a button that opens what lies below it |
//! | `dismiss` | the button that dismisses a banner |
//! | `story` | what a banner opens |
//! | `pill` | the button of `<statuslamp-status>` |
//! | `panel` | what the pill opens |
//! | `list` | the components of a vendor |
//! | `overall` | the line above them, or the title of a story |
//! | `row` | a component |
//! | `event` | an event in a list |
//! | `detail` | all there is to know of an event |
//! | `facts` | when it began, ended and was seen |
//! | `affected` | the components it touched |
//! | `timeline` | its messages |
//! | `step` | a message |
//! | `record` | the past of a vendor |
//! | `uptime` | how long its components worked, day by day |
//! | `bars` | the days of a component |
//! | `bar` | a day |
//! | `upcoming` | maintenance that is planned |
//! | `calendar` | the link that puts it into a calendar |
//! | `past` | what is over |
//! | `more` | the button that brings more of it |

/// The pieces as one sheet without the blanks and comments that only we read.
macro_rules! squeezed {
    ($($piece:expr),* $(,)?) => {{
        const SHEET: &str = concat!($($piece),*);
        const SQUEEZED: (usize, [u8; SHEET.len()]) = squeeze::squeeze(SHEET);
        const TEXT: Result<&str, core::str::Utf8Error> =
            core::str::from_utf8(SQUEEZED.1.split_at(SQUEEZED.0).0);
        match TEXT {
            Ok(text) => text,
            Err(_) => panic!("only blanks are cut"),
        }
    }};
}

/// The style sheet that every shadow root adopts.
pub const STYLE: &str = squeezed!(
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
pub const RECORD_STYLE: &str = squeezed!(
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

/// The style sheet of a whole document that is printed: what the components need there, and what
/// stands around them.
pub const PAGE_STYLE: &str = squeezed!(
    include_str!("base.css"),
    ".lamp{",
    include_str!("light.css"),
    "}@media (prefers-color-scheme:dark){.lamp{",
    include_str!("dark.css"),
    "}}",
    include_str!("tones.css"),
    include_str!("../components/rich_text.css"),
    include_str!("../components/component_list.css"),
    include_str!("../components/detail.css"),
    include_str!("../components/record.css"),
    include_str!("page.css"),
    include_str!("preferences.css"),
);

mod squeeze;
#[cfg(test)]
mod tests;
