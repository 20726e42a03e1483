//! Whom a component is for: the operator's regions and audiences, put over a vendor's components.
//!
//! A component that is listed under no region is for every region, and likewise for audiences.

use crate::{Component, ComponentKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whom alone a component is for. Never empty in both: then it is for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct OnlyFor {
    /// The regions it is listed under, in alphabetical order; none where it is for all.
    pub regions: Vec<String>,
    /// The audiences it is listed under, in alphabetical order; none where it is for all.
    pub audiences: Vec<String>,
}

/// The operator's own names, each with the selectors of what it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Targets {
    /// Regions.
    pub regions: BTreeMap<String, Vec<String>>,
    /// Audiences.
    pub audiences: BTreeMap<String, Vec<String>>,
}

impl Component {
    /// Whether a selector means this component: by its id, its exact name, `Group/Name`, or the id
    /// or name of the `group` it stands in.
    pub fn is_selected(&self, selector: &str, group: Option<&Self>) -> bool {
        self.id == selector
            || self.name == selector
            || group.is_some_and(|group| {
                group.id == selector
                    || group.name == selector
                    || selector
                        .strip_prefix(group.name.as_str())
                        .and_then(|rest| rest.strip_prefix('/'))
                        == Some(self.name.as_str())
            })
    }

    /// The group it stands in, out of the page's components.
    pub fn group_in<'a>(&self, components: &'a [Self]) -> Option<&'a Self> {
        let id = self.group_id.as_deref()?;
        let mut groups = components.iter();
        groups.find(|group| group.kind == ComponentKind::Group && group.id == id)
    }
}

impl Targets {
    /// Whether nobody is set apart.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty() && self.audiences.is_empty()
    }

    /// Marks each component with those it is only for, and tells what named no component:
    /// `regions/eu: "Web"`.
    pub fn mark(&self, components: &mut [Component]) -> Vec<String> {
        let mut marks = vec![OnlyFor::default(); components.len()];
        let mut unmatched = Vec::new();
        let groups = components.iter().map(|one| one.group_in(components));
        let groups: Vec<_> = groups.collect();
        let kinds: [(&str, _, Listed); 2] = [
            ("regions", &self.regions, |mark| &mut mark.regions),
            ("audiences", &self.audiences, |mark| &mut mark.audiences),
        ];
        for (kind, names, listed) in kinds {
            for (name, selectors) in names {
                for selector in selectors {
                    let mut is_matched = false;
                    let grouped = components.iter().zip(&groups);
                    for ((component, group), mark) in grouped.zip(&mut marks) {
                        if component.is_selected(selector, *group) {
                            is_matched = true;
                            let listed = listed(mark);
                            if listed.last() != Some(name) {
                                listed.push(name.clone());
                            }
                        }
                    }
                    if !is_matched {
                        unmatched.push(format!("{kind}/{name}: \"{selector}\""));
                    }
                }
            }
        }
        for (component, mark) in components.iter_mut().zip(marks) {
            component.only_for = (mark != OnlyFor::default()).then_some(mark);
        }
        unmatched
    }
}

type Listed = fn(&mut OnlyFor) -> &mut Vec<String>;

#[cfg(test)]
mod tests {
    use super::*;

    fn component(id: &str, name: &str, group: Option<&str>) -> Component {
        Component {
            id: id.to_owned(),
            name: name.to_owned(),
            group_id: group.map(str::to_owned),
            ..Component::default()
        }
    }

    fn components() -> Vec<Component> {
        let group = Component {
            kind: ComponentKind::Group,
            ..component("g", "Europe", None)
        };
        vec![
            group,
            component("web", "Web", Some("g")),
            component("mail", "Mail", Some("g")),
            component("api", "API", None),
            component("web-us", "Web", None),
        ]
    }

    fn names(map: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let owned = |selectors: &[&str]| selectors.iter().map(|&one| one.to_owned()).collect();
        map.iter()
            .map(|(name, selectors)| ((*name).to_owned(), owned(selectors)))
            .collect()
    }

    /// The ids of the components listed under a region by these selectors.
    fn selected(selectors: &[&str]) -> Vec<String> {
        let mut components = components();
        let targets = Targets {
            regions: names(&[("eu", selectors)]),
            ..Targets::default()
        };
        targets.mark(&mut components);
        let listed = components
            .iter()
            .filter(|component| component.only_for.is_some());
        listed.map(|component| component.id.clone()).collect()
    }

    #[test]
    fn a_selector_is_an_id_an_exact_name_a_name_in_its_group_or_a_group() {
        assert_eq!(selected(&["web"]), ["web"]);
        assert_eq!(selected(&["Web"]), ["web", "web-us"]);
        assert_eq!(selected(&["Europe/Web"]), ["web"]);
        assert_eq!(selected(&["Europe"]), ["g", "web", "mail"]);
        assert_eq!(selected(&["g"]), ["g", "web", "mail"]);
        assert_eq!(selected(&["API", "api"]), ["api"]);
        assert_eq!(selected(&["WEB", "Europe/", "/Web"]), [""; 0]);
    }

    #[test]
    fn a_component_bears_every_name_it_is_listed_under_once_and_in_order() {
        let mut components = components();
        let targets = Targets {
            regions: names(&[("us", &["web-us", "Web"]), ("eu", &["Europe", "web"])]),
            audiences: names(&[("developers", &["API", "Web"])]),
        };

        targets.mark(&mut components);

        let mark = |id: &str| {
            let mut all = components.iter();
            let found = all.find(|component| component.id == id).unwrap();
            found.only_for.clone().unwrap_or_default()
        };
        assert_eq!(mark("web").regions, ["eu", "us"]);
        assert_eq!(mark("web").audiences, ["developers"]);
        assert_eq!(mark("mail").regions, ["eu"]);
        assert_eq!(mark("mail").audiences, [""; 0]);
    }

    #[test]
    fn marks_follow_the_names_and_go_with_them() {
        let mut components = components();
        let targets = Targets {
            regions: names(&[("eu", &["Europe"])]),
            ..Targets::default()
        };
        targets.mark(&mut components);
        assert!(components.iter().any(|one| one.only_for.is_some()));

        Targets::default().mark(&mut components);

        assert!(components.iter().all(|one| one.only_for.is_none()));
    }

    #[test]
    fn what_names_no_component_is_told() {
        let targets = Targets {
            regions: names(&[("eu", &["Web", "Wob"])]),
            audiences: names(&[("all", &["Nothing"])]),
        };

        let unmatched = targets.mark(&mut components());

        assert_eq!(
            unmatched,
            ["regions/eu: \"Wob\"", "audiences/all: \"Nothing\""]
        );
    }
}
