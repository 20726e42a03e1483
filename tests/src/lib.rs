//! Helpers of the cross-border tests.

#[cfg(feature = "workerd")]
pub mod lamp;
