//! The past of pages: what happened by the month, the days as bars, planned work for the
//! reader's calendar, and one event in full.

mod bars;
mod calendar;
mod model;

pub use bars::{BarView, DayRun, UptimeView};
pub use calendar::{calendar, calendar_address};
pub use model::{
    MonthView, Past, PastView, PlannedView, RecordView, Story, StoryView, Wish, record_view,
    story_view,
};
