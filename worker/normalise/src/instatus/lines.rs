//! The list for people on an incident's page: "Operational from 7:30 AM to 11:55 AM". It has neither
//! day nor zone, so it stays text; and it is kept only where it is certain whose it is.

use super::{map::component_status, page::say_worst};
use crate::bounds::beginning;
use crate::rich_text::from_html;
use statuslamp_model::{Affected, ComponentStatus};

/// How far below its heading the list is looked for.
const LIST_BYTES: usize = 16 * 1024;
const HEADING: &str = ">Affected<";

/// A line, and which of the components that are known stood above it.
struct Line {
    of: Option<usize>,
    text: String,
}

/// Puts the vendor's lines beside the components they are about.
pub(super) fn take(html: &str, touched: &mut [Affected]) {
    let lines = read(html, touched);
    let are_named = lines.iter().all(|line| line.of.is_some());
    let are_alike = lines.windows(2).all(|pair| match pair {
        [one, other] => one.of.is_none() && other.of.is_none() && one.text == other.text,
        _ => true,
    });
    // Nameless lines belong to the only component there is, or each to any where all are alike.
    let are_nameless = lines.iter().all(|line| line.of.is_none())
        && (touched.len() == 1 || (are_alike && touched.len() == lines.len()));
    for (at, affected) in touched.iter_mut().enumerate() {
        let own = lines
            .iter()
            .filter(|line| are_nameless || (are_named && line.of == Some(at)));
        let mut own: Vec<_> = own.map(|line| line.text.as_str()).collect();
        own.dedup();
        if own.is_empty() {
            continue;
        }
        let states = own.iter().map(|line| state(line));
        say_worst(affected, states.fold(None, ComponentStatus::worse_of));
        affected.status_raw = Some(own.join("; "));
    }
}

fn read(html: &str, known: &[Affected]) -> Vec<Line> {
    let list = html.split_once(HEADING).map_or("", |(_, list)| list);
    // Behind the end of the heading's tag.
    let list = list.split_once('>').map_or("", |(_, list)| list);
    let plain = from_html(beginning(list, LIST_BYTES)).to_plain();
    let mut lines = Vec::new();
    let mut of = None;
    for line in plain.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if state(line).is_some() {
            let text = line.to_owned();
            lines.push(Line { of, text });
        } else if let Some(at) = known.iter().position(|one| one.name == line) {
            of = Some(at);
        } else {
            break;
        }
    }
    lines
}

/// The state a line tells; `None` where it is no line of the list.
fn state(line: &str) -> Option<ComponentStatus> {
    let (state, times) = line.split_once(" from ")?;
    component_status(state).filter(|_| times.starts_with(|first: char| first.is_ascii_digit()))
}
