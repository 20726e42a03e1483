//! The elements of the first bundle: what each draws from what is known.

use super::{
    focus::Focus,
    mounted::Drawn,
    outlet::{Line, Outlet},
    page,
    store::Store,
};
use crate::{News, Settings};
use leptos::prelude::*;
use statuslamp_view::{
    Act, Drawing, Lamp, Panel, Phrase, Selection, Sentence, Told, Tone, Unfolded, Words, banner,
    component_list, draw_banner, draw_list, draw_offline, draw_status, draw_waiting, status,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
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
    outlet: Outlet,
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
        Rc::new(Self {
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
        })
    }

    /// Tells the host which of its words name nothing of any page.
    fn warn_unmatched(&self, sight: &Sight<'_>) {
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

    fn draw_banner(&self, drawing: &mut Drawing, sight: &Sight<'_>) {
        let is_hushed = self.hushed.take();
        let view = banner(sight.told, &sight.selection);
        let line = view.as_ref().map(|view| Line {
            text: view.announcement(),
            page: view.page.to_owned(),
            events: view.dismisses.clone(),
            is_urgent: view.event.tone == Tone::Critical,
            is_hushed,
        });
        let place = sight.settings.place(&self.pages);
        self.outlet.say(place, line, sight.revision());
        let Some(view) = view else {
            self.opened.unfolded.take();
            return;
        };
        let position = sight.settings.get("position");
        draw_banner(drawing, &view, position, self.opened.unfolded.get());
    }

    fn draw_status(&self, drawing: &mut Drawing, sight: &Sight<'_>) {
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
        let mut told = Sentence::default();
        words.names(&mut told, &names, names.len());
        let label = words.of_name(Phrase::StatusOf, &told.text()).text();
        let lists = |drawing: &mut Drawing| self.draw_lists(drawing, sight);
        let past = (&*self.pages, sight.settings.get("theme"));
        let panel = self.opened.panel.get().then_some(Panel {
            lists: &lists,
            past: self.opened.past.get().then_some(past),
        });
        draw_status(drawing, &view, &label, panel);
    }

    /// A component list for each page, labelled where there are several.
    fn draw_lists(&self, drawing: &mut Drawing, sight: &Sight<'_>) {
        let mut each = sight.told.iter().zip(sight.parts);
        let is_old = each.any(|(page, part)| page.known.is_some() && part.news.unreachable);
        if is_old && page::is_offline() {
            draw_offline(drawing);
        }
        for (page, part) in sight.told.iter().zip(sight.parts) {
            if let Some(known) = page.known {
                let mut view = component_list(known, &sight.selection);
                view.is_labelled = sight.parts.len() > 1;
                draw_list(drawing, &view);
            } else {
                draw_waiting(drawing, part.waiting());
            }
        }
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

impl Drawn for Scene {
    fn draw(&self) -> Drawing {
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
        let mut selection = settings.selection();
        // A closed banner has no room for a story.
        let is_closed = self.opened.unfolded.get() == Unfolded::Nothing;
        selection.is_brief = self.kind == Kind::Banner && is_closed;
        let sight = Sight {
            parts: &parts,
            told: &told,
            settings: &settings,
            selection,
        };
        self.warn_unmatched(&sight);
        let (theme, words) = (settings.get("theme").to_owned(), self.words);
        let content = |drawing: &mut Drawing| match self.kind {
            Kind::Banner => self.draw_banner(drawing, &sight),
            Kind::Status => self.draw_status(drawing, &sight),
            Kind::Components => {
                let lists = |drawing: &mut Drawing| self.draw_lists(drawing, &sight);
                drawing.element("div|class=lists", lists);
            }
        };
        view! { <Lamp theme words content /> }.into_inner()
    }

    fn hear_act(&self, act: Act, about: &str) {
        let opened = &self.opened;
        match act {
            Act::Dismiss => return self.dismiss(),
            Act::Details => toggle(&opened.unfolded, Unfolded::Details),
            Act::Rest => toggle(&opened.unfolded, Unfolded::Rest),
            // Where the browser knows no popover, a click opens it like anything else.
            Act::Panel if !self.focus.has_popover() => opened.panel.set(!opened.panel.get()),
            Act::Panel => return,
            Act::Toggle => opened.panel.set(about == "open"),
            Act::Past => opened.past.set(!opened.past.get()),
            Act::Close => {
                let is_open = opened.unfolded.get() != Unfolded::Nothing || opened.panel.get();
                if !is_open {
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
            Act::More | Act::Components | Act::Story => return,
        }
        self.settings_changed.notify();
    }

    fn hear(&self, news: Vec<News>) {
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

fn toggle(unfolded: &Cell<Unfolded>, to: Unfolded) {
    let is_open = unfolded.get() == to;
    unfolded.set(if is_open { Unfolded::Nothing } else { to });
}
