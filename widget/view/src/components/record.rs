//! The past of a page: days as bars, planned work, what happened by the month.

use super::{
    detail::detail,
    icon::chevron,
    parts::{foreign, name, outward, sentence, some, toned},
};
use crate::{
    drawing::{Act, Drawing},
    model::Tone,
    record::{
        BarView, DayRun, MonthView, PastView, PlannedView, RecordView, StoryView, UptimeView, Wish,
    },
    words::Phrase,
};

/// The past of a page.
pub fn draw_record(drawing: &mut Drawing, view: &RecordView) {
    let section = "section|class=list record|part=record";
    drawing.keyed(section, view.page, |drawing| {
        drawing.with("aria-label", &view.label);
        drawing.element("h2|class=overall", |drawing| name(drawing, view.name));
        some(drawing, "p|class=mark", &view.age);
        if let Some(uptime) = &view.uptime {
            drawing.element("div|class=section|part=uptime", |drawing| {
                days(drawing, uptime);
                components(drawing, view);
            });
        }
        if !view.upcoming.is_empty() {
            drawing.element("div|class=section|part=upcoming", |drawing| {
                drawing.phrase_line("h3|class=group", Phrase::Upcoming);
                drawing.element("ul|class=planned|role=list", |drawing| {
                    for event in &view.upcoming {
                        planned_event(drawing, event);
                    }
                });
            });
        }
        past(drawing, view);
        drawing.element("p|class=source", |drawing| {
            outward(drawing, "a", view.url, |drawing| {
                sentence(drawing, &drawing.words().of_name(Phrase::Source, view.name));
            });
        });
    });
}

/// One event by itself, in full.
pub fn draw_story(drawing: &mut Drawing, view: &PastView) {
    let section = "section|class=list record|part=record";
    drawing.keyed(section, view.id, |drawing| {
        // Whose it is, for whoever goes by headings: none is left out then.
        drawing.element("h2|class=aside", |drawing| name(drawing, view.vendor));
        if !view.title.is_empty() {
            toned(drawing, view.tone, |drawing| {
                drawing.element("h3|class=overall", |drawing| {
                    foreign(drawing, "span", view.title);
                });
            });
        }
        told(drawing, view);
    });
}

/// The share, the bars, and in words what was not well.
pub fn days(drawing: &mut Drawing, view: &UptimeView) {
    let is_page = view.name.is_empty();
    drawing.element("div|class=head", |drawing| {
        if is_page {
            drawing.line("h3|class=share", &view.title);
        } else {
            drawing.element("h4|class=name", |drawing| name(drawing, view.name));
            drawing.line("span|class=mark", &view.title);
        }
    });
    drawing.element("ol|class=bars|part=bars|role=list|tabindex=0", |drawing| {
        let mut label = view.name.to_owned();
        if !is_page {
            label.push_str(": ");
        }
        label.push_str(&view.title);
        drawing.with("aria-label", &label);
        for day in &view.bars {
            bar(drawing, day);
        }
    });
    drawing.element("div|class=axis|aria-hidden=true", |drawing| {
        drawing.line("span", &view.from);
        drawing.line("span", &view.to);
    });
    if !view.runs.is_empty() {
        drawing.element("details", |drawing| {
            fold(drawing, &view.label);
            drawing.element("ul|class=runs|role=list", |drawing| {
                for days in &view.runs {
                    run(drawing, days);
                }
            });
        });
    }
}

fn bar(drawing: &mut Drawing, view: &BarView) {
    let known = match view.known {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4.. => "4",
    };
    drawing.element("li|class=bar|part=bar", |drawing| {
        drawing.with("data-tone", view.tone.as_str());
        drawing.with("data-known", known);
        drawing.with("title", &view.text);
        drawing.line("span|class=aside", &view.text);
    });
}

fn run(drawing: &mut Drawing, view: &DayRun) {
    drawing.element("li", |drawing| {
        toned(drawing, view.tone, |drawing| {
            drawing.element("span", |drawing| {
                drawing.line("span|class=name", &view.days);
                drawing.text(" ");
                drawing.line("span|class=mark", &view.text);
            });
        });
    });
}

/// The days of each component, behind a line that opens them: they are read then.
fn components(drawing: &mut Drawing, view: &RecordView) {
    drawing.acting("details", (Act::Components, view.page), |drawing| {
        let label = drawing.words().get(Phrase::Components);
        fold(drawing, label);
        match view.reading_components {
            Wish::None => drawing.element("ul|class=days|role=list", |drawing| {
                for component in &view.components {
                    drawing.element("li", |drawing| days(drawing, component));
                }
            }),
            Wish::Reading => waiting(drawing, Phrase::Loading),
            Wish::Failed => waiting(drawing, Phrase::Failed),
        }
    });
}

fn planned_event(drawing: &mut Drawing, view: &PlannedView) {
    drawing.keyed("li", view.id, |drawing| {
        toned(drawing, Tone::Maintenance, |drawing| {
            drawing.element("div|class=says", |drawing| {
                drawing.element("div|class=first", |drawing| {
                    drawing.element("h4|class=name", |drawing| {
                        foreign(drawing, "span", view.title);
                    });
                    drawing.some_line("span|class=phase", view.phase);
                });
                some(drawing, "p|class=mark", &view.when);
                some(drawing, "p|class=mark", &view.affects);
                drawing.element("p|class=last", |drawing| ways(drawing, view));
            });
        });
    });
}

/// To the reader's calendar, and to the vendor's page.
fn ways(drawing: &mut Drawing, view: &PlannedView) {
    if !view.calendar.is_empty() {
        drawing.element("a|class=part|part=calendar", |drawing| {
            drawing.with("href", &view.calendar);
            drawing.with("download", &view.file);
            drawing.phrase(Phrase::AddToCalendar);
        });
    }
    outward(drawing, "a|class=part", view.url, |drawing| {
        drawing.phrase(Phrase::Details);
    });
}

/// What happened, by the month.
fn past(drawing: &mut Drawing, view: &RecordView) {
    drawing.element("div|class=section|part=past", |drawing| {
        drawing.phrase_line("h3|class=group", Phrase::Past);
        if view.months.is_empty() && !view.has_more {
            drawing.phrase_line("p|class=mark", Phrase::NonePast);
        } else {
            // In a place of their own: the button below stays the same, and keeps the focus.
            drawing.element("div", |drawing| {
                for MonthView { name, events } in &view.months {
                    drawing.line("h4|class=month", name);
                    drawing.element("ul|class=events|role=list", |drawing| {
                        for event in events {
                            past_event(drawing, event, view.page);
                        }
                    });
                }
            });
        }
        if view.has_more {
            let button = "button|class=button more|type=button|part=more";
            drawing.acting(button, (Act::More, view.page), |drawing| {
                drawing.with_flag("aria-busy", view.reading_more == Wish::Reading);
                drawing.phrase(Phrase::ShowMore);
            });
        }
        if view.reading_more == Wish::Failed {
            waiting(drawing, Phrase::Failed);
        }
    });
}

fn past_event(drawing: &mut Drawing, view: &PastView, page: &str) {
    drawing.keyed("li|part=event", view.id, |drawing| {
        let story = [page, view.id].join(" ");
        drawing.acting("details", (Act::Story, &story), |drawing| {
            drawing.element("summary", |drawing| {
                toned(drawing, view.tone, |drawing| {
                    drawing.element("span|class=says", |drawing| {
                        foreign(drawing, "span|class=name", view.title);
                        drawing.element("span|class=last", |drawing| {
                            for fact in &view.facts {
                                drawing.element("span|class=part", |drawing| {
                                    sentence(drawing, fact);
                                });
                            }
                        });
                    });
                });
                chevron(drawing);
            });
            told(drawing, view);
        });
    });
}

/// The whole story of an event, as far as it was asked for and is there.
fn told(drawing: &mut Drawing, view: &PastView) {
    match &view.story {
        None => {}
        Some(StoryView::Reading) => waiting(drawing, Phrase::Loading),
        Some(StoryView::Failed) => waiting(drawing, Phrase::Failed),
        Some(StoryView::Missing) => waiting(drawing, Phrase::NotFound),
        Some(StoryView::Known(view, url)) => drawing.element("div|class=story", |drawing| {
            detail(drawing, view);
            drawing.element("p|class=source", |drawing| {
                outward(drawing, "a", url, |drawing| {
                    drawing.phrase(Phrase::StatusPage);
                });
            });
        }),
    }
}

fn waiting(drawing: &mut Drawing, phrase: Phrase) {
    drawing.element("p|class=mark", |drawing| {
        drawing.with_flag("aria-busy", phrase == Phrase::Loading);
        drawing.phrase(phrase);
    });
}

/// The line that opens what stands behind it.
fn fold(drawing: &mut Drawing, label: &str) {
    drawing.element("summary|class=fold", |drawing| {
        drawing.text(label);
        chevron(drawing);
    });
}
