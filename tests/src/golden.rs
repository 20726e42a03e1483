//! Golden files: what the code says, written down and reviewed. `STATUSLAMP_BLESS=1` rewrites them
//! and fails all the same, so that nobody takes a rewriting run for a passing one.

use std::{fs, path::Path};

const CONTEXT_LINES: usize = 3;
const MAX_DIFFERENCE_LINES: usize = 60;

/// Compares with the file. `Some` is what is wrong, for the test to fail with.
pub fn trouble(path: &Path, actual: &str) -> Option<String> {
    let is_blessing = std::env::var("STATUSLAMP_BLESS").is_ok_and(|value| value == "1");
    compare(path, actual, is_blessing)
}

fn compare(path: &Path, actual: &str, is_blessing: bool) -> Option<String> {
    let expected = fs::read_to_string(path).ok();
    if expected.as_deref() == Some(actual) {
        return None;
    }
    let shown = path.display();
    let difference = difference(expected.as_deref().unwrap_or_default(), actual);
    if is_blessing {
        fs::write(path, actual).unwrap_or_else(|error| panic!("{shown}: {error}"));
        return Some(format!(
            "{shown} was rewritten; read what changed:\n{difference}"
        ));
    }
    let state = if expected.is_some() {
        "differs"
    } else {
        "is missing"
    };
    Some(format!(
        "{shown} {state}; `cargo xtask bless` rewrites it:\n{difference}"
    ))
}

/// The lines between the common beginning and the common end, with a little context.
fn difference(expected: &str, actual: &str) -> String {
    let old: Vec<_> = expected.lines().collect();
    let new: Vec<_> = actual.lines().collect();
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other);
    let start = same.count();
    let shorter = old.len().min(new.len()) - start;
    let same = old.iter().rev().zip(new.iter().rev()).take(shorter);
    let end = same.take_while(|(one, other)| one == other).count();
    let context = start.saturating_sub(CONTEXT_LINES);

    let mut lines = vec![format!("@@ line {} @@", context + 1)];
    lines.extend(old[context..start].iter().map(|line| format!("  {line}")));
    lines.extend(
        old[start..old.len() - end]
            .iter()
            .map(|line| format!("- {line}")),
    );
    lines.extend(
        new[start..new.len() - end]
            .iter()
            .map(|line| format!("+ {line}")),
    );
    let after = &new[new.len() - end..];
    lines.extend(
        after
            .iter()
            .take(CONTEXT_LINES)
            .map(|line| format!("  {line}")),
    );
    if lines.len() > MAX_DIFFERENCE_LINES {
        let more = lines.len() - MAX_DIFFERENCE_LINES;
        lines.truncate(MAX_DIFFERENCE_LINES);
        lines.push(format!("  … {more} more lines"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("statuslamp-{}-{name}", std::process::id()))
    }

    #[test]
    fn a_blessing_run_rewrites_and_fails() {
        let path = scratch("golden-blessed.txt");
        fs::write(&path, "one\ntwo\n").unwrap();

        let said = compare(&path, "one\nthree\n", true).unwrap();

        assert!(said.contains("- two\n+ three"), "{said}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\nthree\n");
        assert_eq!(compare(&path, "one\nthree\n", true), None);
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_difference_and_a_missing_file_fail_and_name_the_command() {
        let path = scratch("golden-missing.txt");

        let said = compare(&path, "a\n", false).unwrap();

        assert!(said.contains("is missing; `cargo xtask bless`"), "{said}");
        assert!(!path.exists());
    }

    #[test]
    fn a_difference_shows_where_it_is() {
        assert_eq!(
            difference("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nX\nf\n"),
            "@@ line 2 @@\n  b\n  c\n  d\n- e\n+ X\n  f"
        );
        assert_eq!(
            difference("a\na\n", "a\na\na\n"),
            "@@ line 1 @@\n  a\n  a\n+ a"
        );
    }
}
