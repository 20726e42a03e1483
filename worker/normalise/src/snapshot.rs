//! What one read of a page says, before history is joined to it.

use statuslamp_model::{Component, ComponentStatus, Event, Overall, WebUrl};

/// What the documents of one read say. A part that no document spoke of is `None`: the worker
/// keeps what it knew of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// What the page says of itself.
    pub page: PageFacts,
    /// The vendor's word for the whole page.
    pub vendor: Option<VendorWord>,
    /// All components in the vendor's order, each group before its members.
    pub components: Option<Vec<Component>>,
    /// Every event of the documents, each id once, newest first; timelines oldest first.
    pub events: Vec<Event>,
    /// Whether an open event that is missing here is over.
    pub open_events: OpenEvents,
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// Its name.
    pub name: Option<String>,
    /// Its address.
    pub url: Option<WebUrl>,
    /// The zone its times are shown in, as the vendor writes it.
    pub time_zone: Option<String>,
}

/// The vendor's word for the whole page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VendorWord {
    /// In our words.
    pub status: ComponentStatus,
    /// In the vendor's own word.
    pub raw: Option<String>,
    /// The vendor's sentence.
    pub text: Option<String>,
}

/// Whether the documents list every open event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OpenEvents {
    /// They do: a known open event that is missing is over.
    Complete,
    /// They do not: absence says nothing.
    #[default]
    Partial,
}

impl Snapshot {
    /// The state of the whole page by this read alone.
    pub fn overall(&self) -> Overall {
        let vendor = self.vendor.clone().unwrap_or_default();
        Overall::join(
            self.vendor.as_ref().map(|word| word.status),
            vendor.raw,
            vendor.text,
            self.components.as_deref().unwrap_or_default(),
            &self.events,
        )
    }
}
