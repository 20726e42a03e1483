//! Who is too slow to be kept. The platform does not tell how much waits to be sent to a socket,
//! so what may be waiting is judged from when its reader was last heard of: a reader that answers
//! what it reads has read everything before.

use crate::platform::{Closing, Socket};
use statuslamp_model::Timestamp;
use std::collections::VecDeque;

/// A reader that pings is gone when it has not done so for this long.
const PINGING_SECONDS: i64 = 90;
/// A reader that never pings is not known to read, and is kept this long.
const SILENT_SECONDS: i64 = 10 * 60;
/// Nothing keeps a socket longer than this: a reader may ping without reading.
const LIFE_SECONDS: i64 = 4 * 3600;
/// Most bytes that may wait for one reader; the message that passes it is the last.
const MAX_WAITING_BYTES: usize = 64 * 1024;

/// How much was sent to every socket, and when: enough to know what may wait for one of them.
#[derive(Debug, Default)]
pub(super) struct Sent(VecDeque<(Timestamp, usize)>);

impl Sent {
    /// Notes a message to all.
    pub(super) fn note(&mut self, bytes: usize, now: Timestamp) {
        let is_of_use = |at: &Timestamp| now.seconds_since(*at) <= SILENT_SECONDS;
        while self.0.front().is_some_and(|(at, _)| !is_of_use(at)) {
            self.0.pop_front();
        }
        match self.0.back_mut() {
            // By the second, so that the list is bounded whatever happens.
            Some((at, sum)) if at.to_second() == now.to_second() => *sum += bytes,
            Some(_) | None => self.0.push_back((now, bytes)),
        }
    }

    /// What was sent since an instant.
    fn since(&self, instant: Timestamp) -> usize {
        let since = self.0.iter().rev();
        since
            .take_while(|(at, _)| *at >= instant)
            .map(|(_, bytes)| bytes)
            .sum()
    }
}

/// Whether to keep a socket; otherwise how to close it.
pub(super) fn judge(socket: Socket, sent: &Sent, now: Timestamp) -> Option<Closing> {
    let (heard, patience) = match socket.pinged_at {
        Some(pinged) => (pinged, PINGING_SECONDS),
        None => (socket.accepted_at, SILENT_SECONDS),
    };
    if now.seconds_since(heard) > patience || sent.since(heard) > MAX_WAITING_BYTES {
        return Some(Closing::TOO_SLOW);
    }
    let is_old = now.seconds_since(socket.accepted_at) > LIFE_SECONDS;
    is_old.then_some(Closing::COME_AGAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);

    fn check(accepted: i64, pinged: Option<i64>, expected: Option<Closing>) {
        let socket = Socket {
            accepted_at: NOON.plus_seconds(-accepted),
            pinged_at: pinged.map(|pinged| NOON.plus_seconds(-pinged)),
        };
        assert_eq!(
            judge(socket, &Sent::default(), NOON),
            expected,
            "accepted {accepted} s ago, pinged {pinged:?} s ago"
        );
    }

    #[test]
    fn a_reader_is_kept_as_long_as_it_may_be_reading() {
        check(0, None, None);
        check(600, None, None);
        check(601, None, Some(Closing::TOO_SLOW));
        check(5000, Some(90), None);
        check(5000, Some(91), Some(Closing::TOO_SLOW));
        check(4 * 3600, Some(1), None);
        check(4 * 3600 + 1, Some(1), Some(Closing::COME_AGAIN));
    }

    #[test]
    fn what_may_wait_for_a_reader_is_bounded() {
        let mut sent = Sent::default();
        for second in 0..40 {
            sent.note(2048, NOON.plus_seconds(second));
        }
        let now = NOON.plus_seconds(40);
        let socket = |pinged_at| Socket {
            accepted_at: NOON,
            pinged_at,
        };

        assert_eq!(judge(socket(None), &sent, now), Some(Closing::TOO_SLOW));
        let has_read = socket(Some(NOON.plus_seconds(9)));
        assert_eq!(judge(has_read, &sent, now), None);
    }

    #[test]
    fn what_is_remembered_of_messages_is_bounded() {
        let mut sent = Sent::default();
        for millisecond in 0..2_000_000 {
            sent.note(1, Timestamp::from_millis(millisecond));
        }

        assert!(sent.0.len() <= 602, "{}", sent.0.len());
        assert_eq!(sent.since(Timestamp::from_millis(1_999_000)), 1000);
    }
}
