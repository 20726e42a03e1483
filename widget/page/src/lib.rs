//! Pages for people: whole documents, printed where nobody draws them anew.
//!
//! In scope: the document around the components (head, heading, navigation), what only such a page
//! shows, and its words. What a component shows, and how, is `statuslamp-view`'s. Out of scope:
//! reading, clocks, addresses of a deployment, the browser.

mod answer;
mod document;
mod home;
mod language;
mod missing;
mod report;
mod said;
mod status;

pub use document::Frame;
pub use home::{Watched, home};
pub use language::{Language, Tongue};
pub use missing::{Missing, missing};
pub use report::incident;
pub use status::{StatusPage, status};
