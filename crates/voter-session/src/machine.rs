//! The machine itself: one input in, effects out.

mod devices;
mod flow;
mod keys;
mod poll_worker;
mod speech;
mod time;

use std::fmt;

use keypad_protocol::{DisplayPage, KeyEvent};
use wording::Hands;

use crate::effect::{Effect, KeypadOrder, Line, LogEntry};
use crate::input::{Input, Target};
use crate::overlay::Overlay;
use crate::page::Item;
use crate::ring;
use crate::screen::{self, Screen, Surroundings};
use crate::settings::Settings;
use crate::setup::{Setup, SetupError, Way};
use crate::state::{Closed, SheetStatus, State};
use crate::vault::{MOST_CONTESTS, Vault};

pub(crate) use keys::explain;
#[cfg(test)]
pub(crate) use time::Clock;
pub(crate) use time::key_name;
pub use time::timing;

/// The booth and the voter in it.
pub struct Session {
    pub(crate) setup: Setup,
    pub(crate) state: State,
    /// What lies over the state, by rank; the last one is on top.
    pub(crate) overlays: Vec<Overlay>,
    pub(crate) vault: Vault,
    pub(crate) settings: Settings,
    pub(crate) hands: Hands,
    /// Hints said in this session, a bit each.
    heard: u64,
    pub(crate) sheets: [SheetStatus; MOST_CONTESTS],
    pub(crate) way: Way,
    pub(crate) devices: devices::Devices,
    pub(crate) clock: time::Clock,
    out: Vec<Effect>,
}

impl fmt::Debug for Session {
    /// Says nothing of the state: it follows from what the voter did.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session(..)")
    }
}

/// What was done, and what is to be said and shown after it.
pub(crate) struct Answer {
    pub(crate) said: Vec<Line>,
    pub(crate) then: Then,
}

/// What is said after the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing more.
    Stay,
    /// The page: the voter has come to it.
    Enter,
    /// The page and where the voter is on it, with everything that is known.
    Here,
    /// What the finger is on.
    Item,
    /// What the finger is on, and how to go on.
    Back,
}

impl Session {
    /// A closed booth.
    ///
    /// # Errors
    ///
    /// [`SetupError`]: no such booth can be, or the page for the voter's choices cannot be locked in memory.
    pub fn new(setup: Setup) -> Result<Self, SetupError> {
        setup.check()?;
        let way = setup.ways.first().copied().ok_or(SetupError::Ways)?;
        Ok(Self {
            state: State::Closed(Closed),
            overlays: Vec::new(),
            vault: Vault::new()?,
            settings: Settings::usual(setup.language),
            hands: Hands::Keypad,
            heard: 0,
            sheets: [SheetStatus::Held; MOST_CONTESTS],
            way,
            devices: devices::Devices::default(),
            clock: time::Clock::default(),
            out: Vec::new(),
            setup,
        })
    }

    /// Takes an input that came `now_ms` milliseconds after any fixed moment, and says what to do. A time that lies
    /// before the last one counts as the last one.
    ///
    /// Deadlines that have passed are dealt with first, each at its own time, so that what happens does not depend on
    /// how often [`Input::Tick`] comes.
    #[must_use]
    pub fn step(&mut self, input: Input, now_ms: u64) -> Vec<Effect> {
        self.run_due(now_ms);
        match input {
            Input::Key(event) => self.on_key(event),
            Input::Touch(target) => self.on_touch(target),
            Input::Turned(turned) => self.on_turned(turned),
            Input::Headphones(plugged) => self.on_headphones(plugged),
            Input::Fault(fault) => self.on_fault(fault),
            Input::Printer { job, outcome } if job == self.clock.job => self.on_printer(outcome),
            Input::Scanner { job, outcome } if job == self.clock.job => self.on_scanner(&outcome),
            Input::Printer { .. } | Input::Scanner { .. } => {}
            Input::PollWorker(action) => self.on_poll_worker(action),
            Input::SpeechEnded => self.clock.speech_ended(),
            Input::Tick => {}
        }
        std::mem::take(&mut self.out)
    }

    /// What the screen shows now, without the answer to the last input.
    #[must_use]
    pub fn screen(&self) -> Screen {
        self.screen_with(Vec::new())
    }

    /// Whether a voter is in the booth.
    #[must_use]
    pub fn in_session(&self) -> bool {
        self.state.in_session()
    }

    fn screen_with(&self, answer: Vec<Line>) -> Screen {
        let around = Surroundings {
            kind: self.setup.kind,
            settings: self.settings,
            hands: self.hands,
            focus: self.focused().map(|item| item.target),
            in_block: self.hands == Hands::Switches && self.overlays.is_empty() && self.vault.group() > 0,
            in_session: self.in_session(),
        };
        screen::of(&self.page(), answer, around)
    }

    /// The overlay on top.
    pub(crate) fn top(&self) -> Option<Overlay> {
        self.overlays.last().copied()
    }

    /// Lays an overlay over the rest, at its rank; one of the same rank is replaced.
    pub(crate) fn lay(&mut self, overlay: Overlay) {
        self.overlays.retain(|other| other.rank() != overlay.rank());
        self.overlays.push(overlay);
        self.overlays.sort_by_key(|overlay| overlay.rank());
    }

    /// Takes the overlays of a rank away. Whether there was one.
    pub(crate) fn lift(&mut self, rank: u8) -> bool {
        let before = self.overlays.len();
        self.overlays.retain(|overlay| overlay.rank() != rank);
        self.overlays.len() < before
    }

    /// The ring of what is on top.
    pub(crate) fn ring(&self) -> Vec<Item> {
        ring::items(&self.page(), self.hands, if self.overlays.is_empty() { self.vault.group() } else { 0 })
    }

    /// Where the finger is on what is on top.
    pub(crate) fn focus(&self) -> u8 {
        self.top().map_or_else(|| self.vault.focus(), Overlay::focus)
    }

    /// Moves the finger on what is on top.
    pub(crate) fn set_focus(&mut self, focus: u8) {
        match self.overlays.last_mut() {
            None => self.vault.set_focus(focus),
            Some(overlay) => {
                if let Some(place) = overlay.focus_mut() {
                    *place = focus;
                }
            }
        }
    }

    /// What the finger is on; `None` for the heading.
    pub(crate) fn focused(&self) -> Option<Item> {
        self.ring().into_iter().nth(usize::from(self.focus()).checked_sub(1)?)
    }

    /// Puts the finger on a target, or on the heading where the ring has no such item.
    pub(crate) fn focus_on(&mut self, target: Target) {
        let position = self.ring().iter().position(|item| item.target == target);
        self.set_focus(position.and_then(|position| u8::try_from(position + 1).ok()).unwrap_or(0));
    }

    /// Changes the wording, and keeps the finger where it was as far as the other ring has it.
    pub(crate) fn use_hands(&mut self, hands: Hands) {
        if self.hands != hands {
            self.keep_the_finger(|session| {
                session.hands = hands;
                session.heard = 0;
                session.vault.set_group(0);
            });
        }
    }

    /// Does something that may change the rings, and puts the finger back on what it was on, on the state's page and on
    /// all that lies over it.
    pub(crate) fn keep_the_finger(&mut self, change: impl FnOnce(&mut Self)) {
        let overlays = std::mem::take(&mut self.overlays);
        let mut targets = vec![self.focused().map(|item| item.target)];
        for overlay in overlays {
            self.overlays.push(overlay);
            targets.push(self.focused().map(|item| item.target));
        }
        change(self);
        let overlays = std::mem::take(&mut self.overlays);
        let mut targets = targets.into_iter();
        self.refocus(targets.next().flatten());
        for overlay in overlays {
            self.overlays.push(overlay);
            self.refocus(targets.next().flatten());
        }
    }

    fn refocus(&mut self, target: Option<Target>) {
        match target {
            Some(Target::Option(row)) => self.focus_on_option(row),
            Some(target) => self.focus_on(target),
            None => self.set_focus(0),
        }
    }

    /// Puts the finger on an option; two switches enter its block.
    fn focus_on_option(&mut self, row: u8) {
        self.focus_on(Target::Option(row));
        if self.focused().is_none() && self.hands == Hands::Switches && self.overlays.is_empty() {
            self.vault.set_group(ring::block_of(row) + 1);
            self.focus_on(Target::Option(row));
        }
    }

    /// Log, keypad and display are told; nothing else leaves the booth.
    pub(crate) fn log(&mut self, entry: LogEntry) {
        self.out.push(Effect::Log(entry));
    }

    pub(crate) fn order(&mut self, order: KeypadOrder) {
        self.out.push(Effect::Keypad(order));
    }

    pub(crate) fn display(&mut self, page: DisplayPage) {
        self.order(KeypadOrder::SetDisplay(page));
    }

    pub(crate) fn emit(&mut self, effect: Effect) {
        self.out.push(effect);
    }

    fn on_key(&mut self, event: KeyEvent) {
        match event {
            KeyEvent::Pressed(key) => self.on_press(key),
            KeyEvent::Explained(key) => self.on_explained(key),
            // A key acts when it goes down, once: VVSG 2.0 7.2-M.
            KeyEvent::Released(_) | KeyEvent::Held(_) => {}
        }
    }
}
