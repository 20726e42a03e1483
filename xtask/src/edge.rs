//! What Cloudflare's own handler of static files must be told, so that it answers as ours does
//! (`worker/shim/assets.mjs`).

use crate::files::{self, Files};
use anyhow::Result;
use std::path::Path;

/// A later rule that sets a header again would add to it; `!` takes the earlier one away first.
const HEADERS: &str = "\
/*
  Access-Control-Allow-Origin: *
  Cache-Control: no-cache
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
/embed.js
  ! Cache-Control
  Cache-Control: max-age=300, stale-while-revalidate=3600, stale-if-error=604800
/frame.js
  ! Cache-Control
  Cache-Control: max-age=300, stale-while-revalidate=3600, stale-if-error=604800
/statuslamp.mjs
  ! Cache-Control
  Cache-Control: max-age=300, stale-while-revalidate=3600, stale-if-error=604800
/embed-*
  ! Cache-Control
  Cache-Control: max-age=31536000, immutable
/w/*
  ! Cache-Control
  Cache-Control: max-age=31536000, immutable
";

/// It compresses by itself; the twins are for other servers.
const NOT_UPLOADED: &str = "*.br\n";

/// Writes the static files with what Cloudflare must know of them.
pub(crate) fn write_site(directory: &Path, site: &Files) -> Result<()> {
    let mut site = site.clone();
    site.insert("_headers".to_owned(), HEADERS.into());
    site.insert(".assetsignore".to_owned(), NOT_UPLOADED.into());
    files::write(directory, &site)
}
