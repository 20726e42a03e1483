//! What is shown, as plain structs: every decision is here, none in the components.

mod banner;
mod detail;
mod event;
mod known;
mod list;
mod selection;
mod sentence;
mod spoken;
mod status;
mod tone;

pub use banner::{BannerView, banner};
pub use detail::{AffectedView, DetailView, StepView};
pub use event::{EventView, phase};
pub use known::{Known, Told};
pub use list::{GroupView, ListView, RowView, component_list};
pub use selection::{LeastImpact, Selection};
pub use sentence::{Piece, Sentence, cut};
pub use status::{StatusView, status};
pub use tone::Tone;

#[cfg(test)]
mod operator_tests;
#[cfg(test)]
pub(crate) mod sample;
