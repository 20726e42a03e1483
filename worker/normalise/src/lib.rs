//! Upstream bytes to the Statuslamp model.
