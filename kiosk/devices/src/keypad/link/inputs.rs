//! What a linked board says of the voter's hands, and what the booth wants of the board.

use keypad_protocol::{
    BoardMessage, DisplayLanguage, DisplayPage, DoubleStrike, HostMessage, Input, KeySet, LINK_TIMEOUT_MS,
};

use super::Output;
use super::numbers::{Count, Deaf, Numbers, Verdict};
use crate::Happened;
use crate::keypad::Command;
use crate::keypad::held::Held;

const _: () = assert!(LINK_TIMEOUT_MS < 1_000, "`numbers` bounds what can be lost within this time");

/// What the booth wants, kept for a board that comes back.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Wanted {
    session: bool,
    filter: DoubleStrike,
    display: Option<(DisplayPage, DisplayLanguage)>,
}

/// The inputs of one link and the state around them.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub(super) struct Inputs {
    wanted: Wanted,
    numbers: Numbers,
    held: Held,
    headphones: Option<bool>,
    /// The filter or the display is to be said (again).
    stale: bool,
}

impl Inputs {
    /// A board answered: whatever it counted and was in, it begins anew.
    pub(super) fn greeted(&mut self) {
        self.numbers = Numbers::greeted(self.wanted.session);
        self.stale = true;
    }

    fn resync(&mut self, next: Option<u16>) {
        self.numbers.resync(self.wanted.session, next);
        self.stale = true;
    }

    /// The link is gone. What is down, stuck or plugged in is no longer known.
    pub(super) fn lost(&mut self, events: &mut Vec<Happened>) {
        self.held.release(events);
        self.held.stuck_now(KeySet::EMPTY, events);
        self.headphones = None;
    }

    /// Whether the booth wants the board to be in a session.
    #[cfg(test)]
    pub(super) const fn in_session(&self) -> bool {
        self.wanted.session
    }

    pub(super) const fn stale(&mut self) {
        self.stale = true;
    }

    pub(super) fn due(&mut self, now_ms: u64, random: &mut dyn FnMut() -> u16) -> Result<Option<HostMessage>, Deaf> {
        self.numbers.due(now_ms, random)
    }

    /// Says filter or display if that is due, and the board is where the booth wants it.
    pub(super) fn refresh(&mut self, output: &mut Output) {
        if !self.stale {
            return;
        }
        if self.wanted.session && self.numbers.settled_in_session() {
            output.send(&HostMessage::SetFilter(self.wanted.filter));
            self.stale = false;
        }
        if !self.wanted.session && self.numbers.settled_outside() {
            if let Some((page, language)) = self.wanted.display {
                output.send(&HostMessage::SetDisplay { page, language });
            }
            self.stale = false;
        }
    }

    pub(super) fn command(&mut self, command: Command, linked: bool, output: &mut Output) {
        let outside = linked && !self.wanted.session;
        match command {
            Command::BeginSession if self.wanted.session => return,
            Command::BeginSession => {
                self.wanted.session = true;
                self.numbers.begin();
            }
            Command::EndSession => {
                self.wanted.session = false;
                self.wanted.filter = DoubleStrike::default();
                self.numbers.end();
            }
            Command::SetFilter(filter) if self.wanted.session => self.wanted.filter = filter,
            Command::SetFilter(_) => return,
            Command::SetDisplay { page, language } => self.wanted.display = Some((page, language)),
            Command::Beep(beep) => {
                if outside {
                    output.send(&HostMessage::Beep(beep));
                }
                return;
            }
            Command::RunSelfTest => {
                if outside {
                    output.send(&HostMessage::RunSelfTest);
                }
                return;
            }
        }
        self.stale = true;
    }

    /// A frame could not be read.
    pub(super) const fn damaged(&mut self) {
        self.numbers.damaged();
    }

    pub(super) fn message(&mut self, message: BoardMessage, events: &mut Vec<Happened>) {
        match message {
            BoardMessage::Hello { .. } => {}
            BoardMessage::Heartbeat { next_sequence, stuck, headphones } => {
                let count = self.numbers.heartbeat(next_sequence);
                tell_lost(self.numbers.take_suspected(), events);
                match count {
                    Count::Lost(lost) => tell_lost(lost, events),
                    Count::Disagrees { dropped } => {
                        tell_lost(dropped, events);
                        self.resync(Some(next_sequence));
                    }
                }
                self.held.stuck_now(stuck, events);
                self.headphones(headphones, events);
            }
            BoardMessage::Input { sequence, input, at_ms: _ } => self.numbered(sequence, input, events),
            BoardMessage::SelfTest(test) => events.push(Happened::SelfTest(test)),
            BoardMessage::SessionBegun { first_sequence } => {
                let agrees = self.numbers.begun(first_sequence);
                tell_lost(self.numbers.take_suspected(), events);
                if !agrees {
                    self.resync(None);
                }
            }
            BoardMessage::SessionEnded => {
                // The board forgot the keys that are down.
                let agrees = self.numbers.ended();
                tell_lost(self.numbers.take_suspected(), events);
                self.held.release(events);
                if !agrees {
                    self.resync(None);
                }
            }
        }
    }

    fn numbered(&mut self, sequence: u16, input: Input, events: &mut Vec<Happened>) {
        let verdict = self.numbers.input(sequence);
        tell_lost(self.numbers.take_suspected(), events);
        match verdict {
            Verdict::Take { lost } => {
                tell_lost(lost, events);
                self.input(input, events);
            }
            Verdict::Doubled => {}
            Verdict::Stray => {
                tell_lost(1, events);
                self.resync(None);
            }
        }
    }

    fn input(&mut self, input: Input, events: &mut Vec<Happened>) {
        match input {
            Input::Key(event) => self.held.key(event, events),
            Input::Headphones(plugged) => self.headphones(plugged, events),
            Input::Stuck(key) => self.held.stuck(key, true, events),
            Input::Freed(key) => self.held.stuck(key, false, events),
            Input::Ambiguous => events.push(Happened::Ambiguous),
        }
    }

    /// Tells changes only.
    pub(super) fn headphones(&mut self, plugged: bool, events: &mut Vec<Happened>) {
        if self.headphones != Some(plugged) {
            self.headphones = Some(plugged);
            events.push(Happened::Headphones(plugged));
        }
    }
}

fn tell_lost(lost: u16, events: &mut Vec<Happened>) {
    if lost > 0 {
        events.push(Happened::KeysLost(lost));
    }
}
