//! What was said aloud: the same is not said again because an element came back, somebody walked to
//! another view and back, or another tab dismissed something.

/// Places remembered; a page has few.
const MOST: usize = 20;
/// Lines remembered of one content: what may come and go without anything having happened.
const MOST_LINES: usize = 8;

/// What was last said aloud in each place.
#[derive(Clone, Debug, Default)]
pub struct Spoken(Vec<Said>);

#[derive(Clone, Debug)]
struct Said {
    place: String,
    /// The revision of the content the lines were made of.
    revision: u64,
    /// The last one was said last.
    lines: Vec<String>,
    /// Whether the place is gone.
    is_away: bool,
}

impl Spoken {
    /// An empty memory.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether `line`, made of the content of `revision`, is to be said aloud in `place`;
    /// remembered either way. Where nothing is shown any more, the next line is news again. A line
    /// is no news of a content of which it was said before: it aged and was confirmed, or the
    /// element was away.
    pub fn is_news(&mut self, place: &str, line: Option<&str>, revision: u64) -> bool {
        let last = self.0.iter().position(|said| said.place == place);
        let last = last.map(|at| self.0.remove(at));
        let Some(line) = line else {
            return true;
        };
        let mut said = last.unwrap_or_else(|| Said {
            place: place.to_owned(),
            revision,
            lines: Vec::new(),
            is_away: false,
        });
        let is_known = if said.revision == revision {
            said.lines.iter().any(|known| known == line)
        } else {
            // Nobody knows what happened while it was away.
            !said.is_away && said.lines.last().is_some_and(|last| last == line)
        };
        if said.revision != revision {
            said.lines.clear();
        }
        said.lines.retain(|known| known != line);
        if said.lines.len() == MOST_LINES {
            said.lines.remove(0);
        }
        said.lines.push(line.to_owned());
        said.revision = revision;
        said.is_away = false;
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(said);
        !is_known
    }

    /// The place is taken away, perhaps to come back.
    pub fn leave(&mut self, place: &str) {
        for said in &mut self.0 {
            if said.place == place {
                said.is_away = true;
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

        assert!(spoken.is_news("a", Some("slow"), 1));
        assert!(!spoken.is_news("a", Some("slow"), 1));
        assert!(spoken.is_news("b", Some("slow"), 1));
        assert!(spoken.is_news("a", Some("down"), 2));
        assert!(spoken.is_news("a", None, 2));
        assert!(spoken.is_news("a", Some("down"), 2));
    }

    #[test]
    fn what_ages_and_is_confirmed_again_is_said_once() {
        let mut spoken = Spoken::new();

        assert!(spoken.is_news("a", Some("slow"), 1));
        assert!(spoken.is_news("a", Some("slow, perhaps"), 1));
        assert!(!spoken.is_news("a", Some("slow"), 1));
        assert!(!spoken.is_news("a", Some("slow, perhaps"), 1));
        assert!(
            spoken.is_news("a", Some("slow"), 2),
            "something happened, and this is what is so now"
        );
    }

    #[test]
    fn what_changed_elsewhere_on_the_page_is_not_said() {
        let mut spoken = Spoken::new();
        spoken.is_news("a", Some("slow"), 1);

        assert!(!spoken.is_news("a", Some("slow"), 2));
    }

    #[test]
    fn who_comes_back_repeats_nothing_unless_something_happened_meanwhile() {
        let mut spoken = Spoken::new();
        spoken.is_news("a", Some("slow"), 1);

        spoken.leave("a");
        assert!(!spoken.is_news("a", Some("slow"), 1));
        spoken.leave("a");
        assert!(spoken.is_news("a", Some("slow"), 2));
    }

    #[test]
    fn only_so_much_is_remembered() {
        let mut spoken = Spoken::new();
        for place in 0..100 {
            assert!(spoken.is_news(&place.to_string(), Some("slow"), 1));
        }
        for line in 0..100 {
            assert!(spoken.is_news("99", Some(&line.to_string()), 1));
        }

        assert_eq!(spoken.0.len(), MOST);
        assert!(spoken.0.iter().all(|said| said.lines.len() <= MOST_LINES));
        assert!(!spoken.is_news("99", Some("99"), 1));
    }
}
