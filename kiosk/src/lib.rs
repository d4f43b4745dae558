//! The talking voting booth.
//!
//! The machine itself is `voter-session` and its face `kiosk-ui`; here they are given an election, a clock and devices:
//! [`live`] with a window and keypads. `kiosk replay` plays a
//! written vote with a fake clock and simulated devices, and writes down what the voter hears.
#![forbid(unsafe_code)]

mod air;
pub mod anew;
pub mod booth;
pub mod cli;
pub mod desk;
pub mod event;
pub mod live;
pub mod load;
pub mod notice;
mod office;
pub mod pin;
pub mod protect;
pub mod reading;
#[cfg(feature = "replay")]
pub mod replay;
mod speech;
pub mod station;
pub mod system;
pub mod training;
pub mod voice;
