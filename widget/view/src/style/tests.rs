//! The colours reach the contrast of WCAG 2.2 AA, and the sheet fetches nothing.

//! The promises of the style sheet: contrast, scales, no colour outside the tokens.

use super::STYLE;

/// The colour of a custom property in a block of `name: value;` lines.
fn colour(block: &str, name: &str) -> [f64; 3] {
    let line = block
        .lines()
        .find_map(|line| line.strip_prefix(&format!("--{name}: ")))
        .unwrap_or_else(|| panic!("no --{name}"));
    let digits = line
        .rsplit_once('#')
        .map(|(_, rest)| rest.trim_end_matches([';', ')']))
        .expect("a hexadecimal colour");
    let wide = digits.len() == 6;
    [0, 1, 2].map(|channel| {
        let part = if wide {
            digits[channel * 2..channel * 2 + 2].to_owned()
        } else {
            digits[channel..=channel].repeat(2)
        };
        f64::from(u8::from_str_radix(&part, 16).expect("a hexadecimal number")) / 255.0
    })
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        if channel <= 0.040_45 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_text_colour_reaches_four_and_a_half_to_one_on_every_ground_it_stands_on() {
    let tones = [
        "good",
        "maintenance",
        "notice",
        "minor",
        "major",
        "critical",
        "neutral",
    ];
    for block in [include_str!("light.css"), include_str!("dark.css")] {
        let surface = colour(block, "surface");
        for tone in tones {
            let tint = colour(block, &format!("{tone}-tint"));
            for (text, ground) in [
                (tone, tint),
                (tone, surface),
                ("ink", tint),
                ("soft", tint),
                ("soft", surface),
            ] {
                let found = contrast(colour(block, text), ground);
                assert!(found >= 4.5, "{text} with {tone}: {found:.2}");
            }
        }
    }
}

#[test]
fn the_sheet_is_whole() {
    assert_eq!(STYLE.matches('{').count(), STYLE.matches('}').count());
    assert!(!STYLE.contains("url("), "a style sheet must fetch nothing");
    assert!(!STYLE.contains("@import"));
}

/// What stands in backticks in the first column of the tables above the sheet.
fn documented(is_property: bool) -> Vec<&'static str> {
    let rows = include_str!("mod.rs").lines();
    let columns = rows.filter_map(|row| row.strip_prefix("//! | `")?.split(" | ").next());
    let mut names: Vec<_> = columns
        .flat_map(|column| column.split(", "))
        .map(|name| name.trim_matches('`'))
        .filter(|name| name.starts_with("--") == is_property)
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn every_custom_property_a_host_may_set_is_documented_and_works() {
    let mut used: Vec<&str> = STYLE
        .split("var(")
        .filter(|rest| rest.starts_with("--statuslamp-"))
        .filter_map(|rest| rest.split([',', ')']).next())
        .collect();
    used.sort_unstable();
    used.dedup();

    assert_eq!(used, documented(true));
}

#[test]
fn every_part_is_documented_and_there() {
    let sources = [
        include_str!("../components/banner.rs"),
        include_str!("../components/component_list.rs"),
        include_str!("../components/detail.rs"),
        include_str!("../components/event_card.rs"),
        include_str!("../components/parts.rs"),
        include_str!("../components/record.rs"),
        include_str!("../components/status.rs"),
        include_str!("../components/waiting.rs"),
    ];
    let mut used: Vec<&str> = sources
        .iter()
        .flat_map(|source| source.split("|part=").skip(1))
        .filter_map(|rest| rest.split(['|', '"']).next())
        .collect();
    used.sort_unstable();
    used.dedup();

    assert_eq!(used, documented(false));
}
