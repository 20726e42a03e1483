//! What is remembered of a page beyond its events: what its components were, and for how long.
//!
//! Transitions are the truth; days are derived from them and kept once they are over. A stretch
//! of which nothing is known stays a gap: it is never filled with the state before or after it.

mod close;
mod read;
mod spans;
mod transitions;
mod uptime;

pub use transitions::Transition;
pub use uptime::{Day, SECONDS_PER_DAY, day_of, days};

pub(super) use close::{close, horizon, is_forgotten};
pub(super) use read::{Stretch, days_of, days_of_all, midnight};
pub(super) use spans::observe;
pub(super) use transitions::{after_read, after_silence};
