//! The serial line: a pseudo-terminal whose other end the booth opens as it opens a board's port.

use std::ffi::OsString;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use rustix::io::{Errno, ioctl_fionbio};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// What a look at the line found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Arrived {
    /// No program has the port open.
    NobodyThere,
    /// This many bytes; 0 if the booth said nothing.
    Bytes(usize),
}

/// The board's end of the line. Dropped, it is unplugged: the path vanishes and the booth's reads fail.
#[derive(Debug)]
pub(crate) struct Line {
    board_end: OwnedFd,
    path: PathBuf,
}

impl Line {
    /// A new line, raw: no byte is changed or echoed on its way, whatever the booth does or leaves out.
    pub(crate) fn open() -> io::Result<Self> {
        let board_end = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
        grantpt(&board_end)?;
        unlockpt(&board_end)?;
        let path = PathBuf::from(OsString::from_vec(ptsname(&board_end, Vec::new())?.into_bytes()));
        let mut settings = tcgetattr(&board_end)?;
        settings.make_raw();
        tcsetattr(&board_end, OptionalActions::Now, &settings)?;
        ioctl_fionbio(&board_end, true)?;
        // Only after the port was open once does the system say that nobody has it open.
        drop(rustix::fs::open(&path, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?);
        Ok(Self { board_end, path })
    }

    /// Where the booth opens it.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes what has come from the booth. Never waits.
    pub(crate) fn receive(&self, buffer: &mut [u8]) -> Arrived {
        match rustix::io::read(&self.board_end, buffer) {
            Ok(count) => Arrived::Bytes(count),
            Err(Errno::AGAIN | Errno::INTR) => Arrived::Bytes(0),
            Err(_) => Arrived::NobodyThere,
        }
    }

    /// Sends to the booth. Never waits: what a booth that does not read has no room for is lost, as it is from a
    /// chip's own small buffer.
    pub(crate) fn send(&self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Ok(count @ 1..) = rustix::io::write(&self.board_end, rest) {
            rest = rest.get(count..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
        }
    }
}
