//! A printer and a scanner of air: they answer as a script or a drill tells them.

use kiosk_devices::printer::PrinterTrouble;
use sheet_image::Gray;
use voter_session::{
    Fault, Input, PrintJob, PrintOutcome, PrintTrouble, Reading, ScanJob, ScanOutcome, ScanTask, Seen,
};
use zeroize::{Zeroize, Zeroizing};

use crate::event::PrinterEvent;
use crate::reading::Sheets;

/// How long a sheet takes.
const PRINT_MS: u64 = 5_000;
/// How long a look takes.
const SCAN_MS: u64 = 2_000;

/// A simulated printer.
#[derive(Default)]
pub(crate) struct Printer {
    trouble: Option<PrintTrouble>,
    job: Option<(PrintJob, u64)>,
    /// When a report of the poll worker's will be out.
    report_ms: Option<u64>,
    /// Jammed with a sheet half way in.
    jammed_inside: bool,
    /// What it printed: contest and rows. Overwritten when dropped.
    paper: Vec<(u8, Zeroizing<Vec<u8>>)>,
}

impl Printer {
    /// What the session is told of an event at once. While a sheet is on its way the answer to the job tells it.
    pub(crate) fn event(&mut self, event: PrinterEvent) -> Option<Input> {
        self.trouble = match event {
            PrinterEvent::Ok => None,
            PrinterEvent::OutOfPaper => Some(PrintTrouble::NoSheet),
            PrinterEvent::Jam => Some(PrintTrouble::Jam),
            PrinterEvent::Off => Some(PrintTrouble::Off),
        };
        if self.job.is_some() {
            self.jammed_inside = matches!(event, PrinterEvent::Jam | PrinterEvent::Off);
            return None;
        }
        Some(Input::Fault(self.trouble.map_or(Fault::PrinterReady, Fault::Printer)))
    }

    pub(crate) fn start(&mut self, job: PrintJob, now_ms: u64) {
        self.jammed_inside = false;
        self.job = Some((job, now_ms + PRINT_MS));
    }

    pub(crate) fn done_at_ms(&self) -> Option<u64> {
        self.job.as_ref().map(|(_, at)| *at)
    }

    /// The answer to the job.
    pub(crate) fn finish(&mut self) -> Option<Input> {
        let (job, _) = self.job.take()?;
        let outcome = match (self.trouble, self.jammed_inside) {
            (None, _) => PrintOutcome::Printed,
            // Stopped with the sheet inside: nobody knows how much of it is printed.
            (Some(trouble), true) => PrintOutcome::PerhapsPrinted(trouble),
            (Some(trouble), false) => PrintOutcome::NotPrinted(trouble),
        };
        let number = job.number;
        if outcome == PrintOutcome::Printed {
            self.paper.retain(|(contest, _)| *contest != job.contest);
            self.paper.push((job.contest, job.rows));
        }
        Some(Input::Printer { job: number, outcome })
    }

    /// What is in its way.
    pub(crate) const fn trouble(&self) -> Option<PrinterTrouble> {
        match self.trouble {
            None => None,
            Some(PrintTrouble::NoSheet) => Some(PrinterTrouble::NoSheet),
            Some(PrintTrouble::Jam) => Some(PrinterTrouble::Jam),
            Some(PrintTrouble::Off) => Some(PrinterTrouble::Off),
            Some(PrintTrouble::Other) => Some(PrinterTrouble::Other),
        }
    }

    /// A poll worker's report is sent to it.
    pub(crate) const fn start_report(&mut self, now_ms: u64) {
        self.report_ms = Some(now_ms + PRINT_MS);
    }

    pub(crate) const fn report_done_at_ms(&self) -> Option<u64> {
        self.report_ms
    }

    /// The report is out, or not: what was in its way.
    pub(crate) const fn finish_report(&mut self) -> Option<PrinterTrouble> {
        self.report_ms = None;
        self.trouble()
    }

    fn printed_on(&self, contest: u8) -> Vec<u8> {
        let of = self.paper.iter().find(|(of, _)| *of == contest);
        of.map(|(_, rows)| rows.to_vec()).unwrap_or_default()
    }

    /// The voter is gone, and the sheets with the voter.
    pub(crate) fn wipe(&mut self) {
        self.job = None;
        self.paper.clear();
    }
}

/// A simulated scanner. A picture in it is looked at as the booth looks at its scanner's.
pub(crate) struct Scanner {
    sheets: Sheets,
    lost: bool,
    /// The scan of a sheet, instead of a sheet that is known.
    picture: Option<Gray>,
    sheet: Option<Seen>,
    /// What a hand marked on the sheet: sure and unsure marks.
    by_hand: Option<Marks>,
    job: Option<(ScanJob, u64)>,
}

#[derive(Default)]
struct Marks {
    sure: Vec<u8>,
    unclear: Vec<u8>,
}

impl Drop for Marks {
    fn drop(&mut self) {
        self.sure.zeroize();
        self.unclear.zeroize();
    }
}

impl Scanner {
    pub(crate) const fn new(sheets: Sheets) -> Self {
        Self { sheets, lost: false, picture: None, sheet: None, by_hand: None, job: None }
    }

    /// The scanner is connected or not; what the session is told of it.
    pub(crate) fn connect(&mut self, well: bool) -> Input {
        self.lost = !well;
        Input::Fault(if well { Fault::ScannerBack } else { Fault::ScannerLost })
    }

    /// A sheet lies in it.
    pub(crate) fn put(&mut self, seen: Seen) {
        self.sheet = Some(seen);
        self.by_hand = None;
        self.picture = None;
    }

    /// A sheet lies in it as on this scan.
    #[cfg(feature = "replay")]
    pub(crate) fn put_picture(&mut self, picture: Gray) {
        self.sheet = None;
        self.by_hand = None;
        self.picture = Some(picture);
    }

    /// The sheet in it has such marks.
    pub(crate) fn mark(&mut self, rows: &[u8], unclear: bool) {
        let marks = self.by_hand.get_or_insert_default();
        let place = if unclear { &mut marks.unclear } else { &mut marks.sure };
        place.zeroize();
        place.extend_from_slice(rows);
    }

    pub(crate) fn start(&mut self, job: ScanJob, now_ms: u64) {
        self.job = Some((job, now_ms + SCAN_MS));
    }

    pub(crate) fn done_at_ms(&self) -> Option<u64> {
        self.job.as_ref().map(|(_, at)| *at)
    }

    /// The answer to the job.
    pub(crate) fn finish(&mut self, printer: &Printer) -> Option<Input> {
        let (job, _) = self.job.take()?;
        if let (Some(picture), false) = (&self.picture, self.lost) {
            return Some(Input::Scanner { job: job.number, outcome: self.sheets.answer(picture, job.task) });
        }
        let outcome = match (self.sheet.filter(|_| !self.lost), job.task) {
            (None, _) => ScanOutcome::Failed,
            (Some(seen), ScanTask::Identify(_)) => ScanOutcome::Identified(seen),
            (Some(Seen::Sheet(contest)), ScanTask::ReadBack(_)) => ScanOutcome::Read(self.reading(contest, printer)),
            (Some(Seen::OtherSide | Seen::UpsideDown | Seen::Unknown), ScanTask::ReadBack(_)) => ScanOutcome::Failed,
        };
        Some(Input::Scanner { job: job.number, outcome })
    }

    fn reading(&self, contest: u8, printer: &Printer) -> Reading {
        let (marks, unclear) = match &self.by_hand {
            Some(marks) => (marks.sure.clone(), marks.unclear.clone()),
            None => (printer.printed_on(contest), Vec::new()),
        };
        Reading { contest, marks, unclear }
    }

    /// The voter is gone, and the sheet with the voter.
    pub(crate) fn wipe(&mut self) {
        self.job = None;
        self.sheet = None;
        self.by_hand = None;
        self.picture = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> PrintJob {
        PrintJob { number: 3, contest: 1, rows: Zeroizing::new(vec![2, 5]) }
    }

    fn outcome(printer: &mut Printer) -> PrintOutcome {
        match printer.finish() {
            Some(Input::Printer { job: 3, outcome }) => outcome,
            _ => panic!("no answer"),
        }
    }

    #[test]
    fn trouble_before_a_sheet_prints_nothing_and_trouble_inside_perhaps_something() {
        let mut printer = Printer::default();
        printer.start(job(), 100);
        assert_eq!(printer.done_at_ms(), Some(5_100));
        assert_eq!(outcome(&mut printer), PrintOutcome::Printed);
        assert_eq!(printer.event(PrinterEvent::Jam), Some(Input::Fault(Fault::Printer(PrintTrouble::Jam))));
        printer.start(job(), 0);
        assert_eq!(outcome(&mut printer), PrintOutcome::NotPrinted(PrintTrouble::Jam));
        assert_eq!(printer.event(PrinterEvent::Ok), Some(Input::Fault(Fault::PrinterReady)));
        printer.start(job(), 0);
        assert_eq!(printer.event(PrinterEvent::Jam), None);
        assert_eq!(outcome(&mut printer), PrintOutcome::PerhapsPrinted(PrintTrouble::Jam));
    }

    #[test]
    fn the_scanner_sees_the_sheet_that_lies_in_it_and_what_is_on_it() {
        let (mut printer, mut scanner) = (Printer::default(), Scanner::new(Sheets::new(&[])));
        let look = |scanner: &mut Scanner, printer: &Printer, task| {
            scanner.start(ScanJob { number: 4, task }, 0);
            match scanner.finish(printer) {
                Some(Input::Scanner { job: 4, outcome }) => outcome,
                _ => panic!("no answer"),
            }
        };
        let read = |marks: &[u8]| ScanOutcome::Read(Reading { contest: 1, marks: marks.to_vec(), unclear: vec![] });
        assert!(look(&mut scanner, &printer, ScanTask::Identify(1)) == ScanOutcome::Failed);
        scanner.put(Seen::UpsideDown);
        assert!(look(&mut scanner, &printer, ScanTask::Identify(1)) == ScanOutcome::Identified(Seen::UpsideDown));
        assert!(look(&mut scanner, &printer, ScanTask::ReadBack(1)) == ScanOutcome::Failed);
        scanner.put(Seen::Sheet(1));
        assert!(look(&mut scanner, &printer, ScanTask::ReadBack(1)) == read(&[]));
        printer.start(job(), 0);
        printer.finish();
        assert!(look(&mut scanner, &printer, ScanTask::ReadBack(1)) == read(&[2, 5]));
        scanner.mark(&[7], false);
        assert!(look(&mut scanner, &printer, ScanTask::ReadBack(1)) == read(&[7]));
        scanner.connect(false);
        assert!(look(&mut scanner, &printer, ScanTask::Identify(1)) == ScanOutcome::Failed);
    }

    #[test]
    fn nothing_of_a_sheet_outlives_its_voter() {
        let (mut printer, mut scanner) = (Printer::default(), Scanner::new(Sheets::new(&[])));
        printer.start(job(), 0);
        printer.finish();
        scanner.put(Seen::Sheet(1));
        scanner.mark(&[7], false);
        printer.wipe();
        scanner.wipe();
        assert!(printer.printed_on(1).is_empty());
        assert!(scanner.sheet.is_none() && scanner.by_hand.is_none());
        scanner.put_picture(Gray::new(64, 64, vec![0; 4096], None).unwrap());
        scanner.wipe();
        assert!(scanner.picture.is_none());
    }
}
