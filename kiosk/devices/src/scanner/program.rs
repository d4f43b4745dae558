//! One run of `scanimage`: a picture by a pipe, within its bounds and its time. Nothing of it goes through a shell or a
//! file, and when this returns, the program and all that it started have ended.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, test_kill_process_group, waitid};
use zeroize::Zeroizing;

use super::settings::ScannerSettings;
use super::state::{ScannerTrouble, took_another_resolution};

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// A program that is told to end has so long to tell the scanner: one that is cut off may leave it busy.
const GRACE: Duration = Duration::from_millis(700);
/// How long the pipes may take to close after the program's end.
const CLOSING: Duration = Duration::from_millis(500);
/// So much is read at a time.
const CHUNK: usize = 64 * 1024;
/// The most of the program's words that are looked at, in bytes.
const WORDS: usize = 4 * 1024;

/// What a run is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Purpose {
    /// A picture.
    Scan,
    /// Whether the scanner is there and takes the settings.
    Look,
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Ended {
    /// Something is wrong.
    Trouble(ScannerTrouble),
    /// Nobody wants it any more.
    Stopped,
}

impl From<ScannerTrouble> for Ended {
    fn from(trouble: ScannerTrouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// The bytes that the program wrote on its standard output. They are overwritten when they are dropped.
pub(super) fn run(
    settings: &ScannerSettings,
    purpose: Purpose,
    unwanted: &dyn Fn() -> bool,
) -> Result<Zeroizing<Vec<u8>>, Ended> {
    let until = Instant::now() + settings.timeout;
    let mut command = Command::new(&settings.program);
    // SANE takes settings from the environment, some of which write pictures and letters into files. It gets one that
    // is empty but for its folder; without a home its drivers keep nothing in one.
    command.args(settings.arguments(purpose)).env_clear().env("LC_ALL", "C").current_dir("/");
    command.envs(settings.config.iter().map(|folder| ("SANE_CONFIG_DIR", folder)));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let mut child = command.spawn().map_err(|_| ScannerTrouble::NoProgram)?;
    let picture = drain(child.stdout.take(), settings.most_bytes(), Beyond::Stop);
    let words = drain(child.stderr.take(), WORDS, Beyond::Drop);
    let read = follow(&child, &picture, until, unwanted);
    let status = end(&mut child, read.is_ok());
    let words = words.recv_timeout(CLOSING).map(|drained| drained.bytes).unwrap_or_default();
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(ended) => {
            // The reader lets go of its picture as soon as the pipe is closed, which it is now.
            drop(picture.recv_timeout(CLOSING));
            return Err(ended);
        }
    };
    let words = String::from_utf8_lossy(&words);
    match status {
        Some(status) if status.success() && took_another_resolution(&words) => Err(ScannerTrouble::Unsuitable.into()),
        Some(status) if status.success() => Ok(bytes),
        status => Err(ScannerTrouble::of(status.and_then(|status| status.code()), &words).into()),
    }
}

/// Waits for the whole picture and for the program's own end.
fn follow(
    child: &Child,
    picture: &Receiver<Drained>,
    until: Instant,
    unwanted: &dyn Fn() -> bool,
) -> Result<Zeroizing<Vec<u8>>, Ended> {
    let mut read = None;
    loop {
        if unwanted() {
            return Err(Ended::Stopped);
        }
        if Instant::now() >= until {
            return Err(ScannerTrouble::Slow.into());
        }
        if read.is_some() && has_ended(child) {
            return read.ok_or(Ended::Stopped);
        }
        if read.is_some() {
            thread::sleep(LOOK);
            continue;
        }
        match picture.recv_timeout(LOOK) {
            Ok(drained) if drained.beyond => return Err(ScannerTrouble::Unreadable.into()),
            Ok(drained) => read = Some(drained.bytes),
            Err(RecvTimeoutError::Timeout) => {}
            // The system gave no thread.
            Err(RecvTimeoutError::Disconnected) => return Err(ScannerTrouble::Silent.into()),
        }
    }
}

/// Whether the program has ended. It stays to be reaped: until then no other program can have its number.
fn has_ended(child: &Child) -> bool {
    let ended = |pid| waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT);
    pid_of(child).is_none_or(|pid| !matches!(ended(pid), Ok(None)))
}

fn pid_of(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw)
}

/// Ends the program with all that it started, politely first, and reaps it.
fn end(child: &mut Child, by_itself: bool) -> Option<ExitStatus> {
    let Some(group) = pid_of(child) else { return child.wait().ok() };
    // Whoever has ended already cannot be sent anything, which is as well.
    if !by_itself {
        let _ = kill_process_group(group, Signal::TERM);
        let until = Instant::now() + GRACE;
        while !has_ended(child) && Instant::now() < until {
            thread::sleep(LOOK);
        }
    }
    let _ = kill_process_group(group, Signal::KILL);
    let ended = child.wait().ok();
    // What it started dies a moment later, and is reaped by the system.
    let until = Instant::now() + GRACE;
    while test_kill_process_group(group).is_ok() && Instant::now() < until {
        thread::sleep(LOOK);
    }
    ended
}

/// What to do with more bytes than there is room for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Beyond {
    /// Read no further: whoever sends so much is wrong.
    Stop,
    /// Read on, so that the sender does not wait, and drop it.
    Drop,
}

/// What came out of a pipe.
struct Drained {
    bytes: Zeroizing<Vec<u8>>,
    /// There was more than there is room for.
    beyond: bool,
}

/// Reads a pipe to its end in a thread of its own. Without pipe or thread nothing is ever received.
fn drain(pipe: Option<impl Read + Send + 'static>, most: usize, beyond: Beyond) -> Receiver<Drained> {
    let (sender, receiver) = sync_channel(1);
    if let Some(pipe) = pipe {
        let read = move || {
            // Nobody may wait for it any more; then it is dropped, and overwritten.
            drop(sender.send(read_all(pipe, most, beyond)));
        };
        // Without a thread the sender is gone, and the receiver knows.
        drop(thread::Builder::new().name("scan pipe".to_owned()).spawn(read));
    }
    receiver
}

fn read_all(mut pipe: impl Read, most: usize, beyond: Beyond) -> Drained {
    // All the room at once: a buffer that grows would leave parts of the picture behind where it was.
    let mut bytes = Zeroizing::new(Vec::with_capacity(most));
    loop {
        let length = bytes.len();
        let room = (most - length).min(CHUNK);
        if room == 0 {
            let more = rest(pipe, beyond);
            return Drained { bytes, beyond: more };
        }
        bytes.resize(length + room, 0);
        let read = bytes.get_mut(length..).map_or(Ok(0), |free| pipe.read(free));
        let count = match read {
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {
                bytes.truncate(length);
                continue;
            }
            Err(_) => 0,
        };
        bytes.truncate(length + count);
        if count == 0 {
            return Drained { bytes, beyond: false };
        }
    }
}

/// Whether there is more.
fn rest(mut pipe: impl Read, beyond: Beyond) -> bool {
    let mut scrap = Zeroizing::new([0; 512]);
    let mut more = false;
    while matches!(pipe.read(scrap.as_mut_slice()), Ok(count) if count > 0) {
        more = true;
        if beyond == Beyond::Stop {
            break;
        }
    }
    more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_read_up_to_its_bound_and_no_byte_further() {
        for (length, beyond) in [(0, false), (CHUNK, false), (CHUNK + 7, false), (CHUNK + 8, true)] {
            let sent: Vec<u8> = (0..length).map(|index| u8::try_from(index % 251).unwrap()).collect();
            let drained = read_all(sent.as_slice(), CHUNK + 7, Beyond::Stop);
            assert_eq!((drained.bytes.len(), drained.beyond), (length.min(CHUNK + 7), beyond));
            assert!(sent.starts_with(&drained.bytes) && drained.bytes.capacity() == CHUNK + 7);
        }
    }
}
