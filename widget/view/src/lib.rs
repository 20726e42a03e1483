//! The components of the widget, without a rendering mode of their own: the bundle adds `csr`, the
//! worker and the tests add `ssr`.
//!
//! In scope: what to show (`model`, plain structs), in which words (`words`), how it is laid out
//! (`components`) and how it looks (`style`). Out of scope: reading, clocks, timers, the browser.

mod components;
mod decimal;
mod drawing;
mod model;
mod record;
mod style;
mod words;

pub use components::{
    Lamp, LampProps, Panel, Unfolded, draw_banner, draw_days, draw_detail, draw_foreign,
    draw_groups, draw_icon, draw_list, draw_offline, draw_record, draw_sentence, draw_some,
    draw_status, draw_story, draw_toned, draw_waiting, draw_way,
};
pub use decimal::decimal;
pub use drawing::{Act, Drawing, Paper, escape};
pub use model::{
    AffectedView, BannerView, DetailView, EventView, GroupView, Known, LeastImpact, ListView,
    Piece, RowView, Selection, Sentence, StatusView, StepView, Told, Tone, banner, component_list,
    cut, phase, status,
};
pub use record::{
    BarView, DayRun, MonthView, Past, PastView, PlannedView, RecordView, Story, StoryView,
    UptimeView, Wish, calendar, calendar_address, record_view, story_view,
};
pub use style::{PAGE_STYLE, RECORD_STYLE, STYLE};
pub use words::{Counted, Formats, Phrase, Plural, Unit, Words, capital};
