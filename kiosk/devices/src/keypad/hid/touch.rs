//! From the events of a touch panel to where one finger is, for the appliance without a display server.

use evdev::{AbsoluteAxisCode, EventType, KeyCode};

use super::raw::{Need, RawEvent};
use super::translate::Timed;
use crate::{Happened, Touch, TouchPhase};

/// The ends of an axis, in the panel's own units.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Axis {
    /// At the left or upper edge.
    pub minimum: i32,
    /// At the right or lower edge.
    pub maximum: i32,
}

impl Axis {
    /// Where `value` is, from 0 to 65,535, rounded to nearest and kept within the edges.
    fn place(self, value: i32) -> u16 {
        let span = i64::from(self.maximum) - i64::from(self.minimum);
        let from = (i64::from(value) - i64::from(self.minimum)).clamp(0, span.max(0));
        let scaled = (from * i64::from(u16::MAX) + span / 2).checked_div(span).unwrap_or(0);
        u16::try_from(scaled).unwrap_or(u16::MAX)
    }
}

/// The state of a panel as the kernel tells it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PanelState {
    /// Along the upper edge.
    pub x: i32,
    /// Along the left edge.
    pub y: i32,
    /// A finger is on it (`BTN_TOUCH`).
    pub down: bool,
}

/// Follows one finger: the kernel's own choice where several are down (`ABS_X`, `ABS_Y`, `BTN_TOUCH`).
pub struct TouchTracker {
    axes: (Axis, Axis),
    now: PanelState,
    /// Where the finger was told to be, while it is told to be down.
    told: Option<(u16, u16)>,
    /// The finger that is down now is not listened to until it is lifted.
    ignored: bool,
    dropped: bool,
}

impl TouchTracker {
    /// Of a panel in this state. A finger that is down already is not listened to.
    #[must_use]
    pub const fn new(x: Axis, y: Axis, now: PanelState) -> Self {
        Self { axes: (x, y), now, told: None, ignored: now.down, dropped: false }
    }

    /// Takes in one event of the panel.
    pub fn event(&mut self, event: RawEvent, events: &mut Vec<Timed>) -> Need {
        if event.is_dropped() {
            self.dropped = true;
            self.cancel(event.at_ms, events);
        } else if event.is_report() && self.dropped {
            self.dropped = false;
            return Need::State;
        } else if self.dropped {
            // Half of something.
        } else if event.is_report() {
            if event.is_kernels_own() && !self.now.down {
                self.cancel(event.at_ms, events);
            }
            self.report(event.at_ms, events);
        } else if event.kind == EventType::ABSOLUTE && event.code == AbsoluteAxisCode::ABS_X.0 {
            self.now.x = event.value;
        } else if event.kind == EventType::ABSOLUTE && event.code == AbsoluteAxisCode::ABS_Y.0 {
            self.now.y = event.value;
        } else if let Some((KeyCode::BTN_TOUCH, down)) = event.edge() {
            self.now.down = down;
        }
        Need::Nothing
    }

    /// The panel's state, read anew after the kernel dropped events.
    pub const fn state(&mut self, now: PanelState) {
        self.now = now;
        self.ignored = now.down;
    }

    /// The panel is gone, or the finger cannot be followed: nothing was chosen.
    pub fn cancel(&mut self, at_ms: u64, events: &mut Vec<Timed>) {
        if let Some((x, y)) = self.told.take() {
            events.push((at_ms, Happened::Touch(Touch { phase: TouchPhase::Cancelled, x, y })));
        }
    }

    /// The voter is gone: a finger that is down counts only after it was lifted.
    pub fn forget(&mut self, at_ms: u64, events: &mut Vec<Timed>) {
        self.ignored = self.now.down;
        self.cancel(at_ms, events);
    }

    fn report(&mut self, at_ms: u64, events: &mut Vec<Timed>) {
        let (x_axis, y_axis) = self.axes;
        let here = (x_axis.place(self.now.x), y_axis.place(self.now.y));
        if !self.now.down {
            self.ignored = false;
        }
        let (phase, (x, y)) = match (self.now.down && !self.ignored, self.told) {
            (true, None) => (TouchPhase::Pressed, here),
            (true, Some(told)) if told != here => (TouchPhase::Moved, here),
            // Lifted where it was last felt: what a panel says while the finger leaves is noise.
            (false, Some(told)) => (TouchPhase::Released, told),
            (true, Some(_)) | (false, None) => return,
        };
        self.told = (phase != TouchPhase::Released).then_some(here);
        events.push((at_ms, Happened::Touch(Touch { phase, x, y })));
    }
}
