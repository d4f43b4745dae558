//! `kiosk --training`: the poll worker's course in the booth's window.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ballot::Language;
use ballot::package::Kind;
use clap::Args;
use course::{Library, drills_in};
use kiosk_devices::log::{SystemClock, Timestamp, WallClock as _};

use super::{Ending, refuse};
use crate::live::training::{self, Lesson};
use crate::load::{self, Loaded, Source};
use crate::notice::{FileProblem, Notice, StartProblem, VoiceProblem};
use crate::station::Station;
use crate::training::{Keeper, library};

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Training")]
pub(super) struct TrainingArgs {
    /// The poll worker's course instead of a booth. With --package of kind training it speaks; without one it is silent.
    #[arg(long, conflicts_with_all = ["open", "practice", "rehearse_fault"])]
    pub(super) training: bool,
    /// The trainee's folder: what was done so far is kept there, and the certificate is written there.
    #[arg(long, value_name = "FOLDER", requires = "training")]
    record: Option<PathBuf>,
    /// The trainee's name, for the certificate.
    #[arg(long, value_name = "NAME", requires = "training")]
    trainee: Option<String>,
    /// The trainer's list of those who took the course (CSV). Written only if the trainee agrees.
    #[arg(long, value_name = "FILE", requires = "trainee")]
    roster: Option<PathBuf>,
    /// A folder with drills of your own (*.toml), beside those of the course. A package must have their voice:
    /// stencil-gen package --drills.
    #[arg(long, value_name = "FOLDER", requires = "training")]
    drills: Option<PathBuf>,
}

impl TrainingArgs {
    /// Whether any of them was given.
    pub(super) const fn any(&self) -> bool {
        self.training
    }
}

/// Gives the course until the trainee stops.
pub(super) fn run(
    args: &TrainingArgs,
    package: Option<&Path>,
    trust: Option<&str>,
    station: Station,
    language: Language,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let fonts = match screen_fonts::ready() {
        Ok(fonts) => fonts,
        Err(error) => {
            return refuse(err, language, &[StartProblem::NoWindow { detail: error.to_string() }.into()]);
        }
    };
    let lesson = match prepare(args, package, trust, station) {
        Ok(lesson) => lesson,
        Err(notices) => return refuse(err, language, &notices),
    };
    match training::run(lesson, fonts) {
        Ok(problems) if problems.is_empty() => Ok(Ending::Done),
        Ok(problems) => refuse(err, language, &problems),
        Err(notice) => refuse(err, language, &[notice]),
    }
}

fn prepare(
    args: &TrainingArgs,
    package: Option<&Path>,
    trust: Option<&str>,
    mut station: Station,
) -> Result<Lesson, Vec<Notice>> {
    let one = |notice: Notice| vec![notice];
    let library = Arc::new(library(&drills(args.drills.as_deref()).map_err(one)?).map_err(one)?);
    let loaded = loaded(package, trust, &station)?;
    spoken(&library, &loaded, package).map_err(one)?;
    // Whatever the station file says: in training there is no log, no printer, no scanner, no election of the station.
    (station.log, station.printer, station.scanner, station.package) = (None, None, None, None);
    let keeper = Keeper::new(args.record.clone(), args.trainee.clone(), args.roster.clone(), today(&station));
    let progress = keeper.progress().map_err(one)?;
    Ok(Lesson { library, loaded: Arc::new(loaded), progress, keeper, station })
}

/// The training election: of a package of kind training and no other, or the invented one without a voice.
fn loaded(package: Option<&Path>, trust: Option<&str>, station: &Station) -> Result<Loaded, Vec<Notice>> {
    let Some(file) = package else {
        return load::load(&Source::Demo).map(|loaded| Loaded { kind: Kind::Training, ..loaded });
    };
    let trusted = match trust {
        Some(trust) => vec![(Kind::Training, load::key(trust).map_err(|notice| vec![notice])?)],
        None => station.trusted.clone(),
    };
    load::load(&Source::Station { file: file.to_owned(), trusted, kind: Kind::Training })
}

/// The drills of a trainer's folder, by the names of their files.
fn drills(folder: Option<&Path>) -> Result<Vec<(String, String)>, Notice> {
    let unreadable =
        |(path, error): (PathBuf, io::Error)| FileProblem::FileUnreadable { path, detail: error.to_string() };
    Ok(folder.map(drills_in).transpose().map_err(unreadable)?.unwrap_or_default())
}

/// A drill without a voice is none for whoever hears: where the package speaks, it speaks all that is taught.
fn spoken(library: &Library, loaded: &Loaded, package: Option<&Path>) -> Result<(), Notice> {
    let (Some(voice), Some(path)) = (&loaded.voice, package) else { return Ok(()) };
    let unsaid: Vec<_> = library.clips().into_iter().filter(|clip| !voice.says(clip)).collect();
    let Some(first) = unsaid.first() else { return Ok(()) };
    let problem = VoiceProblem::Missing { count: unsaid.len(), language: first.language, text: first.text.clone() };
    Err(Notice::Voice { path: path.to_owned(), problem })
}

/// The day at the station, `YYYY-MM-DD`.
fn today(station: &Station) -> String {
    let local = SystemClock.unix_s().saturating_add_signed(i64::from(station.utc_offset_min) * 60);
    Timestamp::at(local).to_string().chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::voice::tests::whole_for_training;

    #[test]
    fn nothing_of_a_stations_election_is_within_reach_of_the_course() {
        let folder = tempfile::tempdir().unwrap();
        let text = include_str!("../../../examples/stations/booth.toml");
        let path = folder.path().join("station.toml");
        fs::write(&path, text).unwrap();
        let station = Station::read(&path).unwrap();
        assert!(station.log.is_some() && station.package.is_some());
        let args = TrainingArgs { training: true, record: Some(folder.path().join("aigul")), ..Default::default() };
        let lesson = prepare(&args, None, None, station).unwrap();
        let station = &lesson.station;
        assert!(station.log.is_none() && station.package.is_none());
        assert!(station.printer.is_none() && station.scanner.is_none());
        assert_eq!(lesson.loaded.kind, Kind::Training);
    }

    #[test]
    fn a_trainers_drill_that_is_wrong_is_told_with_its_file_before_the_course_begins() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("own.toml"), "format = \"drill/1\"").unwrap();
        let args = TrainingArgs { training: true, drills: Some(folder.path().to_owned()), ..Default::default() };
        let notices = prepare(&args, None, None, Station::demonstration().unwrap()).err().unwrap();
        let told = notices[0].explain(Language::En);
        assert!(told.contains("K450") && told.contains("own.toml"), "{told}");
    }

    #[test]
    fn a_trainers_drill_that_the_package_does_not_say_is_refused_and_one_that_it_says_is_not() {
        let text = include_str!("../../../crates/course/drills/keypad-out.toml");
        for own in [text.to_owned(), text.replacen("id = \"keypad-out\"", "id = \"own\"", 1)] {
            let added = library(&[("own.toml".to_owned(), own)]).unwrap();
            let with = |drill: Option<&Library>| {
                let voice = Some(Arc::new(whole_for_training(&drill.map(Library::clips).unwrap_or_default())));
                Loaded { kind: Kind::Training, voice, ..load::load(&Source::Demo).unwrap() }
            };
            let package = Some(Path::new("training.tandau"));
            let refused = spoken(&added, &with(None), package).unwrap_err();
            assert_eq!(refused.coded().code().as_str(), "P123");
            assert_eq!(spoken(&added, &with(Some(&added)), package), Ok(()));
            assert_eq!(spoken(&library(&[]).unwrap(), &with(None), package), Ok(()));
        }
        // The same text in other words than were spoken.
        let one = library(&[("own.toml".to_owned(), text.to_owned())]).unwrap();
        let other = text.replacen("cable", "wire", 1);
        assert_ne!(text, other);
        let other = library(&[("own.toml".to_owned(), other)]).unwrap();
        let voice = Some(Arc::new(whole_for_training(&one.clips())));
        let loaded = Loaded { voice, ..load::load(&Source::Demo).unwrap() };
        assert!(spoken(&other, &loaded, Some(Path::new("training.tandau"))).is_err());
    }
}
