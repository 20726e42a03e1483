//! The components: layout only. What they show was decided by `model`.

#![expect(
    unreachable_pub,
    reason = "`#[component]` writes a public helper beside each component"
)]

mod banner;
mod component_list;
mod detail;
mod event_card;
mod icon;
mod lamp;
mod parts;
mod record;
mod rich_text;
mod status;
mod waiting;

pub use banner::{Banner, BannerProps, Unfolded};
pub use component_list::{ComponentList, ComponentListProps, lists};
pub use lamp::{Lamp, LampProps};
pub use record::{Ask, OnAsk, record, story, unread};
pub use status::{Panel, Status, StatusProps, past_incidents};
pub use waiting::{Waiting, WaitingProps, offline};
