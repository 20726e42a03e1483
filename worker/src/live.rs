//! The live connection's own object and address. It speaks WebSocket only, and no socket is
//! accepted yet: whoever comes is told to upgrade, and polls meanwhile.

use crate::{
    http::{Method, Reply},
    reply,
    trouble::Trouble,
};
use statuslamp_model::Timestamp;

/// What the live object answers.
pub fn answer(method: &Method, now: Timestamp) -> Reply {
    reply::trouble(method, &Trouble::UpgradeRequired, now)
}
