//! The link against an honest board over a line that damages and doubles frames at random.

use std::collections::VecDeque;

use keypad_protocol::{BoardMessage, HostMessage, Key, KeyEvent};
use proptest::prelude::*;

use super::{Bench, board};
use crate::keypad::{Command, Incident};
use crate::{Happened, LinkState};

/// What happens next.
#[derive(Clone, Copy, Debug)]
enum Act {
    Key,
    Begin,
    End,
    /// The booth reads one frame.
    ToBooth,
    /// The board reads one frame.
    ToBoard,
    DamageToBooth,
    DamageToBoard,
    Double,
    Time,
}

/// A board that counts as `WIRE.md` says. Its keys are told as explained, so that each is one event.
#[derive(Default)]
struct Board {
    session: Option<u16>,
    next: u16,
    sent: Vec<Key>,
}

impl Board {
    fn key(&mut self) -> BoardMessage {
        let key = Key::ALL[self.sent.len() % Key::ALL.len()];
        self.sent.push(key);
        let message = board::input(self.next, KeyEvent::Explained(key));
        self.next = self.next.wrapping_add(1);
        message
    }

    fn hear(&mut self, message: HostMessage) -> Option<BoardMessage> {
        match message {
            HostMessage::Hello { .. } => {
                (self.session, self.next) = (None, 0);
                Some(board::hello())
            }
            HostMessage::BeginSession { first_sequence } => {
                if self.session != Some(first_sequence) {
                    (self.session, self.next) = (Some(first_sequence), first_sequence);
                }
                Some(BoardMessage::SessionBegun { first_sequence })
            }
            HostMessage::EndSession => {
                if self.session.take().is_some() {
                    self.next = 0;
                }
                Some(BoardMessage::SessionEnded)
            }
            _ => None,
        }
    }
}

/// Both ends and what is on its way between them. `None` is a damaged frame.
struct Line {
    bench: Bench,
    board: Board,
    to_booth: VecDeque<Option<BoardMessage>>,
    to_board: VecDeque<Option<HostMessage>>,
}

impl Line {
    fn new() -> Self {
        let mut line = Self { bench: Bench::new(), board: Board::default(), to_booth: [].into(), to_board: [].into() };
        line.bench.step(Incident::Opened);
        line.settle();
        line.bench.events.clear();
        line
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Key => self.to_booth.push_back(Some(self.board.key())),
            Act::Begin => self.bench.step(Incident::Command(Command::BeginSession)),
            Act::End => self.bench.step(Incident::Command(Command::EndSession)),
            Act::ToBooth => match self.to_booth.pop_front() {
                Some(Some(message)) => self.bench.say(message),
                Some(None) => self.bench.step(Incident::Received(&[0, 9, 9, 9, 0])),
                None => {}
            },
            Act::ToBoard => {
                let answer = self.to_board.pop_front().flatten().and_then(|message| self.board.hear(message));
                self.to_booth.extend(answer.map(Some));
            }
            Act::DamageToBooth => self.to_booth.iter_mut().take(1).for_each(|frame| *frame = None),
            Act::DamageToBoard => self.to_board.iter_mut().take(1).for_each(|frame| *frame = None),
            Act::Double => {
                if let Some(first @ Some(BoardMessage::Input { .. })) = self.to_booth.front().copied() {
                    self.to_booth.push_front(first);
                }
            }
            Act::Time => {
                self.bench.now_ms += 50;
                self.bench.step(Incident::Time);
            }
        }
        self.to_board.extend(std::mem::take(&mut self.bench.sent).into_iter().map(Some));
    }

    /// Everything arrives, and three heartbeats after it.
    fn settle(&mut self) {
        for turn in 0..60 {
            self.act(Act::Time);
            if turn % 5 == 0 {
                self.to_booth.push_back(Some(board::heartbeat(self.board.next)));
            }
            while !self.to_booth.is_empty() || !self.to_board.is_empty() {
                self.act(Act::ToBooth);
                self.act(Act::ToBoard);
            }
        }
    }

    fn heard(&self) -> Vec<Key> {
        let explained = |happened: &Happened| match happened {
            Happened::Key(KeyEvent::Explained(key)) => Some(*key),
            _ => None,
        };
        self.bench.events.iter().filter_map(explained).collect()
    }

    fn told_of_loss(&self) -> bool {
        let tells = |happened: &Happened| matches!(happened, Happened::KeysLost(_) | Happened::Link(LinkState::Lost));
        self.bench.events.iter().any(tells)
    }
}

fn quiet() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => Just(Act::Key),
        1 => Just(Act::Begin),
        1 => Just(Act::End),
        6 => Just(Act::ToBooth),
        6 => Just(Act::ToBoard),
        1 => Just(Act::Time),
    ]
}

fn noisy() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => quiet(),
        1 => Just(Act::DamageToBooth),
        1 => Just(Act::DamageToBoard),
    ]
}

fn doubling() -> impl Strategy<Value = Act> {
    prop_oneof![8 => quiet(), 1 => Just(Act::Double)]
}

/// Whether `part` is `whole` with some left out.
fn is_left_out(part: &[Key], whole: &[Key]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|key| whole.any(|other| other == key))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn on_a_good_line_every_key_is_heard_once_whatever_sessions_do(
        acts in proptest::collection::vec(quiet(), 0..150)
    ) {
        let mut line = Line::new();
        acts.into_iter().for_each(|act| line.act(act));
        // Frames that wait longer than the link's time-out are a lost link, not a good line.
        prop_assume!(!line.bench.events.contains(&Happened::Link(LinkState::Lost)));
        line.settle();
        prop_assert_eq!(line.heard(), line.board.sent.clone());
        prop_assert!(!line.told_of_loss());
    }

    #[test]
    fn a_doubled_frame_never_makes_a_key_act_twice(acts in proptest::collection::vec(doubling(), 0..150)) {
        let mut line = Line::new();
        acts.into_iter().for_each(|act| line.act(act));
        line.settle();
        prop_assert!(is_left_out(&line.heard(), &line.board.sent));
        prop_assert!(line.told_of_loss() || line.heard() == line.board.sent);
    }

    #[test]
    fn on_a_bad_line_no_key_is_doubled_and_none_is_lost_unsaid(
        acts in proptest::collection::vec(noisy(), 0..150)
    ) {
        let mut line = Line::new();
        acts.into_iter().for_each(|act| line.act(act));
        line.settle();
        let heard = line.heard();
        prop_assert!(is_left_out(&heard, &line.board.sent));
        prop_assert!(line.told_of_loss() || heard == line.board.sent);
        let tells_linked = matches!(line.bench.link.told, Some(LinkState::Linked { .. }));
        prop_assert!(tells_linked);
        prop_assert_eq!(line.board.session.is_some(), line.bench.link.inputs.in_session());
    }
}
