//! Reads documents.

use crate::{Asked, News, Want};
use gloo_net::http::Response;
use js_sys::Promise;
use statuslamp_model::Summary;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

/// Requests are sent there: the sending half of `gloo_net` panics where a patched `fetch` rejects
/// with something that is no `Error`. None of the promises is ever rejected.
#[wasm_bindgen(module = "/src/browser/read.js")]
extern "C" {
    fn send(url: &str, signal: Option<&AbortSignal>) -> Promise;
    #[wasm_bindgen(js_name = summary)]
    fn body_of_summary(answer: web_sys::Response) -> Promise;
    #[wasm_bindgen(js_name = past)]
    fn body_of_past(answer: web_sys::Response, what: &str) -> Promise;
    #[wasm_bindgen(js_name = news)]
    fn handed_over(handed: &JsValue) -> String;
    #[wasm_bindgen(js_name = asked)]
    fn options_of(options: &JsValue) -> String;
    /// The catalogue that the host brings along; empty where it brings none.
    #[wasm_bindgen(js_name = words)]
    pub(super) fn catalogue(options: &JsValue) -> String;
}

/// What the host asks of an element.
pub(super) fn asked(options: &JsValue) -> Asked {
    crate::asked(&options_of(options))
}

/// Takes over what the loader hands over; `None` where it is nothing of the kind.
pub(super) fn news(handed: &JsValue) -> Option<Vec<News>> {
    crate::news(&handed_over(handed))
}

/// What an address answered.
pub(super) enum Document {
    /// What the reader reads.
    Found(String),
    /// There is no such thing.
    Missing,
    /// Nothing that can be read.
    Failed,
}

/// Reads the summary at `url`; `None` for whatever is not a readable 200.
pub(super) async fn summary(url: String, signal: Option<AbortSignal>) -> Option<Summary> {
    let answer = answer(&url, signal).await?;
    if !answer.ok() {
        return None;
    }
    let body = JsFuture::from(body_of_summary(answer.into())).await;
    crate::summary(&body.ok()?.as_string()?)
}

/// Reads the document at `url`.
pub(super) async fn past(want: &Want, url: String, signal: Option<AbortSignal>) -> Document {
    let Some(answer) = answer(&url, signal).await else {
        return Document::Failed;
    };
    if answer.status() == 404 {
        return Document::Missing;
    }
    if !answer.ok() {
        return Document::Failed;
    }
    let body = JsFuture::from(body_of_past(answer.into(), want.document())).await;
    body.ok()
        .and_then(|body| body.as_string())
        .map_or(Document::Failed, Document::Found)
}

async fn answer(url: &str, signal: Option<AbortSignal>) -> Option<Response> {
    let answer = JsFuture::from(send(url, signal.as_ref())).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    Some(answer.into())
}
