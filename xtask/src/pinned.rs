//! The pinned loader, `embed-X.Y.Z.js`: the same scripts, in which everything that is loaded is held
//! against its SHA-384. Modules are checked by the loader itself; what is fetched, the bundles'
//! WebAssembly and the words, by the pinned live part, which the loader checks.

use crate::{files::Files, releases::integrity, text::replace_once};
use anyhow::{Context, Result};
use std::collections::BTreeMap;

/// Before the names of scripts that check what they load.
pub(crate) const PREFIX: &str = "pinned-";

/// The one place where a module is loaded, and the one where a file of ours is fetched.
const LOADS: (&str, &str, &str) = (
    "loader/hosts.js",
    "import(`${host}/${path}`)",
    "load(host, path)",
);
const FETCHES: (&str, &str, &str) = (
    "live/shared.js",
    "fetch(`${host}/${path}`, { ",
    "fetch(`${host}/${path}`, { integrity: integrityOf(path), ",
);
/// What is filled in.
const TABLE: &str = "__INTEGRITY__";

/// The sources of scripts that check what they fetch of the site.
pub(crate) fn checking(scripts: &Files, site: &Files) -> Result<Files> {
    let is_fetched = |path: &str| !is_script(path);
    put(
        scripts,
        FETCHES,
        ("live/checked.js", "integrityOf"),
        &table(site, is_fetched),
    )
}

/// The sources of a loader that checks the modules it loads of the site.
pub(crate) fn loading(scripts: &Files, site: &Files) -> Result<Files> {
    put(
        scripts,
        LOADS,
        ("loader/pinned.js", "load"),
        &table(site, is_loaded),
    )
}

fn is_script(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == "js")
}

/// The bundles' bindings, and the scripts that check what they load in their turn.
fn is_loaded(path: &str) -> bool {
    let name = path.trim_start_matches("w/");
    let is_evergreen = ["live-", "plain-", "after-", "text-"]
        .iter()
        .any(|own| name.starts_with(own));
    is_script(path) && !is_evergreen
}

/// Paths below `w/` and what each has to be.
fn table(site: &Files, is_meant: impl Fn(&str) -> bool) -> BTreeMap<&str, String> {
    let meant = site
        .iter()
        .filter(|(path, _)| path.starts_with("w/") && is_meant(path));
    meant
        .map(|(path, content)| (path.as_str(), integrity(content)))
        .collect()
}

fn put(
    scripts: &Files,
    (path, plain, checked): (&str, &str, &str),
    (module, name): (&str, &str),
    table: &BTreeMap<&str, String>,
) -> Result<Files> {
    let mut scripts = scripts.clone();
    let text = |path: &str| {
        let content = scripts
            .get(path)
            .with_context(|| format!("{path} is missing"))?;
        String::from_utf8(content.clone()).with_context(|| path.to_owned())
    };
    let source = replace_once(&text(path)?, plain, checked).with_context(|| path.to_owned())?;
    let file = module.rsplit_once('/').map_or(module, |(_, file)| file);
    let source = format!("import {{ {name} }} from \"./{file}\";\n{source}");
    let table = serde_json::to_string(table)?;
    let filled = replace_once(&text(module)?, TABLE, &table).with_context(|| module.to_owned())?;
    scripts.insert(path.to_owned(), source.into_bytes());
    scripts.insert(module.to_owned(), filled.into_bytes());
    Ok(scripts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> Files {
        let owned = entries.iter();
        owned
            .map(|(path, content)| ((*path).to_owned(), content.as_bytes().to_vec()))
            .collect()
    }

    fn text(files: &Files, path: &str) -> String {
        String::from_utf8(files[path].clone()).unwrap()
    }

    fn site() -> Files {
        files(&[
            ("embed.js", "evergreen"),
            ("w/live-1.js", "live"),
            ("w/pinned-live-2.js", "live, checking"),
            ("w/now-3.js", "glue"),
            ("w/now-3.wasm", "module"),
            ("w/words-4/de.json", "[]"),
        ])
    }

    #[test]
    fn every_file_is_in_one_of_the_two_lists_but_those_that_check_nothing() {
        let scripts = files(&[
            ("loader/hosts.js", "get(() => import(`${host}/${path}`))"),
            ("loader/pinned.js", "const I = __INTEGRITY__;"),
            ("live/shared.js", "fetch(`${host}/${path}`, { a: 1 })"),
            ("live/checked.js", "const I = __INTEGRITY__;"),
        ]);

        let loading = loading(&scripts, &site()).unwrap();
        let checking = checking(&scripts, &site()).unwrap();

        let list = text(&loading, "loader/pinned.js") + &text(&checking, "live/checked.js");
        for (path, content) in site() {
            let is_listed = list.contains(&format!("\"{path}\":\"{}\"", integrity(&content)));
            let checks_nothing = ["embed.js", "w/live-1.js"].contains(&path.as_str());
            assert_eq!(is_listed, !checks_nothing, "{path} in {list}");
        }
        assert_eq!(
            text(&loading, "loader/hosts.js"),
            "import { load } from \"./pinned.js\";\nget(() => load(host, path))"
        );
        assert_eq!(
            text(&checking, "live/shared.js"),
            "import { integrityOf } from \"./checked.js\";\nfetch(`${host}/${path}`, { integrity: integrityOf(path), a: 1 })"
        );
    }

    #[test]
    fn scripts_that_load_in_another_way_stop_the_build() {
        let scripts = files(&[
            (
                "loader/hosts.js",
                "import(`${host}/${path}`); import(`${host}/${path}`)",
            ),
            ("loader/pinned.js", "const I = __INTEGRITY__;"),
            ("live/shared.js", "other(path)"),
            ("live/checked.js", "const I = __INTEGRITY__;"),
        ]);

        assert!(loading(&scripts, &site()).is_err());
        assert!(checking(&scripts, &site()).is_err());
    }
}
