//! A booth's end of the line, as small as it can be: `serialport`, the protocol's decoder, heartbeats.

use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use firmware_sim::script::SETTLE;
use firmware_sim::{Options, SimulatedBoard};
use keypad_protocol::{
    BoardMessage, Damage, Decoder, HostMessage, Input, Key, KeyEvent, Message, Outcome, ProtocolVersion, encode,
};
use serialport::TTYPort;
use tempfile::TempDir;

/// Nothing takes this long on the busiest machine.
pub(crate) const LIMIT: Duration = Duration::from_secs(30);

pub(crate) const TAP: Duration = Duration::from_millis(60);

/// Longer than the double-strike filter of 100 ms.
pub(crate) const APART: Duration = Duration::from_millis(120);

/// A board behind a link in a folder of its own.
pub(crate) fn board() -> (TempDir, SimulatedBoard) {
    let folder = tempfile::tempdir().unwrap();
    let board = SimulatedBoard::start(&Options::at(folder.path().join("keypad"))).unwrap();
    (folder, board)
}

/// A board and a booth that know each other.
pub(crate) fn linked() -> (TempDir, SimulatedBoard, Host) {
    let (folder, board) = board();
    let mut host = Host::open(board.link());
    host.greet();
    settled(&board);
    (folder, board, host)
}

/// Waits for the link, and until the firmware has seen every key up.
pub(crate) fn settled(board: &SimulatedBoard) {
    board.wait_until(LIMIT, |status| status.linked()).unwrap();
    board.run_for(SETTLE).unwrap();
}

pub(crate) struct Host {
    port: TTYPort,
    decoder: Decoder<BoardMessage>,
    bytes: Vec<u8>,
    pub(crate) damaged: Vec<Damage>,
    silent: Arc<AtomicBool>,
    beats: Option<JoinHandle<()>>,
}

impl Host {
    /// Opens the port and keeps its heart beating, so that a slow test machine does not cut the link.
    pub(crate) fn open(path: &Path) -> Self {
        let open = || serialport::new(path.to_str().unwrap(), 115_200).timeout(Duration::from_millis(20)).open_native();
        let port = open().unwrap();
        let silent = Arc::new(AtomicBool::new(false));
        let (mut line, stop) = (port.try_clone_native().unwrap(), Arc::clone(&silent));
        let beats = thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                // An unplugged board takes nothing; the test finds that out by reading.
                let _ = line.write_all(encode(&HostMessage::Heartbeat).unwrap().as_bytes());
                thread::park_timeout(Duration::from_millis(50));
            }
        });
        Self { port, decoder: Decoder::new(), bytes: Vec::new(), damaged: Vec::new(), silent, beats: Some(beats) }
    }

    pub(crate) fn send<M: Message>(&mut self, message: &M) {
        self.port.write_all(encode(message).unwrap().as_bytes()).unwrap();
    }

    /// What the port says when it is read, if that is an error.
    pub(crate) fn read_error(&mut self) -> Option<io::ErrorKind> {
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            match self.port.read(&mut [0; 256]) {
                Err(error) if error.kind() != io::ErrorKind::TimedOut => return Some(error.kind()),
                Ok(_) | Err(_) => {}
            }
        }
        None
    }

    /// The next message, or `None` if nothing comes for one timeout of the port.
    pub(crate) fn next(&mut self) -> Option<BoardMessage> {
        loop {
            let bytes = std::mem::take(&mut self.bytes);
            match self.decoder.feed(&bytes) {
                Outcome::Message { message, rest } => {
                    self.bytes = rest.to_vec();
                    return Some(message);
                }
                Outcome::Damaged { damage, rest } => {
                    self.damaged.push(damage);
                    self.bytes = rest.to_vec();
                    continue;
                }
                Outcome::Incomplete => {}
            }
            let mut buffer = [0; 4096];
            match self.port.read(&mut buffer) {
                Ok(count) => self.bytes.extend(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::TimedOut => return None,
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// Every message up to the one wanted, which is the last.
    pub(crate) fn until(&mut self, what: &str, wanted: impl Fn(&BoardMessage) -> bool) -> Vec<BoardMessage> {
        let (end, mut seen) = (Instant::now() + LIMIT, Vec::new());
        while Instant::now() < end {
            let Some(message) = self.next() else { continue };
            seen.push(message);
            if wanted(&message) {
                return seen;
            }
        }
        seen.retain(|message| !matches!(message, BoardMessage::Heartbeat { .. }));
        panic!("never came: {what}; {seen:?}");
    }

    /// Says hello until the board answers, and returns the answer.
    pub(crate) fn greet(&mut self) -> BoardMessage {
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            self.send(&HostMessage::Hello { protocol: ProtocolVersion::CURRENT });
            while let Some(message) = self.next() {
                if matches!(message, BoardMessage::Hello { .. }) {
                    return message;
                }
            }
        }
        panic!("no hello");
    }

    /// The inputs up to the one wanted.
    pub(crate) fn inputs_until(&mut self, wanted: Input) -> Vec<(u16, Input)> {
        let is_it = |message: &BoardMessage| matches!(message, BoardMessage::Input { input, .. } if *input == wanted);
        inputs(&self.until(&format!("{wanted:?}"), is_it))
    }

    /// The inputs up to a release of `key`.
    pub(crate) fn until_released(&mut self, key: Key) -> Vec<(u16, Input)> {
        self.inputs_until(Input::Key(KeyEvent::Released(key)))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.silent.store(true, Ordering::Relaxed);
        let beats = self.beats.take().unwrap();
        beats.thread().unpark();
        beats.join().unwrap();
    }
}

pub(crate) fn inputs(messages: &[BoardMessage]) -> Vec<(u16, Input)> {
    let input = |message: &BoardMessage| match message {
        BoardMessage::Input { sequence, input, .. } => Some((*sequence, *input)),
        _ => None,
    };
    messages.iter().filter_map(input).collect()
}

pub(crate) fn presses(inputs: &[(u16, Input)]) -> Vec<Key> {
    let press = |input: &(u16, Input)| match input.1 {
        Input::Key(KeyEvent::Pressed(key)) => Some(key),
        _ => None,
    };
    inputs.iter().filter_map(press).collect()
}

/// Everything that lies in the folder.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let name = |entry: io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}
