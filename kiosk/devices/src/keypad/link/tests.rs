//! The link with a fake clock and a board that follows a script.

mod board;
mod counting;
mod random_line;

use keypad_protocol::{
    Beep, BoardMessage, Decoder, DisplayLanguage, DisplayPage, DoubleStrike, HostMessage, Key, KeyEvent, KeySet,
    Outcome, ProtocolVersion, encode,
};

use super::{Incident, Link, Output, PortFault};
use crate::keypad::Command;
use crate::{Happened, LinkState};

/// A link, its clock, and all it said.
struct Bench {
    link: Link,
    now_ms: u64,
    decoder: Decoder<HostMessage>,
    sent: Vec<HostMessage>,
    events: Vec<Happened>,
}

impl Bench {
    fn new() -> Self {
        let mut number = 0_u16;
        let random = move || {
            number = number.wrapping_mul(25_173).wrapping_add(13_849);
            number
        };
        let link = Link::new(Box::new(random));
        Self { link, now_ms: 1_000, decoder: Decoder::new(), sent: Vec::new(), events: Vec::new() }
    }

    /// A link that is up, outside sessions, with what led there forgotten.
    fn linked() -> Self {
        let mut bench = Self::new();
        bench.step(Incident::Opened);
        bench.say(board::hello());
        bench.say(BoardMessage::SessionEnded);
        bench.forget();
        bench
    }

    /// A link in a session, and the session's first number.
    fn in_session() -> (Self, u16) {
        let mut bench = Self::linked();
        bench.step(Incident::Command(Command::BeginSession));
        let first = bench.begun().unwrap();
        bench.say(BoardMessage::SessionBegun { first_sequence: first });
        bench.forget();
        (bench, first)
    }

    fn forget(&mut self) {
        self.sent.clear();
        self.events.clear();
    }

    fn step(&mut self, incident: Incident<'_>) {
        let Output { events, frames } = self.link.step(incident, self.now_ms);
        self.events.extend(events);
        for frame in frames {
            match self.decoder.feed(frame.as_bytes()) {
                Outcome::Message { message, rest: [] } => self.sent.push(message),
                other => panic!("no frame: {other:?}"),
            }
        }
    }

    fn say(&mut self, message: BoardMessage) {
        self.step(Incident::Received(encode(&message).unwrap().as_bytes()));
    }

    fn press(&mut self, sequence: u16, key: Key) {
        self.say(board::input(sequence, KeyEvent::Pressed(key)));
    }

    /// Lets time pass as a thread does, with a heartbeat of the board's every so often if there is one.
    fn pass(&mut self, ms: u64, heartbeat: Option<BoardMessage>) {
        let until_ms = self.now_ms + ms;
        while self.now_ms < until_ms {
            self.now_ms += 10;
            if let Some(heartbeat) = heartbeat.filter(|_| self.now_ms.is_multiple_of(250)) {
                self.say(heartbeat);
            }
            self.step(Incident::Time);
        }
    }

    /// The number of the last `BeginSession` sent.
    fn begun(&self) -> Option<u16> {
        self.sent.iter().rev().find_map(|message| match message {
            HostMessage::BeginSession { first_sequence } => Some(*first_sequence),
            _ => None,
        })
    }

    fn count(&self, wanted: HostMessage) -> usize {
        self.sent.iter().filter(|message| **message == wanted).count()
    }
}

fn pressed(key: Key) -> Happened {
    Happened::Key(KeyEvent::Pressed(key))
}

fn released(key: Key) -> Happened {
    Happened::Key(KeyEvent::Released(key))
}

#[test]
fn a_board_that_answers_is_linked_and_told_once() {
    let mut bench = Bench::new();
    bench.step(Incident::Opened);
    assert_eq!(bench.sent, [HostMessage::Hello { protocol: ProtocolVersion::CURRENT }]);
    bench.say(board::hello());
    bench.say(BoardMessage::SessionEnded);
    bench.pass(2_000, Some(board::heartbeat(0)));
    assert_eq!(bench.events, [Happened::Link(board::linked()), Happened::Headphones(false)]);
    assert_eq!(bench.count(HostMessage::Heartbeat), 8);
}

#[test]
fn hello_is_said_again_until_answered_and_a_silent_port_is_told_once() {
    let mut bench = Bench::new();
    bench.step(Incident::Opened);
    bench.pass(740, None);
    assert_eq!(bench.events, []);
    bench.pass(1_260, None);
    assert_eq!(bench.events, [Happened::Link(LinkState::Silent)]);
    assert_eq!(bench.sent.len(), 9);
    assert_eq!(bench.link.silent_ms(bench.now_ms), 2_000);
}

#[test]
fn no_input_is_taken_before_the_greeting() {
    let mut bench = Bench::new();
    bench.step(Incident::Opened);
    bench.press(0, Key::Up);
    bench.say(board::heartbeat(1));
    assert_eq!(bench.events, []);
}

#[test]
fn another_major_version_is_refused_until_the_board_speaks_ours() {
    let mut bench = Bench::new();
    let theirs = ProtocolVersion { major: 2, minor: 7 };
    bench.step(Incident::Opened);
    bench.say(board::hello_of(theirs));
    bench.press(0, Key::Up);
    assert_eq!(bench.events, [Happened::Link(LinkState::WrongVersion { theirs })]);
    bench.forget();
    bench.pass(260, None);
    assert_eq!(bench.sent, [HostMessage::Hello { protocol: ProtocolVersion::CURRENT }]);
    bench.say(board::hello());
    assert_eq!(bench.events.first(), Some(&Happened::Link(board::linked())));
}

#[test]
fn another_minor_version_is_taken() {
    let mut bench = Bench::new();
    bench.step(Incident::Opened);
    bench.say(board::hello_of(ProtocolVersion { major: ProtocolVersion::CURRENT.major, minor: 200 }));
    assert!(bench.link.is_linked());
}

#[test]
fn three_missed_heartbeats_are_a_lost_link_and_not_one_moment_less() {
    let mut bench = Bench::linked();
    bench.pass(740, None);
    assert_eq!(bench.events, []);
    bench.pass(10, None);
    assert_eq!(bench.events, [Happened::Link(LinkState::Lost)]);
    bench.say(board::hello());
    assert_eq!(bench.events[1..], [Happened::Link(board::linked()), Happened::Headphones(false)]);
}

#[test]
fn a_lost_link_lets_go_of_keys_and_forgets_what_is_stuck() {
    let mut bench = Bench::linked();
    bench.press(0, Key::Up);
    bench.say(BoardMessage::Heartbeat { next_sequence: 1, stuck: [Key::Left].into_iter().collect(), headphones: true });
    bench.forget();
    bench.step(Incident::Closed(PortFault::HungUp));
    assert_eq!(bench.events, [released(Key::Up), Happened::Freed(Key::Left), Happened::Link(LinkState::Lost)]);
}

#[test]
fn a_port_that_cannot_be_opened_is_told_once_for_each_reason() {
    let mut bench = Bench::new();
    for fault in [PortFault::Absent, PortFault::Absent, PortFault::Busy, PortFault::NotPermitted, PortFault::Absent] {
        bench.step(Incident::Closed(fault));
    }
    let told = [LinkState::Absent, LinkState::Busy, LinkState::NotPermitted, LinkState::Absent].map(Happened::Link);
    assert_eq!(bench.events, told);
}

#[test]
fn a_keypad_that_is_unplugged_is_lost_and_not_absent() {
    let mut bench = Bench::linked();
    bench.step(Incident::Closed(PortFault::HungUp));
    bench.step(Incident::Closed(PortFault::Absent));
    assert_eq!(bench.events, [Happened::Link(LinkState::Lost)]);
}

#[test]
fn a_key_pressed_while_this_end_slept_does_not_act() {
    let mut bench = Bench::linked();
    bench.now_ms += 5_000;
    bench.press(0, Key::Select);
    assert_eq!(bench.events, [Happened::Link(LinkState::Lost)]);
}

#[test]
fn every_press_is_released_once() {
    let mut bench = Bench::linked();
    let told = [
        KeyEvent::Pressed(Key::Up),
        KeyEvent::Pressed(Key::Up),
        KeyEvent::Held(Key::Up),
        KeyEvent::Released(Key::Up),
        KeyEvent::Released(Key::Up),
        KeyEvent::Held(Key::Up),
        KeyEvent::Explained(Key::Up),
        KeyEvent::Pressed(Key::Help),
    ];
    for (sequence, event) in (0..).zip(told) {
        bench.say(board::input(sequence, event));
    }
    let events: Vec<_> = bench.events.iter().filter_map(board::key_event).collect();
    let wanted = [
        KeyEvent::Pressed(Key::Up),
        KeyEvent::Released(Key::Up),
        KeyEvent::Pressed(Key::Up),
        KeyEvent::Held(Key::Up),
        KeyEvent::Released(Key::Up),
        KeyEvent::Explained(Key::Up),
        KeyEvent::Pressed(Key::Help),
    ];
    assert_eq!(events, wanted);
}

#[test]
fn headphones_and_stuck_keys_are_told_on_change_even_where_the_input_was_lost() {
    let mut bench = Bench::linked();
    let stuck: KeySet = [Key::Down].into_iter().collect();
    bench.say(BoardMessage::Heartbeat { next_sequence: 0, stuck, headphones: true });
    bench.say(BoardMessage::Heartbeat { next_sequence: 0, stuck, headphones: true });
    bench.say(board::heartbeat(0));
    let wanted = [
        Happened::Stuck(Key::Down),
        Happened::Headphones(true),
        Happened::Freed(Key::Down),
        Happened::Headphones(false),
    ];
    assert_eq!(bench.events, wanted);
}

#[test]
fn the_filter_is_said_in_sessions_only_and_again_every_second() {
    let mut bench = Bench::linked();
    bench.step(Incident::Command(Command::SetFilter(DoubleStrike::Second)));
    bench.pass(1_500, Some(board::heartbeat(0)));
    assert_eq!(bench.count(HostMessage::SetFilter(DoubleStrike::Second)), 0);
    let (mut bench, first) = Bench::in_session();
    bench.step(Incident::Command(Command::SetFilter(DoubleStrike::Half)));
    bench.pass(2_500, Some(board::heartbeat(first)));
    assert!(bench.count(HostMessage::SetFilter(DoubleStrike::Half)) >= 3);
    assert_eq!(bench.count(HostMessage::SetFilter(DoubleStrike::Tenth)), 0);
}

#[test]
fn in_a_session_the_board_is_told_nothing_of_display_beeper_or_self_test() {
    let (mut bench, first) = Bench::in_session();
    let display = Command::SetDisplay { page: DisplayPage::CallPollWorker(302), language: DisplayLanguage::Ru };
    for command in [display, Command::Beep(Beep::Fault), Command::RunSelfTest] {
        bench.step(Incident::Command(command));
    }
    bench.pass(3_000, Some(board::heartbeat(first)));
    let allowed = [HostMessage::Heartbeat, HostMessage::SetFilter(DoubleStrike::Tenth)];
    assert!(bench.sent.iter().all(|message| allowed.contains(message)));
    bench.forget();
    bench.step(Incident::Command(Command::EndSession));
    bench.say(BoardMessage::SessionEnded);
    let page = HostMessage::SetDisplay { page: DisplayPage::CallPollWorker(302), language: DisplayLanguage::Ru };
    assert_eq!(bench.sent, [HostMessage::EndSession, page]);
}

#[test]
fn outside_sessions_beeper_and_self_test_are_passed_on_at_once() {
    let mut bench = Bench::linked();
    bench.step(Incident::Command(Command::Beep(Beep::Ready)));
    bench.step(Incident::Command(Command::RunSelfTest));
    assert_eq!(bench.sent, [HostMessage::Beep(Beep::Ready), HostMessage::RunSelfTest]);
}

/// Everything a voter does must be gone from this end too.
#[test]
fn after_a_session_nothing_tells_what_was_pressed() {
    let (mut one, first) = Bench::in_session();
    let (mut other, _) = Bench::in_session();
    for (sequence, key) in (first..).zip([Key::Up, Key::Down, Key::Select, Key::Left]) {
        one.press(sequence, key);
    }
    other.press(first, Key::Help);
    for bench in [&mut one, &mut other] {
        bench.step(Incident::Command(Command::EndSession));
        bench.say(BoardMessage::SessionEnded);
    }
    assert!(one.link.inputs == other.link.inputs);
    assert_eq!(format!("{:?}", one.link.decoder), format!("{:?}", other.link.decoder));
}
