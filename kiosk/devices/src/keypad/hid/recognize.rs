//! Which event device is what: by the station's rules first, else by what it can send.

use std::collections::BTreeSet;
use std::fmt;

use evdev::KeyCode;

use super::profile::Profile;
use crate::Source;

/// What a device says of itself.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Abilities {
    /// Its name.
    pub name: String,
    /// USB vendor and product.
    pub usb: (u16, u16),
    /// The keys it can send.
    pub keys: BTreeSet<KeyCode>,
    /// It says where on a screen a finger is.
    pub touch: bool,
    /// It moves a pointer.
    pub pointer: bool,
}

/// How the station's settings name a device.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Match {
    /// By its whole name.
    Name(String),
    /// By its USB vendor and product.
    Usb {
        /// Vendor.
        vendor: u16,
        /// Product.
        product: u16,
    },
}

impl Match {
    fn fits(&self, abilities: &Abilities) -> bool {
        match self {
            Self::Name(name) => *name == abilities.name,
            Self::Usb { vendor, product } => abilities.usb == (*vendor, *product),
        }
    }
}

impl fmt::Display for Match {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Usb { vendor, product } => write!(f, "{vendor:04x}:{product:04x}"),
        }
    }
}

/// What a device is listened to as.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Keys.
    Keys(Profile),
    /// A touch panel.
    Touch,
}

impl Kind {
    /// The kind of device its events come from.
    #[must_use]
    pub const fn source(&self) -> Source {
        match self {
            Self::Keys(profile) => profile.source(),
            Self::Touch => Source::Touch,
        }
    }
}

/// One device that the station's settings name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rule {
    /// Which.
    pub matches: Match,
    /// What as.
    pub kind: Kind,
}

/// What to listen to a device as, and the index of the rule that says so. Nothing for devices that are not
/// the voter's: power buttons, mice, and whatever has neither arrows nor digits.
///
/// A device that a rule names but that cannot send any key of the rule's profile is another interface of the
/// same piece of hardware, and left alone too.
#[must_use]
pub fn recognize(abilities: &Abilities, rules: &[Rule], others: bool) -> Option<(Kind, Option<usize>)> {
    let mut named = rules.iter().enumerate().filter(|(_, rule)| rule.matches.fits(abilities)).peekable();
    if named.peek().is_some() {
        let (index, rule) = named.find(|(_, rule)| can_be(abilities, &rule.kind))?;
        return Some((rule.kind.clone(), Some(index)));
    }
    let kind = if others { by_abilities(abilities) } else { None };
    kind.map(|kind| (kind, None))
}

fn can_be(abilities: &Abilities, kind: &Kind) -> bool {
    match kind {
        Kind::Keys(profile) => profile.codes().any(|code| abilities.keys.contains(&code)),
        Kind::Touch => abilities.touch,
    }
}

fn by_abilities(abilities: &Abilities) -> Option<Kind> {
    let all = |codes: &[KeyCode]| codes.iter().all(|code| abilities.keys.contains(code));
    let digits = all(&[KeyCode::KEY_KP2, KeyCode::KEY_KP4, KeyCode::KEY_KP5, KeyCode::KEY_KP6, KeyCode::KEY_KP8]);
    let arrows = all(&[KeyCode::KEY_UP, KeyCode::KEY_DOWN, KeyCode::KEY_LEFT, KeyCode::KEY_RIGHT, KeyCode::KEY_ENTER]);
    if abilities.touch {
        Some(Kind::Touch)
    } else if abilities.pointer || !(digits || arrows) {
        None
    } else if digits && !abilities.keys.contains(&KeyCode::KEY_A) {
        Some(Kind::Keys(Profile::numeric_keypad()))
    } else {
        // Many numeric keypads claim all keys of a keyboard. The keyboard's profile has theirs as well.
        Some(Kind::Keys(Profile::keyboard()))
    }
}
