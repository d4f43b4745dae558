//! What lies in a container whose signature has been verified: manifest, hashes, election, forms.

use std::collections::{BTreeMap, BTreeSet};

use super::container::{self, Files};
use super::manifest::{self, ListedFile, Manifest};
use super::path::{self, Role};
use super::{Comment, PackageError};
use crate::list::{self, ReadOptions};
use crate::{BallotForm, Contest, Election, Place, Problem, ProblemKind, rules};

/// The largest ballot form in bytes.
const MAX_FORM: usize = 1024 * 1024;

/// A package's contents, all of them checked.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) manifest: Manifest,
    pub(super) files: Files,
    pub(super) election: Election,
    /// By identifier.
    pub(super) forms: BTreeMap<String, BallotForm>,
}

/// Reads a container. `comment` is what the signature says about it.
pub(super) fn read(bytes: &[u8], comment: &Comment) -> Result<Contents, PackageError> {
    let reader = Reader { bytes, files: container::read(bytes)? };
    let manifest = manifest::read(reader.file(path::MANIFEST)?)?;
    if manifest.comment() != *comment {
        let (comment, manifest) = (comment.to_string(), manifest.comment().to_string());
        return Err(PackageError::CommentDiffers { comment, manifest });
    }
    reader.check_files(&manifest)?;
    let election = reader.election()?;
    let of = |id: &str, date: &str| format!("{id} {date}");
    if (&manifest.id, &manifest.date) != (&election.id, &election.date) {
        let (manifest, election) = (of(&manifest.id, &manifest.date), of(&election.id, &election.date));
        return Err(PackageError::ElectionDiffers { manifest, election });
    }
    let forms = reader.forms(&election)?;
    reader.check_places(&election, &forms)?;
    Ok(Contents { manifest, files: reader.files, election, forms })
}

struct Reader<'a> {
    bytes: &'a [u8],
    files: Files,
}

impl<'a> Reader<'a> {
    fn file(&self, path: &str) -> Result<&'a [u8], PackageError> {
        let content = self.files.get(path).and_then(|range| self.bytes.get(range.clone()));
        content.ok_or_else(|| PackageError::MissingEntry { path: path.to_owned() })
    }

    /// Every listed file is there with its size and hash, and no other but the manifest.
    fn check_files(&self, manifest: &Manifest) -> Result<(), PackageError> {
        let listed = manifest.by_path()?;
        for path in self.files.keys().filter(|path| *path != path::MANIFEST) {
            if !listed.contains_key(path.as_str()) {
                return Err(PackageError::ExtraEntry { path: path.clone() });
            }
        }
        for (path, file) in listed {
            if path == path::MANIFEST {
                return Err(PackageError::ExtraEntry { path: path.to_owned() });
            }
            if *file != ListedFile::of(path, self.file(path)?) {
                return Err(PackageError::HashDiffers { path: path.to_owned() });
            }
        }
        Ok(())
    }

    /// The election, with nothing left to repair: what was signed is what voters hear.
    fn election(&self) -> Result<Election, PackageError> {
        let bytes = self.file(path::ELECTION)?;
        let invalid = |kind| Problem::new(Place::file(path::ELECTION), kind);
        let error = |problem| PackageError::ElectionInvalid { problem: Box::new(problem) };
        // The list reader would take a spreadsheet or another encoding, too.
        if !bytes.starts_with(b"{") || std::str::from_utf8(bytes).is_err() {
            return Err(error(invalid(ProblemKind::NotAList)));
        }
        let reading = list::read(path::ELECTION, bytes, &ReadOptions::default());
        let checked = rules::check(reading.draft);
        let harmless = |problem: &Problem| matches!(problem.kind, ProblemKind::OutOfOrder { .. });
        let mut problems = reading.problems.into_iter().chain(checked.problems).filter(|problem| !harmless(problem));
        match (problems.next(), checked.election) {
            (None, Some(election)) => Ok(election),
            (problem, _) => Err(error(problem.unwrap_or_else(|| invalid(ProblemKind::NotAList)))),
        }
    }

    /// The form of every contest.
    fn forms(&self, election: &Election) -> Result<BTreeMap<String, BallotForm>, PackageError> {
        let mut forms = BTreeMap::new();
        for contest in &election.contests {
            let missing = || PackageError::FormMissing { contest: contest.id.clone() };
            let id = contest.form.as_ref().ok_or_else(missing)?;
            let bytes = self.file(&path::form(id)).map_err(|_| missing())?;
            if bytes.len() > MAX_FORM {
                return Err(PackageError::PackageTooBig { what: path::form(id), limit_kb: MAX_FORM as u64 / 1024 });
            }
            let form = Self::form(id, bytes, contest);
            forms.insert(id.clone(), form.map_err(|problem| PackageError::FormInvalid { problem: problem.into() })?);
        }
        Ok(forms)
    }

    fn form(id: &str, bytes: &[u8], contest: &Contest) -> Result<BallotForm, Problem> {
        let path = path::form(id);
        let wrong = |key: &str, kind| Problem::new(Place::file(&path).column(key), kind);
        let text = std::str::from_utf8(bytes)
            .map_err(|error| Problem::new(Place::file(&path), ProblemKind::Syntax { detail: error.to_string() }))?;
        let form = BallotForm::parse(&path, text)?;
        if form.id != id {
            return Err(wrong("id", ProblemKind::OtherForm { wanted: id.to_owned(), given: form.id }));
        }
        let (options, squares) = (contest.options.len(), form.option_squares().len());
        if options != squares {
            return Err(wrong("squares", ProblemKind::OptionsAndSquares { options, squares }));
        }
        Ok(form)
    }

    /// No file without a place in a package of this election.
    fn check_places(&self, election: &Election, forms: &BTreeMap<String, BallotForm>) -> Result<(), PackageError> {
        let contests: BTreeSet<&str> = election.contests.iter().map(|contest| contest.id.as_str()).collect();
        let has_place = |path: &&String| match path::role(path) {
            Some(Role::Manifest | Role::Election | Role::Speech) => true,
            Some(Role::Form(id)) => forms.contains_key(id),
            Some(Role::Specimen(contest)) => contests.contains(contest),
            None => false,
        };
        match self.files.keys().find(|path| !has_place(path)) {
            Some(path) => Err(PackageError::ExtraEntry { path: path.clone() }),
            None => Ok(()),
        }
    }
}
