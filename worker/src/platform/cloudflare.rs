//! Cloudflare Workers and plain workerd: the entry points and objects the runtime sees, and the
//! one place that knows its types. Everything here converts and delegates.

use super::{
    CallFailed, Incoming, NoIncoming, Outgoing, Platform, Row, Statement, StoreFailed, Value,
};
use crate::{
    call::{Call, Object},
    config::{Config, Settings, Unconfigured},
    http::{Body, MAX_BODY_BYTES, Method, Reply, Request, path_and_query},
    index::IndexObject as Index,
    live,
    page::PageObject as Page,
    reply,
    router::{self, Shelf},
    routes,
    trouble::Trouble,
};
use statuslamp_model::{LocalUpstreams, Timestamp};
use std::{cell::RefCell, future::Future, pin::pin, rc::Rc, task::Poll, time::Duration};
use worker::{
    AbortController, Delay, DurableObject, Env, Fetch, RequestInit, RequestRedirect, ResponseBody,
    SqlStorageValue, State,
    js_sys::{self, Date, Reflect, Uint8Array},
    wasm_bindgen::{self, JsCast, JsValue, closure::Closure},
    wasm_bindgen_futures::JsFuture,
    web_sys, worker_sys,
};

thread_local! {
    /// The settings: the same for everything in an isolate.
    static CONFIG: RefCell<Option<Result<Rc<Config>, Unconfigured>>> = const { RefCell::new(None) };
    static SHELF: Shelf = Shelf::default();
}

/// The platform as a request sees it, or, with `state`, as an object does.
#[derive(Debug)]
struct Cloudflare {
    env: Env,
    state: Option<State>,
}

#[worker::event(fetch)]
async fn fetch(
    request: web_sys::Request,
    env: Env,
    _context: worker::Context,
) -> worker::Result<web_sys::Response> {
    let url = request.url();
    let (path, query) = path_and_query(&url);
    if !routes::is_api(path) {
        return pass_on(&env, &request, path).await;
    }
    let platform = Cloudflare { env, state: None };
    if path.ends_with("/live")
        && request.headers().get("upgrade")?.is_some()
        && let Some(page) = router::live_page(&platform, path)
    {
        let live = object(&platform.env, "LIVE", &format!("{page}/0"))?;
        return answer_of(live.fetch(&request)?).await;
    }
    let method = Method::from_name(&request.method());
    let body = match request.body().filter(|_| method.has_body()) {
        Some(stream) => whole_body(&stream, MAX_BODY_BYTES).await,
        None => Ok(Vec::new()),
    };
    let converted = Request {
        method,
        path,
        query,
        if_none_match: request.headers().get("if-none-match")?,
        authorization: request.headers().get("authorization")?,
        body: body.map_or(Body::Refused, Body::Whole),
    };
    let shelf = SHELF.with(Shelf::clone);
    let reply = router::handle(&platform, &shelf, &converted).await;
    response(&reply)
}

#[worker::event(scheduled)]
async fn scheduled(_event: worker::ScheduledEvent, env: Env, _context: worker::ScheduleContext) {
    router::tick(&Cloudflare { env, state: None }).await;
}

/// An object class whose calls and alarms go to the plain object inside.
macro_rules! object_class {
    ($(#[$documentation:meta])* $name:ident($inner:ident)) => {
        $(#[$documentation])*
        #[worker::durable_object(alarm)]
        pub struct $name($inner<Cloudflare>);

        impl DurableObject for $name {
            fn new(state: State, env: Env) -> Self {
                let state = Some(state);
                Self($inner::new(Cloudflare { env, state }))
            }

            async fn fetch(&self, request: worker::Request) -> worker::Result<worker::Response> {
                let call = call_of(request).await?;
                worker::Response::from_bytes(self.0.answer(&call).await)
            }

            async fn alarm(&self) -> worker::Result<worker::Response> {
                // A rejection makes the platform ring again.
                self.0.alarm().await.map_err(|error| error.to_string())?;
                worker::Response::empty()
            }
        }
    };
}

object_class! {
    /// Reads a page, remembers it and answers from what it published.
    PageObject(Page)
}

object_class! {
    /// Knows how every page fares.
    IndexObject(Index)
}

/// Will hold the sockets of a page's readers.
#[worker::durable_object(fetch)]
pub struct LiveObject(());

impl DurableObject for LiveObject {
    fn new(_state: State, _env: Env) -> Self {
        Self(())
    }

    async fn fetch(&self, _request: worker::Request) -> worker::Result<worker::Response> {
        let reply = live::answer(&Method::Get, present());
        Ok(response(&reply)?.into())
    }
}

impl Platform for Cloudflare {
    fn now(&self) -> Timestamp {
        present()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn config(&self) -> Result<Rc<Config>, Unconfigured> {
        CONFIG
            .with_borrow_mut(|config| config.get_or_insert_with(|| read_config(&self.env)).clone())
    }

    async fn fetch(&self, request: &Outgoing<'_>) -> Result<Incoming, NoIncoming> {
        let controller = AbortController::default();
        let signal = controller.signal();
        let limit = Duration::from_millis(request.limit_milliseconds.into());
        let mut timer = pin!(Delay::from(limit));
        let mut exchange = pin!(exchange(request, &signal));
        let first = std::future::poll_fn(|context| {
            if let Poll::Ready(result) = exchange.as_mut().poll(context) {
                return Poll::Ready(Some(result));
            }
            timer.as_mut().poll(context).map(|()| None)
        });
        match first.await {
            Some(Err(NoIncoming::TooLarge)) => {
                controller.abort();
                Err(NoIncoming::TooLarge)
            }
            Some(result) => result,
            None => {
                controller.abort();
                Err(NoIncoming::TimedOut)
            }
        }
    }

    fn query(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreFailed> {
        let storage = self.state()?.storage();
        let values: Vec<_> = values.iter().cloned().map(to_sql).collect();
        let cursor = storage.sql().exec(sql, values).map_err(store_failed)?;
        let mut rows = Vec::new();
        // `raw` alone hands over an exception as an error.
        for row in cursor.raw() {
            let row = row.map_err(store_failed)?;
            rows.push(Row(row.into_iter().map(from_sql).collect()));
        }
        Ok(rows)
    }

    fn write(&self, statements: Vec<Statement>) -> Result<(), StoreFailed> {
        let storage = self.state()?.storage();
        let sql = storage.sql();
        let work = Closure::once(move || -> Result<(), JsValue> {
            for statement in statements {
                let values: Vec<_> = statement.values.into_iter().map(to_sql).collect();
                // An exception leaves the closure and rolls everything back.
                sql.exec(statement.sql, values).map_err(JsValue::from)?;
            }
            Ok(())
        });
        let storage: &JsValue = storage.as_raw().as_ref();
        let transaction = Reflect::get(storage, &"transactionSync".into()).map_err(thrown)?;
        let transaction: &js_sys::Function = transaction.unchecked_ref();
        let written = transaction.call1(storage, work.as_ref());
        written.map(|_| ()).map_err(thrown)
    }

    async fn alarm(&self) -> Result<Option<Timestamp>, StoreFailed> {
        let alarm = self.state()?.storage().get_alarm().await;
        let alarm = alarm.map_err(store_failed)?;
        Ok(alarm.map(Timestamp::from_millis))
    }

    async fn set_alarm(&self, at: Timestamp) -> Result<(), StoreFailed> {
        // An offset, because that is what the crate converts without a date library.
        let offset = at.as_millis() - present().as_millis();
        let storage = self.state()?.storage();
        storage.set_alarm(offset.max(0)).await.map_err(store_failed)
    }

    async fn call(&self, to: Object, call: Call) -> Result<Vec<u8>, CallFailed> {
        let asked = ask(&self.env, &to, &call).await;
        asked.map_err(|error| CallFailed(error.to_string()))
    }

    fn log(&self, line: &str) {
        worker::console_log!("{line}");
    }
}

impl Cloudflare {
    fn state(&self) -> Result<&State, StoreFailed> {
        let state = self.state.as_ref();
        state.ok_or_else(|| StoreFailed("a request has no store".to_owned()))
    }
}

fn present() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds below 2^53"
    )]
    Timestamp::from_millis(Date::now() as i64)
}

fn read_config(env: &Env) -> Result<Rc<Config>, Unconfigured> {
    let text = |name: &str| {
        let value = Reflect::get(env, &name.into()).ok();
        let value = value.and_then(|value| value.as_string());
        // A variable that is there and empty is not set.
        value.filter(|value| !value.is_empty())
    };
    let pages = text("PAGES").ok_or_else(|| Unconfigured("there is none".to_owned()))?;
    let local = match text("ALLOW_LOCAL_UPSTREAMS").as_deref() {
        Some("true") => LocalUpstreams::Allowed,
        Some(_) | None => LocalUpstreams::Refused,
    };
    let config = Config::read(&Settings {
        pages: &pages,
        local,
        contact: text("USER_AGENT_CONTACT").as_deref(),
        operator_secret: text("OPERATOR_SECRET").as_deref(),
        hook_secret: text("HOOK_SECRET").as_deref(),
        live_shards: text("LIVE_SHARDS").as_deref(),
        history_days: text("HISTORY_DAYS").as_deref(),
    });
    config.map(Rc::new)
}

/// One exchange with a vendor's server, its body included.
async fn exchange(
    request: &Outgoing<'_>,
    signal: &worker::AbortSignal,
) -> Result<Incoming, NoIncoming> {
    let broken = |error: worker::Error| NoIncoming::Broken(error.to_string());
    let mut init = RequestInit::new();
    init.with_redirect(RequestRedirect::Manual);
    let headers = [
        ("Accept", Some(request.accept)),
        ("User-Agent", Some(request.user_agent)),
        ("If-None-Match", request.if_none_match),
        ("If-Modified-Since", request.if_modified_since),
    ];
    for (name, value) in headers {
        if let Some(value) = value {
            init.headers.set(name, value).map_err(broken)?;
        }
    }
    let outgoing = worker::Request::new_with_init(request.url, &init).map_err(broken)?;
    let response = Fetch::Request(outgoing).send_with_signal(signal).await;
    let response = response.map_err(broken)?;
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let mut incoming = Incoming {
        status: response.status_code(),
        etag: header("etag"),
        last_modified: header("last-modified"),
        location: header("location"),
        retry_after: header("retry-after"),
        date: header("date"),
        body: Vec::new(),
    };
    match response.body() {
        ResponseBody::Stream(stream) if incoming.status == 200 => {
            incoming.body = whole_body(stream, request.max_bytes).await?;
        }
        ResponseBody::Stream(stream) => drop(stream.cancel()),
        ResponseBody::Body(_) | ResponseBody::Empty => {}
    }
    if signal.aborted() {
        return Err(NoIncoming::TimedOut);
    }
    Ok(incoming)
}

/// Reads a body to its end. The stream is read by hand because the crate's own takes an aborted
/// body for a complete one.
async fn whole_body(
    stream: &web_sys::ReadableStream,
    max_bytes: usize,
) -> Result<Vec<u8>, NoIncoming> {
    let broken = |error: JsValue| NoIncoming::Broken(worker::Error::from(error).to_string());
    let reader: web_sys::ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    loop {
        let step = JsFuture::from(reader.read()).await.map_err(broken)?;
        let done = Reflect::get(&step, &"done".into()).map_err(broken)?;
        if done.is_truthy() {
            return Ok(body);
        }
        let chunk = Reflect::get(&step, &"value".into()).map_err(broken)?;
        let chunk: Uint8Array = chunk.dyn_into().map_err(broken)?;
        if body.len() + chunk.length() as usize > max_bytes {
            return Err(NoIncoming::TooLarge);
        }
        body.extend_from_slice(&chunk.to_vec());
    }
}

/// A static file. That there is none is said by us: Cloudflare's handler would say it without a
/// cache policy.
async fn pass_on(
    env: &Env,
    request: &web_sys::Request,
    path: &str,
) -> worker::Result<web_sys::Response> {
    let assets = Reflect::get(env, &"ASSETS".into())?;
    let file = answer_of(worker_sys::Fetcher::fetch(assets.unchecked_ref(), request)?).await?;
    if file.status() == 404 {
        let method = Method::from_name(&request.method());
        let trouble = Trouble::UnknownPath(path.to_owned());
        return response(&reply::trouble(&method, &trouble, present()));
    }
    Ok(file)
}

async fn answer_of(promise: js_sys::Promise) -> worker::Result<web_sys::Response> {
    Ok(JsFuture::from(promise).await?.dyn_into()?)
}

/// An object as something that can be fetched from.
fn object(env: &Env, class: &str, name: &str) -> worker::Result<worker_sys::Fetcher> {
    let stub = env.durable_object(class)?.get_by_name(name)?;
    Ok(stub.into_rpc())
}

async fn ask(env: &Env, to: &Object, call: &Call) -> worker::Result<Vec<u8>> {
    let fetcher = match to {
        Object::Page(page) => object(env, "PAGE", page.as_str())?,
        Object::Index => object(env, "INDEX", "index")?,
    };
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(&Uint8Array::from(call.body.as_slice()));
    let url = format!("https://object{}", call.path);
    let response = answer_of(fetcher.fetch_with_str_and_init(&url, &init)?).await?;
    let body = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&body).to_vec())
}

async fn call_of(mut request: worker::Request) -> worker::Result<Call> {
    Ok(Call {
        path: request.path(),
        body: request.bytes().await?,
    })
}

/// A reply in three crossings: status and headers together, the body, the response.
fn response(reply: &Reply) -> worker::Result<web_sys::Response> {
    let headers: serde_json::Map<_, _> = reply
        .headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.as_ref().into()))
        .collect();
    let init = serde_json::json!({ "status": reply.status, "headers": headers }).to_string();
    let init: web_sys::ResponseInit = js_sys::JSON::parse(&init)?.unchecked_into();
    let response = match reply.body.as_deref() {
        Some(body) => {
            let body = Uint8Array::from(body);
            web_sys::Response::new_with_opt_js_u8_array_and_init(Some(&body), &init)
        }
        None => web_sys::Response::new_with_opt_str_and_init(None, &init),
    };
    Ok(response?)
}

fn to_sql(value: Value) -> SqlStorageValue {
    match value {
        Value::Null => SqlStorageValue::Null,
        Value::Integer(number) => SqlStorageValue::Integer(number),
        Value::Text(text) => SqlStorageValue::String(text),
        Value::Blob(bytes) => SqlStorageValue::Blob(bytes),
    }
}

fn from_sql(value: SqlStorageValue) -> Value {
    match value {
        SqlStorageValue::Null => Value::Null,
        SqlStorageValue::Boolean(flag) => Value::Integer(flag.into()),
        SqlStorageValue::Integer(number) => Value::Integer(number),
        #[expect(clippy::cast_possible_truncation, reason = "no column holds fractions")]
        SqlStorageValue::Float(number) => Value::Integer(number as i64),
        SqlStorageValue::String(text) => Value::Text(text),
        SqlStorageValue::Blob(bytes) => Value::Blob(bytes),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of `map_err`")]
fn store_failed(error: impl ToString) -> StoreFailed {
    StoreFailed(error.to_string())
}

fn thrown(error: JsValue) -> StoreFailed {
    store_failed(worker::Error::from(error))
}
