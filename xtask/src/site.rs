//! The static files: `www/`, and the scripts and bundles of the widget under names that change with
//! them.

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
    let scripts = take_scripts(&mut www);
    let mut site = www;
    let (folder, languages) = words::assemble(words)?;
    site.extend(languages);
    let module = hashed(
        &mut site,
        "widget",
        "wasm",
        take(&mut widget, "widget.wasm")?,
    );
    let glue = hashed(&mut site, "widget", "js", take(&mut widget, "widget.js")?);
    // Both bundles are one as yet.
    let names = [
        ("__NOW__", glue.as_str()),
        ("__NOW_WASM__", module.as_str()),
        ("__RECORD__", glue.as_str()),
        ("__RECORD_WASM__", module.as_str()),
        ("__WORDS__", folder.as_str()),
    ];
    let after = minify::minify(project, &scripts, "after/after.js", Kind::Bundle)?;
    let after = hashed(&mut site, "after", "js", after);
    let text = minify::minify(project, &scripts, "text/text.js", Kind::Bundle)?;
    let text = hashed(&mut site, "text", "js", text);
    let plain = minify::minify(project, &scripts, "live/plain.js", Kind::Bundle)?;
    let plain = fill(plain, "live/plain.js", &names)?;
    let plain = hashed(&mut site, "plain", "js", plain);
    let live = minify::minify(project, &scripts, "live/live.js", Kind::Bundle)?;
    let live = fill(live, "live/live.js", &names)?;
    let live = fill(
        live,
        "live/live.js",
        &[("__AFTER__", &after), ("__TEXT__", &text)],
    )?;
    let live = hashed(&mut site, "live", "js", live);
    for (name, entry, kind) in [
        ("embed.js", "loader/embed.js", Kind::Script),
        ("statuslamp.mjs", "loader/module.js", Kind::Bundle),
    ] {
        let loader = minify::minify(project, &scripts, entry, kind)?;
        let names = [("__LIVE__", live.as_str()), ("__PLAIN__", plain.as_str())];
        site.insert(name.to_owned(), fill(loader, entry, &names)?);
    }
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

/// Takes out the sources of the scripts: they travel bundled, under other names.
fn take_scripts(www: &mut Files) -> Files {
    let is_script = |path: &str| {
        ["loader/", "live/", "after/", "text/"]
            .iter()
            .any(|folder| path.starts_with(folder))
    };
    let scripts = www.iter().filter(|(path, _)| is_script(path));
    let scripts: Files = scripts
        .map(|(path, content)| (path.clone(), content.clone()))
        .collect();
    www.retain(|path, _| !is_script(path));
    scripts
}

/// Puts a file under `w/`, named after its content, and returns its path.
fn hashed(site: &mut Files, stem: &str, extension: &str, content: Vec<u8>) -> String {
    let name = format!("w/{stem}-{}.{extension}", &cache::hash(&content)[..10]);
    site.insert(name.clone(), content);
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

        assert_eq!(name, "w/live-ba7816bf8f.js");
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
