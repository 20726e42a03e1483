//! Vendors' webhooks. Whoever knows a page's secret may say that something changed there; what it
//! says of it is never believed, only read for being a notification at all.

use crate::{
    call::PageCall,
    config::Config,
    http::{Body, Reply},
    platform::Platform,
    published::Answer,
    reply, router,
    trouble::Trouble,
};
use serde::{Deserialize, Serialize};
use statuslamp_model::{PageId, Provider, Timestamp};

/// Passes a hint on to the page's object.
pub(crate) async fn hint<P: Platform>(
    platform: &P,
    page: &PageId,
    sender: Provider,
) -> Result<Reply, Trouble> {
    match router::answer(platform, PageCall::Hint(sender).to(page)).await? {
        Answer::Accepted { read_at } => {
            let accepted = Accepted {
                page,
                accepted: true,
                read_at,
            };
            Ok(reply::accepted(&accepted, platform.now()))
        }
        Answer::Throttled { retry_after } => Err(Trouble::TooManyHints { retry_after }),
        Answer::UnknownHook => Err(Trouble::UnknownHook),
        Answer::Document(_)
        | Answer::UnknownEvent
        | Answer::Done
        | Answer::UnknownOverride
        | Answer::TooManyOverrides
        | Answer::Failed => Err(Trouble::Internal),
    }
}

/// `POST /v1/pages/{page}/hooks/{provider}/{secret}`: the answer to a hint that was taken.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "HintAccepted"))]
#[expect(clippy::struct_field_names, reason = "the names are those of the JSON")]
pub(crate) struct Accepted<'a> {
    /// Which page.
    page: &'a PageId,
    /// Always true: what is not accepted is answered with a problem.
    accepted: bool,
    /// When the page is read because of it.
    read_at: Timestamp,
}

/// The provider that sent a hint, where address and body are such that it may be one. Nothing is
/// told about which part of a wrong address was wrong.
pub(crate) fn sender(
    config: &Config,
    page: &PageId,
    provider: &str,
    secret: &str,
    body: &Body,
) -> Result<Provider, Trouble> {
    let has_secret = config
        .hook_secret()
        .is_some_and(|key| key.has_signed(page.as_str(), secret));
    let provider = provider.parse::<Provider>().ok();
    let declared = config.page(page).and_then(|entry| entry.provider);
    let provider = provider
        .filter(|provider| has_secret && declared.is_none_or(|declared| declared == *provider))
        .ok_or(Trouble::UnknownHook)?;
    let Body::Whole(body) = body else {
        return Err(Trouble::BodyRefused);
    };
    check(provider, body).map_err(Trouble::UnusableBody)?;
    Ok(provider)
}

type Object = serde_json::Map<String, serde_json::Value>;

/// What both providers' notifications are made of.
#[derive(Deserialize)]
struct Notification {
    page: Object,
    incident: Option<Object>,
    maintenance: Option<Object>,
    component_update: Option<Object>,
}

/// Whether a body is a notification of the provider's. `Err` says what it lacks.
fn check(provider: Provider, body: &[u8]) -> Result<(), &'static str> {
    let notification: Notification = serde_json::from_slice(body).map_err(|error| {
        if error.is_data() {
            "a notification has the object \"page\" and what happened as another object"
        } else {
            "the body is not JSON"
        }
    })?;
    if !notification.page.contains_key("id") {
        return Err("a notification names its \"page\" by \"id\"");
    }
    let is_maintenance = notification.maintenance.is_some();
    let is_any = notification.incident.is_some() || notification.component_update.is_some();
    match provider {
        // Here a maintenance is an incident.
        Provider::Statuspage if is_any => Ok(()),
        Provider::Statuspage => {
            Err("a notification of Statuspage has \"incident\" or \"component_update\"")
        }
        Provider::Instatus if is_any || is_maintenance => Ok(()),
        Provider::Instatus => Err(
            "a notification of Instatus has \"incident\", \"maintenance\" or \"component_update\"",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_says_of_what_it_is() {
        let incident = r#"{"meta":{},"page":{"id":"p"},"incident":{"id":"i","updates":[[1]]}}"#;
        let component =
            r#"{"page":{"id":"p"},"component":{"id":"c"},"component_update":{"component_id":"c"}}"#;
        let maintenance = r#"{"page":{"id":"p"},"maintenance":{"id":"m"}}"#;
        for provider in [Provider::Statuspage, Provider::Instatus] {
            assert_eq!(check(provider, incident.as_bytes()), Ok(()));
            assert_eq!(check(provider, component.as_bytes()), Ok(()));
        }
        assert_eq!(check(Provider::Instatus, maintenance.as_bytes()), Ok(()));
        assert!(check(Provider::Statuspage, maintenance.as_bytes()).is_err());
    }

    #[test]
    fn anything_else_is_no_notification() {
        let deep = "[".repeat(50_000);
        let deep_inside = format!(r#"{{"page":{{"id":1}},"incident":{{"x":{deep}"#);
        for body in [
            "",
            "null",
            "[]",
            "7",
            "\u{feff}{}",
            "incident=1",
            "{\"page\":{\"id\":1}}",
            "{\"page\":{},\"incident\":{}}",
            "{\"incident\":{}}",
            "{\"page\":\"p\",\"incident\":{}}",
            "{\"page\":{\"id\":1},\"incident\":[]}",
            "{\"page\":{\"id\":1},\"incident\":{}} trailing",
            &deep,
            &deep_inside,
        ] {
            assert!(check(Provider::Statuspage, body.as_bytes()).is_err());
        }
        assert!(
            check(
                Provider::Statuspage,
                b"{\"page\":{\"id\":1},\"incident\":{\"\xff\":1}}"
            )
            .is_err()
        );
    }
}
