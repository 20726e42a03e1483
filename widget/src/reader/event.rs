//! Events.

use super::{
    rich_text::rich_text,
    values::{Read, Values, read},
};
use statuslamp_model::{Affected, Change, Event, Postmortem, Span, Update};

impl Read for Event {
    fn read(&mut self, values: &mut Values<'_>) {
        outline(self, values);
        self.updates.read(values);
        let is_explained = values.is_true();
        let mut postmortem = Postmortem::default();
        read!(postmortem, values: url published_at);
        postmortem.body = rich_text(values);
        self.postmortem = is_explained.then_some(postmortem);
    }
}

/// An event without its story.
#[inline(never)]
pub(super) fn outline(event: &mut Event, values: &mut Values<'_>) {
    read!(event, values:
        id kind title phase phase_raw impact impact_raw
        started_at detected_at identified_at monitoring_at
        resolved_at updated_at scheduled_for scheduled_until
        url affected updates_complete backfilled reopened muted operator);
}

impl Read for Affected {
    fn read(&mut self, values: &mut Values<'_>) {
        read!(self, values: component_id name status status_raw spans);
    }
}

impl Read for Span {
    fn read(&mut self, values: &mut Values<'_>) {
        let mut from = None;
        self.status.read(values);
        from.read(values);
        self.from = from.unwrap_or_default();
        self.to.read(values);
    }
}

impl Read for Update {
    fn read(&mut self, values: &mut Values<'_>) {
        read!(self, values: id phase phase_raw at posted_at edited_at);
        self.body = rich_text(values).unwrap_or_default();
        self.changes.read(values);
    }
}

impl Read for Change {
    fn read(&mut self, values: &mut Values<'_>) {
        read!(self, values: component_id name from to);
    }
}
