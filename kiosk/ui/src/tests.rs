//! The screen as a voter has it: drawn for real, driven by accessible labels only.

mod booth;
mod course;
mod fit;
mod palette;
mod pictures;
mod turning;
mod vote;
