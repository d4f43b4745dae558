//! The printer of a booth at work: jobs of the session become sheets, what became of them becomes inputs.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use ballot::BallotForm;
use kiosk_devices::printer::{self, Marks, Printer, PrinterState, PrinterTrouble};
use kiosk_devices::{Clock, DeviceEvent, Happened};
use voter_session::{Fault, Input, PrintJob, PrintOutcome, PrintTrouble};

use super::sound::Stuck;
use crate::station::Station;

/// The printer, and the forms of the contests.
pub(super) struct Paper {
    printer: Option<Printer>,
    forms: Vec<Arc<BallotForm>>,
}

impl Paper {
    /// Starts looking after the station's printer, if it has one. That it does not answer is told as an event.
    pub(super) fn start(
        forms: &[BallotForm],
        station: &Station,
        clock: Arc<dyn Clock>,
        events: &SyncSender<DeviceEvent>,
    ) -> io::Result<Self> {
        let start = |settings: &printer::PrinterSettings| Printer::start(settings.clone(), clock, events.clone());
        let printer = station.printer.as_ref().map(start).transpose()?;
        Ok(Self { printer, forms: forms.iter().cloned().map(Arc::new).collect() })
    }

    /// Marks a sheet; gives the answer where there is one at once.
    pub(super) fn print(&self, job: &PrintJob) -> Option<Input> {
        let marks = self.forms.get(usize::from(job.contest)).and_then(|form| {
            // A row that the form does not have was never chosen by anybody.
            Marks::new(Arc::clone(form), job.rows.clone()).ok()
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

    /// What an event of the printer's is to the session, if anything.
    pub(super) fn input(&self, happened: &Happened) -> Option<Input> {
        match happened {
            Happened::Printer(PrinterState::Ready) => Some(Input::Fault(Fault::PrinterReady)),
            Happened::Printer(PrinterState::Trouble(trouble)) => Some(Input::Fault(Fault::Printer(of(*trouble)))),
            // An answer from before a wipe is of a voter who is gone.
            Happened::Printed { job, turn, outcome } if self.is_current(*turn) => {
                Some(Input::Printer { job: *job, outcome: outcome_of(*outcome) })
            }
            _ => None,
        }
    }

    fn is_current(&self, turn: u64) -> bool {
        self.printer.as_ref().is_some_and(|printer| printer.is_current(turn))
    }

    /// The voter is gone: what was to be printed is overwritten, what is being printed is canceled.
    pub(super) fn forget(&self) -> Result<(), Stuck> {
        match &self.printer {
            Some(printer) if !printer.forget() => Err(Stuck),
            _ => Ok(()),
        }
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
