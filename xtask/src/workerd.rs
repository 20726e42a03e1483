//! The configuration plain workerd runs the worker with.

use crate::{
    files::{Files, has_extension},
    worker,
};
use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

/// Behaviour is that of this date, whatever the runtime's version.
const COMPATIBILITY_DATE: &str = "2026-10-01";

/// One run of the worker on this machine.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The port on 127.0.0.1.
    pub(crate) port: u16,
    /// Where the objects' state is kept.
    pub(crate) state: PathBuf,
    /// Whether upstream pages may be on this machine or in its network.
    pub(crate) allow_local_upstreams: bool,
    /// The simulated upstreams' port; the demo needs them.
    pub(crate) simulator: Option<u16>,
}

/// Settings and secrets of a deployment, taken from the environment of workerd. What is not set
/// there is `null` to the worker.
pub(crate) const FROM_ENVIRONMENT: [&str; 6] = [
    "HISTORY_DAYS",
    "HOOK_SECRET",
    "LIVE_SHARDS",
    "OPERATOR_SECRET",
    "PUBLIC_ORIGIN",
    "USER_AGENT_CONTACT",
];

/// The pages file, which the configuration embeds as the module `pages.js`.
pub(crate) const PAGES_FILE: &str = "pages.json";

/// `config.capnp`, to be put beside `pages.json`, `worker/` and `assets/`; the static files are in
/// `site`, the worker's `modules` are those without the pages.
pub(crate) fn configuration(settings: &Settings, modules: &Files, site: &Path) -> String {
    let mut services = vec![
        "(name = \"statuslamp\", worker = .statuslamp)".to_owned(),
        "(name = \"assets\", worker = .assets)".to_owned(),
        format!("(name = \"site\", disk = {})", quote_path(site)),
        format!(
            "(name = \"state\", disk = (path = {}, writable = true))",
            quote_path(&settings.state)
        ),
        format!(
            "(name = \"internet\", network = (allow = [{}], tlsOptions = (trustBrowserCas = true)))",
            if settings.allow_local_upstreams {
                "\"public\", \"private\", \"local\""
            } else {
                "\"public\""
            }
        ),
    ];
    if let Some(port) = settings.simulator {
        services.push(format!(
            "(name = \"simulator\", external = (address = \"127.0.0.1:{port}\", http = ()))"
        ));
    }
    format!(
        "using Workerd = import \"/workerd/workerd.capnp\";\n\n\
         const config :Workerd.Config = (\n  services = [\n{}  ],\n  \
         sockets = [(name = \"http\", address = \"127.0.0.1:{}\", http = (), service = \"statuslamp\")],\n\
         );\n\n{}\n{}",
        lines(&services),
        settings.port,
        statuslamp(settings, modules),
        assets(settings),
    )
}

fn statuslamp(settings: &Settings, modules: &Files) -> String {
    let mut bindings = vec![
        "(name = \"ASSETS\", service = \"assets\")".to_owned(),
        "(name = \"PAGE\", durableObjectNamespace = \"PageObject\")".to_owned(),
        "(name = \"LIVE\", durableObjectNamespace = \"LiveObject\")".to_owned(),
        "(name = \"INDEX\", durableObjectNamespace = \"IndexObject\")".to_owned(),
    ];
    if settings.allow_local_upstreams {
        bindings.push("(name = \"ALLOW_LOCAL_UPSTREAMS\", text = \"true\")".to_owned());
    }
    if settings.simulator.is_some() {
        bindings.push("(name = \"DEMO\", text = \"true\")".to_owned());
    }
    bindings.extend(
        FROM_ENVIRONMENT.map(|name| format!("(name = \"{name}\", fromEnvironment = \"{name}\")")),
    );
    let objects = ["PageObject", "LiveObject", "IndexObject"].map(|class| {
        format!("(className = \"{class}\", uniqueKey = \"statuslamp-{class}\", enableSql = true)")
    });
    format!(
        "const statuslamp :Workerd.Worker = (\n{}  modules = [\n{}  ],\n  bindings = [\n{}  ],\n  \
         durableObjectNamespaces = [\n{}  ],\n  durableObjectStorage = (localDisk = \"state\"),\n);\n",
        compatibility(),
        lines(&module_lines("worker", modules)),
        lines(&bindings),
        lines(&objects),
    )
}

fn assets(settings: &Settings) -> String {
    let mut bindings = vec!["(name = \"SITE\", service = \"site\")".to_owned()];
    if settings.simulator.is_some() {
        bindings.push("(name = \"SIMULATOR\", service = \"simulator\")".to_owned());
    }
    format!(
        "const assets :Workerd.Worker = (\n{}  modules = [\n{}  ],\n  bindings = [\n{}  ],\n);\n",
        compatibility(),
        lines(&["assets.js", "manifest.js"].map(|name| module_line("assets", name))),
        lines(&bindings),
    )
}

/// A worker of some modules and nothing else, on a port of its own.
#[derive(Debug)]
pub(crate) struct Simple {
    /// Its name, which is an identifier.
    pub(crate) name: String,
    /// The port on 127.0.0.1.
    pub(crate) port: u16,
    /// The modules: name and file, the one the runtime enters by first.
    pub(crate) modules: Vec<(String, String)>,
    /// A binding of text.
    pub(crate) text: Option<(&'static str, String)>,
}

/// A configuration of such workers.
pub(crate) fn simple(workers: &[Simple]) -> String {
    let mut services = Vec::new();
    let mut sockets = Vec::new();
    let mut text = String::new();
    for worker in workers {
        let (name, port) = (&worker.name, worker.port);
        services.push(format!("(name = \"{name}\", worker = .{name})"));
        sockets.push(format!(
            "(name = \"{name}\", address = \"127.0.0.1:{port}\", http = (), service = \"{name}\")"
        ));
        let modules: Vec<_> = worker
            .modules
            .iter()
            .map(|(name, file)| module(name, file))
            .collect();
        let bindings = worker.text.iter();
        let bindings: Vec<_> = bindings
            .map(|(name, text)| format!("(name = \"{name}\", text = {})", quote(text)))
            .collect();
        write!(
            text,
            "\nconst {name} :Workerd.Worker = (\n{}  modules = [\n{}  ],\n  bindings = [\n{}  ],\n);\n",
            compatibility(),
            lines(&modules),
            lines(&bindings),
        )
        .expect("a String takes everything");
    }
    format!(
        "using Workerd = import \"/workerd/workerd.capnp\";\n\n\
         const config :Workerd.Config = (\n  services = [\n{}  ],\n  sockets = [\n{}  ],\n);\n{text}",
        lines(&services),
        lines(&sockets),
    )
}

/// The modules in a directory beside the configuration, the one the runtime enters by first.
pub(crate) fn embedded(directory: &str, modules: &Files) -> Vec<(String, String)> {
    let rest = modules.keys().filter(|name| *name != worker::ENTRY);
    std::iter::once(&worker::ENTRY.to_owned())
        .chain(rest)
        .map(|name| (name.clone(), format!("{directory}/{name}")))
        .collect()
}

/// Node's globals would only replace the web's.
fn compatibility() -> String {
    format!(
        "  compatibilityDate = \"{COMPATIBILITY_DATE}\",\n  \
         compatibilityFlags = [\"no_nodejs_compat\", \"no_nodejs_compat_v2\"],\n"
    )
}

/// The modules, the one the runtime enters by first.
fn module_lines(directory: &str, modules: &Files) -> Vec<String> {
    let rest = modules
        .keys()
        .map(String::as_str)
        .filter(|name| *name != worker::ENTRY);
    std::iter::once(worker::ENTRY)
        .chain(rest)
        .map(|name| module_line(directory, name))
        // A text is a module whose default export is the text.
        .chain([format!(
            "(name = \"pages.js\", text = embed {})",
            quote(PAGES_FILE)
        )])
        .collect()
}

fn module_line(directory: &str, name: &str) -> String {
    module(name, &format!("{directory}/{name}"))
}

fn module(name: &str, file: &str) -> String {
    let kind = if has_extension(name, "wasm") {
        "wasm"
    } else {
        "esModule"
    };
    format!("(name = {}, {kind} = embed {})", quote(name), quote(file))
}

fn lines(items: &[String]) -> String {
    items.iter().fold(String::new(), |mut text, item| {
        writeln!(text, "    {item},").expect("a String takes everything");
        text
    })
}

fn quote_path(path: &Path) -> String {
    quote(&path.to_string_lossy())
}

fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            port: 8787,
            state: "/data".into(),
            allow_local_upstreams: false,
            simulator: None,
        }
    }

    fn check(settings: &Settings) -> String {
        let modules = [
            "index.js",
            "statuslamp.js",
            "statuslamp_bg.wasm",
            "a/first.js",
        ]
        .map(|name| (name.to_owned(), Vec::new()))
        .into();
        configuration(settings, &modules, Path::new("/run/site"))
    }

    #[test]
    fn only_public_addresses_can_be_reached_unless_told_otherwise() {
        let public = check(&settings());
        let local = check(&Settings {
            allow_local_upstreams: true,
            ..settings()
        });

        assert!(
            public.contains("network = (allow = [\"public\"],"),
            "{public}"
        );
        assert!(!public.contains("ALLOW_LOCAL_UPSTREAMS"), "{public}");
        assert!(
            local.contains("network = (allow = [\"public\", \"private\", \"local\"],"),
            "{local}"
        );
        assert!(
            local.contains("(name = \"ALLOW_LOCAL_UPSTREAMS\", text = \"true\")"),
            "{local}"
        );
    }

    #[test]
    fn the_entry_comes_first_and_each_module_has_its_kind() {
        let text = check(&settings());

        let entry = text.find("esModule = embed \"worker/index.js\"").unwrap();
        let other = text
            .find("(name = \"a/first.js\", esModule = embed \"worker/a/first.js\")")
            .unwrap();
        assert!(entry < other);
        assert!(text.contains(
            "(name = \"statuslamp_bg.wasm\", wasm = embed \"worker/statuslamp_bg.wasm\")"
        ));
    }

    #[test]
    fn the_simulator_is_there_only_when_it_runs() {
        let without = check(&settings());
        let with = check(&Settings {
            simulator: Some(9),
            ..settings()
        });

        assert!(!without.contains("imulator"), "{without}");
        assert!(
            with.contains("external = (address = \"127.0.0.1:9\", http = ())"),
            "{with}"
        );
        assert!(
            with.contains("(name = \"SIMULATOR\", service = \"simulator\")"),
            "{with}"
        );
        // The demo's own front door.
        assert!(!without.contains("DEMO"), "{without}");
        assert!(with.contains("(name = \"DEMO\", text = \"true\")"));
    }

    #[test]
    fn it_listens_on_this_machine_alone() {
        assert!(
            check(&settings())
                .contains("address = \"127.0.0.1:8787\", http = (), service = \"statuslamp\"")
        );
    }

    #[test]
    fn secrets_and_settings_come_from_the_environment_and_pages_from_their_file() {
        let text = check(&settings());

        assert!(
            text.contains("(name = \"HOOK_SECRET\", fromEnvironment = \"HOOK_SECRET\")"),
            "{text}"
        );
        assert!(
            text.contains("(name = \"pages.js\", text = embed \"pages.json\")"),
            "{text}"
        );
    }

    #[test]
    fn odd_paths_stay_text() {
        let text = check(&Settings {
            state: "C:\\lamp \"state\"".into(),
            ..settings()
        });

        assert!(text.contains(r#"path = "C:\\lamp \"state\"""#), "{text}");
    }

    #[test]
    fn simple_workers_have_a_port_and_modules_of_their_own() {
        let worker = |name: &str, port, text| Simple {
            name: name.to_owned(),
            port,
            modules: vec![("index.js".to_owned(), format!("{name}.js"))],
            text,
        };

        let text = simple(&[
            worker("one", 1, None),
            worker("two", 2, Some(("ANSWER", "a \"b\"".to_owned()))),
        ]);

        for part in [
            "(name = \"two\", address = \"127.0.0.1:2\", http = (), service = \"two\")",
            "const two :Workerd.Worker = (",
            "(name = \"index.js\", esModule = embed \"two.js\")",
            r#"(name = "ANSWER", text = "a \"b\"")"#,
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
