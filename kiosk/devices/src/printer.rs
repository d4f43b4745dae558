//! The printer that puts the mark onto the voter's official sheet: IPP straight to it, no print server in between.
//!
//! ```text
//! Marks ─ Calibration ─▶ PDF ─▶ link: ipp over http ─▶ printer
//!                                └ worker (thread) ─ looks ─▶ job (pure) ─▶ printed · not printed · perhaps printed
//!                                                  └────────▶ watch (pure) ─▶ ready · trouble
//! ```
//!
//! "Perhaps printed" is never tried again, and nothing is sent while an earlier job may still be in the printer.

mod address;
mod calibration;
mod http;
mod ipp;
mod job;
mod limits;
mod link;
mod offer;
mod pdf;
#[cfg(test)]
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "pixels of one page")]
mod raster;
mod settings;
mod sheet;
mod status;
mod watch;
mod worker;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use ballot::Size;

use crate::outlet::Outlet;
use crate::{Clock, DeviceEvent};

use link::Link;
use worker::{Sheet, Wish, Worker, trouble_of};

pub use address::{AddressProblem, PrinterAddress};
pub use calibration::{Calibration, CalibrationProblem};
pub use limits::{PaperLimits, Unfit, fits};
pub use offer::{PrinterOffer, PrinterQuestion};
pub use settings::{Feed, PrinterSettings};
pub use sheet::{Marks, NoSuchRow, Word, calibration_page};
pub use status::{PrintOutcome, PrinterState, PrinterTrouble};

/// Whether these bytes are a printer's whole answer, read as they are when they come from one.
#[must_use]
pub fn is_answer(bytes: &[u8]) -> bool {
    http::body(bytes).is_some_and(|body| ipp::Answer::read(&body).is_ok())
}

/// How long whoever wants everything overwritten waits for it.
const FORGET_WAIT: Duration = Duration::from_secs(2);

/// The booth's printer. Dropping it ends its thread.
///
/// That no printer is there is no error: it is told as an event, and so is what comes later.
#[derive(Debug)]
pub struct Printer {
    wishes: Sender<Wish>,
    turns: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Printer {
    /// Starts looking after a printer.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(
        settings: PrinterSettings,
        clock: Arc<dyn Clock>,
        events: SyncSender<DeviceEvent>,
    ) -> io::Result<Self> {
        let (wishes, received) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let turns = Arc::new(AtomicU64::new(0));
        let outlet = Outlet::new(events, Arc::clone(&stop));
        let worker = Worker::new(settings, Arc::clone(&turns), clock, outlet, received);
        let thread = thread::Builder::new().name("printer".to_owned()).spawn(move || {
            // A closed channel means that nobody listens any more.
            let _ = worker.run();
        })?;
        Ok(Self { wishes, turns, stop, thread: Some(thread) })
    }

    /// Prints the marks onto the sheet in the printer; answered by [`Happened::Printed`](crate::Happened::Printed)
    /// with this number, once, unless everything is forgotten before.
    pub fn print(&self, job: u8, marks: Marks) {
        self.order(job, Sheet::Marks(marks));
    }

    /// Prints the calibration page onto blank paper of this size, drawn through `calibration`; answered as
    /// [`Self::print`].
    pub fn print_crosses(&self, job: u8, page: Size, calibration: Calibration) {
        self.order(job, Sheet::Crosses { page, calibration });
    }

    /// Prints a finished document of pages of this size, which must hold nothing of a vote; answered as
    /// [`Self::print`].
    pub fn print_plain(&self, job: u8, page: Size, pdf: Vec<u8>) {
        self.order(job, Sheet::Plain { page, pdf });
    }

    /// Asks the printer what it says of itself, without waiting for it; answered by
    /// [`Happened::Offered`](crate::Happened::Offered).
    pub fn ask(&self) {
        // The thread ends only with the program or with its listener.
        drop(self.wishes.send(Wish::Offer));
    }

    /// Whether an answer with this `turn` is of now. One that was on its way when everything was forgotten is not, and
    /// must not be given to the session.
    #[must_use]
    pub fn is_current(&self, turn: u64) -> bool {
        self.turns.load(Ordering::Relaxed) == turn
    }

    /// Overwrites what was to be printed. A job that is under way is canceled, and not answered; nothing is printed
    /// until it is known to have left the printer. Tells whether all is overwritten: `false` says that the thread is
    /// stuck, and that the program must end.
    #[must_use]
    pub fn forget(&self) -> bool {
        self.turns.fetch_add(1, Ordering::Relaxed);
        let (done, wait) = sync_channel(1);
        self.wishes.send(Wish::Forget(done)).is_ok() && wait.recv_timeout(FORGET_WAIT).is_ok()
    }

    fn order(&self, job: u8, sheet: Sheet) {
        let turn = self.turns.load(Ordering::Relaxed);
        // The thread ends only with the program or with its listener.
        drop(self.wishes.send(Wish::Print { job, turn, sheet }));
    }
}

impl Drop for Printer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.turns.fetch_add(1, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has told so itself.
            drop(thread.join());
        }
    }
}

/// What the printer says of itself, for the check before the day. Takes up to five seconds.
///
/// # Errors
/// If there is none, or it does not speak as one.
pub fn ask_offer(address: &PrinterAddress) -> Result<PrinterOffer, PrinterTrouble> {
    let mut link = Link::new(address.clone(), Arc::new(AtomicU64::new(0)));
    link.printer().map(|(_, offer)| offer).map_err(trouble_of)
}
