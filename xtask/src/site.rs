//! The static files: `www/` and the three files of the widget, under names that change with them.

use crate::{
    build::Mode,
    cache, compress,
    files::Files,
    manifest,
    minify::{self, Kind},
    project::Project,
    text::replace_once,
    words,
};
use anyhow::{Context, Result};

/// The site as visitors get it.
pub(crate) fn assemble(
    project: &Project,
    mode: Mode,
    mut www: Files,
    mut widget: Files,
    words: &Files,
) -> Result<Files> {
    if mode != Mode::Dev {
        www.retain(|path, _| !path.starts_with("demo/"));
    }
    let embed = take(&mut www, "embed.js")?;
    let live = take(&mut www, "live.js")?;
    let socket = take(&mut www, "socket.js")?;
    let mut site = www;
    let (_, languages) = words::assemble(words)?;
    site.extend(languages);
    let module = hashed(
        &mut site,
        "widget",
        "wasm",
        take(&mut widget, "widget.wasm")?,
    );
    let glue = hashed(&mut site, "widget", "js", take(&mut widget, "widget.js")?);
    let live = fill(
        live,
        "live.js",
        &[("__WIDGET__", &glue), ("__WASM__", &module)],
    )?;
    let live = Files::from([
        ("live.js".to_owned(), live),
        ("socket.js".to_owned(), socket),
    ]);
    let live = minify::minify(project, &live, "live.js", Kind::Bundle)?;
    let live = hashed(&mut site, "live", "js", live);
    let embed = fill(embed, "embed.js", &[("__LIVE__", &format!("w/{live}"))])?;
    let embed = minify_one(project, "embed.js", embed, Kind::Script)?;
    site.insert("embed.js".to_owned(), embed);
    if mode == Mode::Release {
        compress_all(&mut site)?;
    }
    Ok(site)
}

fn take(files: &mut Files, path: &str) -> Result<Vec<u8>> {
    files
        .remove(path)
        .with_context(|| format!("{path} is missing"))
}

/// Puts a file under `w/`, named after its content, and returns the name.
fn hashed(site: &mut Files, stem: &str, extension: &str, content: Vec<u8>) -> String {
    let name = format!("{stem}-{}.{extension}", &cache::hash(&content)[..10]);
    site.insert(format!("w/{name}"), content);
    name
}

/// Fills in the names that only the build knows.
fn fill(content: Vec<u8>, path: &str, names: &[(&str, &str)]) -> Result<Vec<u8>> {
    let mut text = String::from_utf8(content).with_context(|| path.to_owned())?;
    for (placeholder, name) in names {
        text = replace_once(&text, placeholder, name).with_context(|| path.to_owned())?;
    }
    Ok(text.into_bytes())
}

fn minify_one(project: &Project, path: &str, content: Vec<u8>, kind: Kind) -> Result<Vec<u8>> {
    let files = Files::from([(path.to_owned(), content)]);
    minify::minify(project, &files, path, kind)
}

/// Puts a brotli twin beside each file that gets smaller by it.
fn compress_all(site: &mut Files) -> Result<()> {
    let mut twins = Files::new();
    for (path, content) in site.iter() {
        if !manifest::is_compressible(path)? {
            continue;
        }
        let compressed = compress::brotli(content)?;
        if compressed.len() < content.len() {
            twins.insert(format!("{path}.br"), compressed);
        }
    }
    site.append(&mut twins);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_follows_the_content() {
        let mut site = Files::new();

        let name = hashed(&mut site, "live", "js", b"abc".to_vec());

        assert_eq!(name, "live-ba7816bf8f.js");
        assert_eq!(site.get("w/live-ba7816bf8f.js"), Some(&b"abc".to_vec()));
    }

    #[test]
    fn a_placeholder_that_is_not_there_stops_the_build() {
        let filled = fill(
            b"import(\"__LIVE__\")".to_vec(),
            "embed.js",
            &[("__LIVE__", "w/live-1.js")],
        );
        let missing = fill(
            b"nothing".to_vec(),
            "embed.js",
            &[("__LIVE__", "w/live-1.js")],
        );

        assert_eq!(filled.unwrap(), b"import(\"w/live-1.js\")");
        assert!(missing.is_err());
    }

    #[test]
    fn only_what_gets_smaller_has_a_twin() {
        let mut site = Files::from([
            ("a.txt".to_owned(), b"lamp ".repeat(100)),
            ("b.txt".to_owned(), b"x".to_vec()),
            ("c.png".to_owned(), vec![0; 100]),
        ]);

        compress_all(&mut site).unwrap();

        let paths: Vec<&str> = site.keys().map(String::as_str).collect();
        assert_eq!(paths, ["a.txt", "a.txt.br", "b.txt", "c.png"]);
    }
}
