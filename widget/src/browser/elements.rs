//! The elements of the first bundle: what each draws from what is known.

use super::{
    focus::Focus,
    outlet::{Line, Outlet},
    store::Store,
};
use crate::{News, Settings};
use leptos::{prelude::*, tachys::renderer::types::Event};
use statuslamp_view::{
    Act, Banner, BannerView, ComponentList, Lamp, Node, OnAct, Panel, Phrase, Status, Told, Tone,
    Unfolded, Waiting, Words, banner, component_list, lists, offline, past_incidents, status,
};
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

/// Which element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<statuslamp-banner>`
    Banner,
    /// `<statuslamp-status>`
    Status,
    /// `<statuslamp-components>`
    Components,
}

/// One of the pages of an element, and what the loader told of it last.
struct Part {
    store: Rc<Store>,
    news: News,
}

/// What the person opened.
#[derive(Default)]
struct Opened {
    unfolded: Cell<Unfolded>,
    panel: Cell<bool>,
    past: Cell<bool>,
}

/// An element, and all it draws from.
pub(super) struct Scene {
    kind: Kind,
    words: Words,
    parts: RefCell<Vec<Part>>,
    settings: RefCell<Settings>,
    settings_changed: ArcTrigger,
    opened: Opened,
    /// Whether what is drawn next is another because of what was dismissed somewhere else.
    hushed: Cell<bool>,
    focus: Focus,
    /// The way out.
    pub(super) outlet: Outlet,
    on_act: OnAct,
}

impl Part {
    /// Whether something is dismissed by these news that this element did not dismiss, and nothing
    /// else happened.
    fn is_dismissed_elsewhere(&self, news: &News) -> bool {
        let revision = |news: &News| news.verdict.map(|heard| heard.revision);
        let is_new = |id: &String| !self.news.dismissed.contains(id);
        revision(&self.news) == revision(news) && news.dismissed.iter().any(is_new)
    }
}

impl Scene {
    /// An element that shows what `stores` know.
    pub(super) fn new(
        kind: Kind,
        stores: Vec<Rc<Store>>,
        words: Words,
        settings: Settings,
        focus: Focus,
        outlet: Outlet,
    ) -> Rc<Self> {
        let parts = stores.into_iter().map(|store| Part {
            store,
            news: News::default(),
        });
        Rc::new_cyclic(|scene: &Weak<Self>| {
            let scene = scene.clone();
            Self {
                kind,
                words,
                parts: RefCell::new(parts.collect()),
                settings: RefCell::new(settings),
                settings_changed: ArcTrigger::new(),
                opened: Opened::default(),
                hushed: Cell::new(false),
                focus,
                outlet,
                on_act: OnAct::new(move |act, event| {
                    if let Some(scene) = scene.upgrade() {
                        scene.hear_act(act, &event);
                    }
                }),
            }
        })
    }

    /// Takes over what the loader heard: an entry for each page.
    pub(super) fn hear(&self, news: Vec<News>) {
        for news in news {
            let mut parts = self.parts.borrow_mut();
            let Some(part) = parts.iter_mut().find(|part| part.store.page == news.page) else {
                continue;
            };
            let store = Rc::clone(&part.store);
            if part.is_dismissed_elsewhere(&news) {
                self.hushed.set(true);
            }
            part.news = news.clone();
            drop(parts);
            store.hear(&news);
        }
        self.settings_changed.notify();
    }

    /// Changes the settings.
    pub(super) fn set(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings.borrow_mut());
        self.settings_changed.notify();
    }

    /// The content of the shadow root. Redrawing it keeps the nodes and changes what differs, so
    /// focus stays where it is.
    pub(super) fn draw(&self) -> Node {
        self.settings_changed.track();
        for part in &*self.parts.borrow() {
            part.store.changed.track();
        }
        self.warn();
        let content = match self.kind {
            Kind::Banner => self.draw_banner(),
            Kind::Status => Some(self.draw_status()),
            Kind::Components => Some(self.draw_lists()),
        };
        let (theme, words) = (self.setting("theme"), self.words);
        let on_act = Some(self.on_act.clone());
        view! { <Lamp theme words content on_act /> }.into_inner()
    }

    fn setting(&self, name: &str) -> String {
        let settings = self.settings.borrow();
        settings.get(name).unwrap_or_default().to_owned()
    }

    /// What is known of every page.
    fn told<T>(&self, draw: impl FnOnce(&[Told<'_>]) -> T) -> T {
        let parts = self.parts.borrow();
        let truths: Vec<_> = parts.iter().map(|part| part.store.truth.borrow()).collect();
        let told = truths.iter().zip(&*parts).map(|(truth, part)| Told {
            known: truth.known(part.store.now.get(), self.words),
            dismissed: &part.news.dismissed,
            shown: &part.news.shown,
        });
        draw(&told.collect::<Vec<_>>())
    }

    /// Tells the host which of its words name nothing of any page.
    fn warn(&self) {
        let selection = self.settings.borrow().selection();
        let unmatched: Option<Vec<String>> = self.told(|pages| {
            let mut pages = pages.iter().filter_map(|page| page.known);
            let first = pages.next()?;
            let mut unmatched = selection.unmatched(first.summary);
            for page in pages {
                let here = selection.unmatched(page.summary);
                unmatched.retain(|word| here.contains(word));
            }
            Some(unmatched.into_iter().map(str::to_owned).collect())
        });
        let is_all_known = self.told(|pages| pages.iter().all(|page| page.known.is_some()));
        for word in unmatched.filter(|_| is_all_known).unwrap_or_default() {
            let mut message = String::from("nothing matches: ");
            message.push_str(&word);
            self.outlet.warn(message);
        }
    }

    /// What is said of a page before its first content.
    fn waiting(part: &Part) -> Phrase {
        Focus::waiting(part.news.unreachable || part.store.truth.borrow().failed)
    }

    fn banner(&self) -> Option<BannerView> {
        let selection = self.settings.borrow().selection();
        self.told(|pages| banner(pages, &selection))
    }

    fn place(&self) -> String {
        self.settings.borrow().place(&self.pages())
    }

    /// Changes with every content, and with nothing else.
    fn revision(&self) -> u64 {
        self.told(|pages| {
            let known = pages.iter().filter_map(|page| page.known);
            let revisions = known.map(|known| known.summary.revision);
            revisions.fold(0, u64::wrapping_add)
        })
    }

    fn pages(&self) -> String {
        let parts = self.parts.borrow();
        let pages = parts.iter().map(|part| part.store.page.as_str());
        pages.collect::<Vec<_>>().join(" ")
    }

    fn draw_banner(&self) -> Option<Node> {
        let is_hushed = self.hushed.take();
        let Some(view) = self.banner() else {
            self.opened.unfolded.take();
            self.outlet.say(&self.place(), None, self.revision());
            return None;
        };
        let line = Line {
            text: view.announcement(),
            page: view.page.clone(),
            events: view.dismisses.clone(),
            is_urgent: view.event.tone == Tone::Critical,
            is_hushed,
        };
        self.outlet.say(&self.place(), Some(line), self.revision());
        let position = self.setting("position");
        let unfolded = self.opened.unfolded.get();
        let on_act = self.on_act.clone();
        Some(view! { <Banner view position unfolded on_act /> }.into_inner())
    }

    fn draw_status(&self) -> Node {
        let selection = self.settings.borrow().selection();
        let words = self.words;
        let waiting = {
            let parts = self.parts.borrow();
            let unknown = parts
                .iter()
                .find(|part| part.store.truth.borrow().is_empty());
            unknown.map_or(Phrase::Loading, |part| Self::waiting(part))
        };
        let (view, names) = self.told(|pages| {
            let parts = self.parts.borrow();
            let each = pages.iter().zip(&*parts).map(|(page, part)| {
                let name = page.known.map(|known| known.summary.page.name.as_str());
                name.unwrap_or(&part.store.page)
            });
            let names: Vec<&str> = each.collect();
            let names = words.names(&names, names.len()).text();
            (status(pages, &selection, words, waiting), names)
        });
        let label = words.of_name(Phrase::StatusOf, &names).text();
        let panel = self.opened.panel.get().then(|| Panel {
            lists: self.lists(),
            past: (self.opened.past.get())
                .then(|| past_incidents(self.pages(), self.setting("theme"))),
        });
        let on_act = self.on_act.clone();
        view! { <Status view label words panel on_act /> }.into_inner()
    }

    fn draw_lists(&self) -> Node {
        lists(self.lists())
    }

    /// A component list for each page, labelled where there are several.
    fn lists(&self) -> Vec<Node> {
        let selection = self.settings.borrow().selection();
        let words = self.words;
        let is_labelled = self.parts.borrow().len() > 1;
        let lists: Vec<Option<Node>> = self.told(|pages| {
            let list = |page: &Told<'_>| {
                let mut view = component_list(page.known?, &selection);
                view.is_labelled = is_labelled;
                Some(view! { <ComponentList view /> }.into_inner())
            };
            pages.iter().map(list).collect()
        });
        let parts = self.parts.borrow();
        let each = lists.into_iter().zip(&*parts).map(|(list, part)| {
            let waiting = Self::waiting(part);
            list.unwrap_or_else(|| view! { <Waiting waiting words /> }.into_inner())
        });
        let mut lists: Vec<Node> = each.collect();
        let is_old = |part: &Part| part.news.unreachable && !part.store.truth.borrow().is_empty();
        if Focus::is_offline() && parts.iter().any(is_old) {
            lists.insert(0, offline(words));
        }
        lists
    }

    fn hear_act(&self, act: Act, event: &Event) {
        let opened = &self.opened;
        match act {
            Act::Dismiss => return self.dismiss(),
            Act::Details => toggle(&opened.unfolded, Unfolded::Details),
            Act::Rest => toggle(&opened.unfolded, Unfolded::Rest),
            // Where the browser knows no popover, a click opens it like anything else.
            Act::Panel if !self.focus.has_popover() => opened.panel.set(!opened.panel.get()),
            Act::Panel => return,
            Act::Toggle => opened.panel.set(Focus::opens(event)),
            Act::Past => opened.past.set(!opened.past.get()),
            Act::Key => {
                let is_open = opened.unfolded.get() != Unfolded::Nothing || opened.panel.get();
                if !is_open || !Focus::is_escape(event) {
                    return;
                }
                // What is open is closed from where it was opened.
                self.focus.to_opener();
                opened.unfolded.take();
                if !self.focus.has_popover() {
                    opened.panel.set(false);
                }
            }
            // What the record alone asks for.
            Act::Unfold | Act::More => return,
        }
        self.settings_changed.notify();
    }

    /// Hides what is shown at once; the loader remembers it and tells all other elements.
    fn dismiss(&self) {
        let Some(view) = self.banner() else {
            return;
        };
        self.opened.unfolded.take();
        self.outlet.dismissed(&view.page, view.dismisses.clone());
        let mut parts = self.parts.borrow_mut();
        if let Some(part) = parts.iter_mut().find(|part| part.store.page == view.page) {
            part.news.dismissed.extend(view.dismisses);
        }
        drop(parts);
        self.settings_changed.notify();
    }
}

fn toggle(unfolded: &Cell<Unfolded>, to: Unfolded) {
    let is_open = unfolded.get() == to;
    unfolded.set(if is_open { Unfolded::Nothing } else { to });
}
