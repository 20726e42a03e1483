//! What the host asked for: the attributes of the element.

use statuslamp_view::Selection;

/// The attributes of one element, in the order of their names; empty where the host wrote none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings([String; 9]);

impl Settings {
    /// The names of the attributes that may change while the element is mounted.
    pub const ATTRIBUTES: [&str; 9] = [
        "components",
        "regions",
        "audience",
        "min-impact",
        "maintenance-lead",
        "theme",
        "position",
        "event",
        "lang",
    ];
    /// Those that choose what is shown.
    const CHOOSING: usize = 5;

    /// Takes over an attribute; names it does not know are somebody else's.
    pub fn attribute(&mut self, name: &str, value: Option<String>) {
        for (own, held) in Self::ATTRIBUTES.iter().zip(&mut self.0) {
            if *own == name {
                *held = value.unwrap_or_default();
                return;
            }
        }
    }

    /// An attribute as the host wrote it; empty where it did not.
    pub fn get(&self, name: &str) -> &str {
        let mut attributes = Self::ATTRIBUTES.iter().zip(&self.0);
        let given = attributes.find(|(own, _)| **own == name);
        given.map_or("", |(_, value)| value)
    }

    /// Names what of these pages is shown: elements that show the same say the same.
    pub fn place(&self, pages: &str) -> String {
        let mut place = String::from(pages);
        for value in self.0.iter().take(Self::CHOOSING) {
            place.push('\n');
            place.push_str(value);
        }
        place
    }

    /// Whom the element speaks to.
    pub fn selection(&self) -> Selection {
        Selection::parse(|name| Some(self.get(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_and_go() {
        let mut settings = Settings::default();

        settings.attribute("components", Some("Web App, api".to_owned()));
        settings.attribute("regions", Some("eu".to_owned()));
        settings.attribute("maintenance-lead", Some("48".to_owned()));
        settings.attribute("title", Some("not ours".to_owned()));
        let selection = settings.selection();
        assert_eq!(selection.components, ["Web App", "api"]);
        assert_eq!(selection.regions, ["eu"]);
        assert_eq!(selection.maintenance_lead, Some(48));

        for name in ["components", "regions", "maintenance-lead"] {
            settings.attribute(name, None);
        }
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn elements_that_choose_alike_share_a_place_whatever_they_look_like() {
        let place = |name: &str, value: &str| {
            let mut settings = Settings::default();
            settings.attribute(name, Some(value.to_owned()));
            settings.place("noterro")
        };

        assert_eq!(place("theme", "dark"), place("position", "inline"));
        assert_ne!(place("regions", "eu"), place("audience", "eu"));
    }
}
