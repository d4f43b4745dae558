//! Every fault, what is to be said of it, and how it is cured.

use keypad_protocol::Key;
use wording::Voice;

use super::places::listed;
use super::{Booth, Effect, Fault, Input, LogEntry, PrintOutcome, PrintTrouble, SoundTrouble, State, Step};
use crate::input::ScanOutcome;
use crate::overlay::{PERHAPS_PRINTED, SCAN_FAILED};
use crate::pages::over::trouble_voice;
use crate::state::Look;

listed! {
    /// A fault of a device, or an answer of one that is no good.
    Trouble {
        KeypadLost, KeysLost, KeysUnclear, KeyStuck, PrinterEmpty, PrinterJam, PrinterOff, PrinterOther, ScannerLost,
        SoundAbsent, SoundLost, SoundBusy, SoundNotPermitted, SoundUnsuitable, SoundStutters, NotPrintedEmpty,
        NotPrintedJam, NotPrintedOff, NotPrintedOther, PerhapsPrintedEmpty, PerhapsPrintedJam, PerhapsPrintedOff,
        PerhapsPrintedOther, PrinterSilent, ScanFailed, ScannerSilent,
    }
}

/// What strikes.
enum Strike {
    Fault(Fault),
    Printer(PrintOutcome),
    ScanFailed,
    Silence(u64),
}

impl Trouble {
    fn strike_of(self) -> Strike {
        use PrintOutcome::{NotPrinted, PerhapsPrinted};
        match self {
            Self::KeypadLost => Strike::Fault(Fault::KeypadLost),
            Self::KeysLost => Strike::Fault(Fault::KeysLost),
            Self::KeysUnclear => Strike::Fault(Fault::KeysUnclear),
            Self::KeyStuck => Strike::Fault(Fault::KeyStuck(Key::Up)),
            Self::PrinterEmpty => Strike::Fault(Fault::Printer(PrintTrouble::NoSheet)),
            Self::PrinterJam => Strike::Fault(Fault::Printer(PrintTrouble::Jam)),
            Self::PrinterOff => Strike::Fault(Fault::Printer(PrintTrouble::Off)),
            Self::PrinterOther => Strike::Fault(Fault::Printer(PrintTrouble::Other)),
            Self::ScannerLost => Strike::Fault(Fault::ScannerLost),
            Self::SoundAbsent => Strike::Fault(Fault::Sound(SoundTrouble::Absent)),
            Self::SoundLost => Strike::Fault(Fault::Sound(SoundTrouble::Lost)),
            Self::SoundBusy => Strike::Fault(Fault::Sound(SoundTrouble::Busy)),
            Self::SoundNotPermitted => Strike::Fault(Fault::Sound(SoundTrouble::NotPermitted)),
            Self::SoundUnsuitable => Strike::Fault(Fault::Sound(SoundTrouble::Unsuitable)),
            Self::SoundStutters => Strike::Fault(Fault::Sound(SoundTrouble::Stutters)),
            Self::NotPrintedEmpty => Strike::Printer(NotPrinted(PrintTrouble::NoSheet)),
            Self::NotPrintedJam => Strike::Printer(NotPrinted(PrintTrouble::Jam)),
            Self::NotPrintedOff => Strike::Printer(NotPrinted(PrintTrouble::Off)),
            Self::NotPrintedOther => Strike::Printer(NotPrinted(PrintTrouble::Other)),
            Self::PerhapsPrintedEmpty => Strike::Printer(PerhapsPrinted(PrintTrouble::NoSheet)),
            Self::PerhapsPrintedJam => Strike::Printer(PerhapsPrinted(PrintTrouble::Jam)),
            Self::PerhapsPrintedOff => Strike::Printer(PerhapsPrinted(PrintTrouble::Off)),
            Self::PerhapsPrintedOther => Strike::Printer(PerhapsPrinted(PrintTrouble::Other)),
            Self::PrinterSilent => Strike::Silence(crate::timing::PRINT_MS),
            Self::ScanFailed => Strike::ScanFailed,
            Self::ScannerSilent => Strike::Silence(crate::timing::SCAN_MS),
        }
    }

    /// It comes about. A device that is silent is waited for only where it was asked.
    pub(super) fn strike(self, booth: &mut Booth) -> Vec<Effect> {
        let job = booth.session.clock.job;
        match self.strike_of() {
            Strike::Fault(fault) => booth.give(Input::Fault(fault)),
            Strike::Printer(outcome) => booth.give(Input::Printer { job, outcome }),
            Strike::ScanFailed => booth.give(Input::Scanner { job, outcome: ScanOutcome::Failed }),
            Strike::Silence(_) if self.leads_to(booth.session.state).is_none() => Vec::new(),
            // Under a pause no time passes.
            Strike::Silence(ms) => {
                let answer = match self {
                    Self::PrinterSilent => {
                        Input::Printer { job, outcome: PrintOutcome::PerhapsPrinted(PrintTrouble::Other) }
                    }
                    _ => Input::Scanner { job, outcome: ScanOutcome::Failed },
                };
                let covered = booth.session.top().is_some();
                if covered { booth.give(answer) } else { booth.wait(ms) }
            }
        }
    }

    /// It is mended, as far as there is something to mend.
    pub(super) fn cure(self, booth: &mut Booth) -> Vec<Effect> {
        let Strike::Fault(fault) = self.strike_of() else { return Vec::new() };
        cure_of(fault).map(|well| booth.give(Input::Fault(well))).unwrap_or_default()
    }

    /// It goes on until it is cured, and a notice says so.
    pub(super) fn stays(self) -> bool {
        matches!(self.strike_of(), Strike::Fault(fault) if cure_of(fault).is_some() && self != Self::SoundStutters)
    }

    /// It is said though the question whether anybody is there lies over everything.
    pub(super) fn speaks_at_once(self) -> bool {
        match self.strike_of() {
            // Nobody can answer without a keypad.
            Strike::Fault(Fault::KeypadLost) => true,
            Strike::Fault(_) => !self.stays(),
            Strike::Printer(_) | Strike::ScanFailed | Strike::Silence(_) => false,
        }
    }

    /// The step it leads to, where it is the answer that the voter waits for.
    pub(super) fn leads_to(self, state: State) -> Option<Step> {
        let State::Sheet(sheet) = state else { return None };
        match (self.strike_of(), sheet.step) {
            (Strike::Printer(PrintOutcome::NotPrinted(trouble)), Step::Printing) => Some(Step::Feed(Some(trouble))),
            (Strike::Printer(PrintOutcome::PerhapsPrinted(_)), Step::Printing) => Some(Step::Spoiled),
            (Strike::Silence(_), Step::Printing) if self == Self::PrinterSilent => Some(Step::Spoiled),
            (Strike::ScanFailed, Step::Identifying) => Some(Step::Identify(Some(Look::Failed))),
            (Strike::ScanFailed, Step::Reading) => Some(Step::ReadBack { failed: true }),
            (Strike::Silence(_), Step::Identifying) if self == Self::ScannerSilent => {
                Some(Step::Identify(Some(Look::Failed)))
            }
            (Strike::Silence(_), Step::Reading) if self == Self::ScannerSilent => Some(Step::ReadBack { failed: true }),
            _ => None,
        }
    }

    /// What the voter hears and sees, in this order and before anything else; nothing where nobody is there.
    pub(super) fn words(self, state: State) -> Vec<Voice> {
        if !state.in_session() {
            return Vec::new();
        }
        match self.strike_of() {
            Strike::Fault(fault) => words_of(fault),
            Strike::Printer(PrintOutcome::Printed) => Vec::new(),
            _ => match self.leads_to(state) {
                Some(Step::Feed(Some(trouble))) => {
                    vec![Voice::NotPrinted, trouble_voice(trouble), Voice::ChoicesKept]
                }
                Some(Step::Spoiled) => vec![Voice::PerhapsPrinted, Voice::ChoicesKept, Voice::NewSheetHint],
                Some(_) => vec![Voice::ScanFailed],
                None => Vec::new(),
            },
        }
    }

    /// What is written into the log. What comes of a voter's fingers is not, while there is a voter.
    pub(super) fn logged(self, state: State) -> Vec<LogEntry> {
        let number = match (self.strike_of(), self.leads_to(state)) {
            (Strike::Fault(Fault::KeyStuck(_)), _) if state.in_session() => None,
            (Strike::Fault(fault), _) => fault.code(),
            (Strike::Printer(PrintOutcome::NotPrinted(trouble)), Some(_)) => Some(trouble.code()),
            (_, Some(Step::Spoiled)) => Some(PERHAPS_PRINTED),
            (_, Some(_)) => Some(SCAN_FAILED),
            (_, None) => None,
        };
        number.map(LogEntry::Fault).into_iter().collect()
    }
}

/// The sentences of a fault. A new fault has none, and does not compile.
fn words_of(fault: Fault) -> Vec<Voice> {
    let kept = |mut words: Vec<Voice>| {
        words.push(Voice::ChoicesKept);
        words
    };
    match fault {
        Fault::KeypadLost => kept(vec![Voice::FaultKeypadLost]),
        Fault::KeyStuck(key) => kept(vec![Voice::FaultKeyStuck, crate::machine::key_name(key)]),
        Fault::Printer(trouble) => kept(vec![Voice::FaultPrinter, trouble_voice(trouble)]),
        Fault::ScannerLost => kept(vec![Voice::FaultScannerLost]),
        // What breaks off is heard all the same.
        Fault::Sound(SoundTrouble::Stutters) => Vec::new(),
        Fault::Sound(_) => kept(vec![Voice::FaultSound]),
        Fault::KeysLost => vec![Voice::FaultKeysLost],
        Fault::KeysUnclear => vec![Voice::FaultKeysUnclear],
        Fault::KeypadBack => vec![Voice::FaultKeypadBack],
        Fault::KeyFreed(_) => vec![Voice::FaultKeyFreed],
        Fault::PrinterReady => vec![Voice::FaultPrinterReady],
        Fault::ScannerBack => vec![Voice::FaultScannerBack],
        Fault::SoundBack => vec![Voice::FaultSoundBack],
    }
}

fn cure_of(fault: Fault) -> Option<Fault> {
    match fault {
        Fault::KeypadLost => Some(Fault::KeypadBack),
        Fault::KeyStuck(key) => Some(Fault::KeyFreed(key)),
        Fault::Printer(_) => Some(Fault::PrinterReady),
        Fault::ScannerLost => Some(Fault::ScannerBack),
        Fault::Sound(_) => Some(Fault::SoundBack),
        Fault::KeysLost
        | Fault::KeysUnclear
        | Fault::KeypadBack
        | Fault::KeyFreed(_)
        | Fault::PrinterReady
        | Fault::ScannerBack
        | Fault::SoundBack => None,
    }
}

#[test]
fn no_fault_and_no_outcome_is_left_out_of_the_matrix() {
    let strikes = |wanted: &dyn Fn(Strike) -> bool| Trouble::ALL.iter().any(|trouble| wanted(trouble.strike_of()));
    for trouble in [PrintTrouble::NoSheet, PrintTrouble::Jam, PrintTrouble::Off, PrintTrouble::Other] {
        for outcome in [PrintOutcome::NotPrinted(trouble), PrintOutcome::PerhapsPrinted(trouble)] {
            assert!(strikes(&|strike| matches!(strike, Strike::Printer(found) if found == outcome)));
        }
    }
    let faults = Trouble::ALL.iter().filter_map(|trouble| match trouble.strike_of() {
        Strike::Fault(fault) => fault.code(),
        _ => None,
    });
    // The codes that the session has for faults, and one more for each that it has none for.
    let codes: std::collections::BTreeSet<u16> = faults.collect();
    assert_eq!(
        codes.into_iter().collect::<Vec<_>>(),
        [302, 307, 320, 321, 322, 323, 330, 340, 341, 342, 343, 344, 345]
    );
}
