//! The addresses of pages for people.

use crate::http::percent_decode;
use statuslamp_page::Language;

/// What is asked for, and in which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The language.
    pub language: Language,
    /// What.
    pub place: Place,
}

/// An address without its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// `/`: the list of pages.
    Home,
    /// `/is/{page}`: whatever stands in the place of the page's id.
    Page(String),
    /// `/is/{page}/incidents/{id}`
    Incident(String, String),
    /// Anything else below `/is` or below a language.
    Nowhere,
}

impl Asked {
    /// What a path names; `None` where it is no page for people.
    pub fn parse(path: &str) -> Option<Self> {
        let rest = path.strip_prefix('/')?;
        let (first, _) = rest.split_once('/').unwrap_or((rest, ""));
        let language = Language::from_tag(first);
        let own = match language {
            Some(_) => rest.get(first.len()..).unwrap_or_default(),
            None => path,
        };
        let place = Place::parse(own);
        // A language that nobody here speaks is said to be none by a page, too.
        let is_unspoken = first.len() == 2 && rest.get(2..).unwrap_or_default().starts_with("/is/");
        let is_ours = language.is_some() || place != Place::Nowhere || first == "is" || is_unspoken;
        is_ours.then(|| Self {
            language: language.unwrap_or(Language::English),
            place,
        })
    }
}

impl Place {
    fn parse(path: &str) -> Self {
        if matches!(path, "" | "/") {
            return Self::Home;
        }
        let rest = path.strip_prefix("/is/").unwrap_or_default();
        let mut segments = rest.strip_suffix('/').unwrap_or(rest).split('/');
        let mut next = || segments.next();
        let decoded = |segment| percent_decode(segment).filter(|text| !text.is_empty());
        let place = match (next(), next(), next(), next()) {
            (Some(page), None, None, None) => decoded(page).map(Self::Page),
            (Some(page), Some("incidents"), Some(id), None) => {
                let page = decoded(page);
                page.zip(decoded(id))
                    .map(|(page, id)| Self::Incident(page, id))
            }
            _ => None,
        };
        place.unwrap_or(Self::Nowhere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_a_place_and_a_language() {
        let page = || Place::Page("noterro".to_owned());
        let incident = |id: &str| Place::Incident("noterro".to_owned(), id.to_owned());
        for (path, language, place) in [
            ("/", Language::English, Place::Home),
            ("/de", Language::German, Place::Home),
            ("/de/", Language::German, Place::Home),
            ("/is/noterro", Language::English, page()),
            ("/is/noterro/", Language::English, page()),
            ("/ar/is/noterro", Language::Arabic, page()),
            ("/en/is/noterro", Language::English, page()),
            (
                "/is/noterro/incidents/a%2Fb",
                Language::English,
                incident("a/b"),
            ),
            (
                "/fr/is/noterro/incidents/i1",
                Language::French,
                incident("i1"),
            ),
            ("/is", Language::English, Place::Nowhere),
            ("/is/", Language::English, Place::Nowhere),
            ("/is/%zz", Language::English, Place::Nowhere),
            ("/is/noterro/incidents", Language::English, Place::Nowhere),
            (
                "/is/noterro/incidents/a/b",
                Language::English,
                Place::Nowhere,
            ),
            ("/de/nothing", Language::German, Place::Nowhere),
            ("/xx/is/noterro", Language::English, Place::Nowhere),
        ] {
            let asked = Asked::parse(path);
            assert_eq!(asked, Some(Asked { language, place }), "{path}");
        }
    }

    #[test]
    fn everything_else_is_no_page_for_people() {
        for path in ["/isx", "/v1/pages", "/docs/", "/embed.js", "/island"] {
            assert_eq!(Asked::parse(path), None, "{path}");
        }
    }
}
