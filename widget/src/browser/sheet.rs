//! The one constructable style sheet, adopted by every shadow root.

use super::page;
use web_sys::ShadowRoot;

/// The style of one shadow root; taken away again when dropped.
pub(super) struct Styled(ShadowRoot);

impl Styled {
    /// Styles `root`. A bundle has one style.
    pub(super) fn adopt(root: ShadowRoot, style: &str) -> Self {
        page::adopt(&root, style);
        Self(root)
    }
}

impl Drop for Styled {
    fn drop(&mut self) {
        page::abandon(&self.0);
    }
}
