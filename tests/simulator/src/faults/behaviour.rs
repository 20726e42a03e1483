//! What each fault does when it is asked: pure.

use super::{
    Fault, bodies,
    documents::{Document, News, summary},
    wire::{Head, Step, bomb, gzip},
};
use crate::identifier::entity_tag;
use jiff::{SignedDuration, Timestamp, fmt::rfc2822::DateTimePrinter};
use std::time::Duration;

/// A request, and what the server knows around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked<'a> {
    /// What is asked for.
    pub(super) document: Document,
    /// Whether it comes with a condition.
    pub(super) has_condition: bool,
    /// How many redirects led here.
    pub(super) hops: u32,
    /// How many times this document was asked for before, since the server was armed.
    pub(super) earlier: u32,
    /// The present.
    pub(super) now: Timestamp,
    /// The server's own address.
    pub(super) origin: &'a str,
    /// The address of another server, on which every document is.
    pub(super) elsewhere: &'a str,
}

/// What comes of a request.
#[derive(Debug)]
pub(super) enum Behaviour {
    /// A faultless answer with a document; what is wrong is in there.
    Document(Vec<u8>),
    /// Something else.
    Wire(Vec<Step>),
}

/// Seconds a vendor asks to be left alone.
const PAUSE_SECONDS: i64 = 2;
/// Redirects before `RedirectTooOften` has a document.
const HOPS: u32 = 5;
/// The tag of `TagNeverChanges`.
const CONSTANT_TAG: &str = "\"for-ever\"";
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What the fault does.
#[expect(clippy::too_many_lines, reason = "one table, a line for each fault")]
pub(super) fn of(fault: Fault, asked: &Asked<'_>) -> Behaviour {
    use Behaviour::{Document as Body, Wire};
    let says = |news| asked.document.bytes(news);
    let (calm, monitored) = (|| says(News::Calm), || says(News::Monitored));
    let half = || {
        let mut body = calm();
        body.truncate(body.len() / 2);
        body
    };
    let status = |line| Head::new(line).with("Content-Type", "application/json");
    let then = |mut steps: Vec<Step>, last| {
        steps.push(last);
        steps
    };
    match fault {
        Fault::HangBeforeHeaders => Wire(vec![Step::Stall]),
        Fault::HangAfterHeaders => Wire(then(
            Head::json().claiming(calm().len(), Vec::new()),
            Step::Stall,
        )),
        Fault::HangInBody => Wire(then(
            Head::json().claiming(calm().len(), half()),
            Step::Stall,
        )),
        Fault::ResetBeforeHeaders => Wire(vec![Step::Reset]),
        Fault::ResetAfterHeaders => Wire(then(
            Head::json().claiming(calm().len(), Vec::new()),
            Step::Reset,
        )),
        Fault::ResetInBody => Wire(then(
            Head::json().claiming(calm().len(), half()),
            Step::Reset,
        )),
        Fault::HangsUp => Wire(Vec::new()),
        Fault::SlowBody => Wire(dripping(&Head::json(), monitored(), 200, 150)),
        Fault::EndlessDrip => Wire(dripping(&Head::json(), vec![b' '; 100_000], 1, 50)),
        Fault::EndlessHeaderDrip => {
            let every = Duration::from_millis(50);
            let head = Head::json().with("X-Padding", "x".repeat(10_000)).bytes();
            Wire(vec![Step::Drip(head, 1, every)])
        }

        Fault::LengthTooLong => Wire(Head::json().claiming(calm().len() + 100, calm())),
        Fault::LengthTooShort => Wire(Head::json().claiming(calm().len() * 2 / 3, calm())),
        Fault::LengthNonsense => Wire(
            Head::json()
                .with("Content-Length", "many")
                .unmeasured(monitored()),
        ),
        Fault::TwoLengths => {
            let head = Head::json().with("Content-Length", monitored().len().to_string());
            Wire(head.with("content-length", "17").unmeasured(monitored()))
        }
        Fault::ChunksCut => Wire(Head::json().chunked(&calm(), "")),
        Fault::ChunksNonsense => Wire(Head::json().chunked(&calm(), "zebra\r\n")),
        Fault::CloseDelimited => Wire(Head::json().unmeasured(monitored())),
        Fault::CloseDelimitedCut => Wire(Head::json().unmeasured(half())),
        Fault::OldHttp => {
            let head = Head::new("HTTP/1.0 200 OK").with("Content-Type", "application/json");
            Wire(head.unmeasured(monitored()))
        }
        Fault::SecondAnswer => {
            let open = || Head::json().with("Connection", "keep-alive");
            let mut steps = open().whole(monitored());
            steps.extend(open().whole(Document::Summary.bytes(News::Calm)));
            Wire(then(steps, Step::Stall))
        }
        Fault::InterimNoise => {
            let noise =
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
            let mut steps = vec![Step::Send(noise.as_bytes().to_vec())];
            steps.extend(Head::json().whole(monitored()));
            Wire(steps)
        }
        Fault::NotHttp => Wire(vec![Step::Send(b"220 mail ready\r\n".to_vec())]),
        Fault::LongHeader => Wire(
            Head::json()
                .with("X-Long", "x".repeat(4 << 20))
                .whole(calm()),
        ),
        Fault::ManyHeaders => {
            let many = "X-Many: 1\r\n".repeat(50_000);
            let mut steps = vec![Step::Send(
                format!("HTTP/1.1 200 OK\r\n{many}").into_bytes(),
            )];
            steps.push(Step::Send(b"Connection: close\r\n\r\n".to_vec()));
            Wire(then(steps, Step::Send(calm())))
        }
        Fault::BadGzip => Wire(Head::json().with("Content-Encoding", "gzip").whole(calm())),
        Fault::GzipCut => {
            let mut body = gzip(&calm());
            // What goes is the checksum and the length, eight bytes.
            body.truncate(body.len() - 8);
            Wire(Head::json().with("Content-Encoding", "gzip").whole(body))
        }
        Fault::GzipBomb => Wire(bomb(1024)),
        Fault::UnknownEncoding => Wire(
            Head::json()
                .with("Content-Encoding", "rot13")
                .whole(monitored()),
        ),
        Fault::HugeAnnounced => Wire(Head::json().huge()),
        Fault::HugeChunked => Wire(Head::json().huge_chunked()),
        Fault::WrongContentType => Wire(
            Head::json()
                .with("Content-Type", "text/html; charset=iso-8859-1")
                .whole(monitored()),
        ),
        Fault::NoContentType => Wire(Head::json().with("Content-Type", "").whole(monitored())),
        Fault::ClockAhead => {
            let tomorrow = (asked.now + DAY).strftime("%Y-%m-%dT").to_string();
            let body = String::from_utf8_lossy(&monitored()).replace("2026-05-01T", &tomorrow);
            let head = Head::json().with("Date", http_date(asked.now + DAY));
            Wire(head.whole(body.into_bytes()))
        }
        Fault::ClockBehind => {
            let head = Head::json().with("Date", http_date(Timestamp::UNIX_EPOCH));
            Wire(head.with("Age", "999999999").whole(monitored()))
        }

        Fault::InternalError => Wire(status("HTTP/1.1 500 Internal Server Error").whole(calm())),
        Fault::BadGateway => Wire(status("HTTP/1.1 502 Bad Gateway").whole(calm())),
        Fault::Unavailable => Wire(status("HTTP/1.1 503 Service Unavailable").whole(calm())),
        Fault::GatewayTimeout => Wire(status("HTTP/1.1 504 Gateway Timeout").whole(Vec::new())),
        Fault::HugeError => Wire(status("HTTP/1.1 503 Service Unavailable").huge()),
        Fault::TooManySeconds => Wire(
            status("HTTP/1.1 429 Too Many Requests")
                .with("Retry-After", PAUSE_SECONDS.to_string())
                .whole(calm()),
        ),
        Fault::TooManyDate => {
            let until = asked.now + SignedDuration::from_secs(PAUSE_SECONDS);
            let head = status("HTTP/1.1 429 Too Many Requests");
            Wire(head.with("Retry-After", http_date(until)).whole(calm()))
        }
        Fault::TooManyNonsense => {
            let head = status("HTTP/1.1 429 Too Many Requests");
            Wire(head.with("Retry-After", "-1e99, soon").whole(calm()))
        }
        Fault::Forbidden => Wire(status("HTTP/1.1 403 Forbidden").whole(bodies::LOGIN_PAGE.into())),
        Fault::NotFound => Wire(status("HTTP/1.1 404 Not Found").whole(calm())),
        Fault::Challenge => Wire(status("HTTP/1.1 202 Accepted").whole(Vec::new())),
        Fault::NoContent => Wire(vec![Step::Send(
            Head::new("HTTP/1.1 204 No Content").bytes(),
        )]),
        Fault::PartialContent => Wire(status("HTTP/1.1 206 Partial Content").whole(calm())),
        Fault::StatusNonsense => Wire(status("HTTP/1.1 999 Whatever").whole(calm())),
        Fault::NotModifiedUnasked => Wire(not_modified()),
        Fault::ConfirmsEverything if asked.has_condition => Wire(not_modified()),
        Fault::ConfirmsEverything => Body(says(News::Trouble)),
        Fault::TagNeverChanges => Wire(Head::json().with("ETag", CONSTANT_TAG).whole(monitored())),
        Fault::LongTag => Wire(
            Head::json()
                .with("ETag", format!("\"{}\"", "t".repeat(7000)))
                .whole(monitored()),
        ),
        Fault::Flapping if asked.earlier.is_multiple_of(2) => {
            Wire(status("HTTP/1.1 500 Internal Server Error").whole(calm()))
        }
        Fault::Flapping => Body(monitored()),
        Fault::FurtherDocumentsFail => match asked.document {
            Document::Summary => Body(monitored()),
            Document::Incidents => Wire(vec![Step::Stall]),
            Document::Maintenances => Wire(vec![Step::Reset]),
        },

        Fault::RedirectLoop => Wire(redirect("HTTP/1.1 302 Found", asked.document.path())),
        Fault::RedirectTooOften if asked.hops < HOPS => {
            let next = format!("/hop-{}{}", asked.hops + 1, asked.document.path());
            Wire(redirect("HTTP/1.1 307 Temporary Redirect", &next))
        }
        Fault::RedirectTooOften => Body(calm()),
        Fault::RedirectElsewhere => {
            let elsewhere = format!("{}{}", asked.elsewhere, asked.document.path());
            Wire(redirect("HTTP/1.1 308 Permanent Redirect", &elsewhere))
        }
        Fault::RedirectNowhere => Wire(redirect("HTTP/1.1 301 Moved Permanently", "")),
        Fault::RedirectToFile => Wire(redirect("HTTP/1.1 302 Found", "file:///etc/hostname")),
        Fault::RedirectWithPassword => {
            let host = asked.origin.replace("//", "//name:secret@");
            let target = format!("{host}/hop-1{}", asked.document.path());
            Wire(redirect("HTTP/1.1 303 See Other", &target))
        }
        // Discard: nobody listens there.
        Fault::RedirectToClosedPort => Wire(redirect("HTTP/1.1 302 Found", "http://127.0.0.1:9/")),
        Fault::RedirectToBrokenTls => {
            let target = asked.elsewhere.replace("http:", "https:");
            Wire(redirect("HTTP/1.1 302 Found", &format!("{target}/")))
        }
        Fault::RedirectToLogin if asked.hops == 0 => {
            let login = format!("/hop-1{}", asked.document.path());
            Wire(redirect("HTTP/1.1 302 Found", &login))
        }

        Fault::Empty => Body(Vec::new()),
        Fault::Blank => Body(b" \r\n\t\n".to_vec()),
        Fault::LoginPage | Fault::RedirectToLogin => Body(bodies::LOGIN_PAGE.into()),
        Fault::MarketingPage => Body(bodies::MARKETING_PAGE.into()),
        Fault::InactivePage => Body(bodies::INACTIVE_PAGE.into()),
        Fault::Feed => Body(bodies::FEED.into()),
        Fault::OtherShape => Body(bodies::other_shape()),
        Fault::JsonList => Body(format!("[{}]", summary(News::Calm)).into_bytes()),
        Fault::JsonNull => Body(b"null".to_vec()),
        Fault::Jsonp => Body(bodies::jsonp()),
        Fault::NotQuiteJson => Body(bodies::not_quite_json()),
        Fault::TwoDocuments => Body(bodies::two_documents()),
        Fault::DocumentCut => Body(bodies::document_cut()),
        Fault::DeepLists => Body(bodies::deep_lists()),
        Fault::DeepObjects => Body(bodies::deep_objects()),
        Fault::ByteOrderMark => Body(bodies::byte_order_mark()),
        Fault::Utf16 => Body(bodies::utf16()),
        Fault::Latin1 => Body(bodies::latin1()),
        Fault::LoneSurrogate => Body(bodies::lone_surrogate()),
        Fault::NulBytes => Body(bodies::nul_bytes()),
        Fault::NulEscapes => Body(bodies::nul_escapes()),
        Fault::HugeNumbers => Body(bodies::huge_numbers()),
        Fault::UnknownWords => Body(bodies::unknown_words()),
        Fault::NullValues => Body(bodies::null_values()),
        Fault::NullParts => Body(bodies::null_parts()),
        Fault::WrongTypes => Body(bodies::wrong_types()),
        Fault::NoLists => Body(bodies::no_lists()),
        Fault::MissingMembers => Body(bodies::missing_members()),
        Fault::NothingListed => Body(bodies::nothing_listed()),
        Fault::DuplicateIds => Body(bodies::duplicate_ids()),
        Fault::DuplicateKeys => Body(bodies::duplicate_keys()),
        Fault::CyclicGroups => Body(bodies::cyclic_groups()),
        Fault::GroupOfItself => Body(bodies::group_of_itself()),
        Fault::LostGroup => Body(bodies::lost_group()),
        Fault::ManyComponents => Body(bodies::many_components()),
        Fault::TroubleBeyondBounds => Body(bodies::trouble_beyond_bounds()),
        Fault::ManyIncidents => Body(bodies::many_incidents()),
        Fault::ManyUpdates => Body(bodies::many_updates()),
        Fault::LongTexts => Body(bodies::long_texts()),
        Fault::AbsurdDates => Body(bodies::absurd_dates()),
        Fault::FarFuture => Body(bodies::far_future()),
        Fault::GreenWithIncident => Body(bodies::green_with_incident()),
    }
}

/// The tag of a document while the vendor is well: it prepares what is to come.
pub(super) fn tag_while_well(fault: Fault, body: &[u8]) -> Option<String> {
    if fault == Fault::TagNeverChanges {
        return Some(CONSTANT_TAG.to_owned());
    }
    // Whoever has no tag can set no condition.
    (fault != Fault::NotModifiedUnasked).then(|| entity_tag(body))
}

/// A body in pieces of so many bytes, one every so many milliseconds.
fn dripping(head: &Head, body: Vec<u8>, piece: usize, milliseconds: u64) -> Vec<Step> {
    let every = Duration::from_millis(milliseconds);
    vec![Step::Send(head.bytes()), Step::Drip(body, piece, every)]
}

fn not_modified() -> Vec<Step> {
    vec![Step::Send(Head::new("HTTP/1.1 304 Not Modified").bytes())]
}

fn redirect(line: &'static str, target: &str) -> Vec<Step> {
    Head::new(line).with("Location", target).whole(Vec::new())
}

/// A date as HTTP writes it.
fn http_date(at: Timestamp) -> String {
    let written = DateTimePrinter::new().timestamp_to_rfc9110_string(&at);
    written.unwrap_or_default()
}
