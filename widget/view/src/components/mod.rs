//! The components: layout only. What they show was decided by `model`.
//!
//! Everything is built with element functions: Leptos turns static parts of `view!` into
//! `innerHTML`, which Trusted Types refuse. Parts are erased to `AnyView` and take their children
//! as a list, so that each element is compiled once.

#![expect(
    unreachable_pub,
    reason = "`#[component]` writes a public helper beside each component"
)]

mod banner;
mod component_list;
mod element;
mod event_card;
mod icon;
mod rich_text;
mod sentence;
mod waiting;

pub use banner::{Banner, BannerProps};
pub use component_list::{ComponentList, ComponentListProps};
pub use waiting::{Waiting, WaitingProps};
