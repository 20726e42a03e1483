//! What concerns the person: which components, from which impact on.

use super::cut;
use statuslamp_model::{Affected, AnnouncedEvent, Component, Impact, Summary};

/// The least impact that is worth a banner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeastImpact {
    /// Anything but an event without impact on anything: the default.
    #[default]
    Any,
    /// This impact, or worse.
    At(Impact),
}

impl LeastImpact {
    /// Reads the `min-impact` attribute; a word we do not know hides nothing.
    pub fn from_word(word: Option<&str>) -> Self {
        match word.map(Impact::from_word) {
            None | Some(Impact::Unknown) => Self::Any,
            Some(impact) => Self::At(impact),
        }
    }

    /// Whether a severity on the scale of [`Impact::severity`] reaches it. One that is not known
    /// always does.
    pub(super) fn admits(self, severity: Option<u8>) -> bool {
        let least = match self {
            Self::Any => 1,
            Self::At(impact) => impact.severity().unwrap_or(0),
        };
        severity.is_none_or(|severity| severity >= least)
    }
}

/// Who the person is, as far as that chooses what concerns them. Nothing of it leaves the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids, exact names or `Group/Name`; empty means all.
    pub components: Vec<String>,
    /// The person's regions; empty means any.
    pub regions: Vec<String>,
    /// The person's audiences; empty means any.
    pub audiences: Vec<String>,
    /// The least impact.
    pub least_impact: LeastImpact,
    /// So many hours before its planned start a maintenance is told; not given, only once it is
    /// under way.
    pub maintenance_lead: Option<u32>,
    /// Whether an event is wanted without its story, which takes longer to tell than all the rest.
    pub is_brief: bool,
}

/// One of the lists of a selection.
#[derive(Clone, Copy)]
enum List {
    Components,
    Regions,
    Audiences,
}

impl List {
    const ALL: [Self; 3] = [Self::Components, Self::Regions, Self::Audiences];

    /// Whether a word of the list means this component.
    fn means(self, word: &str, component: &Component, summary: &Summary) -> bool {
        match self {
            Self::Components => {
                component.is_selected(word, component.group_in(&summary.components))
            }
            Self::Regions | Self::Audiences => {
                let mut places = self.places(component).iter();
                places.any(|place| place == word)
            }
        }
    }

    /// Where the component is listed.
    fn places(self, component: &Component) -> &[String] {
        match (&component.only_for, self) {
            (None, _) | (_, Self::Components) => &[],
            (Some(only_for), Self::Regions) => &only_for.regions,
            (Some(only_for), Self::Audiences) => &only_for.audiences,
        }
    }

    /// Whether a word of the list means anything the page has.
    fn is_known(self, word: &str, summary: &Summary) -> bool {
        let mut components = summary.components.iter();
        components.any(|component| self.means(word, component, summary))
    }
}

/// The parts of an attribute that holds several, separated by commas.
fn parts(attribute: Option<&str>) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = attribute.unwrap_or_default();
    while !rest.is_empty() {
        let (part, after) = cut(rest, b',');
        let part = part.trim_ascii();
        if !part.is_empty() {
            parts.push(part.to_owned());
        }
        rest = after;
    }
    parts
}

impl Selection {
    /// Reads the attributes, by their names.
    pub fn parse<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> Self {
        Self {
            components: parts(attribute("components")),
            regions: parts(attribute("regions")),
            audiences: parts(attribute("audience")),
            least_impact: LeastImpact::from_word(attribute("min-impact")),
            maintenance_lead: attribute("maintenance-lead").and_then(|hours| hours.parse().ok()),
            is_brief: false,
        }
    }

    /// The words that name nothing of the page: worth a warning to the host.
    pub fn unmatched(&self, summary: &Summary) -> Vec<&str> {
        let mut unmatched = Vec::new();
        for list in List::ALL {
            for word in self.words(list) {
                if !list.is_known(word, summary) {
                    unmatched.push(word.as_str());
                }
            }
        }
        unmatched
    }

    fn words(&self, list: List) -> &[String] {
        match list {
            List::Components => &self.components,
            List::Regions => &self.regions,
            List::Audiences => &self.audiences,
        }
    }

    /// Whether a list names anything the page has. What matches nothing hides nothing.
    fn is_narrow(&self, list: List, summary: &Summary) -> bool {
        let mut words = self.words(list).iter();
        words.any(|word| list.is_known(word, summary))
    }

    /// Whether it leaves out anything of the page at all.
    pub(super) fn is_choosy(&self, summary: &Summary) -> bool {
        let mut components = summary.components.iter();
        components.any(|component| !self.includes(component, summary))
    }

    /// Whether a component of the page is meant: named, and for people like this one. What is
    /// listed under no place is for everybody.
    pub(super) fn includes(&self, component: &Component, summary: &Summary) -> bool {
        List::ALL.iter().all(|list| {
            let is_named = matches!(list, List::Components);
            let is_for_all = !is_named && list.places(component).is_empty();
            let mut words = self.words(*list).iter();
            is_for_all
                || words.any(|word| list.means(word, component, summary))
                || !self.is_narrow(*list, summary)
        })
    }

    /// Whether an affected component, known by its id or only by name, is meant.
    pub(super) fn includes_affected(&self, affected: &Affected, summary: &Summary) -> bool {
        for component in &summary.components {
            if affected.is_of(&component.id) {
                return self.includes(component, summary);
            }
        }
        self.components.contains(&affected.name) || !self.is_narrow(List::Components, summary)
    }

    /// Whether an event concerns the person. One that names no component concerns everybody.
    pub(super) fn concerns(&self, told: &AnnouncedEvent<'_>, summary: &Summary) -> bool {
        let mut affected = told.affected.iter();
        told.affected.is_empty()
            || affected.any(|affected| self.includes_affected(affected, summary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use statuslamp_model::{ComponentKind, OnlyFor};

    fn parse(attributes: &[(&str, &str)]) -> Selection {
        Selection::parse(|name| {
            let found = attributes.iter().find(|(own, _)| *own == name);
            found.map(|(_, value)| *value)
        })
    }

    fn chosen(attributes: &[(&str, &str)]) -> Vec<String> {
        let mut summary = sample::summary();
        for component in &mut summary.components {
            let places = |names: &[&str]| names.iter().map(ToString::to_string).collect();
            component.only_for = match component.id.as_str() {
                "web" => Some(OnlyFor {
                    regions: places(&["eu", "us"]),
                    audiences: Vec::new(),
                }),
                "texts" => Some(OnlyFor {
                    regions: places(&["us"]),
                    audiences: places(&["clinics"]),
                }),
                _ => None,
            };
        }
        let selection = parse(attributes);
        let chosen = summary
            .components
            .iter()
            .filter(|component| component.kind != ComponentKind::Group)
            .filter(|component| selection.includes(component, &summary));
        chosen.map(|component| component.id.clone()).collect()
    }

    fn selected(selectors: &str) -> Vec<String> {
        chosen(&[("components", selectors)])
    }

    #[test]
    fn a_component_is_named_by_id_by_exact_name_or_with_its_group() {
        assert_eq!(selected("web"), ["web"]);
        assert_eq!(selected("Web App"), ["web"]);
        assert_eq!(selected("Messages/Texts"), ["texts"]);
        assert_eq!(selected("Messages"), ["texts", "mails"]);
        assert_eq!(selected(" web , texts ,"), ["web", "texts"]);
        assert_eq!(selected("web app, web"), ["web"]);
    }

    #[test]
    fn what_matches_nothing_is_told_and_hides_nothing() {
        let summary = sample::summary();
        let selection = parse(&[("components", "nothing,web"), ("regions", "mars")]);

        assert_eq!(selection.unmatched(&summary), ["nothing", "mars"]);
        assert_eq!(selected("nothing"), selected(""));
    }

    #[test]
    fn a_component_listed_for_some_is_for_them_and_for_whoever_gave_no_place() {
        for (attributes, expected) in [
            (&[][..], &["web", "api", "texts", "mails"][..]),
            (&[("regions", "us")], &["web", "api", "texts", "mails"]),
            (&[("regions", "eu")], &["web", "api", "mails"]),
            (&[("regions", "eu, us")], &["web", "api", "texts", "mails"]),
            (&[("regions", "mars")], &["web", "api", "texts", "mails"]),
            (&[("regions", "mars,eu")], &["web", "api", "mails"]),
            (
                &[("audience", "clinics")],
                &["web", "api", "texts", "mails"],
            ),
            (
                &[("regions", "us"), ("audience", "pharmacies")],
                &["web", "api", "texts", "mails"],
            ),
            (&[("regions", "eu"), ("components", "web,texts")], &["web"]),
        ] {
            assert_eq!(chosen(attributes), expected, "{attributes:?}");
        }
    }

    #[test]
    fn a_least_impact_of_an_unknown_word_hides_nothing() {
        assert_eq!(LeastImpact::from_word(Some("dire")), LeastImpact::Any);
        assert!(LeastImpact::from_word(Some("critical")).admits(None));
        assert!(!LeastImpact::from_word(Some("major")).admits(Impact::Minor.severity()));
        assert!(!LeastImpact::Any.admits(Impact::None.severity()));
        assert!(LeastImpact::from_word(Some("none")).admits(Impact::None.severity()));
    }
}
