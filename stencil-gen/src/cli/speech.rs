//! The voice of a package: made, listed, and laid out for people to listen to before it is signed.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use ballot::package::Kind;
use ballot::{Election, Language};
use clap::Args;
use course::{Library, drills_in};
use stencil_speech::engine::{Engines, Recordings};
use stencil_speech::pack::{Making, Pack, Progress};
use stencil_speech::problem::SpeechProblem;
use stencil_speech::proof;
use stencil_speech::signoff::Signoffs;
use wording::{Clip, Phrase, clips, fill, phrase};

use crate::notice::{FileProblem, Notice};

/// Progress is told so often.
const TELL: Duration = Duration::from_secs(2);
/// No file of settings or sign-offs is larger.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What speaks, and where what was spoken is kept.
#[derive(Debug, Args)]
#[command(next_help_heading = "Speech")]
pub(super) struct SpeechArgs {
    /// Which program speaks which language (TOML). Without it: espeak-ng speaks all three.
    #[arg(long, value_name = "FILE")]
    engines: Option<PathBuf>,
    /// Recordings by a person, LANGUAGE/CLIP.wav or .flac. Each replaces the engine's clip.
    #[arg(long, value_name = "DIR")]
    recordings: Option<PathBuf>,
    /// The folder for finished clips and the pages to listen to them. Without it: NAME.speech beside the package.
    #[arg(long, value_name = "DIR")]
    speech_dir: Option<PathBuf>,
    /// What people who listened have signed off, saved from those pages. May be given several times.
    #[arg(long, value_name = "FILE")]
    signed_off: Vec<PathBuf>,
    /// A folder with drills of your own (*.toml), to be spoken in a package of kind training: the one that is given to
    /// kiosk --training --drills.
    #[arg(long, value_name = "DIR", conflicts_with = "no_speech")]
    drills: Option<PathBuf>,
    /// Make a package that says nothing, for a trial: booths take it for a demonstration only.
    #[arg(long, conflicts_with_all = ["engines", "recordings", "speech_dir", "signed_off"])]
    no_speech: bool,
}

/// What a package has to say: its election, and for training every text of the course and of these drills.
fn needed(election: &Election, kind: Kind, drills: &[(String, String)]) -> Result<Vec<Clip>, Notice> {
    let of_election = clips(election);
    if kind != Kind::Training {
        return Ok(of_election.collect());
    }
    let refused = |file: String, problem| Notice::Course { file, problem };
    let built_in = Library::built_in().map_err(|(file, problem)| refused(file, problem))?;
    let mut library = built_in.clone();
    for (file, text) in drills {
        library.add_drill(text).map_err(|problem| refused(file.clone(), problem))?;
    }
    // The course's own drill stays spoken where one of a trainer's takes its place: the next day may do without it.
    let own = built_in.clips();
    let known: BTreeSet<_> = own.iter().map(|clip| (clip.language, clip.id.clone())).collect();
    let added = library.clips().into_iter().filter(|clip| !known.contains(&(clip.language, clip.id.clone())));
    Ok(of_election.chain(own.iter().cloned()).chain(added).collect())
}

/// The drills of a trainer's folder.
fn drills(folder: Option<&Path>) -> Result<Vec<(String, String)>, Notice> {
    let unreadable = |(path, error): (PathBuf, io::Error)| FileProblem::Unreadable { path, detail: error.to_string() };
    Ok(folder.map(drills_in).transpose().map_err(unreadable)?.unwrap_or_default())
}

/// A finished voice.
#[derive(Default)]
pub(super) struct Voice {
    /// Its files by their paths in a package.
    pub(super) pack: Pack,
    /// What the clerk has to know of it.
    pub(super) warnings: Vec<Notice>,
}

impl SpeechArgs {
    /// Makes the voice of an election, and the pages to listen to it. `package` is the file it is for.
    pub(super) fn voice(
        &self,
        election: &Election,
        kind: Kind,
        package: &Path,
        language: Language,
        err: &mut impl Write,
    ) -> io::Result<Result<Voice, Vec<Notice>>> {
        if self.no_speech {
            return Ok(Ok(Voice::default()));
        }
        let folder = self.speech_dir.clone().unwrap_or_else(|| package.with_extension("speech"));
        let prepared = self.prepare(election);
        let (engines, recordings, signoffs) = match prepared {
            Ok(prepared) => prepared,
            Err(notice) => return Ok(Err(vec![notice])),
        };
        let needed = match drills(self.drills.as_deref()).and_then(|drills| needed(election, kind, &drills)) {
            Ok(needed) => needed,
            Err(notice) => return Ok(Err(vec![notice])),
        };
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let cache = folder.join("clips");
        let making = Making { engines: &engines, recordings: &recordings, cache: Some(&cache), threads };
        let mut teller = Teller { err, language, told: None, failed: Ok(()) };
        let made = making.pack_clips(&needed, &mut |progress| teller.tell(progress));
        teller.failed?;
        let pack = match made {
            Ok(pack) => pack,
            Err(problems) => return Ok(Err(problems.into_iter().map(Notice::from).collect())),
        };
        if let Err(problem) = write_pages(&pack, election, &folder) {
            return Ok(Err(vec![problem.into()]));
        }
        let values = [
            ("count", pack.clips.len().to_string()),
            ("cached", pack.from_cache.to_string()),
            ("doubtful", pack.clips.iter().filter(|clip| !clip.doubts.is_empty()).count().to_string()),
            ("folder", folder.display().to_string()),
        ];
        writeln!(err, "{}", fill(phrase(Phrase::SpeechMade, language), &values))?;
        let judged = signoffs.judge(&pack).into_iter().map(Notice::from);
        let (errors, warnings): (Vec<_>, Vec<_>) = judged.partition(Notice::is_error);
        Ok(if errors.is_empty() { Ok(Voice { pack, warnings }) } else { Err(errors) })
    }

    fn prepare(&self, election: &Election) -> Result<(Engines, Recordings, Signoffs), Notice> {
        let engines = match &self.engines {
            None => Engines::usual()?,
            Some(file) => {
                let text = String::from_utf8(read(file)?).unwrap_or_default();
                Engines::open(&text, file.parent().unwrap_or(Path::new("")))?
            }
        };
        let recordings = self.recordings.as_deref().map(Recordings::open).transpose()?.unwrap_or_default();
        let mut signoffs = Signoffs::default();
        for file in &self.signed_off {
            signoffs.add(&file.display().to_string(), &read(file)?, &election.id)?;
        }
        Ok((engines, recordings, signoffs))
    }
}

/// Says how far it is, not too often.
struct Teller<'a, W> {
    err: &'a mut W,
    language: Language,
    told: Option<Instant>,
    failed: io::Result<()>,
}

impl<W: Write> Teller<'_, W> {
    fn tell(&mut self, Progress { done, all }: Progress) {
        let due = self.told.is_none_or(|told| told.elapsed() >= TELL);
        if self.failed.is_err() || !(due || done == all) {
            return;
        }
        self.told = Some(Instant::now());
        let values = [("done", done.to_string()), ("all", all.to_string())];
        self.failed = writeln!(self.err, "{}", fill(phrase(Phrase::MakingSpeech, self.language), &values));
    }
}

/// A page for each language, for those who speak it best.
fn write_pages(pack: &Pack, election: &Election, folder: &Path) -> Result<(), FileProblem> {
    for language in [Language::Kk, Language::Ru, Language::En] {
        let path = folder.join(format!("listen.{}.html", language.code()));
        let page = proof::page(pack, election, language, &[language]);
        fs::write(&path, page)
            .map_err(|error| FileProblem::Unwritable { path: path.clone(), detail: error.to_string() })?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, FileProblem> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(FileProblem::Unreadable { path: path.to_owned(), detail: error.to_string() }),
    }
}

impl From<SpeechProblem> for Notice {
    fn from(problem: SpeechProblem) -> Self {
        Self::Speech(problem)
    }
}

#[cfg(test)]
mod tests {
    use ballot::list::ReadOptions;

    use super::*;
    use crate::input::read_list;

    #[test]
    fn a_trainers_drill_is_spoken_beside_the_courses_own_and_in_training_alone() {
        let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/practice/election.json");
        let election = read_list(&list, &ReadOptions::default()).unwrap();
        let text = include_str!("../../../crates/course/drills/keypad-out.toml");
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("own.toml"), text).unwrap();
        fs::write(folder.path().join("notes.txt"), "no drill").unwrap();
        let own = drills(Some(folder.path())).unwrap();
        let ids = |kind, drills: &[(String, String)]| -> Vec<String> {
            needed(&election, kind, drills).unwrap().into_iter().map(|clip| clip.id).collect()
        };
        let (without, with) = (ids(Kind::Training, &[]), ids(Kind::Training, &own));
        assert!(with.starts_with(&without) && with.len() > without.len());
        assert!(with[without.len()..].iter().all(|id| id.starts_with("course.own.keypad-out.")));
        assert_eq!(ids(Kind::Voting, &own), ids(Kind::Voting, &[]));
        fs::write(folder.path().join("own.toml"), "format = \"drill/1\"").unwrap();
        let refused = needed(&election, Kind::Training, &drills(Some(folder.path())).unwrap()).unwrap_err();
        assert_eq!(refused.coded().code().as_str(), "K450");
        assert!(drills(Some(&folder.path().join("none"))).is_err());
    }
}
