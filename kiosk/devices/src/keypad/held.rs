//! Which keys were told as pressed or stuck, so that each is told as released or freed, come what may.

use keypad_protocol::{Key, KeyEvent, KeySet};

use crate::Happened;

/// What the booth believes of one device's keys.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub(super) struct Held {
    pressed: KeySet,
    stuck: KeySet,
}

impl Held {
    /// Passes a key event on, with a release before it if that got lost, or drops it if the press did.
    ///
    /// `Help` is told when it is let go, so it is never down here.
    pub(super) fn key(&mut self, event: KeyEvent, events: &mut Vec<Happened>) {
        match event {
            KeyEvent::Pressed(Key::Help) | KeyEvent::Released(Key::Help) | KeyEvent::Explained(_) => {}
            KeyEvent::Pressed(key) => {
                if self.pressed.contains(key) {
                    events.push(Happened::Key(KeyEvent::Released(key)));
                }
                self.pressed = self.pressed.with(key);
            }
            KeyEvent::Held(key) if !self.pressed.contains(key) => return,
            KeyEvent::Held(_) => {}
            KeyEvent::Released(key) if !self.pressed.contains(key) => return,
            KeyEvent::Released(key) => self.pressed = self.pressed.without(key),
        }
        events.push(Happened::Key(event));
    }

    /// A key is stuck, or no longer. Tells changes only.
    pub(super) fn stuck(&mut self, key: Key, stuck: bool, events: &mut Vec<Happened>) {
        if self.stuck.contains(key) == stuck {
            return;
        }
        self.stuck = if stuck { self.stuck.with(key) } else { self.stuck.without(key) };
        // Once it is stuck, nothing but its being freed is told of it.
        if stuck && self.pressed.contains(key) {
            self.pressed = self.pressed.without(key);
            events.push(Happened::Key(KeyEvent::Released(key)));
        }
        events.push(if stuck { Happened::Stuck(key) } else { Happened::Freed(key) });
    }

    /// All that is stuck now. Tells changes only.
    pub(super) fn stuck_now(&mut self, now: KeySet, events: &mut Vec<Happened>) {
        for key in Key::ALL {
            self.stuck(key, now.contains(key), events);
        }
    }

    /// The device forgot its keys, or is gone: all that were pressed are released.
    pub(super) fn release(&mut self, events: &mut Vec<Happened>) {
        events.extend(self.pressed.iter().map(|key| Happened::Key(KeyEvent::Released(key))));
        self.pressed = KeySet::EMPTY;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pressed_key_that_sticks_is_released_first_and_its_freeing_releases_nothing() {
        let (mut held, mut told) = (Held::default(), Vec::new());
        held.key(KeyEvent::Pressed(Key::Up), &mut told);
        held.stuck(Key::Up, true, &mut told);
        held.stuck(Key::Up, false, &mut told);
        held.release(&mut told);
        let wanted = [
            Happened::Key(KeyEvent::Pressed(Key::Up)),
            Happened::Key(KeyEvent::Released(Key::Up)),
            Happened::Stuck(Key::Up),
            Happened::Freed(Key::Up),
        ];
        assert!(told == wanted);
    }

    #[test]
    fn a_key_that_sticks_without_a_press_is_not_released() {
        let (mut held, mut told) = (Held::default(), Vec::new());
        held.stuck_now(KeySet::EMPTY.with(Key::Down), &mut told);
        assert!(told == [Happened::Stuck(Key::Down)]);
    }
}
