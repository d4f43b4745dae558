//! `kiosk station`.

use std::io::{self, Write};
use std::path::PathBuf;

use ballot::Language;
use clap::Args;
use wording::{Phrase, fill, phrase};
use zeroize::Zeroizing;

use super::{Ending, refuse};
use crate::notice::{Notice, StationProblem};
use crate::pin::PinHash;
use crate::station::Station;
use crate::system;

pub(super) const EXAMPLES: &str = "\
Examples:
  Is everything in the booth's settings right, and are its devices connected?
    kiosk station --check /etc/tandau/station.toml

  A line for the settings with the hash of a new PIN:
    kiosk station --pin

A commented sample is in examples/stations/booth.toml.
Exit codes: 0 all right, 2 the file is wrong, 3 a device is not connected, the computer is not as
a booth needs it, or a file could not be read.";

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(super) struct StationArgs {
    /// Check a station file and the devices it names.
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
    /// Ask for a PIN twice, and print the line with its hash.
    #[arg(long)]
    pin: bool,
}

/// Runs the command.
pub(super) fn run(
    args: &StationArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    match &args.check {
        Some(path) => check(path, language, out, err),
        None => pin(language, out, err),
    }
}

fn check(path: &std::path::Path, language: Language, out: &mut impl Write, err: &mut impl Write) -> io::Result<Ending> {
    let station = match Station::read(path) {
        Ok(station) => station,
        Err(notice) => return refuse(err, language, &[notice]),
    };
    let problems = station.missing().into_iter().chain(system::loose(&station));
    let notices: Vec<Notice> = problems.map(|problem| Notice::Station { path: path.to_owned(), problem }).collect();
    if !notices.is_empty() {
        return refuse(err, language, &notices);
    }
    let display = station.display;
    let values = [
        ("width", format!("{}", display.width_mm)),
        ("height", format!("{}", display.height_mm)),
        ("across", display.width_px.to_string()),
        ("down", display.height_px.to_string()),
        ("keys", station.trusted.len().to_string()),
    ];
    writeln!(out, "{}", fill(phrase(Phrase::StationSound, language), &values))?;
    Ok(Ending::Done)
}

fn pin(language: Language, out: &mut impl Write, err: &mut impl Write) -> io::Result<Ending> {
    let ask = |prompt| rpassword::prompt_password(format!("{} ", phrase(prompt, language))).map(Zeroizing::new);
    let (first, second) = (ask(Phrase::StationPinFirst)?, ask(Phrase::StationPinSecond)?);
    let mut salt = [0; 16];
    fill_random(&mut salt)?;
    match line(&first, &second, salt) {
        Ok(line) => {
            writeln!(out, "{line}")?;
            Ok(Ending::Done)
        }
        Err(problem) => refuse(err, language, &[Notice::Station { path: PathBuf::new(), problem }]),
    }
}

/// The line for the station file.
fn line(first: &str, second: &str, salt: [u8; 16]) -> Result<String, StationProblem> {
    let hash = if first == second { PinHash::of(first, salt) } else { None };
    hash.map(|hash| format!("pin = \"{hash}\"")).ok_or(StationProblem::NoPin)
}

/// Random bytes of the system.
fn fill_random(bytes: &mut [u8; 16]) -> io::Result<()> {
    use std::io::Read as _;
    std::fs::File::open("/dev/urandom")?.read_exact(bytes)
}

#[cfg(test)]
mod tests {
    use wording::Coded as _;

    use super::*;

    #[test]
    fn a_pin_typed_twice_alike_becomes_a_line_and_another_is_refused_by_code() {
        let made = line("2468", "2468", [3; 16]).unwrap();
        let hash: PinHash = made.trim_start_matches("pin = \"").trim_end_matches('"').parse().unwrap();
        assert!(hash.is("2468"));
        for (first, second) in [("2468", "2469"), ("246", "246"), ("24a8", "24a8")] {
            assert_eq!(line(first, second, [3; 16]).unwrap_err().code().as_str(), "K438");
        }
    }
}
