//! The messages, both ways. The order of variants and fields is the wire format: new ones go to the end,
//! and any change raises [`ProtocolVersion`].

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{KeyEvent, KeySet};

/// Each end says it is there this often, in milliseconds.
pub const HEARTBEAT_MS: u64 = 250;

/// Three missed heartbeats are a lost link, in milliseconds.
pub const LINK_TIMEOUT_MS: u64 = 3 * HEARTBEAT_MS;

/// Which way a message goes. It stands in every frame, so that an echo is never taken for an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// From the keypad's board to the booth.
    FromBoard,
    /// From the booth to the keypad's board.
    FromHost,
}

impl Direction {
    /// The first byte of a frame's body.
    pub(crate) const fn tag(self) -> u8 {
        match self {
            Self::FromBoard => 0xB0,
            Self::FromHost => 0x70,
        }
    }
}

/// A message that can be framed: [`BoardMessage`] or [`HostMessage`].
pub trait Message: Serialize + DeserializeOwned {
    /// The way it goes.
    const DIRECTION: Direction;

    /// Whether its values are ones an honest sender can have. A frame that says otherwise is damaged.
    fn is_sound(&self) -> bool {
        true
    }
}

/// The version of the messages and frames. Ends of different `major` refuse each other; a greater `minor`
/// only adds messages at the end, which the other end drops as damaged.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct ProtocolVersion {
    /// Changes what is there.
    pub major: u8,
    /// Adds to it.
    pub minor: u8,
}

impl ProtocolVersion {
    /// The version this crate speaks.
    pub const CURRENT: Self = Self { major: 1, minor: 0 };
}

/// The version of the board's program.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct FirmwareVersion {
    /// Changes what a voter or a poll worker meets.
    pub major: u8,
    /// Adds to it.
    pub minor: u8,
    /// Repairs it.
    pub patch: u8,
}

/// What this board has.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Capabilities {
    /// The keys that are wired.
    pub keys: KeySet,
    /// It has a socket for two switches.
    pub switches: bool,
    /// It feels whether headphones are plugged in.
    pub plug_sensing: bool,
    /// It has a display.
    pub display: bool,
    /// It has a beeper.
    pub beeper: bool,
}

/// What a self-test found.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct SelfTest {
    /// Keys that were down while nobody should touch the keypad.
    pub down: KeySet,
    /// Rows and columns of the matrix answer as wired.
    pub matrix_ok: bool,
    /// The display took what it was sent.
    pub display_ok: bool,
}

/// Something that came from the voter's hand, in the order it came.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Input {
    /// A key.
    Key(KeyEvent),
    /// Headphones were plugged in (`true`) or out.
    Headphones(bool),
    /// A key has been down so long that it must be stuck; it is not listened to until it comes up.
    Stuck(crate::Key),
    /// A stuck key came up and is listened to again.
    Freed(crate::Key),
    /// Too many keys are down at once to tell which; new presses are not listened to until fewer are.
    Ambiguous,
}

/// From the keypad's board to the booth.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum BoardMessage {
    /// The answer to [`HostMessage::Hello`], and said unasked after a start. Its place and fields never change.
    Hello {
        /// The protocol it speaks.
        protocol: ProtocolVersion,
        /// Its program.
        firmware: FirmwareVersion,
        /// What it has.
        capabilities: Capabilities,
        /// Headphones are plugged in now.
        headphones: bool,
    },
    /// Every [`HEARTBEAT_MS`].
    Heartbeat {
        /// The number the next [`BoardMessage::Input`] will have, so that a lost last one is noticed too.
        next_sequence: u16,
        /// Keys that are stuck now.
        stuck: KeySet,
        /// Headphones are plugged in now.
        headphones: bool,
    },
    /// Something from the voter's hand.
    Input {
        /// Counts up by one, from what [`HostMessage::BeginSession`] said, or from 0; wraps round.
        sequence: u16,
        /// When, in milliseconds since the board started; wraps round.
        at_ms: u32,
        /// What.
        input: Input,
    },
    /// The answer to [`HostMessage::RunSelfTest`].
    SelfTest(SelfTest),
    /// The answer to [`HostMessage::BeginSession`]: inputs count from here on.
    SessionBegun {
        /// As the booth said.
        first_sequence: u16,
    },
    /// The answer to [`HostMessage::EndSession`]: inputs count from 0.
    SessionEnded,
}

impl Message for BoardMessage {
    const DIRECTION: Direction = Direction::FromBoard;

    fn is_sound(&self) -> bool {
        match self {
            Self::Hello { capabilities, .. } => !capabilities.keys.has_unknown(),
            Self::Heartbeat { stuck, .. } => !stuck.has_unknown(),
            Self::Input { .. } | Self::SessionBegun { .. } | Self::SessionEnded => true,
            Self::SelfTest(test) => !test.down.has_unknown(),
        }
    }
}

/// How long the same key is not listened to again after it was struck, in steps a voter can set.
/// Bounce is filtered whatever this says.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub enum DoubleStrike {
    /// 0.1 s.
    #[default]
    Tenth,
    /// 0.3 s.
    ThreeTenths,
    /// 0.5 s.
    Half,
    /// 1 s.
    Second,
}

impl DoubleStrike {
    /// Every step, from the shortest.
    pub const ALL: [Self; 4] = [Self::Tenth, Self::ThreeTenths, Self::Half, Self::Second];

    /// The time, in milliseconds.
    #[must_use]
    pub const fn ms(self) -> u64 {
        match self {
            Self::Tenth => 100,
            Self::ThreeTenths => 300,
            Self::Half => 500,
            Self::Second => 1000,
        }
    }
}

/// The language of the keypad's display.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub enum DisplayLanguage {
    /// Kazakh.
    #[default]
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

/// What the keypad's display can show. Pages, not text: nothing about a vote can be put on it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub enum DisplayPage {
    /// The booth is closed to voters.
    #[default]
    Closed,
    /// The booth is open: any key begins.
    Ready,
    /// A poll worker is needed. The number is that of the code (`K3xx`, `K4xx`), for the poll worker.
    CallPollWorker(u16),
}

/// A sound of the board's own beeper, outside sessions only.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Beep {
    /// One short tone: here I am.
    Here,
    /// Two tones: ready.
    Ready,
    /// A low tone: a poll worker is needed.
    Fault,
}

/// From the booth to the keypad's board.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum HostMessage {
    /// Who are you? Its place and fields never change.
    Hello {
        /// The protocol the booth speaks.
        protocol: ProtocolVersion,
    },
    /// Every [`HEARTBEAT_MS`].
    Heartbeat,
    /// A voter has begun: display constant, beeper silent, all counters anew. Said again with the same number in
    /// the same session it is only answered again, so that a lost answer can be asked for.
    BeginSession {
        /// The number of the first [`BoardMessage::Input`] of this session: drawn anew each time, at least a
        /// quarter of the numbers away from the last one, so that an input on its way is not taken for a new one.
        first_sequence: u16,
    },
    /// The voter is gone: filter, counters and keys held are forgotten.
    EndSession,
    /// The voter's double-strike setting; back to the default with `EndSession`.
    SetFilter(DoubleStrike),
    /// The page to show outside sessions.
    SetDisplay {
        /// What.
        page: DisplayPage,
        /// In which language.
        language: DisplayLanguage,
    },
    /// A sound, outside sessions.
    Beep(Beep),
    /// Test yourself, outside sessions.
    RunSelfTest,
}

impl Message for HostMessage {
    const DIRECTION: Direction = Direction::FromHost;
}
