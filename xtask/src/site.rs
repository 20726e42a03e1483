//! The static files: `www/`, and the scripts and bundles of the widget under names that change with
//! them.

use crate::{
    build::{Bundle, Mode},
    cache, compress,
    files::Files,
    manifest,
    minify::{self, Kind},
    pinned,
    project::Project,
    releases,
    text::replace_once,
    words,
};
use anyhow::{Context, Result};

/// The site as visitors get it, and the loader that pins everything under the name of `version`.
pub(crate) fn assemble(
    project: &Project,
    mode: Mode,
    mut www: Files,
    mut widget: Files,
    words: &Files,
    version: &str,
) -> Result<Files> {
    if mode.is_for_visitors() {
        www.retain(|path, _| !path.starts_with("demo/"));
    }
    let sources = take_scripts(&mut www);
    let mut site = www;
    let (folder, languages) = words::assemble(words)?;
    site.extend(languages);
    let mut names = vec![("__WORDS__".to_owned(), folder)];
    for bundle in Bundle::ALL {
        let name = bundle.name();
        for (extension, what) in [("js", ""), ("wasm", "_WASM")] {
            let content = take(&mut widget, &format!("{name}.{extension}"))?;
            let placeholder = format!("__{}{what}__", name.to_uppercase());
            names.push((placeholder, hashed(&mut site, name, extension, content)));
        }
    }
    let later = later(project, &sources, &names, "", &mut site)?;
    for (name, entry, kind) in [
        ("embed.js", "loader/embed.js", Kind::Script),
        ("statuslamp.mjs", "loader/module.js", Kind::Bundle),
    ] {
        let loader = minify::minify(project, &sources, entry, kind)?;
        site.insert(name.to_owned(), fill(loader, entry, &later)?);
    }
    pin(project, &sources, &names, &mut site, version)?;
    releases::carry(&mut site, version, None)?;
    if mode.is_for_visitors() {
        compress_all(&mut site)?;
    }
    Ok(site)
}

/// Adds what the loader brings later, and returns the names it has to know.
fn later(
    project: &Project,
    sources: &Files,
    names: &[(String, String)],
    prefix: &str,
    site: &mut Files,
) -> Result<Vec<(String, String)>> {
    let mut add =
        |stem: &str, script: Vec<u8>| hashed(site, &format!("{prefix}{stem}"), "js", script);
    let after = minify::minify(project, sources, "after/after.js", Kind::Bundle)?;
    let after = ("__AFTER__".to_owned(), add("after", after));
    let text = minify::minify(project, sources, "text/text.js", Kind::Bundle)?;
    let text = ("__TEXT__".to_owned(), add("text", text));
    let plain = minify::minify(project, sources, "live/plain.js", Kind::Bundle)?;
    let plain = add("plain", fill(plain, "live/plain.js", names)?);
    let live = minify::minify(project, sources, "live/live.js", Kind::Bundle)?;
    let live = fill(live, "live/live.js", names)?;
    let live = add("live", fill(live, "live/live.js", &[after, text])?);
    Ok(vec![
        ("__LIVE__".to_owned(), live),
        ("__PLAIN__".to_owned(), plain),
    ])
}

/// Adds the loader that checks everything it loads, and what it needs for that.
fn pin(
    project: &Project,
    sources: &Files,
    names: &[(String, String)],
    site: &mut Files,
    version: &str,
) -> Result<()> {
    let checking = pinned::checking(sources, site)?;
    let later = later(project, &checking, names, pinned::PREFIX, site)?;
    let loading = pinned::loading(sources, site)?;
    let entry = "loader/embed.js";
    let loader = minify::minify(project, &loading, entry, Kind::Script)?;
    site.insert(releases::pinned_name(version), fill(loader, entry, &later)?);
    Ok(())
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
fn fill<N: AsRef<str>>(content: Vec<u8>, path: &str, names: &[(N, N)]) -> Result<Vec<u8>> {
    let mut text = String::from_utf8(content).with_context(|| path.to_owned())?;
    for (placeholder, name) in names {
        text = replace_once(&text, placeholder.as_ref(), name.as_ref())
            .with_context(|| path.to_owned())?;
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
