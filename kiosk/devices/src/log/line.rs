//! The lines of `log/1`, written and read in one form only.
//!
//! A line is a JSON object with its hash as the last key. The hash is over the hash before and over the line without
//! that key, so that any program with SHA-256 can follow the chain.

use serde::{Deserialize, Serialize};

use super::chain::{DIGITS, Hash};
use super::event::{Event, Name};
use super::time::{Granularity, Timestamp};

/// The format and its version.
pub(super) const FORMAT: &str = "log/1";
/// What every log begins with.
pub(super) const BEGINNING: &[u8] = br#"{"format":"log/1","#;
/// No line is longer, in bytes.
pub(super) const LONGEST: usize = 1024;

/// What stands before the hash's digits.
const BEFORE_HASH: &str = r#","hash":""#;
/// And after them.
const AFTER_HASH: &str = r#""}"#;

/// The first line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    program: String,
    granularity_min: u8,
}

/// Every other line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    n: u64,
    time: String,
    event: Name,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    program: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    granularity_min: Option<u8>,
}

impl Fields {
    const fn plain(event: Name) -> Self {
        Self {
            n: 0,
            time: String::new(),
            event,
            code: None,
            kind: None,
            package: None,
            sha256: None,
            program: None,
            granularity_min: None,
        }
    }

    /// Whether it has the keys that belong to its event, and no other.
    fn is_whole(&self) -> bool {
        let has = [
            self.code.is_some(),
            self.kind.is_some(),
            self.package.is_some(),
            self.sha256.is_some(),
            self.program.is_some(),
            self.granularity_min.is_some(),
        ];
        match self.event {
            Name::Fault => has == [true, false, false, false, false, false],
            Name::PackageLoaded => has == [false, true, true, self.sha256.is_some(), false, false],
            Name::Started => has == [false, false, false, false, true, true],
            _ => !has.contains(&true),
        }
    }
}

/// What a line is to say.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// What the booth writes.
    Booth(Event),
    /// The program was started.
    Started { program: String },
    /// The last line was torn.
    TornLine,
    /// A session was left open.
    SessionUnknown,
}

impl Entry {
    pub(super) const fn name(&self) -> Name {
        match self {
            Self::Booth(event) => event.name(),
            Self::Started { .. } => Name::Started,
            Self::TornLine => Name::TornLine,
            Self::SessionUnknown => Name::SessionUnknown,
        }
    }

    fn fields(self, granularity: Granularity) -> Fields {
        let plain = Fields::plain(self.name());
        match self {
            Self::Booth(Event::Fault(code)) => Fields { code: Some(code.as_str().to_owned()), ..plain },
            Self::Booth(Event::PackageLoaded { kind, id, fingerprint }) => Fields {
                kind: Some(kind.as_str().to_owned()),
                package: Some(id),
                sha256: fingerprint.map(|fingerprint| fingerprint.hex()),
                ..plain
            },
            Self::Started { program } => {
                Fields { program: Some(program), granularity_min: Some(granularity.as_minutes()), ..plain }
            }
            Self::Booth(_) | Self::TornLine | Self::SessionUnknown => plain,
        }
    }
}

/// Where the sound lines of a log end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// The running number of the next line.
    pub(super) next: u64,
    /// The hash of the last line.
    pub(super) head: Hash,
    /// The time of the last line.
    pub(super) time: Timestamp,
}

impl End {
    /// After the first line.
    pub(super) fn of_head(head: Hash) -> Self {
        Self { next: 1, head, time: Timestamp::default() }
    }
}

/// Makes lines, each from the one before.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    end: End,
    granularity: Granularity,
    /// The clock was found to stand before the last line, and has not caught up.
    behind: bool,
}

impl Writer {
    /// For a new log, with its first line.
    pub(super) fn begin(granularity: Granularity, program: &str) -> (Self, String) {
        let head =
            Head { format: FORMAT.to_owned(), program: program.to_owned(), granularity_min: granularity.as_minutes() };
        let (line, hash) = sealed(Hash::START, &json(&head));
        (Self { end: End::of_head(hash), granularity, behind: false }, line)
    }

    /// For a log that goes on.
    pub(super) const fn go_on(end: End, granularity: Granularity) -> Self {
        Self { end, granularity, behind: false }
    }

    pub(super) const fn end(&self) -> End {
        self.end
    }

    /// The line of this entry; before it another one where the clock was found to have gone back.
    pub(super) fn lines(&mut self, entry: Entry, now: Timestamp) -> String {
        let behind = now < self.end.time;
        let newly = behind && !self.behind;
        self.behind = behind;
        let mut lines = if newly { self.line(Fields::plain(Name::ClockBehind), now) } else { String::new() };
        lines.push_str(&self.line(entry.fields(self.granularity), now));
        lines
    }

    fn line(&mut self, fields: Fields, now: Timestamp) -> String {
        let time = now.rounded_down(self.granularity).max(self.end.time);
        let fields = Fields { n: self.end.next, time: time.to_string(), ..fields };
        let (line, head) = sealed(self.end.head, &json(&fields));
        self.end = End { next: self.end.next + 1, head, time };
        line
    }
}

/// One of our own lines as JSON. That never fails: there are no maps and no foreign types in it.
fn json(line: &impl Serialize) -> String {
    serde_json::to_string(line).unwrap_or_default()
}

/// The line with its hash.
fn sealed(before: Hash, body: &str) -> (String, Hash) {
    let hash = before.then(body.as_bytes());
    let open = body.strip_suffix('}').unwrap_or(body);
    (format!("{open}{BEFORE_HASH}{hash}{AFTER_HASH}\n"), hash)
}

/// A line that was read.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) n: u64,
    pub(super) time: Timestamp,
    pub(super) event: Name,
    /// The hash it says it has.
    pub(super) hash: Hash,
    body: String,
}

impl Parsed {
    /// Whether the line has the hash that follows from the one before.
    pub(super) fn follows(&self, before: Hash) -> bool {
        before.then(self.body.as_bytes()) == self.hash
    }
}

/// A line but for its end of line; `None` unless it is as a [`Writer`] writes it.
pub(super) fn parse(line: &[u8]) -> Option<Parsed> {
    let (body, hash) = opened(line)?;
    let fields: Fields = serde_json::from_str(&body).ok()?;
    let time = fields.time.parse().ok()?;
    // Whatever was written otherwise comes back otherwise.
    let ours = fields.is_whole() && fields.code.iter().all(|code| is_code(code)) && json(&fields) == body;
    ours.then_some(Parsed { n: fields.n, time, event: fields.event, hash, body })
}

/// A first line but for its end of line, with its hash; `None` unless it is whole and of this format.
pub(super) fn parse_head(line: &[u8]) -> Option<Hash> {
    let (body, hash) = opened(line)?;
    let head: Head = serde_json::from_str(&body).ok()?;
    let ours = head.format == FORMAT
        && Granularity::minutes(head.granularity_min).is_some()
        && json(&head) == body
        && Hash::START.then(body.as_bytes()) == hash;
    ours.then_some(hash)
}

/// The line without its hash, and the hash.
fn opened(line: &[u8]) -> Option<(String, Hash)> {
    let text = std::str::from_utf8(line).ok()?.strip_suffix(AFTER_HASH)?;
    let (rest, digits) = text.split_at_checked(text.len().checked_sub(DIGITS)?)?;
    Some((format!("{}}}", rest.strip_suffix(BEFORE_HASH)?), Hash::parse(digits)?))
}

/// A code of this or a later version: a letter and three digits.
fn is_code(code: &str) -> bool {
    let mut signs = code.bytes();
    signs.next().is_some_and(|letter| letter.is_ascii_uppercase())
        && code.len() == 4
        && signs.all(|digit| digit.is_ascii_digit())
}
