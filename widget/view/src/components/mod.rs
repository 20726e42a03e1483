//! The components: layout only. What they show was decided by `model`.

#![expect(
    unreachable_pub,
    reason = "`#[component]` writes a public helper beside each component"
)]

mod banner;
mod component_list;
mod event_card;
mod icon;
mod lamp;
mod parts;
mod rich_text;
mod waiting;

pub use banner::{Banner, BannerProps};
pub use component_list::{ComponentList, ComponentListProps};
pub use lamp::{Lamp, LampProps};
pub use waiting::{Waiting, WaitingProps};
