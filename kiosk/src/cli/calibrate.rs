//! `kiosk calibrate`: how a printer prints on sheets of one size, from the calibration page to the lines of the station
//! file.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ballot::{Language, Length, Size};
use clap::Args;
use kiosk_devices::printer::{Calibration, PrintOutcome, Printer, PrinterSettings, PrinterTrouble, calibration_page};
use kiosk_devices::{Happened, MonotonicClock, channel};
use wording::{Phrase, fill, phrase};

use super::{Ending, refuse};
use crate::notice::{FileProblem, Missing, Notice, StartProblem, told};
use crate::station::Station;

pub(super) const EXAMPLES: &str = "\
Examples:
  1. The page with five crosses, on blank paper cut to the ballot's size; printed by the booth's printer:
    kiosk calibrate --size 148x210 --print --station /etc/tandau/station.toml

     Or into a file, to be printed from elsewhere at 100 % on the same printer:
    kiosk calibrate --size 148x210 --page crosses.pdf

  2. Where the crosses came out: from the left edge, from the upper edge, in millimetres, in the order upper left,
     upper right, middle, lower left, lower right:
    kiosk calibrate --size 148x210 --crosses 15.3,14.4 133.4,14.5 74.3,104.6 15.2,194.6 133.3,194.7

  3. Put the lines it prints into station.toml, and look whether all is well:
    kiosk station --check /etc/tandau/station.toml

Each size of sheet needs lines of its own; without them the voter marks such a sheet by hand.

Exit codes: 0 done, 2 the crosses cannot be right (nothing is printed), 3 a file or the printer failed, 64 usage.";

/// How long a sheet may take, the printer's warming up included.
const PATIENCE: Duration = Duration::from_secs(150);
/// The number of the page's job.
const JOB: u8 = 1;

#[derive(Args, Debug)]
pub(super) struct CalibrateArgs {
    /// The sheet, width x height in millimetres, as measured.
    #[arg(long, value_name = "WxH", value_parser = size)]
    size: Size,
    #[command(flatten)]
    task: Task,
    /// The booth's settings.
    #[arg(long, value_name = "FILE")]
    station: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Task {
    /// Write the calibration page into this file, which must not be there yet.
    #[arg(long, value_name = "FILE.pdf")]
    page: Option<PathBuf>,
    /// Print the calibration page on the booth's printer.
    #[arg(long, requires = "station")]
    print: bool,
    /// Where the five crosses came out, and get the lines for the station file.
    #[arg(long, num_args = 5, value_names = ["X,Y", "X,Y", "X,Y", "X,Y", "X,Y"], value_parser = place,
          allow_negative_numbers = true)]
    crosses: Option<Vec<[f64; 2]>>,
}

/// A sheet that somebody can hold in a hand.
fn size(text: &str) -> Result<Size, String> {
    let read = |text: &str| text.parse().ok().and_then(Length::from_mm_f64);
    let sides = text.split_once(['x', 'X', '×']).and_then(|(width, height)| read(width).zip(read(height)));
    let likely = Length::from_mm(50)..=Length::from_mm(1_000);
    match sides.filter(|(width, height)| likely.contains(width) && likely.contains(height)) {
        Some((width, height)) => Ok(Size::new(width, height)),
        None => Err("a size in millimetres is needed, such as 148x210".to_owned()),
    }
}

/// A cross as it was measured.
fn place(text: &str) -> Result<[f64; 2], String> {
    let read = |text: &str| text.parse::<f64>().ok().filter(|mm| mm.is_finite());
    let place = text.split_once(',').and_then(|(right, down)| Some([read(right)?, read(down)?]));
    place.ok_or_else(|| "two numbers in millimetres are needed, such as 15.3,14.4".to_owned())
}

/// Runs the command.
pub(super) fn run(
    args: &CalibrateArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    match (&args.task.page, args.task.crosses.as_deref()) {
        (Some(path), _) => match write_page(path, args.size) {
            Ok(()) => {
                let values = [("file", path.display().to_string())];
                writeln!(out, "{}", fill(phrase(Phrase::CalibratePage, language), &values))?;
                Ok(Ending::Done)
            }
            Err(notice) => refuse(err, language, &[notice]),
        },
        (None, Some(crosses)) => lines(args.size, crosses, language, out, err),
        (None, None) => print(args, language, out, err),
    }
}

fn write_page(path: &Path, page: Size) -> Result<(), Notice> {
    let pdf = calibration_page(page, &Calibration::exact(page)).map_err(|_| StartProblem::ProgramFault)?;
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(&pdf)?;
        file.sync_all()
    });
    written.map_err(|error| FileProblem::FileUnwritable { path: path.to_owned(), detail: error.to_string() }.into())
}

fn lines(
    page: Size,
    crosses: &[[f64; 2]],
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    // The command line takes five, no more and no less.
    let Ok(found) = crosses.try_into() else { return Ok(Ending::Usage) };
    match Calibration::from_crosses(page, found) {
        Ok(calibration) => {
            writeln!(out, "{}\n", phrase(Phrase::CalibrateLines, language))?;
            write!(out, "{}", calibration.lines())?;
            Ok(Ending::Done)
        }
        Err(problem) => refuse(err, language, &[Notice::Calibration(problem)]),
    }
}

fn print(args: &CalibrateArgs, language: Language, out: &mut impl Write, err: &mut impl Write) -> io::Result<Ending> {
    let station = args.station.as_deref().map(Station::read).transpose();
    let settings = match station.map(|station| station.and_then(|station| station.printer)) {
        Ok(Some(settings)) => settings,
        Ok(None) => return refuse(err, language, &[Notice::Missing(Missing::Printer)]),
        Err(notice) => return refuse(err, language, &[notice]),
    };
    match print_page(settings, args.size)?.fault() {
        None => {
            writeln!(out, "{}", phrase(Phrase::CalibratePrinted, language))?;
            Ok(Ending::Done)
        }
        Some(fault) => {
            writeln!(err, "{}", told(wording::Coded::code(&fault), language))?;
            Ok(Ending::Failed)
        }
    }
}

fn print_page(settings: PrinterSettings, page: Size) -> io::Result<PrintOutcome> {
    let (sender, events) = channel();
    let printer = Printer::start(settings, Arc::new(MonotonicClock::start()), sender)?;
    let until = Instant::now() + PATIENCE;
    printer.print_crosses(JOB, page, Calibration::exact(page));
    while let Ok(event) = events.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if let Happened::Printed { job: JOB, outcome, .. } = event.happened {
            return Ok(outcome);
        }
    }
    Ok(PrintOutcome::PerhapsPrinted(PrinterTrouble::Other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_places_are_read_and_slips_refused() {
        assert_eq!(size("148x210").unwrap(), Size::new(Length::from_mm(148), Length::from_mm(210)));
        assert_eq!(size("147.5x500").unwrap().width, Length::from_um(147_500));
        for wrong in ["148", "148x", "x210", "0x210", "49.9x210", "148x1000.1", "nanx210", "a4"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
        assert_eq!(place("20.3,19.4"), Ok([20.3, 19.4]));
        for wrong in ["20.3", "20,3,19,4", "inf,1", ",", "1,x"] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }
}
