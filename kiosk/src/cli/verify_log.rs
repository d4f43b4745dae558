//! `kiosk verify-log`: whether a log is whole, and what it says of itself.

use std::io::{self, Write};
use std::path::PathBuf;

use ballot::Language;
use clap::Args;
use kiosk_devices::log;
use wording::{Phrase, fill, phrase};

use super::{Ending, refuse};
use crate::desk::report::of_log;
use crate::notice::Notice;

pub(super) const EXAMPLES: &str = "\
Examples:
  Is the log that was copied at the closing whole? Compare the hash with the printed closing report:
    kiosk verify-log /media/stick/tandau-booth-2026-11-22/log.jsonl

The chain shows every line that was changed, put in or taken out, but not lines taken off the end, or a log
written anew as a whole: for that, compare with the printed closing report, line by line, what is told of it here.
The log goes on behind that report, so its last hash is another.

Exit codes: 0 whole, 1 not, 3 the file could not be read.";

#[derive(Args, Debug)]
pub(super) struct VerifyLogArgs {
    /// The log.
    log: PathBuf,
}

/// Runs the command.
pub(super) fn run(
    args: &VerifyLogArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let report = match log::verify(&args.log) {
        Ok(report) => report,
        Err(fault) => {
            refuse(err, language, &[Notice::Log(fault)])?;
            return Ok(Ending::Failed);
        }
    };
    write!(out, "{}", of_log(&report, language))?;
    for closing in &report.closings {
        let values = [("lines", closing.lines.to_string()), ("hash", closing.head.to_string())];
        writeln!(out, "{}", fill(phrase(Phrase::LogClosingReport, language), &values))?;
    }
    if let (Some(first), Some(last)) = (report.first, report.last) {
        writeln!(out, "{first} – {last}")?;
    }
    if report.is_sound() {
        writeln!(out, "{}", phrase(Phrase::LogSound, language))?;
        return Ok(Ending::Done);
    }
    let findings: Vec<_> = report.findings.iter().map(|finding| Notice::Log(finding.fault(&args.log))).collect();
    refuse(err, language, &findings)?;
    Ok(Ending::CheckFailed)
}
