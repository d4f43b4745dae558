//! One booth: the session, the screen, the keypads and the poll worker's pages, in one thread.

use std::sync::Arc;

use ballot::Language;
use keypad_protocol::{Key, KeyEvent};
use kiosk_devices::{Clock, DeviceEvent, Happened, Touch, TouchPhase};
use kiosk_ui::{BoothUi, Desk, DeskAction, Event, PinKey, Press};
use slint::platform::{Key as Sign, PointerEventButton, WindowEvent};
use voter_session::{Effect, Input, PageName, PollWorker, PrintOutcome, PrintTrouble, ScanOutcome, Session, Turned};

use super::Left;
use super::devices::{Devices, filter_of};
use super::over::{Over, PinStep, actions};
use super::typing::{Typing, digit};
use crate::load::Loaded;
use crate::pin::{PinHash, Tries};
use crate::speech::Speaking;
use crate::station::Station;

/// A booth for voters, or the page that says why there is none.
pub(super) struct Booth {
    voter: Option<(Session, Box<Loaded>)>,
    fault: Option<Desk>,
    ui: BoothUi,
    devices: Devices,
    typing: Typing,
    speaking: Speaking,
    clock: Arc<dyn Clock>,
    language: Language,
    pin: PinHash,
    tries: Tries,
    over: Over,
    /// A contest's page is to fail as a fault of the program would.
    rehearse_fault: bool,
    left: Option<Left>,
}

impl Booth {
    pub(super) fn new(
        voter: Option<(Session, Box<Loaded>)>,
        fault: Option<Desk>,
        ui: BoothUi,
        station: &Station,
        devices: Devices,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            voter,
            fault,
            ui,
            devices,
            typing: Typing::new(clock.now_ms()),
            speaking: Speaking::default(),
            clock,
            language: station.language,
            pin: station.pin.clone(),
            tries: Tries::default(),
            over: Over::Nothing,
            rehearse_fault: false,
            left: None,
        }
    }

    /// Shows the first page; `open` lets voters in at once, where no real vote is at stake.
    pub(super) fn begin(&mut self, open: bool, rehearse_fault: bool) {
        let demonstration = self.voter.as_ref().is_some_and(|(_, loaded)| loaded.kind == ballot::package::Kind::Demo);
        self.rehearse_fault = rehearse_fault && demonstration;
        if open && demonstration {
            self.give(Input::PollWorker(PollWorker::Open));
        }
        self.show_page();
    }

    pub(super) const fn ui(&self) -> &BoothUi {
        &self.ui
    }

    /// How a poll worker left, if one did.
    pub(super) const fn left(&self) -> Option<Left> {
        self.left
    }

    /// Something happened at the screen.
    pub(super) fn on_screen(&mut self, event: Event) {
        match event {
            Event::Pressed(Press::Voter(target)) => self.give(Input::Touch(target)),
            Event::Pressed(Press::Desk(action)) => self.on_desk(action),
            Event::Turned(turned) => self.give(Input::Turned(turned)),
            Event::PollWorker => self.lay(Over::pin(self.now_ms())),
            Event::Pin(key) => self.on_pin(key),
            Event::Key(sign, down) => self.on_sign(&sign, down),
        }
    }

    /// Something happened at a device.
    pub(super) fn on_device(&mut self, event: &DeviceEvent) {
        if let Happened::Touch(touch) = event.happened {
            return self.on_touch(touch);
        }
        let Some(input) = self.devices.input(event) else { return };
        match input {
            Input::Key(key) => self.on_key(key),
            input => self.give(input),
        }
    }

    /// Time has come to something.
    pub(super) fn on_time(&mut self) {
        let now_ms = self.now_ms();
        let due = |at: Option<u64>| at.is_some_and(|at_ms| at_ms <= now_ms);
        for happened in self.typing.pass(now_ms) {
            self.on_typed(&happened);
        }
        if due(self.over.until_ms()) {
            self.lay(Over::Nothing);
        }
        if due(self.speaking.ends_at_ms()) {
            self.speaking.stop();
            self.give(Input::SpeechEnded);
        }
        if due(self.deadline_ms()) {
            self.give(Input::Tick);
        }
    }

    /// How long until [`Booth::on_time`] has something to do, in milliseconds.
    pub(super) fn next_ms(&self) -> Option<u64> {
        let next =
            [self.typing.next_deadline_ms(), self.over.until_ms(), self.speaking.ends_at_ms(), self.deadline_ms()];
        next.into_iter().flatten().min().map(|at_ms| at_ms.saturating_sub(self.now_ms()))
    }

    fn now_ms(&self) -> u64 {
        self.clock.now_ms()
    }

    fn deadline_ms(&self) -> Option<u64> {
        self.voter.as_ref().and_then(|(session, _)| session.next_deadline_ms())
    }

    /// A key of the window's keyboard. F10, which no voter has a reason to press, asks for the PIN; its digits are the
    /// PIN's then, and the numbers of the menu behind it.
    fn on_sign(&mut self, sign: &str, down: bool) {
        match (&self.over, down) {
            (Over::Nothing, true) if is(sign, Sign::F10) => return self.lay(Over::pin(self.now_ms())),
            (Over::Menu { .. }, true) => return self.on_menu_sign(sign),
            _ => {}
        }
        if let (Over::Pin(_), true) = (&self.over, down)
            && let Some(key) = pin_key(sign)
        {
            return self.on_pin(key);
        }
        if matches!(self.over, Over::Pin(_)) && pin_key(sign).is_some() {
            return;
        }
        for happened in self.typing.key(sign, down, self.now_ms()) {
            self.on_typed(&happened);
        }
    }

    fn on_menu_sign(&mut self, sign: &str) {
        let number = digit(sign).and_then(|number| usize::from(number).checked_sub(1));
        let action = number.and_then(|number| self.actions().get(number).copied());
        match action {
            Some(action) => self.on_desk(action),
            None if is(sign, Sign::Escape) => self.on_desk(DeskAction::Back),
            None => {}
        }
    }

    /// What the menu offers now.
    fn actions(&self) -> Vec<DeskAction> {
        let page = self.voter.as_ref().map(|(session, _)| session.screen().page);
        actions(page, self.voter.as_ref().is_some_and(|(session, _)| session.in_session()))
    }

    fn on_typed(&mut self, happened: &Happened) {
        match happened {
            Happened::Key(key) => self.on_key(*key),
            Happened::Stuck(key) => self.give(Input::Fault(voter_session::Fault::KeyStuck(*key))),
            Happened::Freed(key) => self.give(Input::Fault(voter_session::Fault::KeyFreed(*key))),
            Happened::Ambiguous => self.give(Input::Fault(voter_session::Fault::KeysUnclear)),
            Happened::KeysLost(_)
            | Happened::Headphones(_)
            | Happened::SelfTest(_)
            | Happened::Link(_)
            | Happened::Device(_)
            | Happened::Touch(_)
            | Happened::Sound(_)
            | Happened::SpeechEnded(_)
            | Happened::ClipUnplayable => {}
        }
    }

    /// A key of the voter's. The menu does not hear it; a PIN page that a voter came to by mistake goes away.
    fn on_key(&mut self, event: KeyEvent) {
        match self.over {
            Over::Menu { .. } => return,
            Over::Pin(_) => self.lay(Over::Nothing),
            Over::Nothing => {}
        }
        let turned = match event {
            KeyEvent::Pressed(Key::Down | Key::SwitchMove) => self.ui.turn(true),
            KeyEvent::Pressed(Key::Up) => self.ui.turn(false),
            KeyEvent::Pressed(_) | KeyEvent::Released(_) | KeyEvent::Held(_) | KeyEvent::Explained(_) => false,
        };
        self.give(if turned { Input::Turned(Turned::Within) } else { Input::Key(event) });
    }

    /// A finger on a panel that no window system listens to.
    fn on_touch(&self, touch: Touch) {
        let window = self.ui.window();
        let size = window.size().to_logical(window.scale_factor());
        let part = |at: u16| f32::from(at) / f32::from(u16::MAX);
        let position = slint::LogicalPosition::new(part(touch.x) * size.width, part(touch.y) * size.height);
        let button = PointerEventButton::Left;
        window.dispatch_event(match touch.phase {
            TouchPhase::Pressed => WindowEvent::PointerPressed { position, button },
            TouchPhase::Moved => WindowEvent::PointerMoved { position },
            TouchPhase::Released => WindowEvent::PointerReleased { position, button },
            TouchPhase::Cancelled => WindowEvent::PointerExited,
        });
    }

    fn on_pin(&mut self, key: PinKey) {
        let now_ms = self.now_ms();
        let Over::Pin(entry) = &mut self.over else { return };
        match entry.key(key, &self.pin, &mut self.tries, now_ms) {
            PinStep::Stays => self.ui.show_pin(self.over.view(self.language)),
            PinStep::Right => self.lay(Over::menu(now_ms)),
            PinStep::Away => self.lay(Over::Nothing),
        }
    }

    fn on_desk(&mut self, action: DeskAction) {
        if !matches!(self.over, Over::Menu { .. }) {
            return;
        }
        let done = match action {
            DeskAction::Open => Some(PollWorker::Open),
            DeskAction::Close => Some(PollWorker::Close),
            DeskAction::Pause => Some(PollWorker::Pause),
            DeskAction::Resume => Some(PollWorker::Resume),
            DeskAction::EndSession => Some(PollWorker::EndSession),
            DeskAction::Restart | DeskAction::Quit | DeskAction::Back => None,
        };
        self.left = match action {
            DeskAction::Restart => Some(Left::Restart),
            DeskAction::Quit => Some(Left::Quit),
            _ => None,
        };
        if let Some(done) = done {
            self.give(Input::PollWorker(done));
        }
        self.lay(Over::Nothing);
    }

    /// Lays something over the page, or takes away what was there.
    fn lay(&mut self, over: Over) {
        self.over = over;
        self.ui.show_pin(self.over.view(self.language));
        self.show_page();
    }

    fn show_page(&self) {
        if let Over::Menu { .. } = self.over {
            return self.ui.show_desk(&Desk::Menu { actions: self.actions(), language: self.language });
        }
        match (&self.voter, &self.fault) {
            (Some((session, loaded)), _) => self.ui.show(&session.screen(), &loaded.election),
            (None, Some(fault)) => self.ui.show_desk(fault),
            (None, None) => {}
        }
    }

    fn give(&mut self, input: Input) {
        let now_ms = self.now_ms();
        let Some((session, _)) = &mut self.voter else { return };
        for effect in session.step(input, now_ms) {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        let now_ms = self.now_ms();
        match effect {
            Effect::Say(speech) => {
                if let Some((_, loaded)) = &self.voter {
                    self.speaking.begin(&speech, &loaded.election, now_ms);
                }
            }
            Effect::Hush => self.speaking.stop(),
            Effect::Show(screen) => {
                if self.rehearse_fault && screen.page == PageName::Contest {
                    rehearse();
                }
                if let (Some((_, loaded)), false) = (&self.voter, matches!(self.over, Over::Menu { .. })) {
                    self.ui.show(&screen, &loaded.election);
                }
            }
            Effect::Wipe => {
                self.speaking.stop();
                self.ui.forget();
                self.typing.forget(now_ms);
            }
            Effect::Keypad(order) => {
                if let Some(filter) = filter_of(order) {
                    self.typing.set_filter(filter);
                }
                self.devices.order(order, self.language);
            }
            // The booth has neither, and says so at once should it ever be asked.
            Effect::Print(job) => {
                let outcome = PrintOutcome::NotPrinted(PrintTrouble::Off);
                self.give(Input::Printer { job: job.number, outcome });
            }
            Effect::Scan(job) => self.give(Input::Scanner { job: job.number, outcome: ScanOutcome::Failed }),
            Effect::Log(_) => {}
        }
    }
}

/// Fails as a fault of the program would.
#[expect(clippy::panic, reason = "what is rehearsed is a panic")]
fn rehearse() {
    std::panic::panic_any("a fault for rehearsal");
}

fn is(sign: &str, key: Sign) -> bool {
    sign.chars().eq([char::from(key)])
}

/// What a key of the keyboard is to the PIN page.
fn pin_key(sign: &str) -> Option<PinKey> {
    if is(sign, Sign::Return) {
        Some(PinKey::Enter)
    } else if is(sign, Sign::Backspace) || is(sign, Sign::Delete) {
        Some(PinKey::Erase)
    } else if is(sign, Sign::Escape) {
        Some(PinKey::Cancel)
    } else {
        digit(sign).map(PinKey::Digit)
    }
}

impl Drop for Booth {
    /// Whoever takes the window next finds nothing of a voter in it.
    fn drop(&mut self) {
        self.ui.forget();
    }
}
