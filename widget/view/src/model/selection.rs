//! What concerns the person: which components, from which impact on.

use statuslamp_model::{Affected, Component, Impact, Summary};

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
}

/// The parts of an attribute that holds several, separated by commas.
fn parts(attribute: Option<&str>) -> Vec<String> {
    let parts = attribute.unwrap_or_default().split(',').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
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
        }
    }

    /// The words that name nothing of the page: worth a warning to the host.
    pub fn unmatched(&self, summary: &Summary) -> Vec<&str> {
        let places = [
            (&self.regions, regions as fn(&Component) -> &[String]),
            (&self.audiences, audiences),
        ];
        let mut unmatched = self.unmatched_components(summary);
        for (own, listed) in places {
            let is_known = |place: &&String| {
                summary
                    .components
                    .iter()
                    .any(|one| listed(one).contains(place))
            };
            unmatched.extend(
                own.iter()
                    .filter(|place| !is_known(place))
                    .map(String::as_str),
            );
        }
        unmatched
    }

    fn unmatched_components(&self, summary: &Summary) -> Vec<&str> {
        let matches_nothing = |selector: &&str| {
            !summary
                .components
                .iter()
                .any(|component| matches(selector, component, summary))
        };
        self.components
            .iter()
            .map(String::as_str)
            .filter(matches_nothing)
            .collect()
    }

    /// Whether it names anything the page has. What matches nothing hides nothing.
    fn is_narrow(&self, summary: &Summary) -> bool {
        self.unmatched_components(summary).len() < self.components.len()
    }

    /// Whether it leaves out anything of the page at all.
    pub(super) fn is_choosy(&self, summary: &Summary) -> bool {
        summary
            .components
            .iter()
            .any(|component| !self.includes(component, summary))
    }

    /// Whether a component of the page is meant: named, and for people like this one.
    pub(super) fn includes(&self, component: &Component, summary: &Summary) -> bool {
        let is_named = !self.is_narrow(summary)
            || self
                .components
                .iter()
                .any(|selector| matches(selector, component, summary));
        is_named
            && belongs(&self.regions, regions, component, summary)
            && belongs(&self.audiences, audiences, component, summary)
    }

    /// Whether an affected component, known by `id` or only by name, is meant.
    pub(super) fn includes_affected(
        &self,
        id: Option<&str>,
        name: &str,
        summary: &Summary,
    ) -> bool {
        let listed = summary
            .components
            .iter()
            .find(|component| Some(component.id.as_str()) == id);
        match listed {
            Some(component) => self.includes(component, summary),
            None => !self.is_narrow(summary) || self.components.iter().any(|own| own == name),
        }
    }

    /// Whether an event that touches this concerns the person. One that names no component concerns
    /// everybody.
    pub(super) fn concerns(&self, affected: &[&Affected], summary: &Summary) -> bool {
        affected.is_empty()
            || affected.iter().any(|affected| {
                self.includes_affected(affected.component_id.as_deref(), &affected.name, summary)
            })
    }
}

/// Whether the person belongs to one of the places a component is listed under. Whoever names no
/// place the page knows belongs everywhere, and so does what is listed under none.
fn belongs(
    own: &[String],
    listed: fn(&Component) -> &[String],
    component: &Component,
    summary: &Summary,
) -> bool {
    let places = listed(component);
    let is_known = |place: &String| {
        let mut components = summary.components.iter();
        components.any(|component| listed(component).contains(place))
    };
    places.is_empty() || places.iter().any(|place| own.contains(place)) || !own.iter().any(is_known)
}

fn regions(component: &Component) -> &[String] {
    component
        .only_for
        .as_ref()
        .map_or(&[], |only_for| &only_for.regions)
}

fn audiences(component: &Component) -> &[String] {
    component
        .only_for
        .as_ref()
        .map_or(&[], |only_for| &only_for.audiences)
}

/// Whether a selector means this component: by itself, or by the group it stands in.
fn matches(selector: &str, component: &Component, summary: &Summary) -> bool {
    component.is_selected(selector, component.group_in(&summary.components))
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
