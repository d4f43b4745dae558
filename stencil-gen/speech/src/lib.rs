//! Speech packs: every clip that a booth says for an election, in three languages.
//!
//! ```text
//! wording::clips ─▶ normalize ─▶ engine ───┐
//!                        recordings ───────┴▶ process ─▶ flac ─▶ quality ─▶ Pack ─▶ proof
//! ```
//!
//! [`pack::Making::pack`] does all of it. The booth itself never synthesizes speech: it plays what a
//! person could hear and sign off before the package was signed.
#![forbid(unsafe_code)]

pub mod engine;
pub mod flac;
pub mod normalize;
pub mod pack;
pub mod problem;
pub mod process;
pub mod proof;
pub mod quality;
pub mod signoff;
