//! Touch panels.

use evdev::{AbsoluteAxisCode, EventType, KeyCode, SynchronizationCode};

use crate::keypad::hid::{Axis, Need, PanelState, RawEvent, Timed, TouchTracker};
use crate::{Happened, Touch, TouchPhase};

const AXES: (Axis, Axis) = (Axis { minimum: 0, maximum: 4_095 }, Axis { minimum: 100, maximum: 1_100 });

struct Finger {
    tracker: TouchTracker,
    events: Vec<Timed>,
    need: Need,
}

impl Finger {
    fn on(down: bool) -> Self {
        let state = PanelState { x: 0, y: 100, down };
        Self { tracker: TouchTracker::new(AXES.0, AXES.1, state), events: Vec::new(), need: Need::Nothing }
    }

    fn event(&mut self, kind: EventType, code: u16, value: i32) {
        self.need = self.tracker.event(RawEvent { at_ms: 7, kind, code, value }, &mut self.events);
    }

    fn at(&mut self, x: i32, y: i32) -> &mut Self {
        self.event(EventType::ABSOLUTE, AbsoluteAxisCode::ABS_X.0, x);
        self.event(EventType::ABSOLUTE, AbsoluteAxisCode::ABS_Y.0, y);
        self
    }

    fn button(&mut self, value: i32) -> &mut Self {
        self.event(EventType::KEY, KeyCode::BTN_TOUCH.0, value);
        self
    }

    fn report(&mut self) -> &mut Self {
        self.event(EventType::SYNCHRONIZATION, SynchronizationCode::SYN_REPORT.0, 0);
        self
    }

    fn told(&mut self) -> Vec<(TouchPhase, u16, u16)> {
        let touch = |(_, happened)| match happened {
            Happened::Touch(Touch { phase, x, y }) => (phase, x, y),
            other => panic!("{other:?}"),
        };
        std::mem::take(&mut self.events).into_iter().map(touch).collect()
    }
}

#[test]
fn a_finger_is_pressed_moved_and_released_where_it_was_last_felt() {
    let mut finger = Finger::on(false);
    finger.at(0, 1_100).button(1).report();
    finger.at(4_095, 600).report().report();
    finger.at(2_000, 200).button(0).report();
    let wanted = [
        (TouchPhase::Pressed, 0, u16::MAX),
        (TouchPhase::Moved, u16::MAX, 32_768),
        (TouchPhase::Released, u16::MAX, 32_768),
    ];
    assert_eq!(finger.told(), wanted);
}

#[test]
fn nothing_is_told_before_the_report() {
    let mut finger = Finger::on(false);
    finger.at(10, 200).button(1);
    assert_eq!(finger.told(), []);
    assert_eq!(finger.report().told().len(), 1);
}

#[test]
fn a_finger_that_is_down_already_chooses_nothing() {
    let mut finger = Finger::on(true);
    finger.at(10, 200).report().button(0).report();
    assert_eq!(finger.told(), []);
    finger.button(1).report();
    assert_eq!(finger.told().len(), 1);
}

#[test]
fn a_finger_that_cannot_be_followed_is_cancelled_and_never_released() {
    let mut finger = Finger::on(false);
    finger.at(10, 200).button(1).report();
    finger.event(EventType::SYNCHRONIZATION, SynchronizationCode::SYN_DROPPED.0, 0);
    finger.button(0).report();
    assert_eq!(finger.need, Need::State);
    finger.tracker.state(PanelState { x: 10, y: 200, down: true });
    finger.report().button(0).report();
    let phases: Vec<_> = finger.told().into_iter().map(|(phase, ..)| phase).collect();
    assert_eq!(phases, [TouchPhase::Pressed, TouchPhase::Cancelled]);
}

#[test]
fn a_finger_held_over_the_end_of_a_session_is_cancelled() {
    let mut finger = Finger::on(false);
    finger.button(1).report();
    finger.tracker.forget(9, &mut finger.events);
    finger.at(50, 300).report().button(0).report();
    let phases: Vec<_> = finger.told().into_iter().map(|(phase, ..)| phase).collect();
    assert_eq!(phases, [TouchPhase::Pressed, TouchPhase::Cancelled]);
}

/// The kernel lifts every finger of a panel that goes away, and says only later that it is gone.
#[test]
fn a_finger_lifted_by_unplugging_the_panel_is_cancelled() {
    let mut finger = Finger::on(false);
    finger.at(10, 200).button(1).report().button(0);
    finger.event(EventType::SYNCHRONIZATION, SynchronizationCode::SYN_REPORT.0, 1);
    let phases: Vec<_> = finger.told().into_iter().map(|(phase, ..)| phase).collect();
    assert_eq!(phases, [TouchPhase::Pressed, TouchPhase::Cancelled]);
}

#[test]
fn a_panel_without_length_has_every_finger_at_its_beginning() {
    let flat = Axis { minimum: 0, maximum: 0 };
    let mut finger = Finger::on(false);
    finger.tracker = TouchTracker::new(flat, flat, PanelState { x: 0, y: 0, down: false });
    finger.at(i32::MAX, i32::MIN).button(1).report();
    assert_eq!(finger.told(), [(TouchPhase::Pressed, 0, 0)]);
}
