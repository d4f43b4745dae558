//! A poll worker at a keyboard that no window system listens to: the same way to the PIN, and behind it, as at a window.

use kiosk_devices::{Source, Typed};
use kiosk_ui::{DeskAction, PinKey};

use super::super::over::Over;
use super::Booth;

impl Booth {
    /// A key went down that may be a poll worker's.
    pub(super) fn on_office_key(&mut self, typed: Typed) {
        let at_pin = matches!(self.over, Over::Pin(_));
        match (typed, &self.over) {
            (Typed::PollWorker, Over::Nothing | Over::Told(_)) => self.lay(Over::pin(self.now_ms())),
            (Typed::Digit(digit), Over::Desk { .. }) => return self.on_menu_sign(&digit.to_string()),
            (Typed::Leave, Over::Desk { .. }) => return self.on_desk(DeskAction::Back),
            (Typed::Digit(digit) | Typed::BlockDigit(digit), Over::Pin(_)) => self.on_pin(PinKey::Digit(digit)),
            (Typed::Enter, Over::Pin(_)) => self.on_pin(PinKey::Enter),
            (Typed::Erase, Over::Pin(_)) => self.on_pin(PinKey::Erase),
            (Typed::Leave, Over::Pin(_)) => self.on_pin(PinKey::Cancel),
            _ => return,
        }
        self.typed_pin = at_pin || typed == Typed::PollWorker;
    }

    /// Whether a device's key is the same press as a digit or Enter of the PIN: not one of a voter who came to that page
    /// by mistake.
    pub(super) fn is_of_the_pin(&self, source: Source) -> bool {
        self.typed_pin && source == Source::Keyboard && matches!(self.over, Over::Pin(_))
    }
}
