//! The past of a page in the browser: what was read of it, what is to be read next, and where.

mod history;
mod list;
mod want;

pub use history::History;
pub use want::{Answer, Want, address};
