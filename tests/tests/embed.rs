//! What is said of the elements, to developers and to their tools, is what the sources do.

use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

type Names = BTreeSet<String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text of every file below `folder` with this ending; tests are left out.
fn sources(folder: &str, ending: &str) -> String {
    let mut text = String::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the project can be read") {
            let entry = entry.expect("its entries can be read");
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(ending) && !name.contains("tests") {
                text += &fs::read_to_string(path).expect("it is text");
            }
        }
    }
    text
}

/// What stands between `before` and the next `after`, wherever it does.
fn between(text: &str, before: &str, after: &str) -> Names {
    let rest = text.split(before).skip(1);
    rest.filter_map(|rest| Some(rest.split_once(after)?.0.to_owned()))
        .collect()
}

/// The names that begin with `prefix`, made of lower-case letters and hyphens.
fn beginning_with(text: &str, prefix: &str) -> Names {
    let is_inside = |c: char| c.is_ascii_lowercase() || c == '-';
    let rest = text.split(prefix).skip(1);
    rest.map(|rest| rest.split(|c| !is_inside(c)).next().unwrap_or_default())
        .map(|end| format!("{prefix}{end}"))
        .collect()
}

fn elements() -> Value {
    serde_json::from_str(&read("npm/elements.json")).expect("it is JSON")
}

fn listed(list: &str, member: &str) -> Names {
    let elements = elements();
    let entries = elements[list].as_array().expect("it is a list").iter();
    entries
        .map(|entry| entry[member].as_str().expect("it is a word").to_owned())
        .collect()
}

/// Each name stands as code on a page of the documentation.
fn assert_documented(page: &str, names: &Names) {
    let text = read(&format!("www/docs/{page}/index.html"));
    let missing: Vec<_> = names
        .iter()
        .filter(|name| !text.contains(&format!("<code>{name}</code>")))
        .collect();

    assert!(missing.is_empty(), "{page} does not tell of {missing:?}");
}

#[test]
fn every_attribute_that_is_observed_is_listed_and_documented_and_no_other() {
    let loader = sources("www/loader", ".js");
    let observed = between(&loader, "ATTRIBUTES =\n  \"", "\"");
    let observed: Names = observed
        .iter()
        .flat_map(|names| names.split(' '))
        .map(str::to_owned)
        .collect();

    assert!(observed.contains("page"), "{observed:?}");
    assert_eq!(listed("attributes", "name"), observed);
    assert_documented("elements", &observed);
    let elements = elements();
    for element in elements["elements"].as_array().expect("it is a list") {
        for attribute in element["attributes"].as_array().expect("it is a list") {
            assert!(
                observed.contains(attribute.as_str().unwrap()),
                "{attribute}"
            );
        }
    }
}

#[test]
fn every_element_that_is_defined_is_listed_and_documented() {
    let loader = sources("www/loader", ".js");
    let defined = between(&loader, "for (const name of [", "]) define(");
    let defined: Names = defined
        .iter()
        .flat_map(|names| names.split(", "))
        .map(|name| format!("statuslamp-{}", name.trim_matches('"')))
        .collect();

    assert_eq!(defined.len(), 4, "{defined:?}");
    assert_eq!(listed("elements", "tag"), defined);
    let tags = defined.iter().map(|tag| format!("&lt;{tag}&gt;")).collect();
    assert_documented("elements", &tags);
}

#[test]
fn what_the_script_tag_alone_takes_is_documented() {
    let settings = read("www/loader/settings.js");
    let options = beginning_with(&settings, "options.");

    assert!(options.len() >= 3, "{options:?}");
    let attributes = options.iter().map(|it| it.replace("options.", "data-"));
    assert_documented("elements", &attributes.collect());
}

#[test]
fn every_part_is_listed_and_documented_and_no_other() {
    let views = sources("widget/view/src", ".rs");
    let named = beginning_with(&views, "|part=");
    let mut named: Names = named.iter().map(|it| it.replace("|part=", "")).collect();
    // These name their part after their class.
    let lists = views.replace(char::is_whitespace, "");
    named.extend(between(&lists, "labelled_list(\"ul\",\"", "\""));
    named.extend(between(&lists, "labelled_list(\"ol\",\"", "\""));

    assert!(named.contains("banner"), "{named:?}");
    assert_eq!(listed("parts", "name"), named);
    assert_documented("looks", &named);
}

#[test]
fn every_custom_property_is_listed_and_documented_and_no_other() {
    let styles = sources("widget/view/src", ".css");
    let read = beginning_with(&styles, "--statuslamp-");

    assert!(read.len() > 10, "{read:?}");
    assert_eq!(listed("properties", "name"), read);
    assert_documented("looks", &read);
}

#[test]
fn every_event_that_is_fired_is_listed_and_documented_and_no_other() {
    let bundle = sources("widget/src", ".rs");
    let fired = ["show", "change", "hide", "dismiss", "warning"];
    for name in fired {
        assert!(bundle.contains(&format!("\"{name}\"")), "{name}");
    }
    let fired: Names = fired.iter().map(|it| format!("statuslamp-{it}")).collect();

    assert_eq!(listed("events", "name"), fired);
    assert_documented("script", &fired);
}

#[test]
fn every_key_of_the_storage_is_documented_and_no_other() {
    let scripts = sources("www/loader", ".js") + &sources("www/live", ".js");
    let mut used = Names::new();
    for call in ["recall(\"", "record(\"", "idsIn(\""] {
        used.extend(between(&scripts, call, "\""));
    }
    let keys: Names = used.iter().map(|key| format!("statuslamp:{key}")).collect();

    assert!(keys.len() >= 3, "{keys:?}");
    assert_documented("security", &keys);
    let page = read("www/docs/security/index.html");
    assert_eq!(beginning_with(&page, "<code>statuslamp:").len(), keys.len());
}

#[test]
fn every_policy_that_is_tested_is_documented_word_for_word() {
    let policies: Value = serde_json::from_str(&read("tests/browser/policies.json")).unwrap();
    let page = read("www/docs/security/index.html");
    for policy in policies.as_array().expect("it is a list") {
        let text = |value: &Value| value.as_str().expect("it is text").to_owned();
        let directives = policy["directives"].as_object().expect("it is an object");
        let mut lines: Vec<_> = directives
            .iter()
            .map(|(name, sources)| format!("{name} {};", text(sources)))
            .collect();
        let heading = format!("<h3 id=\"csp-{}\">", text(&policy["name"]));
        let section = page.split(&heading).nth(1).unwrap_or_default();
        let code = section.split("<code>").nth(1).unwrap_or_default();
        let mut said: Vec<_> = code
            .split("</code>")
            .next()
            .unwrap_or_default()
            .lines()
            .collect();
        lines.sort_unstable();
        said.sort_unstable();

        assert_eq!(said, lines, "{heading}");
        assert!(section.contains(&text(&policy["means"])), "{heading}");
    }
}

/// The page that the build makes of `/openapi.json`, in the frame of another (xtask tests it).
const MADE: &str = "/docs/reference/";

/// The written pages of the documentation, as their addresses.
fn documentation() -> Names {
    let folders = fs::read_dir(root().join("www/docs")).expect("there is documentation");
    let folders = folders.map(|entry| entry.expect("its entries can be read").path());
    let pages = folders.filter(|path| path.join("index.html").is_file());
    let names = pages.map(|path| {
        path.file_name()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned()
    });
    let mut pages: Names = names.map(|name| format!("/docs/{name}/")).collect();
    pages.insert("/docs/".to_owned());
    pages
}

#[test]
fn every_page_of_the_documentation_is_in_the_same_navigation() {
    let mut navigations = Names::new();
    for page in documentation() {
        let text = read(&format!("www{page}index.html"));
        let here = format!("<a href=\"{page}\" aria-current=\"page\">");
        let navigation = between(&text, "<nav class=\"docs\"", "</nav>");
        let navigation = navigation
            .first()
            .unwrap_or_else(|| panic!("{page} has none"));

        assert_eq!(navigation.matches(&here).count(), 1, "{page}");
        navigations.insert(navigation.replace(" aria-current=\"page\"", ""));
    }

    assert_eq!(navigations.len(), 1, "{navigations:#?}");
    let links = between(navigations.first().unwrap(), "href=\"", "\"");
    let mut all = documentation();
    all.insert(MADE.to_owned());
    assert_eq!(links, all);
}

#[test]
fn every_link_within_the_documentation_leads_somewhere() {
    for page in documentation() {
        for link in between(&read(&format!("www{page}index.html")), "href=\"", "\"") {
            let (to, id) = link.split_once('#').unwrap_or((&link, ""));
            let to = if to.is_empty() { page.as_str() } else { to };
            if !to.starts_with("/docs/") || link == MADE {
                continue;
            }

            assert!(documentation().contains(to), "{page} leads to {to}");
            let target = read(&format!("www{to}index.html"));
            let there = id.is_empty() || target.contains(&format!("id=\"{id}\""));
            assert!(there, "{page} leads to {link}");
        }
    }
}
