//! Reads documents.

use super::value::Value;
use gloo_net::http::RequestBuilder;
use statuslamp_model::Summary;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, Response};

/// What an address answered.
pub(super) enum Document {
    /// JSON.
    Found(Value),
    /// There is no such thing.
    Missing,
    /// Nothing that can be read.
    Failed,
}

/// Reads the summary at `url`; `None` for whatever is not a readable 200.
pub(super) async fn summary(url: String, signal: Option<AbortSignal>) -> Option<Summary> {
    match document(url, signal).await {
        Document::Found(document) => crate::summary(&document),
        Document::Missing | Document::Failed => None,
    }
}

/// Reads the document at `url`.
pub(super) async fn document(url: String, signal: Option<AbortSignal>) -> Document {
    ask(url, signal).await.unwrap_or(Document::Failed)
}

/// The request is built here and sent by `fetch` itself: the sending half of `gloo_net` panics
/// where a patched `fetch` rejects with something that is no `Error`. No header is set: each
/// would cost a preflight.
async fn ask(url: String, signal: Option<AbortSignal>) -> Option<Document> {
    let request = RequestBuilder::new(&url)
        .cache(RequestCache::NoCache)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(signal.as_ref())
        .build()
        .ok()?;
    let answer = web_sys::window()?.fetch_with_request(&web_sys::Request::from(request));
    let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    if response.status() == 404 {
        return Some(Document::Missing);
    }
    if !response.ok() {
        return None;
    }
    let body = JsFuture::from(response.json().ok()?).await.ok()?;
    Some(Document::Found(Value(body)))
}
