//! Instatus' own words: what its JSON documents carry, under its names.

use crate::bounds::{MAX_COMPONENT_DEPTH, MAX_COMPONENTS, MAX_EVENTS, MAX_UPDATES};
use crate::item::{Item, Listed, Word};
use statuslamp_model::{Timestamp, WebUrl};

/// Any of the JSON documents; each carries a part of this.
pub(super) struct Document<'a> {
    pub(super) page: Option<Page>,
    pub(super) components: Option<Listed<Component<'a>>>,
    pub(super) active_incidents: Option<Listed<Active<'a>>>,
    pub(super) active_maintenances: Option<Listed<Active<'a>>>,
}

/// The summary's `page`, or the page data's `site`.
pub(super) struct Page {
    pub(super) name: Option<String>,
    pub(super) url: Option<WebUrl>,
    pub(super) status: Option<Word>,
    pub(super) main_status: Option<Word>,
}

pub(super) struct Component<'a> {
    pub(super) path: String,
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) description: Option<&'a str>,
    pub(super) status: Option<Word>,
    pub(super) order: Option<i64>,
    pub(super) is_parent: bool,
    pub(super) archived: bool,
    pub(super) updated_at: Option<Timestamp>,
    pub(super) group: Option<Group>,
    pub(super) children: Listed<Component<'a>>,
}

/// What a component says of the group it is in.
pub(super) struct Group {
    pub(super) id: String,
    /// Only where the group is given as an object.
    pub(super) name: Option<String>,
}

/// An open incident or maintenance.
pub(super) struct Active<'a> {
    pub(super) path: String,
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) status: Option<Word>,
    pub(super) impact: Option<Word>,
    /// `started` of an incident, `start` of a maintenance.
    pub(super) started: Option<Timestamp>,
    pub(super) resolved: Option<Timestamp>,
    pub(super) updated_at: Option<Timestamp>,
    /// Minutes.
    pub(super) duration: Option<i64>,
    pub(super) url: Option<WebUrl>,
    pub(super) components: Vec<Component<'a>>,
    pub(super) updates: Option<Listed<Update<'a>>>,
}

pub(super) struct Update<'a> {
    pub(super) id: Option<String>,
    pub(super) started: Option<Timestamp>,
    pub(super) status: Option<Word>,
    pub(super) message: Option<&'a str>,
    pub(super) message_html: Option<&'a str>,
}

impl<'a> Document<'a> {
    /// Reads whichever document this is; `None` when it is none of Instatus'.
    pub(super) fn read(root: &Item<'a>) -> Option<Self> {
        let site = root.value("site").and_then(|_| root.item("site"));
        let page = root.value("page").and_then(|_| root.item("page"));
        // A summary's `page` has its status as a word; Statuspage's has none.
        let page = page.filter(|page| page.has("status"));
        let has_components = root
            .value("components")
            .is_some_and(serde_json::Value::is_array);
        if site.is_none() && page.is_none() && !has_components {
            return None;
        }
        // Statuspage's list on Instatus' path would read as a page without a word.
        if page.is_none() && root.value("page").is_some() {
            return None;
        }
        let lists = |name| {
            let owner = [Some(root), site.as_ref()]
                .into_iter()
                .flatten()
                .find(|owner| owner.value(name).is_some())?;
            let list = owner.vital_list(name, MAX_EVENTS);
            // What is there and is no list is not known to be empty.
            Some(list.map_or_else(Listed::unread, |list| list.read(Active::read)))
        };
        Some(Self {
            components: components(site.as_ref().unwrap_or(root), 0),
            active_incidents: lists("activeIncidents"),
            active_maintenances: lists("activeMaintenances"),
            page: site.as_ref().or(page.as_ref()).map(Page::read),
        })
    }
}

/// A text that is given as such, or once per language: then the page's default.
fn translated<'a>(item: &Item<'a>, name: &str) -> Option<&'a str> {
    match item.value(name)? {
        serde_json::Value::Object(_) => {
            let languages = item.item(name)?;
            languages.text("default").or_else(|| languages.text("en"))
        }
        _ => item.text(name),
    }
}

fn translated_line(item: &Item<'_>, name: &str) -> Option<String> {
    let line = match item.value(name)? {
        serde_json::Value::Object(_) => {
            let languages = item.item(name)?;
            languages.line("default").or_else(|| languages.line("en"))
        }
        _ => item.line(name),
    };
    line.filter(|line| !line.is_empty())
}

impl Page {
    fn read(page: &Item<'_>) -> Self {
        Self {
            name: translated_line(page, "name"),
            url: page.url("url"),
            status: page.value("status").and_then(|_| page.word("status")),
            main_status: page.word("mainStatus"),
        }
    }
}

fn components<'a>(item: &Item<'a>, depth: usize) -> Option<Listed<Component<'a>>> {
    let name = if depth == 0 { "components" } else { "children" };
    if depth >= MAX_COMPONENT_DEPTH {
        let leaves_some_out = item.list(name, 0).is_some_and(|list| !list.is_empty());
        return leaves_some_out.then(Listed::unread);
    }
    let list = item.vital_list(name, MAX_COMPONENTS)?;
    Some(list.read(|component| Component::read(component, depth)))
}

impl<'a> Component<'a> {
    fn read(component: &Item<'a>, depth: usize) -> Self {
        Self {
            path: component.path().to_owned(),
            id: component.id("id"),
            name: translated_line(component, "name"),
            description: translated(component, "description"),
            status: component
                .word("status")
                .or_else(|| component.word("thirdPartyStatus")),
            order: component.number("order"),
            is_parent: component.flag("isParent"),
            archived: component.value("archivedAt").is_some(),
            updated_at: component.time("updatedAt"),
            group: Group::read(component),
            children: components(component, depth + 1).unwrap_or(Listed {
                items: Vec::new(),
                whole: true,
            }),
        }
    }
}

impl Group {
    fn read(component: &Item<'_>) -> Option<Self> {
        match component.value("group") {
            Some(serde_json::Value::Object(_)) => {
                let group = component.item("group")?;
                Some(Self {
                    id: group.id("id")?,
                    name: translated_line(&group, "name"),
                })
            }
            Some(serde_json::Value::String(_)) => Some(Self {
                id: component.id("group")?,
                name: None,
            }),
            _ => Some(Self {
                id: component.id("groupId")?,
                name: None,
            }),
        }
    }
}

impl<'a> Active<'a> {
    fn read(active: &Item<'a>) -> Self {
        Self {
            path: active.path().to_owned(),
            id: active.id("id"),
            name: translated_line(active, "name"),
            status: active.word("status"),
            impact: active.word("impact"),
            started: active.time("started").or_else(|| active.time("start")),
            resolved: active.time("resolved"),
            updated_at: active.time("updatedAt"),
            duration: active.number("duration"),
            url: active.url("url"),
            components: active
                .list("components", MAX_COMPONENTS)
                .map_or_else(Vec::new, |list| {
                    list.read(|component| Component::read(component, MAX_COMPONENT_DEPTH))
                        .items
                }),
            updates: active
                .list("updates", MAX_UPDATES)
                .map(|list| list.read(Update::read)),
        }
    }
}

impl<'a> Update<'a> {
    fn read(update: &Item<'a>) -> Self {
        Self {
            id: update.id("id"),
            started: update.time("started"),
            status: update.word("status"),
            message: translated(update, "message"),
            message_html: translated(update, "messageHtml"),
        }
    }
}
