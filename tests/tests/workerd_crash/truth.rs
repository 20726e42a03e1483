//! A vendor that never rests, and a memory of everything it ever said: each reading of its
//! summary finds it changed, and each state it was in has a number that the summary carries.

use crate::chance::Chance;
use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use std::collections::BTreeMap;

/// Open at once, at most.
const MOST_OPEN: usize = 4;
/// Only the newest incidents change. The vendor lists twice as many, so that none drops out of
/// the list before somebody who reads now and then has seen the last of it.
const STILL_CHANGING: usize = 8;
pub(crate) const LISTED: usize = 16;

/// The vendor as it is now.
#[derive(Debug)]
pub(crate) struct Truth {
    chance: Chance,
    is_resting: bool,
    /// Oldest first.
    incidents: Vec<Incident>,
    component: usize,
    clock: Timestamp,
    /// What the incidents were in each state the vendor was in.
    past: Vec<State>,
}

/// The incidents of one state: by id, whether open, and the timeline.
pub(crate) type State = BTreeMap<String, Story>;

/// One incident as a reader should know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Story {
    /// Whether it is over.
    pub(crate) is_over: bool,
    /// Its messages, oldest first: id, phase and text.
    pub(crate) messages: Vec<(String, String, String)>,
}

#[derive(Clone, Debug)]
struct Incident {
    id: String,
    messages: Vec<Message>,
}

#[derive(Clone, Debug)]
struct Message {
    phase: &'static str,
    text: String,
    at: Timestamp,
}

const COMPONENT: [&str; 4] = [
    "operational",
    "degraded_performance",
    "partial_outage",
    "major_outage",
];

impl Truth {
    /// A calm vendor.
    pub(crate) fn new(chance: Chance, now: Timestamp) -> Self {
        Self {
            chance,
            is_resting: false,
            incidents: Vec::new(),
            component: 0,
            clock: now,
            past: vec![State::new()],
        }
    }

    /// Changes nothing any more.
    pub(crate) fn rest(&mut self) {
        self.is_resting = true;
    }

    /// Every state so far; the number of a state is its place.
    pub(crate) fn past(&self) -> &[State] {
        &self.past
    }

    /// One to four things happen.
    pub(crate) fn advance(&mut self, now: Timestamp) {
        if self.is_resting {
            return;
        }
        for _ in 0..=self.chance.below(4) {
            self.happen(now);
        }
        let state = self.incidents.iter().map(Incident::story).collect();
        self.past.push(state);
    }

    fn happen(&mut self, now: Timestamp) {
        // No two messages share an instant.
        self.clock = now.max(Timestamp::from_millis(self.clock.as_millis() + 1));
        let from = self.incidents.len().saturating_sub(STILL_CHANGING);
        let open = self.incidents.iter().filter(|i| !i.is_over()).count();
        let begins = self.incidents.is_empty() || self.chance.below(2) == 0;
        if begins && open < MOST_OPEN {
            self.incidents.push(Incident {
                id: format!("incident{}", self.incidents.len()),
                messages: Vec::new(),
            });
            self.say(self.incidents.len() - 1, "investigating");
            return;
        }
        let chosen = from + self.chance.below(self.incidents.len() - from);
        let is_over = self.incidents[chosen].is_over();
        match self.chance.below(10) {
            0..3 => self.component = self.chance.below(COMPONENT.len()),
            3..5 => self.edit(chosen),
            // Reopened, now and then.
            5 if is_over && open < MOST_OPEN => self.say(chosen, "investigating"),
            _ if is_over => self.edit(chosen),
            5 => self.say(chosen, "identified"),
            6 => self.say(chosen, "monitoring"),
            _ => self.say(chosen, "resolved"),
        }
    }

    fn say(&mut self, incident: usize, phase: &'static str) {
        let number = self.chance.below(1_000_000);
        self.incidents[incident].messages.push(Message {
            phase,
            text: format!("Said under number {number}."),
            at: self.clock,
        });
    }

    fn edit(&mut self, incident: usize) {
        let number = self.chance.below(1_000_000);
        let messages = self.incidents[incident].messages.len();
        let edited = self.chance.below(messages);
        self.incidents[incident].messages[edited].text = format!("Edited under number {number}.");
    }

    /// `summary.json`: the open incidents, and the number of the state in the vendor's sentence.
    pub(crate) fn summary(&self) -> Value {
        json!({
            "page": page(),
            "status": { "indicator": "minor", "description": format!("State {}", self.past.len() - 1) },
            "components": [{
                "id": "web", "name": "Web App", "position": 1, "group": false, "group_id": null,
                "status": COMPONENT[self.component],
            }],
            "incidents": self.newest().filter(|i| !i.is_over()).map(Incident::json).collect::<Vec<_>>(),
            "scheduled_maintenances": [],
        })
    }

    /// `incidents.json`: the newest ones.
    pub(crate) fn incidents(&self) -> Value {
        let newest: Vec<_> = self.newest().take(LISTED).map(Incident::json).collect();
        json!({ "page": page(), "incidents": newest })
    }

    /// `scheduled-maintenances.json`: nothing.
    pub(crate) fn maintenances() -> Value {
        json!({ "page": page(), "scheduled_maintenances": [] })
    }

    fn newest(&self) -> impl Iterator<Item = &Incident> {
        self.incidents.iter().rev()
    }
}

fn page() -> Value {
    json!({ "id": "r3st1ess", "name": "Restless", "url": "https://restless.example", "time_zone": "Etc/UTC" })
}

impl Incident {
    fn is_over(&self) -> bool {
        self.messages.last().is_some_and(|m| m.phase == "resolved")
    }

    fn message_id(&self, number: usize) -> String {
        format!("{}m{number}", self.id)
    }

    fn story(&self) -> (String, Story) {
        let messages = self.messages.iter().enumerate();
        let messages = messages
            .map(|(number, message)| {
                let id = self.message_id(number);
                (id, message.phase.to_owned(), message.text.clone())
            })
            .collect();
        let is_over = self.is_over();
        (self.id.clone(), Story { is_over, messages })
    }

    fn json(&self) -> Value {
        let first = self.messages.first().map(|message| message.at.to_string());
        let last = self.messages.last();
        let end = last.filter(|message| message.phase == "resolved");
        let updates = self.messages.iter().enumerate().rev();
        let updates: Vec<_> = updates
            .map(|(number, message)| {
                json!({
                    "id": self.message_id(number),
                    "incident_id": self.id,
                    "status": message.phase,
                    "body": message.text,
                    "created_at": message.at.to_string(),
                    "updated_at": message.at.to_string(),
                    "display_at": message.at.to_string(),
                    "affected_components": null,
                })
            })
            .collect();
        json!({
            "id": self.id,
            "name": format!("The {}", self.id),
            "status": last.map(|message| message.phase),
            "impact": "minor",
            "created_at": first,
            "started_at": first,
            "updated_at": last.map(|message| message.at.to_string()),
            "resolved_at": end.map(|message| message.at.to_string()),
            "incident_updates": updates,
            "components": [],
        })
    }
}
