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

pub use banner::{Unfolded, draw_banner};
pub use component_list::{draw_groups, draw_list};
pub use detail::detail as draw_detail;
pub use icon::icon as draw_icon;
pub use lamp::{Lamp, LampProps};
pub use parts::{
    foreign as draw_foreign, outward as draw_way, sentence as draw_sentence, some as draw_some,
    toned as draw_toned,
};
pub use record::{days as draw_days, draw_record, draw_story};
pub use status::{Panel, draw_status};
pub use waiting::{draw_offline, draw_waiting};
