//! The board and its surroundings, one millisecond at a time: keys, wires, firmware, line, display.

use std::sync::Arc;

use fastrand::Rng;
use keypad_core::{Inputs, Page, Screen, State, Tone, step};
use keypad_protocol::{DisplayLanguage, KeySet};

use crate::SimError;
use crate::faults::{Fault, FaultyLine};
use crate::journal::Journal;
use crate::keys::Keys;
use crate::line::{Arrived, Line};
use crate::link::Link;
use crate::picture::Picture;
use crate::status::{ActiveFaults, Snapshot, Status};
use crate::wires::{NoDelay, SimulatedMatrix, Wires, matrix};

/// Bytes taken from the booth a millisecond: far more than a serial port brings.
const RECEIVE_BYTES: usize = 1024;

/// The dark display of a board without power.
const DARK: Screen = Screen { page: Page::NotConnected, language: DisplayLanguage::Kk };

/// Everything a simulated board is.
pub(crate) struct Simulation {
    clock_ms: u64,
    uptime_ms: u64,
    rng: Rng,
    pub(crate) keys: Keys,
    headphones: bool,
    display_broken: bool,
    wires: Arc<Wires>,
    matrix: SimulatedMatrix,
    firmware: State,
    screen: Screen,
    picture: Picture,
    tone: Option<Tone>,
    faulty: FaultyLine,
    journal: Journal,
    host_there: bool,
    // Dropped in this order: the link never leads to a pseudo-terminal that is no longer ours.
    link: Link,
    line: Option<Line>,
}

impl Simulation {
    /// A board with nobody at it, plugged in.
    pub(crate) fn new(link: Link, seed: u64) -> Result<Self, SimError> {
        let wires = Arc::new(Wires::default());
        let mut simulation = Self {
            clock_ms: 0,
            uptime_ms: 0,
            rng: Rng::with_seed(seed),
            keys: Keys::default(),
            headphones: false,
            display_broken: false,
            matrix: matrix(&wires),
            wires,
            firmware: State::new(),
            screen: DARK,
            picture: Picture::dark(),
            tone: None,
            faulty: FaultyLine::default(),
            journal: Journal::default(),
            host_there: false,
            link,
            line: None,
        };
        simulation.plug()?;
        Ok(simulation)
    }

    pub(crate) const fn clock_ms(&self) -> u64 {
        self.clock_ms
    }

    /// One millisecond.
    pub(crate) fn tick(&mut self) {
        self.clock_ms += 1;
        let closed = self.keys.closed(self.clock_ms, &mut self.rng);
        self.wires.close(closed);
        if self.line.is_some() {
            self.turn();
        }
    }

    /// One turn of the board's loop.
    fn turn(&mut self) {
        self.uptime_ms += 1;
        let mut buffer = [0; RECEIVE_BYTES];
        let arrived = self.line.as_ref().map_or(Arrived::NobodyThere, |line| line.receive(&mut buffer));
        let count = match arrived {
            Arrived::NobodyThere => {
                if self.host_there {
                    self.cut();
                }
                0
            }
            Arrived::Bytes(count) => count,
        };
        self.host_there = arrived != Arrived::NobodyThere;
        let heard = buffer.get(..count).unwrap_or_default();
        let received = self.faulty.hear(heard);

        let inputs = Inputs {
            contacts: self.matrix.scan(&mut NoDelay),
            headphones: self.headphones,
            display_ok: !self.display_broken,
            received: &received,
        };
        let in_session = self.in_session();
        let firmware = std::mem::replace(&mut self.firmware, State::new());
        let (firmware, outputs) = step(firmware, &inputs, self.uptime_ms);
        self.firmware = firmware;
        self.tone = outputs.tone;
        self.show(outputs.screen);

        let in_session = in_session || self.in_session();
        let said = outputs.send.as_bytes();
        self.journal.host_said(heard, in_session);
        if self.host_there {
            self.journal.board_said(said, in_session);
        }
        self.faulty.say(said, self.clock_ms, &mut self.rng);
        let late = self.faulty.arrive(self.clock_ms);
        if let Some(line) = self.line.as_ref().filter(|_| self.host_there) {
            line.send(&late);
        }
    }

    fn show(&mut self, screen: Screen) {
        if self.screen != screen {
            self.screen = screen;
            if !self.display_broken {
                self.picture = Picture::of(&screen);
            }
        }
    }

    fn in_session(&self) -> bool {
        matches!(self.screen.page, Page::InSession)
    }

    /// Nothing that was under way arrives.
    fn cut(&mut self) {
        self.faulty.cut();
        self.journal.cut();
    }

    /// Starts the chip anew.
    fn power_up(&mut self) {
        self.firmware = State::new();
        self.uptime_ms = 0;
        self.tone = None;
        self.cut();
        self.show(DARK);
        self.picture = Picture::of(&self.screen);
    }

    /// Plugs the board in: a new pseudo-terminal under the same link.
    pub(crate) fn plug(&mut self) -> Result<(), SimError> {
        if self.line.is_some() {
            return Err(SimError::AlreadyPlugged);
        }
        let line = Line::open().map_err(|error| SimError::NoPseudoTerminal { detail: error.to_string() })?;
        self.link.point(line.path())?;
        self.line = Some(line);
        self.host_there = false;
        self.power_up();
        Ok(())
    }

    /// Pulls the board out: the booth's reads fail, path and link vanish, the board loses its power.
    pub(crate) fn unplug(&mut self) -> Result<(), SimError> {
        self.link.clear();
        if self.line.take().is_none() {
            return Err(SimError::NotPlugged);
        }
        self.host_there = false;
        self.power_up();
        self.picture = Picture::dark();
        Ok(())
    }

    pub(crate) const fn set_headphones(&mut self, plugged: bool) {
        self.headphones = plugged;
    }

    /// Begins a fault, or ends it.
    pub(crate) fn fault(&mut self, fault: Fault) {
        let faulty = &mut self.faulty;
        match fault {
            Fault::Bounce { key: Some(key), ms } => self.keys.set_bounce(key, ms),
            Fault::Bounce { key: None, ms } => KeySet::ALL.iter().for_each(|key| self.keys.set_bounce(key, ms)),
            Fault::Stuck { key, on } => self.keys.set_stuck(key, on),
            Fault::Drop(chance) => faulty.drop = chance,
            Fault::Double(chance) => faulty.double = chance,
            Fault::Corrupt(chance) => faulty.corrupt = chance,
            Fault::DropBytes(chance) => faulty.drop_bytes = chance,
            Fault::DoubleBytes(chance) => faulty.double_bytes = chance,
            Fault::Delay { ms } => faulty.delay_ms = ms,
            Fault::Flood { ms } => faulty.flood_until_ms = self.clock_ms.saturating_add(ms),
            Fault::Reset => self.reset(),
            Fault::Version(version) => self.exchange_program(version),
            Fault::Display { on } => self.break_display(on),
            Fault::Pins { on } => self.wires.set_broken(on),
            Fault::Off => {
                self.keys.repair();
                self.exchange_program(None);
                self.faulty.repair();
                self.wires.set_broken(false);
                self.break_display(false);
            }
        }
    }

    fn reset(&mut self) {
        if self.line.is_some() {
            self.power_up();
        }
    }

    /// Another version is another program on the chip, which starts with it.
    fn exchange_program(&mut self, version: Option<u8>) {
        if self.faulty.version != version {
            self.faulty.version = version;
            self.reset();
        }
    }

    /// A broken display goes dark; a mended one shows what the firmware wants it to.
    fn break_display(&mut self, broken: bool) {
        self.display_broken = broken;
        self.picture = if broken || self.line.is_none() { Picture::dark() } else { Picture::of(&self.screen) };
    }

    pub(crate) fn status(&self) -> Status {
        Status {
            clock_ms: self.clock_ms,
            plugged: self.line.is_some(),
            port_open: self.host_there,
            screen: self.screen,
            tone: self.tone,
            headphones: self.headphones,
        }
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot {
            status: self.status(),
            path: self.line.as_ref().map(|line| line.path().to_owned()),
            picture: self.picture.clone(),
            fingers: (!self.in_session()).then(|| self.keys.fingers()),
            faults: ActiveFaults {
                bounce: self.keys.any_bounces(),
                stuck: self.keys.any_stuck(),
                drop: self.faulty.drop,
                double: self.faulty.double,
                corrupt: self.faulty.corrupt,
                drop_bytes: self.faulty.drop_bytes,
                double_bytes: self.faulty.double_bytes,
                delay_ms: self.faulty.delay_ms,
                flood: self.clock_ms < self.faulty.flood_until_ms,
                version: self.faulty.version,
                display: self.display_broken,
                pins: self.wires.is_broken(),
            },
            notes: self.journal.notes(),
        }
    }
}
