//! Fingers on the screen: a panel that no window system listens to, and a hand that touches twice.

use kiosk_devices::{Touch, TouchPhase};
use kiosk_ui::BoothUi;
use slint::LogicalPosition;
use slint::platform::{PointerEventButton, WindowEvent};

/// A second touch within this is taken for the first one's: a trembling hand comes down again after 0.2 to 0.3 s, and
/// where it then lands may be another option. Keys have a pause of their own, which the voter sets.
const AGAIN_MS: u64 = 400;

/// Which touches count.
#[derive(Default)]
pub(super) struct Touches {
    last_ms: Option<u64>,
}

impl Touches {
    /// Whether a touch at `now_ms` is one of its own.
    pub(super) fn counts(&mut self, now_ms: u64) -> bool {
        let again = self.last_ms.is_some_and(|last_ms| now_ms.saturating_sub(last_ms) < AGAIN_MS);
        if !again {
            self.last_ms = Some(now_ms);
        }
        !again
    }
}

/// Hands a finger on a panel to the window, which finds what it is on. Nobody may have borrowed the booth meanwhile.
pub(super) fn on_touch(ui: &BoothUi, touch: Touch) {
    let window = ui.window();
    let size = window.size().to_logical(window.scale_factor());
    let part = |at: u16| f32::from(at) / f32::from(u16::MAX);
    let position = LogicalPosition::new(part(touch.x) * size.width, part(touch.y) * size.height);
    let button = PointerEventButton::Left;
    window.dispatch_event(match touch.phase {
        TouchPhase::Pressed => WindowEvent::PointerPressed { position, button },
        TouchPhase::Moved => WindowEvent::PointerMoved { position },
        TouchPhase::Released => WindowEvent::PointerReleased { position, button },
        TouchPhase::Cancelled => WindowEvent::PointerExited,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_touch_of_the_same_hand_does_not_count() {
        let mut touches = Touches::default();
        assert!(touches.counts(1_000));
        assert!(!touches.counts(1_300));
        // It does not put off the next one.
        assert!(touches.counts(1_400));
    }
}
