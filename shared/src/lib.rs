//! The incident model of Statuslamp.
