//! What goes to the booth in one step: whole frames, in a buffer of fixed size.

use keypad_protocol::{BoardMessage, encode};

/// The longest frame a board sends, in bytes, both zeros included. A test measures it.
pub(crate) const LONGEST_FRAME: usize = 22;

/// Answers to the booth's messages in one step; what it asks beyond, it asks again.
const ANSWERS: usize = 8;

/// Inputs of one step: two of a key are possible, and one each of the headphones and of too many keys.
const INPUTS: usize = 32;

/// The hello after a start, the heartbeat, the self-test's report.
const OF_ITS_OWN: usize = 3;

/// The size of the buffer, in bytes.
pub const CAPACITY: usize = (ANSWERS + INPUTS + OF_ITS_OWN) * LONGEST_FRAME;

/// Frames to send, whole ones only.
#[derive(Clone, Copy)]
pub struct Outgoing {
    bytes: [u8; CAPACITY],
    length: usize,
    answers: usize,
}

impl Outgoing {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; CAPACITY], length: 0, answers: 0 }
    }

    /// The bytes to send, in order.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&[])
    }

    /// Adds an answer, if this step has room for one more. A flood of questions leaves room for the keys.
    pub(crate) fn answer(&mut self, message: &BoardMessage) {
        if self.answers < ANSWERS {
            self.answers += 1;
            self.say(message);
        }
    }

    /// Adds a message. There is room for every message a step can have; one that had none would be missed by
    /// its number.
    pub(crate) fn say(&mut self, message: &BoardMessage) {
        let Ok(frame) = encode(message) else { return };
        let frame = frame.as_bytes();
        let end = self.length + frame.len();
        if let Some(place) = self.bytes.get_mut(self.length..end) {
            place.copy_from_slice(frame);
            self.length = end;
        }
    }
}

impl core::fmt::Debug for Outgoing {
    /// Says how much, never what: the bytes tell which keys were pressed.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Outgoing({} bytes)", self.length)
    }
}

#[cfg(test)]
mod tests {
    use key_filter::CAPACITY as FILTERED;
    use keypad_protocol::{Input, Key, KeyEvent, KeySet, SelfTest, encode};

    use super::{ANSWERS, BoardMessage, INPUTS, LONGEST_FRAME, Outgoing};
    use crate::board::{CAPABILITIES, FIRMWARE};

    fn longest_of_each() -> [BoardMessage; 6] {
        let input = Input::Key(KeyEvent::Explained(Key::SwitchSelect));
        [
            BoardMessage::Hello {
                protocol: keypad_protocol::ProtocolVersion { major: u8::MAX, minor: u8::MAX },
                firmware: FIRMWARE,
                capabilities: CAPABILITIES,
                headphones: true,
            },
            BoardMessage::Heartbeat { next_sequence: u16::MAX, stuck: KeySet::ALL, headphones: true },
            BoardMessage::Input { sequence: u16::MAX, at_ms: u32::MAX, input },
            BoardMessage::SelfTest(SelfTest { down: KeySet::ALL, matrix_ok: true, display_ok: true }),
            BoardMessage::SessionBegun { first_sequence: u16::MAX },
            BoardMessage::SessionEnded,
        ]
    }

    #[test]
    fn no_frame_is_longer_than_the_buffer_was_reckoned_for() {
        let longest = longest_of_each().map(|message| encode(&message).unwrap().as_bytes().len()).into_iter().max();
        assert_eq!(longest, Some(LONGEST_FRAME));
    }

    #[test]
    fn a_flood_of_questions_leaves_room_for_every_key() {
        assert_eq!(INPUTS, FILTERED + 2);
        let [hello, heartbeat, input, self_test, ..] = longest_of_each();
        let mut outgoing = Outgoing::new();
        outgoing.say(&hello);
        for _ in 0..100 {
            outgoing.answer(&hello);
        }
        for _ in 0..INPUTS {
            outgoing.say(&input);
        }
        outgoing.say(&self_test);
        outgoing.say(&heartbeat);
        let lengths = [(1 + ANSWERS, &hello), (INPUTS, &input), (1, &self_test), (1, &heartbeat)];
        let whole: usize =
            lengths.iter().map(|(count, message)| count * encode(*message).unwrap().as_bytes().len()).sum();
        assert_eq!(outgoing.as_bytes().len(), whole);
    }

    #[test]
    fn a_full_buffer_takes_no_part_of_a_frame() {
        let [.., input, _, _, _] = longest_of_each();
        let frame = encode(&input).unwrap();
        let mut outgoing = Outgoing::new();
        for _ in 0..1000 {
            outgoing.say(&input);
        }
        assert_eq!(outgoing.as_bytes().len() % frame.as_bytes().len(), 0);
        assert!(outgoing.as_bytes().ends_with(frame.as_bytes()));
    }
}
