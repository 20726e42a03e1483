//! What objects ask of each other, and how it crosses between them.

use crate::{
    cursor::Cursor,
    filter::Filter,
    page::DocumentKind,
    published::{Answer, Published},
    stories,
};
use serde::{Deserialize, Serialize};
use statuslamp_model::{Override, OverrideId, PageId, Provider};

/// An object, by class and name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    /// The one that reads and stores a page.
    Page(PageId),
    /// One of those that share the sockets of a page's readers.
    Live(PageId, u32),
    /// The one that knows how every page fares.
    Index,
}

/// A question on its way to an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Names what is asked.
    pub path: String,
    /// What goes with it.
    pub body: Vec<u8>,
}

/// What a page's object is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageCall {
    /// For a published document.
    Document(DocumentKind),
    /// For one event by its id.
    Event(String),
    /// For a part of a list of events.
    Events(EventWindow),
    /// For events with everything that was said.
    Stories(stories::Window),
    /// For the uptime of some components, and of the whole page.
    Uptime(UptimeWindow),
    /// To read the page because its vendor says that something changed.
    Hint(Provider),
    /// To put the operator's word over the page.
    Say(Override),
    /// To take back what the operator said under an id.
    TakeBack(OverrideId),
    /// For its verdict, and to announce every later one to a shard of its sockets.
    Watch(u32),
    /// To see that it is polling.
    Wake,
}

/// Which events a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listing {
    /// Everything that is not planned work.
    Incidents,
    /// Planned work.
    Maintenances,
}

/// A part of a list of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventWindow {
    /// Which list.
    pub listing: Listing,
    /// Most events.
    pub limit: usize,
    /// The event after which it begins; the beginning where `None`.
    pub after: Option<Cursor>,
    /// Which of them.
    pub filter: Filter,
}

/// A part of the list of components, with some days of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UptimeWindow {
    /// How many days.
    pub days: u32,
    /// Most components.
    pub limit: usize,
    /// The component after which it begins; the beginning where `None`.
    pub after: Option<Cursor>,
}

/// What a shard of a page's sockets is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveCall {
    /// To take in a reader's socket.
    Connect,
    /// To pass on a verdict.
    Announce(Published),
}

/// What the index is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexCall {
    /// For the age of each page's last good read.
    Health,
    /// For how each page fares, as a program that watches reads it.
    Metrics,
    /// For a window of the list of pages.
    Pages(Window),
    /// To take note of how a page fares: a `Report` in JSON.
    Report(Vec<u8>),
    /// To see that every page is polling.
    Wake,
}

/// A part of the list of pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Most pages.
    pub limit: usize,
    /// The page after which it begins; the beginning where `None`.
    pub after: Option<Cursor>,
    /// Only those with this text in their name, their id or their address.
    pub search: Option<String>,
}

impl PageCall {
    /// The call on the page's own object.
    pub fn to(self, page: &PageId) -> (Object, Call) {
        let (verb, body) = match self {
            Self::Document(kind) => (kind.as_str(), Vec::new()),
            Self::Event(id) => ("event", id.into_bytes()),
            Self::Events(window) => ("events", json(&window)),
            Self::Stories(window) => ("stories", json(&window)),
            Self::Uptime(window) => ("uptime", json(&window)),
            Self::Hint(provider) => ("hint", provider.as_str().into()),
            Self::Say(said) => ("say", json(&said)),
            Self::TakeBack(id) => ("take-back", id.as_str().as_bytes().to_vec()),
            Self::Watch(shard) => ("watch", shard.to_string().into_bytes()),
            Self::Wake => ("wake", Vec::new()),
        };
        let path = format!("/{page}/{verb}");
        (Object::Page(page.clone()), Call { path, body })
    }

    /// Reads what [`PageCall::to`] wrote: an object learns its own name from its calls.
    pub fn read(call: &Call) -> Option<(PageId, Self)> {
        let (page, verb) = call.path.strip_prefix('/')?.split_once('/')?;
        let asked = match verb {
            "event" => Self::Event(String::from_utf8(call.body.clone()).ok()?),
            "events" => Self::Events(serde_json::from_slice(&call.body).ok()?),
            "stories" => Self::Stories(serde_json::from_slice(&call.body).ok()?),
            "uptime" => Self::Uptime(serde_json::from_slice(&call.body).ok()?),
            "hint" => Self::Hint(std::str::from_utf8(&call.body).ok()?.parse().ok()?),
            "say" => Self::Say(serde_json::from_slice(&call.body).ok()?),
            "take-back" => Self::TakeBack(str::from_utf8(&call.body).ok()?.parse().ok()?),
            "watch" => Self::Watch(std::str::from_utf8(&call.body).ok()?.parse().ok()?),
            "wake" => Self::Wake,
            kind => Self::Document(DocumentKind::from_name(kind)?),
        };
        Some((page.parse().ok()?, asked))
    }
}

impl LiveCall {
    /// The call on a shard.
    pub fn to(self, page: &PageId, shard: u32) -> (Object, Call) {
        let (verb, body) = match self {
            Self::Connect => ("connect", Vec::new()),
            Self::Announce(published) => ("announce", Answer::Document(published).encode()),
        };
        let path = format!("/{page}/{shard}/{verb}");
        (Object::Live(page.clone(), shard), Call { path, body })
    }

    /// Reads what [`LiveCall::to`] wrote: an object learns its own name from its calls.
    pub fn read(call: &Call) -> Option<(PageId, u32, Self)> {
        let mut segments = call.path.strip_prefix('/')?.split('/');
        let page = segments.next()?.parse().ok()?;
        let shard = segments.next()?.parse().ok()?;
        let asked = match segments.next()? {
            "connect" => Self::Connect,
            "announce" => {
                let Answer::Document(published) = Answer::decode(&call.body) else {
                    return None;
                };
                Self::Announce(published)
            }
            _ => return None,
        };
        Some((page, shard, asked))
    }
}

impl IndexCall {
    /// The call on the index.
    pub fn to_index(self) -> (Object, Call) {
        let (path, body) = match self {
            Self::Health => ("/health".to_owned(), Vec::new()),
            Self::Metrics => ("/metrics".to_owned(), Vec::new()),
            Self::Pages(window) => ("/pages".to_owned(), json(&window)),
            Self::Report(json) => ("/report".to_owned(), json),
            Self::Wake => ("/wake".to_owned(), Vec::new()),
        };
        (Object::Index, Call { path, body })
    }

    /// Reads what [`IndexCall::to_index`] wrote.
    pub fn read(call: &Call) -> Option<Self> {
        Some(match call.path.strip_prefix('/')? {
            "health" => Self::Health,
            "metrics" => Self::Metrics,
            "pages" => Self::Pages(serde_json::from_slice(&call.body).ok()?),
            "report" => Self::Report(call.body.clone()),
            "wake" => Self::Wake,
            _ => return None,
        })
    }
}

/// Serialising plain members into memory cannot fail.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use statuslamp_model::{OperatorWord, Timestamp};

    #[test]
    fn calls_survive_the_crossing() {
        let page: PageId = "noterro".parse().unwrap();
        let said = Override {
            id: "quiet".parse().unwrap(),
            word: OperatorWord::Silence,
            expires_at: Timestamp::from_millis(1_795_262_400_000),
            reason: Some("why".to_owned()),
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
        };
        let mut asked = vec![
            PageCall::Event("a/b?c".to_owned()),
            PageCall::TakeBack(said.id.clone()),
            PageCall::Say(said),
            PageCall::Events(EventWindow {
                listing: Listing::Maintenances,
                limit: 25,
                after: None,
                filter: Filter {
                    search: Some("slow".to_owned()),
                    ..Filter::default()
                },
            }),
            PageCall::Stories(stories::Window::Newest(50)),
            PageCall::Stories(stories::Window::Reports {
                limit: 25,
                after: "12.61".parse().ok(),
            }),
            PageCall::Uptime(UptimeWindow {
                days: 90,
                limit: 100,
                after: "12.61".parse().ok(),
            }),
            PageCall::Watch(63),
            PageCall::Wake,
        ];
        asked.extend(Provider::ALL.iter().copied().map(PageCall::Hint));
        asked.extend(DocumentKind::ALL.iter().copied().map(PageCall::Document));
        for call in asked {
            let (object, sent) = call.clone().to(&page);

            assert_eq!(object, Object::Page(page.clone()));
            assert_eq!(PageCall::read(&sent), Some((page.clone(), call)));
        }
        let published = Published::new(7, vec![], 60, b"{\n}".to_vec());
        for call in [LiveCall::Connect, LiveCall::Announce(published)] {
            let (object, sent) = call.clone().to(&page, 3);

            assert_eq!(object, Object::Live(page.clone(), 3));
            assert_eq!(LiveCall::read(&sent), Some((page.clone(), 3, call)));
        }
        for call in [
            IndexCall::Health,
            IndexCall::Metrics,
            IndexCall::Wake,
            IndexCall::Report(b"{}".to_vec()),
            IndexCall::Pages(Window {
                limit: 25,
                after: None,
                search: None,
            }),
            IndexCall::Pages(Window {
                limit: 100,
                after: "24.6e6f746572726f".parse().ok(),
                search: Some("näh/?".to_owned()),
            }),
        ] {
            assert_eq!(IndexCall::read(&call.clone().to_index().1), Some(call));
        }
    }
}
