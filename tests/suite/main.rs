//! Whole programs against each other and against independent readers.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test that meets something unexpected is to stop; pictures are small"
)]

mod conformance;
mod country;
mod diff;
mod examples;
mod formats;
mod inputs;
mod materials;
mod packages;
mod pdf_files;
mod pdf_tools;
mod project;
mod raster;
mod run;
#[cfg(feature = "window")]
mod whole;
