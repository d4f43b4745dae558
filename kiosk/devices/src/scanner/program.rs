//! One run of `scanimage`: a picture by a pipe, within its bounds and its time. Nothing of it goes through a shell or a
//! file, and when this returns, the program and all that it started have ended.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, test_kill_process_group, waitid};
use zeroize::Zeroizing;

use super::settings::ScannerSettings;
use super::state::{ScannerTrouble, has_failed, took_another_resolution};

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
    let picture = drain(child.stdout.take(), settings.most_bytes());
    let words = Words::listen(child.stderr.take());
    let read = follow(&child, &picture, &words, until, unwanted);
    let status = end(&mut child, read.is_ok());
    let words = words.all();
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(ended) => {
            // The reader lets go of its picture as soon as the pipe is closed, which it is now.
            drop(picture.recv_timeout(CLOSING));
            return Err(ended);
        }
    };
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
    words: &Words,
    until: Instant,
    unwanted: &dyn Fn() -> bool,
) -> Result<Zeroizing<Vec<u8>>, Ended> {
    let mut read = None;
    let mut failed_since = None;
    loop {
        if unwanted() {
            return Err(Ended::Stopped);
        }
        if failed_since.is_none() && has_failed(&words.so_far()) {
            failed_since = Some(Instant::now());
        }
        if failed_since.is_some_and(|since| since.elapsed() >= GRACE) {
            return Err(ScannerTrouble::of(None, &words.so_far()).into());
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

/// What came out of a pipe.
struct Drained {
    bytes: Zeroizing<Vec<u8>>,
    /// There was more than there is room for.
    beyond: bool,
}

/// Reads a pipe to its end in a thread of its own. Without pipe or thread nothing is ever received.
fn drain(pipe: Option<impl Read + Send + 'static>, most: usize) -> Receiver<Drained> {
    let (sender, receiver) = sync_channel(1);
    if let Some(pipe) = pipe {
        let read = move || {
            // Nobody may wait for it any more; then it is dropped, and overwritten.
            drop(sender.send(read_all(pipe, most)));
        };
        // Without a thread the sender is gone, and the receiver knows.
        drop(thread::Builder::new().name("scan pipe".to_owned()).spawn(read));
    }
    receiver
}

/// The bytes of a pipe; nothing is read further than the first one that there is no room for.
fn read_all(mut pipe: impl Read, most: usize) -> Drained {
    // All the room at once: a buffer that grows would leave parts of the picture behind where it was.
    let mut bytes = Zeroizing::new(Vec::with_capacity(most));
    loop {
        let length = bytes.len();
        let room = (most - length).min(CHUNK);
        if room == 0 {
            let more = matches!(pipe.read(&mut [0]), Ok(1));
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

/// What the program says on its standard error, as far as it has said it.
struct Words {
    said: Arc<Mutex<Vec<u8>>>,
    /// Nothing is ever sent; it is closed when the program has nothing more to say.
    end: Receiver<()>,
}

impl Words {
    fn listen(pipe: Option<impl Read + Send + 'static>) -> Self {
        let said = Arc::new(Mutex::new(Vec::new()));
        let (open, end) = sync_channel(0);
        let heard = Arc::clone(&said);
        let listen = move || {
            let _open = open;
            let Some(mut pipe) = pipe else { return };
            let mut part = [0; 512];
            loop {
                let count = match pipe.read(&mut part) {
                    Ok(0) => return,
                    Ok(count) => count,
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                    Err(_) => return,
                };
                let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
                // It reads on beyond that, so that the program does not wait.
                let room = (WORDS - heard.len()).min(count);
                heard.extend(part.iter().take(room));
            }
        };
        // Without a thread it says nothing, and its end is known.
        drop(thread::Builder::new().name("scan words".to_owned()).spawn(listen));
        Self { said, end }
    }

    fn so_far(&self) -> String {
        String::from_utf8_lossy(&self.said.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    /// All of them, once the program has ended.
    fn all(&self) -> String {
        let _: Result<(), RecvTimeoutError> = self.end.recv_timeout(CLOSING);
        self.so_far()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_read_up_to_its_bound_and_no_byte_further() {
        for (length, beyond) in [(0, false), (CHUNK, false), (CHUNK + 7, false), (CHUNK + 8, true)] {
            let sent: Vec<u8> = (0..length).map(|index| u8::try_from(index % 251).unwrap()).collect();
            let drained = read_all(sent.as_slice(), CHUNK + 7);
            assert_eq!((drained.bytes.len(), drained.beyond), (length.min(CHUNK + 7), beyond));
            assert!(sent.starts_with(&drained.bytes) && drained.bytes.capacity() == CHUNK + 7);
        }
    }
}
