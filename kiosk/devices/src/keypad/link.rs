//! The booth's end of the link to the keypad's board, without a port and without a clock:
//! (state, what happened, time) → (state, events, frames to send).

mod inputs;
mod numbers;
#[cfg(test)]
mod tests;

use keypad_protocol::{
    BoardMessage, Capabilities, Decoder, FirmwareVersion, Frame, HEARTBEAT_MS, HostMessage, LINK_TIMEOUT_MS, Outcome,
    ProtocolVersion, encode,
};

use crate::keypad::Command;
use crate::{Happened, LinkState};

use inputs::Inputs;

/// What a session may set and what the display shows are said again this often, in milliseconds: the
/// board does not answer these, and a damaged frame must not leave a voter with another filter.
const REFRESH_MS: u64 = 1_000;

/// What happened to the link.
#[derive(Clone, Copy, Debug)]
pub enum Incident<'a> {
    /// The port was opened.
    Opened,
    /// The port could not be opened, or it is gone.
    Closed(PortFault),
    /// Bytes came.
    Received(&'a [u8]),
    /// The booth gave a command.
    Command(Command),
    /// Time went by.
    Time,
}

/// Why there is no port.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PortFault {
    /// Nothing is at the path.
    Absent,
    /// Another program holds it.
    Busy,
    /// This program may not open it.
    NotPermitted,
    /// It was open and is gone, or takes no bytes any more.
    HungUp,
}

/// What is to be done after an incident.
#[derive(Debug, Default)]
pub struct Output {
    /// What the booth is to learn, in order.
    pub events: Vec<Happened>,
    /// What the board is to be sent, in order.
    pub frames: Vec<Frame>,
}

impl Output {
    /// A message of this crate that does not fit a frame does not exist; one that did would not be sent.
    fn send(&mut self, message: &HostMessage) {
        self.frames.extend(encode(message));
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Phase {
    /// No port.
    Closed,
    /// A port, and nobody who answers so far.
    Greeting,
    /// Somebody answers who speaks otherwise.
    WrongVersion,
    /// The board answers.
    Linked,
}

/// What the board says of itself in its `Hello`.
#[derive(Clone, Copy)]
struct Board {
    protocol: ProtocolVersion,
    firmware: FirmwareVersion,
    capabilities: Capabilities,
    headphones: bool,
}

/// The booth's end of the link.
pub struct Link {
    phase: Phase,
    told: Option<LinkState>,
    decoder: Decoder<BoardMessage>,
    inputs: Inputs,
    /// A `Hello` was sent and not answered yet.
    hello_asked: bool,
    opened_ms: u64,
    heard_ms: u64,
    beat_ms: u64,
    refreshed_ms: u64,
    random: Box<dyn FnMut() -> u16 + Send>,
}

impl Link {
    /// A link without a port. `random` draws the numbers that sessions begin with; it keeps countings apart
    /// and guards no secret.
    #[must_use]
    pub fn new(random: Box<dyn FnMut() -> u16 + Send>) -> Self {
        Self {
            phase: Phase::Closed,
            told: None,
            decoder: Decoder::new(),
            inputs: Inputs::default(),
            hello_asked: false,
            opened_ms: 0,
            heard_ms: 0,
            beat_ms: 0,
            refreshed_ms: 0,
            random,
        }
    }

    /// Whether the board answers and its keys are heard.
    #[must_use]
    pub fn is_linked(&self) -> bool {
        self.phase == Phase::Linked
    }

    /// How long a port has been open on which nobody answers, in milliseconds.
    #[must_use]
    pub fn silent_ms(&self, now_ms: u64) -> u64 {
        if self.phase == Phase::Greeting { now_ms.saturating_sub(self.heard_ms.max(self.opened_ms)) } else { 0 }
    }

    /// Takes in what happened at `now_ms`, which never goes back.
    pub fn step(&mut self, incident: Incident<'_>, now_ms: u64) -> Output {
        let mut output = Output::default();
        self.notice_sleep(now_ms, &mut output);
        match incident {
            Incident::Opened => self.opened(now_ms, &mut output),
            Incident::Closed(fault) => self.closed(fault, &mut output),
            Incident::Received(bytes) => self.received(bytes, now_ms, &mut output),
            Incident::Command(command) => self.inputs.command(command, self.phase == Phase::Linked, &mut output),
            Incident::Time => {}
        }
        self.keep_alive(now_ms, &mut output);
        output
    }

    fn tell(&mut self, state: LinkState, output: &mut Output) {
        if self.told != Some(state) {
            self.told = Some(state);
            output.events.push(Happened::Link(state));
        }
    }

    fn opened(&mut self, now_ms: u64, output: &mut Output) {
        self.decoder.reset();
        self.opened_ms = now_ms;
        self.greet(now_ms, output);
    }

    fn closed(&mut self, fault: PortFault, output: &mut Output) {
        self.phase = Phase::Closed;
        self.inputs.lost(&mut output.events);
        let known = matches!(self.told, Some(LinkState::Linked { .. } | LinkState::Lost));
        match fault {
            PortFault::Busy => self.tell(LinkState::Busy, output),
            PortFault::NotPermitted => self.tell(LinkState::NotPermitted, output),
            PortFault::Absent | PortFault::HungUp if known => self.tell(LinkState::Lost, output),
            PortFault::Absent | PortFault::HungUp => self.tell(LinkState::Absent, output),
        }
    }

    fn greet(&mut self, now_ms: u64, output: &mut Output) {
        self.phase = Phase::Greeting;
        self.hello(now_ms, output);
    }

    fn hello(&mut self, now_ms: u64, output: &mut Output) {
        self.hello_asked = true;
        self.beat_ms = now_ms;
        output.send(&HostMessage::Hello { protocol: ProtocolVersion::CURRENT });
    }

    /// If this end slept so long that the board must have given it up, what came meanwhile is old, and a
    /// key pressed then must not act now.
    fn notice_sleep(&mut self, now_ms: u64, output: &mut Output) {
        if self.phase == Phase::Linked && now_ms.saturating_sub(self.beat_ms) >= LINK_TIMEOUT_MS {
            self.lose(now_ms, output);
        }
    }

    fn lose(&mut self, now_ms: u64, output: &mut Output) {
        self.inputs.lost(&mut output.events);
        self.tell(LinkState::Lost, output);
        self.greet(now_ms, output);
    }

    fn received(&mut self, bytes: &[u8], now_ms: u64, output: &mut Output) {
        let mut rest = bytes;
        loop {
            match self.decoder.feed(rest) {
                Outcome::Incomplete => return,
                // What was in it is told by the numbers of what comes next.
                Outcome::Damaged { rest: after, .. } => {
                    rest = after;
                    self.inputs.damaged();
                }
                Outcome::Message { message, rest: after } => {
                    rest = after;
                    self.message(message, now_ms, output);
                }
            }
        }
    }

    fn message(&mut self, message: BoardMessage, now_ms: u64, output: &mut Output) {
        if let BoardMessage::Hello { protocol, firmware, capabilities, headphones } = message {
            self.heard_ms = now_ms;
            self.board_hello(Board { protocol, firmware, capabilities, headphones }, now_ms, output);
            return;
        }
        if self.phase != Phase::Linked {
            return;
        }
        self.heard_ms = now_ms;
        if message == BoardMessage::SessionEnded {
            // Between two frames this loses nothing, and no key of that voter stays in the buffer.
            self.decoder.reset();
        }
        self.inputs.message(message, &mut output.events);
    }

    fn board_hello(&mut self, board: Board, now_ms: u64, output: &mut Output) {
        let Board { protocol, firmware, capabilities, headphones } = board;
        let answer = core::mem::take(&mut self.hello_asked);
        if protocol.major != ProtocolVersion::CURRENT.major {
            if self.phase == Phase::Linked {
                self.inputs.lost(&mut output.events);
            }
            self.phase = Phase::WrongVersion;
            self.tell(LinkState::WrongVersion { theirs: protocol }, output);
            return;
        }
        if !answer {
            // Said unasked after a start: it may not know that we are here.
            self.hello(now_ms, output);
        }
        if self.phase != Phase::Linked || !answer {
            self.phase = Phase::Linked;
            self.inputs.greeted();
            self.refreshed_ms = now_ms;
        }
        self.tell(LinkState::Linked { firmware, capabilities }, output);
        self.inputs.headphones(headphones, &mut output.events);
    }

    /// All that is due by the clock.
    fn keep_alive(&mut self, now_ms: u64, output: &mut Output) {
        match self.phase {
            Phase::Closed => {}
            Phase::Greeting | Phase::WrongVersion => {
                let silent = now_ms.saturating_sub(self.heard_ms.max(self.opened_ms)) >= LINK_TIMEOUT_MS;
                if silent && self.phase == Phase::WrongVersion {
                    self.phase = Phase::Greeting;
                }
                if silent && self.told != Some(LinkState::Lost) {
                    self.tell(LinkState::Silent, output);
                }
                if now_ms.saturating_sub(self.beat_ms) >= HEARTBEAT_MS {
                    self.hello(now_ms, output);
                }
            }
            Phase::Linked => self.keep_linked(now_ms, output),
        }
    }

    fn keep_linked(&mut self, now_ms: u64, output: &mut Output) {
        let deaf = match self.inputs.due(now_ms, &mut *self.random) {
            Ok(request) => {
                request.iter().for_each(|request| output.send(request));
                false
            }
            Err(numbers::Deaf) => true,
        };
        if deaf || now_ms.saturating_sub(self.heard_ms) >= LINK_TIMEOUT_MS {
            self.lose(now_ms, output);
            return;
        }
        if now_ms.saturating_sub(self.beat_ms) >= HEARTBEAT_MS {
            self.beat_ms = now_ms;
            output.send(&HostMessage::Heartbeat);
        }
        if now_ms.saturating_sub(self.refreshed_ms) >= REFRESH_MS {
            self.refreshed_ms = now_ms;
            self.inputs.stale();
        }
        self.inputs.refresh(output);
    }
}
