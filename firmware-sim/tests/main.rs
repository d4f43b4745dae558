//! The simulated board as a booth meets it: through a real serial port library on a real pseudo-terminal.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets something unexpected is to stop"
)]

mod faults;
mod front;
mod host;
mod program;
mod protocol;
mod soak;
