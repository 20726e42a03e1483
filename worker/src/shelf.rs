//! Published documents kept in this isolate's memory for at most a second, so that a hot read
//! does not cross to the page's object.

use crate::{page::DocumentKind, published::Published};
use statuslamp_model::{PageId, Timestamp};
use std::{cell::RefCell, collections::HashMap, rc::Rc};

const LONGEST_MILLISECONDS: i64 = 1000;

/// Documents read a moment ago.
#[derive(Clone, Debug, Default)]
pub struct Shelf(Rc<RefCell<Kept>>);

type Kept = HashMap<(PageId, DocumentKind), (Timestamp, Published)>;

impl Shelf {
    /// The document, if it was put here within a second and no freshness in it changed since.
    pub(crate) fn get(&self, key: &(PageId, DocumentKind), now: Timestamp) -> Option<Published> {
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
        self.0.borrow_mut().retain(|(kept, _), _| kept != page);
    }

    /// Keeps a document. What was never read is not kept.
    pub(crate) fn put(&self, key: (PageId, DocumentKind), published: &Published, now: Timestamp) {
        if !published.changes.is_empty() {
            self.0.borrow_mut().insert(key, (now, published.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn check(change_after: i64, age_milliseconds: i64, expected: bool) {
        let shelf = Shelf::default();
        let key = ("noterro".parse().unwrap(), DocumentKind::Verdict);
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
}
