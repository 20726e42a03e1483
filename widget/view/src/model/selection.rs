//! What concerns the person: which components, from which impact on.

use statuslamp_model::{Component, ComponentKind, Event, Impact, Summary};

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

/// The components and the impact that concern the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids, exact names or `Group/Name`; empty means all.
    pub components: Vec<String>,
    /// The least impact.
    pub least_impact: LeastImpact,
}

impl Selection {
    /// Reads the `components` attribute (separated by commas) and the `min-impact` attribute.
    pub fn parse(components: Option<&str>, min_impact: Option<&str>) -> Self {
        let selectors = components.unwrap_or_default().split(',');
        Self {
            components: selectors
                .map(str::trim)
                .filter(|selector| !selector.is_empty())
                .map(str::to_owned)
                .collect(),
            least_impact: LeastImpact::from_word(min_impact),
        }
    }

    /// The selectors that match no component of the page: worth a warning to the host.
    pub fn unmatched(&self, summary: &Summary) -> Vec<&str> {
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
        self.unmatched(summary).len() < self.components.len()
    }

    /// Whether a component of the page is meant.
    pub(super) fn includes(&self, component: &Component, summary: &Summary) -> bool {
        !self.is_narrow(summary)
            || self
                .components
                .iter()
                .any(|selector| matches(selector, component, summary))
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

    /// Whether an event concerns the person. One that names no component concerns everybody.
    pub(super) fn concerns(&self, event: &Event, summary: &Summary) -> bool {
        event.affected.is_empty()
            || event.affected.iter().any(|affected| {
                self.includes_affected(affected.component_id.as_deref(), &affected.name, summary)
            })
    }
}

/// Whether a selector means this component: by itself, or by the group it stands in.
fn matches(selector: &str, component: &Component, summary: &Summary) -> bool {
    if component.id == selector || component.name == selector {
        return true;
    }
    let group = summary.components.iter().find(|group| {
        group.kind == ComponentKind::Group && component.group_id.as_ref() == Some(&group.id)
    });
    group.is_some_and(|group| {
        group.id == selector
            || group.name == selector
            || selector
                .strip_prefix(group.name.as_str())
                .and_then(|rest| rest.strip_prefix('/'))
                == Some(component.name.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn selected(selectors: &str) -> Vec<String> {
        let summary = sample::summary();
        let selection = Selection::parse(Some(selectors), None);
        let chosen = summary
            .components
            .iter()
            .filter(|component| component.kind != ComponentKind::Group)
            .filter(|component| selection.includes(component, &summary));
        chosen.map(|component| component.id.clone()).collect()
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
        let selection = Selection::parse(Some("nothing,web"), None);

        assert_eq!(selection.unmatched(&summary), ["nothing"]);
        assert_eq!(selected("nothing"), selected(""));
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
