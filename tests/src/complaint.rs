//! What in a vendor's document speaks against green, found by a walk over plain JSON that shares
//! no code with the normalisers.

use serde_json::Value;

const EVENTS: [&str; 5] = [
    "incident",
    "incidents",
    "scheduled_maintenances",
    "activeIncidents",
    "activeMaintenances",
];
const COMPONENTS: [&str; 2] = ["components", "children"];

/// A word as generously as any vendor writes it: capitals, spaces, joining signs and what cannot
/// be seen carry no meaning.
pub fn folded(word: &str) -> String {
    let is_letter = |c: &char| !matches!(c, ' ' | '_' | '-') && !c.is_control();
    let letters = word.chars().filter(is_letter);
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a word says that all is well.
pub fn is_green(word: &Value) -> bool {
    let word = word.as_str().map(folded);
    word.is_some_and(|word| ["none", "up", "operational"].contains(&word.as_str()))
}

/// The first thing below `value`, which stands under `key`, that speaks against green.
pub fn complaint(value: &Value, key: &str) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| complaint(item, key)),
        Value::Object(members) => {
            let status = &value["status"];
            if EVENTS.contains(&key) {
                let word = folded(status.as_str().unwrap_or_default());
                let is_quiet = [
                    "resolved",
                    "postmortem",
                    "completed",
                    "scheduled",
                    "notstartedyet",
                ]
                .contains(&word.as_str());
                let complains = !is_quiet && !is_green(&value["impact"]);
                // An event's own components are its own affair.
                return complains.then(|| format!("an open event: {value}"));
            }
            let is_component = COMPONENTS.contains(&key);
            if is_component && !value["archivedAt"].is_null() {
                return None;
            }
            if is_component {
                let is_group = value["group"] == true
                    || value["isParent"] == true
                    || value["children"]
                        .as_array()
                        .is_some_and(|children| !children.is_empty());
                let complains = match status {
                    Value::String(_) => !is_green(status),
                    _ => !is_group,
                };
                if complains {
                    return Some(format!("a component: {value}"));
                }
            }
            if key == "status" && !is_green(&value["indicator"]) {
                return Some(format!("an indicator: {value}"));
            }
            if key == "page" && members.contains_key("status") && !is_green(status) {
                return Some(format!("a page: {value}"));
            }
            members
                .iter()
                // A group of Statuspage's lists the ids of its members under the same name; only
                // the page's own status is an object.
                .filter(|(name, _)| {
                    !(is_component && ["components", "status"].contains(&name.as_str()))
                })
                .find_map(|(name, member)| complaint(member, name))
        }
        _ => None,
    }
}
