//! The line from the board to the booth, with what is wrong with it.

use std::borrow::Cow;
use std::collections::VecDeque;

use fastrand::Rng;
use keypad_protocol::{BoardMessage, Decoder, HostMessage, Message, Outcome, ProtocolVersion, encode};

use super::Chance;

/// Bytes of garbage a millisecond: more than a port of 115,200 baud carries, as USB does.
const FLOOD_BYTES: usize = 64;

/// The line from the board to the booth, and what is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct FaultyLine {
    pub(crate) drop: Chance,
    pub(crate) double: Chance,
    pub(crate) corrupt: Chance,
    pub(crate) drop_bytes: Chance,
    pub(crate) double_bytes: Chance,
    pub(crate) delay_ms: u64,
    pub(crate) flood_until_ms: u64,
    pub(crate) version: Option<u8>,
    under_way: VecDeque<(u64, Vec<u8>)>,
    heard: Decoder<HostMessage>,
}

impl FaultyLine {
    /// Forgets what is under way: the line was cut.
    pub(crate) fn cut(&mut self) {
        self.under_way.clear();
        self.heard.reset();
    }

    /// Ends every fault; what is under way arrives when it was due.
    pub(crate) fn repair(&mut self) {
        let Self { under_way, heard, .. } = std::mem::take(self);
        *self = Self { under_way, heard, ..Self::default() };
    }

    /// What the board says, to arrive when [`FaultyLine::arrive`] is asked then.
    pub(crate) fn say(&mut self, bytes: &[u8], now_ms: u64, rng: &mut Rng) {
        let mut damaged = Vec::new();
        for frame in frames(bytes) {
            let frame = self.of_version(frame);
            if self.drop.strikes(rng) {
                continue;
            }
            let times = if self.double.strikes(rng) { 2 } else { 1 };
            for byte in std::iter::repeat_n(&frame, times).flatten() {
                if self.drop_bytes.strikes(rng) {
                    continue;
                }
                let byte = if self.corrupt.strikes(rng) { byte ^ rng.u8(1..) } else { *byte };
                damaged.extend(std::iter::repeat_n(byte, if self.double_bytes.strikes(rng) { 2 } else { 1 }));
            }
        }
        if now_ms < self.flood_until_ms {
            damaged.extend(std::iter::repeat_with(|| rng.u8(..)).take(FLOOD_BYTES));
        }
        if !damaged.is_empty() {
            self.under_way.push_back((now_ms + self.delay_ms, damaged));
        }
    }

    /// What arrives at the booth by now, in the order it was said.
    pub(crate) fn arrive(&mut self, now_ms: u64) -> Vec<u8> {
        let mut arrived = Vec::new();
        while self.under_way.front().is_some_and(|(due_ms, _)| *due_ms <= now_ms) {
            arrived.extend(self.under_way.pop_front().map(|(_, bytes)| bytes).unwrap_or_default());
        }
        arrived
    }

    /// The board's frame as a board of the faked version writes it.
    fn of_version(&self, frame: &[u8]) -> Vec<u8> {
        let hello = match Decoder::<BoardMessage>::new().feed(frame) {
            Outcome::Message { message: BoardMessage::Hello { firmware, capabilities, headphones, .. }, .. } => {
                let protocol = ProtocolVersion { major: self.version.unwrap_or(CURRENT.major), minor: CURRENT.minor };
                encode(&BoardMessage::Hello { protocol, firmware, capabilities, headphones }).ok()
            }
            Outcome::Message { .. } | Outcome::Damaged { .. } | Outcome::Incomplete => None,
        };
        hello.map_or_else(|| frame.to_vec(), |frame| frame.as_bytes().to_vec())
    }

    /// The booth's bytes as a board of the faked version takes them: a booth of that very version is the right one
    /// to it, every other a stranger. The firmware itself knows only its own version.
    pub(crate) fn hear<'bytes>(&mut self, bytes: &'bytes [u8]) -> Cow<'bytes, [u8]> {
        let Some(version) = self.version else { return Cow::Borrowed(bytes) };
        let (mut heard, mut rest) = (Vec::new(), bytes);
        loop {
            let message = match self.heard.feed(rest) {
                Outcome::Incomplete => return Cow::Owned(heard),
                Outcome::Damaged { rest: after, .. } => {
                    rest = after;
                    continue;
                }
                Outcome::Message { message, rest: after } => {
                    rest = after;
                    message
                }
            };
            let message = match message {
                HostMessage::Hello { protocol } if protocol.major == version => {
                    HostMessage::Hello { protocol: CURRENT }
                }
                HostMessage::Hello { .. } => HostMessage::Hello { protocol: STRANGER },
                other => other,
            };
            extend(&mut heard, &message);
        }
    }
}

const CURRENT: ProtocolVersion = ProtocolVersion::CURRENT;

/// A version the firmware does not know.
const STRANGER: ProtocolVersion = ProtocolVersion { major: CURRENT.major.wrapping_add(1), minor: 0 };

fn extend<M: Message>(bytes: &mut Vec<u8>, message: &M) {
    if let Ok(frame) = encode(message) {
        bytes.extend(frame.as_bytes());
    }
}

/// The frames in what the firmware sends: whole ones, a zero at each end.
fn frames(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let after_first = rest.get(1..)?;
        let end = after_first.iter().position(|byte| *byte == 0).map_or(rest.len(), |at| at + 2);
        let (frame, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(frame)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beats(count: u16) -> Vec<u8> {
        let mut bytes = Vec::new();
        for first_sequence in 0..count {
            extend(&mut bytes, &BoardMessage::SessionBegun { first_sequence });
        }
        bytes
    }

    fn through(line: &mut FaultyLine, bytes: &[u8]) -> Vec<u8> {
        line.say(bytes, 0, &mut Rng::with_seed(7));
        line.arrive(u64::MAX)
    }

    #[test]
    fn a_line_without_faults_changes_nothing() {
        let said = beats(300);
        assert_eq!(through(&mut FaultyLine::default(), &said), said);
    }

    #[test]
    fn about_a_third_of_the_messages_is_lost_and_the_others_are_whole() {
        let mut line = FaultyLine { drop: Chance::percent(30), ..FaultyLine::default() };
        let arrived = through(&mut line, &beats(1000));
        let count = frames(&arrived).count();
        assert!((640..760).contains(&count), "{count}");
        let whole = |frame: &[u8]| matches!(Decoder::<BoardMessage>::new().feed(frame), Outcome::Message { .. });
        assert!(frames(&arrived).all(whole));
    }

    #[test]
    fn every_message_comes_twice() {
        let mut line = FaultyLine { double: Chance::ALWAYS, ..FaultyLine::default() };
        let (one, said) = (beats(1), beats(1));
        assert_eq!(through(&mut line, &said), [one.clone(), one].concat());
    }

    #[test]
    fn bytes_are_changed_lost_or_doubled_as_often_as_asked() {
        let said = beats(1000);
        let mut line = FaultyLine { corrupt: Chance::percent(5), ..FaultyLine::default() };
        let arrived = through(&mut line, &said);
        let changed = said.iter().zip(&arrived).filter(|(said, arrived)| said != arrived).count();
        assert_eq!(arrived.len(), said.len());
        assert!((said.len() / 25..said.len() / 15).contains(&changed), "{changed} of {}", said.len());
        let mut line = FaultyLine { drop_bytes: Chance::ALWAYS, ..FaultyLine::default() };
        assert!(through(&mut line, &said).is_empty());
        let mut line = FaultyLine { double_bytes: Chance::ALWAYS, ..FaultyLine::default() };
        assert_eq!(through(&mut line, &said).len(), 2 * said.len());
    }

    #[test]
    fn the_same_seed_damages_alike_and_another_seed_otherwise() {
        let said = beats(200);
        let damaged = |seed| {
            let mut line =
                FaultyLine { corrupt: Chance::percent(10), drop: Chance::percent(10), ..FaultyLine::default() };
            line.say(&said, 0, &mut Rng::with_seed(seed));
            line.arrive(0)
        };
        assert_eq!(damaged(5), damaged(5));
        assert_ne!(damaged(5), damaged(6));
    }

    #[test]
    fn late_bytes_arrive_in_order_and_not_a_millisecond_early() {
        let mut line = FaultyLine { delay_ms: 50, ..FaultyLine::default() };
        let mut rng = Rng::with_seed(1);
        let said = beats(2);
        let (first, second) = said.split_at(said.len() / 2);
        line.say(first, 10, &mut rng);
        line.delay_ms = 0;
        line.say(second, 11, &mut rng);
        assert!(line.arrive(59).is_empty());
        assert_eq!(line.arrive(60), said);
    }

    #[test]
    fn a_board_of_another_version_says_so_and_knows_its_like() {
        let mut line = FaultyLine { version: Some(9), ..FaultyLine::default() };
        let hello = |major| encode(&HostMessage::Hello { protocol: ProtocolVersion { major, minor: 0 } }).unwrap();
        let major = |bytes: &[u8]| match Decoder::<HostMessage>::new().feed(bytes) {
            Outcome::Message { message: HostMessage::Hello { protocol }, .. } => protocol.major,
            other => panic!("{other:?}"),
        };
        assert_eq!(major(&line.hear(hello(9).as_bytes())), CURRENT.major);
        assert_ne!(major(&line.hear(hello(CURRENT.major).as_bytes())), CURRENT.major);
        let own = BoardMessage::Hello {
            protocol: CURRENT,
            firmware: keypad_core::FIRMWARE,
            capabilities: keypad_core::CAPABILITIES,
            headphones: false,
        };
        let mut said = Vec::new();
        extend(&mut said, &own);
        let arrived = through(&mut line, &said);
        let Outcome::Message { message: BoardMessage::Hello { protocol, .. }, .. } = Decoder::new().feed(&arrived)
        else {
            panic!("no hello");
        };
        assert_eq!(protocol.major, 9);
    }
}
