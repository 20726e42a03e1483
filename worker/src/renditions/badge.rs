//! A badge: a name and its state as a small SVG image, for a README or a wiki.
//!
//! It stands in documents of others, light or dark, and may be kept by their proxies: it says how
//! things stand in words, never by colour alone, and of what is not fresh only what it was last.

use crate::{
    components, config::Config, page::DocumentKind, platform::Platform, published::Served,
    query::Parameters, router::document, shelf::Shelf, trouble::Trouble,
};
use statuslamp_model::{ComponentStatus, Freshness, PageId, Verdict};

/// What it is sent as.
const MEDIA_TYPE: &str = "image/svg+xml; charset=utf-8";
/// Most letters of a name.
const MAX_LETTERS: usize = 40;
/// Height of the image, and where a line of text stands in it, in pixels.
const HEIGHT: u32 = 20;
/// Size of the letters, in pixels.
const LETTER: u32 = 12;
/// From the left edge to the first letter: the sign and the room around it.
const TEXT_FROM: u32 = 20;

/// The sign before the words: its shape tells what its colour tells.
struct Sign {
    path: &'static str,
    colour: &'static str,
}

/// The badge of a page or, where the query has `component`, of one of its components.
pub(crate) async fn answer<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    config: &Config,
    page: PageId,
    query: &str,
) -> Result<Served, Trouble> {
    let parameters = Parameters::lenient(query, &["component"]);
    let now = platform.now();
    let (source, image) = if let Some(name) = parameters.get("component") {
        let (source, summary) = components::summary(platform, shelf, &page).await?;
        let Some(component) = components::named(&summary.components, name) else {
            return Err(Trouble::UnknownComponent(page, name.to_owned()));
        };
        let freshness = summary.reading().freshness(now);
        (source, svg(&component.name, component.status, freshness))
    } else {
        let name = config.page(&page).map(|entry| entry.name.as_str());
        let kind = DocumentKind::Verdict;
        let source = document(platform, shelf, page.clone(), kind, 0).await?;
        let verdict: Verdict =
            serde_json::from_slice(&source.body).map_err(|_| Trouble::Internal)?;
        let freshness = verdict.reading().freshness(now);
        let name = name.unwrap_or(page.as_str());
        (source, svg(name, verdict.overall, freshness))
    };
    let badge = source.rendered_as(image.into_bytes());
    Ok(Served::from(badge).sent_as(MEDIA_TYPE))
}

/// The badge of something called `name` whose last known state is `status`.
pub(crate) fn svg(name: &str, status: ComponentStatus, freshness: Freshness) -> String {
    let words = words(status, freshness);
    let sign = sign(status, freshness);
    let mut name: String = name.chars().filter(|it| !it.is_control()).collect();
    if let Some((end, _)) = name.char_indices().nth(MAX_LETTERS) {
        name.truncate(end);
        name.push('…');
    }
    let text = escaped(&format!("{name}: {words}"));
    let length = width(&name) + width(": ") + width(words);
    let width = TEXT_FROM + length + 2;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{HEIGHT}\" role=\"img\">\
         <title>{text}</title>\
         <style>text{{font:{LETTER}px system-ui,sans-serif;fill:#24292f}}\
         @media(prefers-color-scheme:dark){{text{{fill:#f0f3f6}}}}</style>\
         <path d=\"{}\" fill=\"{}\"/>\
         <text x=\"{TEXT_FROM}\" y=\"14\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>\
         </svg>",
        sign.path, sign.colour,
    )
}

/// What is not fresh is not said to be so.
const fn words(status: ComponentStatus, freshness: Freshness) -> &'static str {
    match (freshness, status) {
        (Freshness::Unknown, _) | (_, ComponentStatus::Unknown) => "unknown",
        (Freshness::Fresh, ComponentStatus::Operational) => "operational",
        (Freshness::Fresh, ComponentStatus::UnderMaintenance) => "under maintenance",
        (Freshness::Fresh, ComponentStatus::DegradedPerformance) => "degraded performance",
        (Freshness::Fresh, ComponentStatus::PartialOutage) => "partial outage",
        (Freshness::Fresh, ComponentStatus::MajorOutage) => "major outage",
        (Freshness::Stale, ComponentStatus::Operational) => "was operational",
        (Freshness::Stale, ComponentStatus::UnderMaintenance) => "was under maintenance",
        (Freshness::Stale, ComponentStatus::DegradedPerformance) => "was degraded",
        (Freshness::Stale, ComponentStatus::PartialOutage) => "was partly down",
        (Freshness::Stale, ComponentStatus::MajorOutage) => "was down",
    }
}

/// Colours that stand out from white and from black alike.
const fn sign(status: ComponentStatus, freshness: Freshness) -> Sign {
    const RING: &str = "M10 4a6 6 0 1 0 .1 0zm0 2a4 4 0 1 1-.1 0z";
    let (path, colour) = match (freshness, status) {
        (Freshness::Stale | Freshness::Unknown, _) | (_, ComponentStatus::Unknown) => {
            (RING, "#7d858f")
        }
        // A disc, a wrench's square, a triangle, a diamond, a cross.
        (Freshness::Fresh, ComponentStatus::Operational) => ("M10 4a6 6 0 1 0 .1 0z", "#2a9150"),
        (Freshness::Fresh, ComponentStatus::UnderMaintenance) => ("M5 5h10v10h-10z", "#4283dd"),
        (Freshness::Fresh, ComponentStatus::DegradedPerformance) => ("M10 4l7 12h-14z", "#b07a10"),
        (Freshness::Fresh, ComponentStatus::PartialOutage) => ("M10 3l7 7-7 7-7-7z", "#cb6514"),
        (Freshness::Fresh, ComponentStatus::MajorOutage) => (
            "M6 4l4 4 4-4 2 2-4 4 4 4-2 2-4-4-4 4-2-2 4-4-4-4z",
            "#d8434a",
        ),
    };
    Sign { path, colour }
}

/// About how wide a text is, in pixels; the image then makes it exactly that wide, so that it fits
/// whatever font there is.
fn width(text: &str) -> u32 {
    let tenths: u32 = text.chars().map(tenths).sum();
    (tenths * LETTER).div_ceil(10)
}

/// The width of a letter in tenths of its height.
const fn tenths(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 3,
        'f' | 'r' | 't' | ' ' | '(' | ')' | '[' | ']' | '-' | '/' => 4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 9,
        'A'..='Z' => 7,
        // Full-width scripts.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}' => 10,
        _ => 6,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_REST_BYTES: usize = 480;

    #[test]
    fn at_rest_it_is_small() {
        let badge = svg("Noterro", ComponentStatus::Operational, Freshness::Fresh);

        assert!(badge.len() <= AT_REST_BYTES, "{} bytes", badge.len());
    }

    #[test]
    fn it_says_operational_only_of_what_was_read_recently() {
        for &status in ComponentStatus::ALL {
            for freshness in [Freshness::Fresh, Freshness::Stale, Freshness::Unknown] {
                let badge = svg("Noterro", status, freshness);

                let is_green = badge.contains("#2a9150") || badge.contains(": operational");
                let is_so = (status, freshness) == (ComponentStatus::Operational, Freshness::Fresh);
                assert_eq!(is_green, is_so, "{status} {freshness:?}");
            }
        }
    }

    #[test]
    fn every_state_has_words_and_a_shape_of_its_own() {
        let mut seen: Vec<_> = ComponentStatus::ALL
            .iter()
            .map(|status| {
                let sign = sign(*status, Freshness::Fresh);
                (words(*status, Freshness::Fresh), sign.path, sign.colour)
            })
            .collect();
        let all = seen.len();
        for at in 0..3 {
            seen.sort_by_key(|state| [state.0, state.1, state.2][at]);
            seen.dedup_by_key(|state| [state.0, state.1, state.2][at]);
            assert_eq!(seen.len(), all);
        }
    }

    #[test]
    fn a_name_is_text_and_never_markup() {
        let badge = svg(
            "<script>&\u{0}\n",
            ComponentStatus::Unknown,
            Freshness::Fresh,
        );

        assert!(
            badge.contains("<title>&lt;script>&amp;: unknown</title>"),
            "{badge}"
        );
    }

    #[test]
    fn a_long_name_is_cut() {
        let badge = svg(&"ü".repeat(200), ComponentStatus::Unknown, Freshness::Fresh);

        assert!(badge.contains(&format!(">{}…: unknown</title>", "ü".repeat(MAX_LETTERS))));
    }
}
