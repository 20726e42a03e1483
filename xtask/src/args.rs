//! The command line: few commands, few flags, everything unknown refused by name.

use crate::bench::Part;
use std::{
    fmt,
    num::{NonZeroU32, NonZeroU64},
    path::PathBuf,
    str::FromStr,
};

/// What the commands are and which flags they take.
pub(crate) const USAGE: &str = "\
usage: cargo xtask <command>

  dev   [--port 8787]        build, simulate upstreams and run everything here; the demo is at /demo/
  serve --pages FILE [--port 8787] [--data DIR] [--allow-local-upstreams]
                             watch the pages listed in FILE; state is kept in DIR (./statuslamp-data)
  build [--pages FILE] [--releases DIR] [--out DIR] [--www DIR] [--version X.Y.Z] [--stable]
                             write dist/site, dist/worker, dist/workerd and dist/npm (or to --out), and
                             print a size table; --releases carries the files of the last 10 releases along,
                             which DIR keeps; --www and --version are for a lamp with scripts of its own;
                             --stable does without the nightly that makes the bundles smaller
  hooks --pages FILE --host https://HOST
                             print the addresses for vendors' webhooks, signed with HOOK_SECRET
  smoke https://HOST         ask a running lamp for everything that must be right after a deploy
  cost  [--loads N] [--pages N] [--poll-seconds N] [--minutes N]
                             what a month on Cloudflare costs
  test                       test everything: natively, on workerd and in a browser
  clients                    a part of it: other people's programs against the lamp
  rebuild                    build what browsers download once more, elsewhere, and compare: the same bytes
  bench [--only edge|hints|push|screen|history|page]
                             measure, side by side; also written to dist/bench.json
  bless                      rewrite the golden files and show what changed (always fails)

A port of 0 means any free one.";

/// The port `dev` and `serve` listen on unless told otherwise.
pub(crate) const DEFAULT_PORT: u16 = 8787;

/// One invocation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Build(BuildOptions),
    Dev { port: u16 },
    Serve(ServeOptions),
    Hooks { pages: PathBuf, host: String },
    Smoke { host: String },
    Cost(CostOptions),
    Test,
    Clients,
    Rebuild,
    Bench { only: Option<Part> },
    Bless,
}

/// What `build` was told.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct BuildOptions {
    pub(crate) pages: Option<PathBuf>,
    /// The folder that keeps the files of the last releases.
    pub(crate) releases: Option<PathBuf>,
    /// Other static files and scripts than `www/`.
    pub(crate) www: Option<PathBuf>,
    /// What the pinned loader is called, if not after the version of the workspace.
    pub(crate) version: Option<Version>,
    /// Where to write, if not to `dist/`.
    pub(crate) out: Option<PathBuf>,
    /// Whether plain stable Rust makes the bundles.
    pub(crate) stable: bool,
}

/// A version as it stands in the name of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version(pub(crate) String);

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
        let is_version = text.starts_with(|first: char| first.is_ascii_digit())
            && text.len() <= 40
            && text.bytes().all(is_plain);
        is_version.then(|| Self(text.to_owned())).ok_or(())
    }
}

/// What `serve` was told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    pub(crate) pages: PathBuf,
    pub(crate) port: u16,
    pub(crate) data: PathBuf,
    pub(crate) allow_local_upstreams: bool,
}

/// What `cost` was told; the rest is assumed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CostOptions {
    pub(crate) loads: Option<NonZeroU64>,
    pub(crate) pages: Option<NonZeroU32>,
    pub(crate) poll_seconds: Option<NonZeroU32>,
    pub(crate) minutes: Option<u32>,
}

/// The words make no command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum UsageError {
    NoCommand,
    UnknownCommand(String),
    UnknownArgument { command: String, argument: String },
    Repeated(String),
    MissingValue(String),
    UnwantedValue(String),
    BadValue { flag: String, value: String },
    MissingFlag { command: String, flag: String },
}

impl fmt::Display for UsageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCommand => write!(formatter, "which command?"),
            Self::UnknownCommand(command) => write!(formatter, "unknown command \"{command}\""),
            Self::UnknownArgument { command, argument } => {
                write!(formatter, "{command} takes no \"{argument}\"")
            }
            Self::Repeated(flag) => write!(formatter, "{flag} is given twice"),
            Self::MissingValue(flag) => write!(formatter, "{flag} needs a value"),
            Self::UnwantedValue(flag) => write!(formatter, "{flag} takes no value"),
            Self::BadValue { flag, value } => {
                write!(formatter, "{flag} cannot be \"{value}\"")
            }
            Self::MissingFlag { command, flag } => write!(formatter, "{command} needs {flag}"),
        }
    }
}

/// Understands the words behind `cargo xtask`.
pub(crate) fn parse(words: &[String]) -> Result<Command, UsageError> {
    let (command, rest) = words.split_first().ok_or(UsageError::NoCommand)?;
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "build" => {
            let taken = ["--pages", "--releases", "--www", "--version", "--out"];
            let flags = Flags::read(command, rest, &taken, &["--stable"])?;
            Ok(Command::Build(BuildOptions {
                pages: flags.value("--pages")?,
                releases: flags.value("--releases")?,
                www: flags.value("--www")?,
                version: flags.value("--version")?,
                out: flags.value("--out")?,
                stable: flags.has("--stable"),
            }))
        }
        "dev" => {
            let flags = Flags::read(command, rest, &["--port"], &[])?;
            let port = flags.value("--port")?.unwrap_or(DEFAULT_PORT);
            Ok(Command::Dev { port })
        }
        "serve" => {
            let flags = Flags::read(
                command,
                rest,
                &["--pages", "--port", "--data"],
                &["--allow-local-upstreams"],
            )?;
            Ok(Command::Serve(ServeOptions {
                pages: flags.required(command, "--pages", "FILE")?,
                port: flags.value("--port")?.unwrap_or(DEFAULT_PORT),
                data: flags
                    .value("--data")?
                    .unwrap_or_else(|| PathBuf::from("statuslamp-data")),
                allow_local_upstreams: flags.has("--allow-local-upstreams"),
            }))
        }
        "hooks" => {
            let flags = Flags::read(command, rest, &["--pages", "--host"], &[])?;
            Ok(Command::Hooks {
                pages: flags.required(command, "--pages", "FILE")?,
                host: flags.required(command, "--host", "https://HOST")?,
            })
        }
        "smoke" => match rest {
            [host] if !host.starts_with('-') => Ok(Command::Smoke { host: host.clone() }),
            [] => Err(UsageError::MissingFlag {
                command: command.clone(),
                flag: "https://HOST".to_owned(),
            }),
            [argument, ..] => Err(UsageError::UnknownArgument {
                command: command.clone(),
                argument: rest.get(1).unwrap_or(argument).clone(),
            }),
        },
        "cost" => {
            let names = ["--loads", "--pages", "--poll-seconds", "--minutes"];
            let flags = Flags::read(command, rest, &names, &[])?;
            Ok(Command::Cost(CostOptions {
                loads: flags.value("--loads")?,
                pages: flags.value("--pages")?,
                poll_seconds: flags.value("--poll-seconds")?,
                minutes: flags.value("--minutes")?,
            }))
        }
        "test" => Flags::read(command, rest, &[], &[]).map(|_| Command::Test),
        "clients" => Flags::read(command, rest, &[], &[]).map(|_| Command::Clients),
        "rebuild" => Flags::read(command, rest, &[], &[]).map(|_| Command::Rebuild),
        "bench" => {
            let flags = Flags::read(command, rest, &["--only"], &[])?;
            let only = flags.value("--only")?;
            Ok(Command::Bench { only })
        }
        "bless" => Flags::read(command, rest, &[], &[]).map(|_| Command::Bless),
        other => Err(UsageError::UnknownCommand(other.to_owned())),
    }
}

/// The flags of one invocation, each with its value where it takes one.
struct Flags(Vec<(String, Option<String>)>);

impl Flags {
    fn read(
        command: &str,
        words: &[String],
        with_value: &[&str],
        bare: &[&str],
    ) -> Result<Self, UsageError> {
        let mut flags: Vec<(String, Option<String>)> = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (flag, joined) = match word.split_once('=') {
                Some((flag, value)) => (flag, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            let value = if with_value.contains(&flag) {
                let value = joined.or_else(|| words.next().cloned());
                match value.filter(|value| !value.is_empty()) {
                    Some(value) => Some(value),
                    None => return Err(UsageError::MissingValue(flag.to_owned())),
                }
            } else if !bare.contains(&flag) {
                return Err(UsageError::UnknownArgument {
                    command: command.to_owned(),
                    argument: word.clone(),
                });
            } else if joined.is_some() {
                return Err(UsageError::UnwantedValue(flag.to_owned()));
            } else {
                None
            };
            if flags.iter().any(|(known, _)| known == flag) {
                return Err(UsageError::Repeated(flag.to_owned()));
            }
            flags.push((flag.to_owned(), value));
        }
        Ok(Self(flags))
    }

    fn has(&self, flag: &str) -> bool {
        self.0.iter().any(|(known, _)| known == flag)
    }

    fn required<T: FromStr>(&self, command: &str, flag: &str, of: &str) -> Result<T, UsageError> {
        self.value(flag)?.ok_or_else(|| UsageError::MissingFlag {
            command: command.to_owned(),
            flag: format!("{flag} {of}"),
        })
    }

    fn value<T: FromStr>(&self, flag: &str) -> Result<Option<T>, UsageError> {
        let Some((_, Some(value))) = self.0.iter().find(|(known, _)| known == flag) else {
            return Ok(None);
        };
        value.parse().map(Some).map_err(|_| UsageError::BadValue {
            flag: flag.to_owned(),
            value: value.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str) -> Result<Command, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words).map_err(|error| error.to_string())
    }

    #[test]
    fn commands_have_the_documented_defaults() {
        assert_eq!(check("dev"), Ok(Command::Dev { port: 8787 }));
        assert_eq!(check("build"), Ok(Command::Build(BuildOptions::default())));
        let stable = BuildOptions {
            stable: true,
            ..BuildOptions::default()
        };
        assert_eq!(check("build --stable"), Ok(Command::Build(stable)));
        assert_eq!(
            check("serve --pages pages.json"),
            Ok(Command::Serve(ServeOptions {
                pages: "pages.json".into(),
                port: 8787,
                data: "statuslamp-data".into(),
                allow_local_upstreams: false,
            }))
        );
    }

    #[test]
    fn what_an_operator_asks_is_understood() {
        assert_eq!(
            check("hooks --pages p.json --host https://status.example.com"),
            Ok(Command::Hooks {
                pages: "p.json".into(),
                host: "https://status.example.com".to_owned(),
            })
        );
        assert_eq!(
            check("smoke https://status.example.com"),
            Ok(Command::Smoke {
                host: "https://status.example.com".to_owned()
            })
        );
        assert_eq!(
            check("cost --loads 5000000000 --minutes 0"),
            Ok(Command::Cost(CostOptions {
                loads: NonZeroU64::new(5_000_000_000),
                minutes: Some(0),
                ..CostOptions::default()
            }))
        );
    }

    #[test]
    fn flags_are_read_in_both_spellings_and_any_order() {
        let expected = Ok(Command::Serve(ServeOptions {
            pages: "p.json".into(),
            port: 9000,
            data: "state".into(),
            allow_local_upstreams: true,
        }));
        assert_eq!(
            check("serve --allow-local-upstreams --data state --port 9000 --pages p.json"),
            expected
        );
        assert_eq!(
            check("serve --pages=p.json --port=9000 --data=state --allow-local-upstreams"),
            expected
        );
    }

    #[test]
    fn everything_unknown_is_refused_by_name() {
        for (line, reason) in [
            ("", "which command?"),
            ("deploy", "unknown command \"deploy\""),
            ("dev --prot 1", "dev takes no \"--prot\""),
            ("dev 8787", "dev takes no \"8787\""),
            ("test --pages x", "test takes no \"--pages\""),
            ("dev --port", "--port needs a value"),
            ("dev --port=", "--port needs a value"),
            ("dev --port x", "--port cannot be \"x\""),
            ("dev --port 70000", "--port cannot be \"70000\""),
            ("dev --port 1 --port 2", "--port is given twice"),
            ("serve", "serve needs --pages FILE"),
            ("hooks --pages p", "hooks needs --host https://HOST"),
            ("smoke", "smoke needs https://HOST"),
            ("smoke --fast", "smoke takes no \"--fast\""),
            ("smoke https://a https://b", "smoke takes no \"https://b\""),
            ("cost --pages 0", "--pages cannot be \"0\""),
            (
                "serve --pages p --allow-local-upstreams=yes",
                "--allow-local-upstreams takes no value",
            ),
        ] {
            assert_eq!(check(line), Err(reason.to_owned()), "{line}");
        }
    }
}
