//! From a vendor's hint, and from a poll, to the published change.

use super::{
    client::{Answer, Connection, Question, block_on},
    lamp::{self, Lamp},
    report::Group,
    vendor::Vendor,
};
use crate::progress;
use anyhow::{Context, Result, bail, ensure};
use hyper::StatusCode;
use serde_json::{Value, json};
use statuslamp_worker::secret::Secret;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Pages of one vendor; a page takes only so many hints a minute.
pub(crate) const PAGES: usize = 8;
/// Hints to each.
const ROUNDS: usize = 5;
/// Between two hints: the pages' turns come far enough apart for a page's own pace.
const BETWEEN: Duration = Duration::from_millis(800);
/// Polls that are watched.
const POLLS: usize = 25;
/// A change is published by then.
const PATIENCE: Duration = Duration::from_secs(15);
const STEP: Duration = Duration::from_millis(1);

/// The lamp's secret for webhooks; it guards nothing here.
pub(crate) const HOOK_SECRET: &str = "only for the bench, and no secret";

/// The name of the n-th page.
pub(crate) fn page(number: usize) -> String {
    format!("hinted{number}")
}

/// Sends a hint for a page, which must be taken.
pub(crate) async fn hint(connection: &mut Connection, page: &str) -> Result<()> {
    let secret = Secret::read(HOOK_SECRET).context("the secret is too short")?;
    let path = format!("/v1/pages/{page}/hooks/statuspage/{}", secret.sign(page));
    let body = json!({ "page": { "id": "benchpage" }, "incident": { "id": "incident" } });
    let answer = connection.post(&path, body.to_string()).await?;
    ensure!(
        answer.status.is_success(),
        "a hint was answered with {}",
        answer.status
    );
    Ok(())
}

/// Measures hints on the pages of [`page`], which are read every hour.
pub(crate) fn measure(lamp: &Lamp, vendor: &Vendor) -> Result<Group> {
    let (mut from_hint, mut from_serving) = (Vec::new(), Vec::new());
    block_on(async {
        let mut connection = Connection::open(lamp.port).await?;
        for number in 0..PAGES * ROUNDS {
            let page = page(number % PAGES);
            let next = revision(&mut connection, lamp.port, &page).await? + 1;
            vendor.change(&page);
            let begin = progress::now();
            hint(&mut connection, &page).await?;
            let end = published(&mut connection, lamp.port, &page, next).await?;
            from_hint.push(milliseconds(begin, end));
            let served = vendor.served_at(&page).context("it was not read")?;
            from_serving.push(milliseconds(served, end));
            sleep(BETWEEN).await;
        }
        Ok(())
    })?;
    let mut group = Group::new("From a hint to the published change");
    group.add("from the hint", "ms", from_hint).goal = Some("2000 ms");
    group.add("from the vendor's last byte", "ms", from_serving);
    Ok(group)
}

/// Measures polls on a page that is read every second.
pub(crate) fn measure_polls(lamp: &Lamp, vendor: &Vendor, page: &str) -> Result<Group> {
    let (mut from_change, mut from_serving) = (Vec::new(), Vec::new());
    block_on(async {
        let mut connection = Connection::open(lamp.port).await?;
        for number in 0..POLLS {
            let next = revision(&mut connection, lamp.port, page).await? + 1;
            // At another point of the interval each time.
            sleep(Duration::from_millis(number as u64 * 37 % 1000)).await;
            vendor.change(page);
            let begin = progress::now();
            let end = published(&mut connection, lamp.port, page, next).await?;
            from_change.push(milliseconds(begin, end));
            let served = vendor.served_at(page).context("it was not read")?;
            from_serving.push(milliseconds(served, end));
        }
        Ok(())
    })?;
    let mut group = Group::new("From a change to its publishing, by polls a second apart");
    group.add("from the change", "ms", from_change);
    group.add("from the vendor's last byte", "ms", from_serving);
    Ok(group)
}

/// The revision of a page as it is known now.
pub(crate) async fn revision(connection: &mut Connection, port: u16, page: &str) -> Result<u64> {
    let answer = connection.ask(&summary(port, page, 0)).await?;
    let body: Value = serde_json::from_slice(&answer.body)?;
    body["revision"]
        .as_u64()
        .context("a summary has a revision")
}

/// Asks until a page has at least this revision; returns when it had.
pub(crate) async fn published(
    connection: &mut Connection,
    port: u16,
    page: &str,
    revision: u64,
) -> Result<Instant> {
    let question = summary(port, page, revision);
    let begin = progress::now();
    while begin.elapsed() < PATIENCE {
        let Answer { status, .. } = connection.ask(&question).await?;
        if status == StatusCode::OK {
            return Ok(progress::now());
        }
        sleep(STEP).await;
    }
    bail!("{page} did not change")
}

/// A summary at least this new, which no memory but the page's own can answer while it is older.
fn summary(port: u16, page: &str, revision: u64) -> Question {
    lamp::question(
        port,
        &format!("/v1/pages/{page}/summary?revision={revision}"),
    )
}

/// The time between two instants in milliseconds; none where the second comes first.
pub(crate) fn milliseconds(begin: Instant, end: Instant) -> f64 {
    end.saturating_duration_since(begin).as_secs_f64() * 1000.0
}
