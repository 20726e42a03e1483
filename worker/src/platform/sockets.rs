//! Sockets as an object sees them.

use statuslamp_model::Timestamp;

/// What is known of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Socket {
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// When its reader last pinged; `None` if never.
    pub pinged_at: Option<Timestamp>,
}

/// How and why a socket is closed, as its reader is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The code of RFC 6455 §7.4.
    pub code: u16,
    /// The reason, for whoever debugs.
    pub reason: &'static str,
}

impl Closing {
    /// The reader does not read.
    pub const TOO_SLOW: Self = Self {
        code: 1008,
        reason: "nothing was heard from you for too long",
    };
    /// The socket has lived long enough.
    pub const COME_AGAIN: Self = Self {
        code: 1001,
        reason: "connect again",
    };
    /// The reader said too much at once.
    pub const TOO_LONG: Self = Self {
        code: 1009,
        reason: "only ping is understood here",
    };
    /// The reader said too much in all.
    pub const TOO_MANY: Self = Self {
        code: 1008,
        reason: "only ping is understood here",
    };
}
