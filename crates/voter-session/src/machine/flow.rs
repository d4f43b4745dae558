//! From one state to the next: the order of a vote.

use keypad_protocol::{DisplayPage, DoubleStrike};
use wording::{Hands, Voice};

use super::{Answer, Session, Then};
use crate::effect::{Effect, KeypadOrder, LogEntry};
use crate::input::Target;
use crate::overlay::{Overlay, SettingsMenu};
use crate::page::Page;
use crate::settings::{Change, Settings};
use crate::state::{
    Closed, Contest, Done, LanguageChoice, Open, Review, Sheet, SheetStatus, State, Step, WayChoice, Welcome,
};
use crate::vault::MOST_CONTESTS;

impl Session {
    /// A voter has come.
    pub(super) fn begin(&mut self) {
        self.go(State::LanguageChoice(LanguageChoice));
        self.clock.present();
        self.clock.spoke_ms = self.clock.now_ms;
        self.log(LogEntry::SessionBegun);
        self.order(KeypadOrder::BeginSession);
        let answer = self.stay(Then::Enter);
        self.answer(answer);
    }

    /// The voter is gone. Everything that was chosen, set or heard is forgotten.
    pub(crate) fn end(&mut self, entry: LogEntry) {
        self.vault.wipe();
        self.overlays.clear();
        self.state = State::Open(Open);
        self.settings = Settings::usual(self.setup.language);
        self.hands = Hands::Keypad;
        self.forget_hints();
        self.sheets = [SheetStatus::Held; MOST_CONTESTS];
        self.way = self.setup.ways.first().copied().unwrap_or(self.way);
        self.clock = super::time::Clock { now_ms: self.clock.now_ms, ..super::time::Clock::default() };
        self.emit(Effect::Hush);
        self.emit(Effect::Wipe);
        self.order(KeypadOrder::EndSession);
        self.log(entry);
        self.show_idle();
    }

    /// The page without a voter, on screen and keypad.
    pub(super) fn show_idle(&mut self) {
        let display = match (self.state, self.devices.trouble()) {
            (State::Closed(_), _) => DisplayPage::Closed,
            (_, Some(code)) => DisplayPage::CallPollWorker(code),
            (_, None) => DisplayPage::Ready,
        };
        self.display(display);
        let screen = self.screen();
        self.emit(Effect::Show(Box::new(screen)));
    }

    /// To another state, with the finger on its heading.
    pub(crate) fn go(&mut self, state: State) {
        self.state = state;
        self.vault.set_focus(0);
        self.vault.set_group(0);
    }

    pub(crate) fn enter(&mut self, state: State) -> Answer {
        self.go(state);
        self.stay(Then::Enter)
    }

    /// What is on top, as a page.
    pub(crate) fn page(&self) -> Page {
        match self.top() {
            Some(Overlay::Instead(_)) => self.instead_page(),
            Some(Overlay::SettingsMenu(_)) => self.settings_page(),
            Some(Overlay::Explain(_)) => self.explain_page(),
            Some(Overlay::Notice(notice)) => self.notice_page(notice.about),
            Some(Overlay::StillThere(_)) => self.still_there_page(),
            Some(Overlay::Paused(_)) => self.paused_page(),
            None => match self.state {
                State::Closed(Closed) => self.closed_page(),
                State::Open(Open) => self.open_page(),
                State::LanguageChoice(LanguageChoice) => self.language_page(),
                State::KeyLesson(lesson) => self.lesson_page(lesson),
                State::Welcome(Welcome) => self.welcome_page(),
                State::Contest(contest) => self.contest_page(contest),
                State::Review(Review) => self.review_page(),
                State::WayChoice(WayChoice) => self.way_page(),
                State::Sheet(sheet) => self.sheet_page(sheet),
                State::Done(_) => self.done_page(),
            },
        }
    }

    /// Does what a target of the page on top stands for; what it is not there for, it does not do.
    pub(crate) fn act_on_page(&mut self, target: Target) -> Answer {
        match self.top() {
            Some(Overlay::Instead(_)) => self.act_on_instead(target),
            Some(Overlay::SettingsMenu(_)) => self.act_on_settings(target),
            Some(Overlay::Notice(notice)) => self.act_on_notice(notice.about, target),
            Some(Overlay::StillThere(_)) => self.act_on_still_there(target),
            Some(Overlay::Explain(_) | Overlay::Paused(_)) => self.stay(Then::Here),
            None => match self.state {
                State::Closed(_) | State::Open(_) | State::Welcome(_) => self.stay(Then::Here),
                State::LanguageChoice(_) => self.act_on_language(target),
                State::KeyLesson(_) => self.act_on_lesson(target),
                State::Contest(contest) => self.act_on_contest(contest, target),
                State::Review(_) => self.act_on_review(target),
                State::WayChoice(_) => self.act_on_way(target),
                State::Sheet(sheet) => self.act_on_sheet(sheet, target),
                State::Done(_) => self.stay(Then::Here),
            },
        }
    }

    /// Right: the next step.
    pub(crate) fn next(&mut self) -> Answer {
        if let Some(overlay) = self.top() {
            return self.step_over(overlay);
        }
        match self.state {
            State::Closed(_) | State::Open(_) => self.stay(Then::Here),
            State::LanguageChoice(_) => self.leave_language(),
            State::KeyLesson(lesson) => self.next_of_lesson(lesson),
            State::Welcome(_) => self.enter(State::Contest(Contest { contest: 0, from_review: false })),
            State::Contest(contest) => self.leave_contest(contest, true),
            State::Review(_) => self.leave_review(),
            State::WayChoice(_) => self.leave_way(),
            State::Sheet(sheet) => self.next_of_sheet(sheet),
            State::Done(_) => {
                self.end(LogEntry::SessionEnded);
                self.nothing()
            }
        }
    }

    /// Left: the step before.
    pub(crate) fn previous(&mut self) -> Answer {
        if let Some(overlay) = self.top() {
            return self.step_over(overlay);
        }
        match self.state {
            State::Closed(_) | State::Open(_) => self.stay(Then::Here),
            State::LanguageChoice(_) => self.say(Voice::FirstStep, Then::Here),
            State::KeyLesson(lesson) => self.previous_of_lesson(lesson),
            State::Welcome(_) => self.enter(self.before_welcome()),
            State::Contest(contest) => self.leave_contest(contest, false),
            State::Review(_) => {
                let contest = self.setup.contest_count().saturating_sub(1);
                self.enter(State::Contest(Contest { contest, from_review: false }))
            }
            State::WayChoice(_) | State::Done(_) => self.enter(State::Review(Review)),
            State::Sheet(sheet) => self.previous_of_sheet(sheet),
        }
    }

    /// Right and Left over an overlay: out of it, or, where it wants an answer, its words again.
    fn step_over(&mut self, overlay: Overlay) -> Answer {
        match overlay {
            Overlay::Instead(_) => self.act_on_instead(Target::Keep),
            Overlay::SettingsMenu(_) => self.act_on_settings(Target::GoOn),
            Overlay::Explain(_) | Overlay::Notice(_) | Overlay::StillThere(_) | Overlay::Paused(_) => {
                self.stay(Then::Here)
            }
        }
    }

    /// After the end of the session there is nothing to answer.
    pub(crate) fn nothing(&self) -> Answer {
        Answer { said: Vec::new(), then: Then::Stay }
    }

    pub(super) fn open_settings(&mut self) -> Answer {
        if self.page().settings {
            self.lay(Overlay::SettingsMenu(SettingsMenu { focus: 0 }));
            self.stay(Then::Enter)
        } else {
            self.stay(Then::Here)
        }
    }

    /// One step of a setting. It is said, and what was being said is said again after it.
    pub(crate) fn change(&mut self, change: Change) -> Answer {
        let before: DoubleStrike = self.settings.double_strike;
        self.keep_the_finger(|session| session.settings.apply(change));
        if self.settings.double_strike != before {
            self.order(KeypadOrder::SetFilter(self.settings.double_strike));
        }
        if change == Change::Language && self.overlays.is_empty() && self.state == State::LanguageChoice(LanguageChoice)
        {
            self.focus_on(Target::Language(self.settings.language));
            return self.stay(Then::Item);
        }
        let then = match change {
            // In another language everything is new.
            Change::Language => Then::Here,
            _ if self.clock.speaking => Then::Here,
            _ => Then::Stay,
        };
        self.say_all(self.setting_now(change), then)
    }

    /// The first sheet that is not finished, from `contest` on.
    pub(crate) fn next_sheet(&self, from: u8) -> Option<u8> {
        let held = |contest: &u8| self.sheet_status(*contest) == SheetStatus::Held;
        (from..self.setup.contest_count()).find(held)
    }

    pub(crate) fn sheet_status(&self, contest: u8) -> SheetStatus {
        self.sheets.get(usize::from(contest)).copied().unwrap_or_default()
    }

    pub(crate) fn set_sheet(&mut self, contest: u8, status: SheetStatus) {
        if let Some(sheet) = self.sheets.get_mut(usize::from(contest)) {
            *sheet = status;
        }
    }

    /// To the first sheet from `contest` on, or to the end.
    pub(crate) fn go_to_sheets(&mut self, from: u8) -> Answer {
        match self.next_sheet(from) {
            Some(contest) => {
                let way = self.setup.way_for(contest, self.way);
                let step = self.first_step(contest, way);
                self.enter_step(Sheet { contest, way, step })
            }
            None => self.enter(State::Done(Done { since_ms: self.clock.now_ms })),
        }
    }

    /// To a step of a sheet.
    pub(crate) fn enter_step(&mut self, sheet: Sheet) -> Answer {
        self.clock.asked_device_ms = self.clock.now_ms;
        if sheet.step != Step::Told {
            self.vault.set_read(&[], &[]);
        }
        self.enter(State::Sheet(sheet))
    }
}
