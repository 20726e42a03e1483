//! How files travel: brotli for those served, gzip to know what it would be.

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

const BROTLI_BEST: i32 = 11;
const BROTLI_WINDOW: i32 = 22;

/// The content under brotli at its best.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_BEST,
        lgwin: BROTLI_WINDOW,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)
        .context("brotli failed")?;
    Ok(compressed)
}

/// The content under gzip at its best.
pub(crate) fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compression_can_be_undone() {
        let text = "a storm lamp for software ".repeat(100);
        let mut unpacked = Vec::new();

        let packed = brotli(text.as_bytes()).unwrap();
        brotli::BrotliDecompress(&mut &*packed, &mut unpacked).unwrap();

        assert_eq!(unpacked, text.as_bytes());
        assert!(packed.len() < 100, "{} bytes", packed.len());
        assert!(gzip(text.as_bytes()).unwrap().len() < 150);
    }
}
