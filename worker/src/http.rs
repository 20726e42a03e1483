//! Requests and replies as plain data: what the platform hands in and takes out.

use statuslamp_model::Timestamp;
use std::{borrow::Cow, fmt::Write, rc::Rc};

/// The methods that make a difference here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// HEAD: GET without the body.
    Head,
    /// OPTIONS.
    Options,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// DELETE.
    Delete,
    /// Anything else, by its name.
    Other(String),
}

impl Method {
    /// The method of this name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "GET" => Self::Get,
            "HEAD" => Self::Head,
            "OPTIONS" => Self::Options,
            "POST" => Self::Post,
            "PUT" => Self::Put,
            "DELETE" => Self::Delete,
            _ => Self::Other(name.to_owned()),
        }
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Other(name) => name,
        }
    }

    /// Whether a request of this method brings a body that is worth reading.
    pub const fn has_body(&self) -> bool {
        match self {
            Self::Post | Self::Put => true,
            Self::Get | Self::Head | Self::Options | Self::Delete | Self::Other(_) => false,
        }
    }
}

/// Most bytes of a request's body; nothing that may be sent here is longer.
pub const MAX_BODY_BYTES: usize = 64 * 1024;

/// The body of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// All of it; empty where there is none.
    Whole(Vec<u8>),
    /// More than [`MAX_BODY_BYTES`], or broken off: nothing of it was kept.
    Refused,
}

/// A request from a reader.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The method.
    pub method: Method,
    /// The path as it was sent, from its first `/`.
    pub path: &'a str,
    /// The query as it was sent, without `?`.
    pub query: &'a str,
    /// The host name it was sent to, without a port; empty where that is not known.
    pub host: &'a str,
    /// The scheme, host name and port it was sent to: `https://status.example.com`.
    pub origin: &'a str,
    /// `If-None-Match`.
    pub if_none_match: Option<String>,
    /// `Authorization`.
    pub authorization: Option<String>,
    /// The body.
    pub body: Body,
}

/// What a reader is answered.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers, each name once.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The body.
    pub body: Option<Rc<[u8]>>,
}

impl Reply {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_ref())
    }
}

/// Splits an absolute address into path and query, both as they were sent.
pub fn path_and_query(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let from_path = rest
        .find(['/', '?', '#'])
        .map_or("", |at| rest.split_at(at).1);
    let without_fragment = from_path.split('#').next().unwrap_or_default();
    let (path, query) = without_fragment
        .split_once('?')
        .unwrap_or((without_fragment, ""));
    (if path.is_empty() { "/" } else { path }, query)
}

/// `Date` and its like: `Sat, 21 Nov 2026 06:14:03 GMT`.
pub fn http_date(instant: Timestamp) -> String {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let days = instant.as_millis().div_euclid(86_400_000);
    let weekday = usize::try_from(days.rem_euclid(7)).unwrap_or_default();
    let text = instant.to_second().to_string();
    let field = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let month = field(5, 7)
        .parse()
        .map_or(0, |month: usize| month.wrapping_sub(1));
    format!(
        "{}, {} {} {} {} GMT",
        WEEKDAYS.get(weekday).unwrap_or(&""),
        field(8, 10),
        MONTHS.get(month).unwrap_or(&""),
        field(0, 4),
        field(11, 19)
    )
}

/// Scheme, host name and port of an absolute address.
pub fn origin(url: &str) -> &str {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(authority..).unwrap_or_default();
    let length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    url.get(..authority + length).unwrap_or_default()
}

/// The host name of an absolute address.
pub fn host_name(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

/// Text as a part of an address in which nothing means anything.
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Undoes percent-encoding; `None` where it is broken or gives no text.
pub fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            let value = digit()? * 16 + digit()?;
            decoded.push(u8::try_from(value).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_http() {
        let cases = [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (1_795_241_643_999, "Sat, 21 Nov 2026 06:14:03 GMT"),
            (1_709_210_096_000, "Thu, 29 Feb 2024 12:34:56 GMT"),
        ];
        for (milliseconds, expected) in cases {
            assert_eq!(http_date(Timestamp::from_millis(milliseconds)), expected);
        }
    }

    #[test]
    fn an_address_parts_into_path_and_query() {
        let cases = [
            ("https://a.example", ("/", "")),
            ("https://a.example?x=1", ("/", "x=1")),
            (
                "https://a.example:8787/v1/pages?limit=2#top",
                ("/v1/pages", "limit=2"),
            ),
            ("http://a/b?c?d", ("/b", "c?d")),
        ];
        for (url, expected) in cases {
            assert_eq!(path_and_query(url), expected, "{url}");
        }
    }

    #[test]
    fn broken_percent_encoding_is_no_text() {
        assert_eq!(percent_decode("a%2Fb%20c").as_deref(), Some("a/b c"));
        for broken in ["%", "%2", "%zz", "%ff"] {
            assert_eq!(percent_decode(broken), None, "{broken}");
        }
    }
}
