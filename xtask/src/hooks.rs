//! `hooks`: the addresses a vendor's webhooks are pointed at.

use crate::run::read_pages;
use anyhow::{Context, Result, bail};
use statuslamp_model::{LocalUpstreams, PageEntry, PagesFile, Provider};
use statuslamp_worker::secret::Secret;
use std::{path::Path, process::ExitCode};

/// Prints one address for each page of the file.
pub(crate) fn run(pages: &Path, host: &str) -> Result<ExitCode> {
    // Where the pages may lie is the server's business.
    let local = LocalUpstreams::Allowed;
    let text = read_pages(pages, local)?;
    let pages = PagesFile::parse(&text, local)?;
    let secret = std::env::var("HOOK_SECRET").unwrap_or_default();
    let secret = Secret::read(&secret)
        .context("HOOK_SECRET is not set, or shorter than 16 bytes: give it as the lamp has it")?;
    let host = origin(host)?;
    for page in &pages.pages {
        for address in addresses(page, host, &secret) {
            println!("{address}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The scheme and host a lamp answers on.
fn origin(host: &str) -> Result<&str> {
    let is_origin = ["https://", "http://"]
        .iter()
        .find_map(|scheme| host.strip_prefix(scheme))
        .is_some_and(|name| !name.is_empty() && !name.trim_end_matches('/').contains('/'));
    if !is_origin {
        bail!("--host must be like https://status.example.com, not \"{host}\"");
    }
    Ok(host.trim_end_matches('/'))
}

/// One address, or one for each provider where the file does not say which it is.
fn addresses(page: &PageEntry, host: &str, secret: &Secret) -> Vec<String> {
    let providers = match &page.provider {
        Some(provider) => std::slice::from_ref(provider),
        None => Provider::ALL,
    };
    let id = page.id.as_str();
    let signature = secret.sign(id);
    let address = |provider: &Provider| {
        let provider = provider.as_str();
        format!("{host}/v1/pages/{id}/hooks/{provider}/{signature}")
    };
    providers.iter().map(address).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_signed_for_its_page_and_one_per_provider_that_may_be() {
        let secret = Secret::read("correct horse battery").unwrap();
        let text = r#"{"pages":[
            {"id":"noterro","name":"Noterro","url":"https://a.example","provider":"statuspage"},
            {"id":"napta","name":"Napta","url":"https://b.example"}]}"#;
        let pages = PagesFile::parse(text, LocalUpstreams::Refused).unwrap();

        let known = addresses(&pages.pages[0], "https://lamp.example", &secret);
        let unknown = addresses(&pages.pages[1], "https://lamp.example", &secret);

        // As `openssl dgst -sha256 -hmac` has it.
        assert_eq!(
            known,
            [
                "https://lamp.example/v1/pages/noterro/hooks/statuspage/fe1e9a1c6b39f8da8e9a18d1f27d6abbf51e4982ce41cd26cb4f533f4332cbd4"
            ]
        );
        assert_eq!(unknown.len(), Provider::ALL.len());
        assert!(unknown[0].starts_with("https://lamp.example/v1/pages/napta/hooks/"));
    }

    #[test]
    fn a_host_is_an_origin() {
        for (host, expected) in [
            ("https://lamp.example", Some("https://lamp.example")),
            ("http://127.0.0.1:8787/", Some("http://127.0.0.1:8787")),
            ("lamp.example", None),
            ("https://", None),
            ("https://lamp.example/v1", None),
        ] {
            assert_eq!(origin(host).ok(), expected, "{host}");
        }
    }
}
