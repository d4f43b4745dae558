//! The thread that talks to the printer: one job at a time, followed to its end; a look around in between.

mod clearing;
mod order;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;

use super::http::PostFault;
use super::job::{Job, Look, Next};
use super::link::{Link, LinkFault, Refusal, Sending, Ticket};
use super::offer::PrinterOffer;
use super::settings::{Feed, PrinterSettings};
use super::status::{JobState, JobStatus, PrintOutcome, PrinterState, PrinterStatus, PrinterTrouble};
use super::watch::Watch;
use crate::outlet::{Closed, Outlet};
use crate::{Clock, Happened, Source};

use clearing::Clearing;

pub(super) use order::{Sheet, Wish};

/// How often a printer with a job is looked at, in milliseconds.
const FOLLOW_MS: u64 = 500;
/// And one with nothing to do.
const IDLE_MS: u64 = 2_000;
/// A printer that is still busy is waited for so long before the voter is told, in milliseconds.
const BUSY_MS: u64 = 15_000;
/// How long the thread sleeps at most: so long an order waits.
const NAP: Duration = Duration::from_millis(50);

/// What the thread owns.
pub(super) struct Worker {
    settings: PrinterSettings,
    link: Link,
    turns: Arc<AtomicU64>,
    clock: Arc<dyn Clock>,
    outlet: Outlet,
    wishes: Receiver<Wish>,
    /// The printer has been seen to count what it prints.
    counts: bool,
    /// Something may still be in the printer.
    clearing: Option<Clearing>,
    watch: Watch,
    look_ms: u64,
}

impl Worker {
    pub(super) fn new(
        settings: PrinterSettings,
        turns: Arc<AtomicU64>,
        clock: Arc<dyn Clock>,
        outlet: Outlet,
        wishes: Receiver<Wish>,
    ) -> Self {
        let link = Link::new(settings.address.clone(), Arc::clone(&turns));
        // What another run of the program left behind is cleared first.
        let clearing = Some(Clearing::default());
        Self {
            settings,
            link,
            turns,
            clock,
            outlet,
            wishes,
            counts: false,
            clearing,
            watch: Watch::default(),
            look_ms: 0,
        }
    }

    pub(super) fn run(mut self) -> Result<(), Closed> {
        while !self.outlet.stopped() {
            match self.wishes.recv_timeout(NAP) {
                Ok(Wish::Print { job, turn, sheet }) => self.print(job, turn, sheet)?,
                Ok(Wish::Offer) => self.ask_offer()?,
                Ok(Wish::Forget(done)) => confirm(&done),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Closed),
            }
            if self.clock.now_ms() >= self.look_ms {
                self.look_around()?;
                let wait_ms = if self.clearing.is_some() { FOLLOW_MS } else { IDLE_MS };
                self.look_ms = self.clock.now_ms() + wait_ms;
            }
        }
        Ok(())
    }

    fn print(&mut self, job: u8, turn: u64, sheet: Sheet) -> Result<(), Closed> {
        if !self.is_turn(turn) {
            return Ok(());
        }
        let outcome = self.attempt(turn, sheet)?;
        self.answer(job, turn, outcome)
    }

    /// Tells what became of a sheet, if anybody still wants to know.
    fn answer(&self, job: u8, turn: u64, outcome: PrintOutcome) -> Result<(), Closed> {
        if !self.is_turn(turn) {
            return Ok(());
        }
        self.outlet.send(self.clock.now_ms(), Source::Printer, Happened::Printed { job, turn, outcome })
    }

    fn ask_offer(&mut self) -> Result<(), Closed> {
        let trouble = self.link.printer().err().map(trouble_of);
        self.tell_offer(trouble)
    }

    fn tell_offer(&self, trouble: Option<PrinterTrouble>) -> Result<(), Closed> {
        self.outlet.send(self.clock.now_ms(), Source::Printer, Happened::Offered(trouble))
    }

    fn is_turn(&self, turn: u64) -> bool {
        self.turns.load(Ordering::Relaxed) == turn
    }

    fn attempt(&mut self, turn: u64, sheet: Sheet) -> Result<PrintOutcome, Closed> {
        let ordered_ms = self.clock.now_ms();
        let (ticket, up_time) = loop {
            match self.prepare(&sheet) {
                Ok(ready) => break ready,
                Err(PrinterTrouble::Occupied) if self.is_turn(turn) && self.clock.now_ms() < ordered_ms + BUSY_MS => {
                    self.wait_for_look()?;
                    self.look_around()?;
                }
                Err(trouble) => return Ok(PrintOutcome::NotPrinted(trouble)),
            }
        };
        // The page is made last and overwritten first: it is there for as long as it is being sent.
        let Some(document) = sheet.pdf(&self.settings).filter(|_| self.is_turn(turn)) else {
            return Ok(PrintOutcome::NotPrinted(PrinterTrouble::Unsuitable));
        };
        let sending = self.link.print(&ticket, &document, turn);
        drop((document, sheet));
        match sending {
            Sending::Refused(Refusal::Silent) => Ok(PrintOutcome::NotPrinted(PrinterTrouble::Off)),
            Sending::Refused(Refusal::Busy) => Ok(PrintOutcome::NotPrinted(PrinterTrouble::Occupied)),
            Sending::Refused(Refusal::Never) => Ok(PrintOutcome::NotPrinted(PrinterTrouble::Unsuitable)),
            Sending::Taken { job, doubtful } => {
                let following = Job::taken((ordered_ms, self.clock.now_ms()), up_time, self.counts, doubtful);
                self.follow(job, turn, following)
            }
            Sending::Unknown => {
                self.clearing = Some(Clearing::default());
                Ok(PrintOutcome::PerhapsPrinted(PrinterTrouble::Off))
            }
        }
    }

    /// Whether the printer can take this sheet now. Nothing of the sheet is sent for that.
    fn prepare(&mut self, sheet: &Sheet) -> Result<(Ticket, Option<i32>), PrinterTrouble> {
        let (status, offer) = self.link.printer().map_err(trouble_of)?;
        if let Some(trouble) = status.trouble()
            && (trouble != PrinterTrouble::NoSheet || self.settings.senses_sheet)
        {
            return Err(trouble);
        }
        if self.clearing.is_some() {
            return Err(PrinterTrouble::Occupied);
        }
        if !status.is_idle() {
            self.clearing = Some(Clearing::default());
            return Err(PrinterTrouble::Occupied);
        }
        let ticket = Ticket::of(sheet.page(), self.settings.slot.as_deref(), &offer);
        let ticket = ticket.filter(|_| sheet.is_possible(&self.settings)).ok_or(PrinterTrouble::Unsuitable)?;
        if !self.link.would_take(&ticket).map_err(trouble_of)? {
            return Err(PrinterTrouble::Unsuitable);
        }
        Ok((ticket, status.up_time))
    }

    /// Follows a job until it is known, or never will be, what became of it.
    fn follow(&mut self, id: i32, turn: u64, mut job: Job) -> Result<PrintOutcome, Closed> {
        loop {
            self.wait_for_look()?;
            let look = self.look_at(id);
            if self.outlet.stopped() || !self.is_turn(turn) {
                // Nobody waits for the sheet any more: it must not come out for the next voter.
                self.link.cancel(id);
                self.clearing = Some(Clearing::of(id));
                return Ok(PrintOutcome::PerhapsPrinted(PrinterTrouble::Other));
            }
            match job.look(&look, self.clock.now_ms()) {
                Next::Wait => {}
                Next::Cancel => self.link.cancel(id),
                Next::Over(outcome) => {
                    self.learn(&look);
                    return Ok(outcome);
                }
                Next::Open(outcome) => {
                    self.clearing = Some(Clearing::of(id));
                    return Ok(outcome);
                }
            }
        }
    }

    /// Until the next look; other orders are answered meanwhile.
    fn wait_for_look(&mut self) -> Result<(), Closed> {
        let until_ms = self.clock.now_ms() + FOLLOW_MS;
        while self.clock.now_ms() < until_ms && !self.outlet.stopped() {
            match self.wishes.recv_timeout(NAP) {
                Ok(Wish::Print { job, turn, .. }) => {
                    self.answer(job, turn, PrintOutcome::NotPrinted(PrinterTrouble::Occupied))?;
                }
                Ok(Wish::Offer) => self.tell_offer(Some(PrinterTrouble::Occupied))?,
                Ok(Wish::Forget(done)) => {
                    confirm(&done);
                    return Ok(());
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Closed),
            }
        }
        Ok(())
    }

    fn look_at(&mut self, id: i32) -> Look {
        let job = match self.link.job(id) {
            Ok(Some(job)) => job,
            Ok(None) => return Look::Gone,
            Err(_) => return Look::Silent,
        };
        match self.link.printer() {
            Ok((printer, _)) => Look::Seen(job, printer),
            // A job that is over needs no more.
            Err(_) if job.is_over() => Look::Seen(job, PrinterStatus::default()),
            Err(_) => Look::Silent,
        }
    }

    /// Whether this printer's zero can be believed.
    fn learn(&mut self, look: &Look) {
        if let Look::Seen(JobStatus { state: JobState::Completed, impressions: Some(count), .. }, _) = look {
            self.counts = *count > 0;
        }
    }

    fn look_around(&mut self) -> Result<(), Closed> {
        let seen = self.link.printer();
        if let (Ok((status, _)), Some(clearing)) = (&seen, &mut self.clearing)
            && clearing.is_done(&mut self.link, status)
        {
            self.clearing = None;
        }
        let now_ms = self.clock.now_ms();
        match self.state(seen.as_ref()).and_then(|state| self.watch.look(state, now_ms)) {
            Some(state) => self.outlet.send(now_ms, Source::Printer, Happened::Printer(state)),
            None => Ok(()),
        }
    }

    /// How it stands with the printer, once that is known.
    fn state(&self, seen: Result<&(PrinterStatus, PrinterOffer), &LinkFault>) -> Option<PrinterState> {
        let (status, offer) = match seen {
            Ok(seen) => seen,
            Err(fault) => return Some(PrinterState::Trouble(trouble_of(*fault))),
        };
        // A printer that is fed by hand is empty while nobody feeds it.
        let empty_is_trouble = self.settings.feed == Feed::Tray && self.settings.senses_sheet;
        let trouble = status.trouble().filter(|trouble| *trouble != PrinterTrouble::NoSheet || empty_is_trouble);
        let occupied = || match &self.clearing {
            Some(clearing) if clearing.is_long() => Some(PrinterState::Trouble(PrinterTrouble::Occupied)),
            // It takes a moment to see that a printer is empty: nothing to call a poll worker for.
            Some(_) => None,
            None if offer.pdf => Some(PrinterState::Ready),
            None => Some(PrinterState::Trouble(PrinterTrouble::Unsuitable)),
        };
        trouble.map_or_else(occupied, |trouble| Some(PrinterState::Trouble(trouble)))
    }
}

/// What it means that a question got no answer.
pub(super) const fn trouble_of(fault: LinkFault) -> PrinterTrouble {
    match fault {
        LinkFault::Post(PostFault::NotBegun | PostFault::Lost) => PrinterTrouble::Off,
        LinkFault::Post(PostFault::Refused(_)) | LinkFault::Garbage => PrinterTrouble::Unsuitable,
    }
}

fn confirm(done: &SyncSender<()>) {
    // Whoever asked may have given up waiting.
    let _ = done.try_send(());
}
