//! What can be read of a page's past, where it stands, and what may come of it.

use statuslamp_model::escape_address;
use statuslamp_model::{Event, EventList, PageInfo, UptimeList};

/// Something to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
    /// The page's name and address.
    About,
    /// Incidents after a cursor, or the newest.
    Incidents(Option<String>),
    /// Planned work after a cursor, or that furthest ahead.
    Maintenances(Option<String>),
    /// The days of the whole page.
    Uptime,
    /// The days of every component.
    Components,
    /// The whole story of the event with this id.
    Story(String),
}

impl Want {
    /// The name of its document in `browser/read.js`.
    pub const fn document(&self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Incidents(_) | Self::Maintenances(_) => "events",
            Self::Uptime | Self::Components => "uptime",
            Self::Story(_) => "story",
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The page's name and address.
    About(PageInfo),
    /// A part of a list.
    Events(EventList),
    /// Days.
    Uptime(UptimeList),
    /// A whole story.
    Story(Box<Event>),
    /// There is no such thing.
    Missing,
    /// Nothing that can be read.
    Failed,
}

/// Where it stands.
pub fn address(api: &str, page: &str, want: &Want) -> String {
    let mut url = String::from(api);
    url.push_str("/v1/pages/");
    url.push_str(page);
    let cursor = match want {
        Want::About => None,
        Want::Incidents(cursor) => {
            url.push_str("/incidents?limit=25");
            cursor.as_ref()
        }
        Want::Maintenances(cursor) => {
            url.push_str("/maintenances?limit=100");
            cursor.as_ref()
        }
        Want::Uptime => {
            // The whole page's days come with any part of the components.
            url.push_str("/uptime?limit=1");
            None
        }
        Want::Components => {
            url.push_str("/uptime?limit=100");
            None
        }
        Want::Story(id) => {
            url.push_str("/incidents/");
            escape_address(id, &mut url);
            None
        }
    };
    if let Some(cursor) = cursor {
        url.push_str("&cursor=");
        escape_address(cursor, &mut url);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_an_id_or_a_cursor_holds_stays_in_its_place() {
        let cases = [
            (Want::About, "/v1/pages/p"),
            (Want::Incidents(None), "/v1/pages/p/incidents?limit=25"),
            (
                Want::Maintenances(Some("1.6&x".to_owned())),
                "/v1/pages/p/maintenances?limit=100&cursor=1.6%26x",
            ),
            (Want::Uptime, "/v1/pages/p/uptime?limit=1"),
            (Want::Components, "/v1/pages/p/uptime?limit=100"),
            (
                Want::Story("tag:a/../b?c#d".to_owned()),
                "/v1/pages/p/incidents/tag%3Aa%2F..%2Fb%3Fc%23d",
            ),
        ];
        for (want, expected) in cases {
            assert_eq!(
                address("https://a", "p", &want),
                ["https://a", expected].concat()
            );
        }
    }
}
