//! From raw key contacts to what the voter did: bounce, double strikes, the Help chord, holding, stuck keys.
//!
//! One filter for the keypad's firmware and for keyboards and switches at the booth itself, so that a key
//! means the same wherever it is. It has no clock: time is an argument.
//!
//! ```
//! use key_filter::{Filtered, KeyFilter};
//! use keypad_protocol::{Key, KeyEvent, KeySet};
//!
//! let mut filter = KeyFilter::new();
//! assert!(filter.update(KeySet::EMPTY, 0).is_empty());
//! filter.update(KeySet::EMPTY, 11);
//! let told: Vec<Filtered> = filter.update(KeySet::EMPTY.with(Key::Down), 500).into_iter().collect();
//! assert_eq!(told, [Filtered::Key(KeyEvent::Pressed(Key::Down))]);
//! ```
#![no_std]
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::wildcard_enum_match_arm)]

#[cfg(test)]
extern crate std;

mod filter;
mod list;
mod track;

#[cfg(test)]
mod tests;

pub use filter::KeyFilter;
pub use list::{CAPACITY, FilteredList};
pub use track::{BOUNCE_MS, HELD_MS, STUCK_MS};

use keypad_protocol::{Key, KeyEvent};

/// What the filter tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Filtered {
    /// What a voter did.
    Key(KeyEvent),
    /// The key has been down for [`STUCK_MS`]; it is not listened to until it comes up.
    Stuck(Key),
    /// The stuck key came up and is listened to again.
    Freed(Key),
}
