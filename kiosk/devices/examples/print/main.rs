//! The booth's printer against a real IPP printer program. `scripts/verify_print.sh` starts it.
//!
//! ```text
//! print PORT FOLDER FORM…     FOLDER has flags/ (what goes wrong), out/ (what was printed), start and stop
//! ```

#![expect(clippy::unwrap_used, reason = "a program that checks, on a bench: it may fail anywhere")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use ballot::BallotForm;
use kiosk_devices::printer::PrintOutcome::{NotPrinted, PerhapsPrinted, Printed};
use kiosk_devices::printer::{
    Calibration, Feed, Marks, PaperLimits, PrintOutcome, Printer, PrinterAddress, PrinterSettings, PrinterState,
    PrinterTrouble, ask_offer,
};
use kiosk_devices::{DeviceEvent, Happened, MonotonicClock, channel};
use zeroize::Zeroizing;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(130);

fn main() -> ExitCode {
    match check() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("failed: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn say(line: &str) {
    // Without a terminal there is nobody to tell.
    let _ = writeln!(io::stdout(), "{line}");
}

struct Bench {
    printer: Printer,
    events: Receiver<DeviceEvent>,
    folder: PathBuf,
    jobs: u8,
}

impl Bench {
    fn start(
        address: PrinterAddress,
        forms: &[Arc<BallotForm>],
        folder: &Path,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let mm = ballot::Length::from_mm;
        let paper = PaperLimits {
            smallest: ballot::Size::new(mm(76), mm(127)),
            largest: ballot::Size::new(mm(216), mm(356)),
            margin: mm(5),
        };
        let calibration = forms.iter().map(|form| Calibration::exact(form.page)).collect();
        let settings =
            PrinterSettings { address, feed: Feed::Hand, senses_sheet: true, slot: None, paper, calibration };
        let (sender, events) = channel();
        let printer = Printer::start(settings, Arc::new(MonotonicClock::start()), sender)?;
        Ok(Self { printer, events, folder: folder.to_owned(), jobs: 0 })
    }

    fn next<T>(&self, wanted: impl Fn(&Happened) -> Option<T>) -> Result<T, Box<dyn std::error::Error>> {
        let until = Instant::now() + PATIENCE;
        loop {
            let event = self.events.recv_timeout(until.saturating_duration_since(Instant::now()))?;
            if let Some(found) = wanted(&event.happened) {
                return Ok(found);
            }
        }
    }

    fn order(&mut self, form: &Arc<BallotForm>, rows: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
        self.jobs += 1;
        self.printer.print(self.jobs, Marks::new(Arc::clone(form), Zeroizing::new(rows.to_vec()))?);
        Ok(())
    }

    fn expect(&self, what: &str, expected: PrintOutcome) -> Outcome {
        let begun = Instant::now();
        let job = self.jobs;
        let outcome = self.next(|happened| match happened {
            Happened::Printed { job: number, outcome, .. } if *number == job => Some(*outcome),
            _ => None,
        })?;
        say(&format!("{what}: {outcome:?} after {} ms", begun.elapsed().as_millis()));
        if outcome == expected { Ok(()) } else { Err(format!("{what}: expected {expected:?}").into()) }
    }

    fn expect_state(&self, expected: PrinterState) -> Outcome {
        let state = |happened: &Happened| match happened {
            Happened::Printer(state) if *state == expected => Some(()),
            _ => None,
        };
        self.next(state)?;
        say(&format!("idle: {expected:?}"));
        Ok(())
    }

    fn flag(&self, name: &str, up: bool) -> io::Result<()> {
        let path = self.folder.join("flags").join(name);
        if up { fs::write(path, "") } else { fs::remove_file(path) }
    }

    fn run(&self, script: &str) -> Outcome {
        if Command::new("bash").arg(self.folder.join(script)).status()?.success() { Ok(()) } else { Err(script.into()) }
    }

    /// The documents that came out of the printer.
    fn out(&self) -> io::Result<usize> {
        Ok(fs::read_dir(self.folder.join("out"))?.count())
    }

    /// Waits until so many came out, and no more.
    fn expect_out(&self, count: usize) -> Outcome {
        let until = Instant::now() + Duration::from_secs(10);
        while self.out()? < count && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(100));
        }
        let out = self.out()?;
        if out == count { Ok(()) } else { Err(format!("{out} documents came out instead of {count}").into()) }
    }
}

fn check() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [port, folder, forms @ ..] = arguments.as_slice() else { return Err("use: print PORT FOLDER FORM…".into()) };
    let address: PrinterAddress = format!("ipp://127.0.0.1:{port}/ipp/print").parse()?;
    let read = |path: &String| Arc::new(BallotForm::parse(path, &fs::read_to_string(path).unwrap()).unwrap());
    let forms: Vec<Arc<BallotForm>> = forms.iter().map(read).collect();
    let offer = ask_offer(&address).map_err(|trouble| trouble.to_string())?;
    say(&format!("{offer:?}, left to ask: {:?}", offer.questions()));
    let mut bench = Bench::start(address, &forms, Path::new(folder))?;
    let form = forms.first().ok_or("no form")?;
    sheets(&mut bench, &forms)?;
    out_of_paper(&mut bench, form)?;
    jam(&mut bench, form)?;
    off(&mut bench, form)
}

/// Sheets of every form, with marks and without.
fn sheets(bench: &mut Bench, forms: &[Arc<BallotForm>]) -> Outcome {
    bench.expect_state(PrinterState::Ready)?;
    for form in forms {
        for rows in [&[1, 3][..], &[]] {
            bench.order(form, rows)?;
            bench.expect("a sheet", Printed)?;
        }
    }
    let form = forms.first().ok_or("no form")?;
    bench.jobs += 1;
    bench.printer.print_crosses(bench.jobs, form.page, Calibration::exact(form.page));
    bench.expect("the calibration page", Printed)?;
    bench.expect_out(forms.len() * 2 + 1)
}

/// Put in while it is waited for; never put in, and coming out after the cancel was granted.
fn out_of_paper(bench: &mut Bench, form: &Arc<BallotForm>) -> Outcome {
    let before = bench.out()?;
    bench.flag("out-of-paper", true)?;
    bench.order(form, &[2])?;
    std::thread::sleep(Duration::from_secs(5));
    bench.flag("out-of-paper", false)?;
    bench.expect("a sheet put in late", Printed)?;
    bench.expect_out(before + 1)?;
    bench.flag("out-of-paper", true)?;
    bench.order(form, &[2])?;
    bench.expect("a sheet never put in", PerhapsPrinted(PrinterTrouble::NoSheet))?;
    bench.expect_out(before + 1)?;
    bench.order(form, &[4])?;
    let (occupied, empty) = (NotPrinted(PrinterTrouble::Occupied), NotPrinted(PrinterTrouble::NoSheet));
    let job = bench.jobs;
    let next = bench.next(|happened| match happened {
        Happened::Printed { job: number, outcome, .. } if *number == job => Some(*outcome),
        _ => None,
    })?;
    if next != occupied && next != empty {
        return Err(format!("the next voter's sheet was not kept back: {next:?}").into());
    }
    say(&format!("the next sheet: {next:?}"));
    bench.flag("out-of-paper", false)?;
    std::thread::sleep(Duration::from_secs(1));
    // It waits by itself until the old job is known to be gone.
    bench.order(form, &[4])?;
    bench.expect("the sheet after that", Printed)
}

fn jam(bench: &mut Bench, form: &Arc<BallotForm>) -> Outcome {
    bench.flag("jam", true)?;
    bench.order(form, &[2])?;
    bench.expect("a jam", PerhapsPrinted(PrinterTrouble::Jam))?;
    bench.expect_state(PrinterState::Trouble(PrinterTrouble::Jam))?;
    bench.flag("jam", false)?;
    bench.expect_state(PrinterState::Ready)?;
    bench.order(form, &[2])?;
    bench.expect("the sheet after the jam", Printed)
}

fn off(bench: &mut Bench, form: &Arc<BallotForm>) -> Outcome {
    bench.flag("out-of-paper", true)?;
    bench.order(form, &[2])?;
    std::thread::sleep(Duration::from_secs(3));
    bench.run("stop")?;
    bench.expect("switched off in the middle", PerhapsPrinted(PrinterTrouble::Off))?;
    bench.expect_state(PrinterState::Trouble(PrinterTrouble::Off))?;
    bench.order(form, &[2])?;
    bench.expect("while it is off", NotPrinted(PrinterTrouble::Off))?;
    bench.flag("out-of-paper", false)?;
    bench.run("start")?;
    bench.expect_state(PrinterState::Ready)?;
    bench.order(form, &[2])?;
    bench.expect("on again", Printed)
}
