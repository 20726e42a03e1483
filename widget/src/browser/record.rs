//! The element of the second bundle.

use super::{mounted::Drawn, outlet::Outlet, store::Store};
use crate::{News, Settings};
use leptos::prelude::*;
use statuslamp_view::{Lamp, Node, Phrase, Waiting, Words};
use std::{cell::RefCell, rc::Rc};

/// `<statuslamp-incidents>`, and all it draws from.
pub(super) struct Record {
    stores: Vec<Rc<Store>>,
    words: Words,
    settings: RefCell<Settings>,
    settings_changed: ArcTrigger,
    outlet: Outlet,
}

impl Record {
    /// An element that shows the past of what `stores` know.
    pub(super) fn new(
        stores: Vec<Rc<Store>>,
        words: Words,
        settings: Settings,
        outlet: Outlet,
    ) -> Rc<Self> {
        Rc::new(Self {
            stores,
            words,
            settings: RefCell::new(settings),
            settings_changed: ArcTrigger::new(),
            outlet,
        })
    }
}

impl Drawn for Record {
    fn draw(&self) -> Node {
        self.settings_changed.track();
        for store in &self.stores {
            store.changed.track();
        }
        let words = self.words;
        let theme = self
            .settings
            .borrow()
            .get("theme")
            .unwrap_or_default()
            .to_owned();
        let is_unread = self.stores.iter().any(|store| store.truth.borrow().failed);
        let waiting = if is_unread {
            Phrase::Failed
        } else {
            Phrase::Loading
        };
        let content = Some(view! { <Waiting waiting words /> }.into_inner());
        let on_act = None;
        view! { <Lamp theme words content on_act /> }.into_inner()
    }

    fn hear(&self, news: Vec<News>) {
        for news in news {
            for store in &self.stores {
                if store.page == news.page {
                    store.hear(&news);
                }
            }
        }
    }

    fn attribute(&self, name: &str, value: Option<String>) {
        self.settings.borrow_mut().attribute(name, value);
        self.settings_changed.notify();
    }

    fn warn(&self, message: String) {
        self.outlet.warn(message);
    }

    fn close(&self) {
        self.outlet.close();
    }
}
