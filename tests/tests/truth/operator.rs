//! The operator's word: whatever is said over whatever page, no state changes, nothing turns green,
//! and what nobody muted is announced as before.

use crate::any::{instant, summary};
use proptest::{collection::vec, prelude::*, sample::select};
use statuslamp_model::{
    ComponentStatus, Event, Impact, Notice, OperatorWord, Override, Summary, Timestamp, Verdict,
};
use statuslamp_tests::property::cases;
use statuslamp_view::{Known, Selection, Told, Tone, Words, banner, component_list};

fn word() -> impl Strategy<Value = OperatorWord> {
    let component = || (0..8_u8).prop_map(|number| format!("c{number}"));
    let impact = select(&[Impact::None, Impact::Minor, Impact::Major, Impact::Critical][..]);
    prop_oneof![
        "[a-z0-9]{1,2}".prop_map(|event| OperatorWord::MuteEvent { event }),
        component().prop_map(|component| OperatorWord::MuteComponent { component }),
        (impact, vec(component(), 0..3)).prop_map(|(impact, components)| {
            OperatorWord::Notice(Notice {
                title: "Title".to_owned(),
                body: "Body".to_owned(),
                impact,
                components,
                url: None,
            })
        }),
        Just(OperatorWord::Silence),
    ]
}

fn overrides() -> impl Strategy<Value = Vec<Override>> {
    vec((word(), instant()), 0..5).prop_map(|words| {
        let words = words.into_iter().enumerate();
        words
            .map(|(number, (word, at))| Override {
                id: format!("o{number}").parse().expect("it is an id"),
                word,
                expires_at: at.plus_seconds(3600),
                reason: None,
                created_at: at,
                updated_at: at,
            })
            .collect()
    })
}

/// The page under the operator's word; some event is muted by its own id where there is one.
fn under(summary: &Summary, overrides: &[Override], is_muted: bool) -> Summary {
    let mut overrides = overrides.to_vec();
    for said in &mut overrides {
        if let (OperatorWord::MuteEvent { event }, Some(first)) =
            (&mut said.word, summary.events.first())
        {
            event.clone_from(&first.id);
        }
    }
    let mut summary = summary.clone();
    summary.under(overrides.iter(), is_muted);
    summary
}

fn known(summary: &Summary, now: Timestamp) -> Known<'_> {
    Known {
        summary,
        reading: summary.reading(),
        now,
        words: Words::ENGLISH,
    }
}

/// The state each component is shown in, marks left out.
fn rows(summary: &Summary, now: Timestamp) -> Vec<(String, Tone, String)> {
    let list = component_list(known(summary, now), &Selection::default());
    let rows = list.groups.into_iter().flat_map(|group| group.rows);
    rows.map(|row| (row.name.to_owned(), row.tone, row.status))
        .collect()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_state_changes_and_nothing_turns_green(
        truth in summary(),
        said in overrides(),
        is_muted in prop::bool::weighted(0.2),
        age in 0..2000_i64,
    ) {
        let summary = under(&truth, &said, is_muted);
        let now = truth.checked_at.unwrap_or_default().plus_seconds(age);

        let states = |summary: &Summary| {
            let components = summary.components.iter();
            components.map(|one| (one.id.clone(), one.status)).collect::<Vec<_>>()
        };
        prop_assert_eq!(&summary.overall, &truth.overall);
        prop_assert_eq!(states(&summary), states(&truth));
        prop_assert_eq!(Verdict::of(&summary, false, now).overall, truth.overall.status);
        prop_assert_eq!(rows(&summary, now), rows(&truth, now));
        let tone = |summary: &Summary| component_list(known(summary, now), &Selection::default()).tone;
        prop_assert_eq!(tone(&summary), tone(&truth));
        let shown = banner(&[Told::of(known(&summary, now))], &Selection::default());
        prop_assert!(shown.is_none_or(|shown| shown.event.tone != Tone::Good));
    }

    #[test]
    fn what_the_vendor_says_is_all_still_there(truth in summary(), said in overrides()) {
        let mut summary = under(&truth, &said, false);

        summary.events.retain(|event| !event.operator);
        for event in &mut summary.events {
            event.muted = false;
        }
        let mut expected = truth.events.clone();
        for events in [&mut expected, &mut summary.events] {
            events.sort_by_key(|event| format!("{event:?}"));
        }
        prop_assert_eq!(summary.events, expected);
    }

    #[test]
    fn what_nobody_muted_is_announced_as_before(truth in summary(), said in overrides()) {
        let notices: Vec<_> = said
            .into_iter()
            .filter(|said| matches!(said.word, OperatorWord::Notice(_)))
            .collect();
        let summary = under(&truth, &notices, false);

        let mut announced = summary.announced();
        let pinned = announced.iter().filter(|told| told.event.operator).count();
        announced.retain(|told| !told.event.operator);
        let expected: std::collections::HashSet<_> =
            truth.events.iter().map(|event| format!("{event:?}")).collect();

        prop_assert_eq!(pinned, notices.len());
        prop_assert_eq!(announced.len(), truth.events.len());
        for told in announced {
            let affected = told.affected.into_iter().cloned().collect();
            let printed = format!("{:?}", Event { affected, ..told.event.clone() });
            prop_assert!(expected.contains(&printed));
        }
        prop_assert!(summary.components.iter().all(|component| summary.announces(component)));
    }

    #[test]
    fn silence_is_complete(truth in summary(), said in overrides(), age in 0..2000_i64) {
        let summary = under(&truth, &said, true);
        let now = truth.checked_at.unwrap_or_default().plus_seconds(age);

        let verdict = Verdict::of(&summary, false, now);
        prop_assert!(verdict.events.is_empty() && verdict.components.is_empty());
        prop_assert_eq!((verdict.more, verdict.more_events), (0, 0));
        prop_assert_eq!(banner(&[Told::of(known(&summary, now))], &Selection::default()), None);
        let is_green = verdict.overall == ComponentStatus::Operational;
        prop_assert_eq!(is_green, truth.overall.status == ComponentStatus::Operational);
    }

    /// The loader asks only the verdict, the widget only the summary: where there is nothing in
    /// the one, nothing is drawn from the other.
    #[test]
    fn the_banner_shows_nothing_that_the_verdict_is_silent_of(
        truth in summary(),
        said in overrides(),
    ) {
        let summary = under(&truth, &said, false);
        let now = truth.checked_at.unwrap_or_default();

        let verdict = Verdict::of(&summary, false, now);
        let is_silent = verdict.events.is_empty()
            && verdict.components.is_empty()
            && verdict.more + verdict.more_events == 0;
        if is_silent {
            prop_assert_eq!(banner(&[Told::of(known(&summary, now))], &Selection::default()), None);
        }
    }
}
