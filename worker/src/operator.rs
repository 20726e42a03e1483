//! The operator's address: who may write, and what.

use crate::{
    call::PageCall,
    config::Config,
    http::{Body, Method, Reply, Request},
    platform::Platform,
    published::Answer,
    reply, router,
    router::Shelf,
    trouble::Trouble,
};
use statuslamp_model::{Override, OverrideId, PageId, Timestamp};

/// Does what the operator asks. It takes effect here at once, and everywhere else as soon as what
/// caches hold is over.
pub(crate) async fn answer<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    config: &Config,
    request: &Request<'_>,
    (page, id): (PageId, OverrideId),
) -> Result<Reply, Trouble> {
    authorise(config, request.authorization.as_deref())?;
    let asked = match request.method {
        Method::Put => PageCall::Say(read(id.clone(), &request.body, platform.now())?),
        Method::Delete => PageCall::TakeBack(id.clone()),
        // The route takes none of these.
        Method::Get | Method::Head | Method::Options | Method::Post | Method::Other(_) => {
            return Err(Trouble::UnknownOverride(page, id));
        }
    };
    let answered = router::answer(platform, asked.to(&page)).await;
    // Even a failure may have been stored.
    shelf.forget(&page);
    match answered? {
        Answer::Document(document) => Ok(reply::stored(&document, platform.now())),
        Answer::Done => Ok(reply::done(platform.now())),
        Answer::UnknownOverride => Err(Trouble::UnknownOverride(page, id)),
        Answer::TooManyOverrides => Err(Trouble::TooManyOverrides(page)),
        Answer::UnknownEvent
        | Answer::Accepted { .. }
        | Answer::Throttled { .. }
        | Answer::UnknownHook
        | Answer::Failed => Err(Trouble::Internal),
    }
}

fn authorise(config: &Config, authorization: Option<&str>) -> Result<(), Trouble> {
    // Whoever presents nothing is asked for it, whether or not it would help.
    let authorization = authorization.ok_or(Trouble::NotTheOperator)?;
    let secret = config.operator_secret().ok_or(Trouble::NoOperator)?;
    let presented = Some(authorization).and_then(|header| header.split_once(' '));
    let presented = presented.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match presented {
        Some((_, presented)) if secret.is(presented.trim()) => Ok(()),
        Some(_) | None => Err(Trouble::NotTheOperator),
    }
}

fn read(id: OverrideId, body: &Body, now: Timestamp) -> Result<Override, Trouble> {
    let bad = |reason: String| Trouble::BadOverride("body", reason);
    match body {
        Body::Whole(bytes) => {
            let text = str::from_utf8(bytes).map_err(|error| bad(error.to_string()))?;
            Override::parse(id, text, now).map_err(|fault| bad(fault.to_string()))
        }
        Body::Refused => Err(Trouble::BodyRefused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use statuslamp_model::LocalUpstreams;

    fn tried(secret: Option<&str>, presented: Option<&str>) -> Option<Trouble> {
        let config = Config::read(&Settings {
            public_origin: None,
            pages: r#"{"pages":[]}"#,
            local: LocalUpstreams::Refused,
            contact: None,
            operator_secret: secret,
            hook_secret: None,
            live_shards: None,
            history_days: None,
        });
        authorise(&config.unwrap(), presented).err()
    }

    #[test]
    fn without_a_secret_nobody_is_the_operator() {
        for secret in [None, Some(""), Some("short")] {
            for presented in [Some("Bearer "), Some("Bearer short")] {
                assert_eq!(tried(secret, presented), Some(Trouble::NoOperator));
            }
            assert_eq!(tried(secret, None), Some(Trouble::NotTheOperator));
        }
    }

    #[test]
    fn the_secret_itself_is_what_proves_it() {
        let secret = Some("correct horse battery");

        assert_eq!(tried(secret, Some("Bearer correct horse battery")), None);
        assert_eq!(
            tried(secret, Some("Bearer ")),
            Some(Trouble::NotTheOperator)
        );
        assert_eq!(tried(secret, None), Some(Trouble::NotTheOperator));
    }
}
