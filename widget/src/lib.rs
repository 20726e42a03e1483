//! The widget in the browser, which both bundles are made of: mounts the components of `statuslamp-view` into the shadow
//! roots that the loader hands over, and keeps them true.
//!
//! What needs no browser is compiled and tested on the host as well; the rest exists under
//! `wasm32` alone. Nothing here may panic: the host page is never harmed.

mod clock;
mod heard;
mod reader;
mod record;
mod retry;
mod settings;
mod spoken;
mod truth;

#[cfg(target_arch = "wasm32")]
mod browser;

#[cfg(target_arch = "wasm32")]
pub use browser::{Mounted, now, record, trip};

pub use clock::{Clock, Moment};
pub use heard::{Heard, News};
pub use reader::{Asked, answer, asked, catalogue, news, summary};
pub use record::{Answer, History, Want, address};
pub use retry::Retry;
pub use settings::Settings;
pub use spoken::Spoken;
pub use truth::Truth;
