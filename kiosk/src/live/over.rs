//! What lies over the voter's page: the PIN page, and the poll worker's menu behind it.

use ballot::Language;
use kiosk_ui::{DeskAction, PinKey, PinView};
use voter_session::PageName;
use wording::Phrase;
use zeroize::Zeroizing;

use crate::pin::{MOST_DIGITS, PinHash, Tries, Try};

/// A PIN page without a touch goes away after this: a voter who came to it by mistake is back in the vote.
const PIN_MS: u64 = 30_000;
/// A menu without a touch goes away after this: nobody finds it open.
const MENU_MS: u64 = 120_000;

/// What is over the page.
pub(super) enum Over {
    Nothing,
    Pin(PinEntry),
    Menu {
        /// When it goes away.
        until_ms: u64,
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

    pub(super) const fn menu(now_ms: u64) -> Self {
        Self::Menu { until_ms: now_ms + MENU_MS }
    }

    /// When it goes away by itself.
    pub(super) const fn until_ms(&self) -> Option<u64> {
        match self {
            Self::Nothing => None,
            Self::Pin(entry) => Some(entry.until_ms),
            Self::Menu { until_ms } => Some(*until_ms),
        }
    }

    pub(super) fn view(&self, language: Language) -> Option<PinView> {
        match self {
            Self::Pin(entry) => Some(PinView { typed: entry.typed.len(), message: entry.message, language }),
            Self::Nothing | Self::Menu { .. } => None,
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

/// What a poll worker can do now; `None` where there is no booth but a fault.
pub(super) fn actions(page: Option<PageName>, in_session: bool) -> Vec<DeskAction> {
    match (page, in_session) {
        (None, _) => vec![DeskAction::Restart, DeskAction::Quit, DeskAction::Back],
        (Some(PageName::Paused), _) => vec![DeskAction::Resume, DeskAction::EndSession, DeskAction::Back],
        (Some(_), true) => vec![DeskAction::Pause, DeskAction::EndSession, DeskAction::Back],
        (Some(PageName::Closed), false) => vec![DeskAction::Open, DeskAction::Quit, DeskAction::Back],
        (Some(_), false) => vec![DeskAction::Close, DeskAction::Back],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(Over::menu(5).until_ms(), Some(5 + MENU_MS));
        assert_eq!(Over::Nothing.until_ms(), None);
    }

    #[test]
    fn the_program_cannot_be_ended_while_the_booth_is_open() {
        let can_quit = |page, in_session| actions(page, in_session).contains(&DeskAction::Quit);
        assert!(can_quit(Some(PageName::Closed), false) && can_quit(None, false));
        assert!(!can_quit(Some(PageName::Open), false));
        assert!(!can_quit(Some(PageName::Contest), true) && !can_quit(Some(PageName::Paused), true));
    }
}
