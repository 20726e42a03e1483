//! The same truth for programs that speak something else than JSON v1.

pub(crate) mod badge;
pub(crate) mod calendar;
pub(crate) mod feed;
