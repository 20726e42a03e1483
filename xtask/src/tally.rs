//! Counting what several test runners report.

use crate::{progress::say, project};
use anyhow::{Context, Result};
use std::{
    fmt,
    io::{BufRead, BufReader},
    ops::AddAssign,
    process::{Command, Stdio},
};

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    /// Counts a check that either holds or not.
    pub(crate) fn single(name: &str, command: &mut Command) -> Self {
        Self::check(name, || project::run(command))
    }

    /// Counts a check that is made here.
    pub(crate) fn check(name: &str, check: impl FnOnce() -> Result<()>) -> Self {
        say(name);
        match check() {
            Ok(()) => Self {
                passed: 1,
                failed: 0,
            },
            Err(error) => Self::broken(&error),
        }
    }

    /// Counts what a runner reports while it runs.
    pub(crate) fn runner(name: &str, command: &mut Command) -> Self {
        say(name);
        match run_counting(command) {
            Ok(tally) => tally,
            Err(error) => Self::broken(&error),
        }
    }

    /// Something that could not even run is a failure.
    pub(crate) fn broken(error: &anyhow::Error) -> Self {
        eprintln!("{error:#}");
        Self {
            passed: 0,
            failed: 1,
        }
    }
}

fn run_counting(command: &mut Command) -> Result<Tally> {
    let name = project::name_of(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    let mut tally = Tally::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            eprintln!("{line}");
            tally += count(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        eprintln!("{name} failed ({status})");
        tally.failed = 1;
    }
    Ok(tally)
}

/// What a line of a runner's output adds: libtest's result lines and node's closing ones.
fn count(line: &str) -> Tally {
    let mut tally = Tally::default();
    if let Some(result) = line.strip_prefix("test result: ") {
        for part in result.split([';', '.']) {
            match part.split_whitespace().collect::<Vec<_>>()[..] {
                [number, "passed"] => tally.passed = number.parse().unwrap_or(0),
                [number, "failed"] => tally.failed = number.parse().unwrap_or(0),
                _ => {}
            }
        }
    } else {
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["#", "pass", number] => tally.passed = number.parse().unwrap_or(0),
            ["#", "fail" | "cancelled", number] => tally.failed = number.parse().unwrap_or(0),
            _ => {}
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_of_both_runners_are_counted_and_nothing_else() {
        for (line, passed, failed) in [
            (
                "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                12,
                0,
            ),
            (
                "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
                4,
                2,
            ),
            ("test words::tests::two passed ... ok", 0, 0),
            ("# pass 7", 7, 0),
            ("# fail 2", 0, 2),
            ("# cancelled 1", 0, 1),
            ("# skipped 9", 0, 0),
            ("ok 1 - # pass 3 of them", 0, 0),
        ] {
            assert_eq!(count(line), Tally { passed, failed }, "{line}");
        }
    }

    #[test]
    fn the_closing_line_is_the_documented_one() {
        assert_eq!(
            Tally {
                passed: 3,
                failed: 1
            }
            .to_string(),
            "3 passed, 1 failed"
        );
    }
}
