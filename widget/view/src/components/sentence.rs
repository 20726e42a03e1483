//! A sentence: words, isolated names, machine-readable times.

use super::element::name;
use crate::model::{Piece, Sentence};
use leptos::{html, prelude::*};

/// The nodes of a sentence.
pub(super) fn sentence(sentence: Sentence) -> Vec<AnyView> {
    sentence
        .0
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.into_any(),
            Piece::Name(text) => name(text),
            Piece::Time(words, at) => html::time()
                .datetime(at.to_string())
                .child(words)
                .into_any(),
        })
        .collect()
}
