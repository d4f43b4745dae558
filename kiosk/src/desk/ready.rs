//! The check before opening: one question at a time, each answered by the poll worker or by what was pressed.

use ballot::Language;
use keypad_protocol::{Key, KeySet};
use kiosk_devices::key_phrase;
use kiosk_ui::DeskAction;
use wording::{Phrase, Voice, phrase};

use super::{Equipped, Order};

/// What is checked, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// The booth's clock shows the right day and time.
    Clock,
    /// Every letter of the page is clear, and nothing is cut off.
    Display,
    /// Every key of the keypad is heard.
    Keys,
    /// The voice comes in the left ear.
    LeftEar,
    /// And in the right.
    RightEar,
    /// The printer stands ready, and its own settings are as the booth needs them.
    Printer,
    /// The scanner stands ready.
    Scanner,
    /// The stencils are clean, and belong to the sheets.
    Stencils,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is as it should be.
    Well,
    /// It is not.
    NotWell,
}

/// A check before opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    done: Vec<(Check, Outcome)>,
    left: Vec<Check>,
    /// The keys that were pressed.
    pressed: KeySet,
    facts: Facts,
}

/// What the poll worker compares with what it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The booth's day and time.
    pub clock: String,
    /// What the printer says of itself: `None` until it has answered, nothing where all is well.
    pub printer: Option<Vec<String>>,
    /// What is wrong with the scanner.
    pub scanner: Vec<String>,
}

/// The keys of the voter's keypad. Switches are an extra that a station may not have.
const KEYS: [Key; 13] = [
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Select,
    Key::Help,
    Key::Repeat,
    Key::VolumeDown,
    Key::VolumeUp,
    Key::RateDown,
    Key::RateUp,
    Key::Language,
    Key::Curtain,
];

impl Readiness {
    pub(super) fn begin(equipped: Equipped) -> Self {
        let all = [
            (true, Check::Clock),
            (true, Check::Display),
            (true, Check::Keys),
            (equipped.voice, Check::LeftEar),
            (equipped.voice, Check::RightEar),
            (equipped.printer, Check::Printer),
            (equipped.scanner, Check::Scanner),
            (true, Check::Stencils),
        ];
        let left = all.into_iter().filter_map(|(there, check)| there.then_some(check)).collect();
        Self { done: Vec::new(), left, pressed: KeySet::EMPTY, facts: Facts::default() }
    }

    pub(super) fn tell(&mut self, change: impl FnOnce(&mut Facts)) {
        change(&mut self.facts);
    }

    /// What was checked, and how it ended.
    #[must_use]
    pub fn outcomes(&self) -> &[(Check, Outcome)] {
        &self.done
    }

    /// Whether nothing is left to be checked.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.left.is_empty()
    }

    /// Whether everything was as it should be so far.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.done.iter().all(|(_, outcome)| *outcome == Outcome::Well)
    }

    fn now(&self) -> Option<Check> {
        self.left.first().copied()
    }

    /// A key was pressed. Whether the page has changed by it.
    pub(super) fn key(&mut self, key: Key) -> bool {
        if self.now() != Some(Check::Keys) || !KEYS.contains(&key) || self.pressed.contains(key) {
            return false;
        }
        self.pressed = self.pressed.with(key);
        if self.keys_left() == 0 {
            self.answer(Outcome::Well);
        }
        true
    }

    fn keys_left(&self) -> usize {
        KEYS.iter().filter(|key| !self.pressed.contains(**key)).count()
    }

    pub(super) fn answer(&mut self, outcome: Outcome) {
        if !self.left.is_empty() {
            self.done.push((self.left.remove(0), outcome));
        }
    }

    /// What is to be done for the check that comes now.
    pub(super) fn order(&self) -> Option<Order> {
        match self.now()? {
            Check::LeftEar => Some(Order::Ear(false)),
            Check::RightEar => Some(Order::Ear(true)),
            Check::Clock | Check::Display | Check::Keys | Check::Printer | Check::Scanner | Check::Stencils => None,
        }
    }

    pub(super) fn said(&self) -> Vec<Voice> {
        let question = match self.now() {
            None if self.is_well() => return vec![Voice::ReadyWell],
            None => return vec![Voice::ReadyNotWell],
            Some(Check::Clock) => Voice::ReadyClock,
            Some(Check::Display) => Voice::ReadyDisplay,
            Some(Check::Keys) => {
                let keys = u16::try_from(self.keys_left()).unwrap_or(u16::MAX);
                return vec![Voice::ReadyKeys, Voice::ReadyKeysLeft { keys }];
            }
            Some(Check::LeftEar) => Voice::ReadyLeftEar,
            Some(Check::RightEar) => Voice::ReadyRightEar,
            Some(Check::Printer) => Voice::ReadyPrinter,
            Some(Check::Scanner) => Voice::ReadyScanner,
            Some(Check::Stencils) => Voice::ReadyStencils,
        };
        vec![question]
    }

    /// What is shown besides.
    pub(super) fn shown(&self, language: Language) -> Vec<String> {
        match self.now() {
            Some(Check::Clock) => vec![self.facts.clock.clone()],
            Some(Check::Printer) => {
                let asked = || vec![phrase(Phrase::DeskPrinterAsked, language).to_owned()];
                self.facts.printer.clone().unwrap_or_else(asked)
            }
            Some(Check::Scanner) => self.facts.scanner.clone(),
            Some(Check::Keys) => {
                let left = KEYS.iter().filter(|key| !self.pressed.contains(**key));
                vec![left.map(|key| phrase(key_phrase(*key), language)).collect::<Vec<_>>().join(", ")]
            }
            Some(Check::Display | Check::LeftEar | Check::RightEar | Check::Stencils) | None => Vec::new(),
        }
    }

    pub(super) fn choices(&self) -> Vec<(Option<Voice>, DeskAction)> {
        let menu = (Some(Voice::DeskMenu), DeskAction::Back);
        match self.now() {
            None => vec![menu],
            // Keys are proven by being pressed, not by a word.
            Some(Check::Keys) => vec![(Some(Voice::ReadyNo), DeskAction::No), menu],
            Some(_) => vec![(Some(Voice::ReadyYes), DeskAction::Yes), (Some(Voice::ReadyNo), DeskAction::No), menu],
        }
    }
}
