//! The board as a pure machine: what it knows, what comes in, and the time make what it knows next and what
//! goes out.

mod link;

#[cfg(test)]
mod tests;

use key_filter::{Filtered, KeyFilter};
use keypad_protocol::{
    BoardMessage, Capabilities, Decoder, DisplayLanguage, FirmwareVersion, HostMessage, Input, KeySet, Outcome,
};

use crate::{contacts::Contacts, outgoing::Outgoing, plug::Plug, screen::Screen, settling::Settling, tone::Tone};
use link::Link;

/// The version of this program. A test holds it against the package's.
pub const FIRMWARE: FirmwareVersion = FirmwareVersion { major: 0, minor: 1, patch: 0 };

/// What this board has.
pub const CAPABILITIES: Capabilities =
    Capabilities { keys: KeySet::ALL, switches: true, plug_sensing: true, display: true, beeper: true };

/// What reached the board since the last step.
#[derive(Clone, Copy)]
pub struct Inputs<'bytes> {
    /// The contacts, as just scanned.
    pub contacts: Contacts,
    /// Headphones are plugged in, as the socket's contact says now.
    pub headphones: bool,
    /// The display took what it was last sent.
    pub display_ok: bool,
    /// Bytes from the booth, in pieces of any size.
    pub received: &'bytes [u8],
}

/// What the board does.
#[derive(Clone, Copy, Debug)]
pub struct Outputs {
    /// Bytes for the booth.
    pub send: Outgoing,
    /// What the beeper gives from now until the next step.
    pub tone: Option<Tone>,
    /// What the display shows.
    pub screen: Screen,
}

/// Everything the board knows. It has no other memory.
#[derive(Clone, Eq, PartialEq)]
pub struct State {
    now_ms: u64,
    decoder: Decoder<HostMessage>,
    link: Link,
    settling: Settling,
    filter: KeyFilter,
    /// `None` until the first step has looked.
    plug: Option<Plug>,
    /// The display's language, as the booth last said.
    language: DisplayLanguage,
}

impl State {
    /// The board at power-up.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            now_ms: 0,
            decoder: Decoder::new(),
            link: Link::Waiting,
            settling: Settling::new(),
            filter: KeyFilter::new(),
            plug: None,
            language: DisplayLanguage::Kk,
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

impl core::fmt::Debug for State {
    /// Says nothing of what the board knows: keys lead to what was chosen.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("State").finish_non_exhaustive()
    }
}

/// One turn of the board's loop, to be made every millisecond. `now_ms` is the time since power-up; it may
/// jump ahead, and one that goes back counts as standing still.
///
/// The first turn says hello unasked. From the booth's hello of our major version on, until it falls silent,
/// inputs are told; none is kept for later.
#[must_use]
pub fn step(state: State, inputs: &Inputs<'_>, now_ms: u64) -> (State, Outputs) {
    let mut turn = Turn { state, send: Outgoing::new() };
    let later = now_ms > turn.state.now_ms;
    turn.state.now_ms = turn.state.now_ms.max(now_ms);
    turn.look_at_plug(inputs.headphones);
    turn.read(inputs.received);
    turn.notice_silence();
    turn.look_at_keys(&inputs.contacts, later);
    turn.watch(inputs);
    turn.beat();
    let tone = turn.tone();
    let screen = turn.screen();
    (turn.state, Outputs { send: turn.send, tone, screen })
}

/// A turn of the loop while it is made.
struct Turn {
    state: State,
    send: Outgoing,
}

impl Turn {
    /// The first look is no change, but the moment to say hello.
    fn look_at_plug(&mut self, contact: bool) {
        let now_ms = self.state.now_ms;
        if let Some(plug) = &mut self.state.plug {
            if let Some(plugged) = plug.take(contact, now_ms) {
                self.tell(Input::Headphones(plugged));
            }
        } else {
            self.state.plug = Some(Plug::new(contact));
            let hello = self.hello();
            self.send.say(&hello);
        }
    }

    /// Hears every whole message among the bytes. Damaged ones are dropped: the booth asks again.
    fn read(&mut self, received: &[u8]) {
        let mut left = received;
        loop {
            match self.state.decoder.feed(left) {
                Outcome::Incomplete => return,
                Outcome::Damaged { rest, .. } => left = rest,
                Outcome::Message { message, rest } => {
                    left = rest;
                    self.hear(message);
                }
            }
        }
    }

    fn look_at_keys(&mut self, contacts: &Contacts, later: bool) {
        let State { settling, filter, now_ms, .. } = &mut self.state;
        let settled = settling.take(contacts, filter.down(), *now_ms, later);
        let filtered = filter.update(settled.closed, *now_ms);
        if settled.tell_doubt {
            self.tell(Input::Ambiguous);
        }
        for filtered in filtered {
            self.tell(match filtered {
                Filtered::Key(event) => Input::Key(event),
                Filtered::Stuck(key) => Input::Stuck(key),
                Filtered::Freed(key) => Input::Freed(key),
            });
        }
    }

    /// Keys down now count only after they came up, and nothing of what was pressed stays.
    fn forget_keys(&mut self) {
        self.state.settling = Settling::new();
        self.state.filter.forget();
    }

    fn hello(&self) -> BoardMessage {
        BoardMessage::Hello {
            protocol: keypad_protocol::ProtocolVersion::CURRENT,
            firmware: FIRMWARE,
            capabilities: CAPABILITIES,
            headphones: self.plugged(),
        }
    }

    fn plugged(&self) -> bool {
        self.state.plug.is_some_and(|plug| plug.plugged())
    }
}
