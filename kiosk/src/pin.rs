//! The poll worker's PIN: only its hash is kept, and whoever guesses has to wait.

use std::fmt;
use std::str::FromStr;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

/// A PIN has at least so many digits.
pub const FEWEST_DIGITS: usize = 4;
/// And at most so many.
pub const MOST_DIGITS: usize = 12;

/// So many wrong PINs in a row, then a wait.
const TRIES: u8 = 3;
/// How long the first wait is, in milliseconds. Each further one is twice as long.
const WAIT_MS: u64 = 30_000;
/// So many times it doubles: up to 16 minutes. Somebody who has the right PIN must not be locked out for the day.
const MOST_DOUBLINGS: u32 = 5;

/// Argon2id with 19 MiB and two passes: the least that OWASP's password storage cheat sheet names for it. It is cheap
/// enough for the smallest board and makes each guess at a stolen station file cost.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// The hash of a PIN, as PHC string.
#[derive(Clone, PartialEq, Eq)]
pub struct PinHash(String);

impl fmt::Debug for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinHash(..)")
    }
}

impl fmt::Display for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PinHash {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        let hash = PasswordHash::new(written).map_err(|_| ())?;
        let sound = hash.algorithm == argon2::ARGON2ID_IDENT && hash.salt.is_some() && hash.hash.is_some();
        if sound { Ok(Self(written.to_owned())) } else { Err(()) }
    }
}

/// Whether these are digits, and as many as a PIN has.
#[must_use]
pub fn is_pin(typed: &str) -> bool {
    (FEWEST_DIGITS..=MOST_DIGITS).contains(&typed.len()) && typed.bytes().all(|digit| digit.is_ascii_digit())
}

impl PinHash {
    /// The hash of a PIN with 16 bytes of salt; `None` where what was typed is no PIN.
    #[must_use]
    pub fn of(pin: &str, salt: [u8; 16]) -> Option<Self> {
        if !is_pin(pin) {
            return None;
        }
        let salt = SaltString::encode_b64(&salt).ok()?;
        let params = Params::new(MEMORY_KIB, PASSES, 1, None).ok()?;
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        hasher.hash_password(pin.as_bytes(), &salt).map(|hash| Self(hash.to_string())).ok()
    }

    /// The hash of no PIN.
    #[must_use]
    pub const fn of_nobody() -> Self {
        Self(String::new())
    }

    /// Whether this is the PIN. Takes some hundredths of a second.
    #[must_use]
    pub fn is(&self, pin: &str) -> bool {
        PasswordHash::new(&self.0).is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok())
    }
}

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    /// It is the PIN.
    Right,
    /// It is not.
    Wrong,
    /// Too many were wrong: nothing is looked at until the wait is over.
    Wait,
}

/// Counts the tries.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tries {
    wrong: u8,
    waits: u32,
    wait_until_ms: u64,
}

impl Tries {
    /// Tries a PIN at `now_ms`.
    pub fn give(&mut self, hash: &PinHash, pin: &str, now_ms: u64) -> Try {
        if now_ms < self.wait_until_ms {
            return Try::Wait;
        }
        if hash.is(pin) {
            *self = Self::default();
            return Try::Right;
        }
        self.wrong += 1;
        if self.wrong >= TRIES {
            let wait_ms = WAIT_MS << self.waits.min(MOST_DOUBLINGS);
            *self = Self { wrong: 0, waits: self.waits.saturating_add(1), wait_until_ms: now_ms + wait_ms };
            return Try::Wait;
        }
        Try::Wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash() -> PinHash {
        PinHash::of("1234", [7; 16]).unwrap()
    }

    #[test]
    fn a_pin_is_known_by_its_hash_and_nothing_else_is() {
        let hash = hash();
        assert!(hash.is("1234") && !hash.is("1235") && !hash.is(""));
        assert_eq!(hash.to_string().parse(), Ok(hash.clone()));
        assert!(!hash.to_string().contains("1234"));
        assert_ne!(PinHash::of("1234", [8; 16]).unwrap(), hash);
    }

    #[test]
    fn too_short_a_pin_and_a_hash_of_another_kind_are_refused() {
        assert!(PinHash::of("123", [7; 16]).is_none());
        assert!(PinHash::of("12a4", [7; 16]).is_none());
        assert!(PinHash::of("123456789012", [7; 16]).is_some());
        assert!(PinHash::of("1234567890123", [7; 16]).is_none());
        for written in ["", "1234", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ"] {
            assert!(written.parse::<PinHash>().is_err(), "{written}");
        }
    }

    #[test]
    fn after_three_wrong_pins_even_the_right_one_waits() {
        let (hash, mut tries) = (hash(), Tries::default());
        assert_eq!(tries.give(&hash, "0000", 0), Try::Wrong);
        assert_eq!(tries.give(&hash, "1111", 1), Try::Wrong);
        assert_eq!(tries.give(&hash, "2222", 2), Try::Wait);
        assert_eq!(tries.give(&hash, "1234", 2 + WAIT_MS - 1), Try::Wait);
        assert_eq!(tries.give(&hash, "1234", 2 + WAIT_MS), Try::Right);
        assert_eq!(tries.give(&hash, "0000", 2 + WAIT_MS), Try::Wrong);
    }

    #[test]
    fn each_wait_is_twice_as_long_up_to_sixteen_minutes_and_the_right_pin_ends_it() {
        let (hash, mut tries, mut now_ms) = (hash(), Tries::default(), 0);
        for minutes_halved in [1, 2, 4, 8, 16, 32, 32] {
            for _ in 0..TRIES {
                tries.give(&hash, "0000", now_ms);
            }
            assert_eq!(tries.give(&hash, "1234", now_ms + minutes_halved * WAIT_MS - 1), Try::Wait);
            now_ms += minutes_halved * WAIT_MS;
        }
        assert_eq!(tries.give(&hash, "1234", now_ms), Try::Right);
        for _ in 0..TRIES {
            tries.give(&hash, "0000", now_ms);
        }
        assert_eq!(tries.give(&hash, "1234", now_ms + WAIT_MS), Try::Right);
    }
}
