//! Finds a ballot sheet and its squares on a scan, and says in which squares there is ink.
//!
//! Nothing here decides what a voter meant. [`identify`] says which sheet lies on the scanner and how; [`read_back`]
//! says which squares bear a mark, which bear something that may be one, and refuses when the sheet is not found
//! beyond doubt. [`find_squares`] measures squares where no form is known yet. Method and limits:
//! `docs/decisions/0025-reading-paper.md`.
//!
//! Images that are made on the way are overwritten when they are dropped.

#![forbid(unsafe_code)]

mod answer;
mod boxes;
mod edges;
mod fit;
mod holes;
mod image;
mod ink;
mod matching;
mod page;
mod plane;
#[cfg(feature = "png")]
mod png;
mod pnm;
mod sheet;
mod trace;

pub use answer::{Identified, Marks, ReadBack, Turn, Verdict};
pub use boxes::{FoundSquare, find_squares};
pub use image::{Gray, ImageError};
pub use page::{FoundSheet, find_sheet};
#[cfg(feature = "png")]
pub use png::PngError;
pub use pnm::PnmError;
pub use sheet::{Sheet, identify, read_back};
