//! The keypad and the booth's driver against each other, and the booth in a real window. A test program of its own:
//! heartbeats and fingers are real time, and the pictures that the other tests draw would take it from them.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that meets something unexpected is to stop, and prints what it measured"
)]

#[cfg(feature = "window")]
mod appliance;
mod keypad;
#[cfg(feature = "window")]
mod training;
#[cfg(feature = "window")]
mod window;
