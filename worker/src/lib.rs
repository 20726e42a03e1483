//! The edge worker: reads each vendor's page once for everybody and answers from what it stored.
//!
//! Everything but `platform/cloudflare.rs` is plain Rust over the `Platform` trait, so that whole
//! polling and request scenarios run natively. A panic would take every request of the isolate
//! with it, hence the lints.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

pub mod call;
pub mod config;
pub mod cursor;
pub mod filter;
pub mod http;
pub mod index;
pub mod limit;
pub mod live;
pub mod page;
pub mod platform;
pub mod policy;
pub mod published;
pub mod router;
pub mod routes;
pub mod secret;
pub mod trouble;

mod compat;
mod components;
#[cfg(feature = "contract")]
#[allow(
    clippy::indexing_slicing,
    reason = "it writes JSON during the build and is never deployed"
)]
pub mod contract;
mod embed;
mod hooks;
mod log;
mod operator;
pub mod people;
mod query;
mod record;
mod renditions;
mod reply;
mod several;
mod shelf;
pub mod stories;

pub use compat::{Compat, Document as CompatDocument};
pub use renditions::feed::FeedFormat;
