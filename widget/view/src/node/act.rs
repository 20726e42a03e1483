//! What a person can do to what is shown.

use leptos::{__reexports::send_wrapper::SendWrapper, tachys::renderer::types};
use std::rc::Rc;

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
    /// The browser opens or closes the panel of the pill.
    Toggle,
    /// Opens or closes what stands behind a line, which the browser does by itself.
    Unfold,
    /// Asks for older events.
    More,
    /// Presses a key.
    Key,
}

impl Act {
    /// The event of the document that tells of it.
    pub(super) const fn event(self) -> &'static str {
        match self {
            Self::Dismiss | Self::Details | Self::Rest | Self::Panel | Self::Past | Self::More => {
                "click"
            }
            Self::Unfold => "toggle",
            Self::Toggle => "beforetoggle",
            Self::Key => "keydown",
        }
    }
}

/// Who hears of it.
#[derive(Clone)]
pub struct OnAct(SendWrapper<Rc<dyn Fn(Act, types::Event)>>);

impl OnAct {
    /// Wraps what happens then.
    pub fn new(hear: impl Fn(Act, types::Event) + 'static) -> Self {
        Self(SendWrapper::new(Rc::new(hear)))
    }

    /// Tells of it.
    pub(super) fn tell(&self, act: Act, event: types::Event) {
        (self.0)(act, event);
    }
}
