//! What a person can do to what is shown.

use crate::model::cut;

/// What a person did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Has seen enough of the message.
    Dismiss,
    /// Opens or closes the whole story of the message.
    Details,
    /// Opens or closes what else is going on.
    Rest,
    /// Opens or closes the panel of the pill, where the browser does not do so itself.
    Panel,
    /// Asks for what is over.
    Past,
    /// The browser opens or closes the panel of the pill: about to be `open` or `closed`.
    Toggle,
    /// Asks for older events of a page.
    More,
    /// Opens or closes the days of the components of a page.
    Components,
    /// Opens or closes the story of an event of a page.
    Story,
    /// Presses the key that closes.
    Close,
}

impl Act {
    /// The attribute of an element that something can be done to: the name of the act, and after a
    /// space what it is about.
    pub(super) const ATTRIBUTE: &'static str = "data-act";

    /// Each with its name.
    const NAMES: [(Self, &'static str); 10] = [
        (Self::Dismiss, "dismiss"),
        (Self::Details, "details"),
        (Self::Rest, "rest"),
        (Self::Panel, "panel"),
        (Self::Past, "past"),
        (Self::Toggle, "toggle"),
        (Self::More, "more"),
        (Self::Components, "components"),
        (Self::Story, "story"),
        (Self::Close, "close"),
    ];

    /// The act and what it is about, of the attribute.
    pub fn parse(attribute: &str) -> Option<(Self, &str)> {
        let (name, about) = cut(attribute, b' ');
        let (act, _) = Self::NAMES.iter().find(|(_, own)| *own == name)?;
        Some((*act, about))
    }

    /// The attribute of an act.
    pub(super) fn attribute(self, about: &str) -> String {
        let name = Self::NAMES.iter().find(|(act, _)| *act == self);
        let mut attribute = String::from(name.map_or("", |(_, name)| name));
        if !about.is_empty() {
            attribute.push(' ');
            attribute.push_str(about);
        }
        attribute
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_is_read_as_it_was_written() {
        for (act, name) in Act::NAMES {
            for about in ["", "noterro", "noterro 14 b"] {
                let attribute = act.attribute(about);

                assert_eq!(Act::parse(&attribute), Some((act, about)), "{name} {about}");
            }
        }
        assert_eq!(Act::parse("something"), None);
    }
}
