//! Headphones, faults, printer and scanner. What goes wrong is said and shown at once, and choices are kept.

use keypad_protocol::Key;
use wording::{Name, Voice};

use super::{Session, Then};
use crate::effect::{Effect, LogEntry};
use crate::input::{Fault, PrintOutcome, PrintTrouble, Reading, ScanOutcome, Seen, SoundTrouble};
use crate::overlay::{About, Notice, Overlay, PERHAPS_PRINTED, SCAN_FAILED};
use crate::state::{Look, Sheet, State, Step};
use crate::vault::MOST_ROWS;

/// What is known of the devices. It outlives a session and says nothing of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Devices {
    pub(crate) headphones: bool,
    keypad_lost: bool,
    stuck: Option<Key>,
    printer: Option<PrintTrouble>,
    scanner_lost: bool,
    sound: Option<SoundTrouble>,
}

impl Devices {
    /// The K-code of what a poll worker must mend before the next voter.
    pub(crate) const fn trouble(&self) -> Option<u16> {
        if self.keypad_lost {
            return Fault::KeypadLost.code();
        }
        if let Some(key) = self.stuck {
            return Fault::KeyStuck(key).code();
        }
        if let Some(trouble) = self.printer {
            return Some(trouble.code());
        }
        // A booth without a voice is no booth for those it is for.
        match self.sound {
            Some(trouble) => Some(trouble.code()),
            None if self.scanner_lost => Fault::ScannerLost.code(),
            None => None,
        }
    }

    fn note(&mut self, fault: Fault) {
        match fault {
            Fault::KeypadLost => (self.keypad_lost, self.stuck) = (true, None),
            Fault::KeypadBack => self.keypad_lost = false,
            Fault::KeyStuck(key) => self.stuck = Some(key),
            Fault::KeyFreed(_) => self.stuck = None,
            Fault::Printer(trouble) => self.printer = Some(trouble),
            Fault::PrinterReady => self.printer = None,
            Fault::ScannerLost => self.scanner_lost = true,
            Fault::ScannerBack => self.scanner_lost = false,
            Fault::Sound(trouble) => self.sound = Some(trouble),
            Fault::SoundBack => self.sound = None,
            Fault::KeysLost | Fault::KeysUnclear => {}
        }
    }
}

impl Session {
    /// Headphones begin a session; out of the socket they stop the voice, back in they say where the voter is.
    pub(super) fn on_headphones(&mut self, plugged: bool) {
        if self.devices.headphones == plugged {
            return;
        }
        // The welcome has an item more with headphones.
        self.keep_the_finger(|session| session.devices.headphones = plugged);
        match self.state {
            State::Closed(_) => {}
            State::Open(_) if plugged => self.begin(),
            State::Open(_) => {}
            State::LanguageChoice(_)
            | State::KeyLesson(_)
            | State::Welcome(_)
            | State::Contest(_)
            | State::Review(_)
            | State::WayChoice(_)
            | State::Sheet(_)
            | State::Done(_) => {
                if plugged {
                    self.clock.unplugged_ms = None;
                    self.present();
                    let answer = self.stay(Then::Here);
                    self.answer(answer);
                } else {
                    self.clock.unplugged_ms = Some(self.clock.now_ms);
                    self.clock.speech_ended();
                    self.emit(Effect::Hush);
                }
            }
        }
    }

    pub(super) fn on_fault(&mut self, fault: Fault) {
        self.devices.note(fault);
        if let Some(code) = fault.logged(self.in_session()) {
            self.log(LogEntry::Fault(code));
        }
        if !self.in_session() {
            return self.show_idle();
        }
        // Under a pause nothing is said: the poll worker is at work on it. What is left of it then waits for the voter.
        let paused = matches!(self.top(), Some(Overlay::Paused(_)));
        if let Some(about) = fault.notice() {
            return self.give_notice(about, paused);
        }
        let lifted = self.lift_mended(fault);
        if paused {
            return;
        }
        if lifted {
            // The voter may have waited for it without a key to press.
            self.present();
        }
        if let Some(voice) = self.told_of(fault) {
            let answer = self.say(voice, Then::Here);
            self.answer(answer);
        }
    }

    fn give_notice(&mut self, about: About, paused: bool) {
        if about == About::KeypadLost {
            // Without a keypad nobody could answer the question, and everything would be erased.
            self.lift(Self::STILL_THERE_RANK);
        }
        self.lay(Overlay::Notice(Notice { about, focus: 0 }));
        self.clock.reminded_ms = self.clock.now_ms;
        if !paused {
            let answer = self.stay(Then::Enter);
            self.answer(answer);
        }
    }

    /// Takes away the notice of what is well again. Whether there was one. A keypad that is still lost comes back into
    /// sight: its notice gave way to a later one, and without any the voter would be asked for a key.
    fn lift_mended(&mut self, fault: Fault) -> bool {
        let Some(mended) = mended(fault) else { return false };
        let there = |overlay: &Overlay| matches!(overlay, Overlay::Notice(notice) if mended(notice.about));
        if !self.overlays.iter().any(there) {
            return false;
        }
        self.lift(Overlay::Notice(Notice { about: About::KeypadLost, focus: 0 }).rank());
        if self.devices.keypad_lost {
            self.lay(Overlay::Notice(Notice { about: About::KeypadLost, focus: 0 }));
        }
        true
    }

    /// What the voter hears of a fault that leaves no notice.
    fn told_of(&self, fault: Fault) -> Option<Voice> {
        match fault {
            Fault::KeypadBack => Some(Voice::FaultKeypadBack),
            Fault::KeysLost => Some(Voice::FaultKeysLost),
            Fault::KeysUnclear => Some(Voice::FaultKeysUnclear),
            Fault::KeyFreed(_) => Some(Voice::FaultKeyFreed),
            Fault::PrinterReady => Some(Voice::FaultPrinterReady),
            Fault::ScannerBack => Some(Voice::FaultScannerBack),
            Fault::SoundBack => Some(Voice::FaultSoundBack),
            Fault::KeypadLost | Fault::KeyStuck(_) | Fault::Printer(_) | Fault::ScannerLost | Fault::Sound(_) => None,
        }
    }

    /// The answer of the printer. Unasked, it changes nothing.
    pub(super) fn on_printer(&mut self, outcome: PrintOutcome) {
        let State::Sheet(sheet) = self.state else { return };
        if sheet.step != Step::Printing {
            return;
        }
        self.present();
        let (step, said) = match outcome {
            PrintOutcome::Printed if self.setup.scans(sheet.contest) => {
                (Step::ReadBack { failed: false }, vec![Voice::Printed])
            }
            PrintOutcome::Printed => (Step::Fold, vec![Voice::Printed]),
            PrintOutcome::NotPrinted(trouble) => {
                self.log(LogEntry::Fault(trouble.code()));
                self.not_printed(sheet.contest);
                (Step::Feed(Some(trouble)), Vec::new())
            }
            PrintOutcome::PerhapsPrinted(_) => {
                self.log(LogEntry::Fault(PERHAPS_PRINTED));
                (Step::Spoiled, Vec::new())
            }
        };
        self.arrive(Sheet { step, ..sheet }, said);
    }

    /// The answer of the scanner. Unasked, it changes nothing.
    pub(super) fn on_scanner(&mut self, outcome: &ScanOutcome) {
        let State::Sheet(sheet) = self.state else { return };
        let (step, said) = match (sheet.step, outcome) {
            (Step::Identifying, ScanOutcome::Identified(Seen::Sheet(contest))) if *contest == sheet.contest => {
                (self.after_identify(sheet.way), self.right_sheet(sheet.contest))
            }
            (Step::Identifying, ScanOutcome::Identified(seen)) => (Step::Identify(Some(Look::Saw(*seen))), Vec::new()),
            (Step::Identifying, ScanOutcome::Failed) => (Step::Identify(Some(Look::Failed)), Vec::new()),
            (Step::Reading, ScanOutcome::Read(reading)) if reading.contest == sheet.contest && sound(reading) => {
                (Step::Told, Vec::new())
            }
            (Step::Reading, ScanOutcome::Read(_) | ScanOutcome::Failed) => {
                (Step::ReadBack { failed: true }, Vec::new())
            }
            _ => return,
        };
        if *outcome == ScanOutcome::Failed {
            self.log(LogEntry::Fault(SCAN_FAILED));
        }
        self.present();
        if let (Step::Told, ScanOutcome::Read(reading)) = (step, outcome) {
            self.vault.set_read(&reading.marks, &reading.unclear);
        }
        self.arrive(Sheet { step, ..sheet }, said);
    }

    /// What is said of a sheet that is the one asked for, as far as a scanner can tell.
    fn right_sheet(&self, contest: u8) -> Vec<Voice> {
        let alike: Vec<Voice> = self.alike(contest).collect();
        if alike.is_empty() {
            return vec![Voice::ScanRight];
        }
        std::iter::once(Voice::ScanMayBeRight).chain(alike).collect()
    }

    /// The contests whose sheets look like that of this one.
    pub(crate) fn alike(&self, contest: u8) -> impl Iterator<Item = Voice> + use<> {
        let alike = self.setup.contest(contest).map(|setup| setup.alike.clone()).unwrap_or_default();
        alike.into_iter().map(|other| Voice::ScanAlike { contest: Name::Contest(other) })
    }

    /// A device has brought the voter to another step. Under a pause or an alert nothing of it is said yet.
    fn arrive(&mut self, sheet: Sheet, said: Vec<Voice>) {
        let mut answer = self.enter_step(sheet);
        if matches!(self.top(), Some(Overlay::Paused(_) | Overlay::StillThere(_))) {
            return;
        }
        answer.said.extend(said.into_iter().map(|voice| self.line(voice)));
        self.answer(answer);
    }
}

/// Whether every row of a reading can be kept: a mark that is dropped could make a wrong sheet look right.
fn sound(reading: &Reading) -> bool {
    reading.marks.iter().chain(&reading.unclear).all(|row| (1..=MOST_ROWS).contains(&usize::from(*row)))
}

/// Which notices a fault's end takes away.
fn mended(fault: Fault) -> Option<fn(About) -> bool> {
    match fault {
        Fault::KeypadBack => Some(|about| about == About::KeypadLost),
        Fault::KeyFreed(_) => Some(|about| matches!(about, About::KeyStuck(_))),
        Fault::PrinterReady => Some(|about| matches!(about, About::Printer(_))),
        Fault::ScannerBack => Some(|about| about == About::ScannerLost),
        Fault::SoundBack => Some(|about| matches!(about, About::Sound(_))),
        Fault::KeypadLost
        | Fault::KeysLost
        | Fault::KeysUnclear
        | Fault::KeyStuck(_)
        | Fault::Printer(_)
        | Fault::ScannerLost
        | Fault::Sound(_) => None,
    }
}
