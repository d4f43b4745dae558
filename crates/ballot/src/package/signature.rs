//! The detached signature: a minisign file, and what it proves about a package.

use super::keys::{KeyId, UNTRUSTED, decode};
use super::{Comment, Kind, PackageError, PublicKey, TrustedKeys};

/// The most bytes of a signature file.
pub(super) const MAX_SIGNATURE: usize = 4096;
pub(super) const TRUSTED: &str = "trusted comment: ";

/// A signature file, read strictly: four lines, base64 in one way only, prehashed.
///
/// The first line is a comment that minisign does not sign. What stands after its first words is
/// neither shown nor used, so a change there goes unnoticed and changes nothing.
struct Signature {
    key: KeyId,
    comment: String,
    inner: minisign_verify::Signature,
}

fn malformed(detail: &'static str) -> PackageError {
    PackageError::SignatureMalformed { detail }
}

impl Signature {
    fn parse(bytes: &[u8]) -> Result<Self, PackageError> {
        if bytes.len() > MAX_SIGNATURE {
            return Err(malformed("size"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| malformed("UTF-8"))?;
        let lines: Vec<&str> = text.strip_suffix('\n').ok_or_else(|| malformed("last line"))?.split('\n').collect();
        let [untrusted, signature, trusted, global] = lines.as_slice() else {
            return Err(malformed("four lines"));
        };
        if !untrusted.starts_with(UNTRUSTED) || untrusted.contains(char::is_control) {
            return Err(malformed("first line"));
        }
        let signature = decode::<74>(signature).ok_or_else(|| malformed("second line"))?;
        let [b'E', b'D', rest @ ..] = signature else {
            return Err(malformed("second line, not prehashed Ed25519"));
        };
        let key = rest.first_chunk().copied().map(KeyId).ok_or_else(|| malformed("second line"))?;
        let comment = trusted.strip_prefix(TRUSTED).filter(|comment| !comment.contains(char::is_control));
        let comment = comment.ok_or_else(|| malformed("third line"))?.to_owned();
        decode::<64>(global).ok_or_else(|| malformed("fourth line"))?;
        let inner = minisign_verify::Signature::decode(text).map_err(|_| malformed("signature"))?;
        Ok(Self { key, comment, inner })
    }

    fn comment(&self) -> Result<Comment, PackageError> {
        let malformed = || PackageError::CommentMalformed { comment: self.comment.clone() };
        Comment::parse(&self.comment).ok_or_else(malformed)
    }
}

/// Proves that `bytes` are a package of kind `wanted` signed with a key that is trusted for it.
/// Nothing in `bytes` is looked at but by the hash.
pub(super) fn verify<'a>(
    bytes: &[u8],
    signature: &[u8],
    trusted: &'a TrustedKeys,
    wanted: Kind,
) -> Result<(Comment, &'a PublicKey), PackageError> {
    let signature = Signature::parse(signature)?;
    let own = |(_, key): &(Kind, &PublicKey)| key.has_id(signature.key);
    let by = trusted.all().filter(own).find(|(_, key)| key.verifies(bytes, &signature.inner));
    let Some((kind, key)) = by else {
        // A known key and a signature that is not its own: something was changed on the way.
        let known = trusted.all().any(|pair| own(&pair));
        let not_trusted = PackageError::KeyNotTrusted { key: signature.key.to_string(), kind: wanted };
        return Err(if known { PackageError::SignatureBad } else { not_trusted });
    };
    let comment = signature.comment()?;
    if comment.kind != wanted {
        return Err(PackageError::WrongKind { found: comment.kind, wanted });
    }
    if kind != wanted {
        return Err(PackageError::KeyNotTrusted { key: key.id(), kind: wanted });
    }
    Ok((comment, key))
}
