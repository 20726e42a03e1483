//! The pill, and the panel it opens.

use super::{
    icon::{chevron, icon},
    parts::sentence,
};
use crate::{
    drawing::{Act, Drawing},
    model::StatusView,
    words::Phrase,
};

/// What the panel holds while it is open.
pub struct Panel<'a> {
    /// Draws a component list for each page.
    pub lists: &'a dyn Fn(&mut Drawing),
    /// The pages whose past is shown, and the theme it is shown in, once the person asked for it.
    pub past: Option<(&'a str, &'a str)>,
}

/// The pill, for whatever has this label, and what it opened.
pub fn draw_status(
    drawing: &mut Drawing,
    view: &StatusView,
    label: &str,
    panel: Option<Panel<'_>>,
) {
    drawing.element("div|class=status", |drawing| {
        let pill = "button|class=pill|type=button|part=pill";
        drawing.acting(pill, (Act::Panel, ""), |drawing| {
            drawing.with("data-tone", view.tone.as_str());
            drawing.with_flag("aria-expanded", panel.is_some());
            drawing.with("aria-haspopup", "dialog");
            drawing.with("popovertarget", "panel");
            icon(drawing, view.tone);
            drawing.element("span|class=words", |drawing| sentence(drawing, &view.says));
            chevron(drawing);
        });
        let frame = "div|class=panel|id=panel|part=panel|popover=auto|role=dialog";
        drawing.acting(frame, (Act::Toggle, ""), |drawing| {
            drawing.with("aria-label", label);
            if let Some(panel) = panel {
                drawing.with("data-open", "");
                (panel.lists)(drawing);
                past(drawing, panel.past);
            }
        });
    });
}

/// What is over, brought when asked for: the element of the second bundle, which the loader brings.
fn past(drawing: &mut Drawing, shown: Option<(&str, &str)>) {
    drawing.element("div|class=past", |drawing| {
        let button = "button|class=button|type=button|part=toggle";
        drawing.acting(button, (Act::Past, ""), |drawing| {
            drawing.with_flag("aria-expanded", shown.is_some());
            drawing.phrase(Phrase::Past);
            chevron(drawing);
        });
        if let Some((pages, theme)) = shown {
            drawing.element("statuslamp-incidents", |drawing| {
                drawing.with("page", pages);
                drawing.with("theme", theme);
            });
        }
    });
}
