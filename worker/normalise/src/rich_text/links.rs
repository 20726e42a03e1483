//! Addresses in a text, and the words around links.

use statuslamp_model::{Inline, LinkUrl, WebUrl};

/// A link around its text; without an address that may stand behind a link, the text alone. A
/// plain `http` address stays readable beside it.
pub(super) fn link(address: &str, children: Vec<Inline>) -> Vec<Inline> {
    if let Ok(url) = address.parse::<LinkUrl>() {
        let mut children = without_links(children);
        if children.is_empty() {
            children.push(Inline::Text(url.as_str().to_owned()));
        }
        return vec![Inline::Link { url, children }];
    }
    let mut children = children;
    if let Ok(url) = address.parse::<WebUrl>() {
        let shown =
            matches!(children.as_slice(), [Inline::Text(text)] if text.trim() == url.as_str());
        if !shown {
            children.push(Inline::Text(format!(" ({url})")));
        }
    }
    children
}

/// An image as a link with its alternative text.
pub(super) fn image(source: &str, alternative: &str) -> Vec<Inline> {
    let alternative = alternative.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = if alternative.is_empty() {
        Vec::new()
    } else {
        vec![Inline::Text(alternative)]
    };
    match source.parse::<LinkUrl>() {
        Ok(_) => link(source, text),
        Err(_) => text,
    }
}

/// A link inside a link has no meaning: its text stays.
fn without_links(inlines: Vec<Inline>) -> Vec<Inline> {
    inlines
        .into_iter()
        .flat_map(|inline| match inline {
            Inline::Link { children, .. } => without_links(children),
            Inline::Strong(children) => vec![Inline::Strong(without_links(children))],
            Inline::Emphasis(children) => vec![Inline::Emphasis(without_links(children))],
            other @ (Inline::Text(_) | Inline::Code(_) | Inline::Break) => vec![other],
        })
        .collect()
}

/// A run of text with the `https` addresses in it as links: people paste them bare.
pub(super) fn linkified(text: &str) -> Vec<Inline> {
    const SCHEME: &str = "https://";
    let mut inlines = Vec::new();
    let mut plain_from = 0;
    let mut search_from = 0;
    while let Some(offset) = text[search_from..].find(SCHEME) {
        let start = search_from + offset;
        let address = bare_address(&text[start..]);
        let end = start + address.len();
        let begins_a_word = !text[..start].ends_with(|c: char| c.is_alphanumeric());
        match address.parse::<LinkUrl>() {
            Ok(url) if begins_a_word => {
                if plain_from < start {
                    inlines.push(Inline::Text(text[plain_from..start].to_owned()));
                }
                inlines.push(Inline::Link {
                    url,
                    children: vec![Inline::Text(address.to_owned())],
                });
                plain_from = end;
                search_from = end;
            }
            // Nothing else begins inside it, and it may be long.
            _ => search_from = end.max(start + SCHEME.len()),
        }
    }
    if plain_from < text.len() {
        inlines.push(Inline::Text(text[plain_from..].to_owned()));
    }
    inlines
}

/// The address a text begins with: up to white space or a bracket, without the full stop that ends
/// the sentence, and without a closing bracket that was opened before it.
fn bare_address(text: &str) -> &str {
    let end = text
        .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\'))
        .unwrap_or(text.len());
    let mut address = &text[..end];
    loop {
        let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '…']);
        let trimmed = match trimmed.strip_suffix(')') {
            Some(inside) if !inside.contains('(') => inside,
            _ => trimmed,
        };
        if trimmed == address {
            return address;
        }
        address = trimmed;
    }
}
