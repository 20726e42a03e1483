//! The size table: what reaches a person, and what does not.

use crate::{
    compress,
    files::{Files, has_extension},
};
use anyhow::Result;
use std::fmt::Write;

/// One file in three sizes.
struct Row {
    name: String,
    sizes: [usize; 3],
}

/// The files on a person's path, their sum, and the worker beside them.
pub(crate) fn table(site: &Files, worker: &Files) -> Result<String> {
    let mut rows = Vec::new();
    for (name, content) in site {
        let on_the_path = name == "embed.js" || name.starts_with("w/");
        if on_the_path && !has_extension(name, "br") {
            rows.push(row(name, content)?);
        }
    }
    let sum = rows.iter().fold([0; 3], |sum, row| {
        [
            sum[0] + row.sizes[0],
            sum[1] + row.sizes[1],
            sum[2] + row.sizes[2],
        ]
    });
    rows.push(Row {
        name: "all a person can download".to_owned(),
        sizes: sum,
    });
    for (name, content) in worker {
        if has_extension(name, "wasm") {
            rows.push(row(&format!("{name} (stays in the worker)"), content)?);
        }
    }
    Ok(format(&rows))
}

fn row(name: &str, content: &[u8]) -> Result<Row> {
    Ok(Row {
        name: name.to_owned(),
        sizes: [
            content.len(),
            compress::gzip(content)?.len(),
            compress::brotli(content)?.len(),
        ],
    })
}

fn format(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let mut text = format!(
        "{:<width$}  {:>10}  {:>10}  {:>10}\n",
        "bytes", "raw", "gzip", "brotli"
    );
    for Row { name, sizes } in rows {
        let [raw, gzip, brotli] = sizes.map(grouped);
        writeln!(text, "{name:<width$}  {raw:>10}  {gzip:>10}  {brotli:>10}")
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

    #[test]
    fn the_table_has_a_line_for_each_file_and_aligned_figures() {
        let rows = [
            Row {
                name: "embed.js".to_owned(),
                sizes: [4321, 2100, 1900],
            },
            Row {
                name: "w/widget.wasm".to_owned(),
                sizes: [1_234_567, 99, 7],
            },
        ];

        let text = format(&rows);

        let expected = "\
bytes                 raw        gzip      brotli
embed.js            4 321       2 100       1 900
w/widget.wasm   1 234 567          99           7
";
        assert_eq!(text, expected);
    }

    #[test]
    fn only_what_a_person_downloads_is_summed() {
        let site = [
            ("embed.js", "ab"),
            ("embed.js.br", "x"),
            ("w/live-1.js", "abc"),
            ("docs/index.html", "y"),
        ]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into();
        let worker = Files::from([("statuslamp_bg.wasm".to_owned(), vec![0; 7])]);

        let text = table(&site, &worker).unwrap();

        let names: Vec<&str> = text
            .lines()
            .map(|line| line.split("  ").next().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "bytes",
                "embed.js",
                "w/live-1.js",
                "all a person can download",
                "statuslamp_bg.wasm (stays in the worker)"
            ]
        );
        let sum = text.lines().nth(3).unwrap();
        assert_eq!(sum.split_whitespace().nth(5), Some("5"), "{sum}");
    }
}
