//! The keypad of the drill's booth: the simulated board, a program of its own behind a real serial line; or one of air.

use std::collections::VecDeque;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use ballot::Language;
use keypad_protocol::{DisplayLanguage, Key, KeyEvent};
use kiosk_devices::keypad::{Command as Ordered, SerialKeypad};
use kiosk_devices::{Clock, DeviceEvent, Happened, LinkState};
use tempfile::TempDir;
use voter_session::{Fault, Input, KeypadOrder};

/// The voter's keypad in a drill.
pub trait Board {
    /// The voter does this with a key; what the booth is told of it at once, if anything.
    fn key(&mut self, event: KeyEvent) -> Option<Input>;
    /// The cable goes in or out; what the booth is told of it at once.
    fn plug(&mut self, plugged: bool) -> Vec<Input>;
    /// An order of the booth.
    fn order(&mut self, order: KeypadOrder, language: Language);
    /// What an event of its line is to the booth.
    fn told(&mut self, event: &DeviceEvent) -> Vec<Input>;
    /// Whether everything that was done to it has been told.
    fn is_settled(&self) -> bool;
    /// It has not told for too long.
    fn give_up(&mut self);
}

/// Gives each drill its keypad.
pub trait Maker {
    /// A keypad that is plugged in.
    fn make(&mut self) -> Box<dyn Board>;
}

/// A keypad of air: what is done to it is told at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct AirBoard;

impl Maker for AirBoard {
    fn make(&mut self) -> Box<dyn Board> {
        Box::new(Self)
    }
}

impl Board for AirBoard {
    fn key(&mut self, event: KeyEvent) -> Option<Input> {
        Some(Input::Key(event))
    }

    fn plug(&mut self, plugged: bool) -> Vec<Input> {
        vec![Input::Fault(if plugged { Fault::KeypadBack } else { Fault::KeypadLost })]
    }

    fn order(&mut self, _: KeypadOrder, _: Language) {}

    fn told(&mut self, _: &DeviceEvent) -> Vec<Input> {
        Vec::new()
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn give_up(&mut self) {}
}

/// Starts `firmware-sim` for each drill.
pub struct ProgramBoards {
    /// The program.
    pub program: PathBuf,
    /// The clock of the room.
    pub clock: Arc<dyn Clock>,
    /// Where its line tells what happens; comes back as [`super::Happening::Board`].
    pub events: SyncSender<DeviceEvent>,
}

impl ProgramBoards {
    /// The program beside this one.
    #[must_use]
    pub fn beside() -> Option<PathBuf> {
        let own = std::env::current_exe().ok()?;
        let program = own.parent()?.join("firmware-sim");
        program.is_file().then_some(program)
    }

    /// Starts the program once, and lets it end: why no drill will have it, if it does not start.
    ///
    /// # Errors
    ///
    /// The system's own.
    pub fn try_out(&self) -> io::Result<()> {
        Program::start(&self.program).map(drop)
    }
}

impl Maker for ProgramBoards {
    fn make(&mut self) -> Box<dyn Board> {
        let board = Program::start(&self.program).and_then(|program| {
            let line = SerialKeypad::start(program.link.clone(), Arc::clone(&self.clock), self.events.clone())?;
            Ok(ProgramBoard { program, line, plugged: true, linked: false, owed: VecDeque::new(), gone: false })
        });
        match board {
            Ok(board) => Box::new(board),
            // The trainee's drill goes on all the same.
            Err(_) => Box::new(AirBoard),
        }
    }
}

/// The program, running. Dropped, it ends.
struct Program {
    child: Child,
    lines: Option<ChildStdin>,
    link: PathBuf,
    // It may still say something: a closed pipe would end it.
    _said: BufReader<ChildStdout>,
    _folder: TempDir,
}

impl Program {
    fn start(program: &Path) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let link = folder.path().join("keypad");
        let mut child = Command::new(program)
            .args(["--script", "-", "--ui-language", "en", "--link"])
            .arg(&link)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let lines = child.stdin.take();
        let no_output = || io::Error::from(io::ErrorKind::BrokenPipe);
        let mut said = BufReader::new(child.stdout.take().ok_or_else(no_output)?);
        let mut line = String::new();
        // The pseudo-terminal, then the link that leads to it.
        for _ in 0..2 {
            line.clear();
            if said.read_line(&mut line)? == 0 {
                let _ = child.wait();
                return Err(no_output());
            }
        }
        Ok(Self { child, lines, link, _said: said, _folder: folder })
    }

    fn say(&mut self, line: &str) {
        // A program that is gone is told by its line.
        let _ = self.lines.as_mut().map(|lines| writeln!(lines, "{line}").and_then(|()| lines.flush()));
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.lines = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct ProgramBoard {
    program: Program,
    line: SerialKeypad,
    /// Its cable is to be in.
    plugged: bool,
    /// Its line is up.
    linked: bool,
    /// Presses that its line has not told yet.
    owed: VecDeque<Key>,
    /// It does not answer; from now on air does.
    gone: bool,
}

impl Board for ProgramBoard {
    fn key(&mut self, event: KeyEvent) -> Option<Input> {
        if self.gone {
            return AirBoard.key(event);
        }
        if let KeyEvent::Pressed(key) = event {
            // The firmware listens to a key only after it has seen it up.
            self.program.say("wait 50ms");
            self.program.say(key.name());
            self.owed.push_back(key);
        }
        None
    }

    fn plug(&mut self, plugged: bool) -> Vec<Input> {
        self.plugged = plugged;
        if self.gone {
            return AirBoard.plug(plugged);
        }
        self.program.say(if plugged { "plug" } else { "unplug" });
        Vec::new()
    }

    fn order(&mut self, order: KeypadOrder, language: Language) {
        let language = match language {
            Language::Kk => DisplayLanguage::Kk,
            Language::Ru => DisplayLanguage::Ru,
            Language::En => DisplayLanguage::En,
        };
        let command = match order {
            KeypadOrder::BeginSession => Ordered::BeginSession,
            KeypadOrder::EndSession => Ordered::EndSession,
            KeypadOrder::SetFilter(filter) => Ordered::SetFilter(filter),
            KeypadOrder::SetDisplay(page) => Ordered::SetDisplay { page, language },
        };
        // A line whose room is full has a board that does not answer.
        let _ = self.line.commands().give(command);
    }

    fn told(&mut self, event: &DeviceEvent) -> Vec<Input> {
        if self.gone {
            return Vec::new();
        }
        match &event.happened {
            Happened::Key(key) => {
                if let KeyEvent::Pressed(pressed) = key
                    && self.owed.front() == Some(pressed)
                {
                    self.owed.pop_front();
                }
                vec![Input::Key(*key)]
            }
            Happened::Link(LinkState::Linked { .. }) => {
                let back = !std::mem::replace(&mut self.linked, true);
                back.then_some(Input::Fault(Fault::KeypadBack)).into_iter().collect()
            }
            Happened::Link(_) => {
                let lost = std::mem::replace(&mut self.linked, false);
                lost.then_some(Input::Fault(Fault::KeypadLost)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn is_settled(&self) -> bool {
        self.gone || (self.linked == self.plugged && self.owed.is_empty())
    }

    fn give_up(&mut self) {
        self.gone = true;
        self.owed.clear();
    }
}
