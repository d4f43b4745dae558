//! Drawn and real sheets read from outside the crate.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that meets something unexpected is to stop; the long run says its numbers"
)]

mod forms;
mod inks;
mod lies;
mod measured;
mod scans;
