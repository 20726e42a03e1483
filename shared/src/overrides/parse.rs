//! Reads what the operator sends; every refusal says what is wrong and on which line.

use super::{Notice, OperatorWord, Override, OverrideId};
use crate::{
    Impact, Timestamp, WebUrl,
    lines::{Fault, Source},
};
use serde::Deserialize;
use serde_json::value::RawValue;

const LONGEST_DAYS: i64 = 366;
pub(super) const MAX_TARGET_CHARACTERS: usize = 200;
pub(super) const MAX_TITLE_CHARACTERS: usize = 200;
pub(super) const MAX_BODY_CHARACTERS: usize = 4000;
pub(super) const MAX_REASON_CHARACTERS: usize = 500;
pub(super) const MAX_COMPONENTS: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw<'a> {
    #[serde(borrow)]
    kind: &'a RawValue,
    #[serde(borrow)]
    expires_at: &'a RawValue,
    #[serde(borrow)]
    reason: Option<&'a RawValue>,
    #[serde(borrow)]
    event: Option<&'a RawValue>,
    #[serde(borrow)]
    component: Option<&'a RawValue>,
    #[serde(borrow)]
    title: Option<&'a RawValue>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(borrow)]
    impact: Option<&'a RawValue>,
    #[serde(borrow)]
    components: Option<&'a RawValue>,
    #[serde(borrow)]
    url: Option<&'a RawValue>,
}

/// How a text may look.
#[derive(Clone, Copy)]
enum Lines {
    One,
    Many,
}

impl Override {
    /// Reads the override `id` from JSON, as said at `now`.
    pub fn parse(id: OverrideId, text: &str, now: Timestamp) -> Result<Self, Fault> {
        let source = Source(text);
        let raw: Raw<'_> = source.read(text)?;
        let reason = |raw| source.text("reason", raw, MAX_REASON_CHARACTERS, Lines::Many);
        Ok(Self {
            id,
            word: source.word(&raw)?,
            expires_at: source.expiry(raw.expires_at, now)?,
            reason: raw.reason.map(reason).transpose()?,
            created_at: now,
            updated_at: now,
        })
    }
}

impl<'a> Source<'a> {
    fn word(&self, raw: &Raw<'a>) -> Result<OperatorWord, Fault> {
        let kind: String = self.value(raw.kind)?;
        let members: &[&str] = match kind.as_str() {
            "mute_event" => &["event"],
            "mute_component" => &["component"],
            "notice" => &["title", "body", "impact", "components", "url"],
            "silence" => &[],
            _ => {
                let kinds = "mute_event, mute_component, notice or silence";
                return Err(self.error(raw.kind.get(), format!("the kind must be {kinds}")));
            }
        };
        let given = [
            ("event", raw.event),
            ("component", raw.component),
            ("title", raw.title),
            ("body", raw.body),
            ("impact", raw.impact),
            ("components", raw.components),
            ("url", raw.url),
        ];
        for (name, value) in given {
            if let Some(value) = value.filter(|_| !members.contains(&name)) {
                let reason = format!("\"{name}\" has no place in \"{kind}\"");
                return Err(self.error(value.get(), reason));
            }
        }
        let needed = |name: &str, value: Option<&'a RawValue>| {
            let reason = || format!("\"{kind}\" needs \"{name}\"");
            value.ok_or_else(|| self.error(raw.kind.get(), reason()))
        };
        let target = |name, value| {
            let value = needed(name, value)?;
            self.text(name, value, MAX_TARGET_CHARACTERS, Lines::One)
        };
        Ok(match kind.as_str() {
            "mute_event" => OperatorWord::MuteEvent {
                event: target("event", raw.event)?,
            },
            "mute_component" => OperatorWord::MuteComponent {
                component: target("component", raw.component)?,
            },
            "notice" => {
                let title = needed("title", raw.title)?;
                let body = needed("body", raw.body)?;
                OperatorWord::Notice(Notice {
                    title: self.text("title", title, MAX_TITLE_CHARACTERS, Lines::One)?,
                    body: self.text("body", body, MAX_BODY_CHARACTERS, Lines::Many)?,
                    impact: self.impact(needed("impact", raw.impact)?)?,
                    components: raw.components.map_or(Ok(Vec::new()), |v| self.ids(v))?,
                    url: raw.url.map(|value| self.https(value)).transpose()?,
                })
            }
            _ => OperatorWord::Silence,
        })
    }

    fn text(
        &self,
        name: &str,
        raw: &'a RawValue,
        most: usize,
        lines: Lines,
    ) -> Result<String, Fault> {
        let text: String = self.value(raw)?;
        let text = text.trim();
        let length = text.chars().count();
        if !(1..=most).contains(&length) {
            let reason = format!("\"{name}\" must have 1 to {most} characters, not {length}");
            return Err(self.error(raw.get(), reason));
        }
        let is_allowed = |character: char| match lines {
            Lines::One => !character.is_control(),
            Lines::Many => !character.is_control() || "\r\n\t".contains(character),
        };
        if !text.chars().all(is_allowed) {
            let reason = format!("\"{name}\" holds a control character");
            return Err(self.error(raw.get(), reason));
        }
        Ok(text.to_owned())
    }

    fn ids(&self, raw: &'a RawValue) -> Result<Vec<String>, Fault> {
        let ids: Vec<&'a RawValue> = self.read(raw.get())?;
        if ids.len() > MAX_COMPONENTS {
            let reason = format!("{} components; {MAX_COMPONENTS} at most", ids.len());
            return Err(self.error(raw.get(), reason));
        }
        let mut known = Vec::with_capacity(ids.len());
        for raw in ids {
            let id = self.text("components", raw, MAX_TARGET_CHARACTERS, Lines::One)?;
            if known.contains(&id) {
                return Err(self.error(raw.get(), format!("component \"{id}\" is named twice")));
            }
            known.push(id);
        }
        Ok(known)
    }

    fn impact(&self, raw: &'a RawValue) -> Result<Impact, Fault> {
        let word: String = self.value(raw)?;
        match Impact::from_word(&word) {
            impact @ (Impact::None | Impact::Minor | Impact::Major | Impact::Critical) => {
                Ok(impact)
            }
            Impact::Maintenance | Impact::Unknown => {
                let reason = "\"impact\" must be none, minor, major or critical";
                Err(self.error(raw.get(), reason))
            }
        }
    }

    fn https(&self, raw: &'a RawValue) -> Result<WebUrl, Fault> {
        let url: WebUrl = self.value(raw)?;
        if url.as_str().to_ascii_lowercase().starts_with("https://") {
            Ok(url)
        } else {
            Err(self.error(raw.get(), "\"url\" must begin with https://"))
        }
    }

    fn expiry(&self, raw: &'a RawValue, now: Timestamp) -> Result<Timestamp, Fault> {
        let at: Timestamp = self.value(raw)?;
        if at <= now {
            return Err(self.error(raw.get(), "\"expires_at\" must lie in the future"));
        }
        if at > now.plus_seconds(LONGEST_DAYS * 86_400) {
            let reason = format!("\"expires_at\" must be within {LONGEST_DAYS} days");
            return Err(self.error(raw.get(), reason));
        }
        Ok(at)
    }
}
