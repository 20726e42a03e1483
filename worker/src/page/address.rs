//! Which addresses may be read. They are parsed as browsers and the runtime parse them, so that a
//! host in disguise is seen for what it is before anything is asked of it.

use statuslamp_model::{LocalUpstreams, is_public_host};
use url::Url;

/// No vendor needs a longer one.
const MAX_BYTES: usize = 2048;
/// The address a text names; `None` where it must not be read: https, a public name and nobody's
/// user name, unless local upstreams are allowed.
pub(super) fn readable(text: &str, local: LocalUpstreams) -> Option<Url> {
    within_bounds(text)?;
    Url::parse(text).ok().filter(|url| may_be_read(url, local))
}

/// The address a redirect leads to; `None` where it must not be followed.
pub(super) fn redirected(base: &Url, location: &str, local: LocalUpstreams) -> Option<Url> {
    within_bounds(location)?;
    let url = base.join(location).ok();
    url.filter(|url| may_be_read(url, local))
}

/// An address without what may be secret in it.
pub(super) fn without_secrets(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

fn within_bounds(text: &str) -> Option<()> {
    (!text.is_empty() && text.len() <= MAX_BYTES).then_some(())
}

fn may_be_read(url: &Url, local: LocalUpstreams) -> bool {
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    is_anonymous
        && match local {
            LocalUpstreams::Allowed => matches!(url.scheme(), "http" | "https") && url.has_host(),
            LocalUpstreams::Refused => {
                url.scheme() == "https" && url.host_str().is_some_and(is_public_host)
            }
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://status.example.com/api/v2/summary.json";

    fn check(location: &str, local: LocalUpstreams, expected: Option<&str>) {
        let base = Url::parse(BASE).unwrap();
        let target = redirected(&base, location, local);
        assert_eq!(target.as_ref().map(Url::as_str), expected, "{location}");
    }

    #[test]
    fn a_redirect_stays_on_https_and_public_names() {
        let refused = LocalUpstreams::Refused;
        for (location, target) in [
            ("/a?b", "https://status.example.com/a?b"),
            ("other.json", "https://status.example.com/api/v2/other.json"),
            ("//b.example/c", "https://b.example/c"),
            ("https://b.example/c", "https://b.example/c"),
            ("HTTPS://B.EXAMPLE:443/c", "https://b.example/c"),
            ("https://b.example:8443/c", "https://b.example:8443/c"),
            (
                "/login?next=https://b.example/",
                "https://status.example.com/login?next=https://b.example/",
            ),
            (
                "https://notlocalhost.example/",
                "https://notlocalhost.example/",
            ),
        ] {
            check(location, refused, Some(target));
        }
        for location in [
            "",
            "http://b.example/c",
            "file:///etc/passwd",
            "data:text/plain,x",
            "https:///",
            "https://intranet/",
            "https://user@b.example/",
            "https://user:word@b.example/",
            "https://b.example%2f@10.0.0.1/",
        ] {
            check(location, refused, None);
        }
        check(&format!("/{}", "a".repeat(3000)), refused, None);
    }

    #[test]
    fn an_address_in_disguise_is_still_an_address() {
        for host in [
            "127.0.0.1",
            "127.0.0.1.",
            "10.0.0.8:8080",
            "169.254.169.254",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "127.1",
            "%31%32%37.0.0.1",
            "１２７.0.0.1",
            "127。0。0。1",
            "127.0.0.1\\.b.example",
            "127.0.0.0x1",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[fe80::1%25eth0]",
            "localhost",
            "LOCALHOST",
            "LocalHost.",
            "db.localhost",
            "printer.local",
            "metadata.google.internal",
            "router.home.arpa.",
        ] {
            let address = format!("https://{host}/");
            check(&address, LocalUpstreams::Refused, None);
            assert_eq!(readable(&address, LocalUpstreams::Refused), None, "{host}");
        }
    }

    #[test]
    fn local_upstreams_may_redirect_locally() {
        let allowed = LocalUpstreams::Allowed;
        let local = "http://127.0.0.1:9/x";
        check(local, allowed, Some(local));
        check(
            "https://[::1]:8443/x",
            allowed,
            Some("https://[::1]:8443/x"),
        );
        check("ftp://127.0.0.1/x", allowed, None);
        check("http://user@127.0.0.1/x", allowed, None);
    }

    #[test]
    fn what_is_told_of_an_address_holds_no_token() {
        let url = Url::parse("https://cdn.example/s.json?token=secret#part").unwrap();

        assert_eq!(without_secrets(&url), "https://cdn.example/s.json");
    }
}
