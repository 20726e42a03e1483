//! What of the past is shown.

use super::{UptimeView, calendar, calendar_address};
use crate::{
    model::{DetailView, Known, Sentence, Tone},
    words::Phrase,
};
use statuslamp_model::{
    ComponentStatus, ComponentUptime, Event, EventKind, ListedEvent, Phase, Timestamp, Uptime,
};

/// Names of components that are told of planned work.
const MOST_NAMES: usize = 3;

/// What was read of a page's past. Of what was not asked for there is nothing.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// The page, how well it is known at present, and when that is.
    pub known: Known<'a>,
    /// Whether its own address can be reached at present.
    pub is_reachable: bool,
    /// Incidents, newest first, as far as they were read.
    pub incidents: &'a [ListedEvent],
    /// Whether there are older ones.
    pub has_more: bool,
    /// Whether those are being read, or could not be.
    pub more: Wish,
    /// Planned work, that furthest ahead first, as far as it was read.
    pub planned: &'a [ListedEvent],
    /// The days of the whole page.
    pub uptime: Option<&'a Uptime>,
    /// The days of each component, once they were asked for.
    pub components: &'a [ComponentUptime],
    /// Whether those are being read, or could not be.
    pub reading_components: Wish,
    /// The events that were asked for in full.
    pub stories: &'a [(String, Story)],
}

/// What becomes of something a person asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// It was not asked for, or it came.
    #[default]
    None,
    /// It is on its way.
    Reading,
    /// It could not be read; asking again reads it anew.
    Failed,
}

/// What was read of an event's whole story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Story {
    /// It is on its way.
    #[default]
    Reading,
    /// It could not be read; asking again reads it anew.
    Failed,
    /// The page does not know it.
    Missing,
    /// The whole story.
    Known(Box<Event>),
}

/// The past of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordView {
    /// The page's id.
    pub page: String,
    /// The vendor's name.
    pub name: String,
    /// "Noterro: Past incidents": the label of the region.
    pub label: String,
    /// How old it is, where it may not be the newest; else empty.
    pub age: Sentence,
    /// The days of the whole page.
    pub uptime: Option<UptimeView>,
    /// The days of each component.
    pub components: Vec<UptimeView>,
    /// Whether those are being read, or could not be.
    pub reading_components: Wish,
    /// Planned work.
    pub upcoming: Vec<PlannedView>,
    /// What happened, newest first.
    pub months: Vec<MonthView>,
    /// Whether there is more.
    pub has_more: bool,
    /// Whether that is being read, or could not be.
    pub reading_more: Wish,
    /// The vendor's page.
    pub url: String,
}

/// Planned work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedView {
    /// The event's id.
    pub id: String,
    /// The vendor's title.
    pub title: String,
    /// "In progress" and the like; empty while it is merely planned.
    pub phase: String,
    /// "Planned for Nov 28, 22:00 until 23:30".
    pub when: Sentence,
    /// "Affects Web App and API".
    pub affects: Sentence,
    /// A calendar entry as an address; empty where there is none to make.
    pub calendar: String,
    /// The name of its file.
    pub file: String,
    /// The event on the vendor's page.
    pub url: String,
}

/// A month in which something happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthView {
    /// "November 2026".
    pub name: String,
    /// What happened, newest first.
    pub events: Vec<PastView>,
}

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastView {
    /// The event's id.
    pub id: String,
    /// The vendor's name, where the event stands by itself; else empty.
    pub vendor: String,
    /// How bad it was.
    pub tone: Tone,
    /// The vendor's title.
    pub title: String,
    /// Impact, or phase while it is not over or where it never was; when; how long; how many messages; a post-mortem.
    pub facts: Vec<Sentence>,
    /// The whole story, once it was asked for.
    pub story: Option<StoryView>,
}

/// The whole story of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryView {
    /// It is on its way.
    Reading,
    /// It could not be read.
    Failed,
    /// The page does not know it.
    Missing,
    /// The whole of it, and where it stands on the vendor's page.
    Known(Box<DetailView>, String),
}

/// What is shown of a page's past.
pub fn record_view(past: Past<'_>) -> RecordView {
    let known = past.known;
    let page = &known.summary.page;
    let days = |uptime: &Uptime| UptimeView::of("", uptime, known);
    RecordView {
        page: page.id.as_str().to_owned(),
        name: page.name.clone(),
        label: label(known).text(),
        age: age(past),
        uptime: past.uptime.filter(|uptime| has_days(uptime)).map(days),
        components: components(past),
        reading_components: past.reading_components,
        upcoming: upcoming(past),
        months: months(past),
        has_more: past.has_more,
        reading_more: past.more,
        url: page.url.to_string(),
    }
}

/// The story of one event by itself.
pub fn story_view(event: &str, past: Past<'_>) -> PastView {
    let story = past.stories.iter().find(|(id, _)| id == event);
    let vendor = past.known.summary.page.name.clone();
    let Some((_, Story::Known(event))) = story else {
        return PastView {
            id: event.to_owned(),
            vendor,
            story: story.map(|(_, story)| told(story, past)),
            ..PastView::default()
        };
    };
    PastView {
        vendor,
        ..of(event, Vec::new(), past)
    }
}

/// "Noterro: Past incidents".
fn label(known: Known<'_>) -> Sentence {
    let words = known.words;
    let name = Sentence::of_name(&known.summary.page.name);
    let past = Sentence::of_words(words.get(Phrase::Past));
    words.say(Phrase::StateOf, &[("names", &name), ("state", &past)])
}

/// How old what is shown is: while nothing newer can be read, or the vendor has been silent.
fn age(past: Past<'_>) -> Sentence {
    let known = past.known;
    match known.reading.checked_at {
        Some(at) if !past.is_reachable => known.since(Phrase::AsItWas, at),
        Some(_) if known.is_fresh() => Sentence::default(),
        Some(_) | None => known.last_heard(),
    }
}

/// A page without components has no days.
fn has_days(uptime: &Uptime) -> bool {
    uptime.days.iter().any(|day| day.seconds.total() > 0)
}

fn components(past: Past<'_>) -> Vec<UptimeView> {
    let data = past.components.iter();
    data.map(|component| UptimeView::of(&component.name, &component.uptime, past.known))
        .collect()
}

fn upcoming(past: Past<'_>) -> Vec<PlannedView> {
    let known = past.known;
    let page = &known.summary.page;
    let zone = page.time_zone.as_deref();
    let view = |event: &Event| {
        let words = known.words;
        let names: Vec<_> = event.affected.iter().map(|it| it.name.as_str()).collect();
        let affects = words.names(&names, MOST_NAMES);
        let from = event.scheduled_for.or(event.started_at);
        let mut when = from.map_or_else(Sentence::default, |from| {
            let time = Sentence::of_time(&words.moment(from, known.now, zone), from);
            words.say(Phrase::PlannedFor, &[("time", &time)])
        });
        if let (Some(from), Some(until)) = (from, event.scheduled_until) {
            let time = Sentence::of_time(&words.moment(until, from, zone), until);
            when.words(" ");
            when.append(&words.say(Phrase::Until, &[("time", &time)]));
        }
        let mut file = page.id.as_str().to_owned();
        file.push_str(".ics");
        PlannedView {
            id: event.id.clone(),
            title: event.title.clone(),
            phase: if event.phase == Phase::Scheduled {
                String::new()
            } else {
                phase(event, known)
            },
            when,
            affects: if names.is_empty() {
                affects
            } else {
                words.say(Phrase::Affects, &[("names", &affects)])
            },
            calendar: calendar(page, event)
                .map_or_else(String::new, |entry| calendar_address(&entry)),
            file,
            url: event.url.as_ref().unwrap_or(&page.url).to_string(),
        }
    };
    // The next one first: the list begins with what is furthest ahead.
    let planned = past.planned.iter().rev().map(|listed| &listed.event);
    planned.filter(|it| !it.phase.is_over()).map(view).collect()
}

/// What happened, newest first: incidents, and among them the planned work that is over, as far
/// back as both were read.
fn happened(past: Past<'_>) -> Vec<&ListedEvent> {
    let mut over = past.planned.iter().filter(|it| it.event.phase.is_over());
    let mut next = over.next();
    let mut events = Vec::new();
    for incident in past.incidents {
        while let Some(work) = next.filter(|work| work.event.started_at > incident.event.started_at)
        {
            events.push(work);
            next = over.next();
        }
        events.push(incident);
    }
    if !past.has_more {
        events.extend(next);
        events.extend(over);
    }
    events
}

fn months(past: Past<'_>) -> Vec<MonthView> {
    let mut months: Vec<MonthView> = Vec::new();
    let known = past.known;
    for listed in happened(past) {
        let event = &listed.event;
        let name = event
            .started_at
            .map_or_else(String::new, |at| known.words.formats().month(at));
        let view = of(event, facts(listed, known), past);
        match months.last_mut().filter(|month| month.name == name) {
            Some(month) => month.events.push(view),
            None => months.push(MonthView {
                name,
                events: vec![view],
            }),
        }
    }
    months
}

fn of(event: &Event, facts: Vec<Sentence>, past: Past<'_>) -> PastView {
    let story = past.stories.iter().find(|(id, _)| *id == event.id);
    PastView {
        id: event.id.clone(),
        vendor: String::new(),
        tone: Tone::of_event(event, ComponentStatus::Operational),
        title: event.title.clone(),
        facts,
        story: story.map(|(_, story)| told(story, past)),
    }
}

fn told(story: &Story, past: Past<'_>) -> StoryView {
    match story {
        Story::Reading => StoryView::Reading,
        Story::Failed => StoryView::Failed,
        Story::Missing => StoryView::Missing,
        Story::Known(event) => {
            let url = event.url.as_ref().unwrap_or(&past.known.summary.page.url);
            let affected: Vec<_> = event.affected.iter().collect();
            let detail = DetailView::of(event, &affected, past.known);
            StoryView::Known(Box::new(detail), url.to_string())
        }
    }
}

/// What is said of an event in one line.
fn facts(listed: &ListedEvent, known: Known<'_>) -> Vec<Sentence> {
    let event = &listed.event;
    let words = known.words;
    let mut facts = Vec::new();
    if event.phase.is_over() && event.phase != Phase::Cancelled {
        let impact = match (event.kind, Phrase::impact(event.impact)) {
            (EventKind::Notice, _) => words.get(Phrase::Notice),
            (_, Some(phrase)) => words.get(phrase),
            (_, None) => event.impact_raw.as_deref().unwrap_or_default(),
        };
        facts.push(Sentence::of_words(impact));
    } else {
        facts.push(Sentence::of_words(&phase(event, known)));
    }
    let zone = known.summary.page.time_zone.as_deref();
    if let Some(at) = event.started_at {
        let moment = words.moment(at, known.now, zone);
        facts.push(Sentence::of_time(&moment, at));
    }
    if let Some(length) = length(event) {
        let duration = words.formats().duration(length);
        facts.push(Sentence::of_words(&duration));
    }
    if listed.update_count > 0 && event.updates_complete {
        let count = u64::from(listed.update_count);
        let label = Sentence::of_words(words.get(Phrase::Updates));
        let count = Sentence::of_words(&words.formats().number(count));
        facts.push(words.say(Phrase::StateOf, &[("names", &label), ("state", &count)]));
    }
    if listed.has_postmortem {
        facts.push(Sentence::of_words(words.get(Phrase::Postmortem)));
    }
    facts.retain(|fact| !fact.is_empty());
    facts
}

/// How long it lasted, in seconds, where it is over and that makes sense.
fn length(event: &Event) -> Option<i64> {
    let from: Timestamp = event.started_at?;
    let length = event.resolved_at?.seconds_since(from);
    (length > 0).then_some(length)
}

/// Where it stands, in our words or else the vendor's.
fn phase(event: &Event, known: Known<'_>) -> String {
    match Phrase::phase(event.phase) {
        Some(phrase) => known.words.get(phrase).to_owned(),
        None => event.phase_raw.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
