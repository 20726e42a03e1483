//! What a person waiting is told, always on stderr: stdout belongs to the answers.

use std::time::Instant;

/// Says what is being done now.
pub(crate) fn say(what: &str) {
    eprintln!("\u{2022} {what}");
}

/// Does `work`, saying first what it is and afterwards how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    say(what);
    let begin = now();
    let done = work()?;
    let seconds = begin.elapsed().as_secs_f64();
    if seconds >= 1.0 {
        eprintln!("  {seconds:.1} s");
    }
    Ok(done)
}

/// The time, for measuring.
#[expect(
    clippy::disallowed_methods,
    reason = "the commands run natively and measure how long things take"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}
