//! What the booth asks a printer, and its answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ballot::{Length, Size};

use super::address::PrinterAddress;
use super::http::{Patience, PostFault, post};
use super::ipp::{Answer, Request, group, operation};
use super::offer::{PrinterOffer, asked};
use super::status::{JOB, JobStatus, PrinterStatus, job_id};

/// How long a question may take.
const QUESTION: Duration = Duration::from_secs(5);
/// How long a printer may take to take a job: some answer only when the sheet is on its way.
const TAKING: Duration = Duration::from_secs(45);
/// Names of sheets that every printer knows (PWG 5101.1), in millimetres.
const NAMED: [(&str, i64, i64); 2] = [("iso_a4_210x297mm", 210, 297), ("iso_a5_148x210mm", 148, 210)];

/// Status codes (RFC 8011, appendix B).
pub(super) mod status {
    pub(in crate::printer) const OK: u16 = 0x0000;
    pub(in crate::printer) const IGNORED: u16 = 0x0001;
    pub(in crate::printer) const CONFLICTING: u16 = 0x0002;
    pub(in crate::printer) const NOT_FOUND: u16 = 0x0406;
    pub(in crate::printer) const GONE: u16 = 0x0407;
    pub(in crate::printer) const NO_SUCH_OPERATION: u16 = 0x0501;
    pub(in crate::printer) const NOT_ACCEPTING: u16 = 0x0506;
    pub(in crate::printer) const BUSY: u16 = 0x0507;
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum LinkFault {
    /// As in [`PostFault`].
    Post(PostFault),
    /// Something answered that is no printer.
    Garbage,
}

/// What became of sending a job.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sending {
    /// There is no job, and none will come of it.
    Refused(Refusal),
    /// The printer has the job.
    Taken {
        /// Its number.
        job: i32,
        /// It was taken with reservations.
        doubtful: bool,
    },
    /// Nobody knows whether there is a job.
    Unknown,
}

/// Who refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Refusal {
    /// Nobody was there.
    Silent,
    /// It has another job.
    Busy,
    /// It does not do what is asked.
    Never,
}

/// The line to one printer.
pub(super) struct Link {
    address: PrinterAddress,
    number: u32,
    turns: Arc<AtomicU64>,
}

impl Link {
    /// Whatever is under way ends when `turns` is counted up.
    pub(super) const fn new(address: PrinterAddress, turns: Arc<AtomicU64>) -> Self {
        Self { address, number: 0, turns }
    }

    /// How the printer is, and what it offers.
    pub(super) fn printer(&mut self) -> Result<(PrinterStatus, PrinterOffer), LinkFault> {
        let answer = self.ask(operation::GET_PRINTER_ATTRIBUTES, |request| request.signed().asking(&asked()))?;
        let status = PrinterStatus::of(&answer);
        if answer.status >= 0x0100 || !status.is_known() {
            return Err(LinkFault::Garbage);
        }
        Ok((status, PrinterOffer::of(&answer)))
    }

    /// Whether the printer would take a job for such a sheet, every wish granted.
    pub(super) fn would_take(&mut self, sheet: &Ticket) -> Result<bool, LinkFault> {
        let answer = self.ask(operation::VALIDATE_JOB, |request| sheet.write(request.signed().with_document()))?;
        Ok(answer.status == status::OK)
    }

    /// Sends a job, while it is still this turn.
    pub(super) fn print(&mut self, sheet: &Ticket, document: &[u8], turn: u64) -> Sending {
        let build = |request: Request| sheet.write(request.signed().with_document());
        sending(self.exchange(operation::PRINT_JOB, build, document, (TAKING, turn)))
    }

    /// Cancels a job. Whatever the printer answers, only a look at the job tells what came of it.
    pub(super) fn cancel(&mut self, job: i32) {
        let _ = self.ask(operation::CANCEL_JOB, |request| request.about_job(job).signed());
    }

    /// How a job is; `None` where the printer knows of no such job.
    pub(super) fn job(&mut self, job: i32) -> Result<Option<JobStatus>, LinkFault> {
        let build = |request: Request| request.about_job(job).signed().asking(&JOB);
        let answer = self.ask(operation::GET_JOB_ATTRIBUTES, build)?;
        match answer.status {
            status::NOT_FOUND | status::GONE => Ok(None),
            _ => {
                let own = |status: &JobStatus| status.id.is_none_or(|id| id == job);
                JobStatus::all(&answer).find(own).map(Some).ok_or(LinkFault::Garbage)
            }
        }
    }

    /// The jobs that are not over; `None` where the printer does not tell.
    pub(super) fn jobs(&mut self) -> Result<Option<Vec<JobStatus>>, LinkFault> {
        let build = |request: Request| {
            let mut request = request.signed().asking(&JOB);
            request.keyword("which-jobs", "not-completed");
            request
        };
        let answer = self.ask(operation::GET_JOBS, build)?;
        match answer.status {
            status::NO_SUCH_OPERATION => Ok(None),
            0x0100.. => Err(LinkFault::Garbage),
            _ => Ok(Some(JobStatus::all(&answer).filter(|job| !job.is_over()).collect())),
        }
    }

    fn ask(&mut self, operation: u16, build: impl FnOnce(Request) -> Request) -> Result<Answer, LinkFault> {
        let turn = self.turns.load(Ordering::Relaxed);
        self.exchange(operation, build, &[], (QUESTION, turn))
    }

    fn exchange(
        &mut self,
        operation: u16,
        build: impl FnOnce(Request) -> Request,
        document: &[u8],
        (time, turn): (Duration, u64),
    ) -> Result<Answer, LinkFault> {
        self.number = self.number % 0x7fff_ffff + 1;
        let request = build(Request::new(operation, self.number, &self.address.uri())).finish();
        let patience = Patience::of(time, &self.turns, turn);
        let bytes = post(&self.address, &[&request, document], &patience).map_err(LinkFault::Post)?;
        let answer = Answer::read(&bytes).map_err(|_| LinkFault::Garbage)?;
        if answer.number == self.number { Ok(answer) } else { Err(LinkFault::Garbage) }
    }
}

/// What an answer to a job means. A job exists in doubt: only answers after which RFC 8011 (4.2.1) leaves none count
/// as refusals.
pub(super) fn sending(answer: Result<Answer, LinkFault>) -> Sending {
    let answer = match answer {
        Ok(answer) => answer,
        Err(LinkFault::Post(PostFault::NotBegun)) => return Sending::Refused(Refusal::Silent),
        Err(LinkFault::Post(PostFault::Refused(_))) => return Sending::Refused(Refusal::Never),
        Err(LinkFault::Post(PostFault::Lost) | LinkFault::Garbage) => return Sending::Unknown,
    };
    match (answer.status, job_id(&answer)) {
        (status::OK, Some(job)) => Sending::Taken { job, doubtful: false },
        // Granted in part, or an error while it is being printed: it must not count, and has to be followed.
        (status::IGNORED | status::CONFLICTING | 0x0003..=u16::MAX, Some(job)) => {
            Sending::Taken { job, doubtful: true }
        }
        (status::BUSY | status::NOT_ACCEPTING, None) => Sending::Refused(Refusal::Busy),
        // Bad request to not found, gone to format not supported, to compression not supported; but for a time-out.
        (0x0400..=0x0404 | 0x0406..=0x040f | status::NO_SUCH_OPERATION | 0x0503, None) => {
            Sending::Refused(Refusal::Never)
        }
        (_, None) => Sending::Unknown,
    }
}

/// What a job asks of the printer: the same for every sheet of a form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Ticket {
    paper: Paper,
    true_size: bool,
    one_sided: bool,
    hold_told: bool,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Paper {
    Named(&'static str),
    Measured { page: Size, slot: Option<String> },
}

impl Ticket {
    /// For a sheet of this size in this slot; `None` where the printer cannot be told of such a sheet.
    pub(super) fn of(page: Size, slot: Option<&str>, offer: &PrinterOffer) -> Option<Self> {
        let near = |one: Length, mm: i64| (one - Length::from_mm(mm)).abs() <= Length::from_um(500);
        let named = NAMED.into_iter().find(|(_, width, height)| near(page.width, *width) && near(page.height, *height));
        let named = named.map(|(name, ..)| name).filter(|name| slot.is_none() && offer.knows(name));
        let slot_known = slot.is_none_or(|slot| offer.has_slot(slot));
        let measured = || {
            let usable = offer.by_measure && slot_known && offer.takes(page);
            usable.then(|| Paper::Measured { page, slot: slot.map(str::to_owned) })
        };
        let paper = named.map(Paper::Named).or_else(measured)?;
        let PrinterOffer { true_size, one_sided, hold_told, .. } = *offer;
        offer.pdf.then_some(Self { paper, true_size, one_sided, hold_told })
    }

    fn write(&self, mut request: Request) -> Request {
        request.group(group::JOB);
        request.integer("copies", 1);
        if self.one_sided {
            request.keyword("sides", "one-sided");
        }
        if self.true_size {
            request.keyword("print-scaling", "none");
        }
        if self.hold_told {
            request.keyword("job-hold-until", "no-hold");
        }
        match &self.paper {
            Paper::Named(name) => request.keyword("media", name),
            Paper::Measured { page, slot } => request.collection("media-col", |media| {
                media.collection("media-size", |size| {
                    size.integer("x-dimension", hundredths(page.width));
                    size.integer("y-dimension", hundredths(page.height));
                });
                if let Some(slot) = slot {
                    media.keyword("media-source", slot);
                }
            }),
        }
        request
    }
}

/// Hundredths of a millimetre, rounded.
fn hundredths(length: Length) -> i32 {
    i32::try_from((length.um() + 5) / 10).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests;
