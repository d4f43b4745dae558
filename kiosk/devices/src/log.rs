//! The booth's log: what happened, by type and code, and when, to the minute. Nothing of a vote.
//!
//! Lines of JSON, each with the hash of all before it (`log/1`, see `docs/formats/README.md`). Every line is on the disk
//! before [`Log::write`] comes back, so that a power failure takes the last line at most.
//!
//! **Non-interference.** What a voter does reaches the log as the events that every vote has (begun, ended) and as
//! faults. What comes about during a session without a poll worker is held back: at the session's end each kind of it is
//! written once, in the order of the codes, at the time of the end. So neither the moment, the order nor the count of
//! anything inside a session outlives it, in the lines, in the file's size, or in its time of change, which is set to
//! the time of the last line. What a session left behind when the program was killed is gone, but for
//! `session-unknown` at the next start.

mod chain;
mod event;
mod fault;
mod file;
mod line;
mod read;
mod time;
mod torn;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

pub use chain::Hash;
pub use event::Event;
pub use fault::LogFault;
pub use read::{Closing, Finding, Report, Sessions, What, verify};
pub use time::{Granularity, NoTimestamp, SystemClock, Timestamp, WallClock};

use event::{Held, Standing};
use file::LogFile;
use line::{Entry, Writer};
use read::Reading;

/// What a log needs to know of its booth.
#[derive(Clone, Debug)]
pub struct LogSettings {
    /// The file. Its folder must be there.
    pub path: PathBuf,
    /// Times are rounded down to this.
    pub granularity: Granularity,
    /// The version of the program that writes.
    pub program: String,
}

/// What was found when a log was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// A session had begun and not ended: the program was killed or lost its power under a voter. The log says so
    /// already. The booth starts closed, shows [`LogFault::SessionUnknown`], and the voter's sheets are accounted for as
    /// unknown.
    pub session_unknown: bool,
    /// The last line had not come to the disk whole. What there was of it lies here now.
    pub torn: Option<PathBuf>,
}

/// A log that is written.
pub struct Log {
    file: LogFile,
    writer: Writer,
    clock: Box<dyn WallClock>,
    standing: Standing,
    /// What came about during this session, to be written at its end.
    held: BTreeSet<Held>,
    /// Nobody can tell any more what is in the file.
    stopped: bool,
}

impl fmt::Debug for Log {
    /// What is held back tells how a session goes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Log(..)")
    }
}

impl Log {
    /// Opens the log of this path or begins one, and writes that the program was started. A torn last line is set
    /// aside, and a session that was left open is written as unknown.
    ///
    /// # Errors
    ///
    /// The file is no log of this format, or damaged elsewhere than at its end; another program has it open; or the disk
    /// does not take it. Nothing is changed then.
    pub fn open(settings: &LogSettings, clock: Box<dyn WallClock>) -> Result<(Self, Found), LogFault> {
        let mut file = LogFile::open(&settings.path)?;
        let reading = Reading::through(file.file()).map_err(|error| LogFault::of(&settings.path, &error))?;
        if let Some(obstacle) = reading.obstacle(&settings.path) {
            return Err(obstacle);
        }
        file.ends_at(reading.length);
        let torn = reading.torn.as_ref().map(|tail| torn::set_aside(&settings.path, tail)).transpose()?;
        let found = Found { session_unknown: reading.left_open(), torn };
        let (writer, beginning) = match reading.end {
            Some(end) => (Writer::go_on(end, settings.granularity), String::new()),
            None => Writer::begin(settings.granularity, &settings.program),
        };
        let (standing, held) = (Standing::Closed, BTreeSet::new());
        let mut log = Self { file, writer, clock, standing, held, stopped: false };
        // Should this be torn in turn, what is whole of it still leaves the next start with all that must be said.
        let entries = [
            found.session_unknown.then_some(Entry::SessionUnknown),
            found.torn.is_some().then_some(Entry::TornLine),
            Some(Entry::Started { program: settings.program.clone() }),
        ];
        log.put(beginning, entries.into_iter().flatten())?;
        Ok((log, found))
    }

    /// Writes an event, or holds it back until the session has ended. When this comes back, what was written is on the
    /// disk.
    ///
    /// # Errors
    ///
    /// The disk does not take it. The event is not in the log then, and the booth must not go on as if it were; what the
    /// session held back is kept for another try. After [`LogFault::LogStopped`] nothing can be written until the log is
    /// opened again.
    pub fn write(&mut self, event: impl Into<Event>) -> Result<(), LogFault> {
        let event = event.into();
        if self.standing == Standing::Session
            && let Some(held) = event.held()
        {
            self.held.insert(held);
            return if self.stopped { Err(LogFault::LogStopped) } else { Ok(()) };
        }
        let ends = self.standing == Standing::Session && self.standing.after(event.name()) != Standing::Session;
        let held: Vec<_> = self.held.iter().filter(|_| ends).map(|held| Event::from(*held)).collect();
        self.put(String::new(), held.into_iter().chain([event]).map(Entry::Booth))?;
        if ends {
            self.held.clear();
        }
        Ok(())
    }

    /// The hash of the last line, which stands for all of them: what the closing report shows, and [`verify`] finds
    /// again.
    #[must_use]
    pub const fn head(&self) -> Hash {
        self.writer.end().head
    }

    /// What the log says of itself up to now, read from the disk.
    ///
    /// # Errors
    ///
    /// The disk does not give it.
    pub fn report(&self) -> Result<Report, LogFault> {
        let reading = Reading::through(self.file.file()).map_err(|error| LogFault::of(self.path(), &error))?;
        Ok(reading.report())
    }

    /// Where the log lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Writes all of these or none.
    fn put(&mut self, mut lines: String, entries: impl Iterator<Item = Entry>) -> Result<(), LogFault> {
        if self.stopped {
            return Err(LogFault::LogStopped);
        }
        let now = Timestamp::of(self.clock.as_ref());
        let (mut writer, mut standing) = (self.writer.clone(), self.standing);
        for entry in entries {
            standing = standing.after(entry.name());
            lines.push_str(&writer.lines(entry, now));
        }
        if let Err(failed) = self.file.append(lines.as_bytes(), writer.end().time) {
            self.stopped = failed.stops;
            return Err(failed.fault);
        }
        (self.writer, self.standing) = (writer, standing);
        Ok(())
    }
}
