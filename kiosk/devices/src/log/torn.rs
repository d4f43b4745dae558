//! What is left of a last line that had not come to the disk whole is kept beside the log.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::{LogFault, file};

/// More torn lines than this, and something other than a loss of power is at work.
const MOST: u32 = 1_000;

/// Writes the torn line into the first free `NAME.torn-1`, `-2`, … and waits until it is on the disk.
pub(super) fn set_aside(log: &Path, tail: &[u8]) -> Result<PathBuf, LogFault> {
    for number in 1..=MOST {
        let mut name = log.as_os_str().to_owned();
        name.push(format!(".torn-{number}"));
        let path = PathBuf::from(name);
        match OpenOptions::new().write(true).create_new(true).mode(file::MODE).open(&path) {
            Ok(mut kept) => {
                let written =
                    kept.write_all(tail).and_then(|()| kept.sync_all()).and_then(|()| file::sync_folder(&path));
                return written.map(|()| path.clone()).map_err(|error| LogFault::of(&path, &error));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(LogFault::of(&path, &error)),
        }
    }
    Err(LogFault::of(log, &io::Error::from(io::ErrorKind::AlreadyExists)))
}
