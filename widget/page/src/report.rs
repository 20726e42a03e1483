//! An event in full: as one of the reports of a page, and by itself.

use crate::{
    answer::time,
    document::{About, Frame, SITE, trail},
    said::Said,
};
use serde_json::{Value, json};
use statuslamp_model::{Account, AnnouncedEvent, ComponentStatus, Event, Timestamp};
use statuslamp_view::{
    DetailView, Drawing, Known, Phrase, Sentence, Tone, Words, draw_detail, draw_foreign,
    draw_icon, draw_sentence, draw_some, draw_way, phase,
};

use std::fmt::Write;

/// Letters of a description that a search engine shows.
const DESCRIPTION_LETTERS: usize = 300;

/// The path of an event's own page.
pub(crate) fn path(known: &Known<'_>, event: &Event) -> String {
    let page = known.summary.page.id.as_str();
    let mut path = format!("/is/{page}/incidents/");
    for byte in event.id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}

/// A report among others: its title leads to its own page.
pub(crate) fn draw_report(
    drawing: &mut Drawing,
    frame: &Frame<'_>,
    known: &Known<'_>,
    event: &Event,
    headline: &Sentence,
) {
    drawing.element("article|class=report", |drawing| {
        drawing.with("data-tone", tone(known, event).as_str());
        drawing.element("h3|class=title", |drawing| {
            draw_icon(drawing, tone(known, event));
            drawing.element("a", |drawing| {
                drawing.with("href", &frame.way(&path(known, event)));
                drawing.with("dir", "auto");
                drawing.text(title(known.words, event));
            });
        });
        told(drawing, frame, known, event, headline);
    });
}

/// What stands below a title.
fn told(
    drawing: &mut Drawing,
    frame: &Frame<'_>,
    known: &Known<'_>,
    event: &Event,
    headline: &Sentence,
) {
    let words = known.words;
    drawing.element("p|class=last", |drawing| {
        let stands = phase(event.phase, event.phase_raw.as_deref(), words);
        drawing.some_line("span|class=phase", stands);
        if let Some(impact) = Phrase::impact(event.impact) {
            drawing.phrase_line("span|class=part", impact);
        }
        if let Some(at) = moved_at(event) {
            let update = frame.tongue.say(Said::LastUpdate, "time", &time(known, at));
            draw_some(drawing, "span|class=part", &update);
        }
        if event.operator {
            let name = known.name();
            let operator = words.of_name(Phrase::ByOperator, name);
            draw_some(drawing, "span|class=part", &operator);
        } else if event.muted {
            drawing.phrase_line("span|class=part", Phrase::Muted);
        }
    });
    draw_some(drawing, "p|class=effect", headline);
    let whole = AnnouncedEvent::whole(event);
    let mut detail = DetailView::of(&whole, known);
    if !event.is_over() {
        // What grows by the minute is nothing to be printed.
        let duration = words.get(Phrase::Duration);
        detail.facts.retain(|(label, _)| *label != duration);
    }
    draw_detail(drawing, &detail);
    drawing.element("p|class=source", |drawing| {
        draw_way(drawing, "a", known.address(event.url.as_ref()), |drawing| {
            drawing.phrase(if event.operator && event.url.is_some() {
                Phrase::ReadMore
            } else {
                Phrase::StatusPage
            });
        });
    });
}

/// `/is/{page}/incidents/{id}`: the whole story of an event.
pub fn incident(frame: &Frame<'_>, known: &Known<'_>, event: &Event) -> String {
    let page = &known.summary.page;
    let words = known.words;
    let account = Account::of(event, &page.name);
    let home = format!("/is/{}", page.id);
    let title = title(words, event);
    let about = About {
        title: format!("{title} · {}", page.name),
        // The account is told in English alone.
        description: if words.lang() == "en" {
            account.text.chars().take(DESCRIPTION_LETTERS).collect()
        } else {
            let about = frame.tongue.of_name(Said::About, &page.name).text();
            [title, words.stop(), &about].concat()
        },
        data: data(frame, known, event, &account),
        is_found: true,
    };
    // Nothing else of this page has a heading below the first.
    frame.print(&about, page.id.as_str(), 2, |drawing| {
        drawing.element("p|class=trail", |drawing| {
            drawing.element("a", |drawing| {
                drawing.with("href", &frame.way(&home));
                let status = words.of_name(Phrase::StatusOf, &page.name);
                draw_sentence(drawing, &status);
            });
        });
        drawing.element("article|class=report whole|id=report", |drawing| {
            let tone = tone(known, event);
            drawing.with("data-tone", tone.as_str());
            drawing.element("h1|class=title", |drawing| {
                draw_icon(drawing, tone);
                draw_foreign(drawing, "span", title);
            });
            if words.lang() == "en" {
                drawing.line("p|class=account", &account.text);
            }
            told(drawing, frame, known, event, &Sentence::default());
        });
    })
}

/// The vendor's title, or what it is.
fn title(words: Words, event: &Event) -> &str {
    if event.title.is_empty() {
        words.get(Phrase::kind(event.kind))
    } else {
        &event.title
    }
}

/// What is open is toned as far as it may be stated as present.
fn tone(known: &Known<'_>, event: &Event) -> Tone {
    if event.is_over() || event.operator || known.is_fresh() {
        Tone::of_event(event.kind, event.impact, ComponentStatus::Operational)
    } else {
        Tone::Neutral
    }
}

/// When something was last said of it.
fn moved_at(event: &Event) -> Option<Timestamp> {
    let said = event.updates.iter().filter_map(|update| update.at).max();
    said.or(event.updated_at).or(event.started_at)
}

fn data(frame: &Frame<'_>, known: &Known<'_>, event: &Event, account: &Account) -> Value {
    let page = &known.summary.page;
    let address = frame.address(frame.path);
    let title = title(known.words, event);
    json!({
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Article",
                "@id": address,
                "url": address,
                "headline": title.chars().take(110).collect::<String>(),
                "description": account.text,
                "inLanguage": known.words.lang(),
                "datePublished": event.started_at,
                "dateModified": moved_at(event),
                "about": { "@type": "Organization", "name": page.name, "url": page.url },
                "publisher": { "@type": "Organization", "name": SITE, "url": frame.address("/") },
                "isBasedOn": event.url.as_ref().unwrap_or(&page.url),
            },
            trail(&[
                (SITE, frame.address("/")),
                (&page.name, frame.address(&format!("/is/{}", page.id))),
                (title, address.clone()),
            ]),
        ],
    })
}
