//! What the host asked for: the attributes of the element.

use statuslamp_view::Selection;

/// The attributes of one element, and what the person dismissed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    components: Option<String>,
    min_impact: Option<String>,
    /// `light`, `dark`, or anything else for the reader's own preference.
    pub theme: String,
    /// `overlay`, or anything else for a place in the flow.
    pub position: String,
    /// Ids of what was dismissed, as the loader remembers them.
    pub dismissed: Vec<String>,
}

impl Settings {
    /// The names of the attributes that may change while the element is mounted.
    pub const ATTRIBUTES: [&str; 4] = ["components", "min-impact", "theme", "position"];

    /// Takes over an attribute; names it does not know are somebody else's.
    pub fn attribute(&mut self, name: &str, value: Option<String>) {
        match name {
            "components" => self.components = value,
            "min-impact" => self.min_impact = value,
            "theme" => self.theme = value.unwrap_or_default(),
            "position" => self.position = value.unwrap_or_default(),
            _ => {}
        }
    }

    /// Names what of a page is shown: elements that show the same say the same.
    pub fn place(&self, page: &str) -> String {
        let mut place = String::from(page);
        for part in [&self.components, &self.min_impact] {
            place.push('\n');
            place.push_str(part.as_deref().unwrap_or_default());
        }
        place
    }

    /// Which components, from which impact on.
    pub fn selection(&self) -> Selection {
        Selection::parse(self.components.as_deref(), self.min_impact.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_and_go() {
        let mut settings = Settings::default();

        settings.attribute("components", Some("Web App, api".to_owned()));
        settings.attribute("title", Some("not ours".to_owned()));
        assert_eq!(settings.selection().components, ["Web App", "api"]);

        settings.attribute("components", None);
        assert_eq!(settings, Settings::default());
    }
}
