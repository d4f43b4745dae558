//! Puts an election with its forms and specimens into a signed package for a booth.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use ballot::package::{self, Contents, Kind, PackageError, SecretKey};
use ballot::practice::{self, PracticeFault};
use ballot::{Language, Length, Size};
use tempfile::NamedTempFile;
use wording::{Code, Coded, language_name, values};

use crate::export::specimen;
use crate::input::{Ballot, Input};
use crate::notice::FileProblem;
use crate::pdf::PdfError;

/// Bytes that some editors put before UTF-8; a form in a package has none.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// S226: a sheet that the booths' printers do not take. The booth guides the voter's own hand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetBeyondPrinters {
    /// The contest's identifier.
    pub contest: String,
    /// Its sheet.
    pub page: Size,
    /// The largest sheet that the printers take.
    pub largest: Size,
}

impl Coded for SheetBeyondPrinters {
    fn code(&self) -> Code {
        Code::S226
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        let number = |length: Length| match language {
            Language::Kk | Language::Ru => length.to_string().replace('.', ","),
            Language::En => length.to_string(),
        };
        values([
            ("contest", &self.contest),
            ("width", &number(self.page.width)),
            ("height", &number(self.page.height)),
            ("widest", &number(self.largest.width)),
            ("longest", &number(self.largest.height)),
        ])
    }
}

/// S620, S621: a ballot for practice in a package for voting, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongMark(pub PracticeFault);

impl Coded for WrongMark {
    fn code(&self) -> Code {
        match self.0 {
            PracticeFault::Unmarked { .. } => Code::S620,
            PracticeFault::Marked { .. } => Code::S621,
        }
    }

    fn values(&self, reader: Language) -> Vec<(&'static str, String)> {
        match &self.0 {
            PracticeFault::Unmarked { contest, language } => {
                values([("contest", contest), ("language", &language_name(*language, reader))])
            }
            PracticeFault::Marked { contest } => values([("contest", contest)]),
        }
    }
}

/// What is wrong with the mark of practice in a package of that kind, if anything is.
#[must_use]
pub fn wrong_mark(input: &Input, kind: Kind) -> Option<WrongMark> {
    practice::fault(&input.election, kind).map(WrongMark)
}

/// The contests whose sheets are too large for printers that take sheets up to `largest`: as in the booth, a sheet goes
/// in with its head first and is not turned.
#[must_use]
pub fn beyond_printers(input: &Input, largest: Size) -> Vec<SheetBeyondPrinters> {
    let beyond = |ballot: &&Ballot| {
        let page = ballot.form.page;
        page.width > largest.width || page.height > largest.height
    };
    let told =
        |ballot: &Ballot| SheetBeyondPrinters { contest: ballot.contest.id.clone(), page: ballot.form.page, largest };
    input.ballots.iter().filter(beyond).map(told).collect()
}

/// A package and its signature, both proven.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The bytes of the package.
    pub package: Vec<u8>,
    /// The text of its `.minisig` file.
    pub signature: String,
}

/// Why a package was not made.
#[derive(Debug, thiserror::Error)]
pub enum PackagingError {
    /// A booth would refuse it.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// A specimen could not be drawn.
    #[error(transparent)]
    Specimen(#[from] PdfError),
}

/// Makes and signs a package of everything that was read, with the files of its voice by their paths. The same input
/// and key give the same
/// bytes, package and signature.
///
/// # Errors
///
/// [`PackagingError`]: nothing that a booth would refuse is given out.
pub fn sign(
    input: &Input,
    kind: Kind,
    speech: BTreeMap<String, Vec<u8>>,
    key: &SecretKey,
) -> Result<Signed, PackagingError> {
    let mut election = input.election.clone();
    for (contest, ballot) in election.contests.iter_mut().zip(&input.ballots) {
        contest.form = Some(ballot.form.id.clone());
    }
    let mut files = speech;
    for ballot in &input.ballots {
        let pdf = specimen::pdf(&input.election, &ballot.contest, &ballot.form)?;
        files.insert(package::specimen_path(&ballot.contest.id), pdf);
    }
    let form = |ballot: &Ballot| {
        let bytes = ballot.form_file.bytes.as_slice();
        (ballot.form.id.clone(), bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).to_vec())
    };
    let contents = Contents {
        kind,
        election,
        forms: input.ballots.iter().map(form).collect(),
        files,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        wording: wording::VERSION.to_owned(),
    };
    let package = package::write(&contents)?;
    let signature = key.sign(&package, &contents.comment())?;
    Ok(Signed { package, signature })
}

/// Where the signature of a package lies.
#[must_use]
pub fn signature_path(package: &Path) -> PathBuf {
    let mut path = package.as_os_str().to_owned();
    path.push(".minisig");
    path.into()
}

/// Writes new files, or none of them if one is already there with other bytes. Each is whole before
/// it gets its name.
///
/// # Errors
///
/// [`FileProblem::AlreadyThere`], [`FileProblem::Unwritable`].
pub fn write_new(files: &[(&Path, &[u8])]) -> Result<(), FileProblem> {
    let mut missing = Vec::new();
    for (path, bytes) in files {
        match fs::symlink_metadata(path) {
            Err(_) => missing.push((path, bytes)),
            Ok(_) if fs::read(path).is_ok_and(|there| there == *bytes) => {}
            Ok(_) => return Err(FileProblem::AlreadyThere { path: path.to_path_buf() }),
        }
    }
    let mut ready = Vec::new();
    for (path, bytes) in missing {
        let unwritable = |error: std::io::Error| unwritable(path, &error);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(folder).map_err(unwritable)?;
        file.write_all(bytes).and_then(|()| readable(file.as_file())).map_err(unwritable)?;
        file.as_file().sync_all().map_err(unwritable)?;
        ready.push((path, file));
    }
    for (path, file) in ready {
        file.persist_noclobber(path).map_err(|error| unwritable(path, &error.error))?;
    }
    Ok(())
}

/// Gives a temporary file, which only its owner may read, the rights of an ordinary one.
#[cfg(unix)]
fn readable(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &File) -> std::io::Result<()> {
    Ok(())
}

/// Writes a secret key that nobody but its owner may read, from its first byte on. Never overwrites.
///
/// # Errors
///
/// [`FileProblem::AlreadyThere`], [`FileProblem::Unwritable`].
pub fn write_secret(path: &Path, text: &str) -> Result<(), FileProblem> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => FileProblem::AlreadyThere { path: path.to_owned() },
        _ => unwritable(path, &error),
    })?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> FileProblem {
    FileProblem::Unwritable { path: path.to_owned(), detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{FormChoice, read};
    use ballot::list::ReadOptions;

    #[test]
    fn a_ballot_for_practice_goes_into_no_package_for_voting_and_a_vote_into_none_for_practice() {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
        let input = |election: &str, form: &str| {
            let form = FormChoice { contest: None, path: examples.join("forms").join(form) };
            read(&examples.join(election), &[form], &ReadOptions::default()).unwrap()
        };
        let practice = input("practice/election.json", "a5-6rows.toml");
        let vote = input("elections/2022-president/election.json", "a5-7rows.toml");
        let code = |input: &Input, kind| wrong_mark(input, kind).map(|wrong| wrong.code());
        assert_eq!((code(&practice, Kind::Practice), code(&vote, Kind::Voting)), (None, None));
        assert_eq!(code(&vote, Kind::Practice), Some(Code::S620));
        assert_eq!(code(&practice, Kind::Voting), Some(Code::S621));
        for kind in [Kind::Training, Kind::Demo] {
            assert_eq!((code(&practice, kind), code(&vote, kind)), (None, None));
        }
        for language in [Language::Kk, Language::Ru, Language::En] {
            for wrong in [wrong_mark(&vote, Kind::Practice), wrong_mark(&practice, Kind::Voting)].map(Option::unwrap) {
                let text = wording::text(&wrong, language) + &wording::remedy(&wrong, language);
                assert!(!text.contains(['{', '}']), "{text}");
            }
        }
    }

    #[test]
    fn a_sheet_beyond_the_printers_is_warned_of_and_one_that_just_fits_is_not() {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
        let election = examples.join("elections/2022-president/election.json");
        let form = FormChoice { contest: None, path: examples.join("forms/a5-7rows.toml") };
        let input = read(&election, &[form], &ReadOptions::default()).unwrap();
        let um = |width, height| Size::new(Length::from_um(width), Length::from_um(height));
        assert_eq!(beyond_printers(&input, um(148_000, 210_000)), []);
        for largest in [um(147_999, 356_000), um(216_000, 209_999)] {
            let beyond = beyond_printers(&input, largest);
            let [one] = beyond.as_slice() else { panic!("{beyond:?}") };
            assert_eq!((one.code(), one.contest.as_str(), one.largest), (Code::S226, "president", largest));
            for language in [Language::Kk, Language::Ru, Language::En] {
                let text = wording::text(one, language) + &wording::remedy(one, language);
                assert!(text.contains("148") && !text.contains(['{', '}']), "{text}");
            }
        }
    }
}
