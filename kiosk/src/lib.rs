//! The talking voting booth.
//!
//! The machine itself is `voter-session`; here it is given an election, a clock and devices. `kiosk replay` plays a
//! written vote with a fake clock and simulated devices, and writes down what the voter hears.
#![forbid(unsafe_code)]

pub mod booth;
pub mod cli;
pub mod load;
pub mod notice;
pub mod protect;
#[cfg(feature = "replay")]
pub mod replay;
