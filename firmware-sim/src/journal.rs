//! The last messages of both ends, by kind. During a session nothing that follows from a voter's keys is noted,
//! not even that there was one. Heartbeats are left out: the state of the link says the same.

use std::collections::VecDeque;

use keypad_protocol::{BoardMessage, Decoder, Direction, HostMessage, Input, KeyEvent, Message, Outcome};

/// How many notes are kept.
const KEPT: usize = 10;

/// One or more messages of the same kind in a row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    /// Who said it.
    pub from: Direction,
    /// Its kind, and outside sessions its contents; in the words of `WIRE.md`.
    pub text: String,
}

/// What was said last.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    notes: VecDeque<Note>,
    board: Decoder<BoardMessage>,
    host: Decoder<HostMessage>,
}

impl Journal {
    /// The oldest first.
    pub(crate) fn notes(&self) -> Vec<Note> {
        self.notes.iter().cloned().collect()
    }

    pub(crate) fn board_said(&mut self, bytes: &[u8], in_session: bool) {
        let said = messages(&mut self.board, bytes);
        said.iter()
            .filter_map(|message| board_text(message, in_session))
            .for_each(|text| self.note(Direction::FromBoard, text));
    }

    pub(crate) fn host_said(&mut self, bytes: &[u8], in_session: bool) {
        let said = messages(&mut self.host, bytes);
        said.iter()
            .filter_map(|message| host_text(message, in_session))
            .for_each(|text| self.note(Direction::FromHost, text));
    }

    /// Forgets frames begun: the line was cut.
    pub(crate) fn cut(&mut self) {
        self.board.reset();
        self.host.reset();
    }

    /// A kind said again moves to the end: how often would tell how many keys there were.
    fn note(&mut self, from: Direction, text: String) {
        let note = Note { from, text };
        self.notes.retain(|old| *old != note);
        self.notes.push_back(note);
        if self.notes.len() > KEPT {
            self.notes.pop_front();
        }
    }
}

fn messages<M: Message>(decoder: &mut Decoder<M>, bytes: &[u8]) -> Vec<M> {
    let (mut found, mut rest) = (Vec::new(), bytes);
    loop {
        rest = match decoder.feed(rest) {
            Outcome::Incomplete => return found,
            Outcome::Damaged { rest, .. } => rest,
            Outcome::Message { message, rest } => {
                found.push(message);
                rest
            }
        };
    }
}

fn board_text(message: &BoardMessage, in_session: bool) -> Option<String> {
    let text = match message {
        BoardMessage::Hello { protocol, .. } => format!("Hello {}.{}", protocol.major, protocol.minor),
        BoardMessage::Heartbeat { .. } => return None,
        BoardMessage::Input { .. } if in_session => return None,
        BoardMessage::Input { input, .. } => input_text(*input),
        BoardMessage::SelfTest(_) => "SelfTest".to_owned(),
        BoardMessage::SessionBegun { .. } => "SessionBegun".to_owned(),
        BoardMessage::SessionEnded => "SessionEnded".to_owned(),
    };
    Some(text)
}

fn input_text(input: Input) -> String {
    match input {
        Input::Key(KeyEvent::Pressed(key)) => format!("Pressed {}", key.name()),
        Input::Key(KeyEvent::Released(key)) => format!("Released {}", key.name()),
        Input::Key(KeyEvent::Held(key)) => format!("Held {}", key.name()),
        Input::Key(KeyEvent::Explained(key)) => format!("Explained {}", key.name()),
        Input::Headphones(true) => "Headphones in".to_owned(),
        Input::Headphones(false) => "Headphones out".to_owned(),
        Input::Stuck(key) => format!("Stuck {}", key.name()),
        Input::Freed(key) => format!("Freed {}", key.name()),
        Input::Ambiguous => "Ambiguous".to_owned(),
    }
}

fn host_text(message: &HostMessage, in_session: bool) -> Option<String> {
    let text = match message {
        HostMessage::Hello { protocol } => format!("Hello {}.{}", protocol.major, protocol.minor),
        HostMessage::Heartbeat => return None,
        HostMessage::BeginSession { .. } => "BeginSession".to_owned(),
        HostMessage::EndSession => "EndSession".to_owned(),
        // The voter's own setting.
        HostMessage::SetFilter(_) => return None,
        HostMessage::SetDisplay { .. } | HostMessage::Beep(_) if in_session => return None,
        HostMessage::SetDisplay { .. } => "SetDisplay".to_owned(),
        HostMessage::Beep(_) => "Beep".to_owned(),
        HostMessage::RunSelfTest => "RunSelfTest".to_owned(),
    };
    Some(text)
}

#[cfg(test)]
mod tests {
    use keypad_protocol::{Key, encode};

    use super::*;

    fn input(sequence: u16, key: Key) -> Vec<u8> {
        let input = Input::Key(KeyEvent::Pressed(key));
        encode(&BoardMessage::Input { sequence, at_ms: 5, input }).unwrap().as_bytes().to_vec()
    }

    #[test]
    fn in_a_session_keys_leave_no_trace_in_the_journal() {
        let mut journal = Journal::default();
        journal.board_said(&input(0, Key::Up), false);
        let before = journal.notes();
        for sequence in 0..50 {
            journal.board_said(&input(sequence, Key::Down), true);
        }
        assert_eq!(journal.notes(), before);
        assert_eq!(before.first().unwrap().text, "Pressed up");
    }

    #[test]
    fn messages_in_pieces_are_noted_once() {
        let mut journal = Journal::default();
        let frame = encode(&HostMessage::RunSelfTest).unwrap();
        for byte in frame.as_bytes() {
            journal.host_said(&[*byte], false);
        }
        assert_eq!(journal.notes(), [Note { from: Direction::FromHost, text: "RunSelfTest".to_owned() }]);
    }
}
