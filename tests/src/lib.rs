//! Helpers of the cross-border tests.
