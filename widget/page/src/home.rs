//! `/`: the pages this lamp watches, and how each fares.

use crate::{
    answer::Answer,
    document::{About, Frame, SITE},
    said::Said,
};
use serde_json::json;
use statuslamp_model::{ComponentStatus, Freshness, Reading};
use statuslamp_view::{Drawing, Phrase, Sentence, draw_sentence, draw_some, draw_toned};

/// A page this lamp watches.
#[derive(Clone, Debug)]
pub struct Watched {
    /// Its id.
    pub id: String,
    /// The vendor's name.
    pub name: String,
    /// Its state when it was last read.
    pub overall: ComponentStatus,
    /// That reading.
    pub reading: Reading,
}

/// The list of the pages; `next` is where the rest of it begins.
pub fn home(frame: &Frame<'_>, pages: &[Watched], next: Option<&str>) -> String {
    let tongue = &frame.tongue;
    let title = tongue.get(Said::HomeTitle);
    let description = tongue.get(Said::HomeAbout);
    let address = frame.address(frame.path);
    let about = About {
        title: format!("{title} · {SITE}"),
        description: description.to_owned(),
        data: json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": SITE,
            "url": address,
            "description": description,
            "inLanguage": tongue.words.lang(),
        }),
        is_found: true,
    };
    frame.print(&about, "", 0, |drawing| {
        drawing.line("h1|class=question", title);
        drawing.line("p|class=lead", description);
        drawing.element("section|class=section now|id=watched", |drawing| {
            until(drawing, frame, pages);
            drawing.line("h2|class=heading", tongue.get(Said::Watched));
            drawing.element("ul|class=rows|role=list", |drawing| {
                for page in pages {
                    row(drawing, frame, page);
                }
            });
            if let Some(next) = next {
                drawing.element("p|class=more", |drawing| {
                    drawing.element("a|class=part", |drawing| {
                        drawing.with("href", &frame.way(&format!("/?cursor={next}")));
                        drawing.phrase(Phrase::ShowMore);
                    });
                });
            }
        });
    })
}

fn row(drawing: &mut Drawing, frame: &Frame<'_>, page: &Watched) {
    let status = match page.reading.freshness(frame.now) {
        Freshness::Fresh => page.overall,
        Freshness::Stale | Freshness::Unknown => ComponentStatus::Unknown,
    };
    drawing.element("li|class=row", |drawing| {
        drawing.element("div|class=whose", |drawing| {
            drawing.element("a|class=name", |drawing| {
                drawing.with("href", &frame.way(&format!("/is/{}", page.id)));
                drawing.line("bdi", &page.name);
            });
            draw_some(drawing, "p|class=mark", &source(frame, page));
        });
        let answer = Answer::to(frame, status);
        draw_toned(drawing, answer.tone, |drawing| {
            drawing.element("span", |drawing| {
                drawing.with("data-old", frame.tongue.get(Said::NotKnown));
                let state = match status {
                    ComponentStatus::Unknown => answer.text,
                    known => Sentence::of_words(&frame.tongue.words.overall(known)),
                };
                draw_sentence(drawing, &state);
            });
        });
    });
}

/// When the first of the states stops being one of the present, for the script.
fn until(drawing: &mut Drawing, frame: &Frame<'_>, pages: &[Watched]) {
    let fresh = pages.iter().map(|page| page.reading);
    let fresh = fresh.filter(|reading| reading.freshness(frame.now) == Freshness::Fresh);
    if let Some(until) = fresh.filter_map(|reading| reading.fresh_until).min() {
        drawing.with("data-until", &until.to_string());
    }
    drawing.with("data-now", &frame.now.to_string());
}

/// Where the state comes from, and how old it is.
fn source(frame: &Frame<'_>, page: &Watched) -> Sentence {
    let words = frame.tongue.words;
    let name = Sentence::of_name(&page.name);
    let Some(at) = page.reading.checked_at else {
        return words.say(Phrase::NeverHeard, &[("name", &name)]);
    };
    let formats = words.formats();
    let mut time = Sentence::default();
    time.time(&formats.moment(at, frame.now), &formats.instant(at));
    let phrase = match page.reading.freshness(frame.now) {
        Freshness::Fresh => Phrase::Checked,
        Freshness::Stale | Freshness::Unknown => Phrase::LastHeard,
    };
    words.say(phrase, &[("name", &name), ("ago", &time)])
}
