//! Writes packages. What is written is read again before it is given out.

use super::manifest::About;
use super::path::{self, ELECTION, MANIFEST};
use super::{Bytes, Comment, Kind, PackageError, container, contents, manifest, too_big};
use crate::Election;

/// What goes into a package.
#[derive(Clone, Debug)]
pub struct Contents {
    /// What the package is for.
    pub kind: Kind,
    /// The election. Every contest names its form.
    pub election: Election,
    /// Form files: the form's identifier and the file's bytes. One form may stand here repeatedly.
    pub forms: Vec<(String, Vec<u8>)>,
    /// Further files by path: specimens, speech.
    pub files: Bytes,
    /// Version of the program.
    pub program: String,
    /// Version of the wording.
    pub wording: String,
}

impl Contents {
    /// The trusted comment for the signature.
    #[must_use]
    pub fn comment(&self) -> Comment {
        Comment { kind: self.kind, id: self.election.id.clone(), date: self.election.date.clone() }
    }
}

/// Writes a package, unsigned. The same contents give the same bytes.
///
/// # Errors
///
/// The fault for which [`super::Package::open`] would refuse the package once it is signed, and
/// [`PackageError::FormsClash`].
pub fn write(contents: &Contents) -> Result<Vec<u8>, PackageError> {
    let mut files = contents.files.clone();
    for (id, bytes) in &contents.forms {
        let other = files.insert(path::form(id), bytes.clone());
        if other.is_some_and(|other| other != *bytes) {
            return Err(PackageError::FormsClash { form: id.clone() });
        }
    }
    files.insert(ELECTION.to_owned(), contents.election.to_json().into_bytes());
    // A manifest cannot list itself.
    files.remove(MANIFEST);
    let comment = contents.comment();
    let about = About { comment: &comment, program: &contents.program, wording: &contents.wording };
    let manifest = manifest::write(&about, &files)?;
    files.insert(MANIFEST.to_owned(), manifest);
    let bytes = container::write(&files).ok_or_else(too_big)?;
    let again = contents::read(&bytes, &comment)?;
    if again.election == contents.election {
        Ok(bytes)
    } else {
        Err(PackageError::MissingEntry { path: ELECTION.into() })
    }
}
