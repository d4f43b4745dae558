//! Why a package is refused. Each variant has a code, a text and a remedy in the `wording` crate;
//! the fields here fill that text.

use super::Kind;
use crate::Problem;

/// Why a package is refused. The number in each line is its code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum PackageError {
    /// P101: the file cannot be read.
    PackageUnreadable {
        /// The system's words.
        detail: String,
    },
    /// P102: no signature lies beside the package.
    SignatureMissing,
    /// P103: the signature file is not written as minisign writes one.
    SignatureMalformed {
        /// The part that is not.
        detail: &'static str,
    },
    /// P104: package and signature do not belong together, or one of them was changed.
    SignatureBad,
    /// P105: signed with a key that is not trusted for packages of this kind.
    KeyNotTrusted {
        /// The key's identifier, 16 hexadecimal digits.
        key: String,
        /// The kind that was asked for.
        kind: Kind,
    },
    /// P106: a package of another kind than the one that was asked for.
    WrongKind {
        /// The package's kind.
        found: Kind,
        /// The kind that was asked for.
        wanted: Kind,
    },
    /// P107: the trusted comment is not `kind=… id=… date=…`.
    CommentMalformed {
        /// The comment.
        comment: String,
    },
    /// P108: the manifest says another kind, identifier or date than the trusted comment.
    CommentDiffers {
        /// What the comment says.
        comment: String,
        /// What the manifest says, in the same form.
        manifest: String,
    },
    /// P109: larger than any package can be.
    PackageTooBig {
        /// What is too large: the file, or a path in it.
        what: String,
        /// The limit in kilobytes.
        limit_kb: u64,
    },
    /// P110: not a zip in the one form that packages have.
    ZipMalformed {
        /// Where, in bytes from the start of the file.
        at: usize,
        /// What was expected there.
        detail: &'static str,
    },
    /// P111: a path that is not a plain path inside the package.
    PathOutside {
        /// The path, with signs that cannot be shown as `\u{…}`.
        path: String,
    },
    /// P112: two files with one path, where capitals and small letters are the same.
    DuplicateEntry {
        /// The path.
        path: String,
    },
    /// P113: a file that the manifest or the election does not ask for.
    ExtraEntry {
        /// The path.
        path: String,
    },
    /// P114: a file that the manifest names, or that every package has, is not there.
    MissingEntry {
        /// The path.
        path: String,
    },
    /// P115: a file with another size or SHA-256 than the manifest says.
    HashDiffers {
        /// The path.
        path: String,
    },
    /// P116: the manifest cannot be read.
    ManifestMalformed {
        /// The reader's own words.
        detail: String,
    },
    /// P117: a manifest of a format or version this program does not read.
    ManifestVersion {
        /// What it says.
        found: String,
        /// What this program reads.
        expected: String,
    },
    /// P118: the election has an error, or a text that a reader would have to repair.
    ElectionInvalid {
        /// The first problem found.
        problem: Box<Problem>,
    },
    /// P119: the manifest's identifier or date is not the election's.
    ElectionDiffers {
        /// What the manifest says.
        manifest: String,
        /// What the election says.
        election: String,
    },
    /// P120: a contest without a ballot form.
    FormMissing {
        /// The contest's identifier.
        contest: String,
    },
    /// P121: a ballot form with an error, or one that does not fit its contest.
    FormInvalid {
        /// The first problem found.
        problem: Box<Problem>,
    },
    /// P130: what should be a public key is none.
    PublicKeyMalformed,
    /// P131: one key for packages of two kinds.
    KeyOfTwoKinds {
        /// The key's identifier.
        key: String,
        /// The kind it is trusted for.
        first: Kind,
        /// The kind it is to be trusted for, too.
        second: Kind,
    },
    /// P132: what should be a secret key is none.
    SecretKeyMalformed,
    /// P133: the password does not open the secret key.
    PasswordWrong,
    /// P134: two different forms with one identifier.
    FormsClash {
        /// The identifier.
        form: String,
    },
}
