//! `batch`: the stencils of a whole country from one manifest, each proof-read before it is put in
//! place.
//!
//! `manifest` says what is wanted, `work` makes one ballot, `run` all of them on several threads,
//! `state` remembers what is done, and `order`, `summary` and `sums` tell people and print shops.

pub mod manifest;
pub mod place;
pub mod problem;
pub mod progress;
pub mod run;
pub mod state;
pub mod work;

pub(crate) mod memory;
mod order;
mod page;
mod room;
mod summary;
mod sums;

#[cfg(test)]
mod tests;

pub use manifest::Manifest;
pub use problem::BatchProblem;
pub use run::{Batch, Ended};
pub use work::Making;
