//! Plays a recorded stream of events into a [`Translator`].
//!
//! A recording has one event a line: time in milliseconds, type, code, value. Besides events it says
//! `profile NAME` first, `gone`, `back CODES…` (plugged in again with these down), `state CODES…` (what is
//! down when the kernel is asked after `SYN_DROPPED`), `forget` (the session ends) and `wait`.

use std::fs;

use evdev::{EventType, KeyCode, SynchronizationCode};
use keypad_protocol::{DoubleStrike, KeyEvent};

use crate::Happened;
use crate::keypad::hid::{Need, Profile, RawEvent, Timed, Translator};

/// What a recording comes to, one line an event: `120 pressed up`.
pub(super) fn play(name: &str) -> Vec<String> {
    let path = format!("{}/tests/recordings/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap();
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let profile = match lines.next().unwrap() {
        "profile numeric-keypad" => Profile::numeric_keypad(),
        "profile keyboard" => Profile::keyboard(),
        "profile switch-box" => Profile::switch_box(),
        other => panic!("{path}: {other}"),
    };
    let mut player = Player { keys: Translator::new(profile, Vec::new(), DoubleStrike::Tenth, 0), needs: false };
    // A filter takes a key for up once it has seen it open for longer than any bounce.
    let mut events = Vec::new();
    player.keys.pass(20, &mut events);
    for line in lines {
        player.line(line, &mut events);
    }
    assert!(!player.needs, "{path}: no state after SYN_DROPPED");
    events.iter().map(told).collect()
}

struct Player {
    keys: Translator,
    needs: bool,
}

impl Player {
    fn line(&mut self, line: &str, events: &mut Vec<Timed>) {
        let mut words = line.split_whitespace();
        let at_ms: u64 = words.next().unwrap().parse().unwrap_or_else(|_| panic!("{line}"));
        let what = words.next().unwrap();
        let rest: Vec<_> = words.collect();
        match (what, rest.as_slice()) {
            ("EV_KEY", [code, value]) => {
                self.event(RawEvent { at_ms, kind: EventType::KEY, code: key(code).0, value: number(value) }, events);
            }
            ("EV_MSC", [_, value]) => {
                self.event(RawEvent { at_ms, kind: EventType::MISC, code: 4, value: number(value) }, events);
            }
            ("EV_SYN", [code, value]) => {
                let code = match *code {
                    "SYN_REPORT" => SynchronizationCode::SYN_REPORT,
                    "SYN_DROPPED" => SynchronizationCode::SYN_DROPPED,
                    other => panic!("{other}"),
                };
                let value = number(value);
                self.event(RawEvent { at_ms, kind: EventType::SYNCHRONIZATION, code: code.0, value }, events);
            }
            ("wait", []) => self.keys.pass(at_ms, events),
            ("forget", []) => self.keys.forget(at_ms, events),
            ("gone", []) => self.keys.gone(at_ms, events),
            ("back", codes) => {
                let down = codes.iter().map(|code| key(code)).collect();
                self.keys = Translator::new(self.keys.profile().clone(), down, DoubleStrike::Tenth, at_ms);
            }
            ("state", codes) => {
                assert!(std::mem::take(&mut self.needs), "{line}: nothing was dropped");
                let down: Vec<_> = codes.iter().map(|code| key(code)).collect();
                self.keys.state(&down, at_ms, events);
            }
            _ => panic!("{line}"),
        }
    }

    fn event(&mut self, event: RawEvent, events: &mut Vec<Timed>) {
        self.needs |= self.keys.event(event, events) == Need::State;
    }
}

fn key(name: &str) -> KeyCode {
    name.parse().unwrap_or_else(|_| panic!("{name}"))
}

fn number(text: &str) -> i32 {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

fn told((at_ms, happened): &Timed) -> String {
    let what = match happened {
        Happened::Key(KeyEvent::Pressed(key)) => format!("pressed {}", key.name()),
        Happened::Key(KeyEvent::Released(key)) => format!("released {}", key.name()),
        Happened::Key(KeyEvent::Held(key)) => format!("held {}", key.name()),
        Happened::Key(KeyEvent::Explained(key)) => format!("explained {}", key.name()),
        Happened::Stuck(key) => format!("stuck {}", key.name()),
        Happened::Freed(key) => format!("freed {}", key.name()),
        Happened::KeysLost(lost) => format!("lost {lost}"),
        other => panic!("{other:?}"),
    };
    format!("{at_ms} {what}")
}
