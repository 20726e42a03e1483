//! Helpers of the cross-border tests.

pub mod cache;
pub mod complaint;
pub mod contract;
pub mod corpus;
pub mod golden;
pub mod hooks;
#[cfg(feature = "workerd")]
pub mod lamp;
#[cfg(feature = "workerd")]
pub mod memory;
pub mod operator;
pub mod property;
#[cfg(feature = "workerd")]
pub mod relight;
pub mod routes;
#[cfg(feature = "workerd")]
pub mod socket;
#[cfg(feature = "workerd")]
pub mod standalone;
pub mod vendor;
pub mod world;
