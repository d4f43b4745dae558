//! The whole program: written votes, what they sound like, and what they leave behind.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets something unexpected is to stop")]

mod calibrate;
mod desk;
mod golden;
mod kills;
mod packages;
mod protection;
mod refusals;
mod scans;
mod secrecy;
mod votes;
