//! A day at the booth on the fake clock: thousands of voters' hands with bouncing contacts, cables and
//! headphones in and out, sessions, stuck keys, faults. Every input the board tells is one that was made, in
//! its order, and none is missing. The expectation is written down when the hand moves, not computed by a filter.

use std::{vec, vec::Vec};

use keypad_protocol::{
    BoardMessage, DoubleStrike, HostMessage, Input, Key, KeyEvent, KeySet, ProtocolVersion, SequenceTracker,
};

use super::bench::{Bench, follow};
use crate::contacts::Contacts;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// SplitMix64: numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    /// A number from `low` to `high`, both included.
    fn roll(&mut self, low: u64, high: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        low + (mixed ^ (mixed >> 31)) % (high - low + 1)
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.roll(0, of.len() as u64 - 1)).unwrap()]
    }

    fn key_but_help(&mut self) -> Key {
        self.pick(&Key::ALL.map(|key| if key == Key::Help { Key::Select } else { key }))
    }
}

/// A booth and its hands.
struct Day {
    bench: Bench,
    dice: Dice,
    tracker: SequenceTracker,
    filter: DoubleStrike,
    session: bool,
    /// What must be told since the last look.
    expected: Vec<Input>,
    told: usize,
}

impl Day {
    fn new(seed: u64) -> Self {
        let (bench, dice, tracker) = (Bench::linked(), Dice(seed), SequenceTracker::default());
        Self { bench, dice, tracker, filter: DoubleStrike::Tenth, session: false, expected: vec![], told: 0 }
    }

    fn contact(&mut self, key: Key, closed: bool) {
        let pressed = self.bench.pressed;
        self.bench.pressed = if closed { pressed.with(key) } else { pressed.without(key) };
    }

    /// Turns a contact and lets it bounce, each bounce up to ten milliseconds open.
    fn bounce(&mut self, key: Key, closed: bool) {
        for _ in 0..self.dice.roll(0, 4) {
            self.contact(key, true);
            let closed_ms = self.dice.roll(1, 6);
            self.bench.run(closed_ms);
            self.contact(key, false);
            let open_ms = self.dice.roll(1, 10);
            self.bench.run(open_ms);
        }
        self.contact(key, closed);
    }

    /// Long enough for the double-strike filter to have nothing to say.
    fn rest(&mut self) {
        let rest_ms = self.filter.ms() + self.dice.roll(30, 400);
        self.bench.run(rest_ms);
    }

    fn expect(&mut self, events: &[KeyEvent]) {
        self.expected.extend(events.iter().copied().map(Input::Key));
    }

    fn press(&mut self, hold_ms: u64) {
        let key = self.dice.key_but_help();
        self.bounce(key, true);
        self.bench.run(hold_ms);
        self.bounce(key, false);
        self.rest();
        self.expect(&[KeyEvent::Pressed(key)]);
        if hold_ms > 1500 {
            self.expect(&[KeyEvent::Held(key)]);
        }
        if hold_ms > 20_000 {
            self.expected.extend([Input::Stuck(key), Input::Freed(key)]);
        } else {
            self.expect(&[KeyEvent::Released(key)]);
        }
    }

    fn double_strike(&mut self) {
        let key = self.dice.key_but_help();
        self.contact(key, true);
        let last_ms = self.filter.ms() - 20;
        let strike_ms = self.dice.roll(10, 30);
        self.bench.run(strike_ms);
        self.contact(key, false);
        let gap_ms = self.dice.roll(15, last_ms - strike_ms);
        self.bench.run(gap_ms);
        self.contact(key, true);
        self.bench.run(strike_ms);
        self.contact(key, false);
        self.rest();
        self.expect(&[KeyEvent::Pressed(key), KeyEvent::Released(key)]);
    }

    fn chord(&mut self) {
        self.bounce(Key::Help, true);
        let hold_ms = self.dice.roll(20, 3000);
        self.bench.run(hold_ms);
        let explained = self.dice.roll(0, 4);
        for _ in 0..explained {
            let key = self.dice.key_but_help();
            self.bounce(key, true);
            self.bench.run(hold_ms);
            self.bounce(key, false);
            self.rest();
            self.expect(&[KeyEvent::Explained(key)]);
        }
        self.bounce(Key::Help, false);
        self.rest();
        if explained == 0 {
            self.expect(&[KeyEvent::Pressed(Key::Help)]);
        }
    }

    fn two_keys(&mut self) {
        let (first, second) = (Key::Left, self.dice.pick(&[Key::Up, Key::Right, Key::SwitchMove]));
        self.bounce(first, true);
        self.bench.run(60);
        self.bounce(second, true);
        self.bench.run(60);
        self.bounce(first, false);
        self.bench.run(60);
        self.bounce(second, false);
        self.rest();
        self.expect(&[first, second].map(KeyEvent::Pressed));
        self.expect(&[first, second].map(KeyEvent::Released));
    }

    fn rectangle(&mut self) {
        for key in [Key::Up, Key::Select, Key::Left] {
            self.contact(key, true);
            self.bench.run(60);
        }
        for key in [Key::Left, Key::Up, Key::Select] {
            self.contact(key, false);
            self.bench.run(60);
        }
        self.rest();
        self.expect(&[Key::Up, Key::Select].map(KeyEvent::Pressed));
        self.expected.push(Input::Ambiguous);
        self.expect(&[Key::Up, Key::Select].map(KeyEvent::Released));
    }

    /// A spark of one scan, and a row of failed scans: nothing was pressed.
    fn disturbances(&mut self) {
        let key = self.dice.key_but_help();
        self.contact(key, true);
        self.bench.run(1);
        self.contact(key, false);
        self.rest();
        self.bench.scan = Some(Contacts::UNREADABLE);
        let blind_ms = self.dice.roll(1, 40);
        self.bench.run(blind_ms);
        self.bench.scan = None;
        self.rest();
        if blind_ms > 1 {
            self.expected.push(Input::Ambiguous);
        }
    }

    fn headphones(&mut self) {
        let plugged = !self.bench.headphones;
        for _ in 0..self.dice.roll(0, 5) {
            self.bench.headphones = plugged;
            let scrape_ms = self.dice.roll(1, 49);
            self.bench.run(scrape_ms);
            self.bench.headphones = !plugged;
            self.bench.run(scrape_ms);
        }
        self.bench.headphones = plugged;
        self.bench.run(60);
        self.expected.push(Input::Headphones(plugged));
    }

    /// The cable is out; keys and headphones are used; it comes back while a key is held.
    fn lost_link(&mut self) {
        self.bench.booth_beats = false;
        self.bench.run(800);
        self.look();
        let key = self.dice.key_but_help();
        self.bench.strike(key, 100);
        self.bench.headphones ^= self.dice.roll(0, 1) == 1;
        self.bounce(key, true);
        let out_ms = self.dice.roll(60, 5000);
        self.bench.run(out_ms);
        self.bench.booth_beats = true;
        self.bench.say(HostMessage::Hello { protocol: ProtocolVersion::CURRENT });
        self.bench.run(100);
        self.bounce(key, false);
        self.filter = DoubleStrike::Tenth;
        self.session = false;
        self.rest();
    }

    fn turn_session(&mut self) {
        self.session = !self.session;
        self.filter = DoubleStrike::Tenth;
        if self.session {
            let first_sequence = u16::try_from(self.dice.roll(0, 0xFFFF)).unwrap();
            self.bench.say(HostMessage::BeginSession { first_sequence });
        } else {
            self.bench.say(HostMessage::EndSession);
        }
        self.bench.run(50);
        if self.session {
            self.filter = self.dice.pick(&DoubleStrike::ALL);
            self.bench.say(HostMessage::SetFilter(self.filter));
            // The last press may be too recent for the new setting.
            self.rest();
        }
    }

    /// Something a day brings.
    fn happen(&mut self) {
        match self.dice.roll(0, 99) {
            0..60 => {
                let hold_ms = self.dice.roll(30, 300);
                self.press(hold_ms);
            }
            60..63 => {
                let hold_ms = self.dice.roll(1700, 10_000);
                self.press(hold_ms);
            }
            63 => self.press(25_000),
            64..72 => self.double_strike(),
            72..80 => self.chord(),
            80..84 => self.two_keys(),
            84..86 => self.rectangle(),
            86..88 => self.disturbances(),
            88..92 => self.headphones(),
            92..94 => self.lost_link(),
            _ => self.turn_session(),
        }
    }

    /// What was told is what was expected.
    fn look(&mut self) {
        let heard = self.bench.heard();
        follow(&mut self.tracker, &heard);
        let inputs: Vec<Input> = heard
            .into_iter()
            .filter_map(|(_, message)| if let BoardMessage::Input { input, .. } = message { Some(input) } else { None })
            .collect();
        self.told += inputs.len();
        assert_eq!(inputs, core::mem::take(&mut self.expected), "before {} ms", self.bench.now_ms);
    }
}

/// Lives through `length_ms`. Answers how many inputs were told.
fn live(length_ms: u64, seed: u64) -> usize {
    let mut day = Day::new(seed);
    while day.bench.now_ms < length_ms {
        day.happen();
        day.look();
        assert_eq!(day.bench.pressed, KeySet::EMPTY);
    }
    day.told
}

#[test]
fn a_quarter_of_an_hour_brings_no_missed_and_no_phantom_press() {
    assert!(live(DAY_MS / 100, 1) > 500);
}

#[test]
#[ignore = "takes about a minute: make soak"]
fn a_day_brings_no_missed_and_no_phantom_press() {
    assert!(live(DAY_MS, 2) > 50_000);
}
