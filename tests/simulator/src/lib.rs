//! Simulated upstreams: small HTTP servers that speak the real formats of Statuspage and
//! Instatus and replay what once happened on four public pages, or serve recorded files.
//! Everything that knows a format or a timeline is a pure function; only `server` reads a clock.

mod control;
mod files;
mod human;
mod identifier;
mod instatus;
mod pages;
mod scenario;
mod server;
mod state;
mod statuspage;
mod timeline;
mod upstream;
mod view;

pub use files::{Files, FilesError};
pub use server::Simulator;
