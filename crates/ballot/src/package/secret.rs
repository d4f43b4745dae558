//! Secret keys: made, kept in minisign's file format, and used to sign packages.

use std::fmt;
use std::io::Read;
use std::ops::Range;

use blake2::{Blake2b512, Digest};
use ed25519_dalek::{Signer, SigningKey};
use minisign::{KeyPair, SecretKeyBox};

use super::keys::{KeyId, UNTRUSTED, decode, encode};
use super::signature::TRUSTED;
use super::{Comment, Package, PackageError, PublicKey, TrustedKeys};

/// What the file of a secret key says about itself.
const KEY_COMMENT: &str = "Tañdau secret key";
/// Where things lie in a decoded secret key (minisign's "Secret key format"): the name of what locks
/// it; and after three such names, the salt and two limits, the identifier, the seed, the public
/// key and a check sum.
const LOCK_AT: Range<usize> = 2..4;
const ID_AT: Range<usize> = 54..62;
const SEED_AT: Range<usize> = 62..94;
const PUBLIC_AT: Range<usize> = 94..126;
const SUM_AT: Range<usize> = 126..158;

/// A secret key, ready to sign. Wiped from memory on drop as far as this program owns it.
pub struct SecretKey {
    id: KeyId,
    key: SigningKey,
}

impl fmt::Debug for SecretKey {
    /// Nothing of the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.id)
    }
}

impl SecretKey {
    /// Makes a key pair: the text of the secret key's file, locked with the password if there is
    /// one, and the public key.
    ///
    /// # Errors
    ///
    /// [`PackageError::SecretKeyMalformed`] when the system gives no random numbers.
    pub fn generate(password: Option<&str>) -> Result<(String, PublicKey), PackageError> {
        let pair = match password {
            Some(password) => KeyPair::generate_encrypted_keypair(Some(password.to_owned())),
            None => KeyPair::generate_unencrypted_keypair(),
        };
        let pair = pair.map_err(|_| PackageError::SecretKeyMalformed)?;
        let file = pair.sk.to_box(Some(KEY_COMMENT)).map_err(|_| PackageError::SecretKeyMalformed)?.into_string();
        let secret = Self::open(&file, password)?;
        Ok((file, secret.public()?))
    }

    /// Whether the text of a secret key's file is locked with a password.
    #[must_use]
    pub fn is_locked(file: &str) -> bool {
        encoded(file).is_some_and(|bytes| bytes.get(LOCK_AT) == Some(b"Sc"))
    }

    /// Opens the text of a secret key's file.
    ///
    /// # Errors
    ///
    /// [`PackageError::SecretKeyMalformed`], [`PackageError::PasswordWrong`].
    pub fn open(file: &str, password: Option<&str>) -> Result<Self, PackageError> {
        let encoded = encoded(file).ok_or(PackageError::SecretKeyMalformed)?;
        let bytes = if password.is_none() && is_unchecked(&encoded) { encoded.into() } else { unlock(file, password)? };
        let part = |range| bytes.get(range).ok_or(PackageError::SecretKeyMalformed);
        let id = part(ID_AT)?.try_into().map_err(|_| PackageError::SecretKeyMalformed)?;
        let seed: &[u8; 32] = part(SEED_AT)?.try_into().map_err(|_| PackageError::SecretKeyMalformed)?;
        let key = SigningKey::from_bytes(seed);
        // A signature made with halves that do not belong together could give the secret away.
        if part(PUBLIC_AT)? != key.verifying_key().as_bytes() {
            return Err(PackageError::SecretKeyMalformed);
        }
        Ok(Self { id: KeyId(id), key })
    }

    /// The public key.
    ///
    /// # Errors
    ///
    /// [`PackageError::SecretKeyMalformed`] for a key that no signature could be verified with.
    pub fn public(&self) -> Result<PublicKey, PackageError> {
        let bytes = [b"Ed".as_slice(), &self.id.0, self.key.verifying_key().as_bytes()].concat();
        let text = encode(&bytes).ok_or(PackageError::SecretKeyMalformed)?;
        text.parse().map_err(|_| PackageError::SecretKeyMalformed)
    }

    /// Signs a package: the text of the `.minisig` file. The same package and key give the same
    /// text, as RFC 8032 signs without random numbers. The signature is proven before it is given
    /// out, and the package with it.
    ///
    /// # Errors
    ///
    /// That of [`Package::open`] if the package could not be opened.
    pub fn sign(&self, package: &[u8], comment: &Comment) -> Result<String, PackageError> {
        let text = self.sign_bytes(package, &comment.to_string())?;
        let trusted = TrustedKeys::only(comment.kind, self.public()?);
        Package::open(package.into(), Some(text.as_bytes()), &trusted, comment.kind)?;
        Ok(text)
    }

    /// Signs a list of hashes, however long: the text of the `.minisig` file. The comment must not
    /// be that of a package, which a booth would then look into.
    ///
    /// # Errors
    ///
    /// [`PackageError::CommentMalformed`], [`PackageError::PackageUnreadable`].
    pub fn sign_sums(&self, mut sums: impl Read, comment: &str) -> Result<String, PackageError> {
        if Comment::parse(comment).is_some() || comment.contains(char::is_control) {
            return Err(PackageError::CommentMalformed { comment: comment.to_owned() });
        }
        let mut hash = Blake2b512::new();
        let mut piece = vec![0; 1 << 16];
        loop {
            let read = sums.read(&mut piece);
            let read = read.map_err(|error| PackageError::PackageUnreadable { detail: error.to_string() })?;
            match piece.get(..read) {
                Some([]) | None => break,
                Some(piece) => hash.update(piece),
            }
        }
        self.sign_hash(&hash.finalize(), comment, "hashes")
    }

    /// Signs any bytes with any comment.
    pub(super) fn sign_bytes(&self, bytes: &[u8], comment: &str) -> Result<String, PackageError> {
        self.sign_hash(&Blake2b512::digest(bytes), comment, "package")
    }

    fn sign_hash(&self, hash: &[u8], comment: &str, what: &str) -> Result<String, PackageError> {
        let signature = self.key.sign(hash).to_bytes();
        let global = self.key.sign(&[signature.as_slice(), comment.as_bytes()].concat()).to_bytes();
        let first = encode(&[b"ED".as_slice(), &self.id.0, &signature].concat());
        let lines = first.zip(encode(&global)).ok_or(PackageError::SecretKeyMalformed)?;
        Ok(format!("{UNTRUSTED}Tandau {what}, key {}\n{}\n{TRUSTED}{comment}\n{}\n", self.id, lines.0, lines.1))
    }
}

/// The bytes of a key file, unlocked and its check sum proven.
fn unlock(file: &str, password: Option<&str>) -> Result<Vec<u8>, PackageError> {
    let key = SecretKeyBox::from(file.to_owned());
    let opened = match password {
        // Without a password the library would ask for one itself.
        Some(password) => key.into_secret_key(Some(password.to_owned())),
        None => key.into_unencrypted_secret_key(),
    };
    let opened = opened.map_err(|error| match error.kind() {
        minisign::ErrorKind::Verify if password.is_some() => PackageError::PasswordWrong,
        _ => PackageError::SecretKeyMalformed,
    })?;
    Ok(opened.to_bytes())
}

/// The bytes of a key file, locked or not.
fn encoded(file: &str) -> Option<[u8; 158]> {
    decode(file.lines().nth(1)?)
}

/// Whether these are the bytes of a key that `minisign -W` made: no lock, and zeros for a check sum.
fn is_unchecked(encoded: &[u8; 158]) -> bool {
    let no_sum = encoded.get(SUM_AT).is_some_and(|sum| sum.iter().all(|byte| *byte == 0));
    encoded.starts_with(b"Ed\0\0") && no_sum
}

#[cfg(test)]
impl SecretKey {
    /// This key under the identifier of another.
    pub(super) fn posing_as(&self, other: &Self) -> Self {
        Self { id: other.id, key: self.key.clone() }
    }
}
