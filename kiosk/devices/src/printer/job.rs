//! What became of a job, as a pure machine: looks at the printer and times in, an outcome out.
//!
//! One rule above all: "not printed" lets the voter print again on the same sheet, so it is said only where the
//! printer has ended the job and has counted no side of it, and is known to count. Whatever else is in doubt is
//! "perhaps printed".

use super::status::{JobState, JobStatus, PrintOutcome, PrinterStatus, PrinterTrouble};

/// A printer that waits for a sheet, or for its cover, is given so long before the job is canceled, in milliseconds.
pub(super) const TROUBLE_MS: u64 = 20_000;
/// A job that was canceled is given so long to end.
pub(super) const CANCEL_MS: u64 = 15_000;
/// A printer that does not answer is given so long: a network printer's cable can be put back.
pub(super) const SILENT_MS: u64 = 15_000;
/// So long after the order the voter is told, whatever the printer does: before the session gives up by itself (120 s).
pub(super) const MOST_MS: u64 = 90_000;

/// One look at the printer while it has a job.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Look {
    /// It answered, for the job and for itself.
    Seen(JobStatus, PrinterStatus),
    /// It knows of no such job.
    Gone,
    /// It does not answer, or not in words that a printer has.
    Silent,
}

/// What to do next.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Next {
    /// Look again.
    Wait,
    /// Cancel the job, and look again.
    Cancel,
    /// Tell the voter. The job is over.
    Over(PrintOutcome),
    /// Tell the voter. Something may still come out of the printer.
    Open(PrintOutcome),
}

/// A job that the printer has taken.
#[derive(Clone, Debug)]
pub(super) struct Job {
    ordered_ms: u64,
    heard_ms: u64,
    canceled_ms: Option<u64>,
    /// The trouble it is in, and since when.
    trouble: Option<(PrinterTrouble, u64)>,
    /// The last trouble seen: a printer that canceled says no more why.
    why: Option<PrinterTrouble>,
    /// It was seen that what comes out cannot be relied on.
    doubtful: bool,
    up_time: Option<i32>,
    /// The printer has been seen to count what it prints.
    counts: bool,
}

impl Job {
    /// A job ordered and taken at these times by a printer that had been on for so long. `doubtful` where the printer
    /// took it with reservations.
    pub(super) const fn taken(
        (ordered_ms, now_ms): (u64, u64),
        up_time: Option<i32>,
        counts: bool,
        doubtful: bool,
    ) -> Self {
        Self { ordered_ms, heard_ms: now_ms, canceled_ms: None, trouble: None, why: None, doubtful, up_time, counts }
    }

    /// Takes in one look.
    pub(super) fn look(&mut self, look: &Look, now_ms: u64) -> Next {
        match look {
            Look::Gone => Next::Open(PrintOutcome::PerhapsPrinted(self.reason())),
            Look::Silent if now_ms.saturating_sub(self.heard_ms) >= SILENT_MS => {
                Next::Open(PrintOutcome::PerhapsPrinted(PrinterTrouble::Off))
            }
            Look::Silent => self.go_on(now_ms),
            Look::Seen(job, printer) => {
                self.heard_ms = now_ms;
                if self.was_restarted(printer) {
                    // The number may be another job's by now.
                    return Next::Open(PrintOutcome::PerhapsPrinted(PrinterTrouble::Off));
                }
                self.note(job, printer, now_ms);
                if job.is_over() { Next::Over(self.outcome(job)) } else { self.under_way(job, now_ms) }
            }
        }
    }

    fn was_restarted(&mut self, printer: &PrinterStatus) -> bool {
        let before = self.up_time;
        self.up_time = printer.up_time.or(before);
        before.zip(printer.up_time).is_some_and(|(before, now)| now < before)
    }

    fn note(&mut self, job: &JobStatus, printer: &PrinterStatus, now_ms: u64) {
        let trouble = job.trouble().or_else(|| printer.trouble());
        self.trouble = match (trouble, self.trouble) {
            (Some(new), Some((old, since_ms))) if new == old => Some((old, since_ms)),
            (Some(new), _) => Some((new, now_ms)),
            (None, _) => None,
        };
        if let Some(trouble) = trouble
            && !job.is_over()
        {
            self.why = Some(trouble);
            // A printer that recovers from a jam prints the page again, onto whatever lies in its slot.
            self.doubtful |= trouble == PrinterTrouble::Jam;
        }
    }

    /// Of a job that is over.
    fn outcome(&self, job: &JobStatus) -> PrintOutcome {
        let perhaps = PrintOutcome::PerhapsPrinted(self.reason());
        let once = match job.impressions {
            Some(0) => !self.counts,
            Some(count) => count == 1,
            None => true,
        };
        match job.state {
            JobState::Completed if !self.doubtful && once && !job.went_wrong() => PrintOutcome::Printed,
            JobState::Canceled | JobState::Aborted if self.counts && !self.doubtful && job.impressions == Some(0) => {
                PrintOutcome::NotPrinted(self.reason())
            }
            JobState::Completed | JobState::Canceled | JobState::Aborted | JobState::UnderWay | JobState::Held => {
                perhaps
            }
        }
    }

    fn under_way(&mut self, job: &JobStatus, now_ms: u64) -> Next {
        if self.why == Some(PrinterTrouble::Jam) {
            // No count can make this better, and a poll worker is needed now.
            return Next::Open(PrintOutcome::PerhapsPrinted(PrinterTrouble::Jam));
        }
        let stuck = self.trouble.is_some_and(|(_, since_ms)| now_ms.saturating_sub(since_ms) >= TROUBLE_MS);
        if self.canceled_ms.is_none() && (stuck || self.doubtful || job.state == JobState::Held) {
            self.canceled_ms = Some(now_ms);
            return Next::Cancel;
        }
        self.go_on(now_ms)
    }

    fn go_on(&self, now_ms: u64) -> Next {
        let canceled = self.canceled_ms.is_some_and(|since_ms| now_ms.saturating_sub(since_ms) >= CANCEL_MS);
        if canceled || now_ms.saturating_sub(self.ordered_ms) >= MOST_MS {
            Next::Open(PrintOutcome::PerhapsPrinted(self.reason()))
        } else {
            Next::Wait
        }
    }

    fn reason(&self) -> PrinterTrouble {
        self.why.unwrap_or(PrinterTrouble::Other)
    }
}

#[cfg(test)]
mod tests;
