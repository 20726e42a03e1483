//! What can be wrong with a request or with us, and how it is said: RFC 9457.

use crate::{http::MAX_BODY_BYTES, limit::Quota, query::cut};
use statuslamp_model::{OverrideId, PageId, Problem, ProblemDetail};

/// Most letters of what is said to be wrong with something a reader wrote.
const LONGEST_DETAIL: usize = 300;

/// Why a request gets no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The id names no listed page.
    UnknownPage(String),
    /// The page has no event with this id.
    UnknownIncident(PageId, String),
    /// The page has no component with this id, or none alone with this name.
    UnknownComponent(PageId, String),
    /// Nothing is known of the page now, and the address has no word for that.
    NotHeard {
        /// The page.
        page: PageId,
        /// Seconds between two readings of it.
        poll_seconds: u32,
    },
    /// Nothing is answered at this path.
    UnknownPath(String),
    /// The address takes no parameter of this name.
    UnknownParameter(String),
    /// A parameter whose value cannot be used.
    BadParameter {
        /// Its name.
        name: String,
        /// What is wrong with it.
        detail: String,
    },
    /// A method the address does not take.
    MethodNotAllowed {
        /// The method.
        method: String,
        /// Those it takes.
        allow: &'static str,
    },
    /// Only the operator may do this, and nobody can prove to be the operator of this lamp.
    NoOperator,
    /// Only the operator may do this.
    NotTheOperator,
    /// An override that cannot be used: where, and why not.
    BadOverride(&'static str, String),
    /// Nothing is said under this id.
    UnknownOverride(PageId, OverrideId),
    /// As much is said of the page already as may be at a time.
    TooManyOverrides(PageId),
    /// A socket's address without an upgrade.
    UpgradeRequired,
    /// A shard of a page's sockets holds as many as it can.
    TooManySockets,
    /// A newer revision was asked for than has reached this place.
    RevisionNotReady {
        /// The revision asked for.
        asked: u64,
        /// The newest revision here.
        reached: u64,
    },
    /// A webhook's address that is none; which part of it is wrong is not told.
    UnknownHook,
    /// A body that is too large, or that broke off.
    BodyRefused,
    /// A body that is not what the address takes, and why.
    UnusableBody(&'static str),
    /// More hints than are taken.
    TooManyHints {
        /// Seconds until one will be taken again.
        retry_after: u32,
    },
    /// More requests of a reader's than its quota has.
    TooManyRequests(Quota),
    /// We failed.
    Internal,
}

impl Trouble {
    /// A parameter whose value cannot be used, and why.
    pub(crate) fn bad_parameter(name: &str, detail: String) -> Self {
        Self::BadParameter {
            name: name.to_owned(),
            detail,
        }
    }

    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        match self {
            Self::UnknownParameter(_)
            | Self::BadParameter { .. }
            | Self::UnusableBody(_)
            | Self::BadOverride(..) => 400,
            Self::NotTheOperator => 401,
            Self::NoOperator => 403,
            Self::UnknownPage(_)
            | Self::UnknownIncident(..)
            | Self::UnknownComponent(..)
            | Self::UnknownPath(_)
            | Self::UnknownHook
            | Self::UnknownOverride(..) => 404,
            Self::MethodNotAllowed { .. } => 405,
            Self::TooManyOverrides(_) | Self::RevisionNotReady { .. } => 409,
            Self::BodyRefused => 413,
            Self::UpgradeRequired => 426,
            Self::TooManyHints { .. } | Self::TooManyRequests(_) => 429,
            Self::Internal => 500,
            Self::NotHeard { .. } | Self::TooManySockets => 503,
        }
    }

    /// Name in the documentation, and title.
    const fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::UnknownPage(_) => ("unknown-page", "Unknown page"),
            Self::UnknownIncident(..) => ("unknown-incident", "Unknown incident"),
            Self::UnknownComponent(..) => ("unknown-component", "Unknown component"),
            Self::NotHeard { .. } => ("not-heard", "Nothing is known now"),
            Self::UnknownPath(_) => ("unknown-path", "Unknown path"),
            Self::UnknownParameter(_) => ("unknown-parameter", "Unknown query parameter"),
            Self::BadParameter { .. } => ("bad-parameter", "Unusable query parameter"),
            Self::MethodNotAllowed { .. } => ("method-not-allowed", "Method not allowed"),
            Self::NoOperator => ("no-operator", "No operator"),
            Self::NotTheOperator => ("not-the-operator", "Not the operator"),
            Self::BadOverride(..) => ("bad-override", "Unusable override"),
            Self::UnknownOverride(..) => ("unknown-override", "Unknown override"),
            Self::TooManyOverrides(_) => ("too-many-overrides", "Too many overrides"),
            Self::UpgradeRequired => ("upgrade-required", "Upgrade required"),
            Self::TooManySockets => ("too-many-sockets", "Too many sockets"),
            Self::RevisionNotReady { .. } => ("revision-not-ready", "Revision not ready"),
            Self::UnknownHook => ("unknown-hook", "Unknown hook"),
            Self::BodyRefused => ("body-too-large", "Body too large"),
            Self::UnusableBody(_) => ("unusable-body", "Unusable body"),
            Self::TooManyHints { .. } => ("too-many-hints", "Too many hints"),
            Self::TooManyRequests(_) => ("too-many-requests", "Too many requests"),
            Self::Internal => ("internal", "Internal error"),
        }
    }

    /// Where the fault lies, and what it is.
    fn fault(&self) -> (&'static str, String) {
        match self {
            Self::UnknownPage(id) => ("path", format!("no page \"{}\" is listed", cut(id))),
            Self::UnknownIncident(page, id) => {
                let id = cut(id);
                ("path", format!("page \"{page}\" has no incident \"{id}\""))
            }
            Self::UnknownComponent(page, id) => {
                let id = cut(id);
                ("path", format!("page \"{page}\" has no component \"{id}\""))
            }
            Self::NotHeard { page, .. } => (
                "server",
                format!("nothing was heard from the vendor of \"{page}\" for too long"),
            ),
            Self::UnknownPath(path) => ("path", format!("nothing is at {}", cut(path))),
            Self::UnknownParameter(name) => (
                "query",
                format!("there is no parameter \"{}\" here", cut(name)),
            ),
            Self::BadParameter { name, detail } => ("query", format!("{name}: {detail}")),
            Self::MethodNotAllowed { method, allow } => (
                "method",
                format!("{} is not answered here; {allow} are", cut(method)),
            ),
            Self::NoOperator => (
                "server",
                "no operator's secret is set on this lamp".to_owned(),
            ),
            Self::NotTheOperator => (
                "header",
                "Authorization must be Bearer and the operator's secret".to_owned(),
            ),
            Self::BadOverride(location, detail) => {
                (location, detail.chars().take(LONGEST_DETAIL).collect())
            }
            Self::UnknownOverride(page, id) => (
                "path",
                format!("nothing is said of page \"{page}\" under \"{id}\""),
            ),
            Self::TooManyOverrides(page) => (
                "path",
                format!("page \"{page}\" has as many overrides as it may; delete one first"),
            ),
            Self::UpgradeRequired => ("header", "this address speaks WebSocket only".to_owned()),
            Self::TooManySockets => (
                "server",
                "no further socket fits here; poll meanwhile".to_owned(),
            ),
            Self::RevisionNotReady { asked, reached } => (
                "query",
                format!("revision {asked} has not arrived; the newest is {reached}"),
            ),
            Self::UnknownHook => ("path", "this is no hook's address".to_owned()),
            Self::BodyRefused => (
                "body",
                format!("a body has {MAX_BODY_BYTES} bytes at most and must arrive whole"),
            ),
            Self::UnusableBody(detail) => ("body", (*detail).to_owned()),
            Self::TooManyHints { retry_after } => (
                "server",
                format!("the page has had enough hints; come again in {retry_after} seconds"),
            ),
            Self::TooManyRequests(quota) => (
                "server",
                format!(
                    "{} of these requests are answered within {} seconds; come again then",
                    quota.requests(),
                    quota.seconds()
                ),
            ),
            Self::Internal => ("server", "the lamp failed; come again".to_owned()),
        }
    }

    /// The body of the answer.
    pub fn problem(&self) -> Problem {
        let (slug, title) = self.kind();
        let (location, detail) = self.fault();
        Problem {
            kind: format!("/docs/problems/#{slug}"),
            title: title.to_owned(),
            status: self.status(),
            detail: detail.clone(),
            errors: vec![ProblemDetail {
                location: location.to_owned(),
                detail,
            }],
        }
    }
}
