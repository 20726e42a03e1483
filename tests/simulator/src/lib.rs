//! Simulated upstreams.
