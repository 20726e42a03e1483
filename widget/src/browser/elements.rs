//! The two elements: what each draws from what is known.

use super::{outlet::Outlet, store::Store};
use crate::Settings;
use leptos::prelude::*;
use statuslamp_view::{
    Banner, BannerView, ComponentList, Known, Lamp, Node, OnClick, Waiting, Words, banner,
    component_list,
};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

/// Which element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<statuslamp-banner>`
    Banner,
    /// `<statuslamp-components>`
    Components,
}

/// An element, and all it draws from.
pub(super) struct Scene {
    kind: Kind,
    /// What is known of the page.
    pub(super) store: Rc<Store>,
    words: Words,
    settings: RefCell<Settings>,
    settings_changed: ArcTrigger,
    /// The way out.
    pub(super) outlet: Outlet,
    on_dismiss: OnClick,
}

impl Scene {
    /// An element that shows what `store` knows.
    pub(super) fn new(
        kind: Kind,
        store: Rc<Store>,
        words: Words,
        settings: Settings,
        outlet: Outlet,
    ) -> Rc<Self> {
        Rc::new_cyclic(|scene: &Weak<Self>| {
            let scene = scene.clone();
            Self {
                kind,
                store,
                words,
                settings: RefCell::new(settings),
                settings_changed: ArcTrigger::new(),
                outlet,
                on_dismiss: OnClick::new(move || {
                    if let Some(scene) = scene.upgrade() {
                        scene.dismiss();
                    }
                }),
            }
        })
    }

    /// Changes the settings.
    pub(super) fn set(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings.borrow_mut());
        self.settings_changed.notify();
    }

    /// The content of the shadow root. Redrawing it keeps the nodes and changes what differs, so
    /// focus stays where it is.
    pub(super) fn draw(&self) -> Node {
        self.store.changed.track();
        self.settings_changed.track();
        let content = match self.kind {
            Kind::Banner => self.draw_banner(),
            Kind::Components => Some(self.draw_list()),
        };
        let theme = self.settings.borrow().theme.clone();
        let words = self.words;
        view! { <Lamp theme words content /> }.into_inner()
    }

    fn known<T>(&self, draw: impl FnOnce(Known<'_>) -> T) -> Option<T> {
        let truth = self.store.truth.borrow();
        truth.known(self.store.now.get(), self.words).map(draw)
    }

    fn banner(&self) -> Option<BannerView> {
        let settings = self.settings.borrow();
        let selection = settings.selection();
        self.known(|known| {
            for selector in selection.unmatched(known.summary) {
                let mut message = String::from("no component matches: ");
                message.push_str(selector);
                self.outlet.warn(message);
            }
            banner(known, &selection, &settings.dismissed)
        })?
    }

    fn draw_banner(&self) -> Option<Node> {
        let place = self.settings.borrow().place(&self.store.page);
        let Some(view) = self.banner() else {
            self.outlet.say(&place, None, Vec::new());
            return None;
        };
        let line = Some(view.announcement());
        self.outlet.say(&place, line, view.dismisses.clone());
        let position = self.settings.borrow().position.clone();
        let on_dismiss = self.on_dismiss.clone();
        Some(view! { <Banner view position on_dismiss /> }.into_inner())
    }

    fn draw_list(&self) -> Node {
        if let Some(view) = self.known(component_list) {
            view! { <ComponentList view /> }.into_inner()
        } else {
            let failed = self.store.truth.borrow().failed;
            let words = self.words;
            view! { <Waiting failed words /> }.into_inner()
        }
    }

    /// Hides what is shown at once; the loader remembers it and tells all other elements.
    fn dismiss(&self) {
        if let Some(view) = self.banner() {
            self.outlet.dismissed(view.dismisses.clone());
            self.set(|settings| settings.dismissed.extend(view.dismisses));
        }
    }
}
