//! Election packages: `NAME.tandau`, the signed data of an election that a booth loads, and beside
//! it `NAME.tandau.minisig`, a minisign signature over the whole file.
//!
//! [`Package::open`] proves the signature before it looks at anything else; then the container, the
//! manifest, every hash, the election and the forms, in this order, and stops at the first fault.
//! `docs/formats/README.md` describes the files.

mod comment;
mod container;
mod contents;
mod error;
mod fingerprint;
mod keys;
mod manifest;
mod path;
#[cfg(any(test, feature = "sign"))]
mod secret;
mod signature;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read};
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::{BallotForm, Contest, Election};

pub use comment::{Comment, Kind, UnknownKind};
pub use error::PackageError;
pub use fingerprint::Fingerprint;
pub use keys::{PublicKey, TrustedKeys};
pub use path::{specimen as specimen_path, speech as speech_path};
#[cfg(any(test, feature = "sign"))]
pub use secret::SecretKey;
pub use write::{Contents, write};

/// The ending of a package's file name.
pub const ENDING: &str = "tandau";

/// A package whose signature and contents have been proven. Cheap to clone; the bytes are those
/// that were proven, never read from the file again.
#[derive(Clone)]
pub struct Package {
    bytes: Arc<[u8]>,
    fingerprint: Fingerprint,
    key: PublicKey,
    comment: Comment,
    contents: Arc<contents::Contents>,
}

impl Package {
    /// Proves a package of kind `wanted` and opens it. `signature` is what lies beside it as
    /// `.minisig`, if anything does.
    ///
    /// # Errors
    ///
    /// The first fault found, in the order of the module's description.
    pub fn open(
        bytes: Arc<[u8]>,
        signature: Option<&[u8]>,
        trusted: &TrustedKeys,
        wanted: Kind,
    ) -> Result<Self, PackageError> {
        if bytes.len() > container::MAX_PACKAGE {
            return Err(too_big());
        }
        let signature = signature.ok_or(PackageError::SignatureMissing)?;
        let (comment, key) = signature::verify(&bytes, signature, trusted, wanted)?;
        let contents = contents::read(&bytes, &comment)?;
        let fingerprint = Fingerprint::of(&bytes);
        Ok(Self { bytes, fingerprint, key: key.clone(), comment, contents: Arc::new(contents) })
    }

    /// What the package is for.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.comment.kind
    }

    /// The election's identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.comment.id
    }

    /// The day of voting, `YYYY-MM-DD`.
    #[must_use]
    pub fn date(&self) -> &str {
        &self.comment.date
    }

    /// The fingerprint of the whole file.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The key that signed it.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// Version of the program that made it.
    #[must_use]
    pub fn program(&self) -> &str {
        &self.contents.manifest.program
    }

    /// Version of the wording that its speech was made for.
    #[must_use]
    pub fn wording(&self) -> &str {
        &self.contents.manifest.wording
    }

    /// The election.
    #[must_use]
    pub fn election(&self) -> &Election {
        &self.contents.election
    }

    /// A contest's ballot form. Every contest of [`Package::election`] has one.
    #[must_use]
    pub fn form(&self, contest: &Contest) -> Option<&BallotForm> {
        self.contents.forms.get(contest.form.as_deref()?)
    }

    /// The paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.contents.files.keys().map(String::as_str)
    }

    /// A file's bytes, which stay where they are.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<PackageFile> {
        let range = self.contents.files.get(path)?.clone();
        Some(PackageFile { bytes: Arc::clone(&self.bytes), range })
    }

    /// The size of the package in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }
}

impl fmt::Debug for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Package({}, {})", self.comment, self.fingerprint)
    }
}

/// A file inside a package, such as a clip that is being played. Keeps the package's bytes alive.
#[derive(Clone)]
pub struct PackageFile {
    bytes: Arc<[u8]>,
    range: Range<usize>,
}

impl Deref for PackageFile {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(self.range.clone()).unwrap_or_default()
    }
}

impl AsRef<[u8]> for PackageFile {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

/// Reads a package file into memory, and no more than a package can have.
///
/// # Errors
///
/// [`PackageError::PackageUnreadable`], [`PackageError::PackageTooBig`].
pub fn read_file(reader: impl Read) -> Result<Arc<[u8]>, PackageError> {
    let bytes = read_at_most(reader, container::MAX_PACKAGE)?;
    if bytes.len() > container::MAX_PACKAGE { Err(too_big()) } else { Ok(bytes.into()) }
}

/// The same of a file whose length is known: it is in memory once, while it is read too. A package with its voice has a
/// hundred megabytes.
///
/// # Errors
///
/// As [`read_file`]; also where the file turns out to be shorter or longer than it said.
pub fn read_whole(mut file: impl Read, length: u64) -> Result<Arc<[u8]>, PackageError> {
    let unreadable = |error: io::Error| PackageError::PackageUnreadable { detail: error.to_string() };
    let length = usize::try_from(length).ok().filter(|length| *length <= container::MAX_PACKAGE).ok_or_else(too_big)?;
    let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, length).collect();
    if let Some(room) = Arc::get_mut(&mut bytes) {
        file.read_exact(room).map_err(unreadable)?;
    }
    match file.read(&mut [0]).map_err(unreadable)? {
        0 => Ok(bytes),
        _ => Err(unreadable(io::ErrorKind::InvalidData.into())),
    }
}

/// Reads a signature file into memory, and little more than a signature can have.
///
/// # Errors
///
/// [`PackageError::PackageUnreadable`]. That it is too long is for [`Package::open`] to say.
pub fn read_signature(reader: impl Read) -> Result<Vec<u8>, PackageError> {
    read_at_most(reader, signature::MAX_SIGNATURE)
}

/// Up to one byte more than `most`, so that what is longer can be told.
fn read_at_most(reader: impl Read, most: usize) -> Result<Vec<u8>, PackageError> {
    let mut bytes = Vec::new();
    let read = reader.take(most as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| PackageError::PackageUnreadable { detail: error.to_string() })?;
    Ok(bytes)
}

fn too_big() -> PackageError {
    PackageError::PackageTooBig { what: format!("*.{ENDING}"), limit_kb: container::MAX_PACKAGE as u64 / 1024 }
}

/// Files by path.
type Bytes = BTreeMap<String, Vec<u8>>;
