//! Cloudflare Workers and plain workerd: the entry points and objects the runtime sees, and the
//! one place that knows its types. Everything here converts and delegates.

use super::{
    CallFailed, Closing, Incoming, NoIncoming, Outgoing, Platform, Row, Socket, Statement,
    StoreFailed, Value,
};
use crate::{
    call::{Call, Object},
    config::{Config, Settings, Unconfigured},
    http::{Body, MAX_BODY_BYTES, Method, Reply, Request, host_name, origin, path_and_query},
    index::IndexObject as Index,
    limit::{Quota, reader},
    live::{self, LiveObject as Live, Relay, Step},
    page::PageObject as Page,
    people::Spoken,
    reply,
    router::{self, Shelf},
    routes,
    trouble::Trouble,
};
use statuslamp_model::{LocalUpstreams, Timestamp};
use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Poll, Waker},
    time::Duration,
};
use wasm_bindgen::prelude::wasm_bindgen;
use worker::{
    AbortController, Delay, DurableObject, Env, Fetch, RequestInit, RequestRedirect, ResponseBody,
    SqlStorageValue, State,
    js_sys::{self, Date, Reflect, Uint8Array},
    wasm_bindgen::{self, JsCast, JsValue, closure::Closure},
    wasm_bindgen_futures::{JsFuture, future_to_promise},
    web_sys,
    worker_sys::{self, ext::WebSocketExt},
};

/// Another object is waited for this long.
const CALL_MILLISECONDS: u32 = 10_000;

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
    /// Whose request it is; empty where that is not known.
    reader: String,
}

#[worker::event(fetch)]
async fn fetch(
    request: web_sys::Request,
    env: Env,
    _context: worker::Context,
) -> worker::Result<web_sys::Response> {
    let url = request.url();
    let (path, query) = path_and_query(&url);
    // Where the demo is, its own front door stands at the root.
    let is_demo = path == "/" && Reflect::get(&env, &"DEMO".into())?.is_truthy();
    if is_demo || !routes::is_api(path) {
        return pass_on(&env, &request, path).await;
    }
    let address = request.headers().get("cf-connecting-ip")?;
    let platform = Cloudflare {
        env,
        state: None,
        reader: address.map(|address| reader(&address)).unwrap_or_default(),
    };
    let method = Method::from_name(&request.method());
    if method == Method::Get
        && wants_socket(&request)?
        && let Some((shard, call)) = router::socket(&platform, path, query)
    {
        return send(&platform.env, &shard, &call, &upgrade()?).await;
    }
    // Every crossing costs all requests: the header is asked for where it may matter.
    if method == Method::Get && path.ends_with("/events") {
        let last = request.headers().get("last-event-id")?;
        let found = router::stream(&platform, path, query, last.as_deref());
        if let Some((shard, call, relay)) = found {
            return stream(&platform, &shard, &call, relay).await;
        }
    }
    let body = match request.body().filter(|_| method.has_body()) {
        Some(stream) => whole_body(&stream, MAX_BODY_BYTES).await,
        None => Ok(Vec::new()),
    };
    let converted = Request {
        method,
        path,
        query,
        host: host_name(&url),
        origin: origin(&url),
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
    router::tick(&Cloudflare::of_object(env, None)).await;
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
                Self($inner::new(Cloudflare::of_object(env, state)))
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

/// Holds sockets of a page's readers, also while it sleeps.
#[worker::durable_object(websocket)]
pub struct LiveObject {
    live: Live<Cloudflare>,
    sockets: Sockets,
}

impl DurableObject for LiveObject {
    fn new(state: State, env: Env) -> Self {
        let sockets: Sockets = AsRef::<JsValue>::as_ref(state.as_raw())
            .clone()
            .unchecked_into();
        if let Ok(pair) = worker::WebSocketRequestResponsePair::new(live::PING, live::PONG) {
            state.set_websocket_auto_response(&pair);
        }
        let state = Some(state);
        let live = Live::new(Cloudflare::of_object(env, state));
        Self { live, sockets }
    }

    async fn fetch(&self, request: worker::Request) -> worker::Result<worker::Response> {
        let wants_socket = wants_socket(request.inner())?;
        let call = call_of(request).await?;
        if !wants_socket {
            return worker::Response::from_bytes(self.live.answer(&call));
        }
        match self.live.welcome(&call).await {
            Ok(greeting) => {
                let pair = worker::WebSocketPair::new()?;
                let server = pair.server.as_ref();
                self.sockets.accept(server)?;
                server.serialize_attachment(visit(present(), 0))?;
                server.send_with_str(&greeting)?;
                worker::Response::from_websocket(pair.client)
            }
            Err(reply) => Ok(response(&reply)?.into()),
        }
    }

    async fn websocket_message(
        &self,
        socket: worker::WebSocket,
        message: worker::WebSocketIncomingMessage,
    ) -> worker::Result<()> {
        let bytes = match message {
            worker::WebSocketIncomingMessage::String(text) => text.len(),
            worker::WebSocketIncomingMessage::Binary(bytes) => bytes.len(),
        };
        let socket = socket.as_ref();
        let (accepted_at, before) = visited(socket);
        match self.live.listen(bytes, before) {
            Some(closing) => socket.close_with_code_and_reason(closing.code, closing.reason)?,
            None => socket.serialize_attachment(visit(accepted_at, before + 1))?,
        }
        Ok(())
    }

    async fn websocket_close(
        &self,
        socket: worker::WebSocket,
        _code: usize,
        _reason: String,
        _was_clean: bool,
    ) -> worker::Result<()> {
        self.live.leave();
        // Nobody else answers the reader's goodbye, which waits for it. One that is closed already
        // refuses.
        let _ = socket.close(Some(1000), Some(""));
        Ok(())
    }

    async fn websocket_error(
        &self,
        _socket: worker::WebSocket,
        _error: worker::Error,
    ) -> worker::Result<()> {
        self.live.leave();
        Ok(())
    }
}

#[wasm_bindgen(raw_module = "./spoken.js")]
extern "C" {
    /// The runtime's own `Intl`, in `worker/shim/spoken.mjs`: it throws nothing.
    #[wasm_bindgen(js_name = spoken)]
    fn ask_intl(lang: &str, zone: &str, what: &str, number: f64, unit: &str) -> String;
}

#[wasm_bindgen]
extern "C" {
    /// Cloudflare's rate limiter.
    type Limiter;

    #[wasm_bindgen(method, catch)]
    fn limit(this: &Limiter, question: &js_sys::Object) -> Result<js_sys::Promise, JsValue>;

    /// What an object's state says of its sockets, without an exception that would be a panic.
    type Sockets;

    #[wasm_bindgen(method, catch, js_name = acceptWebSocket)]
    fn accept(this: &Sockets, socket: &web_sys::WebSocket) -> Result<(), JsValue>;

    /// Left in its array: to count does not need to touch each.
    #[wasm_bindgen(method, catch, js_name = getWebSockets)]
    fn all(this: &Sockets) -> Result<js_sys::Array, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn pinged_at(this: &Sockets, socket: &web_sys::WebSocket) -> Result<Option<Date>, JsValue>;

    /// What fills a stream.
    type Controller;

    #[wasm_bindgen(method, catch)]
    fn enqueue(this: &Controller, chunk: &Uint8Array) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &Controller) -> Result<(), JsValue>;

    /// `send` of a string that exists once for all sockets.
    #[wasm_bindgen(js_namespace = ["WebSocket", "prototype", "send"], js_name = call, catch)]
    fn send_string(socket: &web_sys::WebSocket, text: &js_sys::JsString) -> Result<(), JsValue>;
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
        let exchange = exchange(request, &signal);
        match within(request.limit_milliseconds, exchange).await {
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
        match within(CALL_MILLISECONDS, ask(&self.env, &to, &call)).await {
            Some(asked) => asked.map_err(|error| CallFailed(error.to_string())),
            None => Err(CallFailed("it took too long".to_owned())),
        }
    }

    async fn count(&self, quota: Quota) -> Option<bool> {
        let limiter = match quota {
            Quota::Search => "SEARCH_LIMITER",
            Quota::Writing => "WRITING_LIMITER",
        };
        if self.reader.is_empty() {
            return None;
        }
        // A limiter that is not there, or fails, must not take the answers away.
        let limiter = Reflect::get(&self.env, &limiter.into()).ok()?;
        let limiter: Limiter = (!limiter.is_undefined()).then(|| limiter.unchecked_into())?;
        let question = js_sys::Object::new();
        Reflect::set(&question, &"key".into(), &self.reader.as_str().into()).ok()?;
        let counted = JsFuture::from(limiter.limit(&question).ok()?).await.ok()?;
        Reflect::get(&counted, &"success".into()).ok()?.as_bool()
    }

    fn sockets(&self) -> usize {
        self.open_sockets().count()
    }

    fn send_to_sockets(&self, text: &str) -> usize {
        let text = js_sys::JsString::from(text);
        // One that is closing refuses, and is gone for us.
        let sent = self.open_sockets();
        sent.filter(|socket| send_string(socket, &text).is_ok())
            .count()
    }

    fn close_sockets(&self, reason: &dyn Fn(Socket) -> Option<Closing>) -> usize {
        let Some(sockets) = self.state_of_sockets() else {
            return 0;
        };
        let closed = self.open_sockets().filter(|socket| {
            let known = Socket {
                accepted_at: visited(socket).0,
                pinged_at: sockets
                    .pinged_at(socket)
                    .ok()
                    .flatten()
                    .map(|at| of_date(&at)),
            };
            let closing = reason(known);
            closing.is_some_and(|Closing { code, reason }| {
                socket.close_with_code_and_reason(code, reason).is_ok()
            })
        });
        closed.count()
    }

    fn spoken(language: &'static str, zone: &str, asked: Spoken<'_>) -> String {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let (what, number, text) = match asked {
            Spoken::Relative(number, unit) => ("relative", number as f64, unit.as_str()),
            Spoken::Duration(seconds) => ("duration", seconds as f64, ""),
            Spoken::Moment(at) => ("moment", at.as_millis() as f64, ""),
            Spoken::Month(at) => ("month", at.as_millis() as f64, ""),
            Spoken::Day(day) => ("day", 0.0, day),
            Spoken::Number(number) => ("number", number as f64, ""),
            Spoken::Percent(share) => ("percent", share, ""),
            Spoken::Plural(number) => ("plural", number as f64, ""),
            Spoken::Separators(items) => ("separators", 0.0, items),
        };
        ask_intl(language, zone, what, number, text)
    }

    fn log(&self, line: &str) {
        worker::console_log!("{line}");
    }
}

impl Cloudflare {
    /// Where no reader asks.
    const fn of_object(env: Env, state: Option<State>) -> Self {
        Self {
            env,
            state,
            reader: String::new(),
        }
    }

    fn state_of_sockets(&self) -> Option<Sockets> {
        let state = self.state.as_ref()?.as_raw();
        Some(AsRef::<JsValue>::as_ref(state).clone().unchecked_into())
    }

    fn open_sockets(&self) -> impl Iterator<Item = web_sys::WebSocket> {
        let all = self
            .state_of_sockets()
            .and_then(|sockets| sockets.all().ok());
        let sockets = all.unwrap_or_default().into_iter();
        sockets
            .map(JsCast::unchecked_into)
            .filter(|socket: &web_sys::WebSocket| socket.ready_state() == web_sys::WebSocket::OPEN)
    }

    fn state(&self) -> Result<&State, StoreFailed> {
        let state = self.state.as_ref();
        state.ok_or_else(|| StoreFailed("a request has no store".to_owned()))
    }
}

fn present() -> Timestamp {
    of_number(Date::now())
}

fn of_date(date: &Date) -> Timestamp {
    of_number(date.get_time())
}

fn of_number(milliseconds: f64) -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds below 2^53"
    )]
    Timestamp::from_millis(milliseconds as i64)
}

/// What is kept with a socket while the object sleeps: when it came, and how often it spoke.
fn visit(accepted_at: Timestamp, messages: u32) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds below 2^53")]
    let accepted_at = accepted_at.as_millis() as f64;
    js_sys::Array::of2(&accepted_at.into(), &messages.into()).into()
}

/// Reads what [`visit`] made. One that is not known came now.
fn visited(socket: &web_sys::WebSocket) -> (Timestamp, u32) {
    let known = socket.deserialize_attachment().ok();
    let known: Option<js_sys::Array> = known.and_then(|known| known.dyn_into().ok());
    let number = |at| known.as_ref().and_then(|known| known.get(at).as_f64());
    let accepted_at = number(0).map_or_else(present, of_number);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small count; the conversion saturates"
    )]
    (accepted_at, number(1).unwrap_or(0.0) as u32)
}

fn wants_socket(request: &web_sys::Request) -> worker::Result<bool> {
    let upgrade = request.headers().get("upgrade")?;
    Ok(upgrade.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket")))
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
        public_origin: text("PUBLIC_ORIGIN").as_deref(),
    });
    config.map(Rc::new)
}

/// What comes of a future within its time; `None` where nothing did.
async fn within<T>(milliseconds: u32, future: impl Future<Output = T>) -> Option<T> {
    let limit = Duration::from_millis(milliseconds.into());
    let mut timer = pin!(Delay::from(limit));
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        if let Poll::Ready(result) = future.as_mut().poll(context) {
            return Poll::Ready(Some(result));
        }
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// A request for a socket. Nothing of the reader's goes along.
fn upgrade() -> worker::Result<web_sys::RequestInit> {
    let init = web_sys::RequestInit::new();
    let headers = web_sys::Headers::new()?;
    headers.set("Upgrade", "websocket")?;
    init.set_headers(&headers);
    Ok(init)
}

/// Relays one socket of a shard as a stream of events.
async fn stream(
    platform: &Cloudflare,
    shard: &Object,
    call: &Call,
    relay: Relay,
) -> worker::Result<web_sys::Response> {
    let upstream = send(&platform.env, shard, call, &upgrade()?).await?;
    let socket = Reflect::get(&upstream, &"webSocket".into())?;
    let Ok(socket) = socket.dyn_into::<web_sys::WebSocket>() else {
        // Why there is none is a reply of its own.
        return Ok(upstream);
    };
    let stream = Relayed::new(relay, socket)?.stream()?;
    let head = live::events(&Method::Head, platform.random(), platform.now());
    let init = response_init(&head)?;
    let response = web_sys::Response::new_with_opt_readable_stream_and_init(Some(&stream), &init)?;
    Ok(response)
}

/// A stream of events and the socket it comes from. What keeps them alive goes in a circle through
/// both worlds, so that the end has to break it: see [`Relayed::end`].
struct Relayed {
    relay: RefCell<Relay>,
    socket: RefCell<Option<web_sys::WebSocket>>,
    is_woken: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Relayed {
    fn new(relay: Relay, socket: web_sys::WebSocket) -> worker::Result<Rc<Self>> {
        socket.accept()?;
        let relayed = Rc::new(Self {
            relay: RefCell::new(relay),
            socket: RefCell::new(Some(socket.clone())),
            is_woken: Cell::default(),
            waker: RefCell::default(),
        });
        let this = Rc::clone(&relayed);
        let hear =
            Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |message: web_sys::MessageEvent| {
                if let Some(text) = message.data().as_string() {
                    this.relay.borrow_mut().hear(&text);
                    this.wake();
                }
            });
        let this = Rc::clone(&relayed);
        let lose = Closure::<dyn Fn()>::new(move || {
            this.relay.borrow_mut().close();
            this.wake();
        });
        let (hear, lose) = (hear.into_js_value(), lose.into_js_value());
        for (event, listener) in [("message", &hear), ("close", &lose), ("error", &lose)] {
            socket.add_event_listener_with_callback(event, listener.unchecked_ref())?;
        }
        Ok(relayed)
    }

    /// The stream: it asks for a text whenever its reader has taken the one before.
    fn stream(self: Rc<Self>) -> worker::Result<web_sys::ReadableStream> {
        let this = Rc::clone(&self);
        let pull =
            Closure::<dyn Fn(Controller) -> js_sys::Promise>::new(move |controller: Controller| {
                let this = Rc::clone(&this);
                future_to_promise(async move {
                    // A stream that its reader left refuses both.
                    let _ = match this.next().await {
                        Some(text) => controller.enqueue(&Uint8Array::from(text.as_bytes())),
                        None => controller.close(),
                    };
                    Ok(JsValue::UNDEFINED)
                })
            });
        let cancel = Closure::<dyn Fn()>::new(move || self.end());
        let source = js_sys::Object::new();
        Reflect::set(&source, &"pull".into(), &pull.into_js_value())?;
        Reflect::set(&source, &"cancel".into(), &cancel.into_js_value())?;
        Ok(web_sys::ReadableStream::new_with_underlying_source(
            &source,
        )?)
    }

    /// The next text; `None` at the end.
    async fn next(&self) -> Option<String> {
        loop {
            let step = self.relay.borrow_mut().next(present());
            match step {
                Step::Send(text) => return Some(text),
                Step::Wait(milliseconds) => {
                    within(milliseconds, self.woken()).await;
                }
                Step::End => {
                    self.end();
                    return None;
                }
            }
        }
    }

    async fn woken(&self) {
        std::future::poll_fn(|context| {
            if self.is_woken.replace(false) {
                return Poll::Ready(());
            }
            *self.waker.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn wake(&self) {
        self.is_woken.set(true);
        let waker = self.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Closes the socket and lets go of it.
    fn end(&self) {
        self.relay.borrow_mut().close();
        if let Some(socket) = self.socket.borrow_mut().take() {
            // One that is closed already refuses.
            let _ = socket.close_with_code(1000);
        }
        self.wake();
    }
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
    let announced: Option<usize> = header("content-length").and_then(|text| text.parse().ok());
    match response.body() {
        // Compressed it would be longer still.
        ResponseBody::Stream(stream)
            if incoming.status == 200 && announced > Some(request.max_bytes) =>
        {
            drop(stream.cancel());
            return Err(NoIncoming::TooLarge);
        }
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

async fn send(
    env: &Env,
    to: &Object,
    call: &Call,
    init: &web_sys::RequestInit,
) -> worker::Result<web_sys::Response> {
    let fetcher = match to {
        Object::Page(page) => object(env, "PAGE", page.as_str())?,
        Object::Live(page, shard) => object(env, "LIVE", &format!("{page}/{shard}"))?,
        Object::Index => object(env, "INDEX", "index")?,
    };
    let url = format!("https://object{}", call.path);
    answer_of(fetcher.fetch_with_str_and_init(&url, init)?).await
}

async fn ask(env: &Env, to: &Object, call: &Call) -> worker::Result<Vec<u8>> {
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(&Uint8Array::from(call.body.as_slice()));
    let response = send(env, to, call, &init).await?;
    let body = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&body).to_vec())
}

async fn call_of(mut request: worker::Request) -> worker::Result<Call> {
    Ok(Call {
        path: request.path(),
        body: request.bytes().await?,
    })
}

/// Status and headers in one crossing.
fn response_init(reply: &Reply) -> worker::Result<web_sys::ResponseInit> {
    let headers: serde_json::Map<_, _> = reply
        .headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.as_ref().into()))
        .collect();
    let init = serde_json::json!({ "status": reply.status, "headers": headers }).to_string();
    Ok(js_sys::JSON::parse(&init)?.unchecked_into())
}

/// A reply in three crossings: its head, the body, the response.
fn response(reply: &Reply) -> worker::Result<web_sys::Response> {
    let init = response_init(reply)?;
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
