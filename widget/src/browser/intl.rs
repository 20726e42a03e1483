//! Our words in the language that the loader chose, with the browser's own `Intl` for times and
//! numbers.

use super::request;
use crate::catalogue;
use statuslamp_model::Timestamp;
use statuslamp_view::{Formats, Plural, Unit, Words};
use std::cell::RefCell;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen(module = "/src/browser/intl.js")]
extern "C" {
    fn format(lang: &str, what: &str, number: f64, other: f64, text: &str) -> String;
}

thread_local! {
    // Each is loaded once and stays, however often elements come and go: there are few.
    static LOADED: RefCell<Vec<Words>> = const { RefCell::new(Vec::new()) };
}

/// The words that `options` bring along in the language `lang`; English where there are none.
pub(super) fn words(lang: &str, options: &JsValue) -> Words {
    let brought = request::catalogue(options);
    let english = if lang.starts_with("en") { lang } else { "en" };
    let tag = if brought.is_empty() { english } else { lang };
    LOADED.with_borrow_mut(|loaded| {
        if let Some(words) = loaded.iter().find(|words| words.lang() == tag) {
            return *words;
        }
        let words = catalogue(brought.leak()).and_then(|phrases| {
            let lang = lang.to_owned().leak();
            Words::new(lang, phrases.leak(), formats(lang))
        });
        let words = words.unwrap_or_else(|| {
            let lang = english.to_owned().leak();
            Words::english(lang, formats(lang))
        });
        loaded.push(words);
        words
    })
}

fn formats(lang: &'static str) -> &'static dyn Formats {
    Box::leak(Box::new(Browser(lang)))
}

/// What the browser does with times and numbers in a language.
struct Browser(&'static str);

impl Browser {
    fn ask(&self, what: &str, number: f64) -> String {
        format(self.0, what, number, 0.0, "")
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "beyond what a float counts exactly, nobody counts along"
)]
impl Formats for Browser {
    fn instant(&self, at: Timestamp) -> String {
        self.ask("instant", milliseconds(at))
    }

    fn relative(&self, number: i64, unit: Unit) -> String {
        format(self.0, "relative", number as f64, 0.0, unit.as_str())
    }

    fn duration(&self, seconds: i64) -> String {
        self.ask("duration", seconds as f64)
    }

    fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        format(self.0, "moment", milliseconds(at), milliseconds(now), "")
    }

    fn elsewhere(&self, from: Timestamp, to: Option<Timestamp>, zone: &str) -> String {
        let to = to.map_or(0.0, milliseconds);
        format(self.0, "elsewhere", milliseconds(from), to, zone)
    }

    fn day(&self, day: &str) -> String {
        format(self.0, "day", 0.0, 0.0, day)
    }

    fn month(&self, at: Timestamp) -> String {
        self.ask("month", milliseconds(at))
    }

    fn number(&self, number: u64) -> String {
        self.ask("number", number as f64)
    }

    fn percent(&self, share: f64) -> String {
        self.ask("percent", share)
    }

    fn plural(&self, number: u64) -> Plural {
        let index = self.ask("plural", number as f64);
        let index = index.bytes().next().unwrap_or_default();
        let index = usize::from(index.wrapping_sub(b'0'));
        Plural::ALL.get(index).copied().unwrap_or_default()
    }

    fn separators(&self, items: &str) -> String {
        format(self.0, "separators", 0.0, 0.0, items)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "an instant between the years 0 and 9999 fits exactly"
)]
const fn milliseconds(at: Timestamp) -> f64 {
    at.as_millis() as f64
}
