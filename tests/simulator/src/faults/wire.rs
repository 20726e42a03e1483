//! Steps on a socket, and the bytes of answers.

use flate2::{Compress, Compression, FlushCompress, write::GzEncoder};
use std::{io::Write, time::Duration};

/// What a server does next on a connection. After the last step it closes it in good order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Sends bytes.
    Send(Vec<u8>),
    /// Sends the same bytes so many times.
    Repeat(Vec<u8>, u32),
    /// Sends bytes in pieces of that length, with a pause before each.
    Drip(Vec<u8>, usize, Duration),
    /// Does nothing until the server is told something else.
    Stall,
    /// Resets the connection.
    Reset,
}

/// Bytes a piece of a long body has.
const PIECE_BYTES: usize = 64 * 1024;
/// Pieces of a hundred megabytes.
const HUGE_PIECES: u32 = 1600;

/// The beginning of an answer: status line and headers.
pub(super) struct Head {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
}

impl Head {
    /// A head with this status line, without a header but that the connection ends with it.
    pub(super) fn new(status: &'static str) -> Self {
        let connection = ("Connection", "close".to_owned());
        Self {
            status,
            headers: vec![connection],
        }
    }

    /// A head of a JSON document.
    pub(super) fn json() -> Self {
        Self::new("HTTP/1.1 200 OK").with("Content-Type", "application/json; charset=utf-8")
    }

    /// With one more header, or one less where the value is empty.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        self.headers.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.headers.push((name, value));
        }
        self
    }

    /// The bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\r\n", self.status);
        for (name, value) in &self.headers {
            text.extend([*name, ": ", value, "\r\n"]);
        }
        text.push_str("\r\n");
        text.into_bytes()
    }

    /// Head and body with a length that is right.
    pub(super) fn whole(self, body: Vec<u8>) -> Vec<Step> {
        let length = body.len();
        self.claiming(length, body)
    }

    /// Head and body with a length that is claimed.
    pub(super) fn claiming(self, length: usize, body: Vec<u8>) -> Vec<Step> {
        let head = self.with("Content-Length", length.to_string());
        vec![Step::Send(head.bytes()), Step::Send(body)]
    }

    /// Head and body without a length.
    pub(super) fn unmeasured(self, body: Vec<u8>) -> Vec<Step> {
        vec![Step::Send(self.bytes()), Step::Send(body)]
    }

    /// Head and body in chunks, with `end` where the last, empty chunk belongs.
    pub(super) fn chunked(self, body: &[u8], end: &str) -> Vec<Step> {
        let head = self.with("Transfer-Encoding", "chunked");
        let mut chunks: Vec<u8> = body.chunks(512).flat_map(chunk).collect();
        chunks.extend_from_slice(end.as_bytes());
        head.unmeasured(chunks)
    }

    /// Head and a hundred megabytes of blanks.
    pub(super) fn huge(self) -> Vec<Step> {
        let length = u64::from(HUGE_PIECES) * PIECE_BYTES as u64;
        let head = self.with("Content-Length", length.to_string());
        let piece = vec![b' '; PIECE_BYTES];
        vec![Step::Send(head.bytes()), Step::Repeat(piece, HUGE_PIECES)]
    }

    /// Head and a hundred megabytes of blanks in chunks.
    pub(super) fn huge_chunked(self) -> Vec<Step> {
        let head = self.with("Transfer-Encoding", "chunked");
        let piece = chunk(&vec![b' '; PIECE_BYTES]);
        vec![
            Step::Send(head.bytes()),
            Step::Repeat(piece, HUGE_PIECES),
            Step::Send(b"0\r\n\r\n".to_vec()),
        ]
    }
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
    chunk.extend_from_slice(bytes);
    chunk.extend_from_slice(b"\r\n");
    chunk
}

/// The bytes as gzip.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing to a Vec cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// gzip that unpacks to so many times a megabyte of blanks, as steps. Each megabyte ends on a full
/// flush and refers to nothing before it, so the same bytes can be sent again and again.
pub(super) fn bomb(megabytes: u32) -> Vec<Step> {
    const MEGABYTE: usize = 1 << 20;
    let mut megabyte = Vec::with_capacity(MEGABYTE);
    let mut compress = Compress::new(Compression::best(), false);
    // There is room for all of it.
    let _ = compress.compress_vec(&vec![b' '; MEGABYTE], &mut megabyte, FlushCompress::Full);
    let head = Head::json().with("Content-Encoding", "gzip").bytes();
    vec![
        Step::Send(head),
        // The header of gzip: no name, no time.
        Step::Send(vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]),
        Step::Repeat(megabyte, megabytes),
        // An empty last block, and a checksum that is wrong: nobody should come so far.
        Step::Send(vec![3, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ]
}
