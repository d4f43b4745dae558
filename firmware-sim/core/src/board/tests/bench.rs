//! The bench: drives [`step`] every millisecond and reads its bytes as a booth does.

use std::{vec, vec::Vec};

use keypad_protocol::{
    Arrival, BoardMessage, Decoder, HEARTBEAT_MS, HostMessage, Input, Key, KeySet, Outcome, ProtocolVersion,
    SequenceTracker, encode,
};

use crate::{
    board::{Inputs, State, step},
    contacts::Contacts,
    screen::{Page, Screen},
    tone::Tone,
};

pub(super) struct Bench {
    pub(super) state: State,
    pub(super) now_ms: u64,
    pub(super) pressed: KeySet,
    /// What the scan finds instead of `pressed`.
    pub(super) scan: Option<Contacts>,
    pub(super) headphones: bool,
    pub(super) display_ok: bool,
    /// The booth sends heartbeats.
    pub(super) booth_beats: bool,
    pub(super) screen: Screen,
    pub(super) tone: Option<Tone>,
    /// All bytes the board sent.
    pub(super) sent: Vec<u8>,
    /// The readings of `pressed`, worked out once.
    readings: (KeySet, Contacts),
    received: Vec<u8>,
    decoder: Decoder<BoardMessage>,
    heard: Vec<(u64, BoardMessage)>,
}

impl Bench {
    /// A board after its first millisecond: it has said hello to nobody.
    pub(super) fn new() -> Self {
        let screen = Screen { page: Page::NotConnected, language: keypad_protocol::DisplayLanguage::Kk };
        let mut bench = Self {
            state: State::new(),
            now_ms: 0,
            pressed: KeySet::EMPTY,
            scan: None,
            headphones: false,
            display_ok: true,
            booth_beats: false,
            screen,
            tone: None,
            sent: vec![],
            readings: (KeySet::EMPTY, Contacts::OPEN),
            received: vec![],
            decoder: Decoder::new(),
            heard: vec![],
        };
        bench.run(1);
        bench
    }

    /// A board with a link, long enough for its contacts to have settled.
    pub(super) fn linked() -> Self {
        let mut bench = Self::new();
        bench.booth_beats = true;
        bench.say(HostMessage::Hello { protocol: ProtocolVersion::CURRENT });
        bench.run(100);
        bench.heard.clear();
        bench
    }

    /// A board in a session that begins with input 1000.
    pub(super) fn in_session() -> Self {
        let mut bench = Self::linked();
        bench.say(HostMessage::BeginSession { first_sequence: 1000 });
        bench.run(100);
        bench.heard.clear();
        bench
    }

    /// The booth says it in the next millisecond.
    pub(super) fn say(&mut self, message: HostMessage) {
        self.say_bytes(encode(&message).unwrap().as_bytes());
    }

    pub(super) fn say_bytes(&mut self, bytes: &[u8]) {
        self.received.extend_from_slice(bytes);
    }

    pub(super) fn run(&mut self, ms: u64) {
        for _ in 0..ms {
            self.now_ms += 1;
            self.turn();
        }
    }

    /// One turn at `now_ms`, wherever the clock was set.
    pub(super) fn turn(&mut self) {
        if self.booth_beats && self.now_ms.is_multiple_of(HEARTBEAT_MS) {
            self.say(HostMessage::Heartbeat);
        }
        if self.readings.0 != self.pressed {
            self.readings = (self.pressed, Contacts::from_pressed(self.pressed));
        }
        let inputs = Inputs {
            contacts: self.scan.unwrap_or(self.readings.1),
            headphones: self.headphones,
            display_ok: self.display_ok,
            received: &self.received,
        };
        let (state, outputs) = step(core::mem::take(&mut self.state), &inputs, self.now_ms);
        self.received.clear();
        self.state = state;
        self.screen = outputs.screen;
        self.tone = outputs.tone;
        self.sent.extend_from_slice(outputs.send.as_bytes());
        self.listen(outputs.send.as_bytes());
    }

    fn listen(&mut self, bytes: &[u8]) {
        let mut left = bytes;
        loop {
            match self.decoder.feed(left) {
                Outcome::Incomplete => return,
                Outcome::Message { message, rest } => {
                    self.heard.push((self.now_ms, message));
                    left = rest;
                }
                Outcome::Damaged { damage, .. } => panic!("the board sent a damaged frame: {damage:?}"),
            }
        }
    }

    /// Everything heard since it was last asked for, with its time.
    pub(super) fn heard(&mut self) -> Vec<(u64, BoardMessage)> {
        core::mem::take(&mut self.heard)
    }

    /// Everything heard but heartbeats.
    pub(super) fn answers(&mut self) -> Vec<BoardMessage> {
        let heard = self.heard().into_iter().map(|(_, message)| message);
        heard.filter(|message| !matches!(message, BoardMessage::Heartbeat { .. })).collect()
    }

    /// The inputs heard.
    pub(super) fn inputs(&mut self) -> Vec<Input> {
        self.timed_inputs().into_iter().map(|(_, input)| input).collect()
    }

    /// The inputs heard, with the time the board gives them.
    pub(super) fn timed_inputs(&mut self) -> Vec<(u64, Input)> {
        let input = |(heard_ms, message)| {
            let BoardMessage::Input { at_ms, input, .. } = message else { return None };
            assert_eq!(u64::from(at_ms), heard_ms & u64::from(u32::MAX));
            Some((heard_ms, input))
        };
        self.heard().into_iter().filter_map(input).collect()
    }

    /// A press of `hold_ms`, and a rest as long as any double-strike time.
    pub(super) fn strike(&mut self, key: Key, hold_ms: u64) {
        self.pressed = self.pressed.with(key);
        self.run(hold_ms);
        self.pressed = self.pressed.without(key);
        self.run(1000);
    }
}

/// Follows numbers as the booth does; panics at a gap or a double.
pub(super) fn follow(tracker: &mut SequenceTracker, heard: &[(u64, BoardMessage)]) {
    for (_, message) in heard {
        match message {
            BoardMessage::Input { sequence, .. } => assert_eq!(tracker.input(*sequence), Arrival::Next),
            BoardMessage::Heartbeat { next_sequence, .. } => assert_eq!(tracker.heartbeat(*next_sequence), 0),
            BoardMessage::SessionBegun { first_sequence } => *tracker = SequenceTracker::starting_at(*first_sequence),
            BoardMessage::SessionEnded | BoardMessage::Hello { .. } => *tracker = SequenceTracker::default(),
            BoardMessage::SelfTest(_) => {}
        }
    }
}
