//! `/`: the pages this lamp watches, and how each fares.

use crate::{
    answer::Answer,
    document::{About, Frame, SITE},
    said::Said,
};
use serde_json::json;
use statuslamp_model::{ComponentStatus, Freshness, Reading};
use statuslamp_view::{Drawing, Phrase, Sentence, Tone, draw_sentence, draw_toned};

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
        drawing.element("section|class=section|id=watched", |drawing| {
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
        drawing.element("a|class=name", |drawing| {
            drawing.with("href", &frame.way(&format!("/is/{}", page.id)));
            drawing.line("bdi", &page.name);
        });
        draw_toned(drawing, Tone::of_status(status), |drawing| {
            drawing.element("span", |drawing| {
                draw_sentence(drawing, &state(frame, page, status));
            });
        });
    });
}

/// The state; where that may not be stated as present, when it was last heard of.
fn state(frame: &Frame<'_>, page: &Watched, status: ComponentStatus) -> Sentence {
    let words = frame.tongue.words;
    if status != ComponentStatus::Unknown {
        return Sentence::of_words(&words.overall(status));
    }
    let name = Sentence::of_name(&page.name);
    match page.reading.checked_at {
        Some(at) if page.overall != ComponentStatus::Unknown => {
            let mut time = Sentence::default();
            let told = words.formats().moment(at, frame.now);
            time.time(&told, &words.formats().instant(at));
            words.say(Phrase::LastHeard, &[("name", &name), ("ago", &time)])
        }
        Some(_) => Answer::to(frame, status).text,
        None => words.say(Phrase::NeverHeard, &[("name", &name)]),
    }
}
