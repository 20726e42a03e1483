//! What of the past is shown.

use super::{UptimeView, calendar, calendar_address};
use crate::{
    model::{DetailView, Known, Sentence, Tone, phase},
    words::Phrase,
};
use statuslamp_model::{
    AnnouncedEvent, ComponentStatus, ComponentUptime, Event, EventKind, ListedEvent, Phase,
    Timestamp, Uptime,
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
pub struct RecordView<'a> {
    /// The page's id.
    pub page: &'a str,
    /// The vendor's name.
    pub name: &'a str,
    /// "Noterro: Past incidents": the label of the region.
    pub label: String,
    /// How old it is, where it may not be the newest; else empty.
    pub age: Sentence,
    /// The days of the whole page.
    pub uptime: Option<UptimeView<'a>>,
    /// The days of each component.
    pub components: Vec<UptimeView<'a>>,
    /// Whether those are being read, or could not be.
    pub reading_components: Wish,
    /// Planned work.
    pub upcoming: Vec<PlannedView<'a>>,
    /// What happened, newest first.
    pub months: Vec<MonthView<'a>>,
    /// Whether there is more.
    pub has_more: bool,
    /// Whether that is being read, or could not be.
    pub reading_more: Wish,
    /// The vendor's page.
    pub url: &'a str,
}

/// Planned work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedView<'a> {
    /// The event's id.
    pub id: &'a str,
    /// The vendor's title.
    pub title: &'a str,
    /// "In progress" and the like; empty while it is merely planned.
    pub phase: &'a str,
    /// "Planned for Nov 28, 22:00 until 23:30".
    pub when: Sentence,
    /// "Affects Web App and API".
    pub affects: Sentence,
    /// A calendar entry as an address; empty where there is none to make.
    pub calendar: String,
    /// The name of its file.
    pub file: String,
    /// The event on the vendor's page.
    pub url: &'a str,
}

/// A month in which something happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthView<'a> {
    /// "November 2026".
    pub name: String,
    /// What happened, newest first.
    pub events: Vec<PastView<'a>>,
}

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastView<'a> {
    /// The event's id.
    pub id: &'a str,
    /// The vendor's name, where the event stands by itself; else empty.
    pub vendor: &'a str,
    /// How bad it was.
    pub tone: Tone,
    /// The vendor's title.
    pub title: &'a str,
    /// Impact, or phase while it is not over or where it never was; when; how long; how many messages; a post-mortem.
    pub facts: Vec<Sentence>,
    /// The whole story, once it was asked for.
    pub story: Option<StoryView<'a>>,
}

/// The whole story of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryView<'a> {
    /// It is on its way.
    Reading,
    /// It could not be read.
    Failed,
    /// The page does not know it.
    Missing,
    /// The whole of it, and where it stands on the vendor's page.
    Known(DetailView<'a>, &'a str),
}

/// What is shown of a page's past.
pub fn record_view(past: Past<'_>) -> RecordView<'_> {
    let known = &past.known;
    let page = &known.summary.page;
    let mut view = RecordView {
        page: page.id.as_str(),
        name: &page.name,
        label: label(known).text(),
        reading_components: past.reading_components,
        months: months(&past),
        has_more: past.has_more,
        reading_more: past.more,
        url: page.url.as_str(),
        ..RecordView::default()
    };
    age(&mut view.age, &past);
    if let Some(uptime) = past.uptime.filter(|uptime| has_days(uptime)) {
        view.uptime = Some(UptimeView::of("", uptime, known));
    }
    for component in past.components {
        let days = UptimeView::of(&component.name, &component.uptime, known);
        view.components.push(days);
    }
    // The next one first: the list begins with what is furthest ahead.
    for listed in past.planned.iter().rev() {
        if !listed.event.phase.is_over() {
            view.upcoming.push(planned(&listed.event, known));
        }
    }
    view
}

/// The story of one event by itself.
pub fn story_view<'a>(event: &'a str, past: Past<'a>) -> PastView<'a> {
    let mut view = PastView {
        id: event,
        ..PastView::default()
    };
    for (id, story) in past.stories {
        if id == event {
            if let Story::Known(event) = story {
                view = of(event);
            }
            view.story = Some(told(story, &past));
        }
    }
    view.vendor = past.known.name();
    view
}

/// "Noterro: Past incidents".
fn label(known: &Known<'_>) -> Sentence {
    let past = known.words.told(Phrase::Past);
    let mut label = Sentence::default();
    known
        .words
        .state_of(&mut label, &Sentence::of_name(known.name()), &past);
    label
}

/// How old what is shown is: while nothing newer can be read, or the vendor has been silent.
fn age(into: &mut Sentence, past: &Past<'_>) {
    let known = &past.known;
    let checked_at = known.reading.checked_at;
    if checked_at.is_some() && !past.is_reachable {
        known.since(into, Phrase::AsItWas, checked_at);
    } else if !known.is_fresh() {
        known.last_heard(into);
    }
}

/// A page without components has no days.
fn has_days(uptime: &Uptime) -> bool {
    uptime.days.iter().any(|day| day.seconds.total() > 0)
}

fn planned<'a>(event: &'a Event, known: &Known<'a>) -> PlannedView<'a> {
    let words = known.words;
    let page = &known.summary.page;
    let mut view = PlannedView {
        id: &event.id,
        title: &event.title,
        url: known.address(event.url.as_ref()),
        ..PlannedView::default()
    };
    view.file.push_str(page.id.as_str());
    view.file.push_str(".ics");
    if event.phase != Phase::Scheduled {
        view.phase = phase(event.phase, event.phase_raw.as_deref(), words);
    }
    if let Some(from) = event.scheduled_for.or(event.started_at) {
        known.labelled(&mut view.when, Phrase::PlannedFor, from, known.now);
        if let Some(until) = event.scheduled_until {
            view.when.words(" ");
            known.labelled(&mut view.when, Phrase::Until, until, from);
        }
    }
    let mut names = Vec::new();
    for affected in &event.affected {
        names.push(affected.name.as_str());
    }
    words.affects(&mut view.affects, &names, MOST_NAMES);
    if let Some(entry) = calendar(page, event, words.formats()) {
        view.calendar = calendar_address(&entry);
    }
    view
}

/// What happened, newest first: incidents, and among them the planned work that is over, as far
/// back as both were read.
fn happened<'a>(past: &Past<'a>) -> Vec<&'a ListedEvent> {
    let mut events = Vec::new();
    let over = past.planned.iter();
    let mut over = over.filter(|it| it.event.phase.is_over()).peekable();
    for incident in past.incidents {
        while let Some(work) = over.next_if(|it| it.event.started_at > incident.event.started_at) {
            events.push(work);
        }
        events.push(incident);
    }
    if !past.has_more {
        events.extend(over);
    }
    events
}

fn months<'a>(past: &Past<'a>) -> Vec<MonthView<'a>> {
    let mut months: Vec<MonthView<'_>> = Vec::new();
    for listed in happened(past) {
        let known = &past.known;
        let event = &listed.event;
        let mut name = String::new();
        if let Some(at) = event.started_at {
            name = known.words.formats().month(at);
        }
        if months.last().is_none_or(|month| month.name != name) {
            months.push(MonthView {
                name,
                events: Vec::new(),
            });
        }
        if let Some(month) = months.last_mut() {
            let mut view = of(event);
            view.facts = facts(listed, known);
            for (id, story) in past.stories {
                if *id == event.id {
                    view.story = Some(told(story, past));
                }
            }
            month.events.push(view);
        }
    }
    months
}

fn of(event: &Event) -> PastView<'_> {
    PastView {
        id: &event.id,
        tone: Tone::of_event(event.kind, event.impact, ComponentStatus::Operational),
        title: &event.title,
        ..PastView::default()
    }
}

fn told<'a>(story: &'a Story, past: &Past<'a>) -> StoryView<'a> {
    match story {
        Story::Reading => StoryView::Reading,
        Story::Failed => StoryView::Failed,
        Story::Missing => StoryView::Missing,
        Story::Known(event) => {
            let detail = DetailView::of(&AnnouncedEvent::whole(event), &past.known);
            StoryView::Known(detail, past.known.address(event.url.as_ref()))
        }
    }
}

/// What is said of an event in one line.
fn facts(listed: &ListedEvent, known: &Known<'_>) -> Vec<Sentence> {
    let event = &listed.event;
    let words = known.words;
    let mut facts = Vec::new();
    let mut fact = |fact: Sentence| {
        if !fact.is_empty() {
            facts.push(fact);
        }
    };
    let first = match (
        event.phase.is_over() && event.phase != Phase::Cancelled,
        event.kind,
        Phrase::impact(event.impact),
    ) {
        (false, _, _) => phase(event.phase, event.phase_raw.as_deref(), words),
        (true, EventKind::Notice, _) => words.get(Phrase::Notice),
        (true, _, Some(phrase)) => words.get(phrase),
        (true, _, None) => event.impact_raw.as_deref().unwrap_or_default(),
    };
    fact(Sentence::of_words(first));
    if let Some(at) = event.started_at {
        let mut time = Sentence::default();
        known.at(&mut time, at);
        fact(time);
    }
    if let Some(length) = length(event) {
        fact(Sentence::of_words(&words.formats().duration(length)));
    }
    if listed.update_count > 0 && event.updates_complete {
        let count = u64::from(listed.update_count);
        let label = words.told(Phrase::Updates);
        let count = Sentence::of_words(&words.formats().number(count));
        let mut updates = Sentence::default();
        words.state_of(&mut updates, &label, &count);
        fact(updates);
    }
    if listed.has_postmortem {
        fact(words.told(Phrase::Postmortem));
    }
    facts
}

/// How long it lasted, in seconds, where it is over and that makes sense.
fn length(event: &Event) -> Option<i64> {
    let from: Timestamp = event.started_at?;
    let length = event.resolved_at?.seconds_since(from);
    (length > 0).then_some(length)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
