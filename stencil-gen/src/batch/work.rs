//! Makes one ballot of a batch: reads it, draws it, proof-reads it, puts it in place.

use std::any::Any;
use std::fmt::Debug;
use std::fs::{self, File};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use ballot::Place;
use ballot::list::ReadOptions;
use sha2::{Digest, Sha256};

use super::manifest::{Ballot, Manifest};
use super::place::Out;
use super::problem::BatchProblem;
use super::room::Room;
use super::state::{LANGUAGES, Made, State, Told};
use crate::check::{self, CheckError, Given};
use crate::folder::{self, sha256};
use crate::input::{self, Input, SourceFile};
use crate::layout::Settings;
use crate::make::{self, Formats, LaidContest, Wanted};
use crate::notice::{FileProblem, Notice};

/// The most findings of the proof-reader that are told of a ballot.
const FINDINGS: usize = 20;

/// How all ballots of a batch are made, where their rows do not say otherwise.
#[derive(Clone, Debug)]
pub struct Making {
    /// How lists are read.
    pub reading: ReadOptions,
    /// The languages wanted.
    pub wanted: Wanted,
    /// How stencils are laid out.
    pub settings: Settings,
    /// What is made beside them.
    pub formats: Formats,
    /// Which program makes them, by [`program`].
    pub program: String,
}

/// The hash of this very program: what another made is made anew, so that no folder mixes two.
#[must_use]
pub fn program() -> String {
    let mut hash = Sha256::new();
    let read = std::env::current_exe().and_then(File::open).and_then(|mut file| {
        let mut piece = vec![0; 1 << 16];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(()),
                read => hash.update(piece.get(..read).unwrap_or_default()),
            }
        }
    });
    let own: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    // Where a program cannot be read, its version must do.
    let own = if read.is_ok() { own } else { String::new() };
    format!("{} {} {own}", env!("CARGO_PKG_VERSION"), wording::VERSION)
}

/// One ballot at work.
pub(super) struct Work<'a> {
    pub(super) manifest: &'a Manifest,
    pub(super) making: &'a Making,
    pub(super) out: &'a Out,
    pub(super) room: &'a Room,
}

/// What was done about a ballot.
pub(super) enum Done {
    /// Nothing: an earlier run did it.
    Before(State),
    /// It was tried.
    Now(State),
}

impl Work<'_> {
    /// Makes a ballot unless it is done, whatever is wrong with it.
    pub(super) fn ballot(&self, ballot: &Ballot) -> Done {
        match guarded(|| self.make(ballot)) {
            Ok(done) => done,
            Err(detail) => self.failed(ballot, String::new(), vec![Told::of(&self.fault(ballot, detail))]),
        }
    }

    fn make(&self, ballot: &Ballot) -> Done {
        let files = input::source(&ballot.list).and_then(|list| Ok((list, input::source(&ballot.form)?)));
        let (list, form) = match files {
            Ok(files) => files,
            Err(problem) => return self.failed(ballot, String::new(), vec![Told::of(&problem.into())]),
        };
        let asked = self.asked(ballot, &list, &form);
        if let Some(state) = State::read(self.out, &ballot.name)
            && state.holds(&asked, &self.out.ballot(&ballot.name))
        {
            return Done::Before(state);
        }
        let made = self.read(ballot, list, form).and_then(|input| self.write(ballot, &input));
        match made {
            Ok((made, told)) => self.remember(ballot, State::new(asked, Some(made), told)),
            Err(told) => self.failed(ballot, asked, told),
        }
    }

    /// A hash of everything that decides about the bytes of a ballot's folder.
    fn asked(&self, ballot: &Ballot, list: &SourceFile, form: &SourceFile) -> String {
        let files = [list, form].map(|file| (file.name.clone(), sha256(&file.bytes)));
        let Making { reading, wanted, settings, formats, program } = self.making;
        let all: [&dyn Debug; 8] = [&files, &ballot.contest, &ballot.own, reading, wanted, settings, formats, program];
        sha256(format!("{all:?}").as_bytes())
    }

    fn read(&self, ballot: &Ballot, list: SourceFile, form: SourceFile) -> Result<Input, Vec<Told>> {
        let options = ballot.own.reading(&self.making.reading);
        let input = input::read_one(list, form, &options, ballot.contest.as_deref());
        let mut input = input.map_err(|refused| match refused {
            input::Refused::Notices(notices) => notices.iter().map(Told::of).collect::<Vec<_>>(),
            input::Refused::Contest(contests) => {
                let problem = match ballot.contest.clone() {
                    Some(contest) => BatchProblem::NoSuchContest { contest, contests },
                    None => BatchProblem::ContestNotNamed { contests },
                };
                vec![Told::of(&problem.at(self.place(ballot)))]
            }
        })?;
        for own in &mut input.ballots {
            own.contest.position = ballot.own.notches.unwrap_or(own.contest.position);
        }
        Ok(input)
    }

    /// Lays out, draws and writes a ballot, and puts it in place once it is proof-read.
    fn write(&self, ballot: &Ballot, input: &Input) -> Result<(Made, Vec<Told>), Vec<Told>> {
        let rows = input.ballots.iter().map(|own| own.contest.options.len()).sum();
        let _taken = self.room.take(rows);
        let told = |notice: &Notice| vec![Told::of(notice)];
        let options = ballot.own.reading(&self.making.reading);
        let settings = Settings { name_order: options.name_order, ..self.making.settings.clone() };
        let of_list = || input.warnings.iter().cloned().map(Notice::from);
        let contests = make::lay_out_all(input, ballot.own.wanted(self.making.wanted), &settings)
            .map_err(|notices| of_list().chain(notices).map(|notice| Told::of(&notice)).collect::<Vec<_>>())?;
        let [contest] = contests.as_slice() else {
            return Err(told(&self.fault(ballot, format!("{} contests", contests.len()))));
        };
        let drawn = make::draw(input, contest, &settings, &options, self.making.formats, None);
        let (files, further) = drawn.map_err(|error| told(&self.fault(ballot, error.to_string())))?;
        let folder = make::folder_of(&self.out.ballot(&ballot.name), &contest.ballot.contest);
        let staged = folder::stage(&folder, &files).map_err(|problem| told(&problem.into()))?;
        self.prove(ballot, &staged.path())?;
        let report = files.iter().find(|file| file.name == folder::REPORT).map(|file| sha256(&file.bytes));
        staged.put().map_err(|problem| told(&problem.into()))?;
        self.clear(ballot, Some(&contest.ballot.contest.id));
        let notices = of_list().chain(warnings(contest)).chain(further);
        Ok((made(input, contest, report.unwrap_or_default()), notices.map(|notice| Told::of(&notice)).collect()))
    }

    /// Proof-reads a folder that is not in its place yet.
    fn prove(&self, ballot: &Ballot, folder: &Path) -> Result<(), Vec<Told>> {
        match check::folder(folder, &Given::default()) {
            Ok(checked) if checked.found.is_empty() => Ok(()),
            Ok(checked) => Err(checked.found.iter().take(FINDINGS).map(Told::found).collect()),
            Err(CheckError::Unreadable { path, detail }) => {
                Err(vec![Told::of(&FileProblem::Unreadable { path, detail }.into())])
            }
            Err(error) => Err(vec![Told::of(&self.fault(ballot, error.to_string()))]),
        }
    }

    /// Remembers that a ballot was not made. Its stencils of an earlier run are taken away: they are
    /// of a list that is no more.
    fn failed(&self, ballot: &Ballot, asked: String, told: Vec<Told>) -> Done {
        self.clear(ballot, None);
        self.remember(ballot, State::new(asked, None, told))
    }

    fn remember(&self, ballot: &Ballot, state: State) -> Done {
        match state.write(self.out, &ballot.name) {
            Ok(()) => Done::Now(state),
            // What cannot be remembered cannot be told at the end, so it does not count as made.
            Err(problem) => Done::Now(State::new(state.asked, None, vec![Told::of(&problem.into())])),
        }
    }

    /// Takes away the ballot's folders of earlier runs, but for `keep`, that nobody has changed.
    fn clear(&self, ballot: &Ballot, keep: Option<&str>) {
        let folder = self.out.ballot(&ballot.name);
        for name in folder::entries(&folder) {
            let inner = folder.join(&name);
            if Some(name.as_str()) != keep && folder::is_ours(&inner) && folder::check_free(&inner).is_ok() {
                // What cannot be removed is told at the end as left over.
                let _ = fs::remove_dir_all(inner);
            }
        }
        if keep.is_none() {
            let _ = fs::remove_dir(folder);
        }
    }

    fn place(&self, ballot: &Ballot) -> Place {
        Place::row(&self.manifest.file, ballot.row)
    }

    fn fault(&self, ballot: &Ballot, detail: String) -> Notice {
        BatchProblem::BallotFault { detail }.at(self.place(ballot))
    }
}

/// Warnings of the layout.
fn warnings(contest: &LaidContest) -> impl Iterator<Item = Notice> {
    contest.stencils.iter().flat_map(|(scope, laid)| {
        laid.warnings.iter().map(|finding| Notice::Layout {
            contest: contest.ballot.contest.id.clone(),
            scope: *scope,
            finding: finding.clone(),
        })
    })
}

fn made(input: &Input, contest: &LaidContest, report: String) -> Made {
    let own = &contest.ballot.contest;
    Made {
        contest: own.id.clone(),
        title: LANGUAGES.map(|language| own.title.get(language).to_owned()),
        date: input.election.date.clone(),
        notches: own.position,
        stencils: contest.stencils.iter().map(|(scope, _)| scope.code().to_owned()).collect(),
        report,
    }
}

/// What a piece of work gives, or the words of a panic: one ballot must not stop the others.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic: Box<dyn Any + Send>| {
        let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
        words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned())
    })
}
