//! The explanation a timeline ends with, told again as the event's own.

use statuslamp_model::{Phase, Postmortem, Update, WebUrl};

/// The newest post-mortem among the updates.
pub(crate) fn of_timeline(timeline: &[Update], url: Option<&WebUrl>) -> Option<Postmortem> {
    let update = timeline
        .iter()
        .rev()
        .find(|update| update.phase == Some(Phase::Postmortem))?;
    Some(Postmortem {
        body: Some(update.body.clone()),
        url: url.cloned(),
        published_at: update.at,
    })
}
