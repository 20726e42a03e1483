//! The two elements: what each draws from what is known.

use super::{outlet::Outlet, store::Store};
use crate::{Settings, Truth};
use leptos::{html, prelude::*};
use statuslamp_model::Timestamp;
use statuslamp_view::{Banner, BannerView, ComponentList, Known, Waiting, banner, component_list};
use std::rc::Rc;

/// Which element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<statuslamp-banner>`
    Banner,
    /// `<statuslamp-components>`
    Components,
}

/// What an element draws from.
#[derive(Clone)]
struct Sources {
    truth: ArcRwSignal<Truth>,
    now: ArcRwSignal<Timestamp>,
    settings: ArcRwSignal<Settings>,
    outlet: StoredValue<Rc<Outlet>, LocalStorage>,
}

/// The content of the shadow root, redrawn whenever a signal it reads changes. Redrawing keeps
/// the nodes and changes their text, so focus stays where it is.
pub(super) fn lamp(
    kind: Kind,
    store: &Store,
    settings: ArcRwSignal<Settings>,
    outlet: Rc<Outlet>,
) -> impl IntoView + use<> {
    let sources = Sources {
        truth: store.truth.clone(),
        now: store.now.clone(),
        settings: settings.clone(),
        outlet: StoredValue::new_local(outlet),
    };
    let on_dismiss = {
        let sources = sources.clone();
        UnsyncCallback::new(move |()| dismiss(&sources))
    };
    html::div()
        .class("lamp")
        .attr("data-theme", move || {
            settings.with(|settings| settings.theme.clone())
        })
        .child(move || match kind {
            Kind::Banner => draw_banner(&sources, on_dismiss),
            Kind::Components => draw_list(&sources),
        })
}

impl Sources {
    fn known<T>(&self, draw: impl FnOnce(Known<'_>) -> T) -> Option<T> {
        let now = self.now.get();
        self.truth.with(|truth| truth.known(now).map(draw))
    }

    fn banner(&self) -> Option<BannerView> {
        self.settings.with(|settings| {
            let selection = settings.selection();
            self.known(|known| {
                for selector in selection.unmatched(known.summary) {
                    let mut message = String::from("no component matches: ");
                    message.push_str(selector);
                    self.outlet.with_value(|outlet| outlet.warn(message));
                }
                banner(known, &selection, &settings.dismissed)
            })
            .flatten()
        })
    }

    fn say(&self, line: Option<String>, ids: Vec<String>) {
        self.outlet.with_value(|outlet| outlet.say(line, ids));
    }
}

fn draw_banner(sources: &Sources, on_dismiss: UnsyncCallback<()>) -> AnyView {
    let view = sources.banner();
    match view {
        Some(view) => {
            sources.say(Some(view.announcement()), view.dismisses.clone());
            let position = sources.settings.with(|settings| settings.position.clone());
            view! { <Banner view position on_dismiss /> }.into_any()
        }
        None => {
            sources.say(None, Vec::new());
            ().into_any()
        }
    }
}

fn draw_list(sources: &Sources) -> AnyView {
    match sources.known(component_list) {
        Some(view) => view! { <ComponentList view /> }.into_any(),
        None => {
            let failed = sources.truth.with(|truth| truth.failed);
            view! { <Waiting failed /> }.into_any()
        }
    }
}

/// Hides what is shown at once; the loader remembers it.
fn dismiss(sources: &Sources) {
    let shown = untrack(|| sources.banner());
    if let Some(view) = shown {
        let ids = view.dismisses.clone();
        sources
            .outlet
            .with_value(|outlet| outlet.dismissed(view.dismisses));
        sources.settings.update(|settings| settings.dismiss(ids));
    }
}
