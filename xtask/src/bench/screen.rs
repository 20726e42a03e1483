//! From a change known to the lamp to the changed text in a real browser, among many sockets.

use super::{lamp::Lamp, push::Sockets, report::Group, vendor::Vendor};
use crate::{browser, progress, project::Project};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver},
    time::{sleep, timeout},
};

/// Changes that are watched.
const CHANGES: u32 = 200;
/// The browser has started, and a change is shown, by then.
const PATIENCE: Duration = Duration::from_secs(30);

/// Measures the changes of a page that is read every second.
pub(super) async fn measure(
    project: &Project,
    lamp: &Lamp,
    vendor: &Vendor,
    page: &str,
    count: usize,
) -> Result<Group> {
    let clock = Clock::start();
    let _sockets = Sockets::open(lamp.port, page, count).await?;
    let mut screen = Screen::open(project, lamp.port, page)?;
    screen.shows(&vendor.sentence(page)).await?;
    let mut samples = Vec::new();
    for number in 0..CHANGES {
        // At another point of the interval each time.
        sleep(Duration::from_millis(u64::from(number * 37 % 300))).await;
        vendor.change(page);
        let shown = screen.shows(&vendor.sentence(page)).await?;
        let served = vendor.served_at(page).context("it was not read")?;
        samples.push(shown - clock.milliseconds(served));
    }
    let mut group = Group::new(format!("In a real browser, beside {count} sockets"));
    let figure = group.add("from the vendor's last byte to the text", "ms", samples);
    figure.goal = Some("250 ms at p99");
    Ok(group)
}

/// Two clocks read at once: the browser only knows the one that people set.
struct Clock {
    instant: Instant,
    since_1970: Duration,
}

impl Clock {
    fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the browser has no other clock")]
        let now = SystemTime::now();
        Self {
            instant: progress::now(),
            since_1970: now.duration_since(UNIX_EPOCH).unwrap_or_default(),
        }
    }

    /// Milliseconds since 1970.
    fn milliseconds(&self, instant: Instant) -> f64 {
        let since = instant.saturating_duration_since(self.instant);
        (self.since_1970 + since).as_secs_f64() * 1000.0
    }
}

/// A browser that tells what its page shows. Dropping it ends it.
struct Screen {
    browser: Child,
    texts: UnboundedReceiver<Value>,
}

impl Screen {
    fn open(project: &Project, port: u16, page: &str) -> Result<Self> {
        let mut browser = project
            .node("xtask/js/bench-page.mjs")
            .arg(format!("http://127.0.0.1:{port}"))
            .arg(page)
            .env("STATUSLAMP_CHROMIUM", browser::find(project)?)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start node")?;
        let output = browser.stdout.take().context("its output is piped")?;
        let (tell, texts) = mpsc::unbounded_channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let Ok(text) = serde_json::from_str(&line) else {
                    continue;
                };
                if tell.send(text).is_err() {
                    return;
                }
            }
        });
        Ok(Self { browser, texts })
    }

    /// Waits until the page shows a sentence; returns when it did, in milliseconds since 1970.
    async fn shows(&mut self, sentence: &str) -> Result<f64> {
        let waiting = async {
            loop {
                let told = self.texts.recv().await.context("the browser ended")?;
                let text = told["text"].as_str().unwrap_or_default();
                if text.contains(sentence) {
                    return told["at"].as_f64().context("it says when");
                }
            }
        };
        let shown = timeout(PATIENCE, waiting).await;
        shown.with_context(|| format!("\"{sentence}\" was not shown"))?
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // The end of its stdin ends it, and it ends the browser.
        drop(self.browser.stdin.take());
        let _ = self.browser.wait();
    }
}
