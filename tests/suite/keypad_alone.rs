//! The keypad and the booth's driver against each other. A test program of its own: heartbeats are real time, and the
//! pictures that the other tests draw would take it from them.
#![expect(clippy::unwrap_used, reason = "a test that meets something unexpected is to stop")]

mod keypad;
