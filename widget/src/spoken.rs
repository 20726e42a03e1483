//! What was said aloud a moment ago: an element that is taken away and put back does not say the
//! same again.

/// Places remembered; a page has few.
const MOST: usize = 20;
/// Who comes back after this much longer has been away.
const MOMENT_MS: f64 = 10_000.0;

/// What was last said aloud in each place. Times are milliseconds of a monotonic clock.
#[derive(Clone, Debug, Default)]
pub struct Spoken(Vec<Said>);

#[derive(Clone, Debug)]
struct Said {
    place: String,
    line: String,
    /// Whether the place is gone, and until when it may come back.
    until: Option<f64>,
}

impl Spoken {
    /// An empty memory.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether `line` is to be said aloud in `place` at `now`; remembered either way. Where nothing
    /// is shown any more, the next line is news again.
    pub fn is_news(&mut self, place: &str, line: Option<&str>, now: f64) -> bool {
        let last = self.0.iter().position(|said| said.place == place);
        let last = last.map(|at| self.0.remove(at));
        let Some(line) = line else {
            return true;
        };
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(Said {
            place: place.to_owned(),
            line: line.to_owned(),
            until: None,
        });
        last.is_none_or(|said| said.line != line || said.until.is_some_and(|until| now > until))
    }

    /// The place is taken away, perhaps to come back.
    pub fn leave(&mut self, place: &str, now: f64) {
        for said in &mut self.0 {
            if said.place == place {
                said.until = Some(now + MOMENT_MS);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_news_once_in_each_place_until_nothing_is_shown() {
        let mut spoken = Spoken::new();

        assert!(spoken.is_news("a", Some("slow"), 0.0));
        assert!(!spoken.is_news("a", Some("slow"), 0.0));
        assert!(spoken.is_news("b", Some("slow"), 0.0));
        assert!(spoken.is_news("a", Some("down"), 0.0));
        assert!(spoken.is_news("a", None, 0.0));
        assert!(spoken.is_news("a", Some("down"), 0.0));
    }

    #[test]
    fn who_comes_back_at_once_repeats_nothing_and_who_comes_back_later_does() {
        let mut spoken = Spoken::new();
        spoken.is_news("a", Some("slow"), 0.0);

        spoken.leave("a", 3_600_000.0);
        assert!(!spoken.is_news("a", Some("slow"), 3_600_050.0));
        spoken.leave("a", 3_600_100.0);
        assert!(spoken.is_news("a", Some("slow"), 3_620_000.0));
    }

    #[test]
    fn only_so_many_places_are_remembered() {
        let mut spoken = Spoken::new();
        for place in 0..100 {
            assert!(spoken.is_news(&place.to_string(), Some("slow"), 0.0));
        }

        assert_eq!(spoken.0.len(), MOST);
        assert!(!spoken.is_news("99", Some("slow"), 0.0));
    }
}
