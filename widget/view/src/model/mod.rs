//! What is shown, as plain structs: every decision is here, none in the components.

mod banner;
mod event;
mod known;
mod list;
mod selection;
mod sentence;
mod spoken;
mod tone;

pub use banner::{BannerView, banner};
pub use event::EventView;
pub use known::Known;
pub use list::{GroupView, ListView, RowView, component_list};
pub use selection::{LeastImpact, Selection};
pub use sentence::{Piece, Sentence};
pub use tone::Tone;

#[cfg(test)]
mod operator_tests;
#[cfg(test)]
mod sample;
