//! The reports that a poll worker prints and signs: what the booth was when it was opened, and what it says of itself
//! when it is closed.

mod pdf;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use ballot::Language;
use wording::{Phrase, fill, phrase};

use super::{Check, Outcome, Readiness, Report};
use crate::load::About;

pub(crate) use pdf::PAGE;
pub use pdf::{large_pdf, pdf};

/// What stands in a report.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// Which.
    pub report: Report,
    /// The booth.
    pub station: &'a str,
    /// Day and time at the station.
    pub time: &'a str,
    /// The election.
    pub about: Option<&'a About>,
    /// The last check.
    pub readiness: Option<&'a Readiness>,
    /// What the log says of itself.
    pub log: Option<&'a kiosk_devices::log::Report>,
}

/// The report as text of at most 80 signs a line where the words allow it.
#[must_use]
pub fn text(contents: &Contents<'_>, language: Language) -> String {
    let mut text = String::new();
    let title = match contents.report {
        Report::Opening => Phrase::BoothReportOpening,
        Report::Closing => Phrase::BoothReportClosing,
    };
    let say = |text: &mut String, key, values: &[(&'static str, String)]| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", fill(phrase(key, language), values));
    };
    say(&mut text, title, &[]);
    say(
        &mut text,
        Phrase::BoothReportBooth,
        &[("booth", contents.station.to_owned()), ("time", contents.time.to_owned())],
    );
    say(&mut text, Phrase::BoothReportProgram, &[("version", env!("CARGO_PKG_VERSION").to_owned())]);
    if let Some(about) = contents.about {
        text.push('\n');
        let kind = wording::kind_name(about.kind, language).to_owned();
        let values = [("title", about.title.get(language).to_owned()), ("date", about.date.clone()), ("kind", kind)];
        say(&mut text, Phrase::BoothReportElection, &values);
        if let Some(fingerprint) = about.fingerprint {
            say(&mut text, Phrase::PackageFingerprint, &[("fingerprint", fingerprint.to_string())]);
            say(&mut text, Phrase::PackageHash, &[("hash", fingerprint.hex())]);
        }
        if let Some(key) = &about.key {
            say(&mut text, Phrase::PackageKey, &[("key", key.clone())]);
        }
    }
    if let Some(readiness) = contents.readiness {
        text.push('\n');
        say(&mut text, Phrase::BoothReportChecks, &[]);
        for (check, outcome) in readiness.outcomes() {
            let outcome = match outcome {
                Outcome::Well => Phrase::BoothReportWell,
                Outcome::NotWell => Phrase::BoothReportNotWell,
            };
            let _ = writeln!(text, "  {}: {}", phrase(name(*check), language), phrase(outcome, language));
        }
    }
    if let Some(log) = contents.log {
        let _ = write!(text, "\n{}", of_log(log, language));
    }
    text.push('\n');
    say(&mut text, Phrase::BoothReportProves, &[]);
    text.push('\n');
    say(&mut text, Phrase::BoothReportSignatures, &[]);
    text
}

/// What a log says of itself: its last hash, and how its sessions ended.
pub(crate) fn of_log(log: &kiosk_devices::log::Report, language: Language) -> String {
    let hash = log.head.map(|hash| hash.to_string()).unwrap_or_default();
    let lines = fill(phrase(Phrase::BoothReportLog, language), &[("lines", log.lines.to_string()), ("hash", hash)]);
    let sessions = &log.sessions;
    let values = [
        ("begun", sessions.begun.to_string()),
        ("ended", sessions.ended.to_string()),
        ("abandoned", sessions.abandoned.to_string()),
        ("by_poll_worker", sessions.ended_by_poll_worker.to_string()),
        ("unknown", sessions.unknown.to_string()),
    ];
    format!("{lines}\n{}\n", fill(phrase(Phrase::BoothReportSessions, language), &values))
}

const fn name(check: Check) -> Phrase {
    match check {
        Check::Clock => Phrase::BoothReportCheckClock,
        Check::Display => Phrase::BoothReportCheckDisplay,
        Check::Keys => Phrase::BoothReportCheckKeys,
        Check::LeftEar => Phrase::BoothReportCheckLeftEar,
        Check::RightEar => Phrase::BoothReportCheckRightEar,
        Check::Printer => Phrase::BoothReportCheckPrinter,
        Check::Scanner => Phrase::BoothReportCheckScanner,
        Check::Stencils => Phrase::BoothReportCheckStencils,
    }
}
