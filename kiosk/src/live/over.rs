//! What lies over the voter's page: the PIN page, and the poll worker's menu behind it.

use ballot::Language;
use kiosk_ui::{FaultPage, PinKey, PinView};
use voter_session::Kind;
use wording::Phrase;
use zeroize::Zeroizing;

use crate::desk::Desk;
use crate::pin::{MOST_DIGITS, PinHash, Tries, Try};

/// A PIN page without a touch goes away after this: a voter who came to it by mistake is back in the vote.
const PIN_MS: u64 = 30_000;
/// A menu without a touch goes away after this: nobody finds it open.
const MENU_MS: u64 = 120_000;

/// What is over the page.
pub(super) enum Over {
    Nothing,
    /// What a poll worker has to know before anything else; the PIN takes it away.
    Told(FaultPage),
    Pin(PinEntry),
    Desk {
        /// Its page.
        desk: Box<Desk>,
        /// When it goes away; a check with pages to be read waits as long as it takes.
        until_ms: Option<u64>,
    },
}

/// A PIN half typed.
pub(super) struct PinEntry {
    typed: Zeroizing<String>,
    message: Option<Phrase>,
    until_ms: u64,
}

/// What comes of a key of the PIN page.
pub(super) enum PinStep {
    /// The page stays.
    Stays,
    /// It is the PIN.
    Right,
    /// Back to the voter's page.
    Away,
}

impl Over {
    pub(super) fn pin(now_ms: u64) -> Self {
        // Room for every digit, so that the digits are never moved in memory.
        let typed = Zeroizing::new(String::with_capacity(MOST_DIGITS));
        Self::Pin(PinEntry { typed, message: None, until_ms: now_ms + PIN_MS })
    }

    pub(super) fn desk(desk: Desk, now_ms: u64) -> Self {
        Self::Desk { desk: Box::new(desk), until_ms: Some(now_ms + MENU_MS) }
    }

    /// Somebody is at the desk.
    pub(super) fn stay(&mut self, now_ms: u64) {
        if let Self::Desk { until_ms, .. } = self {
            *until_ms = Some(now_ms + MENU_MS);
        }
    }

    /// When it goes away by itself.
    pub(super) const fn until_ms(&self) -> Option<u64> {
        match self {
            Self::Nothing | Self::Told(_) => None,
            Self::Pin(entry) => Some(entry.until_ms),
            Self::Desk { until_ms, .. } => *until_ms,
        }
    }

    /// Whether what was typed was not the PIN.
    pub(super) const fn is_refused(&self) -> bool {
        matches!(self, Self::Pin(PinEntry { message: Some(_), .. }))
    }

    pub(super) fn view(&self, language: Language, kind: Kind) -> Option<PinView> {
        match self {
            Self::Pin(entry) => Some(PinView { typed: entry.typed.len(), message: entry.message, language, kind }),
            Self::Nothing | Self::Told(_) | Self::Desk { .. } => None,
        }
    }
}

impl PinEntry {
    pub(super) fn key(&mut self, key: PinKey, hash: &PinHash, tries: &mut Tries, now_ms: u64) -> PinStep {
        self.until_ms = now_ms + PIN_MS;
        match key {
            PinKey::Digit(digit) => {
                if self.typed.len() < MOST_DIGITS {
                    self.typed.push(char::from(b'0' + digit.min(9)));
                }
                self.message = None;
                PinStep::Stays
            }
            PinKey::Erase => {
                self.typed.pop();
                PinStep::Stays
            }
            PinKey::Cancel => PinStep::Away,
            PinKey::Enter if self.typed.is_empty() => PinStep::Stays,
            PinKey::Enter => {
                let tried = tries.give(hash, &self.typed, now_ms);
                self.typed.clear();
                self.message = match tried {
                    Try::Right => return PinStep::Right,
                    Try::Wrong => Some(Phrase::PinWrong),
                    Try::Wait => Some(Phrase::PinWait),
                };
                PinStep::Stays
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Equipped, Standing};

    fn type_in(entry: &mut PinEntry, digits: &[u8], hash: &PinHash, tries: &mut Tries) -> PinStep {
        for digit in digits {
            assert!(matches!(entry.key(PinKey::Digit(*digit), hash, tries, 0), PinStep::Stays));
        }
        entry.key(PinKey::Enter, hash, tries, 0)
    }

    #[test]
    fn the_pin_opens_the_menu_and_nothing_else_does() {
        let (hash, mut tries) = (PinHash::of("1234", [1; 16]).unwrap(), Tries::default());
        let Over::Pin(mut entry) = Over::pin(0) else { panic!("no PIN page") };
        assert!(matches!(type_in(&mut entry, &[], &hash, &mut tries), PinStep::Stays));
        assert_eq!(entry.message, None);
        assert!(matches!(type_in(&mut entry, &[1, 2, 3], &hash, &mut tries), PinStep::Stays));
        assert_eq!(entry.message, Some(Phrase::PinWrong));
        assert!(matches!(type_in(&mut entry, &[1, 2, 3, 4], &hash, &mut tries), PinStep::Right));
    }

    #[test]
    fn a_digit_can_be_taken_back_and_too_many_are_not_taken() {
        let (hash, mut tries) = (PinHash::of("1234", [1; 16]).unwrap(), Tries::default());
        let Over::Pin(mut entry) = Over::pin(0) else { panic!("no PIN page") };
        for digit in [1, 2, 3, 9] {
            entry.key(PinKey::Digit(digit), &hash, &mut tries, 0);
        }
        entry.key(PinKey::Erase, &hash, &mut tries, 0);
        assert!(matches!(type_in(&mut entry, &[4], &hash, &mut tries), PinStep::Right));
        for _ in 0..20 {
            entry.key(PinKey::Digit(1), &hash, &mut tries, 0);
        }
        assert_eq!(entry.typed.len(), MOST_DIGITS);
    }

    #[test]
    fn a_page_left_alone_goes_away() {
        assert_eq!(Over::pin(5).until_ms(), Some(5 + PIN_MS));
        let desk = Desk::new(Standing::Closed, Equipped::default(), Language::En);
        assert_eq!(Over::desk(desk, 5).until_ms(), Some(5 + MENU_MS));
        assert_eq!(Over::Nothing.until_ms(), None);
    }
}
