//! Simulated upstreams: small HTTP servers that speak the real formats of Statuspage and
//! Instatus and replay what once happened on four public pages, or serve recorded files.
//! Everything that knows a format or a timeline is a pure function; only the servers read a clock.
//!
//! Four of the pages' failures are at hand in the demo. The others, nearly a hundred, have servers
//! of their own ([`Faults`]): resets, drips, lengths and encodings that lie, documents no vendor
//! should send. Each [`Fault`] says by its [`Belief`] what a reader may make of it.

mod control;
mod faults;
mod files;
mod human;
mod identifier;
mod instatus;
mod pages;
mod replay;
mod scenario;
mod server;
mod state;
mod statuspage;
mod timeline;
mod upstream;
mod view;

pub use faults::{Belief, Fault, Faults};
pub use files::{Files, FilesError};
pub use replay::{Replay, Truth};
pub use server::Simulator;
