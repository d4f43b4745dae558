//! What the poll worker's desk has done for it: packages proven and taken, reports and the log written to memory
//! sticks, the log kept.

use std::fs;
use std::path::Path;

use ballot::Language;
use ballot::package::{Kind, PublicKey};
use kiosk_devices::log::{Event, Found, Log, LogFault, LogSettings, SystemClock, Timestamp, WallClock as _};
use kiosk_devices::printer::PrinterTrouble;
use voter_session::LogEntry;

use crate::desk::report::{self, Contents};
use crate::desk::{Done, Equipped, Proven, Readiness, Report, media};
use crate::load::{self, About};
use crate::notice::{FileProblem, Missing, Notice};
use crate::station::{OwnPackage, Station};

/// The poll worker's files.
pub(crate) struct Office {
    name: String,
    own: Option<OwnPackage>,
    trusted: Vec<(Kind, PublicKey)>,
    kind: Kind,
    /// The election that the booth has.
    about: Option<About>,
    /// The package that was proven last.
    proven: Option<Box<load::Proven>>,
    log: Option<Log>,
    utc_offset_min: i32,
    voice: bool,
    printer: bool,
    scanner: bool,
    /// The report that was written last, as pages.
    printable: Option<Vec<u8>>,
}

/// What is noted on a poll worker's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noted {
    Spoiled,
    Passed,
    WrongPin,
    Stopped,
}

impl Office {
    /// Opens the log, and notes which election the booth has.
    pub(crate) fn open(
        station: &Station,
        kind: Kind,
        about: Option<About>,
        voice: bool,
    ) -> Result<(Self, Found), Box<Notice>> {
        let fault = |fault: LogFault| Box::new(Notice::Log(fault));
        let mut found = Found::default();
        let mut log = None;
        if let Some(log_file) = &station.log {
            let settings = LogSettings {
                path: log_file.file.clone(),
                granularity: log_file.granularity,
                program: env!("CARGO_PKG_VERSION").to_owned(),
            };
            let (mut opened, what) = Log::open(&settings, Box::new(SystemClock)).map_err(fault)?;
            if let Some(about) = &about {
                let (kind, id, fingerprint) = (about.kind, about.id.clone(), about.fingerprint);
                opened.write(Event::PackageLoaded { kind, id, fingerprint }).map_err(fault)?;
            }
            (log, found) = (Some(opened), what);
        }
        let office = Self {
            name: station.name.clone(),
            own: station.package.clone(),
            trusted: station.trusted.clone(),
            kind,
            about,
            proven: None,
            log,
            utc_offset_min: station.utc_offset_min,
            voice,
            printer: station.printer.is_some(),
            scanner: station.scanner.is_some(),
            printable: None,
        };
        Ok((office, found))
    }

    /// With printer and scanner, or without them, whatever the station names: those of a drill are of air.
    pub(crate) fn with_paper(self, printer: bool, scanner: bool) -> Self {
        Self { printer, scanner, ..self }
    }

    /// The desk of a booth whose log cannot be kept.
    pub(crate) fn without_log(station: &Station, kind: Kind) -> Self {
        Self {
            name: station.name.clone(),
            own: station.package.clone(),
            trusted: station.trusted.clone(),
            kind,
            about: None,
            proven: None,
            log: None,
            utc_offset_min: station.utc_offset_min,
            voice: false,
            printer: false,
            scanner: false,
            printable: None,
        }
    }

    pub(crate) const fn equipped(&self) -> Equipped {
        let (media, log) = (self.own.is_some(), self.log.is_some());
        Equipped { media, log, printer: self.printer, scanner: self.scanner, voice: self.voice }
    }

    /// Writes an entry of the session's.
    pub(crate) fn log(&mut self, entry: LogEntry) -> Result<(), LogFault> {
        self.log.as_mut().map_or(Ok(()), |log| log.write(entry))
    }

    pub(crate) fn note(&mut self, noted: Noted) -> Result<(), LogFault> {
        let event = match noted {
            Noted::Spoiled => Event::SheetSpoiled,
            Noted::Passed => Event::ReadinessPassed,
            Noted::WrongPin => Event::PinFailed,
            Noted::Stopped => Event::Stopped,
        };
        self.log.as_mut().map_or(Ok(()), |log| log.write(event))
    }

    pub(crate) fn look(&self) -> Done {
        let found = |own: &OwnPackage| Done::Found(media::packages(&own.media));
        self.own.as_ref().map_or_else(|| missing(Missing::Medium), found)
    }

    /// Proves a package as the booth does when it starts.
    pub(crate) fn prove(&mut self, path: &Path, language: Language) -> Done {
        match load::prove(path, &self.trusted, self.kind) {
            Ok(proven) => {
                let election = &proven.loaded.election;
                let kind = wording::kind_name(proven.loaded.kind, language).to_owned();
                let about = vec![election.title.get(language).to_owned(), election.date.clone(), kind];
                let fingerprint = proven.fingerprint;
                self.proven = Some(Box::new(proven));
                Done::Proven(Box::new(Proven { about, fingerprint }))
            }
            Err(notice) => Done::Failed(Box::new(notice.page())),
        }
    }

    /// Keeps the very bytes that were proven. The signature comes first: a package beside an older signature is
    /// refused at the next start, and the other way round as well.
    pub(crate) fn take(&self) -> Result<(), Done> {
        let Some(own) = &self.own else { return Err(missing(Missing::Medium)) };
        // Nothing was proven: then nothing was offered to be taken.
        let Some(proven) = &self.proven else { return Err(Done::Found(media::packages(&own.media))) };
        let written = media::write(&load::signature_path(&own.file), &proven.signature)
            .and_then(|()| media::write(&own.file, &proven.bytes));
        written.map_err(|error| {
            let (path, detail) = (own.file.clone(), error.to_string());
            Done::Failed(Box::new(Notice::File(FileProblem::FileUnwritable { path, detail }).page()))
        })
    }

    /// Day and time at the station, to the minute.
    pub(crate) fn clock(&self) -> String {
        let shift = i64::from(self.utc_offset_min) * 60;
        let local = SystemClock.unix_s().saturating_add_signed(shift);
        let written = Timestamp::at(local).to_string();
        // Without its seconds and the sign of UTC, which it is not any more.
        written.get(..16).map(|minute| minute.replace('T', " ")).unwrap_or_default()
    }

    /// Writes a report. That one was written after closing stands in the log, too.
    pub(crate) fn report(&mut self, report: Report, readiness: Option<&Readiness>, language: Language) -> Done {
        let log = match self.log.as_ref().map(Log::report).transpose() {
            Ok(log) => log,
            Err(fault) => return failed(fault),
        };
        let contents = Contents {
            report,
            station: &self.name,
            time: &self.clock(),
            about: self.about.as_ref(),
            readiness,
            log: log.as_ref(),
        };
        let text = report::text(&contents, language);
        let pdf = match report::pdf(&text, language) {
            Ok(pdf) => pdf,
            Err(fault) => return Done::Failed(Box::new(Notice::from(fault).page())),
        };
        let name = match report {
            Report::Opening => "opening",
            Report::Closing => "closing",
        };
        let done = self.write(&[(&format!("{name}.txt"), text.as_bytes()), (&format!("{name}.pdf"), &pdf)]);
        self.printable = Some(pdf).filter(|_| self.printer && matches!(done, Done::Written(_)));
        if let (Report::Closing, Done::Written(_), Some(log)) = (report, &done, &mut self.log)
            && let Err(fault) = log.write(Event::ClosingReport)
        {
            return failed(fault);
        }
        done
    }

    /// The report that was written last, where there is a printer.
    pub(crate) fn printable(&self) -> Option<Vec<u8>> {
        self.printable.clone()
    }

    /// Copies the log as it is, then notes that it was copied.
    pub(crate) fn export_log(&mut self) -> Done {
        let Some(log) = &self.log else { return missing(Missing::Log) };
        let bytes = match fs::read(log.path()) {
            Ok(bytes) => bytes,
            Err(error) => {
                let (path, detail) = (log.path().to_owned(), error.to_string());
                return Done::Failed(Box::new(Notice::File(FileProblem::FileUnreadable { path, detail }).page()));
            }
        };
        let done = self.write(&[("log.jsonl", &bytes)]);
        if let (Done::Written(_), Some(log)) = (&done, &mut self.log)
            && let Err(fault) = log.write(Event::LogExported)
        {
            return failed(fault);
        }
        done
    }

    fn write(&self, files: &[(&str, &[u8])]) -> Done {
        let Some(own) = &self.own else { return missing(Missing::Medium) };
        let day: String = self.clock().chars().take(10).collect();
        let station: String = self.name.chars().map(|sign| if sign.is_alphanumeric() { sign } else { '-' }).collect();
        match media::write_to_stick(&own.media, &format!("tandau-{station}-{day}"), files) {
            Ok(folder) => Done::Written(folder),
            Err(problem) => Done::Failed(Box::new(Notice::File(problem).page())),
        }
    }
}

/// What is in the printer's way, and what to do.
pub(crate) fn printer_words(trouble: PrinterTrouble, language: Language) -> Vec<String> {
    let fault = trouble.fault();
    vec![wording::text(&fault, language), wording::remedy(&fault, language)]
}

fn missing(what: Missing) -> Done {
    Done::Failed(Box::new(Notice::Missing(what).page()))
}

fn failed(fault: LogFault) -> Done {
    Done::Failed(Box::new(Notice::Log(fault).page()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::station::LogFile;

    fn code(done: &Done) -> Option<String> {
        match done {
            Done::Failed(page) => Some(page.code.to_string()),
            Done::Found(_)
            | Done::Proven(_)
            | Done::Written(_)
            | Done::Clock(_)
            | Done::Printer(_)
            | Done::Scanner(_)
            | Done::Printed => None,
        }
    }

    #[test]
    fn what_the_booth_does_not_have_is_said_by_code_and_what_it_has_is_used() {
        let home = tempfile::tempdir().unwrap();
        let mut station = Station::demonstration().unwrap();
        let open = |station: &Station| Office::open(station, Kind::Demo, None, false).unwrap().0;
        let mut office = open(&station);
        assert_eq!(code(&office.look()).as_deref(), Some("K443"));
        assert_eq!(code(&office.take().unwrap_err()).as_deref(), Some("K443"));
        assert_eq!(code(&office.report(Report::Opening, None, Language::En)).as_deref(), Some("K443"));
        assert_eq!(code(&office.export_log()).as_deref(), Some("K444"));
        let (media, log) = (home.path().join("media"), home.path().join("log.jsonl"));
        fs::create_dir_all(media.join("stick")).unwrap();
        station.package = Some(OwnPackage { file: home.path().join("own.tandau"), media });
        station.log = Some(LogFile { file: log, granularity: kiosk_devices::log::Granularity::default() });
        let mut office = open(&station);
        assert_eq!(office.look(), Done::Found(Vec::new()));
        assert!(matches!(office.report(Report::Opening, None, Language::En), Done::Written(_)));
        assert!(office.printable().is_none(), "there is no printer");
        assert!(matches!(office.export_log(), Done::Written(_)));
    }
}
