//! What a deploy to Cloudflare would upload, as wrangler sees it, and how its handler of static
//! files answers beside ours.
#![cfg(feature = "workerd")]

use serde_json::{Value, json};
use statuslamp_simulator::Simulator;
use statuslamp_tests::{
    lamp::{Folder, Lamp, request},
    standalone::copy,
};
use std::{
    collections::BTreeSet,
    env, fs,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// Bindings the worker reads that a deploy must not have: one is a module of the build, one opens
/// the edge's private network, one is the demo's.
const NOT_DEPLOYED: [&str; 3] = ["PAGES", "ALLOW_LOCAL_UPSTREAMS", "DEMO"];

/// Bindings that only the edge has: on one machine whatever stands in front counts requests.
const ONLY_DEPLOYED: [&str; 2] = ["SEARCH_LIMITER", "WRITING_LIMITER"];

fn root() -> PathBuf {
    env::var_os("STATUSLAMP_ROOT")
        .expect("run by `cargo xtask test`")
        .into()
}

fn wrangler(words: &[&str]) -> Command {
    let mut command = Command::new("node");
    command
        .arg(root().join("node_modules/wrangler/bin/wrangler.js"))
        .args(words)
        .current_dir(root())
        .env("CI", "1")
        .env("NO_COLOR", "1")
        .env("WRANGLER_HIDE_BANNER", "true")
        .env("WRANGLER_SEND_METRICS", "false");
    command
}

/// Every file below a folder with its content, by its path from there.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder can be read") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it lies below");
                found.push((
                    name.to_string_lossy().into_owned(),
                    fs::read(&path).expect("a file can be read"),
                ));
            }
        }
    }
    found.sort();
    found
}

/// The bindings the worker asks its environment for: its upper-case string literals.
fn bindings_read() -> BTreeSet<String> {
    let path = root().join("worker/src/platform/cloudflare.rs");
    let source = fs::read_to_string(path).expect("the worker is there");
    let is_binding = |text: &&str| {
        text.len() >= 4
            && *text != "POST"
            && text
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    };
    let literals = source.split('"').skip(1).step_by(2);
    literals.filter(is_binding).map(str::to_owned).collect()
}

#[test]
fn a_deploy_uploads_every_module_and_names_every_binding_the_worker_reads() {
    let folder = Folder::new("upload");
    let upload = folder.path().join("upload");
    let secrets = folder.path().join("lamp.env");
    fs::write(
        &secrets,
        "OPERATOR_SECRET=0123456789abcdef0123456789abcdef\nHOOK_SECRET=0123456789abcdef0123456789abcdef\n",
    )
    .unwrap();

    let output = wrangler(&["deploy", "--dry-run", "--outdir"])
        .arg(&upload)
        .arg("--secrets-file")
        .arg(&secrets)
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complaint}");
    assert!(
        !said.contains("WARNING") && complaint.is_empty(),
        "{said}{complaint}"
    );

    let mut uploaded = files(&upload);
    // A note of wrangler's own, which stays here.
    uploaded.retain(|(name, _)| name != "README.md");
    let built = files(&root().join("dist/worker"));
    let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
        files.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&uploaded), names(&built));
    for ((name, uploaded), (_, built)) in uploaded.iter().zip(&built) {
        // wrangler adds a line about source maps to scripts.
        assert!(uploaded.starts_with(built.trim_ascii_end()), "{name}");
    }

    let read = bindings_read();
    assert!(
        read.contains("HOOK_SECRET") && read.contains("LIVE"),
        "{read:?}"
    );
    for name in &read {
        let is_there = said.contains(&format!("env.{name} "));
        let is_wanted = !NOT_DEPLOYED.contains(&name.as_str());
        assert_eq!(is_there, is_wanted, "{name} in\n{said}");
    }
}

#[test]
fn one_machine_and_the_edge_run_the_same_worker_with_the_same_settings() {
    let edge = fs::read_to_string(root().join("wrangler.jsonc")).unwrap();
    let machine = fs::read_to_string(root().join("dist/workerd/config.capnp")).unwrap();
    let quoted_after = |text: &str, key: &str| -> Vec<String> {
        let rest = &text[text.find(key).unwrap_or_else(|| panic!("{key}")) + key.len()..];
        let rest = &rest[..rest.find('\n').unwrap()];
        rest.split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };

    assert_eq!(
        quoted_after(&edge, "\"compatibility_date\""),
        quoted_after(&machine, "compatibilityDate")
    );
    assert_eq!(
        quoted_after(&edge, "\"compatibility_flags\""),
        quoted_after(&machine, "compatibilityFlags")
    );
    for name in bindings_read() {
        let is_there = machine.contains(&format!("(name = \"{name}\","));
        let elsewhere = [NOT_DEPLOYED.as_slice(), ONLY_DEPLOYED.as_slice()].concat();
        assert_eq!(is_there, !elsewhere.contains(&name.as_str()), "{name}");
    }
    // An object class that no migration names cannot be deployed.
    let migrated = quoted_after(&edge, "\"new_sqlite_classes\"");
    for class in ["PageObject", "LiveObject", "IndexObject"] {
        assert!(migrated.iter().any(|name| name == class), "{class}");
        assert!(machine.contains(&format!("className = \"{class}\"")));
    }
}

/// `wrangler dev`: Cloudflare's own handler of static files in front of the worker.
struct Edge {
    child: Child,
    address: String,
}

impl Edge {
    /// Starts it over the project in `directory`, with its state in `folder`.
    fn start(directory: &Path, folder: &Folder, words: &[&str]) -> Self {
        let mut child = wrangler(&["dev", "--ip", "127.0.0.1", "--port", "0", "--persist-to"])
            .arg(folder.path().join("state"))
            .args(words)
            .current_dir(directory)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // It looks for what it knows of its place in the network, in vain where there is none.
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("wrangler starts");
        let output = child.stdout.take().expect("standard output is piped");
        let mut lines = BufReader::new(output).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once("Ready on ")?.1.trim().to_owned()))
            .expect("wrangler says that it is ready");
        thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).status();
        let _ = self.child.wait();
    }
}

#[test]
fn static_files_come_from_cloudflares_handler_as_they_do_from_ours() {
    let folder = Folder::new("edge");
    let edge = Edge::start(&root(), &folder, &[]);
    let lamp = Lamp::start(&folder, r#"{"pages":[]}"#);
    let mut compared = 0;

    for (name, _) in files(&root().join("dist/site")) {
        let is_compressed = Path::new(&name)
            .extension()
            .is_some_and(|kind| kind == "br");
        if is_compressed || name == "_headers" || name.starts_with('.') {
            continue;
        }
        let path = match name.strip_suffix("index.html") {
            Some(folder) => format!("/{folder}"),
            None => format!("/{name}"),
        };

        let theirs = request("HEAD", &format!("{}{path}", edge.address), &[]);
        let ours = lamp.request("HEAD", &path, &[]);

        assert_eq!((theirs.status, ours.status), (200, 200), "{path}");
        for header in [
            "access-control-allow-origin",
            "cache-control",
            "content-type",
            "cross-origin-resource-policy",
            "x-content-type-options",
        ] {
            assert_ne!(ours.header(header), "", "{header} of {path}");
            assert_eq!(
                theirs.header(header),
                ours.header(header),
                "{header} of {path}"
            );
        }
        assert_ne!(theirs.header("etag"), "", "{path}");
        compared += 1;
    }
    assert!(compared > 5, "{compared}");

    // What is for other servers, or for nobody, is not uploaded.
    for path in ["/embed.js.br", "/_headers", "/.assetsignore", "/nothing"] {
        let theirs = request("GET", &format!("{}{path}", edge.address), &[]);
        assert_eq!(theirs.status, 404, "{path}");
    }
    // Behind the files stands the worker.
    let health = request("GET", &format!("{}/health", edge.address), &[]);
    assert_eq!(health.json()["status"], "ok");

    // There the platform counts what a reader asks for. It may begin anew once, at a full minute.
    let search = format!("{}/v1/pages?q=nothing", edge.address);
    let first = request("GET", &search, &[]);
    assert_eq!(first.header("ratelimit-policy"), "\"search\";q=120;w=60");
    assert_eq!((first.status, first.header("ratelimit")), (200, ""));
    let refused = (0..240).find_map(|_| {
        let reply = request("GET", &search, &[]);
        (reply.status != 200).then_some(reply)
    });
    let refused = refused.expect("a limit");
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("ratelimit"), "\"search\";r=0;t=60");
    assert_eq!(refused.header("retry-after"), "60");
    assert_eq!(
        lamp.request("GET", "/v1/pages?q=nothing", &[])
            .header("ratelimit-policy"),
        ""
    );
}

#[test]
fn the_watchdog_alone_lights_a_lamp_that_nobody_reads() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("watchdog");
    let project = folder.path().join("project");
    copy(&root().join("dist/worker"), &project.join("dist/worker"));
    // Here, not at the edge, wrangler fails to hand a trigger through its handler of files.
    let configuration = fs::read_to_string(root().join("wrangler.jsonc")).unwrap();
    let lines = configuration.lines();
    let without_files: Vec<_> = lines
        .filter(|line| !line.trim_start().starts_with("\"assets\""))
        .collect();
    fs::write(project.join("wrangler.jsonc"), without_files.join("\n")).unwrap();
    let pages = json!({ "pages": [
        { "id": "noterro", "name": "Noterro", "url": format!("{simulator}/noterro"), "poll_seconds": 1 }
    ] });
    let pages = Value::from(pages.to_string());
    let module = format!("export default {pages};\n");
    fs::write(project.join("dist/worker/pages.js"), module).unwrap();
    let edge = Edge::start(&project, &folder, &["--var", "ALLOW_LOCAL_UPSTREAMS:true"]);
    let reads = || {
        let control = request("GET", &format!("{simulator}/control"), &[]).json();
        control["pages"][0]["reads"]["total"].as_u64().unwrap()
    };
    assert_eq!(reads(), 0);

    // What the cron trigger does each minute.
    let tick = format!("{}/cdn-cgi/handler/scheduled", edge.address);
    assert_eq!(request("GET", &tick, &[]).status, 200);

    for _ in 0..200 {
        if reads() > 5 {
            let verdict = format!("{}/v1/pages/noterro/verdict", edge.address);
            let verdict = request("GET", &verdict, &[]).json();
            assert_eq!(verdict["overall"], "operational");
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("the page was read {} times", reads());
}
