//! Printer and scanner of a booth at work: jobs of the session become sheets and looks, what became of them becomes
//! inputs.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use ballot::package::Kind;
use ballot::{BallotForm, Language};
use kiosk_devices::printer::{self, Marks, Printer, PrinterState, PrinterTrouble, Word};
use kiosk_devices::scanner::{Scanner, ScannerSettings, ScannerState, ScannerTrouble};
use kiosk_devices::{Clock, DeviceEvent, Happened};
use voter_session::{Fault, Input, PrintJob, PrintOutcome, PrintTrouble, ScanJob, ScanOutcome};

use super::sound::Stuck;
use crate::booth::word_of;
use crate::desk::report::PAGE;
use crate::reading::Sheets;
use crate::station::Station;

/// The number of a report's job: the session is closed then and orders none.
pub(super) const REPORT_JOB: u8 = u8::MAX;

/// Printer and scanner, and the forms of the contests.
pub(super) struct Paper {
    printer: Option<Printer>,
    forms: Vec<Arc<BallotForm>>,
    /// What stands across every sheet, where nothing is at stake.
    word: Option<Word>,
    scanner: Option<Scanner>,
    /// What the scanner told last of itself.
    scanner_state: Option<ScannerState>,
}

impl Paper {
    /// Starts looking after the station's printer and scanner, if it has them. That one does not answer is told as an
    /// event.
    pub(super) fn start(
        forms: &[BallotForm],
        kind: Kind,
        station: &Station,
        clock: &Arc<dyn Clock>,
        events: &SyncSender<DeviceEvent>,
    ) -> io::Result<Self> {
        let start =
            |settings: &printer::PrinterSettings| Printer::start(settings.clone(), Arc::clone(clock), events.clone());
        let printer = station.printer.as_ref().map(start).transpose()?;
        let start = |settings: &ScannerSettings| {
            let sheets = Sheets::new(forms);
            let read = Box::new(move |image: &_, task| sheets.answer(image, task));
            Scanner::start(settings.clone(), read, Arc::clone(clock), events.clone())
        };
        let scanner = station.scanner.as_ref().map(start).transpose()?;
        let forms = forms.iter().cloned().map(Arc::new).collect();
        Ok(Self { printer, forms, word: word_of(kind), scanner, scanner_state: None })
    }

    /// Marks a sheet; gives the answer where there is one at once.
    pub(super) fn print(&self, job: &PrintJob) -> Option<Input> {
        let marks = self.forms.get(usize::from(job.contest)).and_then(|form| {
            // A row that the form does not have was never chosen by anybody.
            let marks = Marks::new(Arc::clone(form), job.rows.clone()).ok()?;
            Some(marks.with_word(self.word))
        });
        match (&self.printer, marks) {
            (Some(printer), Some(marks)) => {
                printer.print(job.number, marks);
                None
            }
            (Some(_), None) => Some(not_printed(job.number, PrintTrouble::Other)),
            (None, _) => Some(not_printed(job.number, PrintTrouble::Off)),
        }
    }

    /// Prints a poll worker's report on plain paper; answered under [`REPORT_JOB`].
    pub(super) fn print_report(&self, pdf: Vec<u8>) {
        if let Some(printer) = &self.printer {
            printer.print_plain(REPORT_JOB, PAGE, pdf);
        }
    }

    /// Asks the printer what it says of itself.
    pub(super) fn ask(&self) {
        if let Some(printer) = &self.printer {
            printer.ask();
        }
    }

    /// Looks at a sheet; gives the answer where there is one at once.
    pub(super) fn scan(&self, job: ScanJob) -> Option<Input> {
        match &self.scanner {
            Some(scanner) => {
                scanner.scan(job);
                None
            }
            // A booth without a scanner says so at once, should it ever be asked.
            None => Some(Input::Scanner { job: job.number, outcome: ScanOutcome::Failed }),
        }
    }

    /// What is wrong with the scanner, for the poll worker; nothing where it is well.
    pub(super) fn scanner_says(&self, language: Language) -> Vec<String> {
        let trouble = match (&self.scanner, self.scanner_state) {
            (None, _) | (_, Some(ScannerState::Ready)) => return Vec::new(),
            (Some(_), Some(ScannerState::Trouble(trouble))) => trouble,
            // It has not answered yet.
            (Some(_), None) => ScannerTrouble::Silent,
        };
        let fault = trouble.fault();
        vec![wording::text(&fault, language), wording::remedy(&fault, language)]
    }

    /// What an event of printer or scanner is to the session, if anything.
    pub(super) fn input(&mut self, happened: &Happened) -> Option<Input> {
        match happened {
            Happened::Printer(PrinterState::Ready) => Some(Input::Fault(Fault::PrinterReady)),
            Happened::Printer(PrinterState::Trouble(trouble)) => Some(Input::Fault(Fault::Printer(of(*trouble)))),
            // An answer from before a wipe is of a voter who is gone.
            Happened::Printed { job, turn, outcome } if self.is_current(*turn) => {
                Some(Input::Printer { job: *job, outcome: outcome_of(*outcome) })
            }
            Happened::Scanner(state) => self.scanner_is(*state),
            Happened::Scanned { job, turn, .. } => {
                let outcome = self.scanner.as_ref().and_then(|scanner| scanner.take(*turn))?;
                Some(Input::Scanner { job: *job, outcome })
            }
            _ => None,
        }
    }

    /// The session is told when the scanner goes and when it comes back, and not of every kind of trouble in between.
    fn scanner_is(&mut self, state: ScannerState) -> Option<Input> {
        let well = |state: ScannerState| state == ScannerState::Ready;
        let before = self.scanner_state.replace(state).is_none_or(well);
        (before != well(state)).then_some(Input::Fault(if before { Fault::ScannerLost } else { Fault::ScannerBack }))
    }

    fn is_current(&self, turn: u64) -> bool {
        self.printer.as_ref().is_some_and(|printer| printer.is_current(turn))
    }

    /// The voter is gone: what was to be printed and what was read is overwritten, what is being printed or looked at is
    /// stopped.
    pub(super) fn forget(&self) -> Result<(), Stuck> {
        let printer = self.printer.as_ref().is_none_or(Printer::forget);
        let scanner = self.scanner.as_ref().is_none_or(Scanner::forget);
        if printer && scanner { Ok(()) } else { Err(Stuck) }
    }
}

const fn not_printed(job: u8, trouble: PrintTrouble) -> Input {
    Input::Printer { job, outcome: PrintOutcome::NotPrinted(trouble) }
}

const fn outcome_of(outcome: printer::PrintOutcome) -> PrintOutcome {
    match outcome {
        printer::PrintOutcome::Printed => PrintOutcome::Printed,
        printer::PrintOutcome::NotPrinted(trouble) => PrintOutcome::NotPrinted(of(trouble)),
        printer::PrintOutcome::PerhapsPrinted(trouble) => PrintOutcome::PerhapsPrinted(of(trouble)),
    }
}

/// The voter hears of four kinds of trouble; the poll worker's page tells them apart further.
const fn of(trouble: PrinterTrouble) -> PrintTrouble {
    match trouble {
        PrinterTrouble::NoSheet => PrintTrouble::NoSheet,
        PrinterTrouble::Jam => PrintTrouble::Jam,
        PrinterTrouble::Off => PrintTrouble::Off,
        PrinterTrouble::Occupied | PrinterTrouble::Unsuitable | PrinterTrouble::Other => PrintTrouble::Other,
    }
}
