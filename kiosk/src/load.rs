//! Where the booth's election comes from: a signed package, an election's files for a trial, or the demonstration.

mod files;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ballot::package::{self, Fingerprint, Kind, Package, PackageError, PublicKey, TrustedKeys};
use ballot::{BallotForm, Election, Text, practice};

pub(crate) use files::text;

use crate::notice::{Notice, StartProblem, VoiceProblem};
use crate::voice::PackageVoice;

/// The election of the demonstration, and its form.
const DEMO: (&[u8], &str) = (
    include_bytes!("../../examples/elections/2022-president/election.json"),
    include_str!("../../examples/forms/a5-7rows.toml"),
);

/// The ballot for practice, and its form.
const PRACTICE: (&[u8], &str) =
    (include_bytes!("../../examples/practice/election.json"), include_str!("../../examples/forms/a5-6rows.toml"));

/// What a booth is started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The demonstration election, compiled in.
    Demo,
    /// The ballot for practice, compiled in.
    Practice,
    /// An election and its forms as files, unsigned: a demonstration like any other.
    Files {
        /// `election.json`.
        election: PathBuf,
        /// Its forms.
        forms: Vec<FormChoice>,
    },
    /// A signed package for a trial, proven with a key that is named.
    Package {
        /// The package; its signature lies beside it.
        file: PathBuf,
        /// The public key to trust: the key itself, or its file.
        trust: String,
        /// What it must be for.
        kind: Kind,
    },
    /// A package of the kind that the booth was started for, signed with a key of the station.
    Station {
        /// The package; its signature lies beside it.
        file: PathBuf,
        /// The keys of the station.
        trusted: Vec<(Kind, PublicKey)>,
        /// What the booth is for.
        kind: Kind,
    },
}

/// What a booth says of the election that it has.
#[derive(Clone, Debug)]
pub struct About {
    /// What it is for.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its day, `YYYY-MM-DD`.
    pub date: String,
    /// Of the whole package file; `None` for what came in no package.
    pub fingerprint: Option<Fingerprint>,
    /// The key that it is signed with.
    pub key: Option<String>,
}

/// A package that was proven, byte for byte.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The package's bytes.
    pub bytes: Arc<[u8]>,
    /// The signature's.
    pub signature: Vec<u8>,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// What is in it.
    pub loaded: Loaded,
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
    /// The voice of its package; without one the booth is silent.
    pub voice: Option<Arc<PackageVoice>>,
    /// The package's fingerprint and the key that it is signed with.
    pub signed: Option<(Fingerprint, String)>,
}

impl Loaded {
    /// What is said of it.
    #[must_use]
    pub fn about(&self) -> About {
        let (fingerprint, key) = self.signed.clone().unzip();
        // Not the whole election: with a copy of every name freed, what a voter chose could not be told from the rest.
        let Election { id, title, date, .. } = &self.election;
        About { kind: self.kind, id: id.clone(), title: title.clone(), date: date.clone(), fingerprint, key }
    }
}

/// Where the signature of a package lies.
#[must_use]
pub fn signature_path(package: &Path) -> PathBuf {
    files::beside(package, ".minisig")
}

/// Loads an election for a trial. Real votings never come this way.
///
/// # Errors
///
/// Everything that is wrong with the files; a package is refused at its first fault.
pub fn load(source: &Source) -> Result<Loaded, Vec<Notice>> {
    match source {
        Source::Demo => built_in(DEMO, "a5-7rows.toml", Kind::Demo),
        Source::Practice => built_in(PRACTICE, "a5-6rows.toml", Kind::Practice),
        Source::Files { election, forms } => files::load(election, forms),
        // Whatever the command line asks for, a real vote needs the keys of the station.
        Source::Package { kind: Kind::Voting, .. } => Err(vec![StartProblem::VotingRefused.into()]),
        Source::Package { file, trust, kind } => {
            let proven = key(trust).and_then(|key| open(file, &TrustedKeys::only(*kind, key), *kind));
            proven.map(|proven| proven.loaded).map_err(|notice| vec![notice])
        }
        Source::Station { file, trusted, kind } => {
            prove(file, trusted, *kind).map(|proven| proven.loaded).map_err(|notice| vec![notice])
        }
    }
}

fn built_in((election, form): (&[u8], &str), name: &str, kind: Kind) -> Result<Loaded, Vec<Notice>> {
    let election = files::election("election.json", election)?;
    let form = BallotForm::parse(name, form).map_err(|problem| vec![problem.into()])?;
    Ok(Loaded { election, forms: vec![form], kind, voice: None, signed: None })
}

/// Proves a package with the keys of the station, and everything in it.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn prove(file: &Path, trusted: &[(Kind, PublicKey)], kind: Kind) -> Result<Proven, Notice> {
    let mut keys = TrustedKeys::default();
    for (kind, key) in trusted {
        let refused = |error| Notice::Package { path: file.to_owned(), error };
        keys.trust(*kind, key.clone()).map_err(refused)?;
    }
    open(file, &keys, kind)
}

/// Proves a package and opens it.
fn open(file: &Path, trusted: &TrustedKeys, kind: Kind) -> Result<Proven, Notice> {
    let refused = |error| match error {
        // Said in its own words: this is no mistake in the command line.
        PackageError::WrongKind { found: Kind::Voting, .. } if kind == Kind::Demo => StartProblem::VotingRefused.into(),
        error => Notice::Package { path: file.to_owned(), error },
    };
    let opened = std::fs::File::open(file).map_err(|error| refused(unreadable(&error)))?;
    let length = opened.metadata().map_err(|error| refused(unreadable(&error)))?.len();
    let bytes = package::read_whole(opened, length).map_err(refused)?;
    let beside = signature_path(file);
    let signature = match std::fs::File::open(&beside) {
        Ok(file) => Some(package::read_signature(file).map_err(refused)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(refused(unreadable(&error))),
    };
    let package = Package::open(Arc::clone(&bytes), signature.as_deref(), trusted, kind).map_err(refused)?;
    Ok(Proven {
        loaded: of_package(file, &package)?,
        fingerprint: package.fingerprint(),
        signature: signature.unwrap_or_default(),
        bytes,
    })
}

fn unreadable(error: &std::io::Error) -> PackageError {
    PackageError::PackageUnreadable { detail: error.to_string() }
}

/// A public key, given itself or as its file.
pub(crate) fn key(trust: &str) -> Result<PublicKey, Notice> {
    trust.parse().or_else(|_| {
        let path = PathBuf::from(trust);
        let text = files::text(&path)?;
        text.parse().map_err(|error| Notice::Package { path, error })
    })
}

fn of_package(file: &Path, package: &Package) -> Result<Loaded, Notice> {
    let refused = |problem| Notice::Voice { path: file.to_owned(), problem };
    let election = package.election().clone();
    let forms: Option<Vec<_>> = election.contests.iter().map(|contest| package.form(contest).cloned()).collect();
    if let Some(fault) = practice::fault(&election, package.kind()) {
        return Err(Notice::Practice { path: file.to_owned(), fault: fault.into() });
    }
    let voice = PackageVoice::of(package).map_err(refused)?;
    // Whoever cannot see the screen would find a booth that says nothing. A trial may do without.
    if voice.is_none() && package.kind() != Kind::Demo {
        return Err(refused(VoiceProblem::None));
    }
    let forms = forms.ok_or(StartProblem::ProgramFault)?;
    let signed = Some((package.fingerprint(), package.key().id()));
    Ok(Loaded { forms, kind: package.kind(), election, voice: voice.map(Arc::new), signed })
}
