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
