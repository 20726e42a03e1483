//! Reads documents.

use crate::{News, Want};
use gloo_net::http::RequestBuilder;
use js_sys::Promise;
use statuslamp_model::Summary;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReferrerPolicy, Request, RequestCache, RequestCredentials};

/// Sending is done there: the sending half of `gloo_net` panics where a patched `fetch` rejects with
/// something that is no `Error`. The promises are those of a text, and never rejected.
#[wasm_bindgen(module = "/src/browser/read.js")]
extern "C" {
    #[wasm_bindgen(js_name = summary)]
    fn ask_summary(request: Request) -> Promise;
    #[wasm_bindgen(js_name = past)]
    fn ask_past(request: Request, what: &str) -> Promise;
    #[wasm_bindgen(js_name = news)]
    fn handed_over(handed: &JsValue) -> String;
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
pub(super) async fn summary(url: &str, signal: Option<AbortSignal>) -> Option<Summary> {
    let text = JsFuture::from(ask_summary(request(url, signal)?)).await;
    crate::summary(&text.ok()?.as_string()?)
}

/// Reads the document at `url`.
pub(super) async fn past(want: &Want, url: &str, signal: Option<AbortSignal>) -> Document {
    let Some(request) = request(url, signal) else {
        return Document::Failed;
    };
    let text = JsFuture::from(ask_past(request, want.document())).await;
    match text.ok().and_then(|text| text.as_string()) {
        Some(text) if text == "?" => Document::Missing,
        Some(text) => Document::Found(text),
        None => Document::Failed,
    }
}

/// No header is set: each would cost a preflight.
fn request(url: &str, signal: Option<AbortSignal>) -> Option<Request> {
    let request = RequestBuilder::new(url)
        .cache(RequestCache::NoCache)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(signal.as_ref())
        .build();
    request.ok().map(Request::from)
}
