//! The least a Rust worker can do: one constant answer, which it is given in `ANSWER` as
//! `[status, [[name, value], …], body]`. It is plain `worker` crate, as its documentation has it.
#![cfg(target_arch = "wasm32")]

use std::cell::OnceCell;
use worker::{Context, Env, Headers, Request, Response, ResponseBody, Result, event};

type Answer = (u16, Vec<(String, String)>, String);

thread_local! {
    static ANSWER: OnceCell<Answer> = const { OnceCell::new() };
}

#[event(fetch)]
async fn fetch(_request: Request, env: Env, _context: Context) -> Result<Response> {
    ANSWER.with(|known| match known.get() {
        Some(answer) => response(answer),
        None => {
            let answer = serde_json::from_str(&env.var("ANSWER")?.to_string())?;
            response(known.get_or_init(|| answer))
        }
    })
}

fn response((status, headers, body): &Answer) -> Result<Response> {
    let body = if body.is_empty() {
        ResponseBody::Empty
    } else {
        ResponseBody::Body(body.clone().into_bytes())
    };
    let headers: Headers = headers.iter().map(|(name, value)| (name, value)).collect();
    let response = Response::from_body(body)?.with_status(*status);
    Ok(response.with_headers(headers))
}
