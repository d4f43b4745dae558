//! What a board says.

use keypad_protocol::{BoardMessage, Capabilities, FirmwareVersion, Input, KeyEvent, KeySet, ProtocolVersion};

use crate::{Happened, LinkState};

const FIRMWARE: FirmwareVersion = FirmwareVersion { major: 0, minor: 1, patch: 0 };
const CAPABILITIES: Capabilities =
    Capabilities { keys: KeySet::ALL, switches: true, plug_sensing: true, display: true, beeper: true };

pub(super) fn hello() -> BoardMessage {
    hello_of(ProtocolVersion::CURRENT)
}

pub(super) fn hello_of(protocol: ProtocolVersion) -> BoardMessage {
    BoardMessage::Hello { protocol, firmware: FIRMWARE, capabilities: CAPABILITIES, headphones: false }
}

pub(super) fn linked() -> LinkState {
    LinkState::Linked { firmware: FIRMWARE, capabilities: CAPABILITIES }
}

pub(super) fn heartbeat(next_sequence: u16) -> BoardMessage {
    BoardMessage::Heartbeat { next_sequence, stuck: KeySet::EMPTY, headphones: false }
}

pub(super) fn input(sequence: u16, event: KeyEvent) -> BoardMessage {
    BoardMessage::Input { sequence, at_ms: 0, input: Input::Key(event) }
}

pub(super) fn key_event(happened: &Happened) -> Option<KeyEvent> {
    match happened {
        Happened::Key(event) => Some(*event),
        _ => None,
    }
}
