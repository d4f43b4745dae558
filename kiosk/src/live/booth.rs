//! One booth: the session, the screen, the keypads and the poll worker's pages, in one thread.

mod office_keys;
mod orders;

use std::collections::VecDeque;
use std::sync::Arc;

use ballot::Language;
use ballot::package::Kind;
use keypad_protocol::{Key, KeyEvent};
use kiosk_devices::log::LogFault;
use kiosk_devices::{Clock, DeviceEvent, Happened};
use kiosk_ui::{BoothUi, Desk as Page, DeskAction, DeskPage, Event, FaultPage, PinKey, Press};
use slint::platform::Key as Sign;
use voter_session::{Effect, Input, PageName, PollWorker, Session, Speech, Turned};

use super::Left;
use super::devices::{Devices, filter_of};
use super::over::{Over, PinStep};
use super::paper::Paper;
use super::sound::{Sound, Stuck};
use super::touch::Touches;
use super::typing::{Typing, digit};
use crate::booth::kind;
use crate::desk::{Desk, Readiness, Standing};
use crate::load::Loaded;
use crate::notice::Notice;
use crate::office::{Noted, Office};
use crate::pin::{PinHash, Tries};
use crate::station::Station;

/// A booth for voters, or the page that says why there is none.
pub(super) struct Booth {
    voter: Option<(Session, Box<Loaded>)>,
    fault: Option<Page>,
    ui: BoothUi,
    devices: Devices,
    typing: Typing,
    sound: Sound,
    paper: Paper,
    office: Office,
    /// The last check before opening.
    readiness: Option<Readiness>,
    clock: Arc<dyn Clock>,
    language: Language,
    pin: PinHash,
    /// The PIN page is used by a keyboard of the booth's own.
    typed_pin: bool,
    tries: Tries,
    /// What it was started for: stands on every page where it is no real vote, with an election or without one.
    kind: voter_session::Kind,
    over: Over,
    /// Why the booth is closed, until a poll worker has read it and given the PIN.
    told: Option<FaultPage>,
    /// Answers of devices that came while the session's orders were carried out.
    answers: VecDeque<Input>,
    /// A hand that trembles touches twice.
    touches: Touches,
    /// A contest's page is to fail as a fault of the program would.
    rehearse_fault: bool,
    left: Option<Left>,
}

/// What a booth is made of.
pub(super) struct Parts {
    pub(super) ui: BoothUi,
    pub(super) devices: Devices,
    pub(super) sound: Sound,
    pub(super) paper: Paper,
    pub(super) office: Office,
    pub(super) clock: Arc<dyn Clock>,
}

impl Booth {
    pub(super) fn new(
        voter: Option<(Session, Box<Loaded>)>,
        fault: Option<Page>,
        opened_for: Kind,
        station: &Station,
        parts: Parts,
    ) -> Self {
        let Parts { ui, devices, sound, paper, office, clock } = parts;
        Self {
            kind: kind(voter.as_ref().map_or(opened_for, |(_, loaded)| loaded.kind)),
            voter,
            fault,
            ui,
            devices,
            typing: Typing::new(clock.now_ms()),
            sound,
            paper,
            office,
            readiness: None,
            clock,
            language: station.language,
            pin: station.pin.clone(),
            typed_pin: false,
            tries: Tries::default(),
            over: Over::Nothing,
            told: None,
            answers: VecDeque::new(),
            touches: Touches::default(),
            rehearse_fault: false,
            left: None,
        }
    }

    /// Shows the first page; `open` lets voters in at once, where no real vote is at stake.
    /// `unknown` says that the last program ended under a voter, whose sheets nobody knows of.
    pub(super) fn begin(&mut self, open: bool, rehearse_fault: bool, unknown: bool) {
        let kind = self.voter.as_ref().map(|(_, loaded)| loaded.kind);
        self.rehearse_fault = rehearse_fault && kind == Some(Kind::Demo);
        if let Some((_, loaded)) = &self.voter {
            self.sound.make_ready(self.language, &loaded.election);
        }
        if open && matches!(kind, Some(Kind::Demo | Kind::Practice)) && !unknown {
            self.give(Input::PollWorker(PollWorker::Open));
        }
        self.told = unknown.then(|| Notice::Log(LogFault::SessionUnknown).page());
        self.lay(Over::Nothing);
        self.say_fault();
    }

    /// Whoever cannot see why there is no booth hears it, and hears it again with every key.
    fn say_fault(&mut self) {
        let code = match (&self.over, &self.voter, &self.fault) {
            (Over::Told(fault), _, _) | (_, None, Some(Page::Fault(fault, _))) => fault.code,
            _ => return,
        };
        self.sound.say_fault(code);
    }

    pub(super) const fn ui(&self) -> &BoothUi {
        &self.ui
    }

    /// How a poll worker left, if one did.
    pub(super) const fn left(&self) -> Option<Left> {
        self.left
    }

    /// The session's page.
    #[cfg(test)]
    pub(super) fn page(&self) -> Option<PageName> {
        self.voter.as_ref().map(|(session, _)| session.screen().page)
    }

    /// Whether it is shown why the booth is closed.
    #[cfg(test)]
    pub(super) const fn is_told(&self) -> bool {
        matches!(self.over, Over::Told(_))
    }

    /// What the poll worker's page offers.
    #[cfg(test)]
    pub(super) fn desk_actions(&self) -> Vec<DeskAction> {
        let Over::Desk { desk, .. } = &self.over else { return Vec::new() };
        desk.actions()
    }

    /// Something happened at the screen.
    pub(super) fn on_screen(&mut self, event: Event) {
        match event {
            Event::Pressed(Press::Voter(target)) if self.touches.counts(self.now_ms()) => {
                self.give(Input::Touch(target));
            }
            Event::Pressed(Press::Voter(_) | Press::Course(_) | Press::CourseKey(_)) => {}
            Event::Pressed(Press::Desk(action)) => self.on_desk(action),
            Event::Turned(turned) => self.give(Input::Turned(turned)),
            Event::PollWorker => {
                self.typed_pin = false;
                self.lay(Over::pin(self.now_ms()));
            }
            Event::Pin(key) => self.on_pin(key),
            Event::Key(sign, down) => self.on_sign(&sign, down),
        }
    }

    /// Something happened at a device.
    pub(super) fn on_device(&mut self, event: &DeviceEvent) {
        if let Happened::SpeechEnded(ticket) = event.happened {
            if self.sound.ended(ticket) {
                self.give(Input::SpeechEnded);
            }
            return;
        }
        if self.on_printer(&event.happened) {
            return;
        }
        if let Happened::Typed(typed) = event.happened {
            return self.on_office_key(typed);
        }
        let input = self.paper.input(&event.happened).or_else(|| self.devices.input(event));
        if self.is_of_the_pin(event.source) {
            return;
        }
        let Some(input) = input else { return };
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
            self.say_again();
        }
        if due(self.sound.ends_at_ms()) {
            self.sound.hush();
            self.give(Input::SpeechEnded);
        }
        if due(self.deadline_ms()) {
            self.give(Input::Tick);
        }
    }

    /// How long until [`Booth::on_time`] has something to do, in milliseconds.
    pub(super) fn next_ms(&self) -> Option<u64> {
        let next = [self.typing.next_deadline_ms(), self.over.until_ms(), self.sound.ends_at_ms(), self.deadline_ms()];
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
            (Over::Nothing | Over::Told(_), true) if is(sign, Sign::F10) => return self.lay(Over::pin(self.now_ms())),
            (Over::Desk { .. }, true) => return self.on_menu_sign(sign),
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
        let Over::Desk { desk, .. } = &self.over else { return };
        let number = digit(sign).and_then(|number| usize::from(number).checked_sub(1));
        let action = number.and_then(|number| desk.actions().get(number).copied());
        match action {
            Some(action) => self.on_desk(action),
            None if is(sign, Sign::Escape) => self.on_desk(DeskAction::Back),
            None => {}
        }
    }

    /// The desk as it opens.
    fn desk(&self) -> Desk {
        let page = self.voter.as_ref().map(|(session, _)| session.screen().page);
        let in_session = self.voter.as_ref().is_some_and(|(session, _)| session.in_session());
        let desk = Desk::new(Standing::of(page, in_session), self.office.equipped(), self.language);
        desk.with_readiness(self.readiness.clone())
    }

    fn on_typed(&mut self, happened: &Happened) {
        match happened {
            Happened::Key(key) => self.on_key(*key),
            Happened::Stuck(key) => self.give(Input::Fault(voter_session::Fault::KeyStuck(*key))),
            Happened::Freed(key) => self.give(Input::Fault(voter_session::Fault::KeyFreed(*key))),
            Happened::Ambiguous => self.give(Input::Fault(voter_session::Fault::KeysUnclear)),
            Happened::KeysLost(_)
            | Happened::Headphones(_)
            | Happened::Typed(_)
            | Happened::SelfTest(_)
            | Happened::Link(_)
            | Happened::Device(_)
            | Happened::Touch(_)
            | Happened::Sound(_)
            | Happened::SpeechEnded(_)
            | Happened::ClipUnplayable
            | Happened::Printer(_)
            | Happened::Offered(_)
            | Happened::Printed { .. }
            | Happened::Scanner(_)
            | Happened::Scanned { .. } => {}
        }
    }

    /// A key of the voter's. The menu does not hear it; a PIN page that a voter came to by mistake goes away.
    fn on_key(&mut self, event: KeyEvent) {
        match self.over {
            Over::Desk { .. } => return self.on_desk_key(event),
            Over::Pin(_) => return self.leave_pin(event),
            Over::Told(_) | Over::Nothing => {}
        }
        let turned = match event {
            KeyEvent::Pressed(Key::Down | Key::SwitchMove) => self.ui.turn(true),
            KeyEvent::Pressed(Key::Up) => self.ui.turn(false),
            KeyEvent::Pressed(_) | KeyEvent::Released(_) | KeyEvent::Held(_) | KeyEvent::Explained(_) => false,
        };
        if matches!(event, KeyEvent::Pressed(_)) {
            self.say_fault();
        }
        if matches!(self.over, Over::Told(_)) {
            return;
        }
        self.give(if turned { Input::Turned(Turned::Within) } else { Input::Key(event) });
    }

    fn on_pin(&mut self, key: PinKey) {
        let now_ms = self.now_ms();
        let Over::Pin(entry) = &mut self.over else { return };
        let tried = key == PinKey::Enter;
        match entry.key(key, &self.pin, &mut self.tries, now_ms) {
            PinStep::Stays if tried && self.over.is_refused() => {
                self.show_pin();
                self.note(Noted::WrongPin);
            }
            PinStep::Stays => self.show_pin(),
            PinStep::Right => {
                self.told = None;
                self.lay(Over::desk(self.desk(), now_ms));
            }
            PinStep::Away => {
                self.lay(Over::Nothing);
                self.say_again();
            }
        }
    }

    /// A booth whose log is not written has no business with voters: whoever is voting is wiped, and it stands still.
    fn must(&mut self, written: Result<(), LogFault>) {
        let Err(fault) = written else { return };
        self.fault = Some(Page::Fault(Notice::Log(fault).page(), self.kind));
        self.answers.clear();
        if let Some((mut session, _)) = self.voter.take() {
            let effects = session.step(Input::PollWorker(PollWorker::EndSession), self.now_ms());
            let of_devices = |effect: &Effect| matches!(effect, Effect::Wipe | Effect::Hush | Effect::Keypad(_));
            for effect in effects.into_iter().filter(of_devices) {
                self.carry_out(effect);
            }
        }
        self.told = None;
        self.lay(Over::Nothing);
        self.say_fault();
    }

    /// Lays something over the page, or takes away what was there; why the booth is closed comes back.
    fn lay(&mut self, over: Over) {
        self.over = match (over, &self.told) {
            (Over::Nothing, Some(page)) => Over::Told(page.clone()),
            (over, _) => over,
        };
        if !matches!(self.over, Over::Nothing) {
            self.sound.hush();
            self.give(Input::SpeechEnded);
        }
        self.show_pin();
        self.show_page();
    }

    /// In the voter's language, because a voter may come to it by mistake.
    fn show_pin(&self) {
        let voting = self.voter.as_ref().filter(|(session, _)| session.in_session());
        let language = voting.map_or(self.language, |(session, _)| session.screen().settings.language);
        self.ui.show_pin(self.over.view(language, self.kind));
    }

    /// A key of a voter who came to the PIN page by mistake takes it away, and does nothing but say where the voter is.
    fn leave_pin(&mut self, event: KeyEvent) {
        if matches!(event, KeyEvent::Pressed(_)) {
            self.lay(Over::Nothing);
            self.say_again();
        }
    }

    fn show_page(&self) {
        match &self.over {
            Over::Desk { desk, .. } => {
                return self.ui.show_desk(&Page::Page(DeskPage { kind: self.kind, ..desk.page() }));
            }
            Over::Told(fault) => return self.ui.show_desk(&Page::Fault(fault.clone(), self.kind)),
            Over::Nothing | Over::Pin(_) => {}
        }
        match (&self.voter, &self.fault) {
            (Some((session, loaded)), _) => self.ui.show(&session.screen(), &loaded.election),
            (None, Some(fault)) => self.ui.show_desk(fault),
            (None, None) => {}
        }
    }

    /// The voter's page is back: whoever is there hears where that is, for nothing of it was said meanwhile.
    fn say_again(&mut self) {
        if self.voter.as_ref().is_some_and(|(session, _)| session.in_session()) {
            self.give(Input::Key(KeyEvent::Pressed(Key::Repeat)));
        }
    }

    /// Says what the session says. While a poll worker's page lies over the voter's, only what is about the booth is
    /// said: a question, a notice, the pause.
    fn say(&mut self, speech: &Speech) {
        let now_ms = self.clock.now_ms();
        let Some((session, loaded)) = &self.voter else { return };
        let about_the_booth = match session.screen().page {
            PageName::StillThere | PageName::Notice | PageName::Paused => true,
            PageName::Closed
            | PageName::Open
            | PageName::LanguageChoice
            | PageName::KeyLesson
            | PageName::Welcome
            | PageName::Contest
            | PageName::Review
            | PageName::WayChoice
            | PageName::Sheet
            | PageName::Done
            | PageName::Instead
            | PageName::SettingsMenu
            | PageName::Explain => false,
        };
        if about_the_booth || matches!(self.over, Over::Nothing) {
            self.sound.say(speech, &loaded.election, now_ms);
        } else {
            // After what else is done of this step.
            self.answers.push_back(Input::SpeechEnded);
        }
    }

    pub(super) fn give(&mut self, input: Input) {
        let now_ms = self.now_ms();
        let Some((session, _)) = &mut self.voter else { return };
        let voting = session.in_session();
        for effect in session.step(input, now_ms) {
            self.carry_out(effect);
        }
        let over = voting && self.voter.as_ref().is_some_and(|(session, _)| !session.in_session());
        if over && matches!(self.over, Over::Desk { .. }) {
            // What it offered was about a voter who is gone.
            self.lay(Over::desk(self.desk(), now_ms));
        }
        if let Some(answer) = self.answers.pop_front() {
            self.give(answer);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        let now_ms = self.now_ms();
        match effect {
            Effect::Say(speech) => self.say(&speech),
            Effect::Tone(tone) => self.sound.tone(tone),
            Effect::Hush => self.sound.hush(),
            Effect::Show(screen) => {
                if self.rehearse_fault && screen.page == PageName::Contest {
                    rehearse();
                }
                if let (Some((_, loaded)), false) =
                    (&self.voter, matches!(self.over, Over::Desk { .. } | Over::Told(_)))
                {
                    self.ui.show(&screen, &loaded.election);
                }
            }
            Effect::Wipe => {
                self.ui.forget();
                self.typing.forget(now_ms);
                let forgotten = self.paper.forget().and(self.sound.forget());
                match (forgotten, &self.voter) {
                    (Ok(()), Some((_, loaded))) => self.sound.make_ready(self.language, &loaded.election),
                    // The log failed before this: its code stays on the screen.
                    (Ok(()), None) => self.show_page(),
                    // What one voter heard must not wait in memory for the next.
                    (Err(Stuck), _) => self.left = Some(Left::Restart),
                }
            }
            Effect::Keypad(order) => {
                if let Some(filter) = filter_of(order) {
                    self.typing.set_filter(filter);
                }
                self.devices.order(order, self.language);
            }
            Effect::Print(job) => {
                // After what is said and shown of this step.
                self.answers.extend(self.paper.print(&job));
            }
            Effect::Scan(job) => {
                if let Some(answer) = self.paper.scan(job) {
                    self.give(answer);
                }
            }
            Effect::Log(entry) => {
                let written = self.office.log(entry);
                self.must(written);
            }
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
