//! `/is/{page}`: the state right now, and every report.

use crate::{
    answer::{Answer, time},
    document::{About, Frame, SITE, trail},
    report::draw_report,
    said::Said,
};
use serde_json::{Value, json};
use statuslamp_model::{Event, Uptime, UptimeDay};
use statuslamp_view::{
    Counted, Drawing, EventView, Known, ListView, Phrase, Selection, Sentence, UptimeView,
    component_list, draw_days, draw_groups, draw_sentence, draw_some,
};

/// What was read of a page.
#[derive(Clone, Copy, Debug)]
pub struct StatusPage<'a> {
    /// What is known of it, how well, and when that is.
    pub known: Known<'a>,
    /// Reports in full, newest first.
    pub reports: &'a [Event],
    /// Where older ones begin; `None` at the end.
    pub older: Option<&'a str>,
    /// Whether these are the newest ones.
    pub is_first: bool,
    /// The days of the whole page.
    pub uptime: Option<&'a Uptime>,
}

/// The page of a vendor's.
pub fn status(frame: &Frame<'_>, shown: &StatusPage<'_>) -> String {
    let known = &shown.known;
    let page = &known.summary.page;
    let answer = Answer::of(frame, known);
    let list = component_list(*known, &Selection::default());
    let question = frame.tongue.of_name(Said::Question, &page.name).text();
    let about = About {
        title: question.clone(),
        description: frame.tongue.of_name(Said::About, &page.name).text(),
        data: data(frame, known, &question),
        is_found: true,
    };
    frame.print(&about, page.id.as_str(), 0, |drawing| {
        drawing.element("div|class=now", |drawing| {
            let reading = known.reading;
            if let Some(until) = reading.fresh_until.filter(|_| known.is_fresh()) {
                // When the answer stops being one; the script asks again then.
                drawing.with("data-until", &until.to_string());
            }
            drawing.with("data-now", &known.now.to_string());
            answer.draw(drawing, frame, known);
            draw_some(drawing, "p|class=mark", &list.says);
        });
        if shown.is_first {
            present(drawing, frame, known, &list);
            if let Some(uptime) = shown.uptime.filter(|uptime| has_days(uptime)) {
                days(drawing, uptime, known);
            }
        }
        past(drawing, frame, shown);
    })
}

/// What is open, the components, what is planned.
fn present(drawing: &mut Drawing, frame: &Frame<'_>, known: &Known<'_>, list: &ListView<'_>) {
    let events = |drawing: &mut Drawing, views: &[EventView<'_>]| {
        for view in views {
            let of_view = |event: &&Event| event.id == view.id;
            if let Some(event) = known.summary.events.iter().find(of_view) {
                draw_report(drawing, frame, known, event, &view.headline);
            }
        }
    };
    if !list.events.is_empty() {
        section(drawing, "open", |drawing| {
            drawing.element("h2|class=heading", |drawing| {
                draw_sentence(drawing, &open(frame, known));
            });
            events(drawing, &list.events);
        });
    }
    if !list.groups.is_empty() {
        section(drawing, "components", |drawing| {
            drawing.phrase_line("h2|class=heading", Phrase::Components);
            draw_groups(drawing, &list.groups);
        });
    }
    if !list.upcoming.is_empty() {
        section(drawing, "upcoming", |drawing| {
            drawing.phrase_line("h2|class=heading", Phrase::Upcoming);
            events(drawing, &list.upcoming);
        });
    }
}

/// "Open now"; where that may not be stated as present any more, when it was.
fn open(frame: &Frame<'_>, known: &Known<'_>) -> Sentence {
    let open = Sentence::of_words(frame.tongue.get(Said::OpenNow));
    match known.reading.checked_at.filter(|_| !known.is_fresh()) {
        None => open,
        Some(at) => {
            let slots = [("ago", &time(known, at))];
            known.words.say(Phrase::AsItWas, &slots)
        }
    }
}

fn days(drawing: &mut Drawing, uptime: &Uptime, known: &Known<'_>) {
    let mut view = UptimeView::of("", uptime, known);
    // Dates: nobody redraws this tomorrow.
    let date = |day: Option<&UptimeDay>| {
        let formats = known.words.formats();
        day.map_or_else(String::new, |day| formats.day(&day.date))
    };
    view.from = date(uptime.days.first());
    view.to = date(uptime.days.last());
    section(drawing, "uptime", |drawing| {
        let label = drawing.words().counted(Counted::LastDays, view.bars.len());
        drawing.line("h2|class=heading", &label);
        draw_days(drawing, &view);
    });
}

/// What is over, in full.
fn past(drawing: &mut Drawing, frame: &Frame<'_>, shown: &StatusPage<'_>) {
    section(drawing, "past", |drawing| {
        drawing.phrase_line("h2|class=heading", Phrase::Past);
        let over = shown.reports.iter().filter(|event| event.is_over());
        let mut is_empty = true;
        for event in over {
            is_empty = false;
            draw_report(drawing, frame, &shown.known, event, &Sentence::default());
        }
        if is_empty && shown.older.is_none() {
            drawing.phrase_line("p|class=mark", Phrase::NonePast);
        }
        let page = format!("/is/{}", shown.known.summary.page.id);
        if shown.older.is_some() || !shown.is_first {
            drawing.element("p|class=more", |drawing| {
                if !shown.is_first {
                    turn(drawing, frame, &page, Said::Newest);
                }
                if let Some(cursor) = shown.older {
                    turn(
                        drawing,
                        frame,
                        &format!("{page}?cursor={cursor}"),
                        Said::Older,
                    );
                }
            });
        }
    });
}

fn turn(drawing: &mut Drawing, frame: &Frame<'_>, path: &str, said: Said) {
    drawing.element("a|class=part", |drawing| {
        drawing.with("href", &frame.way(path));
        drawing.text(frame.tongue.get(said));
    });
}

/// A part of the page, which the script replaces by itself when it changes.
fn section(drawing: &mut Drawing, id: &str, draw: impl FnOnce(&mut Drawing)) {
    drawing.element("section|class=section record", |drawing| {
        drawing.with("id", id);
        draw(drawing);
    });
}

/// A page without components has no days.
fn has_days(uptime: &Uptime) -> bool {
    uptime.days.iter().any(|day| day.seconds.total() > 0)
}

fn data(frame: &Frame<'_>, known: &Known<'_>, question: &str) -> Value {
    let page = &known.summary.page;
    let address = frame.address(frame.path);
    json!({
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "WebPage",
                "@id": address,
                "url": address,
                "name": question,
                "inLanguage": known.words.lang(),
                "dateModified": known.reading.checked_at,
                "isBasedOn": page.url,
                "about": { "@type": "Organization", "name": page.name, "url": page.url },
            },
            trail(&[(SITE, frame.address("/")), (&page.name, address.clone())]),
        ],
    })
}
