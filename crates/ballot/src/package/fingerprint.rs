//! The fingerprint by which people compare packages.

use std::fmt;

use sha2::{Digest, Sha256};

/// The SHA-256 of a whole package file. Displayed, it is the first 16 hexadecimal digits in groups
/// of four, as the booth shows and says them: `1a2b 3c4d 5e6f 7081`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The whole hash, as `sha256sum` prints it.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, pair) in self.0.chunks(2).take(4).enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            for byte in pair {
                write!(f, "{byte:02x}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_digits_are_shown_in_groups_of_four() {
        // FIPS 180-4, the message "abc".
        let fingerprint = Fingerprint::of(b"abc");
        assert_eq!(fingerprint.to_string(), "ba78 16bf 8f01 cfea");
        assert_eq!(fingerprint.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
