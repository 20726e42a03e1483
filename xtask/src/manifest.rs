//! What the asset handler must know of each static file.

use crate::{
    cache,
    files::{Files, has_extension},
};
use anyhow::{Result, bail};
use serde_json::{Map, Value, json};

/// `manifest.js`: paths, media types, content hashes, and which files have a brotli twin.
pub(crate) fn module(site: &Files) -> Result<String> {
    let mut entries = Map::new();
    for (path, content) in site {
        if has_extension(path, "br") {
            continue;
        }
        let entry = json!({
            "brotli": site.contains_key(&format!("{path}.br")),
            "hash": &cache::hash(content)[..16],
            "type": media_type(path)?,
        });
        entries.insert(format!("/{path}"), entry);
    }
    Ok(format!("export default {};\n", Value::Object(entries)))
}

/// Whether a file of this type gets smaller under compression.
pub(crate) fn is_compressible(path: &str) -> Result<bool> {
    let media_type = media_type(path)?;
    Ok(!matches!(
        media_type,
        "image/png" | "image/jpeg" | "image/webp" | "font/woff2"
    ))
}

fn media_type(path: &str) -> Result<&'static str> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    Ok(match extension {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "jpg" => "image/jpeg",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        _ => bail!("no media type is known for {path}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_once_with_its_type_and_twin() {
        let site = Files::from([
            ("embed.js".to_owned(), b"abc".to_vec()),
            ("embed.js.br".to_owned(), b"x".to_vec()),
            ("w/widget-1.wasm".to_owned(), b"abc".to_vec()),
        ]);

        let module = module(&site).unwrap();

        let expected = concat!(
            r#"export default {"/embed.js":{"brotli":true,"hash":"ba7816bf8f01cfea","type":"text/javascript; charset=utf-8"},"#,
            r#""/w/widget-1.wasm":{"brotli":false,"hash":"ba7816bf8f01cfea","type":"application/wasm"}};"#,
            "\n"
        );
        assert_eq!(module, expected);
    }

    #[test]
    fn an_unknown_kind_of_file_stops_the_build() {
        let site = Files::from([("notes.xyz".to_owned(), Vec::new())]);

        let error = module(&site).unwrap_err().to_string();

        assert_eq!(error, "no media type is known for notes.xyz");
    }
}
