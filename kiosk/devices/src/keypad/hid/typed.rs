//! What a poll worker types on a keyboard that no window system listens to: the way to the PIN page, and the PIN.

use evdev::KeyCode;

use super::raw::RawEvent;
use crate::Typed;

/// The row above the letters, from 1 to 9 and 0, as the kernel numbers it.
const ROW: [KeyCode; 10] = [
    KeyCode::KEY_0,
    KeyCode::KEY_1,
    KeyCode::KEY_2,
    KeyCode::KEY_3,
    KeyCode::KEY_4,
    KeyCode::KEY_5,
    KeyCode::KEY_6,
    KeyCode::KEY_7,
    KeyCode::KEY_8,
    KeyCode::KEY_9,
];
/// The numeric block; what it sends does not depend on NumLock.
const BLOCK: [KeyCode; 10] = [
    KeyCode::KEY_KP0,
    KeyCode::KEY_KP1,
    KeyCode::KEY_KP2,
    KeyCode::KEY_KP3,
    KeyCode::KEY_KP4,
    KeyCode::KEY_KP5,
    KeyCode::KEY_KP6,
    KeyCode::KEY_KP7,
    KeyCode::KEY_KP8,
    KeyCode::KEY_KP9,
];

/// What a key that goes down is to a poll worker, if anything.
#[must_use]
pub fn typed(event: RawEvent) -> Option<Typed> {
    let (code, true) = event.edge()? else { return None };
    let digit = |row: &[KeyCode]| row.iter().position(|own| *own == code).and_then(|digit| u8::try_from(digit).ok());
    match code {
        KeyCode::KEY_F10 => Some(Typed::PollWorker),
        KeyCode::KEY_ENTER | KeyCode::KEY_KPENTER => Some(Typed::Enter),
        KeyCode::KEY_BACKSPACE | KeyCode::KEY_DELETE => Some(Typed::Erase),
        KeyCode::KEY_ESC => Some(Typed::Leave),
        _ => digit(&ROW).map(Typed::Digit).or_else(|| digit(&BLOCK).map(Typed::BlockDigit)),
    }
}

#[cfg(test)]
mod tests {
    use evdev::EventType;

    use super::*;

    fn of(code: KeyCode, value: i32) -> Option<Typed> {
        typed(RawEvent { at_ms: 0, kind: EventType::KEY, code: code.0, value })
    }

    #[test]
    fn a_poll_worker_can_type_a_pin_and_go_back() {
        assert!(of(KeyCode::KEY_F10, 1) == Some(Typed::PollWorker));
        assert!(of(KeyCode::KEY_0, 1) == Some(Typed::Digit(0)) && of(KeyCode::KEY_9, 1) == Some(Typed::Digit(9)));
        assert!(of(KeyCode::KEY_KP7, 1) == Some(Typed::BlockDigit(7)));
        assert!(of(KeyCode::KEY_ESC, 1) == Some(Typed::Leave));
    }

    #[test]
    fn a_key_that_goes_up_repeats_itself_or_is_another_is_nothing() {
        assert!(of(KeyCode::KEY_F10, 0).is_none() && of(KeyCode::KEY_F10, 2).is_none());
        assert!(of(KeyCode::KEY_UP, 1).is_none() && of(KeyCode::KEY_F9, 1).is_none());
        let axis = RawEvent { at_ms: 0, kind: EventType::ABSOLUTE, code: KeyCode::KEY_F10.0, value: 1 };
        assert!(typed(axis).is_none());
    }
}
