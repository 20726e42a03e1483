//! What the lamp is measured beside, on the same runtime: a worker of constant JavaScript and the
//! least a Rust worker can do, each with the very answer of the lamp.

use super::client::Answer;
use crate::{
    build,
    files::{self, Files},
    project::Project,
    server::{Launch, Port, Server},
    worker, workerd,
};
use anyhow::Result;
use hyper::header::{CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use serde_json::json;
use std::path::Path;

/// Enters the minimal worker as directly as can be.
const ENTRY: &str = "import * as rust from \"./statuslamp.js\";\n\
    export default { fetch: (request, env, context) => rust.fetch(request, env, context) };\n";

/// The two rivals for one answer: where they listen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rivals {
    /// The constant JavaScript.
    pub(crate) constant: u16,
    /// The minimal Rust.
    pub(crate) minimal: u16,
}

/// Starts both rivals for each of the answers.
pub(crate) fn start(
    project: &Project,
    directory: &Path,
    answers: &[&Answer],
) -> Result<(Server, Vec<Rivals>)> {
    let minimal = build::build_minimal(project)?;
    let mut modules = Files::from([(worker::ENTRY.to_owned(), ENTRY.into())]);
    modules.extend(minimal);
    let mut text = Vec::new();
    let mut rivals = Vec::new();
    // Held until all are taken, so that no two are the same.
    let mut ports = Vec::new();
    for (number, answer) in answers.iter().enumerate() {
        let (constant, least) = (Port::take(0)?, Port::take(0)?);
        let known = Rivals {
            constant: constant.number()?,
            minimal: least.number()?,
        };
        let name = format!("constant{number}.js");
        files::write_file(&directory.join(&name), constant_worker(answer).as_bytes())?;
        text.push(workerd::Simple {
            name: format!("constant{number}"),
            port: known.constant,
            modules: vec![(worker::ENTRY.to_owned(), name)],
            text: None,
        });
        text.push(workerd::Simple {
            name: format!("minimal{number}"),
            port: known.minimal,
            modules: workerd::embedded("minimal", &modules),
            text: Some(("ANSWER", told(answer))),
        });
        rivals.push(known);
        ports.extend([constant, least]);
    }
    files::write(&directory.join("minimal"), &modules)?;
    let configuration = directory.join("config.capnp");
    files::write_file(&configuration, workerd::simple(&text).as_bytes())?;
    drop(ports);
    let launch = Launch {
        configuration: &configuration,
        port: rivals.first().map_or(0, |rivals| rivals.constant),
        environment: &[],
        is_quiet: true,
    };
    Ok((Server::launch(project, &launch)?, rivals))
}

/// The headers that are the server's own choice, not the transport's.
fn headers(answer: &Answer) -> Vec<(&str, &str)> {
    let own = answer
        .headers
        .iter()
        .filter(|(name, _)| ![CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING].contains(name));
    own.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect()
}

fn told(answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    json!([answer.status.as_u16(), headers(answer), body]).to_string()
}

fn constant_worker(answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    let body = if body.is_empty() {
        json!(null)
    } else {
        json!(body)
    };
    let options = json!({ "status": answer.status.as_u16(), "headers": headers(answer) });
    format!(
        "const BODY = {body};\nconst OPTIONS = {options};\n\
         export default {{ fetch() {{ return new Response(BODY, OPTIONS); }} }};\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::{HeaderMap, StatusCode, body::Bytes};

    fn answer(status: StatusCode, body: &'static str) -> Answer {
        let headers = [("etag", "\"x\""), ("content-length", "2")];
        let headers = headers.map(|(name, value)| {
            let value = value.parse().expect("it is a value");
            (hyper::header::HeaderName::from_static(name), value)
        });
        Answer {
            status,
            headers: HeaderMap::from_iter(headers),
            body: Bytes::from_static(body.as_bytes()),
        }
    }

    #[test]
    fn rivals_answer_with_the_lamps_own_headers_and_body() {
        let whole = answer(StatusCode::OK, "{}");
        let none = answer(StatusCode::NOT_MODIFIED, "");

        assert_eq!(told(&whole), r#"[200,[["etag","\"x\""]],"{}"]"#);
        let script = constant_worker(&none);
        assert!(script.starts_with("const BODY = null;\n"), "{script}");
        assert!(script.contains("\"status\":304"), "{script}");
    }
}
