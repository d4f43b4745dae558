//! Where the booth's election comes from: a signed package, an election's files for a trial, or the demonstration.

mod files;

use std::path::{Path, PathBuf};

use ballot::package::{self, Kind, Package, PackageError, PublicKey, TrustedKeys};
use ballot::{BallotForm, Election};

#[cfg(feature = "replay")]
pub(crate) use files::text;

use crate::notice::{Notice, StartProblem};

/// The election of the demonstration, and its form.
const DEMO: (&[u8], &str) = (
    include_bytes!("../../examples/elections/2022-president/election.json"),
    include_str!("../../examples/forms/a5-7rows.toml"),
);

/// What a booth is started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The demonstration election, compiled in.
    Demo,
    /// An election and its forms as files, unsigned: a demonstration like any other.
    Files {
        /// `election.json`.
        election: PathBuf,
        /// Its forms.
        forms: Vec<FormChoice>,
    },
    /// A signed package of kind demo.
    Package {
        /// The package; its signature lies beside it.
        file: PathBuf,
        /// The public key to trust: the key itself, or its file.
        trust: String,
    },
}

/// A form named on the command line: `[CONTEST=]FILE`, or a folder of forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormChoice {
    /// The contest it is for; `None` for every contest that asks for it.
    pub contest: Option<String>,
    /// The file or folder.
    pub path: PathBuf,
}

/// An election with the forms of its contests.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The election.
    pub election: Election,
    /// A form for each contest, in the election's order.
    pub forms: Vec<BallotForm>,
    /// What it is for.
    pub kind: Kind,
}

/// Loads an election for a trial. Real votings never come this way.
///
/// # Errors
///
/// Everything that is wrong with the files; a package is refused at its first fault.
pub fn load(source: &Source) -> Result<Loaded, Vec<Notice>> {
    match source {
        Source::Demo => demo(),
        Source::Files { election, forms } => files::load(election, forms),
        Source::Package { file, trust } => {
            let package = open(file, trust, Kind::Demo).map_err(|notice| vec![notice])?;
            of_package(&package).ok_or_else(|| vec![StartProblem::ProgramFault.into()])
        }
    }
}

fn demo() -> Result<Loaded, Vec<Notice>> {
    let election = files::election("election.json", DEMO.0)?;
    let form = BallotForm::parse("a5-7rows.toml", DEMO.1).map_err(|problem| vec![problem.into()])?;
    Ok(Loaded { election, forms: vec![form], kind: Kind::Demo })
}

/// Proves a package and opens it.
fn open(file: &Path, trust: &str, kind: Kind) -> Result<Package, Notice> {
    let refused = |error| match error {
        // Said in its own words: this is no mistake in the command line.
        PackageError::WrongKind { found: Kind::Voting, .. } => StartProblem::VotingRefused.into(),
        error => Notice::Package { path: file.to_owned(), error },
    };
    let trusted = TrustedKeys::only(kind, key(trust)?);
    let opened = std::fs::File::open(file).map_err(|error| refused(unreadable(&error)))?;
    let bytes = package::read_file(opened).map_err(refused)?;
    let beside = files::beside(file, ".minisig");
    let signature = match std::fs::File::open(&beside) {
        Ok(signature) => Some(package::read_signature(signature).map_err(refused)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(refused(unreadable(&error))),
    };
    Package::open(bytes, signature.as_deref(), &trusted, kind).map_err(refused)
}

fn unreadable(error: &std::io::Error) -> PackageError {
    PackageError::PackageUnreadable { detail: error.to_string() }
}

/// A public key, given itself or as its file.
fn key(trust: &str) -> Result<PublicKey, Notice> {
    trust.parse().or_else(|_| {
        let path = PathBuf::from(trust);
        let text = files::text(&path)?;
        text.parse().map_err(|error| Notice::Package { path, error })
    })
}

fn of_package(package: &Package) -> Option<Loaded> {
    let election = package.election().clone();
    let forms: Option<Vec<_>> = election.contests.iter().map(|contest| package.form(contest).cloned()).collect();
    Some(Loaded { forms: forms?, kind: package.kind(), election })
}
