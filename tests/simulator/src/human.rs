//! The tiny page for people, so that a link to the vendor's page leads somewhere.

use std::fmt::Write as _;

use crate::scenario::{Phase, Provider};
use crate::timeline::Occurrence;
use crate::view::View;
use crate::{instatus, statuspage};

/// Writes the page: all incidents, or the one of that id. `None` when there is no such incident.
pub(crate) fn write(view: &View<'_>, incident: Option<&str>) -> Option<Vec<u8>> {
    let id = |occurrence: &Occurrence<'_>| match view.page.provider {
        Provider::Statuspage => statuspage::incident_id(view.page.key, occurrence),
        Provider::Instatus => instatus::incident_id(view.page.key, occurrence),
    };
    let chosen: Vec<_> = view
        .happened()
        .filter(|one| incident.is_none_or(|wanted| id(one) == wanted))
        .collect();
    if incident.is_some() && chosen.is_empty() {
        return None;
    }
    let name = escaped(view.page.name);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{name} status (simulated)</title>\n<h1>{name} status</h1>\n\
         <p>A simulated status page. Its incidents follow what once happened on the real one; its words are new.</p>\n"
    );
    if incident.is_some() {
        let _ = writeln!(
            page,
            "<p><a href=\"{}/\">All incidents</a></p>",
            escaped(&view.url)
        );
    }
    for occurrence in chosen {
        write_incident(&mut page, view, occurrence, &id(occurrence));
    }
    page.push_str("</html>\n");
    Some(page.into_bytes())
}

fn write_incident(page: &mut String, view: &View<'_>, occurrence: &Occurrence<'_>, id: &str) {
    let folder = match view.page.provider {
        Provider::Statuspage => "incidents",
        Provider::Instatus => "incident",
    };
    let title = escaped(occurrence.scenario.title);
    let _ = writeln!(
        page,
        "<h2><a href=\"{}/{folder}/{id}\">{title}</a></h2>",
        escaped(&view.url)
    );
    match view.page.provider {
        Provider::Statuspage => {
            let affected = view
                .page
                .components()
                .filter(|(one, _)| occurrence.scenario.affected.contains(&one.key));
            let names: Vec<_> = affected
                .map(|(component, _)| escaped(component.name))
                .collect();
            let _ = writeln!(page, "<p>Affects {}.</p>", names.join(", "));
        }
        Provider::Instatus => {
            instatus::page::list(page, view, occurrence);
            page.push_str(&instatus::page::state(view, occurrence));
        }
    }
    page.push_str("<dl>\n");
    for (at, entry) in occurrence.shown(view.now).rev() {
        let heading = if entry.phase == Phase::Postmortem {
            "Post-mortem"
        } else {
            entry.phase.heading()
        };
        let time = at.strftime("%Y-%m-%d %H:%M UTC");
        let _ = writeln!(
            page,
            "<dt>{heading}, {time}</dt>\n<dd>{}</dd>",
            escaped(entry.body)
        );
    }
    page.push_str("</dl>\n");
}

/// Text that is safe inside elements and double-quoted attributes of HTML and XML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
