//! What was read of a page's past, and what is to be read next.
//!
//! Everything is read again once the page's revision has grown; what a person opened stays open
//! meanwhile. Nothing is asked for twice at a time.

use super::{
    list::List,
    want::{Answer, Want},
};
use crate::{Heard, Retry};
use statuslamp_model::{
    ComponentUptime, EventList, Overall, PageInfo, Reading, Summary, Timestamp, Uptime,
};
use statuslamp_view::{Known, Past, Story, Wish, Words};

/// Most of the planned work that is read: to find the next one, and what is over.
const MOST_PLANNED: usize = 500;

/// The past of a page, as far as an element needs it.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The only event that is wanted.
    event: Option<String>,
    heard: Option<Heard>,
    is_reachable: bool,
    /// The page's name and how it was read last; no state of it.
    about: Option<Summary>,
    incidents: List,
    more: Wish,
    planned: List,
    uptime: Option<Uptime>,
    components: Vec<ComponentUptime>,
    reading_components: Wish,
    stories: Vec<(String, Story)>,
    /// What was read, and the revision at that time.
    read: Vec<(Want, u64)>,
    /// What is on its way.
    on_its_way: Vec<Want>,
    retry: Retry,
}

impl History {
    /// Nothing read yet. With `event`, only that event is wanted.
    pub fn new(event: Option<String>) -> Self {
        let mut history = Self {
            is_reachable: true,
            ..Self::default()
        };
        if let Some(id) = &event {
            history.stories.push((id.clone(), Story::Reading));
        }
        history.event = event;
        history
    }

    /// Takes over what the loader heard.
    pub fn hear(&mut self, heard: Option<Heard>, is_reachable: bool) {
        self.is_reachable = is_reachable;
        if heard.is_some() {
            self.heard = heard;
        }
    }

    /// A person wants older events.
    pub fn wish_more(&mut self) {
        if self.incidents.cursor.is_some() {
            self.more = Wish::Reading;
        }
    }

    /// A person wants the days of every component.
    pub fn wish_components(&mut self) {
        if self.components.is_empty() {
            self.reading_components = Wish::Reading;
        }
    }

    /// A person wants the whole story of an event.
    pub fn wish_story(&mut self, id: &str) {
        let mut stories = self.stories.iter_mut();
        match stories.find(|(own, _)| own == id) {
            Some((_, story)) => {
                if *story == Story::Failed {
                    *story = Story::Reading;
                }
            }
            None => self.stories.push((id.to_owned(), Story::Reading)),
        }
    }

    /// What is to be read now, `at` milliseconds of a monotonic clock. Each is on its way from
    /// then on, until it is answered.
    pub fn wanted(&mut self, at: f64) -> Vec<Want> {
        let mut wants = Vec::new();
        if self.retry.is_due(at) {
            if self.event.is_some() {
                wants.push(Want::About);
            } else {
                wants.push(Want::Incidents(None));
                wants.push(Want::Maintenances(None));
                wants.push(Want::Uptime);
            }
            if !self.components.is_empty() {
                wants.push(Want::Components);
            }
            for (id, story) in &self.stories {
                if matches!(story, Story::Known(_) | Story::Missing) {
                    wants.push(Want::Story(id.clone()));
                }
            }
            let revision = self.revision();
            wants.retain(|want| {
                let read = self.read.iter().find(|(read, _)| read == want);
                read.is_none_or(|(_, at)| *at < revision)
            });
            if let Some(cursor) = self.next_planned() {
                wants.push(Want::Maintenances(Some(cursor)));
            }
        }
        if self.more == Wish::Reading {
            let cursor = self.incidents.cursor.clone();
            wants.extend(cursor.map(|cursor| Want::Incidents(Some(cursor))));
        }
        if self.reading_components == Wish::Reading {
            wants.push(Want::Components);
        }
        for (id, story) in &self.stories {
            if *story == Story::Reading {
                wants.push(Want::Story(id.clone()));
            }
        }
        wants.retain(|want| !self.on_its_way.contains(want));
        self.on_its_way.extend_from_slice(&wants);
        wants
    }

    /// Takes over what came of a want at `at`, and the revision it belongs to; `chance` between 0
    /// and 1 spreads the readers.
    pub fn answered(
        &mut self,
        want: &Want,
        (answer, revision): (Answer, u64),
        at: f64,
        chance: f64,
    ) {
        self.on_its_way.retain(|other| other != want);
        // Only an event may be missing; a page that is was asked for at the wrong place or time.
        let is_story = matches!(want, Want::Story(_));
        let is_failure = match answer {
            Answer::Failed => true,
            Answer::Missing => !is_story,
            Answer::About(_) | Answer::Events(_) | Answer::Uptime(_) | Answer::Story(_) => false,
        };
        match (want, answer) {
            (Want::About, Answer::About(page)) => self.learn(page, None),
            (Want::Incidents(None), Answer::Events(list)) => {
                self.learn_list(&list);
                self.incidents.begin(list);
            }
            (Want::Incidents(Some(cursor)), Answer::Events(list)) => {
                self.more = Wish::None;
                self.incidents.go_on(cursor, list);
            }
            (Want::Maintenances(None), Answer::Events(list)) => self.planned.begin(list),
            (Want::Maintenances(Some(cursor)), Answer::Events(list)) => {
                self.planned.go_on(cursor, list);
            }
            (Want::Uptime, Answer::Uptime(list)) => self.uptime = Some(list.overall),
            (Want::Components, Answer::Uptime(list)) => {
                self.reading_components = Wish::None;
                self.uptime = Some(list.overall);
                self.components = list.data;
            }
            (Want::Story(id), Answer::Story(event)) => self.tell(id, Story::Known(event)),
            (Want::Story(id), Answer::Missing) => self.tell(id, Story::Missing),
            // What was read before stays; what was not, did not come.
            (Want::Story(id), _) => {
                let mut stories = self.stories.iter_mut();
                let story = stories.find(|(own, story)| own == id && *story == Story::Reading);
                if let Some((_, story)) = story {
                    *story = Story::Failed;
                }
            }
            (Want::Incidents(Some(_)), _) => self.more = Wish::Failed,
            (Want::Components, _) => {
                if self.components.is_empty() {
                    self.reading_components = Wish::Failed;
                }
            }
            (Want::About | Want::Incidents(None) | Want::Maintenances(_) | Want::Uptime, _) => {}
        }
        if !is_failure {
            self.read.retain(|(read, _)| read != want);
            self.read.push((want.clone(), revision));
        }
        // One failure counts for all that was asked at the same time, and nothing that came makes
        // up for it. What is older than what was heard comes from some cache: come again later.
        if self.retry.is_due(at) {
            self.retry = if is_failure || revision < self.revision() {
                self.retry.failed(at, chance)
            } else {
                Retry::default()
            };
        }
    }

    /// Whether it has been tried to read this, and failed.
    pub const fn has_failed(&self) -> bool {
        self.retry.has_failed()
    }

    /// Whether the whole story of the event with this id was read.
    pub fn has_story(&self, id: &str) -> bool {
        let mut stories = self.stories.iter();
        stories.any(|(own, story)| own == id && matches!(story, Story::Known(_)))
    }

    /// What is known of the past at `now`; `None` before anything was read.
    pub fn past(&self, now: Timestamp, words: Words) -> Option<Past<'_>> {
        let about = self.about.as_ref()?;
        let of_list = about.reading();
        let heard = self.heard.map(Heard::reading);
        let reading = match heard {
            Some(heard) if heard.checked_at > of_list.checked_at => heard,
            Some(_) | None => of_list,
        };
        Some(Past {
            known: Known {
                summary: about,
                reading,
                now,
                words,
            },
            is_reachable: self.is_reachable,
            incidents: &self.incidents.events,
            has_more: self.has_more(),
            more: self.more,
            planned: &self.planned.events,
            uptime: self.uptime.as_ref(),
            components: &self.components,
            reading_components: self.reading_components,
            stories: &self.stories,
        })
    }

    /// Whether there are older incidents than those that were read.
    pub const fn has_more(&self) -> bool {
        self.incidents.cursor.is_some()
    }

    fn revision(&self) -> u64 {
        self.heard.map_or(0, |heard| heard.revision)
    }

    /// Where the list of planned work goes on, while all that was read of it is still ahead, or
    /// younger than the oldest incident that is shown.
    fn next_planned(&self) -> Option<String> {
        let planned = &self.planned;
        let oldest = self.incidents.oldest();
        let goes_on = planned.events.len() < MOST_PLANNED
            && planned
                .events
                .last()
                .is_some_and(|last| !last.event.phase.is_over() || last.event.started_at > oldest);
        planned.cursor.clone().filter(|_| goes_on)
    }

    fn tell(&mut self, id: &str, told: Story) {
        let mut stories = self.stories.iter_mut();
        if let Some((_, story)) = stories.find(|(own, _)| own == id) {
            *story = told;
        }
    }

    fn learn_list(&mut self, list: &EventList) {
        self.learn(list.page.clone(), Some((list.revision, list.reading())));
    }

    fn learn(&mut self, page: PageInfo, read: Option<(u64, Reading)>) {
        let (revision, reading) = read.unwrap_or_else(|| {
            let heard = self.heard.unwrap_or_default();
            (heard.revision, heard.reading())
        });
        self.about = Some(Summary {
            page,
            revision,
            checked_at: reading.checked_at,
            fresh_until: reading.fresh_until,
            unknown_after: reading.unknown_after,
            poll_seconds: 0,
            overall: Overall::default(),
            components: Vec::new(),
            events: Vec::new(),
            silenced: false,
        });
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
