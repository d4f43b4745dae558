//! Does what the lines of a script say.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ballot::Language;
use keypad_protocol::Key;
use wording::{Code, Coded};

use super::{Action, Condition, SETTLE, TAP};
use crate::{SimError, SimulatedBoard};

/// How far apart a finger moves from `Help` to the other key.
const BETWEEN: Duration = Duration::from_millis(40);

/// Beyond the time that an action takes on the board's own clock, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// How an action ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is done.
    Done,
    /// The program was asked to stop meanwhile.
    Interrupted,
}

/// Why a line could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// F110: something expected is not so.
    NotSo,
    /// F111: something waited for did not come about.
    NeverSo {
        /// How long the script waited.
        limit: Duration,
    },
    /// The board could not do it.
    Board(SimError),
}

impl From<SimError> for Failure {
    fn from(error: SimError) -> Self {
        Self::Board(error)
    }
}

impl Coded for Failure {
    fn code(&self) -> Code {
        match self {
            Self::NotSo => Code::F110,
            Self::NeverSo { .. } => Code::F111,
            Self::Board(error) => error.code(),
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::NotSo => Vec::new(),
            Self::NeverSo { limit } => vec![("limit", limit.as_secs_f64().to_string())],
            Self::Board(error) => error.values(language),
        }
    }
}

/// Runs a script against a board.
#[derive(Debug)]
pub struct Runner<'run> {
    board: &'run SimulatedBoard,
    stop: &'run AtomicBool,
}

impl<'run> Runner<'run> {
    /// A runner that gives up as soon as `stop` is set.
    #[must_use]
    pub const fn new(board: &'run SimulatedBoard, stop: &'run AtomicBool) -> Self {
        Self { board, stop }
    }

    /// Does what one line says.
    ///
    /// # Errors
    /// Why it could not.
    pub fn act(&self, action: &Action) -> Result<Ending, Failure> {
        let board = self.board;
        match action {
            Action::Tap(key, hold) => {
                board.strike(*key, *hold);
                return self.rest(*hold + BETWEEN);
            }
            Action::Press(key) => board.press(*key),
            Action::Release(key) => board.release(*key),
            Action::Explain(key) => return self.explain(*key),
            Action::Headphones(plugged) => board.set_headphones(*plugged),
            Action::Wait(time) => return self.rest(*time),
            Action::WaitFor(condition, limit) => return self.wait_for(*condition, *limit),
            Action::Expect(condition) if condition.holds(&board.status()) => {}
            Action::Expect(_) => return Err(Failure::NotSo),
            Action::Fault(fault) => board.fault(*fault),
            Action::Unplug => board.unplug()?,
            Action::Plug => board.plug()?,
            Action::Display(path, scale) => self.write_display(path, *scale)?,
        }
        Ok(if self.stopping() { Ending::Interrupted } else { Ending::Done })
    }

    fn stopping(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Lets so much of the board's time go by.
    fn rest(&self, time: Duration) -> Result<Ending, Failure> {
        let until_ms = self.board.status().clock_ms.saturating_add(super::words::whole_ms(time));
        self.board
            .wait_until(time.saturating_mul(2) + PATIENCE, |status| self.stopping() || status.clock_ms >= until_ms)?;
        Ok(if self.stopping() { Ending::Interrupted } else { Ending::Done })
    }

    fn explain(&self, key: Key) -> Result<Ending, Failure> {
        self.board.press(Key::Help);
        let ending = self.rest(BETWEEN).and_then(|_| {
            self.board.strike(key, TAP);
            self.rest(TAP + BETWEEN)
        });
        self.board.release(Key::Help);
        ending?;
        self.rest(BETWEEN)
    }

    fn wait_for(&self, condition: Condition, limit: Duration) -> Result<Ending, Failure> {
        match self.board.wait_until(limit, |status| self.stopping() || condition.holds(status)) {
            Ok(_) if self.stopping() => Ok(Ending::Interrupted),
            // So that a key in the next line is heard.
            Ok(_) => self.rest(SETTLE),
            Err(SimError::WaitedInVain { .. }) => Err(Failure::NeverSo { limit }),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes the picture under another name first, so that there is a whole one or none.
    fn write_display(&self, path: &Path, scale: u32) -> Result<(), SimError> {
        let failed = |detail: String| SimError::Unwritable { path: path.to_owned(), detail };
        let file = self.board.snapshot().picture.png(scale).map_err(|error| failed(error.to_string()))?;
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let written = fs::write(&part, file).and_then(|()| fs::rename(&part, path));
        written.map_err(|error: io::Error| {
            // What is half-written must not stay; if it cannot go either, the first error says why.
            let _ = fs::remove_file(&part);
            failed(error.to_string())
        })
    }
}
