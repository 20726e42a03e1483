//! The languages: the English file is the catalogue, and every language makes whole sentences.

use serde_json::Value;
use statuslamp_model::{
    Affected, Component, ComponentStatus, Event, EventKind, Impact, Overall, PageInfo, Phase,
    Reading, RichText, Summary, Timestamp, Update,
};
use statuslamp_tests::golden;
use statuslamp_view::{
    Counted, Formats, Known, Phrase, Plural, Selection, Sentence, Told, Unit, Words, banner,
    component_list,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

const LANGUAGES: [&str; 12] = [
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "ja", "zh", "ar", "he",
];
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(lang: &str) -> String {
    let path = root()
        .join("widget/words")
        .join(lang)
        .with_extension("json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn keys() -> impl Iterator<Item = &'static str> {
    let phrases = Phrase::ALL.iter().map(|phrase| phrase.key());
    phrases.chain(Counted::ALL.iter().map(|counted| counted.key()))
}

/// Times and numbers of a language in brackets: what `Intl` makes of them is tested where it is.
struct Marked(&'static str);

#[expect(clippy::match_same_arms, reason = "one line per language and number")]
impl Formats for Marked {
    fn relative(&self, number: i64, unit: Unit) -> String {
        format!("⟨{number} {}⟩", unit.as_str())
    }

    fn duration(&self, seconds: i64) -> String {
        format!("⟨{seconds} s⟩")
    }

    fn moment(&self, at: Timestamp, _now: Timestamp) -> String {
        let at = at.to_string();
        format!("⟨{}⟩", &at[11..16])
    }

    fn elsewhere(&self, _from: Timestamp, _to: Option<Timestamp>, zone: &str) -> String {
        format!("⟨{zone}⟩")
    }

    fn day(&self, day: &str) -> String {
        format!("⟨{day}⟩")
    }

    fn month(&self, at: Timestamp) -> String {
        format!("⟨{at}⟩")
    }

    fn number(&self, number: u64) -> String {
        format!("⟨{number}⟩")
    }

    fn percent(&self, share: f64) -> String {
        format!("⟨{share}⟩")
    }

    fn plural(&self, number: u64) -> Plural {
        match (self.0, number) {
            ("ja" | "zh", _) => Plural::Other,
            (_, 1) => Plural::One,
            ("ar" | "he", 2) => Plural::Two,
            ("ar", 5) => Plural::Few,
            ("pl", 2) => Plural::Few,
            ("pl", 5) => Plural::Many,
            (_, _) => Plural::Other,
        }
    }

    fn separators(&self, items: &str) -> String {
        " + \n".repeat(items.matches('\n').count())
    }
}

/// A language as a browser gets it.
fn words(lang: &'static str) -> Words {
    let phrases: Value = serde_json::from_str(&text(lang)).expect("the file is JSON");
    let own = |text: &Value| &*text.as_str().unwrap_or_default().to_owned().leak();
    let mut texts: Vec<&str> = Vec::new();
    for key in keys() {
        match &phrases[key] {
            Value::Object(forms) => texts.extend(
                CATEGORIES.map(|category| own(forms.get(category).unwrap_or(&Value::Null))),
            ),
            text => texts.push(own(text)),
        }
    }
    Words::new(lang, texts.leak(), Box::leak(Box::new(Marked(lang))))
        .expect("it has the size of the catalogue")
}

#[test]
fn the_english_file_is_the_catalogue_in_its_order() {
    let file = text("en");
    let told: Vec<&str> = file
        .lines()
        .filter_map(|line| line.strip_prefix("  \"")?.split_once("\": "))
        .map(|(key, _)| key)
        .collect();
    let english = words("en");

    assert_eq!(told, keys().collect::<Vec<_>>());
    for &phrase in Phrase::ALL {
        assert_eq!(english.get(phrase), Words::ENGLISH.get(phrase));
    }
    let plain = |text: String| text.replace(['⟨', '⟩'], "");
    for &counted in Counted::ALL {
        for number in [1, 2] {
            assert_eq!(
                plain(english.counted(counted, number)),
                Words::ENGLISH.counted(counted, number)
            );
        }
    }
}

/// Two components in trouble because of one incident, read five minutes ago or just now.
fn summary() -> Summary {
    let reading = Reading::taken(NOON, 60);
    let component = |id: &str, status| Component {
        id: id.to_owned(),
        name: id.to_owned(),
        status,
        ..Component::default()
    };
    let affected = |id: &str| Affected {
        component_id: Some(id.to_owned()),
        name: id.to_owned(),
        ..Affected::default()
    };
    Summary {
        page: PageInfo {
            id: "noterro".parse().expect("it is a page id"),
            name: "Noterro".to_owned(),
            url: "https://status.example.com"
                .parse()
                .expect("it is an address"),
            provider: None,
            time_zone: None,
        },
        revision: 1,
        checked_at: reading.checked_at,
        fresh_until: reading.fresh_until,
        unknown_after: reading.unknown_after,
        poll_seconds: 60,
        overall: Overall {
            status: ComponentStatus::PartialOutage,
            ..Overall::default()
        },
        components: vec![
            component("Web", ComponentStatus::PartialOutage),
            component("API", ComponentStatus::DegradedPerformance),
            component("Mail", ComponentStatus::Operational),
        ],
        events: vec![Event {
            id: "e1".to_owned(),
            kind: EventKind::Incident,
            title: "Pages load slowly".to_owned(),
            phase: Phase::Identified,
            impact: Impact::Major,
            affected: vec![affected("Web"), affected("API")],
            updates: vec![Update {
                phase: Some(Phase::Identified),
                at: Some(NOON.plus_seconds(-130)),
                body: RichText::from_plain("We found it."),
                ..Update::default()
            }],
            ..Event::default()
        }],
        silenced: false,
    }
}

/// Every sentence that the summary is told in, and those that only other states have.
fn told(words: Words) -> String {
    let summary = summary();
    let known = |seconds| Known {
        summary: &summary,
        reading: summary.reading(),
        now: NOON.plus_seconds(seconds),
        words,
    };
    let everything = Selection::default();
    let mut lines = vec![format!("## {} ({})", words.lang(), words.dir())];
    let fresh = banner(&[Told::of(known(20))], &everything).expect("a banner");
    let old_banner = banner(&[Told::of(known(300))], &everything).expect("a banner");
    let list = component_list(known(20), &everything);
    let old = component_list(known(300), &everything);
    lines.push(fresh.announcement());
    lines.push(old_banner.announcement());
    lines.extend([&fresh.event.updated, &fresh.event.affects, &old.overall].map(Sentence::text));
    lines.extend([&list.overall, &list.source, &old.source].map(Sentence::text));
    for list in [list, old] {
        let rows = list.groups.into_iter().flat_map(|group| group.rows);
        let rows: Vec<String> = rows.map(|row| row.status).collect();
        lines.push(rows.join(" | "));
    }
    let of = Sentence::of_words;
    let state = of(&words.status(ComponentStatus::PartialOutage));
    let resolved = of(words.get(Phrase::Resolved));
    let from = of(&words.moment(NOON, NOON, None));
    let to = of(&words.moment(NOON.plus_seconds(3660), NOON, Some("CEST")));
    let ago = of(&words.ago(600));
    let spans = [
        words.say(Phrase::StateAgo, &[("state", &resolved), ("ago", &ago)]),
        words.say(Phrase::StateSince, &[("state", &state), ("from", &from)]),
        words.say(
            Phrase::StateDuring,
            &[("state", &state), ("from", &from), ("to", &to)],
        ),
        words.say(Phrase::AsItWas, &[("ago", &ago)]),
        words.say(Phrase::PlannedFor, &[("time", &from)]),
        words.say(Phrase::Until, &[("time", &to)]),
        words.say(Phrase::Uptime, &[("percent", &of("99.98%"))]),
        words.of_name(Phrase::ByOperator, "Noterro"),
        words.of_name(Phrase::Silenced, "Noterro"),
        words.of_name(Phrase::NeverHeard, "Noterro"),
    ];
    lines.extend(spans.iter().map(Sentence::text));
    for &counted in Counted::ALL {
        let forms = [1, 2, 5].map(|number| words.counted(counted, number));
        lines.push(forms.join(" | "));
    }
    lines.join("\n") + "\n"
}

#[test]
fn one_event_is_told_in_twelve_languages_as_reviewed() {
    let all: Vec<String> = LANGUAGES.iter().map(|lang| told(words(lang))).collect();
    let all = all.join("\n");

    assert!(!all.contains(['{', '}']), "a slot is left open");
    let trouble = golden::trouble(&root().join("tests/words/sentences.txt"), &all);
    assert_eq!(trouble, None);
}
