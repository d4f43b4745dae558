//! The hash that ties each line to all before it.

use std::fmt;

use sha2::{Digest, Sha256};

/// The SHA-256 of the hash before and of a line. Displayed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hash([u8; 32]);

/// How many digits it is written with.
pub(super) const DIGITS: usize = 64;

impl Hash {
    /// What stands before the first line.
    pub(super) const START: Self = Self([0; 32]);

    /// Of the next line, which is given without its own hash.
    pub(super) fn then(self, line: &[u8]) -> Self {
        Self(Sha256::new().chain_update(self.0).chain_update(line).finalize().into())
    }

    /// Reads what [`fmt::Display`] writes, and nothing else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let pairs = text.as_bytes().chunks_exact(2);
        if text.len() != DIGITS {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            *byte = pair.iter().try_fold(0_u8, |value, digit| Some((value << 4) | nibble(*digit)?))?;
        }
        Some(Self(bytes))
    }
}

const fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
