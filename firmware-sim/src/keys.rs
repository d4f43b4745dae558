//! What the hand does with the keys, and what the contacts make of it: bounce and stuck keys.

use fastrand::Rng;
use keypad_protocol::{Key, KeySet};

/// One key: the finger on it, and its contact.
#[derive(Clone, Copy, Debug, Default)]
struct Contact {
    down: bool,
    changed_at_ms: Option<u64>,
    release_at_ms: Option<u64>,
    bounce_ms: u64,
    stuck: bool,
}

impl Contact {
    fn set(&mut self, down: bool, now_ms: u64) {
        self.release_at_ms = None;
        if self.down != down {
            self.down = down;
            self.changed_at_ms = Some(now_ms);
        }
    }

    /// Whether the contact is closed now. A bouncing one makes its edge at once and then chatters by chance.
    fn closed(&mut self, now_ms: u64, rng: &mut Rng) -> bool {
        if self.release_at_ms.is_some_and(|at| at <= now_ms) {
            self.set(false, now_ms);
        }
        let chatters = self.changed_at_ms.is_some_and(|at| now_ms > at && now_ms < at + self.bounce_ms);
        self.stuck || if chatters { rng.bool() } else { self.down }
    }
}

/// Every key, with the time of the simulation in milliseconds.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    contacts: [Contact; Key::ALL.len()],
}

impl Keys {
    fn change(&mut self, key: Key, change: impl FnOnce(&mut Contact)) {
        if let Some(contact) = self.contacts.get_mut(key.index()) {
            change(contact);
        }
    }

    pub(crate) fn press(&mut self, key: Key, now_ms: u64) {
        self.change(key, |contact| contact.set(true, now_ms));
    }

    pub(crate) fn release(&mut self, key: Key, now_ms: u64) {
        self.change(key, |contact| contact.set(false, now_ms));
    }

    /// Presses a key that comes up by itself.
    pub(crate) fn strike(&mut self, key: Key, now_ms: u64, hold_ms: u64) {
        self.change(key, |contact| {
            contact.set(true, now_ms);
            contact.release_at_ms = Some(now_ms + hold_ms);
        });
    }

    pub(crate) fn set_bounce(&mut self, key: Key, bounce_ms: u64) {
        self.change(key, |contact| contact.bounce_ms = bounce_ms);
    }

    pub(crate) fn set_stuck(&mut self, key: Key, stuck: bool) {
        self.change(key, |contact| contact.stuck = stuck);
    }

    pub(crate) fn repair(&mut self) {
        for contact in &mut self.contacts {
            contact.bounce_ms = 0;
            contact.stuck = false;
        }
    }

    /// The keys under a finger.
    pub(crate) fn fingers(&self) -> KeySet {
        Key::ALL.into_iter().zip(&self.contacts).filter(|(_, contact)| contact.down).map(|(key, _)| key).collect()
    }

    pub(crate) fn any_bounces(&self) -> bool {
        self.contacts.iter().any(|contact| contact.bounce_ms > 0)
    }

    pub(crate) fn any_stuck(&self) -> bool {
        self.contacts.iter().any(|contact| contact.stuck)
    }

    /// The keys whose contacts are closed at this moment.
    pub(crate) fn closed(&mut self, now_ms: u64, rng: &mut Rng) -> KeySet {
        let contacts = Key::ALL.into_iter().zip(&mut self.contacts);
        contacts.filter_map(|(key, contact)| contact.closed(now_ms, rng).then_some(key)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struck_key_is_closed_for_exactly_as_long_as_it_is_held() {
        let (mut keys, mut rng) = (Keys::default(), Rng::with_seed(1));
        keys.strike(Key::Up, 10, 40);
        let closed = (10..100).filter(|now_ms| keys.closed(*now_ms, &mut rng).contains(Key::Up)).count();
        assert_eq!(closed, 40);
    }

    #[test]
    fn a_bouncing_key_chatters_only_within_its_time_and_settles() {
        let (mut keys, mut rng) = (Keys::default(), Rng::with_seed(2));
        keys.set_bounce(Key::Up, 8);
        let mut edges = 0;
        for round in 0..50 {
            let begin = round * 100;
            keys.strike(Key::Up, begin, 50);
            let read: Vec<bool> =
                (begin..begin + 100).map(|now_ms| keys.closed(now_ms, &mut rng).contains(Key::Up)).collect();
            assert!(read[0] && read[8..50].iter().all(|closed| *closed));
            assert!(!read[50] && read[58..].iter().all(|closed| !closed));
            edges += read.windows(2).filter(|pair| pair[0] != pair[1]).count();
        }
        assert!(edges > 200, "{edges} edges in 50 strikes");
    }

    #[test]
    fn a_stuck_key_stays_closed_without_a_finger_until_it_is_repaired() {
        let (mut keys, mut rng) = (Keys::default(), Rng::with_seed(3));
        keys.set_stuck(Key::Down, true);
        assert!(keys.closed(5, &mut rng).contains(Key::Down) && keys.fingers().is_empty());
        keys.repair();
        assert!(keys.closed(6, &mut rng).is_empty());
    }
}
