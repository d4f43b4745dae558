//! The log's file: opened by one writer at a time, lengthened by whole batches of lines that are on the disk before
//! anything goes on.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::fs::{OFlags, Timespec, Timestamps, futimens};

use super::LogFault;
use super::time::Timestamp;

/// Readable for the account of the booth alone.
pub(super) const MODE: u32 = 0o600;
/// A log is tried for a second before it counts as another program's.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// A write that did not succeed.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) fault: LogFault,
    /// What is in the file is not certain any more.
    pub(super) stops: bool,
}

/// A log's file, locked.
#[derive(Debug)]
pub(super) struct LogFile {
    file: File,
    path: PathBuf,
    /// How long the file is.
    length: u64,
    /// Where its whole lines end.
    end: u64,
}

impl LogFile {
    /// Opens the file, or makes it.
    pub(super) fn open(path: &Path) -> Result<Self, LogFault> {
        let of = |error: &io::Error| LogFault::of(path, error);
        let mut options = OpenOptions::new();
        options.read(true).write(true).mode(MODE).custom_flags(flags());
        let file = match options.open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let file = options.create_new(true).open(path).map_err(|error| of(&error))?;
                sync_folder(path).map_err(|error| of(&error))?;
                file
            }
            Err(error) => return Err(of(&error)),
        };
        let length = plain(&file, path)?;
        lock(path, || file.try_lock())?;
        Ok(Self { file, path: path.to_owned(), length, end: length })
    }

    pub(super) const fn file(&self) -> &File {
        &self.file
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The whole lines end here. What stands behind is overwritten by the next lines.
    pub(super) const fn ends_at(&mut self, end: u64) {
        self.end = end;
    }

    /// Puts lines behind the last one, sets the file's time of change to `time`, and waits until they are on the disk.
    ///
    /// # Errors
    ///
    /// Nothing of the lines is left in the file then, if that can be had.
    pub(super) fn append(&mut self, lines: &[u8], time: Timestamp) -> Result<(), Failed> {
        let found = self.file.metadata().map_err(|error| self.failed(&error, true))?.len();
        if found != self.length {
            return Err(Failed { fault: LogFault::LogTouched { path: self.path.clone() }, stops: true });
        }
        let end = self.end + u64::try_from(lines.len()).unwrap_or(u64::MAX);
        if let Err(error) = self.file.write_all_at(lines, self.end) {
            return Err(self.taken_back(&error));
        }
        let kept = if self.length > end { self.file.set_len(end) } else { Ok(()) };
        // After a failed sync nobody can tell what is on the disk: a second try would come back well without it.
        if let Err(error) = kept.and_then(|()| self.settle(time)) {
            let failed = self.taken_back(&error);
            return Err(Failed { stops: true, ..failed });
        }
        (self.length, self.end) = (end, end);
        Ok(())
    }

    /// The time that the file system would keep is exact to the nanosecond.
    fn settle(&self, time: Timestamp) -> io::Result<()> {
        let time = Timespec { tv_sec: i64::try_from(time.unix_s()).unwrap_or(i64::MAX), tv_nsec: 0 };
        futimens(&self.file, &Timestamps { last_access: time, last_modification: time })?;
        self.file.sync_data()
    }

    fn taken_back(&mut self, error: &io::Error) -> Failed {
        let back = self.file.set_len(self.end).and_then(|()| self.file.sync_data());
        self.length = self.end;
        self.failed(error, back.is_err())
    }

    fn failed(&self, error: &io::Error, stops: bool) -> Failed {
        Failed { fault: LogFault::of(&self.path, error), stops }
    }

    /// A device in place of a disk.
    #[cfg(test)]
    pub(super) fn of(file: File, path: &Path) -> Self {
        Self { file, path: path.to_owned(), length: 0, end: 0 }
    }
}

/// Opens a log to read it; refused while a booth has it, because its last line may be half there.
pub(super) fn open_to_read(path: &Path) -> Result<File, LogFault> {
    let opened = OpenOptions::new().read(true).custom_flags(flags()).open(path);
    let file = opened.map_err(|error| LogFault::of(path, &error))?;
    plain(&file, path)?;
    lock(path, || file.try_lock_shared())?;
    Ok(file)
}

/// A link could lead anywhere, and a pipe in the file's place must not hold the booth up.
const fn flags() -> i32 {
    (OFlags::NOFOLLOW.bits() | OFlags::NONBLOCK.bits()).cast_signed()
}

/// The length of a plain file; no other will do.
fn plain(file: &File, path: &Path) -> Result<u64, LogFault> {
    let found = file.metadata().map_err(|error| LogFault::of(path, &error))?;
    if found.is_file() { Ok(found.len()) } else { Err(LogFault::NotALog { path: path.to_owned() }) }
}

/// Waits a little for a program that is just going away.
fn lock(path: &Path, take: impl Fn() -> Result<(), TryLockError>) -> Result<(), LogFault> {
    for _ in 0..LOCK_TRIES {
        match take() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(error)) => return Err(LogFault::of(path, &error)),
        }
    }
    Err(LogFault::LogBusy { path: path.to_owned() })
}

/// Waits until the name of a new file is on the disk.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
