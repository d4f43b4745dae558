//! Time: what comes to an end by itself.

use keypad_protocol::Key;
use wording::Voice;

use super::{Session, Then};
use crate::effect::LogEntry;
use crate::input::{PrintOutcome, PrintTrouble, ScanOutcome};
use crate::overlay::{Overlay, StillThere};
use crate::state::{Done, State, Step};

/// How long things take, in milliseconds.
pub mod timing {
    /// Without a key, before the voter is asked: VVSG 2.0 7.2-O, 2 to 5 minutes.
    pub const IDLE_MS: u64 = 180_000;
    /// The same while something long is still being said.
    pub const IDLE_MOST_MS: u64 = 300_000;
    /// To answer; 7.2-O asks for at least 20 s.
    pub const ANSWER_MS: u64 = 30_000;
    /// To answer while paper is in the voter's hands and the headphones are out: the question may not be heard.
    pub const ANSWER_PAPER_MS: u64 = 120_000;
    /// Without a key while paper is in the voter's hands, or a fault is being mended.
    pub const PAPER_MS: u64 = 900_000;
    /// Between spoken reminders then.
    pub const REMINDER_MS: u64 = 120_000;
    /// With the headphones out and without a key, before the voter is asked.
    pub const UNPLUGGED_MS: u64 = 20_000;
    /// Explain mode ends without a key.
    pub const EXPLAIN_MS: u64 = 20_000;
    /// The last page ends without a key, counted from the end of its speech.
    pub const DONE_MS: u64 = 20_000;
    /// The last page ends although its speech has not been told to end.
    pub const DONE_MOST_MS: u64 = 90_000;
    /// A printer that says nothing for so long has perhaps printed.
    pub const PRINT_MS: u64 = 120_000;
    /// A scanner that says nothing for so long has failed.
    pub const SCAN_MS: u64 = 30_000;
}

/// What the machine knows of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    /// The time of the input.
    pub(crate) now_ms: u64,
    /// The voter's last input.
    pub(crate) last_input_ms: u64,
    /// The last spoken reminder.
    pub(crate) reminded_ms: u64,
    /// Something is being said.
    pub(crate) speaking: bool,
    /// The last speech ended.
    pub(crate) spoke_ms: u64,
    /// A device was asked.
    pub(crate) asked_device_ms: u64,
    /// The number of the last job of printer or scanner in this session.
    pub(crate) job: u8,
    /// The headphones came out in this session.
    pub(crate) unplugged_ms: Option<u64>,
}

impl Clock {
    pub(super) fn speech_began(&mut self) {
        self.speaking = true;
    }

    pub(super) fn speech_ended(&mut self) {
        if self.speaking {
            self.speaking = false;
            self.spoke_ms = self.now_ms;
        }
    }

    /// The voter, or somebody, did something.
    pub(super) fn present(&mut self) {
        self.last_input_ms = self.now_ms;
        self.reminded_ms = self.now_ms;
    }
}

/// What comes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// The question was not answered.
    Erase,
    /// Explain mode ends.
    EndExplain,
    /// Ask whether the voter is there.
    Ask,
    /// Remind that there is time.
    Remind,
    /// The last page ends.
    Finish,
    /// The printer said nothing.
    PrinterSilent,
    /// The scanner said nothing.
    ScannerSilent,
}

impl Session {
    /// When to come with [`crate::Input::Tick`] at the latest, in the milliseconds of [`Session::step`].
    #[must_use]
    pub fn next_deadline_ms(&self) -> Option<u64> {
        self.due().map(|(at, _)| at)
    }

    /// Deals with every deadline up to `now_ms`, each at its own time, and sets the clock.
    pub(super) fn run_due(&mut self, now_ms: u64) {
        let now_ms = now_ms.max(self.clock.now_ms);
        while let Some((at, due)) = self.due().filter(|(at, _)| *at <= now_ms) {
            self.clock.now_ms = at.max(self.clock.now_ms);
            self.fire(due);
        }
        self.clock.now_ms = now_ms;
    }

    /// The voter did something.
    pub(super) fn present(&mut self) {
        self.clock.present();
        let now = self.clock.now_ms;
        for overlay in &mut self.overlays {
            match overlay {
                Overlay::StillThere(question) => question.asked_ms = now,
                Overlay::Explain(explain) => explain.last_key_ms = now,
                Overlay::Instead(_) | Overlay::SettingsMenu(_) | Overlay::Notice(_) | Overlay::Paused(_) => {}
            }
        }
    }

    /// The next thing that comes by itself.
    fn due(&self) -> Option<(u64, Due)> {
        if !self.in_session() {
            return None;
        }
        let device = match self.state {
            State::Sheet(sheet) => self.device(sheet.step),
            State::Closed(_)
            | State::Open(_)
            | State::LanguageChoice(_)
            | State::KeyLesson(_)
            | State::Welcome(_)
            | State::Contest(_)
            | State::Review(_)
            | State::WayChoice(_)
            | State::Done(_) => None,
        };
        match self.top() {
            Some(Overlay::Paused(_)) => None,
            Some(Overlay::StillThere(question)) => {
                Some(earlier((question.asked_ms + question.answer_ms, Due::Erase), device))
            }
            Some(Overlay::Explain(explain)) => {
                Some(earlier((explain.last_key_ms + timing::EXPLAIN_MS, Due::EndExplain), device))
            }
            None | Some(Overlay::Instead(_) | Overlay::SettingsMenu(_) | Overlay::Notice(_)) => {
                device.or_else(|| self.alone())
            }
        }
    }

    /// The next thing that comes by itself where the voter is asked for nothing and no device is at work.
    fn alone(&self) -> Option<(u64, Due)> {
        let unplugged = self.clock.unplugged_ms.map(|at| {
            let quiet = at.max(self.clock.last_input_ms);
            (quiet + timing::UNPLUGGED_MS, Due::Ask)
        });
        let faulty = self.faulty();
        // Whoever waits for a poll worker may put the headphones down.
        let unplugged = unplugged.filter(|_| !faulty);
        match self.state {
            State::Closed(_) | State::Open(_) => None,
            State::Sheet(_) => Some(earlier(self.long(), unplugged)),
            State::Done(done) => Some(self.done(done)),
            State::LanguageChoice(_)
            | State::KeyLesson(_)
            | State::Welcome(_)
            | State::Contest(_)
            | State::Review(_)
            | State::WayChoice(_) => Some(if faulty { self.long() } else { earlier(self.idle(), unplugged) }),
        }
    }

    /// A notice lies there: a poll worker may be on the way, and the keypad may not work.
    fn faulty(&self) -> bool {
        self.overlays.iter().any(|overlay| matches!(overlay, Overlay::Notice(_)))
    }

    fn idle(&self) -> (u64, Due) {
        let most = self.clock.last_input_ms + timing::IDLE_MOST_MS;
        let heard = self.clock.last_input_ms.max(self.clock.spoke_ms) + timing::IDLE_MS;
        (if self.clock.speaking { most } else { heard.min(most) }, Due::Ask)
    }

    fn long(&self) -> (u64, Due) {
        let ask = self.clock.last_input_ms + timing::PAPER_MS;
        let remind = self.clock.reminded_ms + timing::REMINDER_MS;
        if remind < ask { (remind, Due::Remind) } else { (ask, Due::Ask) }
    }

    fn device(&self, step: Step) -> Option<(u64, Due)> {
        let asked = self.clock.asked_device_ms;
        match step {
            Step::Printing => Some((asked + timing::PRINT_MS, Due::PrinterSilent)),
            Step::Identifying | Step::Reading => Some((asked + timing::SCAN_MS, Due::ScannerSilent)),
            Step::Identify(_)
            | Step::Take
            | Step::Insert
            | Step::MarkByHand
            | Step::Feed(_)
            | Step::Spoiled
            | Step::Show
            | Step::ReadBack { .. }
            | Step::Told
            | Step::Fold => None,
        }
    }

    fn done(&self, done: Done) -> (u64, Due) {
        let most = self.clock.last_input_ms.max(done.since_ms) + timing::DONE_MOST_MS;
        let heard = self.clock.last_input_ms.max(self.clock.spoke_ms) + timing::DONE_MS;
        (if self.clock.speaking { most } else { heard.min(most) }, Due::Finish)
    }

    fn fire(&mut self, due: Due) {
        match due {
            Due::Erase => self.end(LogEntry::SessionAbandoned),
            Due::Finish => self.end(LogEntry::SessionEnded),
            Due::EndExplain => {
                self.overlays.pop();
                let answer = self.say(Voice::ExplainEnd, Then::Here);
                self.answer(answer);
            }
            Due::Ask => self.ask(),
            Due::Remind => {
                self.clock.reminded_ms = self.clock.now_ms;
                self.remind(if self.faulty() { Voice::ReminderFault } else { Voice::ReminderSheet });
            }
            Due::PrinterSilent => self.on_printer(PrintOutcome::PerhapsPrinted(PrintTrouble::Other)),
            Due::ScannerSilent => self.on_scanner(&ScanOutcome::Failed),
        }
    }

    /// Asks whether the voter is there. The page says and shows nothing of a choice.
    fn ask(&mut self) {
        let paper = matches!(self.state, State::Sheet(_)) && self.clock.unplugged_ms.is_some();
        let answer_ms = if paper { timing::ANSWER_PAPER_MS } else { timing::ANSWER_MS };
        self.lift(Self::EXPLAIN_RANK);
        self.lay(Overlay::StillThere(StillThere { asked_ms: self.clock.now_ms, answer_ms, focus: 0 }));
        let answer = self.stay(Then::Enter);
        self.answer(answer);
    }
}

fn earlier(one: (u64, Due), other: Option<(u64, Due)>) -> (u64, Due) {
    other.filter(|(at, _)| *at < one.0).unwrap_or(one)
}

/// The key that a stuck-key notice is about, by name.
pub(crate) const fn key_name(key: Key) -> Voice {
    match key {
        Key::Up => Voice::KeyUp,
        Key::Down => Voice::KeyDown,
        Key::Left => Voice::KeyLeft,
        Key::Right => Voice::KeyRight,
        Key::Select => Voice::KeySelect,
        Key::Help => Voice::KeyHelp,
        Key::Repeat => Voice::KeyRepeat,
        Key::VolumeDown => Voice::KeyVolumeDown,
        Key::VolumeUp => Voice::KeyVolumeUp,
        Key::RateDown => Voice::KeyRateDown,
        Key::RateUp => Voice::KeyRateUp,
        Key::Language => Voice::KeyLanguage,
        Key::Curtain => Voice::KeyCurtain,
        Key::SwitchMove => Voice::KeySwitchMove,
        Key::SwitchSelect => Voice::KeySwitchSelect,
    }
}
