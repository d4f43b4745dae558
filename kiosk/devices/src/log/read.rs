//! Reading a log: what the booth needs to go on, and what an observer wants to know.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::LogFault;
use super::chain::Hash;
use super::event::{Name, Standing};
use super::file;
use super::line::{self, BEGINNING, End, LONGEST, Parsed};
use super::time::Timestamp;

/// After so many findings nothing more is said.
const MOST_FINDINGS: usize = 100;
/// So many of the last closing reports are told.
const MOST_CLOSINGS: usize = 10;

/// Something that a sound log does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong there.
    pub what: What,
}

/// What can be wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The first line is not that of a log of this format, or was changed.
    NoHead,
    /// No line that a booth writes.
    Foreign,
    /// Not the running number that follows.
    Number,
    /// Earlier than the line before.
    Time,
    /// Its hash does not follow: this line or one before it was changed, taken out or put in.
    Hash,
    /// The last line, and not whole.
    Torn,
}

impl Finding {
    /// As a fault with a code, in a log of this path.
    #[must_use]
    pub fn fault(&self, path: &Path) -> LogFault {
        let line = self.line;
        match self.what {
            What::NoHead => LogFault::NotALog { path: path.to_owned() },
            What::Foreign | What::Number | What::Time => LogFault::LogLineForeign { line },
            What::Hash => LogFault::LogBroken { line },
            What::Torn => LogFault::LogTorn { line },
        }
    }
}

/// How many sessions a log tells of, and how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sessions {
    /// Begun.
    pub begun: u64,
    /// The voter came to the end.
    pub ended: u64,
    /// The voter left before.
    pub abandoned: u64,
    /// A poll worker ended it.
    pub ended_by_poll_worker: u64,
    /// The program ended first.
    pub unknown: u64,
}

impl Sessions {
    const fn count(&mut self, name: Name) {
        let counter = match name {
            Name::SessionBegun => &mut self.begun,
            Name::SessionEnded => &mut self.ended,
            Name::SessionAbandoned => &mut self.abandoned,
            Name::SessionEndedByPollWorker => &mut self.ended_by_poll_worker,
            Name::SessionUnknown => &mut self.unknown,
            Name::Started
            | Name::TornLine
            | Name::ClockBehind
            | Name::PackageLoaded
            | Name::ReadinessPassed
            | Name::Opened
            | Name::Closed
            | Name::Paused
            | Name::Resumed
            | Name::SheetSpoiled
            | Name::PinFailed
            | Name::Fault
            | Name::ClosingReport
            | Name::LogExported
            | Name::Stopped => return,
        };
        *counter += 1;
    }
}

/// What a closing report has on paper: the log up to the line that notes the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// How many lines there were.
    pub lines: u64,
    /// The hash of the last of them.
    pub head: Hash,
}

/// What a log says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Lines, the first and a torn one included.
    pub lines: u64,
    /// The hash of the last line; none unless the log is sound.
    pub head: Option<Hash>,
    /// What the last closing reports have on paper, to be compared; none behind a finding.
    pub closings: Vec<Closing>,
    /// The time of the first event.
    pub first: Option<Timestamp>,
    /// And of the last.
    pub last: Option<Timestamp>,
    /// What it tells of sessions.
    pub sessions: Sessions,
    /// What is wrong with it, at most a hundred.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether nothing was changed, but for lines taken off the end or a log written anew as a whole: against these
    /// only the comparison of [`Self::closings`] with a printed report helps.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Reads a log through and tells what it finds. Writes nothing.
///
/// # Errors
///
/// The file cannot be read, or a booth has it open.
pub fn verify(path: &Path) -> Result<Report, LogFault> {
    let file = file::open_to_read(path)?;
    let reading = Reading::through(&file).map_err(|error| LogFault::of(path, &error))?;
    Ok(reading.report)
}

/// A log as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    report: Report,
    /// The end of the lines before the first finding; none where there is not even a first line.
    pub(super) end: Option<End>,
    /// How long these lines are, in bytes.
    pub(super) length: u64,
    /// The last line, if it is not whole.
    pub(super) torn: Option<Vec<u8>>,
    standing: Standing,
    /// Where the lines that were read end, whatever is wrong with them.
    seen: Option<End>,
    /// The line before could not be read, so that nothing can be asked of the next one but its form.
    lost: bool,
}

impl Reading {
    /// What it says of the log.
    pub(super) fn report(self) -> Report {
        self.report
    }

    /// Reads a whole file from its beginning.
    pub(super) fn through(mut file: &File) -> io::Result<Self> {
        // A log that is open was read before: its file stands elsewhere.
        file.seek(SeekFrom::Start(0))?;
        let mut reader = BufReader::new(file);
        let (mut reading, mut bytes) = (Self::default(), Vec::new());
        loop {
            bytes.clear();
            let limit = u64::try_from(LONGEST).unwrap_or(u64::MAX) + 1;
            reader.by_ref().take(limit).read_until(b'\n', &mut bytes)?;
            if bytes.is_empty() || reading.report.findings.len() >= MOST_FINDINGS {
                break;
            }
            let last = reader.fill_buf()?.is_empty();
            reading.report.lines += 1;
            if !reading.take(&bytes, last) {
                break;
            }
        }
        if reading.report.is_sound() {
            reading.report.head = reading.end.map(|end| end.head);
            if reading.end.is_none() {
                reading.find(1, What::NoHead);
            }
        }
        Ok(reading)
    }

    /// Whether a session had begun and not ended. A torn line may have been its beginning.
    pub(super) fn left_open(&self) -> bool {
        match self.standing {
            Standing::Session => true,
            Standing::Open => self.torn.is_some(),
            Standing::Closed => false,
        }
    }

    /// What forbids to go on with this log. A file without a byte in it, and a line torn at the end, do not.
    pub(super) fn obstacle(&self, path: &Path) -> Option<LogFault> {
        let nothing_yet = self.report.lines == 0 || (self.torn.is_some() && self.end.is_none());
        let mut findings = self.report.findings.iter();
        findings
            .find(|finding| match finding.what {
                What::Torn => self.torn.is_none(),
                What::NoHead => !nothing_yet,
                What::Foreign | What::Number | What::Time | What::Hash => true,
            })
            .map(|finding| finding.fault(path))
    }

    /// Takes a line with its end of line; false where nothing more can be made of the file.
    fn take(&mut self, bytes: &[u8], last: bool) -> bool {
        let number = self.report.lines;
        let whole = bytes.strip_suffix(b"\n");
        // A loss of power leaves a line without its end, or with holes where the disk had not come to.
        if last && (whole.is_none() || bytes.contains(&0)) {
            return self.take_torn(bytes, number);
        }
        let Some(line) = whole else {
            self.find(number, if number == 1 { What::NoHead } else { What::Foreign });
            return false;
        };
        let Some(seen) = self.seen else {
            let Some(head) = line::parse_head(line) else {
                self.find(number, What::NoHead);
                return false;
            };
            self.advance(End::of_head(head), bytes);
            return true;
        };
        match line::parse(line) {
            Some(parsed) => self.take_event(&parsed, seen, bytes),
            None => {
                self.find(number, What::Foreign);
                self.lost = true;
            }
        }
        true
    }

    fn take_event(&mut self, parsed: &Parsed, seen: End, bytes: &[u8]) {
        let number = self.report.lines;
        if self.lost {
            self.lost = false;
        } else if parsed.n != seen.next {
            self.find(number, What::Number);
        } else if !parsed.follows(seen.head) {
            self.find(number, What::Hash);
        } else if parsed.time < seen.time {
            self.find(number, What::Time);
        }
        if parsed.event == Name::ClosingReport && self.report.is_sound() {
            let closings = &mut self.report.closings;
            if closings.len() == MOST_CLOSINGS {
                closings.remove(0);
            }
            closings.push(Closing { lines: number.saturating_sub(1), head: seen.head });
        }
        self.standing = self.standing.after(parsed.event);
        self.report.sessions.count(parsed.event);
        self.report.first = self.report.first.or(Some(parsed.time));
        self.report.last = Some(parsed.time);
        self.advance(End { next: parsed.n.saturating_add(1), head: parsed.hash, time: parsed.time }, bytes);
    }

    /// The last line: kept where it can be one of ours. At the very beginning it must look like a log, so that no other
    /// file is ever taken for one and overwritten.
    fn take_torn(&mut self, bytes: &[u8], number: u64) -> bool {
        let (written, holes) = bytes.split_at(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
        let nothing_more = holes.iter().all(|byte| *byte == 0);
        let ours = if number == 1 {
            nothing_more && (written.starts_with(BEGINNING) || BEGINNING.starts_with(written))
        } else {
            // A whole line was on the disk before another was begun: no loss of power joins the two.
            nothing_more || line::parse(written).is_none()
        };
        if bytes.len() > LONGEST || !ours {
            self.find(number, if number == 1 { What::NoHead } else { What::Foreign });
        } else {
            self.torn = Some(bytes.to_owned());
            self.find(number, What::Torn);
        }
        false
    }

    fn advance(&mut self, end: End, bytes: &[u8]) {
        self.seen = Some(end);
        if self.report.is_sound() {
            self.end = Some(end);
            self.length += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        }
    }

    fn find(&mut self, line: u64, what: What) {
        self.report.findings.push(Finding { line, what });
    }
}
