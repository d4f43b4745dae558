//! From the events of one device to what the voter did, without a device and without a clock.

use evdev::KeyCode;
use key_filter::{Filtered, KeyFilter};
use keypad_protocol::{DoubleStrike, KeySet};

use super::profile::Profile;
use super::raw::{Need, RawEvent};
use crate::Happened;
use crate::keypad::held::Held;

/// An event with the time it is of, in milliseconds of the host's clock.
pub type Timed = (u64, Happened);

/// Follows the keys of one device.
pub struct Translator {
    profile: Profile,
    filter: KeyFilter,
    held: Held,
    /// The codes that are down and count.
    down: Vec<KeyCode>,
    /// The codes that went down unheard. They count only after they came up.
    ignored: Vec<KeyCode>,
    /// The kernel dropped events: what comes up to the next report is half of something.
    dropped: bool,
    /// A key went up since the last report.
    went_up: bool,
    now_ms: u64,
}

impl Translator {
    /// Of a device whose codes `down` are down when it is found, at `now_ms`. Those count only after they came
    /// up.
    #[must_use]
    pub fn new(profile: Profile, down: Vec<KeyCode>, filter: DoubleStrike, now_ms: u64) -> Self {
        let mut translator = Self {
            profile,
            filter: KeyFilter::new(),
            held: Held::default(),
            down,
            ignored: Vec::new(),
            dropped: false,
            went_up: false,
            now_ms,
        };
        translator.filter.set_double_strike(filter);
        translator.first_look();
        translator
    }

    /// How the device's codes are understood.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Takes in one event of the device. Times never go back; one that does counts as now.
    pub fn event(&mut self, event: RawEvent, events: &mut Vec<Timed>) -> Need {
        self.pass(event.at_ms, events);
        if event.is_dropped() {
            self.dropped = true;
        } else if self.dropped {
            if event.is_report() {
                self.dropped = false;
                return Need::State;
            }
        } else if event.is_report() {
            let went_up = core::mem::take(&mut self.went_up);
            if went_up && event.is_kernels_own() {
                // The device is going away. `Help`, which is told when it comes up, must not be told.
                self.forget(event.at_ms, events);
            }
        } else if let Some((code, down)) = event.edge() {
            self.went_up |= !down;
            self.edge(code, down);
            self.contacts(events);
        }
        Need::Nothing
    }

    /// The codes that are down now, read anew after the kernel dropped events. At least one input is lost.
    pub fn state(&mut self, down: &[KeyCode], at_ms: u64, events: &mut Vec<Timed>) {
        self.pass(at_ms, events);
        events.push((self.now_ms, Happened::KeysLost(1)));
        self.ignored.retain(|code| down.contains(code));
        // What went down unheard is lost as a press: acting on it late, or on half of a chord, could choose.
        let unheard: Vec<_> =
            down.iter().filter(|code| !self.down.contains(code) && !self.ignored.contains(code)).collect();
        self.ignored.extend(unheard);
        self.down.retain(|code| down.contains(code));
        self.contacts(events);
    }

    /// Time went by: tells what is due up to `now_ms`.
    pub fn pass(&mut self, now_ms: u64, events: &mut Vec<Timed>) {
        // Each deadline at its own time, so that one report read late tells the same as one read at once. A
        // filter whose deadline stands still is asked once.
        while let Some(due_ms) = self.filter.next_deadline_ms().filter(|due_ms| *due_ms <= now_ms) {
            self.now_ms = self.now_ms.max(due_ms);
            self.contacts(events);
            if self.filter.next_deadline_ms() == Some(due_ms) {
                break;
            }
        }
        self.now_ms = self.now_ms.max(now_ms);
    }

    /// When [`Translator::pass`] has something to tell though no event came.
    #[must_use]
    pub fn next_deadline_ms(&self) -> Option<u64> {
        self.filter.next_deadline_ms()
    }

    /// The voter's setting.
    pub const fn set_double_strike(&mut self, filter: DoubleStrike) {
        self.filter.set_double_strike(filter);
    }

    /// The voter is gone: keys held count only after they came up, and the filter is as at first.
    pub fn forget(&mut self, now_ms: u64, events: &mut Vec<Timed>) {
        self.pass(now_ms, events);
        self.filter.forget();
        self.first_look();
        self.let_go(events);
    }

    /// The device is gone.
    pub fn gone(&mut self, now_ms: u64, events: &mut Vec<Timed>) {
        self.pass(now_ms, events);
        self.let_go(events);
    }

    fn let_go(&mut self, events: &mut Vec<Timed>) {
        self.tell(events, |held, told| {
            held.release(told);
            held.stuck_now(KeySet::EMPTY, told);
        });
    }

    /// What a filter sees first it never tells.
    fn first_look(&mut self) {
        let _nothing = self.filter.update(self.contacts_down(), self.now_ms);
    }

    fn contacts_down(&self) -> KeySet {
        self.down.iter().filter_map(|code| self.profile.key(*code)).collect()
    }

    fn edge(&mut self, code: KeyCode, down: bool) {
        let known = self.down.contains(&code) || self.ignored.contains(&code);
        if down && !known && self.profile.key(code).is_some() {
            self.down.push(code);
        } else if !down {
            self.down.retain(|other| *other != code);
            self.ignored.retain(|other| *other != code);
        }
    }

    fn contacts(&mut self, events: &mut Vec<Timed>) {
        let filtered = self.filter.update(self.contacts_down(), self.now_ms);
        for filtered in filtered {
            self.tell(events, |held, told| match filtered {
                Filtered::Key(event) => held.key(event, told),
                Filtered::Stuck(key) => held.stuck(key, true, told),
                Filtered::Freed(key) => held.stuck(key, false, told),
            });
        }
    }

    fn tell(&mut self, events: &mut Vec<Timed>, what: impl FnOnce(&mut Held, &mut Vec<Happened>)) {
        let mut told = Vec::new();
        what(&mut self.held, &mut told);
        events.extend(told.into_iter().map(|happened| (self.now_ms, happened)));
    }
}
