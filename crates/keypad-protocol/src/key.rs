//! The keys under the voter's hand, and what can happen to one.

use serde::{Deserialize, Serialize};

/// A key of the keypad, or one of the two switch inputs.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Key {
    /// The option above.
    Up,
    /// The option below.
    Down,
    /// The step before.
    Left,
    /// The step after.
    Right,
    /// Choose, in the middle of the arrows.
    Select,
    /// Names the keys without doing what they do.
    Help,
    /// Says it again.
    Repeat,
    /// Speech softer.
    VolumeDown,
    /// Speech louder.
    VolumeUp,
    /// Speech slower.
    RateDown,
    /// Speech faster.
    RateUp,
    /// The next language.
    Language,
    /// Blanks the screen, or shows it again.
    Curtain,
    /// First of two switches: go on.
    SwitchMove,
    /// Second of two switches: choose.
    SwitchSelect,
}

impl Key {
    /// Every key, in the order of their numbers on the wire.
    pub const ALL: [Self; 15] = [
        Self::Up,
        Self::Down,
        Self::Left,
        Self::Right,
        Self::Select,
        Self::Help,
        Self::Repeat,
        Self::VolumeDown,
        Self::VolumeUp,
        Self::RateDown,
        Self::RateUp,
        Self::Language,
        Self::Curtain,
        Self::SwitchMove,
        Self::SwitchSelect,
    ];

    /// The key's name in scripts, transcripts and documents.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Left => "left",
            Self::Right => "right",
            Self::Select => "select",
            Self::Help => "help",
            Self::Repeat => "repeat",
            Self::VolumeDown => "volume-down",
            Self::VolumeUp => "volume-up",
            Self::RateDown => "rate-down",
            Self::RateUp => "rate-up",
            Self::Language => "language",
            Self::Curtain => "curtain",
            Self::SwitchMove => "switch-move",
            Self::SwitchSelect => "switch-select",
        }
    }

    /// The key of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// Its position in [`Key::ALL`] and its bit in a [`KeySet`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A set of keys, one bit each.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Deserialize, Serialize)]
pub struct KeySet(u16);

impl KeySet {
    /// No key.
    pub const EMPTY: Self = Self(0);

    /// Every key.
    pub const ALL: Self = Self((1 << Key::ALL.len()) - 1);

    /// Whether `key` is in the set.
    #[must_use]
    pub const fn contains(self, key: Key) -> bool {
        self.0 & (1 << key.index()) != 0
    }

    /// The set with `key` in it.
    #[must_use]
    pub const fn with(self, key: Key) -> Self {
        Self(self.0 | (1 << key.index()))
    }

    /// The set with `key` out of it.
    #[must_use]
    pub const fn without(self, key: Key) -> Self {
        Self(self.0 & !(1 << key.index()))
    }

    /// Whether no key is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The keys of the set, in the order of [`Key::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Key> {
        Key::ALL.into_iter().filter(move |key| self.contains(*key))
    }

    /// Whether the set has bits that are no key's: such a set comes from no keypad of ours.
    #[must_use]
    pub const fn has_unknown(self) -> bool {
        self.0 & !Self::ALL.0 != 0
    }
}

impl FromIterator<Key> for KeySet {
    fn from_iter<I: IntoIterator<Item = Key>>(keys: I) -> Self {
        keys.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// What a voter did with a key, after bounce, double strikes and chords are sorted out.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Deserialize, Serialize)]
pub enum KeyEvent {
    /// The key was pressed, once, however long it is held (VVSG 2.0 7.2-M). `Help` is told when it is let
    /// go, because until then it may become the first half of a chord.
    Pressed(Key),
    /// A key that was told as pressed was let go.
    Released(Key),
    /// A key that was told as pressed has been held for a second and a half.
    Held(Key),
    /// The key was pressed while `Help` was down: name it, do nothing.
    Explained(Key),
}

impl KeyEvent {
    /// The key it is about.
    #[must_use]
    pub const fn key(self) -> Key {
        match self {
            Self::Pressed(key) | Self::Released(key) | Self::Held(key) | Self::Explained(key) => key,
        }
    }
}
