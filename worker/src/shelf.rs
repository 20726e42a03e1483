//! Published documents kept in this isolate's memory for at most a second, so that a hot read
//! does not cross to the page's object; and pages for people, printed from what was read then.

use crate::{page::DocumentKind, published::Published};
use statuslamp_model::{PageId, Timestamp};
use std::{cell::RefCell, collections::HashMap, rc::Rc};

const LONGEST_MILLISECONDS: i64 = 1000;
/// Pages for people at a time: their addresses are whatever somebody writes.
const MOST_PRINTED: usize = 64;

/// What is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A document of a page.
    Document(PageId, DocumentKind),
    /// A page for people by the whole address it was asked at, and the page it is about; `None`
    /// where it is about all of them.
    Printed(Option<PageId>, String),
}

/// Documents read a moment ago.
#[derive(Clone, Debug, Default)]
pub struct Shelf(Rc<RefCell<Kept>>);

type Kept = HashMap<Key, (Timestamp, Published)>;

impl Shelf {
    /// The document, if it was put here within a second and no freshness in it changed since.
    pub(crate) fn get(&self, key: &Key, now: Timestamp) -> Option<Published> {
        let documents = self.0.borrow();
        let (at, published) = documents.get(key)?;
        let age = now.as_millis() - at.as_millis();
        let has_changed = |change: &Timestamp| *at <= *change && *change < now;
        let is_usable =
            (0..LONGEST_MILLISECONDS).contains(&age) && !published.changes.iter().any(has_changed);
        is_usable.then(|| published.clone())
    }

    /// Forgets a page's documents: somebody here has just changed what they say.
    pub(crate) fn forget(&self, page: &PageId) {
        self.0.borrow_mut().retain(|key, _| match key {
            Key::Document(kept, _) => kept != page,
            Key::Printed(about, _) => about.as_ref().is_some_and(|about| about != page),
        });
    }

    /// Keeps what was read, or made of what was read, from `now` on. What was never read is not
    /// kept.
    pub(crate) fn put(&self, key: Key, published: &Published, now: Timestamp) {
        if published.changes.is_empty() {
            return;
        }
        let mut kept = self.0.borrow_mut();
        let is_printed = |key: &Key| matches!(key, Key::Printed(..));
        if is_printed(&key) && kept.keys().filter(|key| is_printed(key)).count() >= MOST_PRINTED {
            kept.retain(|key, _| !is_printed(key));
        }
        kept.insert(key, (now, published.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn check(change_after: i64, age_milliseconds: i64, expected: bool) {
        let shelf = Shelf::default();
        let key = Key::Document("noterro".parse().unwrap(), DocumentKind::Verdict);
        let changes = vec![Timestamp::from_millis(NOON.as_millis() + change_after)];
        shelf.put(key.clone(), &Published::new(1, changes, 60, vec![]), NOON);

        let now = Timestamp::from_millis(NOON.as_millis() + age_milliseconds);

        assert_eq!(shelf.get(&key, now).is_some(), expected);
    }

    #[test]
    fn a_document_is_kept_for_less_than_a_second() {
        check(60_000, 0, true);
        check(60_000, 999, true);
        check(60_000, 1000, false);
    }

    #[test]
    fn a_clock_that_went_back_makes_it_unusable() {
        check(60_000, -1, false);
    }

    #[test]
    fn a_change_of_freshness_makes_it_unusable() {
        check(500, 500, true);
        check(500, 501, false);
    }

    #[test]
    fn of_pages_for_people_there_are_never_many_and_documents_stay() {
        let shelf = Shelf::default();
        let page = || "noterro".parse().unwrap();
        let published = Published::new(1, vec![NOON.plus_seconds(60)], 60, vec![]);
        let document = Key::Document(page(), DocumentKind::Verdict);
        shelf.put(document.clone(), &published, NOON);

        for number in 0..10 * MOST_PRINTED {
            let key = Key::Printed(Some(page()), number.to_string());
            shelf.put(key, &published, NOON);
        }

        assert!(shelf.0.borrow().len() <= MOST_PRINTED + 1);
        assert!(shelf.get(&document, NOON).is_some());
    }

    #[test]
    fn who_changes_a_page_forgets_what_was_printed_of_it() {
        let shelf = Shelf::default();
        let published = Published::new(1, vec![NOON.plus_seconds(60)], 60, vec![]);
        let key = |about: Option<&str>| {
            Key::Printed(about.map(|page| page.parse().unwrap()), "/".to_owned())
        };
        for about in [None, Some("noterro"), Some("napta")] {
            shelf.put(key(about), &published, NOON);
        }

        shelf.forget(&"noterro".parse().unwrap());

        let is_kept = [None, Some("noterro"), Some("napta")]
            .map(|about| shelf.get(&key(about), NOON).is_some());
        assert_eq!(is_kept, [false, false, true]);
    }
}
