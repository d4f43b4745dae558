//! The manifest, format `package/1`: what the package is, and the hash of every other file in it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};

use super::{Comment, Fingerprint, Kind, PackageError};

/// The format this module reads and writes.
const FORMAT: &str = "package/1";
/// The largest manifest in bytes.
pub(super) const MAX_MANIFEST: usize = 8 * 1024 * 1024;
/// The most of the reader's words that a message repeats.
const SHOWN_DETAIL: usize = 300;
/// The longest version of program or wording.
const LONGEST_VERSION: usize = 64;

/// The one key that every version has.
#[derive(Deserialize)]
struct AnyVersion {
    #[serde(default)]
    format: String,
}

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    format: String,
    /// What the package is for.
    pub(super) kind: Kind,
    /// The election's identifier.
    pub(super) id: String,
    /// The day of voting.
    pub(super) date: String,
    /// Version of the program that made the package.
    pub(super) program: String,
    /// Version of the wording that its speech was made for.
    pub(super) wording: String,
    /// Every file but the manifest, by path.
    pub(super) files: Vec<ListedFile>,
}

/// A file as the manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListedFile {
    /// Path in the package.
    pub(super) path: String,
    /// SHA-256, 64 lower-case hexadecimal digits.
    pub(super) sha256: String,
    /// Size in bytes.
    pub(super) size: u64,
}

impl ListedFile {
    /// A file of this path and content.
    pub(super) fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), sha256: Fingerprint::of(bytes).hex(), size: bytes.len() as u64 }
    }
}

/// What a manifest says about the package as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About<'a> {
    pub(super) comment: &'a Comment,
    pub(super) program: &'a str,
    pub(super) wording: &'a str,
}

/// Writes a manifest of these files, which have the order of their paths.
pub(super) fn write(about: &About<'_>, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, PackageError> {
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        kind: about.comment.kind,
        id: about.comment.id.clone(),
        date: about.comment.date.clone(),
        program: about.program.to_owned(),
        wording: about.wording.to_owned(),
        files: files.iter().map(|(path, bytes)| ListedFile::of(path, bytes)).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).map_err(|error| malformed(&error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a manifest.
pub(super) fn read(bytes: &[u8]) -> Result<Manifest, PackageError> {
    if bytes.len() > MAX_MANIFEST {
        let limit_kb = MAX_MANIFEST as u64 / 1024;
        return Err(PackageError::PackageTooBig { what: super::path::MANIFEST.to_owned(), limit_kb });
    }
    let syntax = |error: serde_json::Error| malformed(&error.to_string());
    let version: AnyVersion = serde_json::from_slice(bytes).map_err(syntax)?;
    if version.format != FORMAT {
        let found = version.format.chars().take(SHOWN_DETAIL).collect();
        return Err(PackageError::ManifestVersion { found, expected: FORMAT.to_owned() });
    }
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(syntax)?;
    for (key, version) in [("program", &manifest.program), ("wording", &manifest.wording)] {
        let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '+');
        if !(1..=LONGEST_VERSION).contains(&version.len()) || !version.chars().all(plain) {
            return Err(malformed(key));
        }
    }
    Ok(manifest)
}

impl Manifest {
    /// The trusted comment that belongs to this manifest.
    pub(super) fn comment(&self) -> Comment {
        Comment { kind: self.kind, id: self.id.clone(), date: self.date.clone() }
    }

    /// The listed files by path; they must stand in its order.
    pub(super) fn by_path(&self) -> Result<BTreeMap<&str, &ListedFile>, PackageError> {
        let mut files = BTreeMap::new();
        for file in &self.files {
            match files.entry(file.path.as_str()) {
                Entry::Vacant(free) => free.insert(file),
                Entry::Occupied(_) => return Err(PackageError::DuplicateEntry { path: file.path.clone() }),
            };
        }
        if self.files.is_sorted_by(|first, second| first.path < second.path) {
            Ok(files)
        } else {
            Err(malformed("files, order of the paths"))
        }
    }
}

fn malformed(detail: &str) -> PackageError {
    PackageError::ManifestMalformed { detail: detail.chars().take(SHOWN_DETAIL).collect() }
}
