//! From a request to a reply: which object is asked, and what its answer becomes.

use crate::{
    call::{Call, IndexCall, Listing, LiveCall, Object, PageCall, Window},
    compat, components, embed, hooks,
    http::{Method, Reply, Request},
    limit::Quota,
    live::{self, Relay},
    operator,
    page::DocumentKind,
    people,
    platform::Platform,
    published::{Answer, Published, Served},
    query::Parameters,
    record,
    renditions::{badge, calendar, feed},
    reply,
    routes::Route,
    several,
    trouble::Trouble,
};
use statuslamp_model::PageId;

use crate::shelf::Key;

pub use crate::shelf::Shelf;

/// What `/metrics` is sent as.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Answers a request to the API.
pub async fn handle<P: Platform>(platform: &P, shelf: &Shelf, request: &Request<'_>) -> Reply {
    let answered = match Route::parse(request.path) {
        Err(trouble) => Err(trouble),
        Ok(route) => {
            let allow = route.allow();
            let method = request.method.as_str();
            if !allow.split(", ").any(|allowed| allowed == method) {
                let method = method.to_owned();
                Err(Trouble::MethodNotAllowed { method, allow })
            } else if request.method == Method::Options {
                return reply::options(allow, platform.now());
            } else {
                limited(platform, shelf, request, route).await
            }
        }
    };
    answered.unwrap_or_else(|trouble| match people::Asked::parse(request.path) {
        Some(asked) => people::trouble(platform, request, &asked, &trouble),
        None => reply::trouble(&request.method, &trouble, platform.now()),
    })
}

/// The time-triggered event: sees that the index, and through it every page, is awake.
pub async fn tick<P: Platform>(platform: &P) {
    let (object, call) = IndexCall::Wake.to_index();
    if let Err(error) = platform.call(object, call).await {
        platform.log(&crate::log::failure(platform.now(), "index", &error));
    }
}

/// The shard that takes in a reader who comes with a socket: one of the page's by chance. `None`
/// where the address takes none; [`handle`] says why.
pub fn socket<P: Platform>(platform: &P, path: &str, query: &str) -> Option<(Object, Call)> {
    let Ok(Route::Live(page)) = Route::parse(path) else {
        return None;
    };
    shard(platform, &page, query)
}

/// The shard whose socket is relayed to a reader of events, and the stream that does it. `None`
/// where the address has no events; [`handle`] says why.
pub fn stream<P: Platform>(
    platform: &P,
    path: &str,
    query: &str,
    last_event_id: Option<&str>,
) -> Option<(Object, Call, Relay)> {
    let Ok(Route::Events(page)) = Route::parse(path) else {
        return None;
    };
    let (object, call) = shard(platform, &page, query)?;
    let relay = Relay::new(last_event_id, platform.random(), platform.now());
    Some((object, call, relay))
}

/// One of the page's shards by chance.
fn shard<P: Platform>(platform: &P, page: &PageId, query: &str) -> Option<(Object, Call)> {
    let config = platform.config().ok()?;
    let is_welcome = query.is_empty() && config.page(page).is_some();
    is_welcome.then(|| {
        let shards = config.live_shards();
        let drawn = f64::from(shards) * platform.random();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 up to a small number; the conversion saturates"
        )]
        let shard = (drawn as u32).min(shards - 1);
        LiveCall::Connect.to(page, shard)
    })
}

/// Reads what is asked, where it is within the reader's quota.
async fn limited<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    request: &Request<'_>,
    route: Route,
) -> Result<Reply, Trouble> {
    let Some(quota) = Quota::of(&route, request.query) else {
        return read(platform, shelf, request, route).await;
    };
    match platform.count(quota).await {
        None => read(platform, shelf, request, route).await,
        Some(false) => Err(Trouble::TooManyRequests(quota)),
        Some(true) => {
            let answered = read(platform, shelf, request, route).await;
            let reply = answered.unwrap_or_else(|trouble| {
                reply::trouble(&request.method, &trouble, platform.now())
            });
            Ok(reply::limited(reply, &quota.policy()))
        }
    }
}

async fn read<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    request: &Request<'_>,
    route: Route,
) -> Result<Reply, Trouble> {
    let config = platform.config().map_err(|error| {
        platform.log(&crate::log::failure(platform.now(), "config", &error));
        Trouble::Internal
    })?;
    if let Some(page) = route.page().filter(|page| config.page(page).is_none()) {
        return Err(Trouble::UnknownPage(page.to_string()));
    }
    let parameters = match route.parameters() {
        Some(allowed) => Parameters::parse(request.query, allowed)?,
        None => Parameters::default(),
    };
    let served: Served = match route {
        Route::Health => ask(platform, IndexCall::Health.to_index()).await?.into(),
        Route::Metrics => {
            let metrics = ask(platform, IndexCall::Metrics.to_index()).await?;
            Served::from(metrics).sent_as(METRICS)
        }
        Route::Pages => pages(platform, &parameters).await?,
        Route::Verdicts => {
            let verdicts = several::verdicts(platform, shelf, &config, &parameters);
            verdicts.await?.into()
        }
        Route::Summaries => {
            let summaries = several::summaries(platform, shelf, &config, &parameters);
            summaries.await?.into()
        }
        Route::SeveralIncidents => several::events::answer(platform, &config, &parameters).await?,
        Route::Embed(segment) => {
            let page = segment.parse().ok().and_then(|page| config.page(&page));
            return Ok(match page {
                Some(page) => reply::framed(request, embed::document(page), platform.now()),
                None => reply::unframed(request, embed::unlisted(&segment), platform.now()),
            });
        }
        Route::Page(page) => {
            let page = document(platform, shelf, page, DocumentKind::Page, 0);
            page.await?.into()
        }
        Route::Verdict(page) => {
            let verdict = document(platform, shelf, page, DocumentKind::Verdict, 0);
            verdict.await?.into()
        }
        Route::Summary(page) => {
            let asked = parameters.read("revision", "a revision")?.unwrap_or(0);
            let summary = document(platform, shelf, page, DocumentKind::Summary, asked);
            summary.await?.into()
        }
        Route::Components(page) => components::list(platform, shelf, &page, &parameters).await?,
        Route::Component(page, id) => components::one(platform, shelf, page, id).await?.into(),
        Route::Badge(page) => badge::answer(platform, shelf, &config, page, request.query).await?,
        Route::Calendar(page) => calendar::of_page(platform, &page).await?,
        Route::Feed(page, format) => feed::of_page(platform, &page, format).await?,
        Route::Feeds(format) => feed::of_pages(platform, &config, request.query, format).await?,
        Route::Compat(page, asked) => compat::answer(platform, shelf, &page, asked).await?,
        Route::AtRoot(asked) => {
            let page = compat::page_of_host(&config, request.host);
            let page = page.ok_or_else(|| Trouble::UnknownPath(request.path.to_owned()))?;
            compat::answer(platform, shelf, page, asked).await?.unkept()
        }
        Route::Incident(page, id) => record::event(platform, page, id).await?.into(),
        Route::Incidents(page) => {
            record::events(platform, &page, Listing::Incidents, &parameters).await?
        }
        Route::Maintenances(page) => {
            record::events(platform, &page, Listing::Maintenances, &parameters).await?
        }
        Route::Uptime(page) => record::uptime(platform, &page, &parameters).await?,
        Route::Hook(page, provider, secret) => {
            let sender = hooks::sender(&config, &page, &provider, &secret, &request.body)?;
            return hooks::hint(platform, &page, sender).await;
        }
        Route::Override(page, id) => {
            return operator::answer(platform, shelf, &config, request, (page, id)).await;
        }
        Route::People(asked) => {
            return people::answer(platform, shelf, &config, request, &asked).await;
        }
        Route::Moved(page, id) => return Ok(reply::moved(&page, &id, platform.now())),
        Route::MovedAtRoot(id) => {
            let page = compat::page_of_host(&config, request.host);
            let page = page.ok_or_else(|| Trouble::UnknownPath(request.path.to_owned()))?;
            return Ok(reply::moved(page, &id, platform.now()));
        }
        Route::Live(_) => return Ok(live::answer(&request.method, platform.now())),
        Route::Events(_) => {
            let (random, now) = (platform.random(), platform.now());
            return Ok(live::events(&request.method, random, now));
        }
    };
    Ok(reply::document(request, served, platform.now()))
}

/// A published document of a page, at least as new as the revision asked for.
pub(crate) async fn document<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    page: PageId,
    kind: DocumentKind,
    asked: u64,
) -> Result<Published, Trouble> {
    let call = PageCall::Document(kind).to(&page);
    let key = Key::Document(page, kind);
    let kept = shelf.get(&key, platform.now());
    if let Some(published) = kept.filter(|published| published.revision >= asked) {
        return Ok(published);
    }
    let published = ask(platform, call).await?;
    shelf.put(key, &published, platform.now());
    if published.revision < asked {
        return Err(Trouble::RevisionNotReady {
            asked,
            reached: published.revision,
        });
    }
    Ok(published)
}

pub(crate) async fn ask<P: Platform>(
    platform: &P,
    call: (Object, Call),
) -> Result<Published, Trouble> {
    match answer(platform, call).await? {
        Answer::Document(published) => Ok(published),
        Answer::UnknownEvent
        | Answer::Accepted { .. }
        | Answer::Throttled { .. }
        | Answer::UnknownHook
        | Answer::Done
        | Answer::UnknownOverride
        | Answer::TooManyOverrides
        | Answer::Failed => Err(Trouble::Internal),
    }
}

pub(crate) async fn answer<P: Platform>(
    platform: &P,
    (object, call): (Object, Call),
) -> Result<Answer, Trouble> {
    let path = call.path.clone();
    match platform.call(object, call).await {
        Ok(bytes) => Ok(Answer::decode(&bytes)),
        Err(error) => {
            platform.log(&crate::log::failure(platform.now(), &path, &error));
            Err(Trouble::Internal)
        }
    }
}

/// A part of the list of pages, and a `Link` to the next one.
async fn pages<P: Platform>(platform: &P, parameters: &Parameters) -> Result<Served, Trouble> {
    let window = Window {
        limit: parameters.limit()?,
        after: parameters.read("cursor", "a cursor")?,
        search: parameters.search()?.map(str::to_owned),
    };
    let limit = window.limit;
    let list = ask(platform, IndexCall::Pages(window).to_index()).await?;
    let next = list.next_cursor.as_ref();
    let link = next.map(|cursor| record::link_to_next("/v1/pages", &[], limit, parameters, cursor));
    Ok(Served::from(list).linked(link))
}
