//! What a build carries along, and what it refuses.

use super::*;
use std::path::PathBuf;

/// A folder that goes when the test does.
struct Store(PathBuf);

impl Store {
    fn new(name: &str) -> Self {
        let name = format!("statuslamp-releases-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn site(files: &[(&str, &str)]) -> Files {
    files
        .iter()
        .map(|(path, content)| ((*path).to_owned(), content.as_bytes().to_vec()))
        .collect()
}

/// Builds version `0.{number}.0` into the store and returns its site.
fn release(store: &Store, number: usize) -> Files {
    let (pinned, live) = (
        pinned_name(&format!("0.{number}.0")),
        format!("w/live-{number}.js"),
    );
    let mut site = site(&[
        ("embed.js", "evergreen"),
        ("w/same-0.js", "same"),
        (&pinned, &format!("loads {live}")),
        (&live, &format!("live {number}")),
    ]);
    carry(&mut site, &format!("0.{number}.0"), Some(&store.0)).unwrap();
    keep(&store.0, &site).unwrap();
    site
}

fn names(site: &Files) -> Vec<&str> {
    site.keys().map(String::as_str).collect()
}

#[test]
fn what_an_old_loader_asks_for_is_still_there() {
    let store = Store::new("carry");
    release(&store, 1);

    let second = release(&store, 2);

    assert_eq!(second["w/live-1.js"], b"live 1");
    assert_eq!(second["embed-0.1.0.js"], b"loads w/live-1.js");
    let pinned: BTreeMap<String, String> = serde_json::from_slice(&second[PINNED]).unwrap();
    assert_eq!(pinned["embed-0.1.0.js"], integrity(b"loads w/live-1.js"));
    assert_eq!(pinned.len(), 2);
}

#[test]
fn the_eleventh_release_drops_the_first_from_site_and_store() {
    let store = Store::new("drop");
    for number in 1..=10 {
        let site = release(&store, number);
        assert!(site.contains_key("w/live-1.js"), "{number}");
    }

    let site = release(&store, 11);

    assert!(!site.contains_key("w/live-1.js") && site.contains_key("w/live-2.js"));
    assert_eq!(site["w/same-0.js"], b"same");
    let stored = files::read(&store.0).unwrap();
    assert!(!stored.contains_key("w/live-1.js") && !stored.contains_key("embed-0.1.0.js"));
    assert!(stored.contains_key("w/live-2.js") && !stored.contains_key("embed.js"));
}

#[test]
fn the_same_build_again_is_the_same_site_and_no_release_of_its_own() {
    let store = Store::new("again");
    release(&store, 1);
    let once = release(&store, 2);

    let twice = release(&store, 2);

    assert_eq!(twice, once);
}

#[test]
fn a_site_that_was_built_is_a_store() {
    let store = Store::new("site");
    let first = release(&store, 1);
    files::write(&store.0, &first).unwrap();

    let mut second = site(&[("embed.js", "evergreen"), ("w/live-2.js", "live 2")]);
    carry(&mut second, "0.2.0", Some(&store.0)).unwrap();

    assert_eq!(second["w/live-1.js"], b"live 1");
}

#[test]
fn without_a_store_only_the_present_release_is_listed() {
    let mut alone = site(&[("embed.js", "e"), ("w/live-1.js", "live 1")]);

    carry(&mut alone, "0.1.0", None).unwrap();

    assert_eq!(names(&alone), ["embed.js", PINNED, LIST, "w/live-1.js"]);
}

#[test]
fn a_version_names_one_content_for_good() {
    let store = Store::new("version");
    release(&store, 1);
    let mut other = site(&[("embed.js", "evergreen"), ("embed-0.1.0.js", "other")]);

    let error = carry(&mut other, "0.1.0", Some(&store.0)).unwrap_err();

    assert_eq!(
        error.to_string(),
        "embed-0.1.0.js of release 0.1.0 had other content: raise the version, or mend the store"
    );
}

#[test]
fn a_store_that_is_damaged_or_names_other_files_stops_the_build() {
    let store = Store::new("damaged");
    release(&store, 1);
    fs::write(store.0.join("w/live-1.js"), "flipped").unwrap();
    let next = || site(&[("embed.js", "e"), ("w/live-2.js", "live 2")]);
    let error = carry(&mut next(), "0.2.0", Some(&store.0)).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("w/live-1.js of release 0.1.0"),
        "{error}"
    );

    for path in ["../w/x", "w/../x", "/w/x", "embed.js", "w/.x", "w//x"] {
        let list = serde_json::json!({"releases": [{"version": "0", "files": {path: "sha384-"}}]});
        fs::write(store.0.join(LIST), list.to_string()).unwrap();

        let error = carry(&mut next(), "0.2.0", Some(&store.0)).unwrap_err();

        assert!(
            error.to_string().ends_with("is no file of a release"),
            "{path}: {error}"
        );
    }
}

#[test]
fn carried_files_travel_compressed_where_the_others_do() {
    let store = Store::new("twins");
    let text = "a storm lamp for software ".repeat(100);
    let mut first = site(&[("w/live-1.js", &text)]);
    carry(&mut first, "0.1.0", Some(&store.0)).unwrap();
    keep(&store.0, &first).unwrap();
    let mut second = site(&[("w/live-2.js", &text), ("w/live-2.js.br", "twin")]);

    carry(&mut second, "0.2.0", Some(&store.0)).unwrap();

    assert!(second.contains_key("w/live-1.js.br"));
}
