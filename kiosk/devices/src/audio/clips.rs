//! The clips of a package: where they come from, and the decoded ones that are kept ready.

mod decode;
mod store;
#[cfg(test)]
pub(super) mod tests;

use std::fmt;
use std::ops::Deref;

use ballot::Language;
use zeroize::{Zeroize, Zeroizing};

pub(super) use store::Store;

/// Samples a second of every clip.
pub const CLIP_RATE_HZ: u32 = 22_050;
/// No clip is longer, in seconds: what claims to be is no clip.
pub const LONGEST_CLIP_S: u32 = 60;
/// Decoded clips take no more memory than this.
pub const MEMORY_BYTES: usize = 64 << 20;

/// Which clip. Which one is said may follow from a choice, so it is overwritten when dropped and has no `Display`.
#[derive(Clone, Eq, Ord, PartialEq, PartialOrd)]
pub struct ClipKey {
    language: &'static str,
    id: String,
}

impl ClipKey {
    /// The clip of this id (`wording::Clip::id`) in this language.
    #[must_use]
    pub fn new(language: Language, id: String) -> Self {
        Self { language: language.code(), id }
    }

    /// Its id, unique in its language.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The code of its language.
    #[must_use]
    pub const fn language(&self) -> &'static str {
        self.language
    }
}

impl Drop for ClipKey {
    fn drop(&mut self) {
        self.id.zeroize();
    }
}

impl fmt::Debug for ClipKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClipKey(..)")
    }
}

/// Whether a FLAC file is a clip that this booth can say, all of it: for whoever makes or loads a package, so that no
/// voter discovers a bad one.
///
/// # Errors
/// [`ClipFault`] that tells why not.
pub fn check_clip(flac: &[u8]) -> Result<(), ClipFault> {
    decode::decode(flac).map(drop)
}

/// A package's clips.
pub trait ClipSource: Send + Sync {
    /// The FLAC file of a clip; `None` where there is no such clip.
    fn flac(&self, clip: &ClipKey) -> Option<&[u8]>;
}

/// Why a clip cannot be said. It does not tell which clip: that may follow from a choice.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ClipFault {
    /// The package has no such clip.
    #[error("the clip is missing")]
    Missing,
    /// It is no FLAC file, or it is damaged or cut short.
    #[error("the clip is damaged")]
    Damaged,
    /// It is a FLAC file, but not of one channel, 16 bits and [`CLIP_RATE_HZ`].
    #[error("the clip is not mono, 16 bits, 22,050 samples a second")]
    WrongKind,
    /// It says nothing of its length, is empty, or is longer than [`LONGEST_CLIP_S`].
    #[error("the clip is empty or too long, or does not say how long it is")]
    WrongLength,
}

/// Decoded samples of one clip. They are overwritten when dropped.
#[derive(Eq, PartialEq)]
pub(super) struct Samples(Zeroizing<Vec<i16>>);

impl Samples {
    pub(super) fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<i16>()
    }
}

impl Deref for Samples {
    type Target = [i16];

    fn deref(&self) -> &[i16] {
        &self.0
    }
}

impl fmt::Debug for Samples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Samples(..)")
    }
}

impl PartialEq<&[i16]> for Samples {
    fn eq(&self, other: &&[i16]) -> bool {
        **self == **other
    }
}
