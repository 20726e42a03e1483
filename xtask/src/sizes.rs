//! The size table: what reaches a person, and what does not.

use crate::{
    compress,
    files::{Files, has_extension},
};
use anyhow::Result;
use std::fmt::Write;

/// One file as it is, under gzip and under brotli; nobody sends a worker under brotli.
struct Row {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: Option<usize>,
}

/// The files on a person's path, their sum, and the worker beside them.
pub(crate) fn table(site: &Files, worker: &Files) -> Result<String> {
    let mut rows = Vec::new();
    for (name, content) in site {
        let on_the_path = name == "embed.js" || name.starts_with("w/");
        if on_the_path && !has_extension(name, "br") {
            // Without a smaller twin it is sent as it is.
            let sent = site.get(&format!("{name}.br")).unwrap_or(content);
            rows.push(row(name, content, Some(sent.len()))?);
        }
    }
    rows.push(Row {
        name: "all a person can download".to_owned(),
        raw: rows.iter().map(|row| row.raw).sum(),
        gzip: rows.iter().map(|row| row.gzip).sum(),
        brotli: rows.iter().map(|row| row.brotli).sum(),
    });
    for (name, content) in worker {
        if has_extension(name, "wasm") {
            rows.push(row(
                &format!("{name} (stays in the worker)"),
                content,
                None,
            )?);
        }
    }
    Ok(format(&rows))
}

fn row(name: &str, content: &[u8], brotli: Option<usize>) -> Result<Row> {
    Ok(Row {
        name: name.to_owned(),
        raw: content.len(),
        gzip: compress::gzip(content)?.len(),
        brotli,
    })
}

fn format(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let mut text = format!(
        "{:<width$}  {:>10}  {:>10}  {:>10}\n",
        "bytes", "raw", "gzip", "brotli"
    );
    for row in rows {
        writeln!(
            text,
            "{:<width$}  {:>10}  {:>10}  {:>10}",
            row.name,
            grouped(row.raw),
            grouped(row.gzip),
            row.brotli.map_or_else(|| "-".to_owned(), grouped),
        )
        .expect("a String takes everything");
    }
    text
}

/// The number with a space between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, raw: usize, gzip: usize, brotli: Option<usize>) -> Row {
        Row {
            name: name.to_owned(),
            raw,
            gzip,
            brotli,
        }
    }

    #[test]
    fn the_table_has_a_line_for_each_file_and_aligned_figures() {
        let rows = [
            row("embed.js", 4321, 2100, Some(1900)),
            row("w/widget.wasm", 1_234_567, 99, Some(7)),
            row("worker", 1000, 999, None),
        ];

        let text = format(&rows);

        let expected = "\
bytes                 raw        gzip      brotli
embed.js            4 321       2 100       1 900
w/widget.wasm   1 234 567          99           7
worker              1 000         999           -
";
        assert_eq!(text, expected);
    }

    #[test]
    fn only_what_a_person_downloads_is_summed() {
        let file = |name: &str, bytes: usize| (name.to_owned(), vec![b'x'; bytes]);
        let site = Files::from([
            file("embed.js", 200),
            file("embed.js.br", 100),
            file("w/live-1.js", 30),
            file("docs/index.html", 4000),
        ]);
        let worker = Files::from([file("statuslamp_bg.wasm", 7), file("index.js", 9)]);

        let text = table(&site, &worker).unwrap();

        let column = |line: usize, figure: usize| {
            let mut figures = text.lines().nth(line).unwrap().split_whitespace().rev();
            figures.nth(2 - figure).unwrap().to_owned()
        };
        assert_eq!(text.lines().count(), 5, "{text}");
        assert!(
            text.lines()
                .nth(3)
                .unwrap()
                .starts_with("all a person can download")
        );
        assert_eq!(
            (column(3, 0), column(3, 2)),
            ("230".to_owned(), "130".to_owned())
        );
        assert_eq!(column(4, 2), "-");
    }
}
