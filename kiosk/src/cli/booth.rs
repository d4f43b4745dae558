//! `kiosk` without a command: the booth itself.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use ballot::Language;
use ballot::package::Kind;
use clap::Args;
use kiosk_ui::FaultPage;
use wording::Code;

use super::training::{self, TrainingArgs};
use super::{Ending, refuse};
use crate::anew::{shows_fault, start_anew};
use crate::booth::Equipment;
use crate::live::{self, Left, Opening, Start};
use crate::load::{self, Source};
use crate::notice::{Notice, StartProblem};
use crate::station::Station;

#[derive(Args, Debug)]
pub(super) struct BoothArgs {
    /// A signed package. Without one: the election that the station has taken, or the demonstration.
    #[arg(long, value_name = "FILE")]
    package: Option<PathBuf>,
    /// The public key to trust for a package of kind demo: the key itself, or its .pub file. Without it, the keys of
    /// the station.
    #[arg(long, value_name = "KEY", requires = "package")]
    trust: Option<String>,
    /// The booth's settings. Without them: a window of the demonstration, with the PIN 1234.
    #[arg(long, value_name = "FILE")]
    station: Option<PathBuf>,
    /// The port of the voter's keypad, instead of the one in the station file.
    #[arg(long, value_name = "PATH")]
    keypad: Option<PathBuf>,
    /// Begin with the booth open, where it is a demonstration or practice.
    #[arg(long)]
    open: bool,
    /// A rehearsal for voters: each key is learnt by use, then a ballot for practice is filled in. The package is one of
    /// kind practice; without one, a ballot that comes with the program. Log and election of the station are not touched.
    #[arg(long)]
    practice: bool,
    /// Fail at the first contest as a broken program would: a rehearsal for poll workers, in a demonstration.
    #[arg(long, conflicts_with = "package")]
    rehearse_fault: bool,
    #[command(flatten)]
    training: TrainingArgs,
    /// Show this code instead of a booth: how the program says that it failed.
    #[arg(long, value_name = "CODE", hide = true)]
    fault: Option<String>,
}

impl BoothArgs {
    /// Whether any of them was given.
    pub(super) const fn any(&self) -> bool {
        let named = self.package.is_some() || self.station.is_some() || self.keypad.is_some();
        named || self.training.any() || self.open || self.practice || self.rehearse_fault || self.fault.is_some()
    }
}

/// Runs the booth until a poll worker ends it.
pub(super) fn run(
    args: &BoothArgs,
    arguments: &[OsString],
    language: Language,
    err: &mut impl Write,
) -> io::Result<Ending> {
    if args.training.training && args.fault.is_none() {
        let (station, notices) = station(args);
        if !notices.is_empty() {
            return refuse(err, language, &notices);
        }
        return training::run(&args.training, args.package.as_deref(), args.trust.as_deref(), station, language, err);
    }
    let no_fonts = |error: io::Error| StartProblem::NoWindow { detail: error.to_string() };
    let fonts = match screen_fonts::ready() {
        Ok(fonts) => fonts,
        Err(error) => return refuse(err, language, &[no_fonts(error).into()]),
    };
    // Whoever starts the booth by hand reads at the terminal what a poll worker reads on the screen.
    let (station, mut notices) = station(args);
    let start = start(args, &station, &mut notices);
    let kind = kind(args, &station);
    let ending = if notices.is_empty() { Ending::Done } else { refuse(err, language, &notices)? };
    let equipment = Equipment::of(&station);
    let rehearse_fault = args.rehearse_fault;
    match live::run(Opening { start, station: &station, kind, equipment: &equipment, rehearse_fault, fonts }) {
        Ok(Left::Quit) => Ok(ending),
        Ok(Left::Restart) => {
            start_anew(arguments, None);
            Ok(Ending::Failed)
        }
        Ok(Left::Gone) => {
            // Told once on a screen of its own, which stays closed to voters; a screen that goes away there too is left
            // to whoever watches the program.
            if !shows_fault(arguments) {
                start_anew(arguments, Some(Code::K520));
            }
            refuse(err, language, &[StartProblem::ScreenGone.into()])
        }
        Err(notice) => refuse(err, language, &[notice]),
    }
}

/// The station of the command line; where its file is wrong, the demonstration's window shows what is wrong.
fn station(args: &BoothArgs) -> (Station, Vec<Notice>) {
    let read = args.station.as_deref().map_or_else(Station::demonstration, Station::read);
    let (mut station, notices) = match read {
        Ok(station) => (station, Vec::new()),
        Err(notice) => (Station::locked(), vec![notice]),
    };
    if let Some(port) = &args.keypad {
        station.serial = Some(port.clone());
    }
    if args.practice {
        keep_apart(&mut station);
    }
    (station, notices)
}

/// A practice writes nothing into the election's log, and neither loads nor takes an election.
fn keep_apart(station: &mut Station) {
    station.log = None;
    station.package = None;
}

/// What the booth is for: a demonstration unless the station has keys, or a package of its own.
fn kind(args: &BoothArgs, station: &Station) -> Kind {
    if args.practice {
        return Kind::Practice;
    }
    let at_station = args.trust.is_none() && (args.package.is_some() || station.package.is_some());
    if at_station { Kind::Voting } else { Kind::Demo }
}

fn source(args: &BoothArgs, station: &Station) -> Option<Source> {
    let at_station = |file: &PathBuf| Source::Station {
        file: file.clone(),
        trusted: station.trusted.clone(),
        kind: kind(args, station),
    };
    match (&args.package, &args.trust, &station.package) {
        (Some(file), Some(trust), _) => {
            Some(Source::Package { file: file.clone(), trust: trust.clone(), kind: kind(args, station) })
        }
        (Some(file), None, _) => Some(at_station(file)),
        (None, _, _) if args.practice => Some(Source::Practice),
        (None, _, Some(own)) if own.file.exists() => Some(at_station(&own.file)),
        // The poll worker takes one from a memory stick.
        (None, _, Some(_)) => None,
        (None, _, None) => Some(Source::Demo),
    }
}

fn start(args: &BoothArgs, station: &Station, notices: &mut Vec<Notice>) -> Start {
    if let Some(code) = args.fault.as_deref().and_then(|code| Code::ALL.iter().find(|known| known.as_str() == code)) {
        return Start::Fault(FaultPage::of(*code));
    }
    let source = source(args, station);
    let Some(source) = source else { return Start::Fault(Notice::from(StartProblem::NoElection).page()) };
    if notices.is_empty() {
        match load::load(&source) {
            Ok(loaded) => return Start::Booth { loaded: Box::new(loaded), open: args.open },
            Err(found) => notices.extend(found),
        }
    }
    match notices.first() {
        Some(notice) => Start::Fault(notice.page()),
        None => Start::Fault(FaultPage::of(Code::K499)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::station::OwnPackage;

    fn arguments() -> BoothArgs {
        BoothArgs {
            package: None,
            trust: None,
            station: None,
            keypad: None,
            open: false,
            practice: false,
            rehearse_fault: false,
            training: TrainingArgs::default(),
            fault: None,
        }
    }

    #[test]
    fn a_station_without_an_election_says_so_and_one_without_a_place_for_it_is_a_demonstration() {
        let mut station = Station::demonstration().unwrap();
        assert_eq!((kind(&arguments(), &station), source(&arguments(), &station)), (Kind::Demo, Some(Source::Demo)));
        station.package = Some(OwnPackage { file: "/nowhere/election.tandau".into(), media: "/media".into() });
        assert_eq!(kind(&arguments(), &station), Kind::Voting);
        let Start::Fault(page) = start(&arguments(), &station, &mut Vec::new()) else { panic!("a booth") };
        assert_eq!(page.code.as_str(), "K427");
    }

    #[test]
    fn a_practice_has_a_ballot_of_its_own_and_leaves_log_and_election_alone() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let booth = include_str!("../../../examples/stations/booth.toml");
        std::io::Write::write_all(&mut file, booth.as_bytes()).unwrap();
        let at = |practice| BoothArgs { practice, station: Some(file.path().to_owned()), ..arguments() };
        let (voting, notices) = super::station(&at(false));
        assert!(notices.is_empty() && voting.log.is_some() && voting.package.is_some(), "{notices:?}");
        let args = at(true);
        let (station, _) = super::station(&args);
        assert!(station.log.is_none() && station.package.is_none());
        assert_eq!((kind(&args, &station), source(&args, &station)), (Kind::Practice, Some(Source::Practice)));
        // A package is proven with the station's keys for practice, or with the one that is named.
        let named = BoothArgs { package: Some("p.tandau".into()), ..at(true) };
        assert!(matches!(source(&named, &station), Some(Source::Station { kind: Kind::Practice, .. })));
        let trusted = BoothArgs { trust: Some("key".to_owned()), ..named };
        assert!(matches!(source(&trusted, &station), Some(Source::Package { kind: Kind::Practice, .. })));
    }

    #[test]
    fn a_package_that_is_named_is_proven_with_its_key_or_with_those_of_the_station() {
        let station = Station::demonstration().unwrap();
        let named = BoothArgs { package: Some("p.tandau".into()), ..arguments() };
        assert!(matches!(source(&named, &station), Some(Source::Station { kind: Kind::Voting, .. })));
        let trusted = BoothArgs { trust: Some("key".to_owned()), ..named };
        assert!(matches!(source(&trusted, &station), Some(Source::Package { .. })));
        assert_eq!(kind(&trusted, &station), Kind::Demo);
    }
}
