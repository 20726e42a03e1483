//! Takes the model out of a document that `browser/read.js` laid out as one text.
//!
//! The model's own `Deserialize` costs the bundle some 20 kB more of compressed WebAssembly, most of
//! it for telling what is wrong with a document. Nobody would read that here: an unusable document
//! is read again later. A test holds the two against each other.
//!
//! An unknown word, a missing state or an unusable address never fails a document: the first two
//! read as unknown, the last as not given.

mod asked;
mod event;
mod record;
mod rich_text;
#[cfg(test)]
mod tests;
mod values;

pub use asked::{Asked, asked, catalogue};
pub use record::answer;

use crate::{Heard, News};
use statuslamp_model::{
    Component, OnlyFor, Overall, PageId, PageInfo, Provider, Reading, Summary, WebUrl,
};
use values::{Read, Values, fill, read};

/// A summary; `None` where the document is none.
pub fn summary(document: &str) -> Option<Summary> {
    let mut values = Values::of(document);
    let values = &mut values;
    let head = head(values)?;
    let mut summary = Summary {
        page: head.page,
        revision: head.revision,
        checked_at: head.reading.checked_at,
        fresh_until: head.reading.fresh_until,
        unknown_after: head.reading.unknown_after,
        poll_seconds: head.poll_seconds,
        overall: Overall::default(),
        components: Vec::new(),
        events: Vec::new(),
        silenced: false,
    };
    read!(summary, values: silenced overall);
    fill(&mut summary.components, values)?;
    fill(&mut summary.events, values)?;
    Some(summary)
}

/// What every document begins with.
struct Head {
    page: PageInfo,
    revision: u64,
    reading: Reading,
    poll_seconds: u32,
}

fn head(values: &mut Values<'_>) -> Option<Head> {
    let id = PageId::new(values.text()?)?;
    let name = values.text()?.to_owned();
    let url = WebUrl::new(values.text()?)?;
    let provider = values.text().and_then(Provider::named);
    let mut page = PageInfo {
        id,
        name,
        url,
        provider,
        time_zone: None,
    };
    page.time_zone.read(values);
    let revision = values.whole()?;
    let mut reading = Reading::default();
    reading.read(values);
    Some(Head {
        page,
        revision,
        reading,
        poll_seconds: values.small(),
    })
}

impl Read for Reading {
    #[inline(never)]
    fn read(&mut self, values: &mut Values<'_>) {
        read!(self, values: checked_at fresh_until unknown_after);
    }
}

/// What the loader hands over: an entry for each page; `None` where it is nothing of the kind.
pub fn news(handed: &str) -> Option<Vec<News>> {
    let mut values = Values::of(handed);
    let mut news = Vec::new();
    for _ in 0..values.whole()? {
        news.push(of_page(&mut values)?);
    }
    Some(news)
}

fn of_page(values: &mut Values<'_>) -> Option<News> {
    let mut news = News::default();
    news.page.read(values);
    news.now = values.number()?;
    news.unreachable = !values.is_true();
    let revision = values.whole();
    let mut reading = Reading::default();
    reading.read(values);
    news.verdict = revision.map(|revision| Heard {
        revision,
        checked_at: reading.checked_at,
        fresh_until: reading.fresh_until,
        unknown_after: reading.unknown_after,
    });
    read!(news, values: dismissed shown);
    Some(news)
}

impl Read for Overall {
    fn read(&mut self, values: &mut Values<'_>) {
        read!(self, values: status raw text vendor derived);
    }
}

impl Read for Component {
    fn read(&mut self, values: &mut Values<'_>) {
        read!(self, values:
            id kind group_id name description status status_raw hidden_when_operational muted
            updated_at);
        let is_for_some = values.is_true();
        let mut only_for = OnlyFor::default();
        read!(only_for, values: regions audiences);
        self.only_for = is_for_some.then_some(only_for);
    }
}
