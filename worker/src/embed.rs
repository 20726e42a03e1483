//! `/embed/{page}`: the document of an iframe, for hosts whose policy stops WebAssembly and for
//! whoever wants an iframe. It says nothing of any state: `frame.js` and the loader do.
//!
//! The document depends on the pages file alone. Its addresses are relative, so that it works under
//! a path of somebody's own domain too.

use statuslamp_model::PageEntry;

/// What the document may do: run our own scripts, speak with us, and be framed by anybody.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *; \
    require-trusted-types-for 'script'; trusted-types statuslamp";

/// The document for a listed page.
pub(crate) fn document(page: &PageEntry) -> String {
    let (name, url) = (escaped(&page.name), escaped(page.url.as_str()));
    format!(
        "{HEAD}<title>Status of {name}</title>\n\
         <script src=\"../frame.js\" defer></script>\n\
         <script src=\"../embed.js\" defer></script>\n\
         </head>\n<body>\n\
         <noscript><p><a href=\"{url}\" target=\"_blank\" rel=\"nofollow noopener noreferrer\">\
         Status of {name}</a></p></noscript>\n\
         </body>\n</html>\n"
    )
}

/// The document for what names no listed page.
pub(crate) fn unlisted(segment: &str) -> String {
    let segment: String = segment.chars().take(60).collect();
    format!(
        "{HEAD}<title>No such page</title>\n</head>\n<body>\n\
         <p>No status page “{}” is watched here.</p>\n\
         </body>\n</html>\n",
        escaped(&segment)
    )
}

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"robots\" content=\"noindex\">\n";

/// The text as HTML, in an element or in an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use statuslamp_model::{LocalUpstreams, PagesFile};

    #[test]
    fn a_name_cannot_leave_its_place() {
        let text = r#"{"pages":[{"id":"a","name":"A & \"B\" </title><script>","url":"https://a.example/x"}]}"#;
        let file = PagesFile::parse(text, LocalUpstreams::Refused).unwrap();

        let document = document(&file.pages[0]);

        assert_eq!(document.matches("<script").count(), 2);
        assert!(document.contains("Status of A &amp; &quot;B&quot; &lt;/title&gt;&lt;script&gt;"));
        assert!(!unlisted("<script>").contains("<script"));
    }
}
