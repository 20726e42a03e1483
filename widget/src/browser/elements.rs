//! The elements of the first bundle: what each draws from what is known.

use super::{
    focus::Focus,
    outlet::{Line, Outlet},
    page,
    store::Store,
};
use crate::{News, Settings};
use leptos::{prelude::*, tachys::renderer::types::Event};
use statuslamp_view::{
    Act, Banner, ComponentList, Lamp, Node, OnAct, Panel, Phrase, Selection, Status, Told, Tone,
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
    /// Their ids, as the host wrote them.
    pages: String,
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

/// All that is drawn from, at one moment.
struct Sight<'a> {
    parts: &'a [Part],
    /// What is known of each of them.
    told: &'a [Told<'a>],
    settings: &'a Settings,
    selection: Selection,
}

impl Sight<'_> {
    /// Changes with every content, and with nothing else.
    fn revision(&self) -> u64 {
        let known = self.told.iter().filter_map(|page| page.known);
        known.fold(0, |sum, known| sum.wrapping_add(known.summary.revision))
    }
}

impl Part {
    /// What is said of it before its first content.
    fn waiting(&self) -> Phrase {
        Focus::waiting(self.news.unreachable || self.store.truth.borrow().failed)
    }

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
        let mut pages = String::new();
        let mut parts = Vec::new();
        for store in stores {
            if !pages.is_empty() {
                pages.push(' ');
            }
            pages.push_str(&store.page);
            let news = News::default();
            parts.push(Part { store, news });
        }
        Rc::new_cyclic(|scene: &Weak<Self>| {
            let scene = scene.clone();
            Self {
                kind,
                words,
                pages,
                parts: RefCell::new(parts),
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
            let part = parts.iter_mut().find(|part| part.store.page == news.page);
            if let Some(part) = part {
                if part.is_dismissed_elsewhere(&news) {
                    self.hushed.set(true);
                }
                part.store.hear(&news);
                part.news = news;
            }
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
        let parts = self.parts.borrow();
        let mut truths = Vec::with_capacity(parts.len());
        for part in &*parts {
            part.store.changed.track();
            truths.push(part.store.truth.borrow());
        }
        let mut told = Vec::with_capacity(parts.len());
        for (part, truth) in parts.iter().zip(&truths) {
            told.push(Told {
                known: truth.known(part.store.now.get(), self.words),
                dismissed: &part.news.dismissed,
                shown: &part.news.shown,
            });
        }
        let settings = self.settings.borrow();
        let sight = Sight {
            parts: &parts,
            told: &told,
            settings: &settings,
            selection: settings.selection(),
        };
        self.warn(&sight);
        let content = match self.kind {
            Kind::Banner => self.draw_banner(&sight),
            Kind::Status => Some(self.draw_status(&sight)),
            Kind::Components => Some(lists(self.lists(&sight))),
        };
        let (theme, words) = (settings.get("theme").to_owned(), self.words);
        let on_act = Some(self.on_act.clone());
        view! { <Lamp theme words content on_act /> }.into_inner()
    }

    /// Tells the host which of its words name nothing of any page.
    fn warn(&self, sight: &Sight<'_>) {
        let mut unmatched: Option<Vec<&str>> = None;
        for page in sight.told {
            // Until all are known, one of them may have it.
            let Some(known) = page.known else { return };
            let here = sight.selection.unmatched(known.summary);
            match &mut unmatched {
                Some(unmatched) => unmatched.retain(|word| here.contains(word)),
                None => unmatched = Some(here),
            }
        }
        for word in unmatched.unwrap_or_default() {
            let mut message = String::from("nothing matches: ");
            message.push_str(word);
            self.outlet.warn(message);
        }
    }

    fn draw_banner(&self, sight: &Sight<'_>) -> Option<Node> {
        let is_hushed = self.hushed.take();
        let view = banner(sight.told, &sight.selection);
        let line = view.as_ref().map(|view| Line {
            text: view.announcement(),
            page: view.page.clone(),
            events: view.dismisses.clone(),
            is_urgent: view.event.tone == Tone::Critical,
            is_hushed,
        });
        let place = sight.settings.place(&self.pages);
        self.outlet.say(place, line, sight.revision());
        if view.is_none() {
            self.opened.unfolded.take();
        }
        let view = view?;
        let position = sight.settings.get("position").to_owned();
        let unfolded = self.opened.unfolded.get();
        let on_act = self.on_act.clone();
        Some(view! { <Banner view position unfolded on_act /> }.into_inner())
    }

    fn draw_status(&self, sight: &Sight<'_>) -> Node {
        let words = self.words;
        let mut waiting = None;
        let mut names = Vec::new();
        for (page, part) in sight.told.iter().zip(sight.parts) {
            match page.known {
                Some(known) => names.push(known.summary.page.name.as_str()),
                None => {
                    names.push(&part.store.page);
                    waiting = waiting.or_else(|| Some(part.waiting()));
                }
            }
        }
        let waiting = waiting.unwrap_or(Phrase::Loading);
        let view = status(sight.told, &sight.selection, words, waiting);
        let names = words.names(&names, names.len()).text();
        let label = words.of_name(Phrase::StatusOf, &names).text();
        let mut panel = None;
        if self.opened.panel.get() {
            let theme = sight.settings.get("theme").to_owned();
            let is_past = self.opened.past.get();
            panel = Some(Panel {
                lists: self.lists(sight),
                past: is_past.then(|| past_incidents(self.pages.clone(), theme)),
            });
        }
        let on_act = self.on_act.clone();
        view! { <Status view label words panel on_act /> }.into_inner()
    }

    /// A component list for each page, labelled where there are several.
    fn lists(&self, sight: &Sight<'_>) -> Vec<Node> {
        let words = self.words;
        let mut lists = Vec::new();
        let mut is_old = false;
        for (page, part) in sight.told.iter().zip(sight.parts) {
            lists.push(if let Some(known) = page.known {
                is_old |= part.news.unreachable;
                let mut view = component_list(known, &sight.selection);
                view.is_labelled = sight.parts.len() > 1;
                view! { <ComponentList view /> }.into_inner()
            } else {
                let waiting = part.waiting();
                view! { <Waiting waiting words /> }.into_inner()
            });
        }
        if is_old && page::is_offline() {
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
            Act::Toggle => opened.panel.set(page::opens(event)),
            Act::Past => opened.past.set(!opened.past.get()),
            Act::Key => {
                let is_open = opened.unfolded.get() != Unfolded::Nothing || opened.panel.get();
                if !is_open || !page::is_escape(event) {
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
        let Some((page, events)) = self.outlet.dismissed() else {
            return;
        };
        self.opened.unfolded.take();
        let mut parts = self.parts.borrow_mut();
        if let Some(part) = parts.iter_mut().find(|part| part.store.page == page) {
            part.news.dismissed.extend(events);
        }
        drop(parts);
        self.settings_changed.notify();
    }
}

fn toggle(unfolded: &Cell<Unfolded>, to: Unfolded) {
    let is_open = unfolded.get() == to;
    unfolded.set(if is_open { Unfolded::Nothing } else { to });
}
