//! Where the keyboard is inside an element. That the focus is given back to the host is the
//! loader's care (`www/after/`).

use super::page;
use statuslamp_view::Phrase;
use web_sys::ShadowRoot;

/// The focus of one element.
pub(super) struct Focus(ShadowRoot);

impl Focus {
    /// The focus inside `root`.
    pub(super) const fn new(root: ShadowRoot) -> Self {
        Self(root)
    }

    /// To the button that opened what is about to close, for whoever stands in it.
    pub(super) fn to_opener(&self) {
        page::focus(&self.0, "[aria-expanded=true]");
    }

    /// To the last event of a list, for whoever stands on the button below it, which is about to go:
    /// what comes now is next to it.
    pub(super) fn to_last_event(&self) {
        let above = ":has(+ .more[aria-busy=true]:focus) > :last-child > :last-child summary";
        page::focus(&self.0, above);
    }

    /// Whether the browser opens and closes popovers itself.
    pub(super) fn has_popover(&self) -> bool {
        page::has_popover(&self.0)
    }

    /// What is said of a page before its first content.
    pub(super) fn waiting(has_failed: bool) -> Phrase {
        if page::is_offline() {
            Phrase::Offline
        } else if has_failed {
            Phrase::Failed
        } else {
            Phrase::Loading
        }
    }
}
