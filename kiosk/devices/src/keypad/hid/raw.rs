//! One event as the kernel tells it, with the host's time.

use evdev::{EventType, KeyCode, SynchronizationCode};

/// An input event.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct RawEvent {
    /// When, in milliseconds of the host's clock.
    pub at_ms: u64,
    /// `EV_SYN`, `EV_KEY`, `EV_ABS` …
    pub kind: EventType,
    /// Which key or axis.
    pub code: u16,
    /// 0 up, 1 down, 2 auto-repeat; or where on the axis.
    pub value: i32,
}

impl RawEvent {
    /// The key and whether it went down (`true`) or up. Nothing for auto-repeat: a key held is one press
    /// (VVSG 2.0 7.2-M).
    #[must_use]
    pub fn edge(&self) -> Option<(KeyCode, bool)> {
        match (self.kind, self.value) {
            (EventType::KEY, 0) => Some((KeyCode(self.code), false)),
            (EventType::KEY, 1) => Some((KeyCode(self.code), true)),
            _ => None,
        }
    }

    pub(super) fn is_report(&self) -> bool {
        self.kind == EventType::SYNCHRONIZATION && self.code == SynchronizationCode::SYN_REPORT.0
    }

    /// Whether the kernel closes a report of its own (value 1) rather than the device's (value 0): software
    /// auto-repeat, and the letting go of all keys of a device that is going away (`input_disconnect_device` in
    /// Linux's `drivers/input/input.c`; `scripts/verify_input.sh` sees it happen). No hand was lifted then.
    pub(super) fn is_kernels_own(&self) -> bool {
        self.is_report() && self.value == 1
    }

    pub(super) fn is_dropped(&self) -> bool {
        self.kind == EventType::SYNCHRONIZATION && self.code == SynchronizationCode::SYN_DROPPED.0
    }
}

/// What a reader must do after an event.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// The kernel dropped events (`SYN_DROPPED`): read the device's state anew and hand it over.
    State,
}
