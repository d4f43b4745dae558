//! The key lesson of a practice: which keys are to be found, in which order, and how far a voter is.

use ballot::Language;
use keypad_protocol::Key;
use wording::Hands;

/// Something to be found and pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// This key.
    Find(Key),
    /// The curtain's key once more, while the curtain is down.
    LiftCurtain,
}

/// The keys of a keypad: first what a vote cannot do without, then what makes it easier.
const KEYPAD: [Task; 14] = [
    Task::Find(Key::Down),
    Task::Find(Key::Up),
    Task::Find(Key::Select),
    Task::Find(Key::Right),
    Task::Find(Key::Left),
    Task::Find(Key::Repeat),
    Task::Find(Key::Help),
    Task::Find(Key::VolumeUp),
    Task::Find(Key::VolumeDown),
    Task::Find(Key::RateUp),
    Task::Find(Key::RateDown),
    Task::Find(Key::Language),
    Task::Find(Key::Curtain),
    Task::LiftCurtain,
];
/// The buttons of the screen that do what keys do.
const TOUCH: [Task; 4] =
    [Task::Find(Key::Repeat), Task::Find(Key::Help), Task::Find(Key::Left), Task::Find(Key::Right)];
const SWITCHES: [Task; 2] = [Task::Find(Key::SwitchMove), Task::Find(Key::SwitchSelect)];

/// What these hands are to find.
pub(crate) const fn tasks(hands: Hands) -> &'static [Task] {
    match hands {
        Hands::Keypad => &KEYPAD,
        Hands::Touch => &TOUCH,
        Hands::Switches => &SWITCHES,
    }
}

impl Task {
    /// The key to press.
    pub(crate) const fn key(self) -> Key {
        match self {
            Self::Find(key) => key,
            Self::LiftCurtain => Key::Curtain,
        }
    }

    /// A bit of its own: fifteen keys, and the last for the curtain.
    const fn bit(self) -> u16 {
        match self {
            Self::Find(key) => key_bit(key),
            Self::LiftCurtain => 1 << 15,
        }
    }
}

const fn key_bit(key: Key) -> u16 {
    1 << key as u16
}

/// How far a voter is in the lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    /// What was found or left out, a bit each.
    over: u16,
    /// The keys that were named since the lesson began, a bit each.
    named: u16,
    /// The language that the language key is to come back to.
    pub(crate) home: Language,
}

impl Progress {
    /// The lesson's beginning, in this language.
    pub(crate) const fn start(home: Language) -> Self {
        Self { over: 0, named: 0, home }
    }

    /// The same with another language to come back to.
    pub(crate) const fn coming_home_to(self, home: Language) -> Self {
        Self { home, ..self }
    }

    /// Whether nothing was found or left out yet.
    pub(crate) const fn is_at_start(self) -> bool {
        self.over == 0
    }

    /// What is to be found now; nothing at the end. The curtain is lifted only where it is down.
    pub(crate) fn task(self, hands: Hands, curtain: bool) -> Option<Task> {
        let wanted = |task: &&Task| self.over & task.bit() == 0 && (curtain || **task != Task::LiftCurtain);
        tasks(hands).iter().find(wanted).copied()
    }

    /// Which task it is, counted from 1, and how many keys there are. To lift the curtain is no key of its own.
    pub(crate) fn position(task: Task, hands: Hands) -> (u16, u16) {
        let keys = || (1..).zip(tasks(hands).iter().filter(|task| **task != Task::LiftCurtain));
        let total = keys().map(|(number, _)| number).max().unwrap_or(0);
        let at = keys().find(|(_, other)| other.key() == task.key()).map_or(total, |(number, _)| number);
        (at, total)
    }

    /// The task is over.
    pub(crate) const fn after(self, task: Task) -> Self {
        Self { over: self.over | task.bit(), ..self }
    }

    /// Back to the task before the one that is to be found; `None` where that is the first.
    pub(crate) fn before(self, hands: Hands, curtain: bool) -> Option<Self> {
        let now = self.task(hands, curtain);
        let earlier = tasks(hands).iter().take_while(|task| Some(**task) != now);
        let last = earlier.filter(|task| self.over & task.bit() != 0).last()?;
        Some(Self { over: self.over & !last.bit(), ..self })
    }

    /// Whether the key was named in this lesson.
    pub(crate) const fn has_named(self, key: Key) -> bool {
        self.named & key_bit(key) != 0
    }

    /// The key was named.
    pub(crate) const fn naming(self, key: Key) -> Self {
        Self { named: self.named | key_bit(key), ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_and_the_curtains_second_press_have_a_bit_of_their_own() {
        let all = Key::ALL.map(Task::Find).into_iter().chain([Task::LiftCurtain]);
        assert_eq!(all.map(Task::bit).collect::<BTreeSet<_>>().len(), Key::ALL.len() + 1);
    }

    #[test]
    fn a_keypads_lesson_has_every_key_of_it_once() {
        let keys: Vec<Key> = KEYPAD.iter().filter(|task| **task != Task::LiftCurtain).map(|task| task.key()).collect();
        let switches = [Key::SwitchMove, Key::SwitchSelect];
        let wanted: BTreeSet<Key> = Key::ALL.into_iter().filter(|key| !switches.contains(key)).collect();
        assert_eq!((keys.len(), keys.into_iter().collect::<BTreeSet<_>>()), (wanted.len(), wanted));
    }
}
