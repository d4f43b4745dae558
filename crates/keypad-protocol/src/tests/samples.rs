//! A message of every kind, with values at both ends of their ranges.

use proptest::{prelude::*, sample::select};

use crate::{
    Beep, BoardMessage, Capabilities, DisplayLanguage, DisplayPage, DoubleStrike, FirmwareVersion, HostMessage, Input,
    Key, KeyEvent, KeySet, ProtocolVersion, SelfTest,
};

fn inputs() -> Vec<Input> {
    let keys = Key::ALL.into_iter().flat_map(|key| {
        [KeyEvent::Pressed(key), KeyEvent::Released(key), KeyEvent::Held(key), KeyEvent::Explained(key)]
            .map(Input::Key)
            .into_iter()
            .chain([Input::Stuck(key), Input::Freed(key)])
    });
    keys.chain([Input::Headphones(true), Input::Headphones(false), Input::Ambiguous]).collect()
}

pub(super) fn from_board() -> Vec<BoardMessage> {
    let full = Capabilities { keys: KeySet::ALL, switches: true, plug_sensing: true, display: true, beeper: true };
    let bare =
        Capabilities { keys: KeySet::EMPTY, switches: false, plug_sensing: false, display: false, beeper: false };
    let last = ProtocolVersion { major: u8::MAX, minor: u8::MAX };
    let firmware = FirmwareVersion { major: u8::MAX, minor: 0, patch: u8::MAX };
    let mut all = vec![
        BoardMessage::Hello { protocol: ProtocolVersion::CURRENT, firmware, capabilities: full, headphones: true },
        BoardMessage::Hello { protocol: last, firmware, capabilities: bare, headphones: false },
        BoardMessage::Heartbeat { next_sequence: 0, stuck: KeySet::EMPTY, headphones: false },
        BoardMessage::Heartbeat { next_sequence: u16::MAX, stuck: KeySet::ALL, headphones: true },
        BoardMessage::SelfTest(SelfTest::default()),
        BoardMessage::SelfTest(SelfTest { down: KeySet::ALL, matrix_ok: true, display_ok: true }),
        BoardMessage::SessionBegun { first_sequence: 0 },
        BoardMessage::SessionBegun { first_sequence: u16::MAX },
        BoardMessage::SessionEnded,
    ];
    for input in inputs() {
        all.push(BoardMessage::Input { sequence: 0, at_ms: 0, input });
        all.push(BoardMessage::Input { sequence: u16::MAX, at_ms: u32::MAX, input });
    }
    all
}

pub(super) fn from_host() -> Vec<HostMessage> {
    let mut all = vec![
        HostMessage::Hello { protocol: ProtocolVersion::CURRENT },
        HostMessage::Heartbeat,
        HostMessage::BeginSession { first_sequence: 0 },
        HostMessage::BeginSession { first_sequence: u16::MAX },
        HostMessage::EndSession,
        HostMessage::Beep(Beep::Here),
        HostMessage::Beep(Beep::Ready),
        HostMessage::Beep(Beep::Fault),
        HostMessage::RunSelfTest,
    ];
    all.extend(DoubleStrike::ALL.map(HostMessage::SetFilter));
    for page in [DisplayPage::Closed, DisplayPage::Ready, DisplayPage::CallPollWorker(u16::MAX)] {
        for language in [DisplayLanguage::Kk, DisplayLanguage::Ru, DisplayLanguage::En] {
            all.push(HostMessage::SetDisplay { page, language });
        }
    }
    all
}

/// Any input message, its numbers at random.
pub(super) fn any_input() -> impl Strategy<Value = BoardMessage> {
    (any::<u16>(), any::<u32>(), select(inputs())).prop_map(|(sequence, at_ms, input)| BoardMessage::Input {
        sequence,
        at_ms,
        input,
    })
}
