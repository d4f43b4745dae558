//! Sees to it that nothing is left in the printer: a sheet that came out late would carry one voter's mark on another
//! voter's ballot.

use super::super::ipp::JOB_NAME;
use super::super::link::Link;
use super::super::status::PrinterStatus;

/// So often in a row the printer must be seen with nothing to do: a job may still be on its way into the queue.
const LOOKS: u8 = 3;

/// A printer that is looked at so often, and is still not known to be empty, is told of.
const MANY_LOOKS: u8 = 8;

/// What may still be in the printer.
#[derive(Debug, Default)]
pub(super) struct Clearing {
    /// The job that is known of.
    job: Option<i32>,
    /// How often in a row nothing was there.
    empty: u8,
    /// How often it was looked at.
    looks: u8,
}

impl Clearing {
    /// Of this job.
    pub(super) const fn of(job: i32) -> Self {
        Self { job: Some(job), empty: 0, looks: 0 }
    }

    /// Cancels what is there; tells whether nothing is.
    pub(super) fn is_done(&mut self, link: &mut Link, status: &PrinterStatus) -> bool {
        self.looks = self.looks.saturating_add(1);
        let empty = self.cancel_known(link) && cancel_own(link) && status.is_idle();
        self.empty = if empty { self.empty.saturating_add(1) } else { 0 };
        self.empty >= LOOKS
    }

    /// Whether it takes so long that somebody has to do something about it.
    pub(super) const fn is_long(&self) -> bool {
        self.looks >= MANY_LOOKS
    }

    fn cancel_known(&mut self, link: &mut Link) -> bool {
        let Some(job) = self.job else { return true };
        match link.job(job) {
            Ok(None) => self.job = None,
            Ok(Some(seen)) if seen.is_over() => self.job = None,
            Ok(Some(_)) => link.cancel(job),
            Err(_) => {}
        }
        self.job.is_none()
    }
}

/// Cancels the booth's own jobs; other people's have to end by themselves. Tells whether there is none of either.
fn cancel_own(link: &mut Link) -> bool {
    match link.jobs() {
        Ok(Some(jobs)) => {
            let own = jobs.iter().filter(|job| job.name.as_deref() == Some(JOB_NAME));
            own.filter_map(|job| job.id).for_each(|id| link.cancel(id));
            jobs.is_empty()
        }
        // A printer that does not tell its jobs still counts them.
        Ok(None) => true,
        Err(_) => false,
    }
}
