//! The past of a page: days as bars, planned work, what happened by the month.

use super::{
    detail::detail,
    icon::chevron,
    parts::{foreign, labelled, name, outward, sentence, toned},
};
use crate::{
    model::{Sentence, Tone},
    node::{Act, Node, OnAct, element, text},
    record::{
        BarView, DayRun, MonthView, PastView, PlannedView, RecordView, StoryView, UptimeView, Wish,
    },
    words::{Phrase, Words},
};
use std::{borrow::Cow, rc::Rc};

/// What a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Older events.
    More,
    /// The days of every component.
    Components,
    /// The whole story of the event with this id.
    Story(String),
}

/// Who hears of it.
pub type OnAsk = Rc<dyn Fn(Ask)>;

/// The past of a page.
pub fn record(view: RecordView, words: Words, ask: &OnAsk) -> Node {
    let mut parts = vec![element("h2", "overall", vec![name(view.name.clone())])];
    if !view.age.0.is_empty() {
        parts.push(element("p", "mark", sentence(view.age)));
    }
    if let Some(uptime) = view.uptime {
        let mut days = days(uptime);
        days.push(components(
            view.components,
            view.reading_components,
            words,
            ask,
        ));
        parts.push(element("div", "section", days).with("part", "uptime"));
    }
    if !view.upcoming.is_empty() {
        let planned = view.upcoming.into_iter();
        let planned = planned.map(|event| planned_event(event, words));
        let list = element("ul", "planned", planned.collect()).with("role", "list");
        let heading = heading("h3", "group", words.get(Phrase::Upcoming));
        parts.push(element("div", "section", vec![heading, list]).with("part", "upcoming"));
    }
    parts.push(past(
        view.months,
        (view.has_more, view.reading_more),
        words,
        ask,
    ));
    let source = words.of_name(Phrase::Source, &view.name);
    let source = outward(words, "", view.url, sentence(source));
    parts.push(element("p", "source", vec![source]));
    element("section", "list record", parts)
        .with("part", "record")
        .with("aria-label", view.label)
        .keyed(view.page)
}

/// One event by itself, in full.
pub fn story(view: PastView, words: Words) -> Node {
    // Whose it is, for whoever goes by headings: none is left out then.
    let mut parts = vec![element("h2", "aside", vec![name(view.vendor)])];
    if !view.title.is_empty() {
        let title = foreign("", view.title);
        let heading = element("h3", "overall", vec![title]);
        parts.push(toned(view.tone, heading));
    }
    parts.extend(view.story.map(|view| told(view, words)));
    element("section", "list record", parts)
        .with("part", "record")
        .keyed(view.id)
}

fn heading(tag: &'static str, class: &'static str, words: &'static str) -> Node {
    element(tag, class, vec![text(words)])
}

/// The share, the bars, and in words what was not well.
fn days(view: UptimeView) -> Vec<Node> {
    let is_page = view.name.is_empty();
    let label = if is_page {
        view.title.clone()
    } else {
        [view.name.as_str(), &view.title].join(": ")
    };
    let title = if is_page {
        vec![element("h3", "share", vec![text(view.title)])]
    } else {
        vec![
            element("h4", "name", vec![name(view.name)]),
            labelled("mark", view.title),
        ]
    };
    let bars = view.bars.into_iter().map(bar).collect();
    let bars = element("ol", "bars", bars)
        .with("part", "bars")
        .with("role", "list")
        .with("tabindex", "0")
        .with("aria-label", label);
    let axis = vec![labelled("", view.from), labelled("", view.to)];
    let mut parts = vec![
        element("div", "head", title),
        bars,
        element("div", "axis", axis).with("aria-hidden", "true"),
    ];
    if !view.runs.is_empty() {
        let runs = view.runs.into_iter().map(run).collect();
        let list = element("ul", "runs", runs).with("role", "list");
        parts.push(disclosure(view.label, vec![list], None));
    }
    parts
}

fn bar(view: BarView) -> Node {
    let known = match view.known {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4.. => "4",
    };
    let words = labelled("aside", view.text.clone());
    element("li", "bar", vec![words])
        .with("part", "bar")
        .with("data-tone", view.tone.as_str())
        .with("data-known", known)
        .with("title", view.text)
}

fn run(view: DayRun) -> Node {
    let line = vec![
        labelled("name", view.days),
        text(" "),
        labelled("mark", view.text),
    ];
    element("li", "", vec![toned(view.tone, element("span", "", line))])
}

/// The days of each component, behind a disclosure: they are read when it is opened.
fn components(views: Vec<UptimeView>, wish: Wish, words: Words, ask: &OnAsk) -> Node {
    let inside = match wish {
        Wish::None => {
            let rows = views.into_iter();
            let rows = rows.map(|view| element("li", "", days(view)));
            element("ul", "days", rows.collect()).with("role", "list")
        }
        Wish::Reading => waiting(Phrase::Loading, words),
        Wish::Failed => waiting(Phrase::Failed, words),
    };
    let ask = Rc::clone(ask);
    let on_open = OnAct::new(move |_, _| ask(Ask::Components));
    let label = words.get(Phrase::Components);
    disclosure(label, vec![inside], Some(on_open))
}

fn planned_event(view: PlannedView, words: Words) -> Node {
    let mut first = vec![element("h4", "name", vec![foreign("", view.title)])];
    if !view.phase.is_empty() {
        first.push(labelled("phase", view.phase));
    }
    let mut lines = vec![element("div", "first", first)];
    for line in [view.when, view.affects] {
        if !line.0.is_empty() {
            lines.push(element("p", "mark", sentence(line)));
        }
    }
    let mut ways = Vec::new();
    if !view.calendar.is_empty() {
        let link = element("a", "part", vec![text(words.get(Phrase::AddToCalendar))])
            .with("href", view.calendar)
            .with("download", view.file)
            .with("part", "calendar");
        ways.push(link);
    }
    let details = vec![text(words.get(Phrase::Details))];
    ways.push(outward(words, "part", view.url, details));
    lines.push(element("p", "last", ways));
    let inside = toned(Tone::Maintenance, element("div", "says", lines));
    element("li", "", vec![inside]).keyed(view.id)
}

/// What happened, by the month.
fn past(months: Vec<MonthView>, (has_more, wish): (bool, Wish), words: Words, ask: &OnAsk) -> Node {
    let mut parts = vec![heading("h3", "group", words.get(Phrase::Past))];
    let is_empty = months.is_empty() && !has_more;
    let mut lists = Vec::new();
    for month in months {
        let events = month.events.into_iter();
        let events = events.map(|event| past_event(event, words, ask));
        lists.push(element("h4", "month", vec![text(month.name)]));
        lists.push(element("ul", "events", events.collect()).with("role", "list"));
    }
    // In a place of their own: the button below stays the same, and keeps the focus.
    parts.push(if is_empty {
        heading("p", "mark", words.get(Phrase::NonePast))
    } else {
        element("div", "", lists)
    });
    if has_more {
        let ask = Rc::clone(ask);
        let busy = if wish == Wish::Reading {
            "true"
        } else {
            "false"
        };
        parts.push(
            element(
                "button",
                "button more",
                vec![text(words.get(Phrase::ShowMore))],
            )
            .with("type", "button")
            .with("part", "more")
            .with("aria-busy", busy)
            .on(Act::More, &OnAct::new(move |_, _| ask(Ask::More))),
        );
    }
    if wish == Wish::Failed {
        parts.push(waiting(Phrase::Failed, words));
    }
    element("div", "section", parts).with("part", "past")
}

fn past_event(view: PastView, words: Words, ask: &OnAsk) -> Node {
    let facts = view.facts.into_iter();
    let facts = facts.map(|fact| element("span", "part", sentence(fact)));
    let lines = vec![
        foreign("name", view.title),
        element("span", "last", facts.collect()),
    ];
    let summary = vec![toned(view.tone, element("span", "says", lines)), chevron()];
    let (own, ask) = (view.id.clone(), Rc::clone(ask));
    let on_open = OnAct::new(move |_, _| ask(Ask::Story(own.clone())));
    let mut inside = vec![element("summary", "", summary)];
    inside.extend(view.story.map(|view| told(view, words)));
    let details = element("details", "", inside).on(Act::Unfold, &on_open);
    element("li", "", vec![details])
        .with("part", "event")
        .keyed(view.id)
}

/// The whole story of an event, as far as it is there.
fn told(view: StoryView, words: Words) -> Node {
    match view {
        StoryView::Reading => waiting(Phrase::Loading, words),
        StoryView::Failed => waiting(Phrase::Failed, words),
        StoryView::Missing => waiting(Phrase::NotFound, words),
        StoryView::Known(view, url) => {
            let source = vec![text(words.get(Phrase::StatusPage))];
            let source = element("p", "source", vec![outward(words, "", url, source)]);
            element("div", "story", vec![detail(*view, words), source])
        }
    }
}

fn waiting(phrase: Phrase, words: Words) -> Node {
    let busy = if phrase == Phrase::Loading {
        "true"
    } else {
        "false"
    };
    heading("p", "mark", words.get(phrase)).with("aria-busy", busy)
}

/// Something behind a line that opens it.
fn disclosure(
    label: impl Into<Cow<'static, str>>,
    inside: Vec<Node>,
    on_open: Option<OnAct>,
) -> Node {
    let mut parts = vec![element("summary", "fold", vec![text(label), chevron()])];
    parts.extend(inside);
    let details = element("details", "", parts);
    match on_open {
        Some(on_open) => details.on(Act::Unfold, &on_open),
        None => details,
    }
}

/// Whose past it is, when several are shown: `Sentence` of a page that was never read.
pub fn unread(label: Sentence, phrase: Phrase, words: Words) -> Node {
    let heading = element("h2", "overall", sentence(label));
    element(
        "section",
        "list record",
        vec![heading, waiting(phrase, words)],
    )
    .with("part", "record")
}
