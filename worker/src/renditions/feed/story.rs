//! An event as a reader of feeds shows it: a title, and everything that was said as HTML.

use statuslamp_model::{Affected, ComponentStatus, Event, Phase, Timestamp, Update};

/// Headings of a vendor's stand below the title of the entry.
const TOP_HEADING: u8 = 3;

/// The vendor's title, or what kind of event it is.
pub(super) fn title(event: &Event) -> String {
    let title = plain(&event.title);
    if title.trim().is_empty() {
        let kind = event.kind.as_str();
        return format!(
            "{}{}",
            kind.get(..1).unwrap_or_default().to_uppercase(),
            kind.get(1..).unwrap_or_default()
        );
    }
    title
}

/// All of it: what was said, the newest first, then the vendor's explanation, then what it touched.
pub(super) fn html(event: &Event) -> String {
    let mut html = String::new();
    if let (Some(from), None) = (event.scheduled_for, event.resolved_at) {
        html.push_str("<p>Planned: ");
        html.push_str(&time(from));
        if let Some(until) = event.scheduled_until {
            html.push_str(" – ");
            html.push_str(&time(until));
        }
        html.push_str("</p>");
    }
    for update in event.updates.iter().rev() {
        message(update, &mut html);
    }
    let is_told = event
        .updates
        .iter()
        .any(|update| update.phase == Some(Phase::Postmortem));
    let body = event.postmortem.as_ref().and_then(|it| it.body.as_ref());
    if let Some(body) = body.filter(|_| !is_told) {
        html.push_str("<p><strong>Post-mortem</strong></p>");
        html.push_str(&body.to_html(TOP_HEADING));
    }
    if !event.affected.is_empty() {
        html.push_str("<p>Affected: ");
        let names: Vec<_> = event.affected.iter().map(affected).collect();
        html.push_str(&names.join(", "));
        html.push_str("</p>");
    }
    html
}

fn message(update: &Update, html: &mut String) {
    let word = update.phase.map_or("Update", label);
    html.push_str("<p><strong>");
    html.push_str(word);
    html.push_str("</strong>");
    if let Some(at) = update.at {
        html.push_str(" · ");
        html.push_str(&time(at));
    }
    html.push_str("</p>");
    html.push_str(&update.body.to_html(TOP_HEADING));
}

/// A phase as a heading.
const fn label(phase: Phase) -> &'static str {
    match phase {
        Phase::Investigating => "Investigating",
        Phase::Identified => "Identified",
        Phase::Monitoring => "Monitoring",
        Phase::Resolved => "Resolved",
        Phase::Postmortem => "Post-mortem",
        Phase::Scheduled => "Scheduled",
        Phase::InProgress => "In progress",
        Phase::Verifying => "Verifying",
        Phase::Completed => "Completed",
        Phase::Cancelled => "Cancelled",
        Phase::Unknown => "Update",
    }
}

/// "Web App (partial outage from … to …)": with its times where they are known, else with the
/// vendor's own line, else with the worst it was.
fn affected(affected: &Affected) -> String {
    let name = escaped(&affected.name);
    let word = |status: ComponentStatus| status.as_str().replace('_', " ");
    let spans = affected.spans.iter().map(|span| {
        let (state, from) = (word(span.status), time(span.from));
        match span.to {
            Some(to) => format!("{state} from {from} to {}", time(to)),
            None => format!("{state} since {from}"),
        }
    });
    let spans: Vec<_> = spans.collect();
    let line = affected.status_raw.as_ref().filter(|raw| raw.contains(' '));
    match (line, affected.status) {
        _ if !spans.is_empty() => format!("{name} ({})", spans.join(", ")),
        (Some(line), _) => format!("{name} ({})", escaped(line)),
        (None, ComponentStatus::Unknown) => name,
        (None, status) => format!("{name} ({})", word(status)),
    }
}

/// "2026-11-21 12:00 UTC", for programs too.
fn time(at: Timestamp) -> String {
    let exact = at.to_second().to_string();
    let (date, clock) = (exact.get(..10), exact.get(11..16));
    format!(
        "<time datetime=\"{exact}\">{} {} UTC</time>",
        date.unwrap_or_default(),
        clock.unwrap_or_default()
    )
}

/// Text without what no XML document may hold.
pub(super) fn plain(text: &str) -> String {
    let is_text = |letter: &char| !letter.is_control() || matches!(letter, '\t' | '\n');
    let is_character = |letter: &char| !matches!(letter, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_text).filter(is_character).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
