//! Public keys, and for which kind of package each is trusted.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use ct_codecs::{Base64, Decoder, Encoder};

use super::{Kind, PackageError};

/// How every line of a key or signature that anyone may change begins.
pub(super) const UNTRUSTED: &str = "untrusted comment: ";

/// A minisign public key.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    text: String,
    id: KeyId,
    /// The Ed25519 key itself, without its identifier.
    point: [u8; 32],
    key: minisign_verify::PublicKey,
}

/// The identifier of a key: not a secret, and no proof of anything by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyId(pub(super) [u8; 8]);

impl fmt::Display for KeyId {
    /// As minisign shows it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016X}", u64::from_le_bytes(self.0))
    }
}

/// Decodes base64 written in the one right way; `N` bytes.
pub(super) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes: [u8; N] = Base64::decode_to_vec(text, None).ok()?.try_into().ok()?;
    (encode(&bytes)? == text).then_some(bytes)
}

/// Encodes as base64.
pub(super) fn encode(bytes: &[u8]) -> Option<String> {
    Base64::encode_to_string(bytes).ok()
}

impl FromStr for PublicKey {
    type Err = PackageError;

    /// Reads a key as minisign prints it, or the whole of its `.pub` file.
    fn from_str(text: &str) -> Result<Self, PackageError> {
        let mut lines = text.trim().lines();
        let text = match (lines.next(), lines.next(), lines.next()) {
            (Some(key), None, None) => key,
            (Some(comment), Some(key), None) if comment.starts_with(UNTRUSTED) => key,
            _ => return Err(PackageError::PublicKeyMalformed),
        };
        let bytes = decode::<42>(text).ok_or(PackageError::PublicKeyMalformed)?;
        let [b'E', b'd', rest @ ..] = bytes else { return Err(PackageError::PublicKeyMalformed) };
        let (id, point) = rest.split_first_chunk().ok_or(PackageError::PublicKeyMalformed)?;
        let point = point.try_into().map_err(|_| PackageError::PublicKeyMalformed)?;
        let key = minisign_verify::PublicKey::from_base64(text).map_err(|_| PackageError::PublicKeyMalformed)?;
        Ok(Self { text: text.to_owned(), id: KeyId(*id), point, key })
    }
}

impl PublicKey {
    /// The key in one line, as `minisign -P` takes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its identifier, 16 hexadecimal digits as minisign shows them.
    #[must_use]
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    /// The key as a `.pub` file.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{UNTRUSTED}minisign public key {}\n{}\n", self.id, self.text)
    }

    pub(super) fn has_id(&self, id: KeyId) -> bool {
        self.id == id
    }

    /// Whether `signature` is this key's over `bytes`, prehashed, and over its trusted comment.
    pub(super) fn verifies(&self, bytes: &[u8], signature: &minisign_verify::Signature) -> bool {
        self.key.verify(bytes, signature, false).is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id)
    }
}

/// The keys that a program trusts, for each kind of package its own.
#[derive(Clone, Debug, Default)]
pub struct TrustedKeys {
    keys: BTreeMap<Kind, Vec<PublicKey>>,
}

impl TrustedKeys {
    /// One key, trusted for one kind.
    #[must_use]
    pub fn only(kind: Kind, key: PublicKey) -> Self {
        Self { keys: BTreeMap::from([(kind, vec![key])]) }
    }

    /// Trusts `key` for packages of `kind`.
    ///
    /// # Errors
    ///
    /// [`PackageError::KeyOfTwoKinds`] if it is trusted for another kind, under whatever identifier: the keys for training lie
    /// about in many places, and must never open a voting.
    pub fn trust(&mut self, kind: Kind, key: PublicKey) -> Result<(), PackageError> {
        let other = self.all().find(|(other, own)| *other != kind && (own.point == key.point || own.id == key.id));
        if let Some((first, _)) = other {
            return Err(PackageError::KeyOfTwoKinds { key: key.id(), first, second: kind });
        }
        self.keys.entry(kind).or_default().push(key);
        Ok(())
    }

    /// The keys for one kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &[PublicKey] {
        self.keys.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (Kind, &PublicKey)> {
        self.keys.iter().flat_map(|(kind, keys)| keys.iter().map(|key| (*kind, key)))
    }
}
