//! Vendors that misbehave: one small server per [`Fault`], each of which answers well until it is
//! armed, and well again, with better news, once it is mended.
//!
//! What a server says shows afterwards what was believed of it:
//!
//! | while | it says |
//! |---|---|
//! | well | an incident is being investigated, a component is partly out |
//! | armed, and to be [refused](Belief::Refused) | wherever it says anything: all is well. Whoever believes that shows a false green |
//! | armed, and to be [taken](Belief::Taken) | the same incident is being monitored |
//! | armed, and [perhaps](Belief::Perhaps) to be taken | something damaged that is not all well |
//! | mended | all is well |
//!
//! The answers are pure functions that give steps on a socket (`behaviour`, `wire`) or a damaged
//! document (`bodies`); only `server` does I/O. They are written as raw bytes because no HTTP
//! library sends what these vendors send.

mod behaviour;
mod bodies;
mod documents;
mod server;
#[cfg(test)]
mod tests;
mod wire;

use std::fmt;

pub use server::Faults;

/// What a reader may make of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belief {
    /// Nothing: what was known stays known, and grows older.
    Refused,
    /// It is the vendor's word, whatever it came wrapped in.
    Taken,
    /// The vendor confirms what was known.
    Confirmed,
    /// All, a part, or nothing of it: it never makes anything operational.
    Perhaps,
}

macro_rules! faults {
    ($($(#[$documentation:meta])* $variant:ident = $name:literal, $belief:ident;)*) => {
        /// A way in which a vendor's server misbehaves.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Fault {
            $($(#[$documentation])* $variant,)*
        }

        impl Fault {
            /// Every fault.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name: lower case and hyphens, fit for the id of a page.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What a reader may make of it.
            pub const fn belief(self) -> Belief {
                match self {
                    $(Self::$variant => Belief::$belief,)*
                }
            }
        }
    };
}

faults! {
    // The connection.

    /// Takes the request and never answers.
    HangBeforeHeaders = "hang-before-headers", Refused;
    /// Sends the headers and no body.
    HangAfterHeaders = "hang-after-headers", Refused;
    /// Stops in the middle of the body.
    HangInBody = "hang-in-body", Refused;
    /// Resets the connection instead of answering.
    ResetBeforeHeaders = "reset-before-headers", Refused;
    /// Resets the connection after the headers.
    ResetAfterHeaders = "reset-after-headers", Refused;
    /// Resets the connection in the middle of the body.
    ResetInBody = "reset-in-body", Refused;
    /// Closes the connection in good order without an answer.
    HangsUp = "hangs-up", Refused;
    /// The body comes in small pieces, but comes.
    SlowBody = "slow-body", Taken;
    /// The body comes in small pieces and takes longer than anybody waits.
    EndlessDrip = "endless-drip", Refused;
    /// The headers come byte by byte.
    EndlessHeaderDrip = "endless-header-drip", Refused;

    // What HTTP says about the body.

    /// `Content-Length` promises more than comes.
    LengthTooLong = "length-too-long", Refused;
    /// `Content-Length` ends in the middle of the document.
    LengthTooShort = "length-too-short", Refused;
    /// `Content-Length` is no number.
    LengthNonsense = "length-nonsense", Perhaps;
    /// Two lengths that contradict each other.
    TwoLengths = "two-lengths", Perhaps;
    /// The whole document, in chunks without the last one.
    ChunksCut = "chunks-cut", Refused;
    /// A chunk whose size is no number.
    ChunksNonsense = "chunks-nonsense", Refused;
    /// No length; the connection's end ends the document.
    CloseDelimited = "close-delimited", Taken;
    /// No length, and the connection ends in the middle of the document.
    CloseDelimitedCut = "close-delimited-cut", Refused;
    /// HTTP/1.0, as old proxies speak.
    OldHttp = "old-http", Taken;
    /// A second answer nobody asked for, on a connection said to stay open.
    SecondAnswer = "second-answer", Perhaps;
    /// Interim answers (100, 103) before the real one.
    InterimNoise = "interim-noise", Perhaps;
    /// Bytes that are no HTTP.
    NotHttp = "not-http", Refused;
    /// A header of four megabytes.
    LongHeader = "long-header", Refused;
    /// Fifty thousand headers.
    ManyHeaders = "many-headers", Refused;
    /// Says gzip and is not.
    BadGzip = "bad-gzip", Refused;
    /// gzip without its end; everything of the document is there.
    GzipCut = "gzip-cut", Refused;
    /// A megabyte of gzip that unpacks to a gigabyte.
    GzipBomb = "gzip-bomb", Refused;
    /// An encoding nobody knows around a plain document.
    UnknownEncoding = "unknown-encoding", Taken;
    /// A hundred megabytes, announced.
    HugeAnnounced = "huge-announced", Refused;
    /// A hundred megabytes in chunks, not announced.
    HugeChunked = "huge-chunked", Refused;
    /// JSON that says it is HTML.
    WrongContentType = "wrong-content-type", Taken;
    /// JSON that does not say what it is.
    NoContentType = "no-content-type", Taken;
    /// The vendor's clock is a day ahead, in the header and in the document.
    ClockAhead = "clock-ahead", Taken;
    /// The vendor's `Date` is years ago, and it says the answer is old.
    ClockBehind = "clock-behind", Taken;

    // The status.

    /// 500.
    InternalError = "internal-error", Refused;
    /// 502.
    BadGateway = "bad-gateway", Refused;
    /// 503.
    Unavailable = "unavailable", Refused;
    /// 504.
    GatewayTimeout = "gateway-timeout", Refused;
    /// 503 with a body of a hundred megabytes.
    HugeError = "huge-error", Refused;
    /// 429 with a pause in seconds.
    TooManySeconds = "too-many-seconds", Refused;
    /// 429 with a pause until a date.
    TooManyDate = "too-many-date", Refused;
    /// 429 with a pause that cannot be understood.
    TooManyNonsense = "too-many-nonsense", Refused;
    /// 403 with a page about robots.
    Forbidden = "forbidden", Refused;
    /// 404.
    NotFound = "not-found", Refused;
    /// 202 without a body, as a firewall's challenge.
    Challenge = "challenge", Refused;
    /// 204.
    NoContent = "no-content", Refused;
    /// 206 with a document nobody asked a part of.
    PartialContent = "partial-content", Refused;
    /// A status outside of HTTP.
    StatusNonsense = "status-nonsense", Refused;
    /// 304 to whoever set no condition.
    NotModifiedUnasked = "not-modified-unasked", Refused;
    /// 304 to every condition, whatever changed.
    ConfirmsEverything = "confirms-everything", Confirmed;
    /// An `ETag` that stays while the document changes.
    TagNeverChanges = "tag-never-changes", Taken;
    /// An `ETag` of seven kilobytes.
    LongTag = "long-tag", Taken;
    /// Good and bad by turns.
    Flapping = "flapping", Perhaps;
    /// The present state is well, everything else fails.
    FurtherDocumentsFail = "further-documents-fail", Taken;

    // Where it sends us.

    /// Redirects to itself.
    RedirectLoop = "redirect-loop", Refused;
    /// More redirects than are followed, then a document.
    RedirectTooOften = "redirect-too-often", Refused;
    /// A redirect to another server, which has the document.
    RedirectElsewhere = "redirect-elsewhere", Taken;
    /// A redirect to nowhere.
    RedirectNowhere = "redirect-nowhere", Refused;
    /// A redirect to a file.
    RedirectToFile = "redirect-to-file", Refused;
    /// A redirect with a name and a password.
    RedirectWithPassword = "redirect-with-password", Refused;
    /// A redirect to where nobody listens.
    RedirectToClosedPort = "redirect-to-closed-port", Refused;
    /// A redirect to https where only http is spoken.
    RedirectToBrokenTls = "redirect-to-broken-tls", Refused;
    /// A redirect to a page on which to log in.
    RedirectToLogin = "redirect-to-login", Refused;

    // What the document is.

    /// No bytes.
    Empty = "empty", Refused;
    /// Nothing but blanks.
    Blank = "blank", Refused;
    /// A page on which to log in, with status 200.
    LoginPage = "login-page", Refused;
    /// Advertising, with status 200.
    MarketingPage = "marketing-page", Refused;
    /// A page that says the status page is not active.
    InactivePage = "inactive-page", Refused;
    /// A feed.
    Feed = "feed", Refused;
    /// JSON of somebody else's shape.
    OtherShape = "other-shape", Refused;
    /// JSON that is a list.
    JsonList = "json-list", Refused;
    /// JSON that is null.
    JsonNull = "json-null", Refused;
    /// JSON as an argument of a function.
    Jsonp = "jsonp", Refused;
    /// JavaScript that is no JSON.
    NotQuiteJson = "not-quite-json", Refused;
    /// Two documents, one behind the other.
    TwoDocuments = "two-documents", Refused;
    /// A document that ends in the middle, its length right.
    DocumentCut = "document-cut", Refused;
    /// Lists nested 200,000 deep.
    DeepLists = "deep-lists", Refused;
    /// Objects nested 200,000 deep.
    DeepObjects = "deep-objects", Refused;

    // How it is written.

    /// A byte order mark before the document.
    ByteOrderMark = "byte-order-mark", Taken;
    /// UTF-16.
    Utf16 = "utf-16", Refused;
    /// Latin-1.
    Latin1 = "latin-1", Refused;
    /// Half of a surrogate pair.
    LoneSurrogate = "lone-surrogate", Perhaps;
    /// NUL bytes.
    NulBytes = "nul-bytes", Refused;
    /// NUL as an escape.
    NulEscapes = "nul-escapes", Perhaps;
    /// Numbers beyond every range.
    HugeNumbers = "huge-numbers", Perhaps;

    // What it says.

    /// Words outside of every vocabulary.
    UnknownWords = "unknown-words", Perhaps;
    /// Null for every value.
    NullValues = "null-values", Perhaps;
    /// Null for every part of the document.
    NullParts = "null-parts", Refused;
    /// Objects for texts, texts for numbers.
    WrongTypes = "wrong-types", Perhaps;
    /// Something else than lists where lists belong.
    NoLists = "no-lists", Perhaps;
    /// Objects without a member.
    MissingMembers = "missing-members", Perhaps;
    /// No word for the whole page, and nothing listed.
    NothingListed = "nothing-listed", Perhaps;
    /// Two components with one id, one of them out.
    DuplicateIds = "duplicate-ids", Perhaps;
    /// Members named twice.
    DuplicateKeys = "duplicate-keys", Perhaps;
    /// Groups that are members of each other.
    CyclicGroups = "cyclic-groups", Perhaps;
    /// A group that is its own member.
    GroupOfItself = "group-of-itself", Perhaps;
    /// Members of a group that is not there.
    LostGroup = "lost-group", Perhaps;
    /// 100,000 components.
    ManyComponents = "many-components", Perhaps;
    /// More components than are read, and the last one is out.
    TroubleBeyondBounds = "trouble-beyond-bounds", Perhaps;
    /// 100,000 incidents.
    ManyIncidents = "many-incidents", Perhaps;
    /// An incident with 20,000 messages.
    ManyUpdates = "many-updates", Perhaps;
    /// Texts of half a megabyte.
    LongTexts = "long-texts", Perhaps;
    /// Dates out of every calendar.
    AbsurdDates = "absurd-dates", Perhaps;
    /// An incident that begins in the year 9999.
    FarFuture = "far-future", Perhaps;
    /// Everything is well, and an incident is open.
    GreenWithIncident = "green-with-incident", Perhaps;
}

impl Fault {
    /// The fault of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut faults = Self::ALL.iter().copied();
        faults.find(|fault| fault.as_str() == name)
    }

    /// The summary it sends, where nothing but the document is wrong.
    pub fn body(self) -> Option<Vec<u8>> {
        match behaviour::of(self, &behaviour::Asked::default()) {
            behaviour::Behaviour::Document(body) => Some(body),
            behaviour::Behaviour::Wire(_) => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
